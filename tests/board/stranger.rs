//! A stranger before each board: who broke it, who says so, what is due.

use std::fs;

use sitboard::look::Theme;

use super::{common::board, picture::words};

/// What a page says in one line, whatever broke it up.
fn said(name: &str, size: (u16, u16), keys: &str) -> String {
    let text = fs::read_to_string(format!("scenarios/{name}.toml")).unwrap();
    let app = board(&text, size, Theme::Roles, keys);
    let lines = words(&app);
    let inside = lines.lines().map(|line| line.trim_matches(|c| matches!(c, '│' | ' ')));
    inside.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

#[test]
fn one_key_tells_who_broke_it_who_says_so_and_what_is_due() {
    let told = [
        ("idlib-2020", "Russia for 1, by SOFREP; Turkey for none", "Nothing within 7 days."),
        (
            "lebanon-2024",
            "Israel for 4, by NNA, in part under the clause; Lebanon for none",
            "Clause 11, hezbollah north: 23 days over; Clause 10, withdrawal, 18 Feb.",
        ),
        (
            "karabakh-2020",
            "Azerb. for 1–2, by Armenian MoD, under the clause; by Defense Army; Armenia for 0–1, by",
            "Nothing within 7 days; then Clause 9, new route, 10 Nov 2023.",
        ),
        (
            "gaza-2025",
            "Israel for 1, by MoI Gaza; Hamas for none",
            "Clause 11, prisoners: 8 days over; Clause on talks: 34 days over; Clause 8, withdrawal",
        ),
        (
            "donbas-2020",
            "Nobody under a clause; who counts violations: OSCE SMM (no side named).",
            "Nothing within 7 days.",
        ),
        (
            "hodeidah-2018",
            "Nobody under a clause; who counts violations: coalition against Houthis and Houthi LCO",
            "Nothing within 7 days.",
        ),
        (
            "syria-2016",
            "Russia for none under a clause, elsewhere by SNHR",
            "Nothing within 7 days.",
        ),
    ];
    let boards = fs::read_dir("scenarios").unwrap().map(|entry| entry.unwrap().path());
    assert_eq!(
        told.len(),
        boards.filter(|path| path.extension().is_some_and(|it| it == "toml")).count()
    );
    for (name, blamed, due) in told {
        for size in [(80, 24), (120, 40)] {
            let page = said(name, size, "7");
            assert!(page.contains(&format!("Who is blamed {blamed}")), "{name}: {page}");
            assert!(page.contains(&format!("What is due {due}")), "{name}: {page}");
        }
    }
}

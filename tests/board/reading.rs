//! The pages that are read: records by what they say and never by their ids, the agreement clause by
//! clause, a map whose lines are all explained, and what could not be read said on all of them.

use sitboard::{
    app::App,
    look::Theme,
    model::Table,
    report::{self, CorridorPart},
};

use super::{
    DONBAS, HODEIDAH, IDLIB,
    common::{board, press},
    picture::words,
};

const SYRIA: &str = include_str!("../../scenarios/syria-2016.toml");

/// What a record may be taken for by its id alone.
const TOLD: [Table; 8] = [
    Table::Status,
    Table::Patrol,
    Table::Attack,
    Table::Displacement,
    Table::Event,
    Table::Statement,
    Table::Assessment,
    Table::Tally,
];

/// Ids of records that stand somewhere in a text.
fn ids_in(app: &App, text: &str) -> Vec<String> {
    let scenario = app.shown().unwrap().board.scenario();
    let records = scenario.records().iter().filter(|record| TOLD.contains(&record.table));
    let ids = records.map(|record| record.id.to_string()).filter(|id| id.contains('-'));
    ids.filter(|id| text.contains(id.as_str())).collect()
}

#[test]
fn no_page_names_a_record_by_its_id() {
    for text in [IDLIB, DONBAS, HODEIDAH, SYRIA] {
        for keys in ["6", "7", "8", "9", "0", "v", "d", "I", "M", "L", "H", "V"] {
            let app = board(text, (200, 60), Theme::Mono, &format!("t2020-08-14<Enter>{keys}"));
            let page = words(&app);
            // Beside a page the detail may stand, which is where ids belong.
            let page: Vec<&str> =
                page.lines().map(|line| line.split("││").next().unwrap_or(line)).collect();
            assert_eq!(ids_in(&app, &page.join("\n")), Vec::<String>::new(), "{keys}: {page:#?}");
        }
    }
}

fn sees(app: &App, lines: &[&str]) {
    let in_one = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = words(app);
    for line in lines {
        assert!(in_one(&text).contains(&in_one(line)), "{line}\n{text}");
    }
}

#[test]
fn a_contested_question_is_a_heading_with_its_voices_below() {
    let app = board(IDLIB, (120, 40), Theme::Mono, "t14 aug 2020<Enter>6");
    sees(
        &app,
        &[
            "Patrols suspended: since when? ≠",
            "IED near Ariha, 14 Jul: what kind? ≠",
            "Dispersal near Nayrab, 26 Apr: how many killed? ≠",
            "said at first",
            "6 questions contested · 1 voice corrected itself",
        ],
    );
}

#[test]
fn the_agreement_is_told_clause_by_clause() {
    let mut app = board(IDLIB, (120, 64), Theme::Mono, "t14 aug 2020<Enter>7");
    sees(
        &app,
        &[
            "Additional Protocol, Moscow. Signed on 5 Mar by Russia and Turkey, from 6 Mar on; day 161.",
            "Where it stands   Holding, “tenuous ceasefire continues to hold”, says SOFREP alone, on 14 Aug",
            "Who is blamed     Russia for 1, by SOFREP; Turkey for none under a clause",
            "1 Cessation. All military action along the line of contact stops from 00:01 on 6 March.",
            "No voice says where it stands. 10–12 attacks against it, 3 of them 17 Jul–13 Aug, up to 2 undated; none for it.",
            "against    Airstrike near Jabal al-Akrad            SOFREP blames Russia",
            "4 older attacks, 2 without a day: Enter opens them",
            "4 incidents have a point, all inside the corridor; 14 have none: whether inside cannot be said.",
            "Due from 15 Mar: begun that day.",
            "Partly met since 13 Aug, says the desk. 17–18 patrols for it; 3–4 against it, cut short",
            "Turkey’s 24th, Russia’s 22nd",
            "elsewhere by SOHR: Dispersal",
        ],
    );
    // Older records are opened from the clause itself, which refers to all of them.
    press(&mut app, "jjjjjjjjjjjjjjjj<Enter>");
    assert!(!app.trail.is_empty());
    let app = board(HODEIDAH, (120, 40), Theme::Mono, "7");
    sees(&app, &["No voice says where the agreement stands.", "who counts violations:"]);
}

#[test]
fn what_changed_is_told_by_what_it_says() {
    let app = board(IDLIB, (120, 60), Theme::Mono, "t14 aug 2020<Enter>D7 aug<Enter>");
    sees(
        &app,
        &[
            "new   Airstrike near Jabal al-Akrad, last week (SOFREP C–)",
            "moved Clause on patrols: met since",
            "new   Patrols suspended since 13 Aug",
        ],
    );
}

#[test]
fn every_line_of_the_map_is_explained() {
    let app = board(IDLIB, (120, 40), Theme::Mono, "t14 aug 2020<Enter>8");
    sees(
        &app,
        &[
            "⠶⠶ M4 highway · ⣶⣶ driven in 28 days",
            "· · edge of the corridor, 6 km on either side · +++ border",
            "⠄⠠ province",
            "✱ IED",
            "grey: older than 18 Jul; all are, the last is of 14 Jul",
            "straight lines, 63 of 70 km; no point for Ain al-Hawr",
            "on the map: 5, all inside the corridor · no point, not drawn: 31",
        ],
    );
    let nowhere = board(HODEIDAH, (120, 40), Theme::Mono, "8");
    sees(&nowhere, &["nothing on this board has a point, so there is no map"]);
}

/// A scenario one attack of which cannot be read.
fn broken() -> String {
    format!(
        "{IDLIB}\n[[attack]]\nid = \"broken\"\ndate = \"no day\"\nkind = \"ied\"\nsource = \"sohr\"\n"
    )
}

#[test]
fn what_could_not_be_read_is_said_on_pictures() {
    let app = board(&broken(), (120, 40), Theme::Terminal, "t14 aug 2020<Enter>8");
    let said = "left out, could not be read: 1 attack";
    assert!(report::map_picture(&app).unwrap().contains(said));
    let shown = &app.shown().unwrap().board;
    let picture = report::corridor_picture(shown, CorridorPart::Strip, app.theme).unwrap();
    assert!(picture.contains(said), "{picture}");
    sees(&app, &["1 attack left out"]);
}

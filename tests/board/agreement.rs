//! The page of the agreement: laid out for the width that it has, its clauses closed and opened,
//! with where each stood before.

use super::{
    IDLIB,
    common::{board, press},
    picture::words,
};
use sitboard::{
    app::{App, Message, update},
    board::{Board, Clock, LoadedFile, Query},
    look::Theme,
    panel::Panel,
    report::{panel_text, rows_json},
    runtime::headless,
};

fn page(size: (u16, u16), keys: &str) -> App {
    board(IDLIB, size, Theme::Mono, &format!("t14 aug 2020<Enter>7{keys}"))
}

/// What stands in the rows of the page.
fn rows(app: &App) -> Vec<String> {
    let screen = words(app);
    let lines = screen.lines().skip_while(|line| !line.contains("bears on it")).skip(1);
    let lines = lines.take_while(|line| line.starts_with('│'));
    lines.map(|line| line.split('│').nth(1).unwrap_or_default().trim_end().to_owned()).collect()
}

/// The row at which the cursor stands.
fn selected(app: &App) -> String {
    rows(app).into_iter().find(|row| row.starts_with('▸')).unwrap_or_default()
}

fn resize(app: &mut App, (width, height): (u16, u16)) {
    let effects = update(app, Message::Resize(width, height));
    headless::settle(app, effects);
}

#[test]
fn sentences_take_the_rows_that_they_need_at_every_width() {
    for width in [60, 76, 80, 90, 100, 110, 120, 140, 159, 160, 200, 250] {
        let app = page((width, 200), "");
        let rows = rows(&app);
        let last = rows.iter().rposition(|row| !row.is_empty()).unwrap();
        let held: Vec<&str> = rows[..last].iter().map(String::as_str).collect();
        let blanks = held.windows(2).filter(|pair| pair.iter().all(|row| row.is_empty()));
        assert_eq!(blanks.count(), 0, "{width}: {}", rows.join("\n"));
        let told = rows.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
        for sentence in [
            "for none under a clause, elsewhere by",
            "; 7 others below.",
            "What is due Nothing within 7 days.",
            "4 incidents have a point, all inside the corridor; 14 have none: whether inside cannot be said.",
            "17–18 patrols for it; 3–4 against it, cut short; 4 records name it, no more.",
            "4 older attacks, 2 without a day: Enter opens them",
            "is the desk’s judgement, unless a voice says so.",
        ] {
            assert!(told.contains(sentence), "{width}: {sentence}: {}", rows.join("\n"));
        }
    }
}

#[test]
fn what_is_selected_stays_so_when_the_page_gets_another_width() {
    let mut app = page((120, 40), "/badama<Enter>");
    assert!(selected(&app).contains("Patrol to Badama"), "{}", words(&app));
    for size in [(80, 24), (60, 20), (200, 60), (120, 24)] {
        resize(&mut app, size);
        assert!(selected(&app).contains("Patrol to Badama"), "{size:?}: {}", words(&app));
        assert!(selected(&app).contains("7 Jul"), "{size:?}: {}", words(&app));
    }
    // Beside a detail it is laid out for the room that is left.
    press(&mut app, "gjjjjj<Enter>");
    let told = rows(&app).join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("stops from 00:01 on 6 March."), "{}", words(&app));
    press(&mut app, "<Esc>");
    assert!(selected(&app).contains("1 Cessation. All military action"), "{}", words(&app));
}

#[test]
fn a_clause_is_closed_and_opened() {
    let mut app = page((120, 60), "/jabal<Enter>");
    assert!(selected(&app).contains("Jabal al-Akrad"), "{}", words(&app));
    press(&mut app, "<Space>");
    assert!(selected(&app).contains("1 Cessation. All military action"), "{}", words(&app));
    let screen = words(&app);
    assert!(screen.contains("Below: where it stands, 12 records; Space opens it"), "{screen}");
    assert!(!screen.contains("Shelling near Jabal") && !screen.contains("10–12"), "{screen}");
    assert!(screen.contains("3 Joint patrols.") && screen.contains("Patrol to Badama"), "{screen}");
    // It stays so on another day, and beside a detail.
    press(&mut app, ",");
    assert!(words(&app).contains("Below: where it stands, 9 records"), "{}", words(&app));
    press(&mut app, ".<Space>");
    assert!(words(&app).contains("Shelling near Jabal al-Akrad"), "{}", words(&app));
    assert!(selected(&app).contains("1 Cessation. All military action"), "{}", words(&app));
    // From the line that says how much is below too.
    press(&mut app, "<Space>j<Space>");
    assert!(words(&app).contains("10–12 attacks against it"), "{}", words(&app));
    press(&mut app, "/badama<Enter><Space>");
    let below = "Below: where it stands, 25 records, 2 earlier statuses; Space opens it";
    assert!(words(&app).contains(below), "{}", words(&app));
}

#[test]
fn only_a_clause_is_closed() {
    let mut app = page((120, 40), "<Space>");
    assert!(words(&app).contains("no clause is selected"), "{}", words(&app));
    press(&mut app, "<Esc>2<Space>");
    let said = "this is for the agreement, the map and the corridor; 7, 8 and 9 go there";
    assert!(words(&app).contains(said), "{}", words(&app));
}

#[test]
fn where_a_clause_stood_before_is_told_the_oldest_last() {
    let app = page((120, 60), "");
    let told = rows(&app);
    let before: Vec<Vec<&str>> = told
        .iter()
        .filter(|row| row.trim_start().starts_with("before"))
        .map(|row| row.split("  ").map(str::trim).filter(|word| !word.is_empty()).collect())
        .collect();
    assert_eq!(
        before,
        [
            ["before", "Met", "says the desk", "22 Jul"],
            ["before", "Partly met", "says the desk", "15 Mar"],
        ]
    );
    let index = LoadedFile::read(IDLIB.as_bytes(), "x").index.unwrap();
    let clock = Clock::then("2020-08-14".parse().unwrap());
    let board = Board::new(index, clock, Query::default());
    let text = panel_text(&board, Panel::Agreement);
    let rest = text.split("3 Joint patrols.").nth(1).unwrap();
    let before = "record: Met; whose word: says the desk; date: 22 Jul.";
    assert!(rest.contains(before), "{rest}");
    let json = rows_json(&board, Panel::Agreement, "x");
    let clause = &json[0]["clauses"][2];
    let earlier = clause["earlier"].as_array().unwrap();
    let told: Vec<[&str; 3]> = earlier
        .iter()
        .map(|row| [&row["is"], &row["voice"], &row["id"]].map(|it| it.as_str().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            ["met", "desk", "status-joint-patrols-2020-07-22"],
            ["partly-met", "desk", "status-joint-patrols-2020-03-15"],
        ]
    );
    assert!(json[0]["earlier"].as_array().unwrap().is_empty());
}

//! Whose word a figure is: who counts did not do it, and who tells of an act does not yet blame.

use super::{DONBAS, HODEIDAH, IDLIB, SYRIA, common::board};
use sitboard::{board::Board, look::Theme, panel::Panel, report::panel_text};

/// Every panel of a scenario in plain words, on the day on which it opens.
fn told(text: &str, panel: Panel) -> String {
    let app = board(text, (120, 40), Theme::Roles, "");
    let board: &Board = app.board().expect("it opens");
    panel_text(board, panel)
}

#[test]
fn a_count_is_counted_by_somebody_wherever_it_stands() {
    let attacks = told(IDLIB, Panel::Attacks);
    assert!(attacks.contains("30 Jul: Russia counts 11 violations\n"), "{attacks}");
    let patrols = told(IDLIB, Panel::Patrols);
    assert!(patrols.contains("SOFREP counts 24 joint patrols (since mid-March)\n"), "{patrols}");
    let timeline = told(IDLIB, Panel::Timeline);
    assert!(timeline.contains("what: Russia counts violations; "), "{timeline}");
    let attacks = told(HODEIDAH, Panel::Attacks);
    assert!(attacks.contains("counts 68 violations, held against coalition\n"), "{attacks}");
    for text in [IDLIB, DONBAS, HODEIDAH, SYRIA] {
        for panel in [Panel::Ledgers, Panel::Window] {
            let told = told(text, panel);
            assert!(told.contains("counted by"), "{told}");
        }
        for panel in Panel::ALL {
            let told = told(text, panel);
            for counter in ["Russia", "Turkey", "OSCE SMM", "coalition", "SNHR", "SOHR"] {
                let bare = |line: &&str| {
                    let at = line.find(&format!("{counter}: "));
                    at.is_some_and(|at| !line[..at].ends_with("counted by "))
                        && line.contains("violations")
                };
                assert_eq!(told.lines().find(bare), None, "{panel:?}");
            }
        }
    }
}

#[test]
fn a_detail_and_a_brief_say_who_counted() {
    let app = board(IDLIB, (120, 40), Theme::Roles, "L<Down><Down><Down><Enter>");
    let screen = sitboard::report::render(
        &sitboard::report::frame(&app),
        sitboard::report::FrameFormat::Text,
        Theme::Mono,
    );
    let has = |words: &str| screen.lines().any(|line| line.contains(words));
    assert!(has("counted by") && !has("  by  "), "{screen}");
    let board = app.board().expect("it opens");
    let id = sitboard::model::Id::new("count-russia-2020-07-30").expect("an id");
    let record = board.scenario().find(&id).expect("it is on file");
    assert_eq!(board.brief(record), "Russia counts 11 violations, 30 Jul");
}

#[test]
fn an_act_is_the_word_of_whoever_tells_of_it() {
    let attacks = told(IDLIB, Panel::Attacks);
    assert!(attacks.contains("by: Russia (says SOFREP)"), "{attacks}");
    assert!(!attacks.contains("blamed"), "{attacks}");
    let agreement = told(IDLIB, Panel::Agreement);
    assert!(agreement.contains("Russia for 1, by SOFREP"), "{agreement}");
    let row = agreement.lines().find(|line| line.contains("record: Airstrike"));
    let row = row.unwrap_or_default();
    assert!(row.contains("SOFREP blames Russia") && row.contains("held by: the desk"), "{row}");
    // Whom a voice blames for an act is one thing, that the act breaks a clause another.
    assert!(agreement.contains("is the desk’s judgement, unless a voice says so"), "{agreement}");
    assert!(!agreement.contains("under the clause"), "no voice names the clause: {agreement}");
    assert!(agreement.contains("“militants”; whose word: by Russian MoD"), "{agreement}");
    let agreement = told(SYRIA, Panel::Agreement);
    assert!(!agreement.contains("no voice names Russia"), "{agreement}");
    assert!(
        agreement.contains("Russia; whose word: elsewhere by SNHR: ")
            && agreement.contains("; elsewhere by HNC: "),
        "{agreement}"
    );
}

#[test]
fn ledger_and_window_open_on_what_the_front_shows() {
    for panel in [Panel::Ledgers, Panel::Window] {
        let told = told(HODEIDAH, panel);
        // The one side's figure of the day that is looked at, the other's of a year before.
        let has = |words: &str| assert!(told.contains(words), "{words}: {told}");
        has("68");
        has("14 (4 Jan 2019)");
        for days in ["window 23 Mar–19 Apr", "before 24 Feb–22 Mar", "so far 20 Apr"] {
            has(days);
        }
    }
    let ledgers = told(HODEIDAH, Panel::Ledgers);
    assert!(ledgers.contains("count, date: 20 Apr so far"), "{ledgers}");
    assert!(ledgers.contains("violations against Houthis, 23 Mar–19 Apr"), "{ledgers}");
    assert!(ledgers.contains("before, 24 Feb–22 Mar") || !ledgers.contains("before,"), "{ledgers}");
}

#[test]
fn an_own_number_on_file_is_stated_in_the_ledger() {
    let ledgers = told(IDLIB, Panel::Ledgers);
    let row = |id: &str| {
        let row = ledgers.lines().rev().find(|line| line.starts_with(&format!("{id}.")));
        row.unwrap_or_else(|| panic!("{id}: {ledgers}")).to_owned()
    };
    let june = row("Patrol between Ariha and Urum al-Jawz, 16 Jun");
    assert!(june.contains("counted by SOFREP: 17;"), "{june}");
    // Of an outlet without a column it stands beside the gaps.
    let august = row("Patrol to Ain al-Hawr, 12 Aug");
    assert!(august.contains("Syria TV 23"), "{august}");
}

#[test]
fn parts_above_their_total_are_marked_in_the_table() {
    let app = board(IDLIB, (120, 40), Theme::Roles, "t6 jul<Enter>");
    let board = app.board().expect("it opens");
    let window = sitboard::board::WindowTable::of(board, 1);
    let figure = |place: Option<&str>| {
        let row = window.rows.iter().find(|row| {
            row.by.as_ref().is_some_and(|by| by.id().as_str() == "russia")
                && row.place.as_deref() == place
                && row.kind.is_none()
        });
        row.and_then(|row| row.count.as_ref()).map(ToString::to_string)
    };
    // The tally of 5 July: six in all, four and twenty-one by place.
    assert_eq!(figure(None).as_deref(), Some("6 ≠"));
    assert_eq!(figure(Some("aleppo")).as_deref(), Some("21 ≠"));
    assert_eq!(figure(Some("latakia")).as_deref(), Some("4"));
}

#[test]
fn a_feed_sums_to_its_least_its_best_and_its_most() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/syria-2016.toml");
    let place = sitboard::app::Place::File(path);
    let opening = sitboard::app::Opening::default();
    let mut app = sitboard::app::App::new(vec![place], (120, 40), Theme::Roles, opening);
    let start = app.start();
    sitboard::runtime::headless::settle(&mut app, start);
    let attacks = panel_text(app.board().expect("it opens"), Panel::Attacks);
    assert!(attacks.contains("killed, 28 days: 2526–2589, best 2527"), "{attacks}");
    assert!(attacks.contains("with 11 Mar so far 2541–2604, best 2542"), "{attacks}");
}

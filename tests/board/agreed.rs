//! A truce in phases: deadlines that were moved, promises with their progress, cases of incidents, and
//! what comes within a week.

use super::{
    common::{board, press},
    goals::key_of,
    picture::{picture, words},
};
use sitboard::{app::App, look::Theme, panel::Panel};

const PHASED: &str = include_str!("../data/valid/phased.toml");

fn on(day: &str, size: (u16, u16), keys: &str) -> App {
    board(PHASED, size, Theme::Roles, &format!("t{day}<Enter>{keys}"))
}

#[test]
fn the_front_the_agreement_and_the_cases_at_every_size() {
    for (width, height) in [(60, 24), (80, 24), (120, 40), (200, 60)] {
        let open = || on("27 jan", (width, height), "");
        let mut screens = vec![picture(&open())];
        for panel in [Panel::Agreement, Panel::Cases] {
            let mut app = open();
            let zoom = if app.front().is_page(panel) { "" } else { "z" };
            press(&mut app, &format!("{}{zoom}", key_of(panel)));
            screens.push(words(&app));
        }
        insta::assert_snapshot!(format!("phased-{width}x{height}"), screens.join("\n"));
    }
}

#[test]
fn deadlines_stand_as_they_stood_on_the_day_with_what_they_were() {
    let page = |day: &str| {
        let mut app = on(day, (159, 60), "");
        press(&mut app, &key_of(Panel::Agreement));
        words(&app)
    };
    let before = page("25 jan");
    assert!(before.contains("Due by 26 Jan: 1 day left"), "{before}");
    assert!(!before.contains("amended") && !before.contains("until 18 Feb"), "{before}");
    let after = page("26 jan");
    assert!(after.contains("Due by 2 Feb, was 26 Jan, amended 26 Jan by Mission"), "{after}");
    assert!(after.contains("until 18 Feb, amended 26 Jan by Mission"), "{after}");
    let contested = page("27 jan");
    assert!(contested.contains("another voice has 18 Feb"), "{contested}");
    // By one voice it is over, by the other it is not: nobody can say that it is overdue.
    let open = page("10 feb 2025");
    assert!(open.contains("over, by 8 d at most; 8 d left at most"), "{open}");
}

#[test]
fn clauses_stand_by_phase_with_what_is_promised_by_whose_count() {
    let mut app = on("27 jan", (159, 60), "");
    press(&mut app, &key_of(Panel::Agreement));
    let page = words(&app);
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("no {words}: {page}"));
    assert!(at("No phase.") < at("Phase 1.") && at("Phase 1.") < at("Phase 3."));
    assert!(page.contains("12 of 40, by the records here"), "{page}");
    assert!(page.contains("116 of 120 in 2 days told, by Relief Office"), "{page}");
    assert!(page.contains("75 of 60 in 1 day told, by Upland"), "{page}");
    assert!(page.contains("mediated by Island Republic"), "{page}");
}

#[test]
fn a_case_stands_in_its_panel_its_filter_and_the_detail_of_its_incident() {
    let length = |filter: &str, panel: Panel| {
        let app = on("27 jan", (120, 40), &format!("f{filter}<Enter>"));
        app.shown().unwrap().length(panel)
    };
    assert_eq!(length("case:any", Panel::Attacks), 2);
    assert_eq!(length("case:attributed", Panel::Attacks), 1);
    assert_eq!(length("case:alleged", Panel::Attacks), 0, "it is under investigation now");
    assert_eq!(length("case:open", Panel::Cases), 2);
    assert_eq!(length("phase:1", Panel::Handovers), 1);
    assert_eq!(length("phase:2", Panel::Handovers), 0);
    let mut app = on("27 jan", (220, 50), "");
    press(&mut app, &key_of(Panel::Cases));
    let page = words(&app);
    assert!(page.contains("attributed to Lowland Front"), "{page}");
    assert!(page.contains("could not verify"), "{page}");
    press(&mut app, "<Enter>");
    let detail = words(&app);
    assert!(detail.contains("case: under investigation since 17 Jan, says Mission"), "{detail}");
    assert!(detail.contains("since 24 Jan, says Mission"), "{detail}");
}

#[test]
fn what_comes_within_a_week_is_one_figure() {
    let app = on("27 jan", (200, 60), "");
    let front = words(&app);
    assert!(front.contains("Next 7 days"), "{front}");
    assert!(front.contains("2: 1 deadline, 1 planned"), "{front}");
}

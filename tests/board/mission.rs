//! A board of access and exchange: restrictions, handovers and weapons in two voices, on its front and
//! as pages.

use super::{
    common::{board, press},
    goals::key_of,
    picture::{picture, words},
};
use sitboard::{look::Theme, panel::Panel};

const MISSION: &str = include_str!("../data/valid/mission.toml");
const PAGES: [Panel; 3] = [Panel::Restrictions, Panel::Handovers, Panel::Weapons];

#[test]
fn the_front_and_the_pages_of_a_mission_at_every_size() {
    for (width, height) in [(60, 24), (80, 24), (120, 40), (200, 60)] {
        let open = || board(MISSION, (width, height), Theme::Roles, "t26 jan<Enter>");
        let mut screens = vec![picture(&open())];
        for panel in PAGES {
            let mut app = open();
            let zoom = if app.front().is_page(panel) { "" } else { "z" };
            let key = app.front().command(panel).key();
            press(&mut app, &format!("{key}{zoom}"));
            screens.push(words(&app));
        }
        insta::assert_snapshot!(format!("mission-{width}x{height}"), screens.join("\n"));
    }
}

#[test]
fn a_caption_says_nothing_of_what_nobody_states() {
    let mut app = board(MISSION, (120, 40), Theme::Roles, "t26 jan<Enter>");
    press(&mut app, "2z");
    let screen = words(&app);
    assert!(screen.contains("▸ Carriers ") && !screen.contains("Carriers · ·"), "{screen}");
    assert!(screen.contains("turned back ≠"), "{screen}");
}

#[test]
fn denied_reach_stands_once_on_corridor_and_zones() {
    let denied = include_str!("../data/valid/denied.toml");
    let page = |panel: Panel| {
        let mut app = board(denied, (120, 40), Theme::Roles, "");
        press(&mut app, &key_of(panel));
        words(&app)
    };
    let corridor = page(Panel::Corridor);
    let strip = corridor.lines().find(|line| line.contains("access denied   ")).expect(&corridor);
    assert_eq!(strip.matches('⊣').count(), 2, "one for each denial: {corridor}");
    assert!(corridor.contains("⊣ access denied"), "the legend says it: {corridor}");
    assert!(corridor.contains("km 11 · where the patrol turned"), "{corridor}");
    assert!(corridor.contains("movements denied 2 inside"), "{corridor}");
    let zones = page(Panel::Zones);
    assert!(zones.contains("denied") && zones.contains("Far end"), "{zones}");
}

#[test]
fn a_page_without_a_key_is_reached_by_its_name() {
    for panel in PAGES {
        let mut app = board(super::IDLIB, (100, 30), Theme::Roles, "");
        press(&mut app, &key_of(panel));
        assert_eq!(app.focus, panel);
        assert!(words(&app).contains(&format!("no {}", panel.table().unwrap().plural(2))));
        press(&mut app, &format!("<Esc>:{}<Enter>", panel.name()));
        assert_eq!(app.focus, panel);
    }
}

#[test]
fn what_is_to_be_checked_by_a_day_is_told_and_told_late() {
    let text = MISSION.replacen(
        "id = \"weapon-1\"\n",
        "id = \"weapon-1\"\nverify = \"ask for the photograph\"\nverify_by = 2025-01-25\nowner = \"night desk\"\n",
        1,
    );
    let app = board(&text, (120, 30), Theme::Roles, "t25 jan<Enter>v");
    let screen = words(&app);
    assert!(screen.contains("night desk") && screen.contains("25 Jan"), "{screen}");
    assert!(!screen.contains("past their day"), "its day is not over: {screen}");
    let late = words(&board(&text, (120, 30), Theme::Roles, "t26 jan<Enter>v"));
    assert!(late.contains("1 point to check") && late.contains("1 past their day"), "{late}");
}

#[test]
fn restrictions_handovers_and_weapons_are_filtered_by_their_words() {
    let left = |filter: &str, panel: Panel| {
        let app =
            board(MISSION, (120, 40), Theme::Roles, &format!("t26 jan<Enter>f{filter}<Enter>"));
        app.shown().unwrap().length(panel)
    };
    assert_eq!(left("outcome:turned-back", Panel::Restrictions), 1);
    assert_eq!(left("outcome:completed", Panel::Handovers), 3);
    assert_eq!(left("outcome:cut-short", Panel::Handovers), 0);
    assert_eq!(left("status:in-violation", Panel::Weapons), 1);
    assert_eq!(left("status:missing", Panel::Weapons), 0);
    assert_eq!(left("kind:hostages", Panel::Handovers), 2);
    assert_eq!(left("by:north restriction", Panel::Restrictions), 2);
    assert_eq!(left("place:ford", Panel::Restrictions), 2);
}

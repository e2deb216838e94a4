//! The four panels at four sizes: what stands on the screen, and what each cell means. Snapshots
//! are drawn in a theme in which role n is colour n, so a change of colours does not touch them.

use super::{
    IDLIB,
    common::board,
    picture::{picture, words},
};
use sitboard::{look::Theme, panel::Panel};

#[track_caller]
fn pinned(name: &str, size: (u16, u16), keys: &str) {
    let app = board(IDLIB, size, Theme::Roles, keys);
    insta::assert_snapshot!(name, picture(&app));
}

#[test]
fn the_board_at_every_size() {
    pinned("board-200x60", (200, 60), "");
    pinned("board-120x40", (120, 40), "");
    pinned("board-80x24", (80, 24), "");
    pinned("board-too-small", (39, 12), "");
}

#[test]
fn one_panel_at_a_time_on_a_small_screen() {
    for (key, name) in [("1", "patrols"), ("2", "attacks"), ("3", "displacement"), ("4", "actors")]
    {
        pinned(&format!("{name}-40x12"), (40, 12), key);
    }
}

#[test]
fn a_zoomed_panel_has_more_columns() {
    for (key, name) in [("1", "patrols"), ("2", "attacks"), ("3", "displacement"), ("4", "actors")]
    {
        pinned(&format!("{name}-80x24-zoomed"), (80, 24), &format!("{key}z"));
        pinned(&format!("{name}-120x40-zoomed"), (120, 40), &format!("{key}z"));
        pinned(&format!("{name}-200x60-zoomed"), (200, 60), &format!("{key}z"));
    }
}

#[test]
fn a_detail_has_a_column_for_every_voice() {
    pinned("detail-120x40", (120, 40), "/14 Jul<Esc>2jjjjjj<Enter>");
    pinned("detail-80x24", (80, 24), "2jjjjjj<Enter>jj");
    pinned("detail-followed", (120, 40), "2jjjjjj<Enter>jjjjjjjjjj<Enter>");
}

#[test]
fn what_lies_on_top() {
    pinned("help-80x24", (80, 24), "?");
    pinned("palette-120x40", (120, 40), ":convoy");
    pinned("picker-80x24", (80, 24), "o");
    pinned("problems-80x24", (80, 24), "!");
    pinned("filter-error-80x24", (80, 24), "fkind:iedd<Enter>");
    pinned("filtered-120x40", (120, 40), "fsince:2020-07 patrol:any<Enter>");
    pinned("actor-marks-120x40", (120, 40), "4");
}

#[test]
fn empty_panels_say_why() {
    let empty = "format = 1\n[scenario]\nid = \"empty\"\ntitle = \"Nothing yet\"\n";
    let app = board(empty, (80, 24), Theme::Roles, "");
    insta::assert_snapshot!("empty-80x24", picture(&app));
    let broken = "format = 1\n[scenario]\nid = \"broken\"\ntitle = = \"x\"\n[[attack]\n";
    let app = board(broken, (80, 24), Theme::Roles, "");
    insta::assert_snapshot!("broken-80x24", picture(&app));
}

/// What a tally counts is said by its key: words about patrols are not enough.
#[test]
fn only_a_tally_of_patrols_stands_with_the_patrol_log() {
    let tally = |of: &str, more: &str, count: u32| {
        format!(
            "[[tally]]\ndate = 2020-07-14\nof = \"{of}\"\n{more}count = {count}\nsource = \"s\"\n"
        )
    };
    let text = format!(
        "format = 1\n[scenario]\nid = \"counts\"\ntitle = \"Counts\"\n\
         [[source]]\nid = \"s\"\nname = \"S\"\nkind = \"monitor\"\n{}{}{}",
        tally("attacks on patrol bases", "", 71),
        tally("Patrols", "", 72),
        tally("joint marches", "counting = \"patrols\"\n", 73),
    );
    let panel = |key: &str| words(&board(&text, (200, 60), Theme::Roles, &format!("{key}z")));
    let (patrols, attacks) = (panel("1"), panel("2"));
    let bases = "71 attacks on patrol bases";
    assert!(attacks.contains(bases) && !patrols.contains(bases), "{patrols}{attacks}");
    for counted in ["72 Patrols", "73 joint marches"] {
        assert!(patrols.contains(counted) && !attacks.contains(counted), "{patrols}{attacks}");
    }
}

#[test]
fn a_day_is_found_as_it_is_shown_and_as_it_is_written() {
    for typed in ["14 jul 08:50", "2020-07-14T08:50:00+03:00", "08:50"] {
        let app = board(IDLIB, (120, 40), Theme::Terminal, &format!("2g/{typed}<Enter>"));
        let selected = app.selected(Panel::Attacks).map(|n| &app.board().unwrap().record(n).id);
        assert_eq!(selected.map(|id| id.as_str()), Some("ied-14jul"), "{typed}");
    }
    let app = board(IDLIB, (120, 40), Theme::Terminal, ":14 jul ied");
    assert!(words(&app).contains("IED near Ariha"), "{}", words(&app));
}

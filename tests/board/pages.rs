//! The timeline and every page, as a reader of Idlib has them on the days that matter, in both
//! clocks; at other sizes, on other scenarios, and with little or nothing to show.

use super::{
    DONBAS, HODEIDAH, IDLIB,
    common::{board, press},
    picture::{picture, words},
};
use crate::goals::keys_to;
use sitboard::{
    look::Theme,
    panel::{Front, Panel},
};

/// The timeline and the pages.
fn pages() -> impl Iterator<Item = Panel> {
    let front = Front::default();
    Panel::ALL.into_iter().filter(move |panel| front.slot(*panel).is_none())
}

const EMPTY: &str = "format = 1\n[scenario]\nid = \"empty\"\ntitle = \"Nothing yet\"\n";

/// A page on a day, known then and in hindsight.
fn in_both_clocks(keys: &str, size: (u16, u16), day: &str) -> String {
    let mut app = board(IDLIB, size, Theme::Roles, &format!("t{day}<Enter>{keys}"));
    let then = picture(&app);
    press(&mut app, "K");
    format!("{then}\n{}", picture(&app))
}

/// Every page of a scenario one after the other, without roles.
fn all_pages(text: &str, size: (u16, u16), before: &str) -> String {
    let page = |panel| {
        let keys = format!("{before}{}", keys_to(panel));
        words(&board(text, size, Theme::Roles, &keys))
    };
    pages().map(page).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_page_on_the_days_of_idlib_in_both_clocks() {
    for panel in pages() {
        for day in ["13 jul", "14 jul", "15 jul", "14 aug"] {
            let name = format!("{}-{}", panel.name(), day.replace(' ', ""));
            insta::assert_snapshot!(name, in_both_clocks(&keys_to(panel), (100, 30), day));
        }
    }
}

#[test]
fn the_timeline_on_a_small_and_on_a_large_screen() {
    insta::assert_snapshot!("timeline-40x12", in_both_clocks("5", (40, 12), "14 jul"));
    insta::assert_snapshot!("timeline-200x60", in_both_clocks("5", (200, 60), "14 jul"));
}

#[test]
fn the_corridor_at_every_size() {
    for (width, height) in [(40, 12), (60, 24), (80, 24), (120, 40), (200, 60)] {
        let days = ["14 jun", "14 jul", "14 aug"];
        let at =
            |day| picture(&board(IDLIB, (width, height), Theme::Roles, &format!("t{day}<Enter>9")));
        insta::assert_snapshot!(format!("corridor-{width}x{height}"), days.map(at).join("\n"));
    }
}

#[test]
fn every_page_of_other_ceasefires() {
    insta::assert_snapshot!("pages-donbas", all_pages(DONBAS, (100, 30), ""));
    insta::assert_snapshot!("pages-hodeidah", all_pages(HODEIDAH, (100, 30), ""));
}

#[test]
fn what_changed_and_the_morning_page_lie_on_top() {
    let pinned = |name, keys| {
        let app = board(IDLIB, (100, 30), Theme::Roles, keys);
        insta::assert_snapshot!(name, picture(&app));
    };
    pinned("changes-14jul", "t14 jul<Enter>D13 jul<Enter>");
    pinned("changes-marked", "t14 jul<Enter>D13 jul<Enter><Esc>6");
    pinned("changes-none", "t14 jul<Enter>D14 jul<Enter>");
    pinned("changes-unreadable-day", "Dsome day<Enter>");
    pinned("morning-14aug", "R");
    pinned("morning-save", "R<Enter>");
}

#[test]
fn a_reader_who_goes_back_beyond_the_baseline_is_told_nothing_of_later_days() {
    let mut app = board(IDLIB, (100, 30), Theme::Roles, "D14 jul<Enter><Esc>t13 jul<Enter>d");
    assert!(words(&app).contains("nothing changed since Mon 13 Jul 2020"), "{}", words(&app));
    press(&mut app, "<Esc>R");
    let page = &app.page.as_ref().unwrap().text;
    assert!(page.contains("\nWHAT CHANGED: Not told: this page begins on its own day"), "{page}");
    assert!(!page.contains("14jul"), "{page}");
}

#[test]
fn the_list_of_changes_the_baseline_and_the_morning_page_are_of_the_same_days() {
    let screen = |keys: &str| words(&board(IDLIB, (120, 40), Theme::Roles, keys));
    let page = |keys: &str| {
        board(IDLIB, (120, 40), Theme::Roles, keys).page.map(|page| page.text).unwrap_or_default()
    };
    // By default it moves along with the day.
    assert!(screen("d").contains("What changed since Thu 13 Aug 2020, the day before"));
    assert!(screen("d<Esc>t14 jul<Enter>d").contains("since Mon 13 Jul 2020, the day before"));
    assert!(page("R").contains("WHAT CHANGED SINCE 13 AUG\n"));
    assert!(page("dk<Esc>t14 jul<Enter>R").contains("WHAT CHANGED SINCE 13 JUL\n"));
    assert!(screen("D").contains("now Thu 13 Aug 2020, the day before; a day pins it"));
    // Another length of it moves along too; a day is pinned.
    let week = "D7d ago<Enter><Esc>t14 jul<Enter>";
    assert!(screen(&format!("{week}d")).contains("since Tue 7 Jul 2020, 7 days before"));
    assert!(page(&format!("{week}R")).contains("WHAT CHANGED SINCE 7 JUL\n"));
    let pinned = "D1 jul<Enter><Esc>t14 jul<Enter>";
    assert!(screen(&format!("{pinned}d")).contains("since Wed 1 Jul 2020, pinned"));
    assert!(screen(&format!("{pinned}D")).contains("now Wed 1 Jul 2020, pinned"));
    assert!(screen("D1 jul<Enter>D<Enter>").contains("since Thu 13 Aug 2020, the day before"));
    // The file's last day is later than the one that is looked at.
    let last = screen("Dlast<Enter>");
    assert!(last.contains("Tue 27 Apr 2021 is later than the day that is looked at"), "{last}");
}

#[test]
fn a_key_puts_the_appendix_behind_the_sheet_and_takes_it_away() {
    let mut app = board(IDLIB, (100, 30), Theme::Roles, "t14 aug<Enter>R");
    let sheet = app.page.clone().unwrap();
    assert!(words(&app).contains("a appendix"), "{}", words(&app));
    assert!(!sheet.text.contains("Appendix: "));
    press(&mut app, "a");
    let whole = app.page.clone().unwrap();
    assert!(whole.text.contains("\nAppendix: Idlib: joint patrols on the M4\n"));
    assert!(whole.markdown.contains("\n# Appendix: Idlib: joint patrols on the M4\n"));
    assert!(words(&app).contains("a sheet alone"), "{}", words(&app));
    press(&mut app, "a");
    assert_eq!(app.page, Some(sheet), "the sheet as it was");
}

#[test]
fn empty_pages_say_why() {
    insta::assert_snapshot!("pages-empty", all_pages(EMPTY, (80, 24), ""));
    let none = "f\"a word that stands nowhere\"<Enter>";
    insta::assert_snapshot!("pages-filtered-away", all_pages(IDLIB, (80, 24), none));
    insta::assert_snapshot!(
        "pages-before-anything",
        all_pages(IDLIB, (80, 24), "t2020-01-01<Enter>")
    );
}

#[test]
fn one_record_is_a_board() {
    let one = format!(
        "{EMPTY}[[source]]\nid = \"s\"\nname = \"The only source\"\nkind = \"media\"\n\
         [[attack]]\nid = \"only\"\ndate = 2020-07-14\nkind = \"ied\"\nsource = \"s\"\n"
    );
    insta::assert_snapshot!("pages-one-record", all_pages(&one, (80, 24), ""));
}

/// Names in Arabic, and names longer than any column, wherever a page shows a name.
fn long_names() -> String {
    let arabic = "وزارة الدفاع للجمهورية العربية السورية";
    let long = "The Joint Coordination Centre for the Monitoring of the Observance of the Cessation of Hostilities in the North-West";
    format!(
        "format = 1\n[scenario]\nid = \"names\"\ntitle = \"{long}\"\nhandling = \"TLP:AMBER+STRICT\"\n\
         [[source]]\nid = \"a\"\nname = \"{arabic}\"\nkind = \"party\"\nactor = \"x\"\nreliability = \"B\"\nevery_days = 1\n\
         [[source]]\nid = \"b\"\nname = \"{long}\"\nkind = \"party\"\nactor = \"y\"\nreliability = \"C\"\nevery_days = 2\n\
         [[actor]]\nid = \"x\"\nname = \"{arabic}\"\nkind = \"state\"\nrole = \"signatory\"\n\
         [[actor]]\nid = \"y\"\nname = \"{long}\"\nkind = \"state\"\nrole = \"signatory\"\n\
         [[place]]\nid = \"p\"\nname = \"عين الحور\"\n\
         [[place]]\nid = \"q\"\nname = \"{long}\"\n\
         [[agreement]]\nid = \"g\"\nname = \"{long}\"\nsigned = 2020-03-05\nparties = [\"x\", \"y\"]\nsource = \"a\"\n\
         clause = [\n  {{ id = \"c\", kind = \"cessation\", text = \"{arabic} {arabic} {arabic}\" }},\n  \
         {{ id = \"d\", kind = \"patrols\", text = \"{long}\", deadline = 2020-03-15 }},\n]\n\
         [[patrol]]\nid = \"patrol\"\ndate = 2020-07-10\nby = [\"x\", \"y\"]\nto = \"q\"\noutcome = \"completed\"\n\
         clause = \"d\"\nsource = \"a\"\nnumber = 1\naccount = [ {{ source = \"b\", number = 2 }} ]\n\
         [[attack]]\nid = \"an-attack-with-an-id-that-is-as-long-as-an-id-may-well-be\"\ndate = 2020-07-11\nkind = \"ied\"\n\
         place = \"p\"\nclause = \"c\"\nkilled = \"dozens\"\nsource = \"a\"\nverify = \"{long}\"\n\
         account = [ {{ source = \"b\", kind = \"vbied\", killed = 3, place = \"q\" }} ]\n\
         [[statement]]\nid = \"statement\"\ndate = 2020-07-12\nspeaker = \"y\"\nkind = \"announcement\"\nsays = \"{arabic}\"\nsource = \"b\"\n\
         [[assessment]]\nid = \"assessment\"\ndate = 2020-07-12\njudgement = \"{long}\"\nsource = \"a\"\nlikelihood = \"likely\"\n\
         [[tally]]\nid = \"tally\"\ndate = 2020-07-12\nof = \"violations\"\nby = \"x\"\nagainst = \"y\"\ncount = 9999999\n\
         by_place = {{ p = 1, q = 9999998 }}\nsource = \"a\"\n\
         [[indicator]]\nid = \"i\"\nname = \"{long}\"\ncounts = \"attack\"\nwindow_days = 7\nwatch = 1\nalarm = 2\n"
    )
}

#[test]
fn arabic_and_long_names_keep_their_columns() {
    insta::assert_snapshot!("pages-long-names", all_pages(&long_names(), (80, 24), ""));
}

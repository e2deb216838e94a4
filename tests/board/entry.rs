//! Entry as a monitor does it: what is filled in without being typed, what is asked, where the board
//! goes, and how many keys it takes.

use sitboard::{
    app::App,
    command::parse_keys,
    look::Theme,
    panel::Panel,
    report::{FrameFormat, frame, render},
};

use super::{
    IDLIB,
    common::{board, press},
    files::file_boards,
    picture::words,
};

/// A board on Idlib's file after some keys, and the folder that it stands in.
fn after(keys: &str) -> (tempfile::TempDir, App) {
    let (folder, mut app) = file_boards(&[IDLIB], (120, 40));
    press(&mut app, keys);
    (folder, app)
}

fn screen(app: &App) -> String {
    render(&frame(app), FrameFormat::Text, app.theme)
}

/// The file as the board would write it.
fn text(app: &App) -> String {
    let loaded = app.open_scenario().unwrap().loaded.as_ref().unwrap();
    String::from_utf8(loaded.bytes.as_ref().unwrap().to_vec()).unwrap()
}

/// The lines that the board has and the file had not.
fn new_lines(app: &App) -> String {
    let text = text(app);
    let old: Vec<&str> = IDLIB.lines().collect();
    let new = text.lines().filter(|line| !line.is_empty() && !old.contains(line));
    new.collect::<Vec<_>>().join("\n")
}

/// On the line of a place's point the towns of its name are offered; a key takes one of them.
#[test]
fn the_points_of_towns_are_offered_in_the_form_of_a_place() {
    let (_folder, mut app) = after(":add place<Enter>tripoli<Tab>Tripoli<C-f>at<Enter>");
    let seen = screen(&app);
    assert!(seen.contains("lon = 13.1800, precision_km = 5 }  a capital"), "{seen}");
    assert!(seen.contains("the nearest capital, Athens, is 130 km away"), "{seen}");
    press(&mut app, "<C-n><C-n><C-s>");
    let at = "at = { lat = 37.5080, lon = 22.3800, precision_km = 5 }";
    assert!(new_lines(&app).contains(at), "{}", new_lines(&app));
    let (_folder, app) = after(":add place<Enter>tripoli<Tab>Tripoli<C-s>");
    assert!(!new_lines(&app).contains("at = "), "{}", new_lines(&app));
}

#[test]
fn the_day_of_publication_is_filled_in_and_seen_before_it_is_written() {
    let (_folder, mut app) = after("i14 jul 08:50 ied ariha src sohr");
    let seen = screen(&app);
    assert!(seen.contains("date: Tue 14 Jul 2020 08:50"), "the whole of it: {seen}");
    assert!(seen.contains("not typed") && seen.contains("published: Fri 14 Aug 2020"), "{seen}");
    press(&mut app, "<Enter>");
    assert!(text(&app).contains("source = \"sohr\"\npublished = 2020-08-14\n"), "{}", text(&app));
    // Nobody tells of a day before it came, and what is typed stands.
    let (_folder, app) = after("t14 jul<Enter>i20 jul ied ariha src sohr<Enter>");
    assert!(new_lines(&app).contains("published = 2020-07-20"), "{}", new_lines(&app));
    let (_folder, app) = after("i14 jul ied ariha src sohr pub 16 jul<Enter>");
    assert!(new_lines(&app).contains("published = 2020-07-16"), "{}", new_lines(&app));
    // In a form it follows the date that is typed.
    let (_folder, mut app) = after("t14 jul<Enter>2aied<C-f>date<Enter>20 jul");
    press(&mut app, "<C-f>publ<Enter>");
    assert!(screen(&app).contains("(not typed) 20 Jul"), "{}", screen(&app));
    press(&mut app, "<C-f>source<Enter>sohr<C-s>");
    assert!(new_lines(&app).contains("published = 2020-07-20"), "{}", new_lines(&app));
}

#[test]
fn what_the_last_entry_had_is_drawn_as_such_and_cleared_by_one_key() {
    let (_folder, mut app) = after("i14 jul ied ariha src sohr<Enter>i15 jul drone nayrab");
    let seen = screen(&app);
    assert!(seen.contains("as last time") && seen.contains("Ctrl-X leaves it out"), "{seen}");
    // It is not written before that was said.
    press(&mut app, "<Enter>");
    assert!(screen(&app).contains("source sohr, as last time: Enter once more writes it so"));
    assert!(!text(&app).contains("attack-2020-07-15"));
    press(&mut app, "<C-x>");
    assert!(screen(&app).contains("still wanted: source"), "{}", screen(&app));
    press(&mut app, "<Esc><Esc>2a");
    let seen = screen(&app);
    assert!(seen.contains("(as last time)"), "{seen}");
    // A letter takes the place of what nobody typed.
    press(&mut app, "drone<C-f>place<Enter>nay<C-n><C-f>source<Enter>mod-r");
    assert!(
        screen(&app).contains("mod-r") && !screen(&app).contains("sohrmod"),
        "{}",
        screen(&app)
    );
    // The key clears all that the last entry left, or the line that the cursor is in.
    let (_folder, mut app) = after("i14 jul ied ariha src sohr<Enter>2a<C-x>");
    assert!(!screen(&app).contains("(as last time)"), "{}", screen(&app));
    press(&mut app, "<Esc><Esc>2a<C-f>place<Enter><C-x>");
    assert_eq!(screen(&app).matches("(as last time)").count(), 1, "{}", screen(&app));
    press(&mut app, "ariha<C-f>kind<Enter>drone<C-s>");
    assert!(
        screen(&app).contains("source sohr, as last time: Ctrl-S once more"),
        "{}",
        screen(&app)
    );
    press(&mut app, "<C-s>");
    assert!(text(&app).contains("attack-2020-08-14-ariha"), "{}", new_lines(&app));
}

#[test]
fn the_desk_is_never_taken_over_as_a_source() {
    let (_folder, mut app) = after("i14 jul ied ariha src desk<Enter>i15 jul drone nayrab");
    assert!(screen(&app).contains("still wanted: source"), "{}", screen(&app));
    press(&mut app, "<Esc><Esc>2a");
    assert!(!screen(&app).contains("(as last time) desk"), "{}", screen(&app));
}

#[test]
fn the_board_goes_to_the_day_of_a_record_that_was_written() {
    let (_folder, app) = after("t14 jul<Enter>1i20 jul ied nayrab src sohr<Enter>");
    let seen = screen(&app);
    assert!(seen.contains("Mon 20 Jul 2020"), "{seen}");
    assert!(seen.contains("; the board went to Mon 20 Jul 2020"), "{seen}");
    let selected =
        app.selected(Panel::Attacks).map(|n| app.board().unwrap().record(n).id.to_string());
    assert_eq!(selected.as_deref(), Some("attack-2020-07-20-nayrab"));
    // What is still to come is only named.
    let (_folder, app) = after("iplanned 3 dec 2020 ariha src mod-russia<Enter>");
    let seen = screen(&app);
    assert!(seen.contains("it shows from Thu 3 Dec 2020 on: t goes there"), "{seen}");
    assert!(seen.contains("14 Aug 2020"), "{seen}");
    // So another voice goes onto it, whatever panel has the keys.
    let (_folder, mut app) =
        after("7istatement 13 aug zakharova claim \"So it is.\" src mfa-russia<Enter>");
    press(&mut app, "A");
    assert!(
        screen(&app).contains("Another voice: Maria Zakharova: So it is, 13 Aug"),
        "{}",
        screen(&app)
    );
    press(&mut app, "<Esc>1i14 jul ied ariha src sohr<Enter>A");
    assert!(screen(&app).contains("Another voice: IED near Ariha, 14 Jul"), "{}", screen(&app));
}

#[test]
fn an_exact_repeat_is_asked_about() {
    let line = "i14 jul ied ariha src sohr<Enter>";
    let (_folder, mut app) = after(line);
    let once = text(&app);
    app.now += std::time::Duration::from_secs(59);
    press(&mut app, line);
    let seen = screen(&app);
    assert!(seen.contains("The very same was written here less than a minute ago"), "{seen}");
    assert_eq!(text(&app), once);
    press(&mut app, "<Esc>");
    assert!(screen(&app).contains("In one line: attack"), "it comes back: {}", screen(&app));
    press(&mut app, "<Enter>y");
    assert_eq!(text(&app).matches("attack-2020-07-14-ariha").count(), 2, "{}", new_lines(&app));
    // What was undone is no repeat.
    let (_folder, app) = after(&format!("{line}u{line}"));
    assert!(app.overlay.is_none() && text(&app).contains("attack-2020-07-14-ariha"));
    // Nor is the same report a minute later, and one that was agreed to is asked about anew.
    let (_folder, mut app) = after(line);
    app.now += std::time::Duration::from_secs(60);
    press(&mut app, line);
    assert!(app.overlay.is_none(), "{}", screen(&app));
    assert_eq!(text(&app).matches("attack-2020-07-14-ariha").count(), 2, "{}", new_lines(&app));
    press(&mut app, line);
    assert!(screen(&app).contains("less than a minute ago"), "{}", screen(&app));
}

#[test]
fn a_place_that_is_not_known_is_offered_with_its_point() {
    let (_folder, mut app) = after("i14 jul ied manbij src sohr");
    let seen = screen(&app);
    assert!(seen.contains("Ctrl-O makes it a place, at 36.5"), "{seen}");
    assert!(seen.contains("as Natural Earth has it"), "{seen}");
    press(&mut app, "<C-o><Enter>");
    let new = new_lines(&app);
    assert!(new.contains("id = \"manbij\"\nname = \"manbij\"\nat = { lat = 36.5"), "{new}");
    assert!(new.contains("place = \"manbij\""), "{new}");
    // One step: undone, both are gone.
    press(&mut app, "u");
    assert_eq!(text(&app), IDLIB);
    // A name of several words that nobody knows.
    let (_folder, app) = after("i14 jul ied Upper Farm src sohr<C-o><Enter>");
    let new = new_lines(&app);
    assert!(new.contains("id = \"upper-farm\"\nname = \"Upper Farm\""), "{new}");
    assert!(new.contains("place = \"upper-farm\"") && !new.contains("at = "), "{new}");
    // A form is told of it too.
    let (_folder, mut app) = after("2aied<C-f>place<Enter>manbij");
    assert!(screen(&app).contains("as Natural Earth has it"), "{}", screen(&app));
    press(&mut app, "<C-o>");
    assert!(screen(&app).contains("±5"), "{}", screen(&app));
}

#[test]
fn the_board_s_day_stands_where_no_day_is_typed_and_is_never_written_unsaid() {
    let (_folder, mut app) = after("iied nayrab sohr");
    let seen = screen(&app);
    assert!(seen.contains("the board's day") && seen.contains("date: Fri 14 Aug 2020"), "{seen}");
    assert!(seen.contains("source: SOHR"), "a source by its name alone: {seen}");
    press(&mut app, "<Enter>");
    let seen = screen(&app);
    let said = "date Fri 14 Aug 2020, the board's day: Enter once more writes it so";
    assert!(seen.contains(said), "{seen}");
    assert_eq!(text(&app), IDLIB);
    press(&mut app, "<C-x>");
    assert!(screen(&app).contains("still wanted: date"), "{}", screen(&app));
    press(&mut app, " 12 aug<Enter>");
    assert!(new_lines(&app).contains("attack-2020-08-12-nayrab"), "{}", new_lines(&app));
    // It is the day that is looked at, and a source that is graded keeps its grade.
    let (_folder, app) = after("t14 jul<Enter>iied ariha mod-russia B2<Enter><Enter>");
    let text = text(&app);
    let (_, new) = text.split_once("id = \"attack-2020-07-14-ariha\"\n").unwrap();
    let new = new.split("\n\n").next().unwrap();
    assert!(new.starts_with("date = 2020-07-14\n"), "{new}");
    assert!(new.contains("source = \"mod-russia\"\n") && new.contains("credibility = 2"), "{new}");
}

#[test]
fn the_line_begins_with_an_example_of_the_scenario_itself() {
    let (_folder, app) = after("i");
    assert!(screen(&app).contains("words in any order, for example:"), "{}", screen(&app));
    let donbas = include_str!("../../scenarios/donbas-2020.toml");
    let (_folder, mut app) = file_boards(&[donbas], (120, 40));
    press(&mut app, "i");
    let seen = screen(&app);
    assert!(seen.contains("tally ") && !seen.contains("ariha"), "{seen}");
}

#[test]
fn rival_voices_of_one_figure_all_stand_in_the_gauge() {
    let text = "format = 1\nscenario = { id = \"x\", title = \"X\" }\n\
                [[source]]\nid = \"un\"\nname = \"OCHA\"\nkind = \"un\"\n\
                [[source]]\nid = \"mod\"\nname = \"The ministry\"\nkind = \"party\"\n\
                [[displacement]]\nid = \"d\"\ndate = 2020-08-01\nmeasure = \"displaced\"\n\
                count = 900000\nsource = \"un\"\npublished = 2020-08-01\n\
                account = [{ source = \"mod\", published = 2020-08-02, count = 120000 }]\n";
    let app = board(text, (120, 40), Theme::Roles, "3z");
    let seen = words(&app);
    for wanted in ["900,000 ≠", "OCHA", "120,000 ≠", "The ministry"] {
        assert!(seen.contains(wanted), "{wanted}: {seen}");
    }
    let agreed = text.replace("count = 120000", "count = \"about 900000\"");
    let seen = words(&board(&agreed, (120, 40), Theme::Roles, "3z"));
    assert!(!seen.contains("The ministry"), "no rival: {seen}");
}

#[test]
fn another_voice_is_offered_from_the_last_entry_but_never_as_the_own_of_the_record() {
    let first = "i14 jul ied ariha src sohr<Enter>";
    let (_folder, app) = after(&format!("{first}A"));
    assert!(!screen(&app).contains("(as last time)"), "it has spoken: {}", screen(&app));
    let (_folder, app) = after(&format!("{first}1jA"));
    assert!(screen(&app).contains("(as last time) SOHR"), "{}", screen(&app));
}

/// Keys, and what the file has of it afterwards.
fn keys_for(before: &str, keys: &str, wanted: &str) -> usize {
    let (_folder, mut app) = after(before);
    press(&mut app, keys);
    assert!(app.overlay.is_none(), "{keys}: {}", screen(&app));
    let new = new_lines(&app);
    assert!(new.contains(wanted), "{keys}: {new}");
    parse_keys(keys).unwrap().len()
}

#[test]
fn how_many_keys_an_entry_takes() {
    let first = "i14 jul ied ariha src sohr<Enter>";
    let counts = [
        keys_for(
            "",
            "i14 jul 08:50 ied ariha on russia src sohr<Enter>",
            "attack-2020-07-14-ariha",
        ),
        keys_for(first, "i15 jul drone nayrab<Enter><Enter>", "attack-2020-07-15-nayrab"),
        keys_for(first, "Amod-t<C-n><C-f>kil<Enter>2<C-s>", "{ source = \"mod-turkey\", published"),
        keys_for("", "iied manbij sohr<C-o><Enter><Enter>", "name = \"manbij\""),
        keys_for(first, "irunning patrols 13 aug<Enter><Enter>", "id = \"status-2020-08-13"),
    ];
    assert_eq!(counts, [43, 22, 14, 19, 25], "incident, the next one, voice, place, status");
}

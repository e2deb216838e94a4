//! Feeds on the board: rows among records, their figures, their detail, their own file.

use std::path::Path;

use sitboard::{
    app::{App, Effect, Message, Opening, Place, update},
    board::FeedFile,
    command::parse_keys,
    look::Theme,
    panel::Panel,
    runtime::headless,
};

use crate::{common::press, picture::words};

/// The board of a scenario file, with its feeds.
fn board(path: &Path, size: (u16, u16), filter: &str, keys: &str) -> App {
    let opening = Opening {
        as_of: Some("2016-03-11".into()),
        hindsight: true,
        filter: (!filter.is_empty()).then(|| filter.into()),
        ..Opening::default()
    };
    let mut app = App::new(vec![Place::File(path.into())], size, Theme::Terminal, opening);
    let start = app.start();
    headless::settle(&mut app, start);
    press(&mut app, keys);
    app
}

fn syria() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/syria-2016.toml")
}

#[test]
fn the_cessation_of_2016_comes_out_as_its_source_has_it() {
    let filter = "actor:syria actor:insurgents";
    let text = words(&board(&syria(), (160, 45), filter, "2zWW"));
    assert!(text.contains("killed, 14 days: 394–404, best 395–396 (before 658–659)"), "{text}");
    assert!(text.contains("attacks, 14 days: 83–84 (before 138–139)"), "{text}");
    let all = words(&board(&syria(), (160, 45), "", "2z"));
    assert!(all.contains("killed, 28 days: 2760–2825, best 2761 (before no reports)"), "{all}");
    assert!(all.contains("(before no reports)"), "before its first day a feed says nothing: {all}");
}

#[test]
fn a_row_opens_as_its_file_has_it_and_is_changed_nowhere_else() {
    let mut app = board(&syria(), (160, 60), "", "2j<Enter>");
    let text = words(&app);
    assert!(text.contains("as the file has it") && text.contains("218636"), "{text}");
    assert!(text.contains("CC-BY-4.0") && text.contains("Sundberg"), "{text}");
    press(&mut app, "e");
    assert!(words(&app).contains("a row of a feed is changed in its own file"));
    press(&mut app, "<Esc>x");
    assert!(words(&app).contains("a row of a feed is changed in its own file"));
}

#[test]
fn the_selected_row_is_the_same_on_another_day_and_through_a_filter() {
    let mut app = board(&syria(), (160, 45), "", "2jjjjj");
    let chosen = app.selected_feed_row(Panel::Attacks).expect("a row of the feed");
    press(&mut app, ".");
    assert_eq!(app.selected_feed_row(Panel::Attacks), Some(chosen), "a day on");
    press(&mut app, "s");
    assert_eq!(app.selected_feed_row(Panel::Attacks), Some(chosen), "the oldest first");
    press(&mut app, "s");
    assert_eq!(app.selected_feed_row(Panel::Attacks), Some(chosen), "sorted by kind");
    assert_eq!(app.selected(Panel::Attacks), None, "no record is selected");
}

#[test]
fn a_feed_that_cannot_be_read_is_an_error_and_the_board_stands() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = |path: &str, kind: &str| {
        let text = format!(
            "format = 1\n[scenario]\nid = \"x\"\ntitle = \"X\"\nopen_at = 2016-03-11\n\
             [[feed]]\nid = \"f\"\nkind = \"{kind}\"\npath = \"{path}\"\nas = \"attacks\"\n"
        );
        let file = folder.path().join("x.toml");
        std::fs::write(&file, text).unwrap();
        words(&board(&file, (120, 40), "", "!"))
    };
    std::fs::write(folder.path().join("other.csv"), "a,b\n1,2\n").unwrap();
    assert!(scenario("none.csv", "acled").contains("there is no none.csv beside the scenario"));
    let text = scenario("other.csv", "acled");
    assert!(text.contains("it has no columns event_date, event_type"), "{text}");
}

#[test]
fn a_feed_without_source_days_says_that_it_is_known_in_hindsight_only() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "event_id_cnty,event_date,event_type,sub_event_type,fatalities\nSYR1,2016-03-10,Battles,Armed clash,2\n";
    std::fs::write(folder.path().join("a.csv"), rows).unwrap();
    let text = "format = 1\n[scenario]\nid = \"x\"\ntitle = \"X\"\nopen_at = 2016-03-11\n\
                [[feed]]\nid = \"acled\"\nkind = \"acled\"\npath = \"a.csv\"\nas = \"attacks\"\n";
    let file = folder.path().join("x.toml");
    std::fs::write(&file, text).unwrap();
    let mut app = board(&file, (120, 40), "", "2z");
    assert!(words(&app).contains("Armed clash"));
    press(&mut app, "K");
    let then = words(&app);
    assert!(
        then.contains("acled is known in hindsight only") && !then.contains("Armed clash"),
        "{then}"
    );
}

#[test]
fn a_word_in_the_notes_is_found_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let row = |n: usize| {
        let note = match n {
            7 => "a Convoy was stopped",
            41 => "no convoy came; \"\"convoy\"\" again",
            _ => "nothing else",
        };
        format!("SYR{n},2016-02-{:02},Battles,Armed clash,\"{note}\",Ḥalab {n}\n", n % 28 + 1)
    };
    let rows: String = (0..60).map(row).collect();
    let header = "event_id_cnty,event_date,event_type,sub_event_type,notes,location\n";
    std::fs::write(folder.path().join("a.csv"), format!("{header}{rows}")).unwrap();
    let text = "format = 1\n[scenario]\nid = \"x\"\ntitle = \"X\"\nopen_at = 2016-03-11\n\
                [[feed]]\nid = \"acled\"\nkind = \"acled\"\npath = \"a.csv\"\nas = \"attacks\"\n";
    let file = folder.path().join("x.toml");
    std::fs::write(&file, text).unwrap();
    let mut app = board(&file, (120, 40), "", "2g/convoy<Enter>");
    let chosen = |app: &App| app.selected_feed_row(Panel::Attacks).map(|at| at.row);
    assert_eq!(chosen(&app), Some(41), "the later of the two stands first");
    assert!(words(&app).contains("2 rows of the feeds' files have it"), "{}", words(&app));
    press(&mut app, "n");
    assert_eq!(chosen(&app), Some(7));
    press(&mut app, "n");
    assert_eq!(chosen(&app), Some(41), "and round again");
    press(&mut app, "/halab 33<Enter>");
    assert_eq!(chosen(&app), Some(33), "names whatever their marks");
    for typed in ["14 Feb", "14 feb 2016", "2016-02-14"] {
        press(&mut app, &format!("g/{typed}<Enter>"));
        let found = chosen(&app);
        press(&mut app, "n");
        assert_eq!((found, chosen(&app)), (Some(41), Some(13)), "days as they are shown: {typed}");
    }
    press(&mut app, "/nobody says this<Enter>");
    assert!(words(&app).contains("is not in this panel"));
}

#[test]
fn a_filter_is_completed_and_remembered() {
    let mut app = board(&syria(), (160, 45), "", "2fact<Tab>sy<Tab>");
    assert!(words(&app).contains("actor:syria"), "{}", words(&app));
    press(&mut app, "<Enter>");
    let filtered = words(&app);
    assert!(filtered.contains("filter: actor:syria"), "{filtered}");
    press(&mut app, "Ff<Up>");
    assert!(words(&app).contains("filter actor:syria") || words(&app).contains("actor:syria"));
    press(&mut app, "<Enter>");
    assert!(words(&app).contains("filter: actor:syria"), "the one before stands again");
}

#[test]
fn days_go_on_as_far_as_the_feed_does() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "event_id_cnty,event_date,event_type\nA1,2016-03-10,Battles\nA2,2016-03-14,Battles\nA3,2016-03-20,Battles\n";
    std::fs::write(folder.path().join("a.csv"), rows).unwrap();
    let text = "format = 1\n[scenario]\nid = \"x\"\ntitle = \"X\"\n\
                [[feed]]\nid = \"acled\"\nkind = \"acled\"\npath = \"a.csv\"\nas = \"attacks\"\n";
    let file = folder.path().join("x.toml");
    std::fs::write(&file, text).unwrap();
    let mut app = board(&file, (120, 40), "", "");
    let day = |app: &App| app.board().unwrap().clock.as_of.to_string();
    press(&mut app, ".");
    assert_eq!(day(&app), "2016-03-14", "the next day on which something happened");
    press(&mut app, ".");
    assert_eq!(day(&app), "2016-03-20");
    press(&mut app, ",,");
    assert_eq!(day(&app), "2016-03-10");
    press(&mut app, "T");
    assert_eq!(day(&app), "2016-03-20");
}

/// A route of some 20 km with a corridor, and rows in it, beside it and nowhere.
fn road(folder: &Path) -> std::path::PathBuf {
    let header = "event_id_cnty,event_date,event_type,sub_event_type,location,latitude,longitude,geo_precision,fatalities\n";
    let row = |n: usize, day: u32, at: &str| {
        format!("SYR{n},2016-03-{day:02},Battles,Armed clash,Place {n},{at},1,2\n")
    };
    let rows: String = [
        row(1, 9, "36.0,36.05"),
        row(2, 9, "36.0,36.05"),
        row(3, 2, "36.0,36.15"),
        row(4, 9, "37.0,36.1"),
        row(5, 9, ","),
    ]
    .concat();
    std::fs::write(folder.join("a.csv"), format!("{header}{rows}")).unwrap();
    let text = "format = 1\n[scenario]\nid = \"x\"\ntitle = \"X\"\nopen_at = 2016-03-11\n\
        [[place]]\nid = \"a\"\nname = \"Aleph\"\nat = { lat = 36.0, lon = 36.0 }\n\
        [[place]]\nid = \"b\"\nname = \"Beth\"\nat = { lat = 36.0, lon = 36.2 }\n\
        [[route]]\nid = \"r\"\nname = \"Road\"\nthrough = [\"a\", \"b\"]\n\
        [[agreement]]\nid = \"g\"\nname = \"G\"\nsigned = 2016-02-01\nparties = []\nsource = \"s\"\npublished = 2016-02-01\n\
        [[agreement.clause]]\nid = \"c\"\nkind = \"corridor\"\ntext = \"a corridor\"\ncorridor = { along = \"r\", both_km = 6 }\n\
        [[attack]]\nid = \"own\"\ndate = 2016-03-05\nkind = \"ied\"\nplace = \"b\"\nsource = \"s\"\n\
        [[source]]\nid = \"s\"\nname = \"S\"\nkind = \"media\"\n\
        [[feed]]\nid = \"acled\"\nkind = \"acled\"\npath = \"a.csv\"\nas = \"attacks\"\n";
    let file = folder.join("x.toml");
    std::fs::write(&file, text).unwrap();
    file
}

#[test]
fn rows_stand_on_the_strip_and_the_chart_of_the_corridor() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = board(&road(folder.path()), (160, 40), "", "9z");
    let text = words(&app);
    let line = |of: &str| text.lines().find(|line| line.contains(of)).unwrap_or_default();
    assert!(line("rows of feeds").contains('2'), "two on one cell: {text}");
    assert!(text.contains("rows of feeds: inside 3 · outside 1 · no point 1"), "{text}");
    assert!(text.contains("incidents: inside 1"), "never added: {text}");
    let order: Vec<&str> =
        text.lines().filter(|line| line.contains("✕ ") && line.contains("Mar ")).collect();
    let days: Vec<&str> = order.iter().filter_map(|line| line.split("Mar").next()).collect();
    assert_eq!(
        days.iter().map(|day| day.trim_matches(['│', '▸', ' '])).collect::<Vec<_>>(),
        ["2", "5", "9", "9"],
        "the oldest first, records among rows: {text}"
    );
    assert!(line("9 Mar").contains("km 4") || line("9 Mar").contains("km 5"), "{text}");
    assert!(!text.contains("Place 4"), "what lies elsewhere is counted and not listed");
    press(&mut app, "gg");
    assert!(app.selected_feed_row(Panel::Corridor).is_some(), "the oldest line is a row");
    press(&mut app, "<Enter>");
    let detail = words(&app);
    assert!(detail.contains("lies") && detail.contains("corridor: inside"), "{detail}");
}

#[test]
fn the_map_tells_of_a_row_where_it_lies_to_the_road() {
    let folder = tempfile::tempdir().unwrap();
    let text = words(&board(&road(folder.path()), (200, 60), "", "8z"));
    assert!(text.contains("rows in the corridor: 3 inside, 1 outside"), "{text}");
    assert!(text.contains("1 row without a point"), "{text}");
    let row = text.lines().find(|line| line.contains("Place 3")).unwrap_or_default();
    assert!(row.contains("inside"), "{text}");
}

#[test]
fn the_window_table_counts_rows_by_kind_and_corridor() {
    let folder = tempfile::tempdir().unwrap();
    let app = board(&road(folder.path()), (160, 50), "", "MzWW");
    let text = words(&app);
    let feed = text.split("acled: attacks").nth(1).unwrap_or_default();
    let line = |of: &str| feed.lines().find(|line| line.contains(of)).unwrap_or_default();
    assert!(line("Armed clash").contains(" 5 "), "{text}");
    assert!(line("inside the corridor").contains("3–4"), "one has no point: {text}");
}

#[test]
fn a_filter_works_on_every_figure_or_says_that_it_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let file = road(folder.path());
    let page = |keys: &str| words(&board(&file, (160, 50), "killed>5", keys));
    let window = page("MzWW");
    assert!(!window.contains("acled: attacks"), "no row passes: {window}");
    assert!(window.contains("─ filter ·"), "{window}");
    let corridor = page("9z");
    assert!(!corridor.contains("rows of feeds: "), "none of them is left: {corridor}");
    assert!(corridor.contains("what patrols covered is of the whole"), "{corridor}");
}

#[test]
fn what_changed_tells_how_many_rows_are_new_and_marks_them() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = board(&road(folder.path()), (160, 40), "", "D2016-03-05<Enter>");
    let text = words(&app);
    assert!(text.contains("Rows of feeds 1"), "{text}");
    assert!(text.contains("attacks: 1 row, killed 2 → 5 rows, killed 10"), "{text}");
    press(&mut app, "<Esc>2z");
    let list = words(&app);
    let line = |of: &str| list.lines().find(|line| line.contains(of)).unwrap_or_default();
    assert!(line("Place 1").contains('+') || line("Place 1").contains('*'), "new since: {list}");
    assert_ne!(
        line("Place 1").chars().nth(2),
        line("Place 3").chars().nth(2),
        "what was there is not marked: {list}"
    );
    press(&mut app, "<Esc><Esc>D2016-03-11<Enter>");
    assert!(words(&app).contains("nothing changed since"), "{}", words(&app));
}

#[test]
fn reading_can_be_stopped_and_begun_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = board(&road(folder.path()), (160, 40), "", "2");
    let (request, whole) = {
        let feed = &app.open_scenario().expect("an open scenario").feeds[0];
        (feed.request.clone(), feed.result.clone().expect("read").expect("a file"))
    };
    let key = |app: &mut App, keys: &str| -> Vec<Effect> {
        let chords = parse_keys(keys).unwrap().into_iter();
        chords.flat_map(|chord| update(app, Message::Key(chord.event()))).collect()
    };
    assert!(key(&mut app, "X").is_empty(), "all is read");
    assert!(words(&app).contains("no feed is being read"), "{}", words(&app));
    // As if the file were read for the first time, and half of it were known.
    let part = FeedFile { is_whole: false, ..FeedFile::clone(&whole) };
    let scenario = app.current;
    app.workspace[scenario].feeds[0].result = None;
    let effects = update(
        &mut app,
        Message::FeedRead { scenario, request: Box::new(request.clone()), result: Ok(part.into()) },
    );
    headless::settle(&mut app, effects);
    assert!(words(&app).contains("acled: 5 rows so far"), "{}", words(&app));
    let stopped = key(&mut app, "X");
    let is_end =
        |effect: &Effect| matches!(effect, Effect::Feed { requests, .. } if requests.is_empty());
    assert!(stopped.iter().any(is_end), "a reading of nothing ends the one before");
    assert!(words(&app).contains("acled: stopped at 5 rows"), "{}", words(&app));
    let again = key(&mut app, "r");
    let wants = |effect: &Effect| match effect {
        Effect::Feed { requests, .. } => {
            matches!(requests.as_slice(), [(of, None)] if *of == request)
        }
        _ => false,
    };
    assert!(again.iter().any(wants), "r reads it again");
    headless::settle(&mut app, again);
    assert!(words(&app).contains("acled: acled"), "{}", words(&app));
}

#[test]
fn an_empty_list_does_not_say_that_the_file_has_none() {
    let folder = tempfile::tempdir().unwrap();
    let file = road(folder.path());
    let text = std::fs::read_to_string(&file).unwrap();
    let from = text.find("[[attack]]").unwrap();
    let to = text.find("[[source]]").unwrap();
    std::fs::write(&file, format!("{}{}", &text[..from], &text[to..])).unwrap();
    let mut app = board(&file, (160, 40), "", "2zt2016-03-01<Enter>");
    assert!(words(&app).contains("no attacks known by this day"), "{}", words(&app));
    app.workspace[app.current].feeds[0].result = None;
    let effects = update(&mut app, Message::Key(parse_keys("K").unwrap()[0].event()));
    headless::settle(&mut app, effects);
    assert!(words(&app).contains("a feed is not read to its end"), "{}", words(&app));
}

//! What is still to come as a board tells it: in words beside the counts of a feed that was read day
//! after day, and nowhere else.

use std::sync::{Arc, LazyLock};

use sitboard::{
    app::Place,
    board::{
        Board, Clock, FeedFile, FeedLineage, Feeds, Knowledge, LoadedFile, Pace, Query,
        ReadingOutcome, StillToCome, Tempo, TempoSubject, Verdict, Window, WindowTable,
    },
    feed::{FeedReading, FeedRows, HeldRows, Lineage, Opened, Wanted},
    model::{Day, FeedKind, FeedUse, Id},
    panel::Panel,
    report::{
        Morning, PageFormat, default_since, figures, morning, panel_text, rows_json, window_csv,
        window_json, window_text,
    },
};

use crate::worlds::{Made, PLAIN, World, day};

const SCENARIO: &str = "format = 1\n[scenario]\nid = \"made\"\ntitle = \"Made\"\n\
    [[feed]]\nid = \"f\"\nkind = \"csv\"\npath = \"made.csv\"\nas = \"attacks\"\nlineage = true\n";

/// Ten weeks of daily readings, and eight days.
const TEN_WEEKS: World = World { span: 78, ..PLAIN };

/// The file as it stood on a day: every row that was told by then.
fn file_on(made: &Made, read: Day) -> (FeedReading, FeedRows, u128) {
    let rows = made.readings.rows.iter().enumerate().filter(|(_, row)| row.seen.by <= read);
    // A third are of another kind.
    let kind = |n: usize| if n.is_multiple_of(3) { "shelling" } else { "ied" };
    let line = |(n, row): (usize, &sitboard::board::SeenRow)| {
        format!("{},{},Village {n}\n", row.event, kind(n))
    };
    let text: String =
        std::iter::once("date,kind,place\n".to_owned()).chain(rows.map(line)).collect();
    let wanted =
        Wanted { kind: Some(FeedKind::Csv), joins: Some(FeedUse::Attacks), ..Wanted::default() };
    let hash = text.len() as u128;
    let opened = Opened::new(text.as_bytes(), &wanted).expect("a table");
    (opened.reading.clone(), opened.read().expect("memory is read"), hash)
}

/// The feed as it was read last, with what its readings know of it or without.
fn feed(made: &Made, with_lineage: bool) -> Arc<FeedFile> {
    let last = *made.readings.days.last().expect("a reading");
    let (reading, rows, _) = file_on(made, last);
    let rows = Arc::new(rows);
    let lineage = with_lineage.then(|| Arc::new(lineage(made, &rows)));
    Arc::new(FeedFile {
        id: Id::new("f").expect("an id"),
        path: "made.csv".into(),
        reading,
        rows,
        is_whole: true,
        is_full: false,
        lineage,
        stamp: [0; 32],
        packing: None,
    })
}

fn lineage(made: &Made, rows: &FeedRows) -> FeedLineage {
    let mut lineage = Lineage::default();
    let take = |read: &Day| {
        let (_, rows, hash) = file_on(made, *read);
        let held = HeldRows::of(&rows);
        lineage.take(&held, *read, hash, |_, _| None)
    };
    let taken = made.readings.days.iter().map(take).last().expect("a reading").expect("it is new");
    let outcome = ReadingOutcome::Taken(taken);
    FeedLineage::new(lineage, rows, &HeldRows::of(rows), outcome, "made.f.lineage".into())
}

/// The feed that most is asked of, read day after day.
static READ: LazyLock<(Made, Arc<FeedFile>)> = LazyLock::new(|| {
    let made = TEN_WEEKS.make(1);
    let file = feed(&made, true);
    (made, file)
});

fn board_of(file: &Arc<FeedFile>, clock: Clock, query: &str) -> Board {
    let index = LoadedFile::read(SCENARIO.as_bytes(), "made").index.expect("it loads");
    let query = Query::parse(query, &index.scenario).expect("a filter");
    let feeds = Arc::new(Feeds::new(&index, std::slice::from_ref(file)));
    Board::with_feeds(index, clock, query, feeds)
}

fn over_a_week(mut board: Board) -> Board {
    board.window = Window::Week;
    board
}

fn pace(board: &Board) -> Pace {
    let mut paces = Tempo::of(board, board.window).paces.into_iter();
    paces.rfind(|pace| pace.subject == TempoSubject::FeedRows(0)).expect("of the feed")
}

fn band(of: Option<StillToCome>) -> sitboard::board::PredictionBand {
    match of {
        Some(StillToCome::Band(band)) => band,
        other => panic!("no band: {other:?}"),
    }
}

#[test]
fn tempo_timeline_and_window_page_say_what_may_still_come() {
    let (made, file) = &*READ;
    let board = board_of(file, Clock::then(day(made.last)), "");
    let pace = pace(&board);
    let told = band(pace.to_come);
    assert_eq!(Some(told.so_far), pace.now.incidents.count.high, "what is counted");
    let window = (pace.now.days.first, pace.now.days.last);
    let in_the_end = made.in_the_end.iter().map(|event| day(*event));
    let in_the_end =
        in_the_end.filter(|event| (window.0..=window.1).contains(event)).count() as u64;
    assert!((told.low..=told.high).contains(&in_the_end), "{told}, and {in_the_end} came");
    assert!(told.low > told.so_far, "{told}");
    let words = told.to_string();
    assert!(words.contains(" so far; by this source's delays "), "{words}");
    let timeline = panel_text(&board, Panel::Timeline);
    assert!(timeline.contains(&format!("f, 28 days: {words}")), "{timeline}");
    assert!(timeline.matches(&words).count() >= 2, "in the row of tempo too: {timeline}");
    let page = panel_text(&board, Panel::Window);
    assert!(page.contains(&words), "{page}");
    // Long ago all has come, and nothing is said.
    let long_ago = Clock { as_of: day(made.last - 45), knowledge: Knowledge::By(day(made.last)) };
    let board = over_a_week(board_of(file, long_ago, ""));
    assert!(band(self::pace(&board).to_come).is_settled());
    let (timeline, page) = (panel_text(&board, Panel::Timeline), panel_text(&board, Panel::Window));
    assert!(!timeline.contains("so far; by") && !page.contains("so far; by"), "{timeline}{page}");
}

#[test]
fn a_filter_narrows_what_may_come_to_what_it_keeps() {
    let (made, file) = &*READ;
    let whole = pace(&board_of(file, Clock::then(day(made.last)), ""));
    let some = pace(&board_of(file, Clock::then(day(made.last)), "kind:shelling"));
    let (whole, some_told) = (band(whole.to_come), band(some.to_come));
    assert_eq!(Some(some_told.so_far), some.now.incidents.count.high);
    assert!(some_told.so_far * 2 < whole.so_far && some_told.high < whole.low, "{some_told}");
}

#[test]
fn fewer_is_no_verdict_while_as_many_may_come() {
    let (made, file) = &*READ;
    let on = |file: &Arc<FeedFile>, knowledge| {
        let clock = Clock { as_of: day(made.last), knowledge };
        over_a_week(board_of(file, clock, ""))
    };
    let board = on(file, Knowledge::Then);
    let told = pace(&board);
    assert_eq!(told.change.as_ref().unwrap().verdict, Verdict::Fewer, "by what is told so far");
    let high = band(told.to_come).high;
    assert!(high >= told.before.tested.low && told.may_not_be_fewer().is_some());
    let timeline = panel_text(&board, Panel::Timeline);
    assert!(timeline.contains(&format!("fewer so far; up to {high} may come")), "{timeline}");
    assert!(!timeline.contains("fewer than chance"), "{timeline}");
    // A feed without a lineage is told of as before.
    let board = on(&feed(made, false), Knowledge::Hindsight);
    assert_eq!(pace(&board).to_come, None);
    let timeline = panel_text(&board, Panel::Timeline);
    assert!(timeline.contains("fewer than chance"), "{timeline}");
    // Far fewer than may still come: the verdict stands.
    let made = World { surge: (0.1, 35), ..TEN_WEEKS }.make(1);
    let board = board_of(&feed(&made, true), Clock::then(day(made.last)), "");
    let told = pace(&board);
    assert_eq!(told.change.as_ref().unwrap().verdict, Verdict::Fewer);
    assert!(band(told.to_come).high < told.before.tested.low);
    let timeline = panel_text(&board, Panel::Timeline);
    assert!(timeline.contains("fewer than chance"), "{timeline}");
}

#[test]
fn where_too_little_is_known_the_reason_stands_instead() {
    let made = World { span: 31, ..PLAIN }.make(1);
    let file = feed(&made, true);
    let board = over_a_week(board_of(&file, Clock::then(day(made.last)), ""));
    let why = "read at its own pace for 31 days; delays show after 60";
    let timeline = panel_text(&board, Panel::Timeline);
    assert!(timeline.contains(why), "{timeline}");
    let unknown = "fewer so far; what is still to come cannot be said";
    assert!(timeline.contains(unknown), "{timeline}");
    let page = panel_text(&board, Panel::Window);
    assert!(page.contains(why), "{page}");
    // A delay that has become longer.
    let made = World { slower: (2.0, 21), span: 119, ..PLAIN }.make(5);
    let board = board_of(&feed(&made, true), Clock::then(day(made.last)), "");
    assert!(matches!(pace(&board).to_come, Some(StillToCome::DelayChanged(_))));
    let timeline = panel_text(&board, Panel::Timeline);
    assert!(timeline.contains("delays are longer since about "), "{timeline}");
}

/// All that leaves a board: rows of panels, the window table, figures, the morning page.
fn exported(board: &Board, made: &Made) -> Vec<String> {
    let table = WindowTable::of(board, board.window.days());
    let json = |rows: Vec<serde_json::Value>| format!("{rows:#?}");
    let loaded = LoadedFile::read(SCENARIO.as_bytes(), "made");
    let place = Place::File("made.toml".into());
    let page = |format| Morning {
        loaded: &loaded,
        place: &place,
        since: default_since(day(made.last)),
        days: 7,
        format,
        appendix: true,
    };
    // What readings found otherwise is told only of a feed whose readings are kept.
    let is_of_lineage =
        |told: &str| told.contains("rows-revised:") || told.contains("rows-withdrawn:");
    let (text, mut figures) = figures(board, "made.toml");
    let text = text.lines().filter(|line| !is_of_lineage(line)).collect::<Vec<_>>().join("\n");
    figures.retain(|figure| !is_of_lineage(&figure.to_string()));
    vec![
        json(rows_json(board, Panel::Timeline, "made.toml")),
        json(rows_json(board, Panel::Window, "made.toml")),
        json(window_json(board, &table, "made.toml")),
        window_csv(board, &table, "made.toml"),
        window_text(board, &table, "made.toml"),
        text,
        json(figures),
        morning(board, &page(PageFormat::Text)),
        morning(board, &page(PageFormat::Markdown)),
    ]
}

#[test]
fn counts_exports_and_the_morning_page_know_nothing_of_it() {
    let (made, file) = &*READ;
    let without = feed(made, false);
    let clock = Clock { as_of: day(made.last), knowledge: Knowledge::Hindsight };
    let of = |with_lineage| {
        let board = over_a_week(board_of(if with_lineage { file } else { &without }, clock, ""));
        (pace(&board), exported(&board, made))
    };
    let ((with, told), (without, plain)) = (of(true), of(false));
    assert!(with.to_come.is_some() && without.to_come.is_none());
    assert_eq!(Pace { to_come: None, ..with }, without);
    for (told, plain) in told.iter().zip(&plain) {
        assert!(!plain.is_empty() && told == plain, "{told}\n{plain}");
        assert!(!told.contains("so far; by") && !told.contains("may come"), "{told}");
    }
}

//! How fast feeds of any size are, as ratios to what is measured in the same run: the scan of the
//! same file by the `csv` crate, a read of its bytes, and a frame of 16 ms. `cargo bench --bench feeds`
//! prints the table for 10,000 to 2,500,000 rows; a list of row counts after `--` measures those alone.

mod rows;

use std::{
    fs::File,
    hint::black_box,
    io::{BufWriter, Read},
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use sitboard::{
    app::{App, Effect, Message, Opening, Place, ScenarioIx, Shown, update},
    board::{
        Board, Clock, Differences, FeedFile, Feeds, Index, Knowledge, Map, Query, Timeline,
        WindowTable,
    },
    command::parse_keys,
    feed::{FeedRows, Wanted},
    format,
    look::Theme,
    model::{Class, Day, FeedUse, Id, later},
    panel::Panel,
    report::frame,
    runtime::{feeds, files, headless},
};

const SIZE: (u16, u16) = (200, 60);
const FRAME: Duration = Duration::from_millis(16);

fn main() {
    if let Some(path) = std::env::args().skip_while(|arg| arg != MEMORY).nth(1) {
        return print_memory(Path::new(&path));
    }
    // What is unpacked goes into a cache of its own, which ends with the bench.
    if std::env::var_os(CACHE).is_none() {
        let (own, cache) = (std::env::current_exe().expect("a program"), tempfile::tempdir());
        let cache = cache.expect("a folder");
        let mut again = std::process::Command::new(own);
        again.args(std::env::args().skip(1)).env(CACHE, "own");
        let ended = again.env("XDG_CACHE_HOME", cache.path()).status().expect("a process");
        assert!(ended.success());
        return;
    }
    let asked: Vec<usize> = std::env::args().skip(1).filter_map(|n| n.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![10_000, 100_000, 1_000_000, 2_500_000] } else { asked };
    let folder = tempfile::tempdir().expect("a folder");
    println!("{:>9}  {:<44} {:>12}  ratio", "rows", "what", "median");
    for rows in sizes {
        measure(folder.path(), rows);
    }
    located(folder.path(), 100_000);
}

/// Writes so many rows to a file; how many bytes they are.
fn write(path: &Path, count: usize, place: impl Fn(usize) -> (usize, f64, f64)) -> u64 {
    let mut to = BufWriter::with_capacity(1 << 20, File::create(path).expect("a file"));
    rows::write(&mut to, count, place);
    std::fs::metadata(path).map_or(0, |about| about.len())
}

fn row(rows: usize, what: &str, time: Duration, of: Option<(Duration, &str)>) {
    let ratio = of.map_or(String::new(), |(of, name)| {
        format!("{:.2} of {name}", time.as_secs_f64() / of.as_secs_f64())
    });
    println!("{rows:>9}  {what:<44} {time:>12.2?}  {ratio}");
}

fn measure(folder: &Path, count: usize) {
    let path = folder.join("acled.csv");
    let bytes = write(&path, count, rows::place);
    let runs = if count > 200_000 { 5 } else { 9 };
    let read = median(runs, || read_bytes(&path));
    row(count, &format!("limit: its {} MB read", bytes >> 20), read, None);
    let (mut scans, mut knowns, mut kept) = (Vec::new(), Vec::new(), None);
    for _ in 0..runs {
        // In turn: the machine is not always as fast.
        scans.push(timed(|| scan(&path)));
        kept = None;
        knowns.push(timed(|| {
            kept = Some(feeds::read(&path, &Wanted::default(), &mut |_| true).expect("a feed"));
        }));
    }
    let (scan, known) = (middle(scans), middle(knowns));
    row(count, "peer: scanned by the csv crate", scan, None);
    row(count, "all rows known", known, Some((scan, "the scan")));
    let Some(feed_rows) = kept else { return };
    let each = memory(&path) as f64 / count as f64;
    println!(
        "{count:>9}  {:<44} {each:>10.0} B  a row",
        "memory, dictionaries and buffers included"
    );
    packed(folder, &path, count, known);
    opened_again(folder, count, &feed_rows.rows);
    search(folder, count, &feed_rows);
    boards(count, feed_rows);
    with_board(folder, count);
    let _ = std::fs::remove_file(&path);
}

/// The same rows in containers: unpacked for the first time, and read again from what was unpacked.
/// Python makes the files and asks DuckDB for months and countries; without them nothing is measured.
fn packed(folder: &Path, path: &Path, count: usize, known: Duration) {
    let make = "import duckdb, sys\n\
        rows = duckdb.sql(f\"from read_csv('{sys.argv[1]}', all_varchar=true, sample_size=-1)\")\n\
        rows.write_parquet(sys.argv[2] + '/acled.parquet')\n\
        rows.write_csv(sys.argv[2] + '/acled.csv.gz', compression='gzip')\n\
        rows.write_csv(sys.argv[2] + '/acled.csv.zst', compression='zstd')\n\
        duckdb.sql(f\"copy rows to '{sys.argv[2]}/acled.jsonl' (format json)\")\n\
        import zipfile\n\
        with zipfile.ZipFile(sys.argv[2] + '/acled.zip', 'w', zipfile.ZIP_DEFLATED) as to:\n\
        \x20   to.write(sys.argv[1], 'acled.csv')";
    // A sheet has no more rows, and takes its library minutes.
    let sheet = "import csv, openpyxl, sys\n\
        book = openpyxl.Workbook(write_only=True)\n\
        sheet = book.create_sheet('Data')\n\
        for row in csv.reader(open(sys.argv[1], newline='')): sheet.append(row)\n\
        book.save(sys.argv[2] + '/acled.xlsx')";
    let python = |code: &str| {
        let mut python = std::process::Command::new("python3");
        python.args(["-c", code]).arg(path).arg(folder).status().is_ok_and(|made| made.success())
    };
    if !python(make) {
        println!("{count:>9}  containers are not measured: Python has no duckdb");
        return;
    }
    let ask = "import duckdb, sys\n\
        duckdb.sql(f\"select substr(event_date, 1, 7), country, count(*), \
        sum(try_cast(fatalities as int)) from '{sys.argv[2]}/acled.parquet' group by 1, 2\").fetchall()";
    let peer = median(3, || assert!(python(ask)));
    row(count, "peer: DuckDB on Parquet, month and country", peer, None);
    let has_sheet = count <= MOST_SHEET && python(sheet);
    let names = ["acled.csv.gz", "acled.csv.zst", "acled.zip", "acled.jsonl", "acled.parquet"];
    for name in names.into_iter().chain(has_sheet.then_some("acled.xlsx")) {
        let file = folder.join(name);
        let read = || {
            let read = feeds::read(&file, &Wanted::default(), &mut |_| true).expect("a feed");
            assert_eq!(read.rows.records, count as u64, "{name}");
        };
        let first = timed(read);
        row(count, &format!("{name}: unpacked, and all rows known"), first, Some((peer, "DuckDB")));
        let whole = timed(|| whole_process(&file));
        row(count, &format!("{name}: `sitboard feed`, all of it"), whole, Some((peer, "DuckDB")));
        let again = median(3, read);
        row(
            count,
            &format!("{name}: all rows known again"),
            again,
            Some((known, "the plain file")),
        );
        let _ = std::fs::remove_file(file);
    }
}

/// Rows of which a workbook is made.
const MOST_SHEET: usize = 100_000;

/// The program as it is given out, from its start to its end, with nothing unpacked yet.
fn whole_process(file: &Path) {
    let cache = tempfile::tempdir().expect("a folder");
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_sitboard"));
    program.arg("feed").arg(file).env("XDG_CACHE_HOME", cache.path());
    assert!(program.output().expect("a process").status.success(), "{file:?}");
}

/// The rows as they are kept, read back and believed.
fn opened_again(folder: &Path, count: usize, rows: &FeedRows) {
    let kept = folder.join("kept");
    std::fs::write(&kept, rows.to_bytes()).expect("room");
    let again = median(5, || {
        let bytes = std::fs::read(&kept).expect("bytes");
        assert_eq!(FeedRows::from_bytes(&bytes).map(|rows| rows.len()), Some(count));
    });
    row(count, "opened again, from what was kept", again, Some((FRAME * 6, "100 ms, about")));
    let _ = std::fs::remove_file(kept);
}

/// A word that is in one note of a thousand, in all of the file, and until the first hit is told.
fn search(folder: &Path, count: usize, feed_rows: &feeds::FeedContents) {
    let bytes = std::fs::read(folder.join("acled.csv")).expect("bytes");
    let word = format!("number {}", rows::chance(count / 2));
    let limit = median(5, || {
        black_box(memchr::memmem::find_iter(&bytes, word.as_bytes()).count());
    });
    drop(bytes);
    let file = Arc::new(FeedFile {
        lineage: None,
        id: Id::new("acled").expect("an id"),
        path: "acled.csv".into(),
        reading: feed_rows.reading.clone(),
        rows: Arc::new(feed_rows.rows.clone()),
        is_whole: true,
        is_full: false,
        stamp: [0; 32],
        packing: None,
    });
    std::fs::write(folder.join("made.toml"), scenario()).expect("a file");
    let place = Place::File(folder.join("made.toml"));
    let runs = feeds::Runs::default();
    let look = |word: &str| {
        let (start, first) = (Instant::now(), std::sync::Mutex::new(None));
        let files = [file.clone()];
        feeds::search(&place, &files, word, &runs.begin(ScenarioIx::new(0)), &|rows, is_over| {
            if !rows.is_empty() || is_over {
                first.lock().expect("a lock").get_or_insert_with(|| start.elapsed());
            }
        });
        (start.elapsed(), first.into_inner().expect("a lock").expect("an end"))
    };
    let mut times: Vec<_> = (0..5).map(|_| look(&word)).collect();
    times.sort();
    row(
        count,
        "a rare word in the notes, to the end",
        times[2].0,
        Some((limit, "one memmem in memory")),
    );
    let mut times: Vec<_> = (0..5).map(|_| look("clinic").1).collect();
    times.sort();
    row(count, "a frequent word, its first hit", times[2], Some((FRAME, "a frame")));
}

/// The board on rows: filters, days, windows.
fn boards(count: usize, feed_rows: feeds::FeedContents) {
    let index = index();
    let file = Arc::new(FeedFile {
        lineage: None,
        id: Id::new("acled").expect("an id"),
        path: "acled.csv".into(),
        reading: feed_rows.reading,
        rows: Arc::new(feed_rows.rows),
        is_whole: true,
        is_full: false,
        stamp: [0; 32],
        packing: None,
    });
    let feeds = Arc::new(Feeds::new(&index, &[file]));
    let (first, last) = feeds.files[0].rows.period().expect("days");
    let day = |n: i64| later(first, n).expect("a day");
    let middle = (last - first).num_days() / 2;
    let clock = |as_of: Day| Clock { as_of, knowledge: Knowledge::Hindsight };
    let query = |text: &str| Query::parse(text, &index.scenario).expect("a filter");
    let sift = |text: &str| {
        let feeds = Feeds::new(&index, &feeds.files); // nothing is at hand
        let query = query(text);
        let board = Board::new(index.clone(), clock(day(middle)), Query::default());
        let zones = board.zones_then();
        let start = Instant::now();
        let filtered = feeds.filtered(&index, &query, FeedUse::Attacks, false, None, zones);
        (start.elapsed(), filtered.order.len())
    };
    for text in [
        "",
        "kind:shelling",
        "actor:hts",
        "place:idleb",
        "in:corridor",
        "in:stays",
        "in:moved",
        "kind:shelling actor:hts since:2020-06 killed>2",
    ] {
        let mut found = 0;
        let mut times: Vec<Duration> = (0..5)
            .map(|_| {
                let (time, rows) = sift(text);
                found = rows;
                time
            })
            .collect();
        times.sort();
        let name = if text.is_empty() { "no filter".to_owned() } else { text.to_owned() };
        row(count, &format!("sifted: {name} ({found})"), times[2], Some((FRAME, "a frame")));
    }
    let mut board = Board::with_feeds(index.clone(), clock(day(middle)), Query::default(), feeds);
    let mut n = 0;
    let moved = median(50, || {
        n += 1;
        board = board.moved(clock(day(middle + n % 2)));
        drop(black_box(Panel::Attacks.sheet(&board, Default::default())));
    });
    row(count, "the day moves by one: the attack list", moved, Some((FRAME, "a frame")));
    let whole = board.all_visible_rows(FeedUse::Attacks).expect("rows");
    let window = median(50, || {
        for n in 0..100 {
            black_box(whole.within(0, Class::Attack, day(middle - 28 - n), day(middle - n)));
        }
    });
    row(count, "100 windows of 28 days", window, Some((FRAME, "a frame")));
    drop(black_box(Map::of(&board)));
    row(
        count,
        "the map of a day",
        median(5, || drop(black_box(Map::of(&board)))),
        Some((FRAME, "a frame")),
    );
    row(
        count,
        "the timeline of a day",
        median(5, || drop(black_box(Timeline::of(&board)))),
        Some((FRAME, "a frame")),
    );
    // What is worked out once is worked out by the first that asks, like the map of before.
    let beside = median(20, || drop(black_box(Panel::Corridor.sheet(&board, Default::default()))));
    row(count, "the corridor of a day", beside, Some((FRAME, "a frame")));
    let window = median(20, || drop(black_box(WindowTable::of(&board, 28))));
    row(count, "the window table of 28 days", window, Some((FRAME, "a frame")));
    let before = board.moved(clock(day(middle - 7)));
    let changed = median(20, || drop(black_box(Differences::between_boards(&before, &board))));
    row(count, "what changed in a week", changed, Some((FRAME, "a frame")));
}

/// A board with the file attached: its first paint, which waits for no row, and keys.
fn with_board(folder: &Path, count: usize) {
    let text = scenario();
    let path = folder.join("made.toml");
    std::fs::write(&path, text).expect("a file");
    let opening =
        || Opening { hindsight: true, as_of: Some("2022-06-01".into()), ..Opening::default() };
    let open = || App::new(vec![Place::File(path.clone())], SIZE, Theme::Terminal, opening());
    let first = median(5, || {
        let mut app = open();
        let mut left = app.start();
        while !left.is_empty() {
            let (feeding, now): (Vec<Effect>, Vec<Effect>) =
                left.drain(..).partition(|effect| matches!(effect, Effect::Feed { .. }));
            black_box(feeding);
            for effect in now {
                headless_once(&mut app, effect, &mut left);
            }
        }
        drop(black_box(frame(&app)));
    });
    row(count, "first paint, the feed not waited for", first, Some((FRAME, "a frame")));
    let mut app = open();
    let start = app.start();
    headless::settle(&mut app, start);
    press(&mut app, "2");
    assert!(app.shown().is_some_and(|shown| shown.length(Panel::Attacks) > count / 100));
    let key = |app: &mut App, keys: &str| {
        press(app, keys);
        drop(black_box(frame(app)));
    };
    row(
        count,
        "a key in the list, and the frame",
        median(50, || key(&mut app, "j")),
        Some((FRAME, "a frame")),
    );
    row(
        count,
        "to the end and back, and two frames",
        median(20, || {
            key(&mut app, "G");
            key(&mut app, "g");
        }),
        Some((FRAME, "a frame")),
    );
}

/// One effect as it is done headless; what follows is left to be done.
fn headless_once(app: &mut App, effect: Effect, left: &mut Vec<Effect>) {
    let message = match effect {
        Effect::Load { scenario, place, before } => {
            Message::Loaded { scenario, result: files::load(&place, before.as_ref()) }
        }
        Effect::Derive(request) => {
            let (scenario, generation) = (request.scenario, request.generation);
            let shown = Shown::derive(*request).into();
            Message::Derived { scenario, generation, shown }
        }
        _ => return,
    };
    left.extend(update(app, message));
}

/// The map of so many rows, each at a point of its own.
fn located(folder: &Path, count: usize) {
    let place = |n: usize| {
        let spread = |by: f64| (n as f64 * by).fract();
        (n, 35.0 + spread(0.618_034), 36.0 + spread(0.754_878))
    };
    write(&folder.join("acled.csv"), count, place);
    let path = folder.join("made.toml");
    std::fs::write(&path, scenario()).expect("a file");
    let opening =
        Opening { hindsight: true, as_of: Some("2026-01-01".into()), ..Opening::default() };
    let mut app = App::new(vec![Place::File(path)], SIZE, Theme::Terminal, opening);
    let start = app.start();
    headless::settle(&mut app, start);
    press(&mut app, "8");
    let marks =
        app.shown().and_then(|shown| Some(shown.sheet(Panel::Map)?.map.as_ref()?.marks.len()));
    assert_eq!(marks, Some(count));
    let all = median(20, || drop(black_box(frame(&app))));
    row(count, "map of points of their own: all of it, drawn", all, Some((FRAME, "a frame")));
    press(&mut app, "++++++");
    let near = median(20, || drop(black_box(frame(&app))));
    row(count, "map: near, drawn", near, Some((FRAME, "a frame")));
    let panned = median(20, || {
        press(&mut app, "<S-Right>");
        drop(black_box(frame(&app)));
    });
    row(count, "map: moved aside, and drawn", panned, Some((FRAME, "a frame")));
}

fn scenario() -> String {
    "format = 1\n[scenario]\nid = \"made\"\ntitle = \"Made for measuring\"\n\
     [[actor]]\nid = \"hts\"\nname = \"Hayat Tahrir al-Sham\"\naliases = [\"Armed group 3\"]\nkind = \"armed-group\"\n\
     [[source]]\nid = \"us\"\nname = \"Us\"\nkind = \"other\"\n\
     [[place]]\nid = \"idleb\"\nname = \"Place 7\"\n\
     [[place]]\nid = \"west\"\nname = \"West\"\nat = { lat = 35.0, lon = 37.0 }\n\
     [[place]]\nid = \"east\"\nname = \"East\"\nat = { lat = 35.2, lon = 39.0 }\n\
     [[route]]\nid = \"road\"\nname = \"The road\"\nthrough = [\"west\", \"east\"]\n\
     [[agreement]]\nid = \"terms\"\nname = \"The terms\"\nsigned = 2019-01-01\nsource = \"us\"\n\
     parties = []\n\
     [[agreement.clause]]\nid = \"belt\"\nkind = \"corridor\"\ntext = \"Along the road.\"\n\
     corridor = { along = \"road\", both_km = 10 }\n\
     [[feed]]\nid = \"acled\"\nkind = \"acled\"\npath = \"acled.csv\"\nas = \"attacks\"\n"
        .to_owned()
        + &zone("stays", "")
        + &zone("moved", "until = 2020-06-15\n")
}

/// A zone of five hundred corners in the middle of the rows.
fn zone(id: &str, until: &str) -> String {
    let corner = |n: u32| {
        let turn = f64::from(n) / 500.0 * std::f64::consts::TAU;
        let wide = 0.9 + 0.1 * (turn * 17.0).sin();
        format!("[{:.4}, {:.4}]", 35.0 + wide * turn.sin(), 38.0 + wide * turn.cos())
    };
    let ring: Vec<String> = (0..500).map(corner).collect();
    format!(
        "[[zone]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"restricted\"\nsource = \"desk\"\n{until}ring = [{}]\n",
        ring.join(", ")
    )
}

fn index() -> Arc<Index> {
    let scenario = format::load(scenario().as_bytes(), "made").scenario.expect("a scenario");
    Arc::new(Index::new(Arc::new(scenario)))
}

fn press(app: &mut App, keys: &str) {
    for chord in parse_keys(keys).expect("keys") {
        let effects = update(app, Message::Key(chord.event()));
        headless::settle(app, effects);
    }
}

fn scan(path: &Path) {
    let file = File::open(path).expect("a file");
    let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 18).from_reader(file);
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).expect("a table") {
        black_box(&record);
    }
}

fn read_bytes(path: &Path) {
    let mut file = File::open(path).expect("a file");
    let mut bytes = vec![0; 1 << 18];
    while file.read(&mut bytes).expect("bytes") > 0 {
        black_box(&bytes);
    }
}

/// Set where what is unpacked has a place of its own.
const CACHE: &str = "SITBOARD_BENCH_CACHE";

/// Asks for the memory of one file instead of the table.
const MEMORY: &str = "memory";

/// Bytes that a file's rows take: told by a process that does nothing else.
fn memory(path: &Path) -> usize {
    let own = std::env::current_exe().expect("a program");
    let told = std::process::Command::new(own).arg(MEMORY).arg(path).output().expect("a process");
    String::from_utf8_lossy(&told.stdout).trim().parse().expect("bytes")
}

fn print_memory(path: &Path) {
    let before = resident();
    let feed_rows = feeds::read(path, &Wanted::default(), &mut |_| true).expect("a feed");
    println!("{}", resident().saturating_sub(before));
    drop(feed_rows);
}

fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse::<usize>().ok()).unwrap_or(0) * 1024
}

fn median(runs: usize, mut work: impl FnMut()) -> Duration {
    work(); // warm
    middle((0..runs).map(|_| timed(&mut work)).collect())
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

//! How many instructions the board takes for inputs that never change, told by callgrind, which
//! runs this program once for each measure. With `-- check` it fails on what takes a tenth more than
//! the count that is kept beside this file, with `-- keep` it writes these counts anew:
//! `cargo bench --profile instructions --bench instructions -- check`.

#[path = "../board/common.rs"]
mod common;
mod derived;
mod kept;
#[path = "../board/made.rs"]
mod made;
mod rows;

use std::{
    env,
    hint::black_box,
    process::{Command, ExitCode},
    sync::Arc,
};

use ratatui::{Terminal, backend::TestBackend};
use sitboard::{
    board::{Clock, Index, LoadedFile, opening_day},
    feed::{Opened, Wanted},
    format,
    look::Theme,
    model::Day,
    panel::{Front, Panel},
    ui,
};

const IDLIB: &str = include_str!("../../scenarios/idlib-2020.toml");
const RECORDS: usize = 2_000;
const ROWS: usize = 20_000;

/// Asks for one measure, which callgrind looks at.
const ONE: &str = "one";

/// Each makes its input ready, and does one thing that is counted.
const MEASURES: [(&str, fn()); 11] = [
    ("load idlib-2020", || load(IDLIB)),
    ("load 2,000 records", || load(&made::generated(RECORDS))),
    ("open 2,000 records", open),
    ("derive idlib-2020", || derive(IDLIB)),
    ("derive 2,000 records", || derive(&made::generated(RECORDS))),
    ("the pages of idlib-2020", || pages(IDLIB)),
    ("the pages of 2,000 records", || pages(&made::generated(RECORDS))),
    ("the day moves by one, 2,000 records", move_a_day),
    ("draw the front of idlib-2020", || draw("")),
    ("draw the map of idlib-2020", || draw("8")),
    ("read 20,000 rows of a feed", read_rows),
];

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let result = match args[..] {
        [ONE, name] => {
            let (_, measure) = MEASURES.iter().find(|(of, _)| *of == name).expect("a measure");
            measure();
            Ok(())
        }
        ["check"] => count_all().and_then(|counts| kept::check(&counts)),
        ["keep"] => count_all().map(|counts| kept::keep(&counts)),
        _ => {
            println!("instructions are counted with `{}`", kept::COMMAND);
            Ok(())
        }
    };
    let Err(why) = result else { return ExitCode::SUCCESS };
    eprintln!("{why}");
    ExitCode::FAILURE
}

fn count_all() -> Result<kept::Counts, String> {
    MEASURES.iter().map(|(name, _)| Ok((name.to_string(), count(name)?))).collect()
}

/// Runs this program for one measure; what was counted is left for `callgrind_annotate`.
fn count(name: &str) -> Result<u64, String> {
    let file =
        format!("{}/{}.callgrind", env!("CARGO_TARGET_TMPDIR"), name.replace([' ', ','], "-"));
    let told = Command::new("valgrind")
        .args(["--tool=callgrind", "--toggle-collect=instructions::counted*"])
        .arg(format!("--callgrind-out-file={file}"))
        .arg(env::current_exe().map_err(|error| error.to_string())?)
        .args([ONE, name])
        .output()
        .map_err(|error| format!("valgrind: {error}"))?;
    let unlike = || format!("{name}: {}", String::from_utf8_lossy(&told.stderr));
    let text = std::fs::read_to_string(&file).map_err(|_| unlike())?;
    let total = text.lines().find_map(|line| line.strip_prefix("totals: "));
    let total = total.and_then(|total| total.parse().ok()).filter(|total| *total > 0);
    total.filter(|_| told.status.success()).ok_or_else(unlike)
}

/// Does what is counted: callgrind knows it by the name of this function.
#[inline(never)]
fn counted<T>(work: impl FnOnce() -> T) -> T {
    black_box(work())
}

fn index(text: &str) -> Arc<Index> {
    LoadedFile::read(text.as_bytes(), "made").index.expect("a scenario")
}

fn opening(index: &Index) -> Clock {
    Clock::then(opening_day(&index.scenario, Day::default()))
}

fn load(text: &str) {
    let loaded = counted(|| format::load(black_box(text.as_bytes()), "made"));
    assert!(loaded.scenario.is_some(), "the scenario loads");
}

/// Loaded, and made ready to be asked, with what `check` says of it.
fn open() {
    let text = made::generated(RECORDS);
    counted(|| index(black_box(&text)));
}

fn derive(text: &str) {
    let index = index(text);
    let clock = opening(&index);
    counted(|| derived::derive(&index, clock, None));
}

/// The sheets that are worked out when a page is opened.
fn pages(text: &str) {
    let index = index(text);
    let shown = derived::derive(&index, opening(&index), None);
    let front = Front::default();
    let pages = Panel::ALL.into_iter().filter(|panel| front.is_page(*panel));
    counted(|| {
        pages.for_each(|page| drop(black_box(page.sheet(&shown.board, Default::default()))))
    });
}

fn move_a_day() {
    let index = index(&made::generated(RECORDS));
    let [day, next] = derived::middle_days(&index);
    let shown = derived::derive(&index, day, None);
    counted(|| derived::derive(&index, next, Some(&shown)));
}

fn draw(keys: &str) {
    let size = (120, 40);
    let app = common::board(IDLIB, size, Theme::Terminal, keys);
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).expect("memory");
    terminal.draw(|frame| counted(|| ui::draw(black_box(&app), frame))).expect("memory");
}

fn read_rows() {
    let mut bytes = Vec::new();
    rows::write(&mut bytes, ROWS, rows::place);
    let opened = |bytes: &[u8]| Opened::new(bytes, &Wanted::default()).expect("a feed").read();
    let rows = counted(|| opened(black_box(&bytes)));
    assert_eq!(rows.expect("memory").len(), ROWS);
}

//! How fast the board is, as ratios to the least that the stack can do, measured in the same run:
//! one frame of ratatui's own table that fills the same screen. `cargo bench` prints the table.

#[path = "../board/common.rs"]
mod common;
mod derived;
#[path = "../board/made.rs"]
mod made;

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use derived::{derive, middle_days};
use ratatui::{
    Terminal,
    backend::TestBackend,
    layout::Constraint,
    widgets::{Cell, Row, Table, TableState},
};
use sitboard::{
    app::{App, Choices, Transaction, apply_transaction},
    board::{Board, Clock, Differences, LoadedFile, Query, opening_day},
    format::edit::{Draft, Edit},
    look::Theme,
    model::{Day, Key, Table as Kind, later},
    report::frame,
};

const SIZE: (u16, u16) = (200, 60);

fn main() {
    let floor = median(50, floor_frame);
    println!("floor: one frame of a plain table at 200x60 takes {floor:?}; ratios are to this\n");
    println!("{:>8}  {:<34} {:>12} {:>10}", "records", "what", "median", "ratio");
    for records in [1_000, 10_000] {
        let text = made::generated(records);
        let row = |what: &str, time: Duration| {
            let ratio = time.as_secs_f64() / floor.as_secs_f64();
            println!("{records:>8}  {what:<34} {time:>12.2?} {ratio:>10.2}");
        };
        row(
            "load: bytes to a checked scenario",
            median(5, || drop(black_box(LoadedFile::read(text.as_bytes(), "made")))),
        );
        let index =
            LoadedFile::read(text.as_bytes(), "made").index.expect("the made scenario loads");
        let clock = Clock::then(opening_day(&index.scenario, Day::default()));
        row("derive: every row of every panel", median(5, || drop(derive(&index, clock, None))));
        let days = middle_days(&index);
        let (mut moves, mut shown) = (0, derive(&index, days[0], None));
        let to_and_fro = || {
            moves += 1;
            shown = derive(&index, days[moves % 2], Some(&shown));
        };
        row("the day moves by one", median(50, to_and_fro));
        let board = |day| Board::new(index.clone(), day, Query::default());
        let week_ago = Clock::then(later(clock.as_of, -7).expect("a day"));
        let (before, now) = (board(week_ago), board(clock));
        let week = || drop(black_box(Differences::between_boards(&before, &now)));
        row("what changed in a week", median(5, week));
        let mut app = common::board(&text, SIZE, Theme::Terminal, "");
        row("draw at 200x60", median(50, || drop(black_box(frame(&app)))));
        let moves = median(5, || {
            for n in 0..1000 {
                common::press(&mut app, if n % 100 < 50 { "j" } else { "k" });
            }
        });
        row("1,000 moves (updates, not drawn)", moves);
        row("one move", moves / 1000);
    }
    for records in [1_000, 10_000, 40_000] {
        let row = |what: &str, time: Duration| {
            let ratio = time.as_secs_f64() / floor.as_secs_f64();
            println!("{records:>8}  {what:<34} {time:>12.2?} {ratio:>10.2}");
        };
        map(records, row);
    }
    let (text, records) = (made::generated(50_000), 50_000);
    let mut app = common::board(&text, SIZE, Theme::Terminal, ":p");
    let row = |what: &str, time: Duration| {
        let ratio = time.as_secs_f64() / floor.as_secs_f64();
        println!("{records:>8}  {what:<34} {time:>12.2?} {ratio:>10.2}");
    };
    // To and fro, so that what is found differs from key to key; with the work that is done beside.
    let key = |app: &mut App, keys: [&'static str; 2]| {
        let mut presses = 0;
        median(20, || {
            presses += 1;
            common::press(app, keys[presses % 2]);
        })
    };
    row("a key in the palette, all found", key(&mut app, ["<BS>", "a"]));
    common::press(&mut app, "atrol place 1");
    row("a key in the palette, three words", key(&mut app, ["<BS>", "2"]));
    row("a key in the palette, none found", key(&mut app, ["<C-w>", "zzqx"]));
    let (text, turn) = (made::generated(10_000), "one record written, 10,000 there");
    let loaded = LoadedFile::read(text.as_bytes(), "made");
    let fields = vec![
        (Key::Date, "2020-01-01".to_owned()),
        (Key::Kind, "\"ied\"".to_owned()),
        (Key::Source, "\"desk\"".to_owned()),
    ];
    let edits = vec![Edit::AddRecord(Draft::new(Kind::Attack, fields))];
    let make = Transaction::Make {
        name: "added".into(),
        edits,
        basis: loaded,
        typed: None,
        choices: Choices::new(),
        as_of: Default::default(),
    };
    let read = |text: &[u8]| LoadedFile::read(text, "made");
    let time = median(5, || {
        drop(black_box(apply_transaction(text.as_bytes(), &read, &make).expect(turn)))
    });
    let ratio = time.as_secs_f64() / floor.as_secs_f64();
    println!("{:>8}  {turn:<34} {time:>12.2?} {ratio:>10.2}", 10_000);
}

/// The map of records that each lie at a point of their own: drawn, and drawn after it was moved.
fn map(records: usize, row: impl Fn(&str, Duration)) {
    let text = made::located(records);
    let mut app = common::board(&text, SIZE, Theme::Terminal, "8");
    assert!(app.board().is_some(), "the made scenario loads");
    row("map: all of it, drawn", median(20, || drop(black_box(frame(&app)))));
    common::press(&mut app, "++++++");
    row("map: near, drawn", median(20, || drop(black_box(frame(&app)))));
    let mut panned = || {
        common::press(&mut app, "<S-Right>");
        drop(black_box(frame(&app)));
    };
    row("map: moved aside, and drawn", median(20, &mut panned));
}

fn median(runs: usize, mut work: impl FnMut()) -> Duration {
    work(); // warm
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[runs / 2]
}

/// The least: a table of seven columns over the whole screen, drawn once into memory.
fn floor_frame() {
    let mut terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).expect("memory");
    let cells = |n: usize| -> [String; 7] {
        [
            format!("2024-{:02}-{:02}", n / 28 % 12 + 1, n % 28 + 1),
            "Syria".into(),
            "Explosions".into(),
            format!("Military Forces {n}"),
            format!("Place {n}"),
            (n % 13).to_string(),
            format!("On day {n}, forces clashed near the town"),
        ]
    };
    let rows = (0..58).map(|n| Row::new(cells(n).map(Cell::from)));
    let widths = [11, 10, 22, 26, 16, 5, 60].map(Constraint::Length);
    let table = Table::new(rows, widths);
    let mut state = TableState::default().with_selected(Some(3));
    terminal
        .draw(|frame| frame.render_stateful_widget(table, frame.area(), &mut state))
        .expect("memory");
    black_box(terminal.backend().buffer());
}

//! What was counted: incidents and patrols as the board has them, and the counts of others beside
//! them, over two windows, the one before and the time since the agreement. Only rows that hold
//! something; a zero only where somebody looked.

use super::{
    count_row::{AT_LEAST, CountRow, NOTHING},
    harmed::harmed,
    naming::{day, feed_name, short_name},
    section::{SectionShape, SheetPoint, SheetSection},
};
use crate::{
    board::{
        Board, DayRun, Figure, Register, ReportSubject, ToldCount, Window, WindowRow, WindowTable,
        capitalized,
    },
    look::{counted, width, wrap},
    model::{Bounds, Class, Day, RecordIx, Table},
    report::sheet::PageFormat,
};

/// Columns of the table, by their position.
const SHORTER: usize = 1;
const BEFORE: usize = 3;
/// Columns of names at least.
const NAMES: usize = 20;
const GAP: usize = 2;
const NO_REPORT: &str = "no report";
const NONE: &str = "none";
/// What marks in cells mean.
const MARKS: &[(&str, &str)] = &[
    (NO_REPORT, "No report is not zero."),
    (AT_LEAST, "+ at least."),
    ("≠", "≠ contested."),
    (NOTHING, "· not told."),
];

/// The two tables that the section is made of: of the days that are asked for, and of four weeks.
pub(super) struct CountedWindows {
    /// The days that are asked for.
    pub days: WindowTable,
    /// Four weeks, and four before.
    pub weeks: WindowTable,
}

impl CountedWindows {
    pub fn of(board: &Board, days: i64) -> CountedWindows {
        let weeks = WindowTable::of(board, Window::FourWeeks.days());
        CountedWindows { days: WindowTable::of(board, days), weeks }
    }

    /// The days of the columns, from the first to the last.
    fn columns(&self) -> [Option<(Day, Day)>; 5] {
        let (days, weeks) = (&self.days, &self.weeks);
        [
            days.so_far,
            Some((days.first, days.last)).filter(|_| !self.is_one()),
            Some((weeks.first, weeks.last)),
            Some(weeks.previous),
            weeks.since.map(|since| (since, weeks.last)),
        ]
    }

    /// Whether both are the same days.
    fn is_one(&self) -> bool {
        self.days.first == self.weeks.first
    }
}

/// The section, in so many columns.
pub(super) fn section(
    board: &Board,
    windows: &CountedWindows,
    columns: usize,
    format: PageFormat,
) -> SheetSection {
    let rows = rows(board, windows);
    let mut heads = heads(board, windows);
    let is_used = |n: usize| {
        rows.iter().any(|row| row.cells[n].as_deref().is_some_and(|cell| cell != NOTHING))
    };
    let mut used: Vec<usize> = (0..5).filter(|n| is_used(*n)).collect();
    let wide = |n: usize| {
        let cells = rows.iter().map(|row| row.cells[n].as_deref().map_or(1, width));
        let heads = heads.iter().map(|head| width(&head[n]));
        cells.chain(heads).max().unwrap_or(0) + GAP
    };
    // Names need room: the window before gives way, then the shorter one.
    for column in [BEFORE, SHORTER] {
        if used.iter().map(|n| wide(*n)).sum::<usize>() + NAMES > columns && used.len() > 2 {
            used.retain(|n| *n != column);
        }
    }
    let widths: Vec<(usize, usize)> = used.iter().map(|n| (*n, wide(*n))).collect();
    let taken: usize = widths.iter().map(|(_, wide)| wide).sum();
    let names = columns.saturating_sub(taken);
    let line = |name: &str, cells: &dyn Fn(usize) -> String| {
        if format == PageFormat::Html {
            let cells = widths.iter().map(|(n, _)| cells(*n));
            return std::iter::once(name.to_owned()).chain(cells).collect::<Vec<_>>().join("\t");
        }
        let mut line = format!("{name}{}", " ".repeat(names.saturating_sub(width(name))));
        for (n, wide) in &widths {
            let cell = cells(*n);
            line.push_str(&format!("{}{cell}", " ".repeat(wide.saturating_sub(width(&cell)))));
        }
        line.trim_end().to_owned()
    };
    heads.retain(|head| used.iter().any(|n| !head[*n].is_empty()));
    if format == PageFormat::Html {
        // A cell has room for both lines.
        let both = std::array::from_fn(|n| {
            let lines: Vec<&str> = heads.iter().map(|head| head[n].as_str()).collect();
            lines.join(" ").trim().replace("– ", "–")
        });
        heads = vec![both];
    }
    let heads = heads.iter().map(|head| line("", &|n| head[n].clone())).collect();
    let lines = |row: &CountRow| {
        let cell = |n: usize| row.cells[n].clone().unwrap_or_else(|| NOTHING.to_owned());
        // A name that is too long goes on above its figures.
        if format == PageFormat::Html {
            return vec![line(&row.name, &cell)];
        }
        let room = if names < NAMES { columns } else { names };
        let mut named = set_in(&row.name, room);
        let last = if names < NAMES { String::new() } else { named.pop().unwrap_or_default() };
        named.push(line(&last, &cell));
        named
    };
    let points: Vec<SheetPoint> = rows.iter().map(|row| SheetPoint::Row(lines(row))).collect();
    let remark = remark(board, windows);
    SheetSection {
        keeps: [8, 7],
        rank: 3,
        more: |hidden, _| counted(hidden, "more row"),
        ..SheetSection::new("Counted", SectionShape::Rows { heads, remark, marks: MARKS }, points)
    }
}

/// A name over several lines, each set in as the first.
fn set_in(name: &str, columns: usize) -> Vec<String> {
    let text = name.trim_start();
    let margin = name.len() - text.len();
    if width(name) <= columns {
        return vec![name.to_owned()];
    }
    let lines = wrap(text, columns.saturating_sub(margin + 2).max(8));
    let more = |n: usize| if n == 0 { 0 } else { 2 };
    let lines = lines.into_iter().enumerate();
    lines.map(|(n, line)| format!("{}{line}", " ".repeat(margin + more(n)))).collect()
}

/// The days of the columns, in two lines.
fn heads(board: &Board, windows: &CountedWindows) -> Vec<[String; 5]> {
    let as_of = board.clock.as_of;
    let span = |first: Day, last: Day| {
        if first == last {
            return [String::new(), day(last, as_of)];
        }
        [format!("{}–", day(first, as_of)), day(last, as_of)]
    };
    let (days, weeks) = (&windows.days, &windows.weeks);
    let so_far = days
        .so_far
        .map_or_else(Default::default, |(_, last)| [day(last, as_of), "so far".to_owned()]);
    let since =
        weeks.since.map_or_else(Default::default, |since| ["since".to_owned(), day(since, as_of)]);
    let columns = [
        so_far,
        span(days.first, days.last),
        span(weeks.first, weeks.last),
        span(weeks.previous.0, weeks.previous.1),
        since,
    ];
    let of = |line: usize| std::array::from_fn(|n| columns[n][line].clone());
    vec![of(0), of(1)]
}

// ---------------------------------------------------------------------- rows

fn rows(board: &Board, windows: &CountedWindows) -> Vec<CountRow> {
    let mut rows: Vec<CountRow> = Vec::new();
    let totals = |table: &WindowTable| -> Vec<WindowRow> {
        table.rows.iter().filter(|row| row.is_total()).cloned().collect()
    };
    let (short, long) = (totals(&windows.days), totals(&windows.weeks));
    let both = |row: &WindowRow| {
        let same = |other: &&WindowRow| {
            (&other.of, &other.by, &other.against) == (&row.of, &row.by, &row.against)
        };
        short.iter().find(same)
    };
    let incidents = long.iter().filter(|row| row.by.is_none());
    rows.extend(incidents.map(|row| of_window(board, windows, both(row), row)));
    let attacks = rows.iter().position(|row| row.name == "Attacks");
    if let Some(attacks) = attacks {
        let set_in = rows[attacks + 1..].iter().take_while(|row| row.name.starts_with(' '));
        let below = attacks + 1 + set_in.count();
        rows.splice(below..below, harmed(board, windows.columns()));
    }
    rows.extend(patrols(board, windows));
    let told = long.iter().filter(|row| row.by.is_some());
    let told = told.map(|row| (row, of_window(board, windows, both(row), row)));
    rows.extend(side_by_side(board, told.collect()));
    rows.retain(|row| row.is_told);
    // What is set in stays below its row.
    for n in 1..rows.len() {
        if rows[n].name.starts_with(' ') {
            rows[n].weight = rows[n - 1].weight;
        }
    }
    rows.sort_by_key(|row| row.weight); // stable: as they were told
    rows
}

fn of_window(
    board: &Board,
    windows: &CountedWindows,
    short: Option<&WindowRow>,
    long: &WindowRow,
) -> CountRow {
    let (days, weeks) = (&windows.days, &windows.weeks);
    let none = |first: Day, last: Day| none_in(board, long, first, last);
    let cell = |told: Option<&ToldCount>, (first, last): (Day, Day)| {
        Some(told.map_or_else(|| none(first, last), count))
    };
    let in_days = short.and_then(|row| row.count.as_ref());
    let since = weeks.since.and_then(|since| cell(long.running.as_ref(), (since, weeks.last)));
    let now = [in_days, long.count.as_ref(), long.so_far.as_ref()];
    CountRow {
        name: name(board, long),
        cells: [
            long.so_far.as_ref().map(count),
            cell(in_days, (days.first, days.last)).filter(|_| !windows.is_one()),
            cell(long.count.as_ref(), (weeks.first, weeks.last)),
            cell(long.previous.as_ref(), weeks.previous),
            since,
        ],
        is_told: now
            .into_iter()
            .chain([long.previous.as_ref(), long.running.as_ref()])
            .any(|of| of.is_some()),
        weight: match () {
            () if *long.of == *"attacks, day open" => 0,
            () if now.into_iter().flatten().any(|of| of.count.low > 0) => 0,
            () if now.into_iter().any(|of| of.is_some()) => 1,
            () => 2,
        },
    }
}

/// What a cell without a count says: of incidents whether anybody reported at all.
fn none_in(board: &Board, row: &WindowRow, first: Day, last: Day) -> String {
    let class =
        Class::ALL.iter().find(|class| row.by.is_none() && row.of.starts_with(class.plural()));
    let reported =
        class.map(|class| board.reported(ReportSubject::Incidents(*class)).within(first, last));
    if reported.unwrap_or(0) > 0 { NONE.to_owned() } else { NO_REPORT.to_owned() }
}

/// A count in a cell; a zero that somebody told is one.
fn count(told: &ToldCount) -> String {
    match told.words.as_deref() {
        Some("none reported") => "0".to_owned(),
        None if told.count.high.is_none() => {
            let mark = if told.contradicts { " ≠" } else { "" };
            format!("{}{AT_LEAST}{mark}", told.count.low)
        }
        _ => told.to_string(),
    }
}

fn name(board: &Board, row: &WindowRow) -> String {
    let of = short_name(&of_feed(board, &row.of).unwrap_or_else(|| row.of.to_string()), 60);
    let Some(counter) = &row.by else {
        return match of.strip_suffix(", day open") {
            Some("attacks") => "  more, day not told".to_owned(),
            Some(of) => format!("{}, day not told", capitalized(of.trim_end_matches(" incidents"))),
            None => {
                let class = Class::ALL.iter().find(|class| class.plural() == of);
                capitalized(class.map_or(&of, |class| class.row().brief.1))
            }
        };
    };
    let against =
        row.against.as_ref().map(|id| format!(", held against {}", board.quoted_name(id)));
    let by = short_name(board.counter_name(counter), 60);
    format!("{} counts {of}{}", capitalized(&by), against.unwrap_or_default())
}

/// What a feed tells of, under the name of the feed.
fn of_feed(board: &Board, of: &str) -> Option<String> {
    let (id, what) = of.split_once(": ")?;
    let feed = board.scenario().table(Table::Feed).iter().find(|feed| feed.id.as_str() == id)?;
    Some(format!("{}: {what}", feed_name(board, &feed.id)))
}

/// What two sides count of one thing in one row, side by side, never added.
fn side_by_side(board: &Board, told: Vec<(&WindowRow, CountRow)>) -> Vec<CountRow> {
    let is_plain = |row: &WindowRow, of: &WindowRow| row.of == of.of && row.against.is_none();
    let of_one = |of: &WindowRow| told.iter().filter(|(row, _)| is_plain(row, of)).count();
    let pairs: Vec<bool> =
        told.iter().map(|(row, _)| row.against.is_none() && of_one(row) == 2).collect();
    let mut rows: Vec<(&WindowRow, CountRow)> = Vec::new();
    for ((long, row), is_of_pair) in told.into_iter().zip(pairs) {
        let first = rows.iter_mut().find(|(other, _)| is_of_pair && is_plain(other, long));
        let both = first.and_then(|(other, first)| {
            let both = pair(board, [other, long], [first, &row])?;
            *first = both;
            Some(())
        });
        if both.is_none() {
            rows.push((long, row));
        }
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Columns of the name of such a row, at most.
const PAIR: usize = 28;

/// `None` where a cell would take too many words, or the name.
fn pair(board: &Board, of: [&WindowRow; 2], rows: [&CountRow; 2]) -> Option<CountRow> {
    let by = of.map(|row| row.by.as_ref().map(|by| short_name(board.counter_name(by), PAIR)));
    let [Some(one), Some(two)] = by else { return None };
    let name = format!("{}: {one}, {two}", capitalized(&of[0].of));
    let is_number = |cell: &str| cell.starts_with(|c: char| c.is_ascii_digit());
    let mut cells: [Option<String>; 5] = Default::default();
    for (n, cell) in cells.iter_mut().enumerate() {
        *cell = match [&rows[0].cells[n], &rows[1].cells[n]] {
            [Some(one), Some(two)] if is_number(one) && is_number(two) => {
                Some(format!("{one}, {two}").replace(" ≠", "≠"))
            }
            [one, two] if one == two => one.clone(),
            _ => return None,
        };
    }
    let is_told = rows.iter().any(|row| row.is_told);
    let weight = rows.iter().map(|row| row.weight).min().unwrap_or(0);
    (width(&name) <= PAIR).then_some(CountRow { name, cells, is_told, weight })
}

/// Patrols that ran, and how many of them were attacked: the figures of the register.
fn patrols(board: &Board, windows: &CountedWindows) -> Vec<CountRow> {
    let days = windows.days.days();
    let week = Window::of_days(i64::try_from(days).unwrap_or(0));
    let of = |window: Window| {
        let mut of = board.clone();
        of.window = window;
        of
    };
    let short = week.map(of);
    let long = of(Window::FourWeeks);
    let (short, long) = (short.as_ref().map(Register::new), Register::new(&long));
    let cell = |figure: Option<Figure>| figure.map(|figure| figure.text());
    let one = |register: Option<&Register>, id: &str| cell(register?.one(id));
    let since = windows.weeks.since.map(|since| (since, windows.weeks.last));
    let rows = [
        ("Patrols that ran", "patrols-in-window", "patrols-before", false),
        ("  of these attacked", "patrols-attacked-in-window", "patrols-attacked-before", true),
    ];
    let has_patrols = board.visible_of(Table::Patrol).any(|n| board.has_run(n));
    let row = |(name, window, before, is_attacked): (&str, &str, &str, bool)| CountRow {
        name: name.to_owned(),
        cells: [
            windows.days.so_far.map(|days| ran_in(board, days, is_attacked)),
            one(short.as_ref(), window).filter(|_| !windows.is_one()),
            cell(long.one(window)),
            cell(long.one(before)),
            since.map(|days| ran_in(board, days, is_attacked)),
        ]
        .map(|cell| cell.map(|text| none_of(&text))),
        is_told: has_patrols,
        weight: 0,
    };
    rows.map(row).into()
}

/// Of no patrol none can be attacked: that is no zero.
fn none_of(text: &str) -> String {
    match text {
        "0 of 0" => NOTHING.to_owned(),
        "no reports" => NO_REPORT.to_owned(),
        "none known" => NONE.to_owned(),
        _ => text.to_owned(),
    }
}

/// How many patrols of these days ran, or ran and were attacked: certain to possible. A list proves
/// no zero.
fn ran_in(board: &Board, (first, last): (Day, Day), is_attacked: bool) -> String {
    let ran = board
        .visible_of(Table::Patrol)
        .filter(|n| board.has_run(*n) && (!is_attacked || !board.hits_on(*n).is_empty()));
    let dates: Vec<_> = ran.filter_map(|n: RecordIx| board.date_of(n)).collect();
    let certain = dates.iter().filter(|date| date.within(first, last)).count() as u64;
    let possible = dates.iter().filter(|date| date.touches(first, last)).count() as u64;
    match possible {
        0 => NOTHING.to_owned(),
        _ => Bounds::new(certain, possible).to_string(),
    }
}

// ---------------------------------------------------------------------- what must be said besides

fn remark(board: &Board, windows: &CountedWindows) -> String {
    let mut said: Vec<String> = Vec::new();
    let register = Register::new(board);
    let attacks = [register.one("attacks-in-window"), register.one("attacks-before")];
    if let [Some(now), Some(before)] = attacks
        && (now.counts_any() || before.counts_any())
    {
        let told = [now.text(), before.text()];
        said.extend(register.one("attacks-change").map(|figure| verdict(&figure, told)));
    }
    let is_told = |row: &&WindowRow| row.is_total() && row.by.is_some();
    let told = windows.weeks.rows.iter().filter(is_told).count();
    let has_incidents = windows.weeks.rows.iter().any(|row| row.by.is_none());
    match (told, has_incidents) {
        (0, _) | (1, false) => {}
        (1, true) => said.push("Others' counts are never added.".to_owned()),
        _ => said.push("Others' counts are never added.".to_owned()),
    }
    said.join(" ")
}

/// Whether the change is more than chance, and on how many reported days that rests.
fn verdict(figure: &Figure, [now, before]: [String; 2]) -> String {
    let of_days = |days: DayRun| format!(", {} of {} days", days.reported, days.days());
    let reported = figure.days.map(of_days).unwrap_or_default();
    format!("Attacks {now} after {before}: {}{reported}.", figure.value.text(None))
}

//! The timeline: the whole period in one row per kind, the day that is looked at marked in it.
//! A blank is no report; a reported zero is printed.

mod json;

use std::{collections::HashSet, sync::Arc};

use super::{
    cells,
    rows::Row,
    sheet::{Column, Sheet},
    spec::{Content, PanelSpec, Placement},
    standing::role_of_status,
    tallies, tempo,
};
use crate::{
    board::{
        Board, Density, Period, Standing, StandingOf, Strand, StrandKind, Timeline, day_month,
        human, month_name, written,
    },
    look::{Flow, Phrase, Role, Summary, glyph, width},
    model::{Day, Key, RecordIx, State, Table, Term},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    title: "Timeline",
    help: "timeline; {Left} and {Right} move the day",
    placement: Placement::Strip,
    content: Content::Derived {
        empty: "nothing is dated by this day",
        json: json::rows,
        keys: &[json::KEYS],
    },
    adds: None,
    of_the_whole: None,
    opens_at_end: false,
    sheet: |board, _| sheet(board),
    caption: |_, _| None,
};
use chrono::Datelike;

/// Cells that a picture of the period needs at least, and has much use for.
const PICTURE: (usize, usize) = (24, 60);
/// A day takes no more cells than this, however short the period.
const WIDEST_DAY: usize = 6;

/// How the days of a period stand in the cells of a line: every cell the same number of days, or
/// every day the same number of cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Scale {
    /// Days in a cell.
    bin: usize,
    /// Cells of a day.
    wide: usize,
    /// Cells in use.
    pub cells: usize,
}

impl Scale {
    /// How so many days stand in at most so many cells; each taken to be at least one.
    pub fn new(days: usize, cells: usize) -> Self {
        let (days, cells) = (days.max(1), cells.max(1));
        if days <= cells {
            let wide = (cells / days).min(WIDEST_DAY);
            return Scale { bin: 1, wide, cells: days * wide };
        }
        let bin = days.div_ceil(cells);
        Scale { bin, wide: 1, cells: days.div_ceil(bin) }
    }

    /// The days of a cell, as places in the period: from, and up to without.
    pub fn days(self, cell: usize) -> (usize, usize) {
        let from = cell / self.wide * self.bin;
        (from, from + self.bin)
    }

    /// The first cell of a day.
    pub fn cell(self, place: usize) -> usize {
        place / self.bin * self.wide
    }
}

/// The day that stands in a cell of the picture: the last one in it, so that all of it is known.
pub fn day_at(period: &Period, cells: usize, cell: usize) -> Day {
    let scale = Scale::new(period.days(), cells);
    let (_, to) = scale.days(cell.min(scale.cells.saturating_sub(1)));
    period.day(to.saturating_sub(1))
}

/// The day one cell further along, or back.
pub fn a_cell_on(period: &Period, cells: usize, from: Day, forward: bool) -> Option<Day> {
    let scale = Scale::new(period.days(), cells);
    let cell = scale.cell(period.place(from));
    let next = if forward { cell + scale.wide } else { cell.checked_sub(scale.wide)? };
    (next < scale.cells).then(|| day_at(period, cells, next))
}

fn sheet(board: &Board) -> Sheet {
    let Some(timeline) = Timeline::of(board).map(Arc::new) else {
        return Sheet::default();
    };
    // What a board of counts alone has to tell stands nowhere else on its front.
    let tables = [Table::Patrol, Table::Attack, Table::Displacement, Table::Feed];
    let is_of_counts = tables.iter().all(|table| board.scenario().table(*table).is_empty());
    let lines =
        Summary::new(is_of_counts.then(|| tallies::all_tallies(board)).into_iter().flatten());
    let as_of = board.clock.as_of;
    let of = timeline.clone();
    let kind = Column::new("what", 0, (10, 34), move |_, row| {
        Phrase::plain(of.rows[row.line].name.to_string())
    });
    let (of, period) = (timeline.clone(), timeline.period);
    let picture = Column::sized("days", 0, PICTURE, move |board, row, cells| {
        picture(board, &of.period, &of.rows[row.line], cells)
    })
    .headed_by(1, move |cells| vec![axis(&period, as_of, cells)])
    .picture()
    .takes_rest();
    let tempo = board.tempo();
    let summary = Flow::new(tempo::summary(board, tempo));
    let mut columns = vec![kind];
    columns.extend(tempo::columns(&timeline, tempo));
    let latest: HashSet<RecordIx> = board.latest_tallies().iter().copied().collect();
    let of = timeline.clone();
    columns.push(
        Column::new("last report", 2, (8, 24), move |board, row| {
            last_report(board, &of.rows[row.line], &latest)
        })
        .whole()
        .unless_sparse(),
    );
    let of = timeline.clone();
    let days = board.window.days();
    columns.push(Column::new(format!("told in {days} days"), 9, (24, 60), move |board, row| {
        told(board, &of.rows[row.line])
    }));
    let of = timeline.clone();
    columns.push(Column::new("stood", 8, (24, 60), move |board, row| {
        stood(board, &of.rows[row.line])
    }));
    columns.push(picture);
    let rows = (0..timeline.rows.len())
        .map(|line| Row { line, ..Row::of(timeline.rows[line].latest) })
        .collect::<Vec<_>>();
    let total = rows.len();
    Sheet {
        columns,
        rows: rows.into(),
        lines,
        summary,
        legend: Flow::new(legend().into()),
        total,
        title: Some(title_of(board, &timeline.period)),
        is_of_counts: true,
        ..Sheet::default()
    }
}

/// `Timeline, 6 Mar to today`: the day that is looked at, and no other day, is told so.
fn title_of(board: &Board, period: &Period) -> String {
    let year = |day: Day| {
        let is_other = day.year() != board.clock.as_of.year();
        format!(
            "{}{}",
            day_month(day),
            if is_other { format!(" {}", day.year()) } else { String::new() }
        )
    };
    format!("{}, {} to {}", SPEC.title, year(period.first), year(period.last))
}

fn legend() -> [Phrase; 4] {
    [
        Phrase::plain("▁█").and(" of a day", Role::Dim),
        Phrase::new(glyph::SPAN, Role::BarUncertain).and(" on some day of these", Role::Dim),
        Phrase::plain(ZERO).and(" reported zero", Role::Dim),
        Phrase::dim("blank: no report"),
    ]
}

/// What a body counted last, and of which day.
fn last_report(board: &Board, strand: &Strand, latest: &HashSet<RecordIx>) -> Phrase {
    let StrandKind::Reports { .. } = strand.kind else { return Phrase::default() };
    let record = board.record(strand.latest);
    let count = board.shown(record, board.tally_key(record)).and_then(|said| said.value.as_count());
    let Some(count) = count else { return Phrase::default() };
    // Of several of one day, the register has one.
    let figure = if latest.contains(&strand.latest) {
        Phrase::figure(written(count), Role::Plain, &format!("told:{}", record.id))
    } else {
        Phrase::plain(written(count))
    };
    let date = board.written_date(record);
    let date = date.map(|date| format!(", {}", human(date, board.clock.as_of)));
    figure.and(date.unwrap_or_default(), Role::Dim)
}

/// The events or statements of the last days, each in its words and with its voice.
fn told(board: &Board, strand: &Strand) -> Phrase {
    let StrandKind::Records { what, .. } = strand.kind else { return Phrase::default() };
    let told = board.told_lately(what).into_iter().map(|n| {
        let voice = cells::voice(board, n).text();
        Phrase::plain(board.brief(board.record(n))).and(format!(" ({voice})"), Role::Dim)
    });
    Phrase::list(told, " ")
}

/// Where something stood, from each day on.
fn stood(board: &Board, strand: &Strand) -> Phrase {
    let StrandKind::Standing { changes } = &strand.kind else { return Phrase::default() };
    let told = changes.iter().enumerate().map(|(n, (since, is))| {
        let role = role_of_change(board, strand, changes, n);
        Phrase::new(Term::State(*is).spoken(), role)
            .and(format!(" {}", day_month(*since)), Role::Dim)
    });
    let stands = board.record(strand.latest).id_of(Key::Of).map(StandingOf::from);
    let age = stands.and_then(|of| Standing::of(board, of)?.age);
    let age = age.map(|age| Phrase::new(age.in_words(), Role::Stale));
    Phrase::list(told.chain(age), ", ")
}

/// What a status meant while it stood; of the last one, what it means today.
fn role_of_change(board: &Board, strand: &Strand, changes: &[(Day, State)], n: usize) -> Role {
    let (_, is) = changes[n];
    let is_last = n + 1 == changes.len();
    if is_last { role_of_status(board, strand.latest, is) } else { Role::of(is) }
}

/// A zero that somebody reports.
const ZERO: &str = "0";

fn picture(board: &Board, period: &Period, strand: &Strand, cells: usize) -> Phrase {
    let as_of = board.clock.as_of;
    let scale = Scale::new(period.days(), cells.min(1000));
    let cursor = scale.cell(period.place(as_of));
    let cells = match &strand.kind {
        StrandKind::Records { density, .. } | StrandKind::Reports { density, .. } => {
            bars(density, scale)
        }
        StrandKind::Standing { changes } => {
            let role = |n: usize| role_of_change(board, strand, changes, n);
            marks(period, changes, role, scale, cursor)
        }
    };
    let pointed = cells.into_iter().enumerate().map(|(n, (text, role))| {
        // Where the picture ends on the day that is looked at, its end is mark enough.
        if n == cursor && text == " " && cursor + scale.wide < scale.cells {
            (glyph::CURSOR.to_owned(), Role::Key)
        } else {
            (text, role)
        }
    });
    Phrase::of_cells(pointed)
}

/// A bar for each cell, as high as its days are full against the fullest.
fn bars(density: &Density, scale: Scale) -> Vec<(String, Role)> {
    let held = |cell: usize| {
        let (from, to) = scale.days(cell);
        density.content_between(from, to)
    };
    let highest = (0..scale.cells).map(|cell| held(cell).certain).max().unwrap_or(0).max(1);
    let bar = |cell: usize| {
        let held = held(cell);
        let steps = glyph::HEIGHTS.len() as u64;
        if held.certain > 0 {
            let height = (held.certain * steps).div_ceil(highest).clamp(1, steps);
            let height = usize::try_from(height).unwrap_or(1);
            (glyph::HEIGHTS[height - 1].to_owned(), Role::Bar)
        } else if held.is_possible {
            (glyph::SPAN.to_owned(), Role::BarUncertain)
        } else if held.has_zero {
            (ZERO.to_owned(), Role::Plain)
        } else {
            (" ".to_owned(), Role::Plain)
        }
    };
    (0..scale.cells).map(bar).collect()
}

/// A mark where a status changes, its word behind it as far as there is room.
fn marks(
    period: &Period,
    changes: &[(Day, State)],
    role: impl Fn(usize) -> Role,
    scale: Scale,
    cursor: usize,
) -> Vec<(String, Role)> {
    let mut cells = vec![(" ".to_owned(), Role::Plain); scale.cells];
    for (n, (since, is)) in changes.iter().enumerate() {
        let at = scale.cell(period.place(*since));
        let role = role(n);
        let next = changes.get(n + 1).map(|(since, _)| scale.cell(period.place(*since)));
        let end = next.unwrap_or(cursor + 1).min(scale.cells);
        let word = format!("{}{}", glyph::CHANGE, Term::State(*is).spoken());
        let fits = width(&word) <= end.saturating_sub(at);
        let text = if fits { word.as_str() } else { glyph::CHANGE };
        for (cell, letter) in cells.iter_mut().skip(at).zip(text.chars()) {
            *cell = (letter.to_string(), role);
        }
        let drawn = at + text.chars().count();
        for cell in cells.iter_mut().take(end).skip(drawn) {
            *cell = (glyph::LASTS.to_owned(), role);
        }
    }
    cells
}

/// Days of a period up to which its weeks are named, and beyond it its months.
const WEEKS: usize = 62;

/// Months under which the days stand, of a short period weeks, and the day that is looked at.
fn axis(period: &Period, as_of: Day, cells: usize) -> Phrase {
    let scale = Scale::new(period.days(), cells.min(1000));
    let mut line: Vec<char> = vec![' '; scale.cells];
    let mut free = 0;
    let by_week = period.days() <= WEEKS;
    for place in 0..period.days() {
        let day = period.day(place);
        let is_named = if by_week { place % 7 == 0 } else { place == 0 || day.day() == 1 };
        if !is_named {
            continue;
        }
        let label = match () {
            () if by_week => day_month(day),
            () if day.month() == 1 => day.year().to_string(),
            () => month_name(day).into(),
        };
        let at = scale.cell(place);
        if at >= free && at + label.len() <= scale.cells {
            line.iter_mut().skip(at).zip(label.chars()).for_each(|(cell, c)| *cell = c);
            free = at + label.len() + 1;
        }
    }
    let cursor = scale.cell(period.place(as_of));
    if cursor + scale.wide >= scale.cells {
        return Phrase::dim(line.iter().collect::<String>());
    }
    let text = |from: usize, to: usize| line[from.min(to)..to].iter().collect::<String>();
    Phrase::dim(text(0, cursor.min(scale.cells)))
        .and(glyph::CURSOR_HEAD, Role::Key)
        .and(text((cursor + 1).min(scale.cells), scale.cells), Role::Dim)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_day_has_a_cell_and_every_cell_its_days(days in 1usize..3000, cells in 1usize..300) {
            let scale = Scale::new(days, cells);
            prop_assert!(scale.cells <= cells);
            for place in 0..days {
                let cell = scale.cell(place);
                let (from, to) = scale.days(cell);
                prop_assert!(cell < scale.cells && from <= place && place < to);
            }
        }
    }
}

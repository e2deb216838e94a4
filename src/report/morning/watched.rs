//! Who is silent, what is watched, and what is to be checked.

use super::{
    cited_text::CitedText,
    naming::{clause_of, day, short_name, what_it_says},
    section::{SectionShape, SheetPoint, SheetSection},
};
use crate::{
    board::{Board, Indicator, Level, Silence, Standing, StandingOf, ToCheck, Unheard, in_days},
    look::counted,
    model::{Bounds, RecordIx},
};

const NAME: usize = 44;

/// Sources that are late; everybody, where nobody has been heard of for more than a week.
pub(super) fn silent(board: &Board) -> SheetSection {
    let everybody = match Unheard::on(board) {
        Some(Unheard::Everybody(days)) => {
            Some(CitedText::new(format!("Everybody: no word on this board for {days} days")))
        }
        _ => None,
    };
    let late = Silence::all(board)
        .into_iter()
        .filter(|silence| silence.is_overdue() || silence.last.is_none());
    let points = everybody.into_iter().chain(late.map(|silence| late_by(board, &silence)));
    let points = points.map(|text| SheetPoint::Said("", text)).collect();
    SheetSection {
        keeps: [2, 1],
        rank: 5,
        more: |hidden, _| format!("{hidden} more silent"),
        ..SheetSection::new("Silent", SectionShape::Brief, points)
    }
}

fn late_by(board: &Board, silence: &Silence) -> CitedText {
    let name = short_name(board.voice_name(&board.record(silence.source).id), NAME);
    let every = match silence.every_days {
        1 => "due daily".to_owned(),
        days => format!("due every {days} days"),
    };
    let as_of = board.clock.as_of;
    CitedText::new(match silence.days.zip(silence.last) {
        Some((days, known)) => {
            let days = u64::try_from(days).unwrap_or(0);
            let days = in_days(Bounds::new(days, days));
            let assumed = if known.assumed { ", day assumed" } else { "" };
            format!("{name}, {days}: {every}, last {}{assumed}", day(known.day, as_of))
        }
        None => format!("{name}: {every}, not heard on this board so far"),
    })
}

/// Indicators, the nearest to alarm first; those that are quiet come last.
pub(super) fn watched(board: &Board) -> SheetSection {
    let mut indicators = Indicator::all(board);
    let rank = |indicator: &Indicator| match indicator.level() {
        Some(Level::Alarm) => 0,
        Some(Level::Watch) => 1,
        None => 2,
        Some(Level::TooLittleSeen | Level::NoReports) => 3,
        Some(Level::Quiet) => 4,
    };
    indicators.sort_by_key(rank); // stable: the order of the file
    let points = indicators.iter().map(|indicator| SheetPoint::Said("", read(indicator)));
    SheetSection {
        keeps: [2, 1],
        rank: 5,
        more: |hidden, _| format!("{hidden} more watched"),
        ..SheetSection::new("Watched", SectionShape::Brief, points.collect())
    }
}

fn read(indicator: &Indicator) -> CitedText {
    let name = short_name(&indicator.name, NAME);
    let reading = match &indicator.reading {
        Ok(reading) => reading,
        Err(refusal) => {
            let why = clause_of(&refusal.message, 2 * NAME);
            return CitedText::new(format!("{name}: cannot be read: {why}"));
        }
    };
    let value = match reading.value.count {
        Bounds { high: Some(0), .. } => "none known".to_owned(),
        count => count.to_string(),
    };
    let may_be = reading.may_be.map(|level| format!(", perhaps {}", level.word()));
    let ran = reading.ran.map(|ran| match ran {
        Bounds { high: Some(0), .. } => ", while no patrol was reported".to_owned(),
        Bounds { low: 1, high: Some(1) } => ", while 1 patrol ran".to_owned(),
        ran => format!(", while {ran} patrols ran"),
    });
    CitedText::new(format!(
        "{name}: {}{}; {value} in {}{} (watch {}, alarm {})",
        reading.level_in_words(),
        may_be.unwrap_or_default(),
        counted(usize::try_from(indicator.window_days).unwrap_or(0), "day"),
        ran.unwrap_or_default(),
        indicator.thresholds.watch,
        indicator.thresholds.alarm,
    ))
}

/// What the desk still has to check: first of what stands, then of the newest records.
pub(super) fn to_check(board: &Board) -> SheetSection {
    let mut standing: Vec<RecordIx> = Vec::new();
    standing.extend(Standing::of(board, StandingOf::Patrols).map(|standing| standing.record));
    standing.extend(board.agreement().and_then(|(_, standing)| Some(standing?.record)));
    let mut checks = ToCheck::all(board);
    checks.sort_by_key(|check| {
        let day = board.date_of(check.record).and_then(|date| date.latest);
        (!standing.contains(&check.record), std::cmp::Reverse(day))
    });
    let text = |check: &ToCheck| {
        let what = clause_of(board.verify(*check).unwrap_or_default(), 2 * NAME + NAME / 2);
        let of = what_it_says(board, check.record, None);
        SheetPoint::Said("", CitedText::new(format!("{of}: {what}")))
    };
    SheetSection {
        keeps: [3, 1],
        rank: 6,
        more: |hidden, _| format!("{hidden} more to check"),
        ..SheetSection::new("To check", SectionShape::Brief, checks.iter().map(text).collect())
    }
}

//! What lies ahead, and what the desk makes of it all.

use std::collections::BTreeSet;

use super::{
    cited_text::{CitedText, leading},
    naming::{SAID, clause_of, days, short_name, subject_name, what_it_says},
    section::{SectionShape, SheetPoint, SheetSection},
};
use crate::{
    board::{Board, Coming, ComingKind, Due, EvidenceChange, Silence, Standing},
    look::counted,
    model::{Day, Id, Key, PatrolOutcome, RecordIx, Table, Term, Value, When, later},
};

/// Days after which a planned patrol of which nobody told is asked about no more.
const FRESH: i64 = 28;

/// Deadlines, planned patrols, checks and reports that are due within a week.
pub(super) fn next_days(board: &Board) -> SheetSection {
    let as_of = board.clock.as_of;
    let end = Coming::end(board);
    let then = board.on_day(end);
    let mut told: Vec<(Day, CitedText)> = coming(board, &then);
    told.extend(unheard_of(&then, as_of));
    told.extend(aging(board, end));
    told.extend(reports(board, end));
    told.sort_by_key(|(day, _)| *day); // stable
    let points = told.into_iter().map(|(_, text)| SheetPoint::Said("", text)).collect();
    SheetSection {
        keeps: [2, 1],
        rank: 6,
        more: |hidden, _| format!("{hidden} more"),
        ..SheetSection::new("Next 7 days", SectionShape::Brief, points)
    }
}

/// What comes, as the board has it.
fn coming(board: &Board, then: &Board) -> Vec<(Day, CitedText)> {
    let as_of = board.clock.as_of;
    let text = |one: Coming| {
        let n = one.record;
        let text = match one.kind {
            ComingKind::Deadline => deadline(board, n)?,
            ComingKind::Planned => {
                let words = format!("Planned: {}", what_it_says(then, n, None));
                CitedText::new(words).rests_on([leading(then, n)])
            }
            ComingKind::Check(check) => {
                let what = clause_of(then.verify(check)?, SAID);
                let of = what_it_says(then, n, None);
                let who = check.owner(then).map_or_else(String::new, |owner| format!(" ({owner})"));
                let by = super::naming::day(one.day, as_of);
                CitedText::new(format!("To check by {by}{who}: {of}: {what}"))
            }
        };
        Some((one.day, text))
    };
    board.coming().iter().copied().filter_map(text).collect()
}

/// `Deadline 18 Feb, was 26 Jan: they leave (3 days left)`
fn deadline(board: &Board, n: RecordIx) -> Option<CitedText> {
    let as_of = board.clock.as_of;
    let stands = board.deadline_of(n)?;
    let due = Due::of(&stands.may_mean()?, as_of);
    let was = stands.was.as_ref().and_then(Value::as_when);
    let was = was.map(|was| format!(", was {}", days(was, as_of))).unwrap_or_default();
    let contested = if stands.is_contested { ", contested" } else { "" };
    let what = clause_of(board.record(n).heading(), SAID / 2);
    let by = days(stands.when()?, as_of);
    let text = CitedText::new(format!("Deadline {by}{was}{contested}: {what} ({due})"));
    Some(text.rests_on(stands.amendment.into_iter().chain([n]).map(|n| leading(board, n))))
}

/// Planned patrols whose day is over and of which nobody has told since.
fn unheard_of(then: &Board, as_of: Day) -> Vec<(Day, CitedText)> {
    let oldest = later(as_of, -FRESH).unwrap_or(as_of);
    let overdue = |n: RecordIx| {
        let due = then.falls_due(n).filter(|due| *due < as_of && *due >= oldest)?;
        let is_open = then.outcome_of(n) == Some(PatrolOutcome::Planned) && !then.is_taken_back(n);
        let since = super::naming::day(due, as_of);
        let words = format!("To check since {since}: how it went: {}", what_it_says(then, n, None));
        let text = CitedText::new(words).rests_on([leading(then, n)]);
        is_open.then_some((as_of, text))
    };
    then.visible_of(Table::Patrol).filter_map(overdue).collect()
}

/// What stands on a word that will be too old within the week to be taken as of today, unless
/// somebody says it anew.
fn aging(board: &Board, end: Day) -> Vec<(Day, CitedText)> {
    let as_of = board.clock.as_of;
    let subjects = board.scenario().table(Table::Status).iter();
    let subjects: BTreeSet<&Id> = subjects.filter_map(|record| record.id_of(Key::Of)).collect();
    let stands = |on: &Board, of: &Id| Standing::of(on, of.into());
    let is_young =
        |of: &&Id| stands(board, of).is_some_and(|now| now.age.is_none() && !now.is.is_of_case());
    let young: Vec<&Id> = subjects.into_iter().filter(is_young).collect();
    let mut told: Vec<(Day, CitedText)> = Vec::new();
    let days = as_of.iter_days().skip(1).take_while(|day| *day <= end && !young.is_empty());
    for day in days {
        let then = board.on_day(day);
        for of in &young {
            let Some(old) = stands(&then, of).filter(|old| old.age.is_some()) else { continue };
            let is_told = told.iter().any(|(_, text)| text.records().any(|n| n == old.record));
            if !is_told {
                let name = subject_name(board, of);
                let last = old.last_said.map(|last| super::naming::day(last, as_of));
                let last = last.map(|last| format!(", last said {last}")).unwrap_or_default();
                let is = Term::State(old.is).spoken();
                let by = super::naming::day(day, as_of);
                let words = format!("To check by {by}: {name} {is}{last}");
                told.push((day, CitedText::new(words).rests_on([leading(board, old.record)])));
            }
        }
    }
    told
}

/// Sources that are in time and due within the week, by the rhythm that is expected of them; a daily
/// one is always due and not named.
fn reports(board: &Board, end: Day) -> Vec<(Day, CitedText)> {
    let as_of = board.clock.as_of;
    let of_source = |silence: Silence| {
        let due = later(silence.last?.day, silence.every_days)?;
        let name = short_name(board.voice_name(&board.record(silence.source).id), SAID / 3);
        let every = counted(usize::try_from(silence.every_days).unwrap_or(0), "day");
        let words =
            format!("Word of {name} is due by {} (every {every})", super::naming::day(due, as_of));
        let is_near = silence.every_days > 1 && due >= as_of && due <= end;
        is_near.then(|| (due, CitedText::new(words)))
    };
    Silence::all(board).into_iter().filter_map(of_source).collect()
}

/// The desk's own judgements of the day that is looked at.
pub(super) fn comment(board: &Board) -> SheetSection {
    let as_of = board.clock.as_of;
    let is_of_the_day = |n: &RecordIx| {
        let record = board.record(*n);
        let is_desk = board.leading(record).voice().is_some_and(|voice| voice.is_desk());
        let day = board.written_date(record).and_then(When::day);
        is_desk && day == Some(as_of) && !board.is_taken_back(*n)
    };
    let judgements = board.visible_of(Table::Assessment).filter(is_of_the_day);
    let text = |n: RecordIx| {
        let record = board.record(n);
        let said = clause_of(record.heading(), 2 * SAID);
        let sure = [(Key::Likelihood, ""), (Key::Confidence, " confidence")];
        let sure = sure.into_iter().filter_map(|(key, what)| {
            let word = board.displayed(record, key).and_then(Value::word)?;
            Some(format!("{}{what}", word.replace('-', " ")))
        });
        let sure: Vec<String> = sure.collect();
        let sure = if sure.is_empty() { String::new() } else { format!(" ({})", sure.join(", ")) };
        let changed = match EvidenceChange::all(board, record).len() {
            0 => String::new(),
            n => format!("; {} that it rests on changed since", counted(n, "record")),
        };
        let text = CitedText::new(format!("{said}{sure}{changed}"));
        let rests = board.rests_on(record);
        let text = text.rests_on(rests.iter().map(|n| leading(board, *n)));
        SheetPoint::Said("", text)
    };
    SheetSection {
        keeps: [2, 1],
        rank: 2,
        more: |hidden, _| counted(hidden, "more judgement"),
        ..SheetSection::new("Desk's comment", SectionShape::Brief, judgements.map(text).collect())
    }
}

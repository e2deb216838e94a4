//! What lies ahead, and what the desk makes of it all.

use super::{
    cited_text::{CitedText, leading},
    naming::{SAID, clause_of, days, short_name, what_it_says},
    section::{SectionShape, SheetPoint, SheetSection},
};
use crate::{
    board::{Board, Due, EvidenceChange, Silence},
    look::counted,
    model::{Day, Key, PatrolOutcome, RecordIx, Table, Value, When, later},
};

/// Days that are looked ahead.
const AHEAD: i64 = 7;

/// Deadlines, planned patrols and reports that are due within a week.
pub(super) fn next_days(board: &Board) -> SheetSection {
    let as_of = board.clock.as_of;
    let end = later(as_of, AHEAD).unwrap_or(as_of);
    let mut told: Vec<(Day, CitedText)> = deadlines(board, end);
    told.extend(planned(board, end));
    told.extend(reports(board, end));
    told.sort_by_key(|(day, _)| *day); // stable: deadlines before patrols before reports
    let points = told.into_iter().map(|(_, text)| SheetPoint::Said("", text)).collect();
    SheetSection {
        keeps: [2, 1],
        rank: 6,
        more: |hidden, _| format!("{hidden} more, in the appendix"),
        ..SheetSection::new("Next 7 days", SectionShape::Brief, points)
    }
}

fn deadlines(board: &Board, end: Day) -> Vec<(Day, CitedText)> {
    let as_of = board.clock.as_of;
    let of_clause = |n: RecordIx| {
        let record = board.record(n);
        let when = board.displayed(record, Key::Deadline)?.as_when()?;
        let due = Due::of(when, as_of);
        let last = when.latest.or(when.earliest)?;
        let first = when.earliest.unwrap_or(as_of);
        let is_near = !due.is_over() && first <= end;
        let what = clause_of(record.heading(), SAID / 2);
        let words = format!("Deadline {}: {what} ({due})", days(when, as_of));
        let text = CitedText::new(words).rests_on([leading(board, n)]);
        is_near.then_some((last.max(as_of), text))
    };
    board.visible_of(Table::Clause).filter_map(of_clause).collect()
}

fn planned(board: &Board, end: Day) -> Vec<(Day, CitedText)> {
    let as_of = board.clock.as_of;
    let is_planned = |n: &RecordIx| board.outcome_of(*n) == Some(PatrolOutcome::Planned);
    let of_patrol = |n: RecordIx| {
        let when: When = board.date(board.record(n))?;
        let (first, last) = (when.earliest.unwrap_or(as_of), when.latest.or(when.earliest)?);
        let is_near = last >= as_of && first <= end && !board.is_taken_back(n);
        let words = format!("Planned: {}", what_it_says(board, n, None));
        is_near.then(|| (last, CitedText::new(words).rests_on([leading(board, n)])))
    };
    board.visible_of(Table::Patrol).filter(is_planned).filter_map(of_patrol).collect()
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
        more: |hidden, _| format!("{}, in the appendix", counted(hidden, "more judgement")),
        ..SheetSection::new("Desk's comment", SectionShape::Brief, judgements.map(text).collect())
    }
}

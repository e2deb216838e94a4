//! What the readings of a feed know of its rows, and what is to be told of the last of them.

use super::{
    FeedFile, ReadingOutcome,
    told::{at_path, record},
};
use crate::{
    board::Finding,
    feed::{EventSeen, Identity, Lineage, NotTaken, Segment, Taken, UNTOLD},
    look::counted,
    model::{Day, Key, Scenario, Severity},
};

impl FeedFile {
    /// The first day on which a row is known, counted as `chrono` counts: a source had told of it, or
    /// it was seen; [`UNTOLD`] where neither is known.
    pub fn known_from(&self, row: usize) -> i32 {
        let of = self.rows.segment_of(row);
        of.map_or(UNTOLD, |(segment, n)| self.known_at(segment, n, row))
    }

    /// The same of a row whose place in its segment is at hand.
    pub fn known_at(&self, segment: &Segment, n: usize, row: usize) -> i32 {
        let told = segment.told[n];
        match self.lineage.as_ref().and_then(|lineage| lineage.seen(row)) {
            Some(seen) if told == UNTOLD || seen < told => seen,
            _ => told,
        }
    }

    /// Whether any row is known from some day on: without, the clock can only look back.
    pub fn has_clock(&self) -> bool {
        self.rows.is_told || self.lineage.as_ref().is_some_and(|one| !one.lineage.is_empty())
    }

    /// What the readings know of the event that a row is of; nothing without a lineage.
    pub fn event(&self, row: usize) -> Option<EventSeen> {
        let known = self.lineage.as_ref()?;
        let of_cells = || self.rows.identity(row).map(Identity::sum);
        known.lineage.event(known.id_of(row).or_else(of_cells)?)
    }
}

/// What the last reading of a feed came to, in a note; what could not be kept is a warning. Where the
/// author asks for no lineage, only what a reader cannot guess is told: that nothing came of a reading.
pub fn readings(scenario: &Scenario, file: &FeedFile) -> Option<Finding> {
    let record = record(scenario, &file.id)?;
    let known = file.lineage.as_ref()?;
    let path = &file.path;
    let is_asked = record.get(Key::Lineage).is_some();
    let at = |severity, code, message, hint: Option<&str>| {
        let severity = if is_asked { severity } else { Severity::Note };
        let finding = at_path(record, severity, code, message, hint);
        Finding {
            key: Key::Lineage,
            spot: record.own().entry(Key::Lineage).map_or(finding.spot, |entry| entry.spot),
            ..finding
        }
    };
    match &known.outcome {
        ReadingOutcome::Unkept(why) => {
            let message = format!("{path}: its readings are not kept: {}", why.message);
            Some(at(Severity::Warning, "no-lineage", message, why.hint.as_deref()))
        }
        ReadingOutcome::NotTaken(NotTaken::Same) => {
            let message = format!("{path}: {}", in_words(&known.lineage));
            is_asked.then(|| at(Severity::Note, "lineage", message, None))
        }
        ReadingOutcome::NotTaken(why) => {
            let message = format!("{path}: this reading tells nothing of what became of its rows");
            Some(at(Severity::Warning, "lineage", format!("{message}: {}", why_not(why)), None))
        }
        ReadingOutcome::Taken(taken) => {
            let message =
                format!("{path}: {}; {}", in_words(&known.lineage), taken_in_words(taken));
            is_asked.then(|| at(Severity::Note, "lineage", message, None))
        }
    }
}

fn in_words(lineage: &Lineage) -> String {
    let readings = lineage.readings();
    let (first, last) = (readings.first(), readings.last());
    let days = match (first, last) {
        (Some(first), Some(last)) if first.day < last.day => {
            format!(" from {} to {}", first.day, last.day)
        }
        (Some(first), _) => format!(" on {}", first.day),
        _ => String::new(),
    };
    format!("{}{days}", counted(readings.len(), "reading"))
}

fn taken_in_words(taken: &Taken) -> String {
    let Taken { new, changed, back, gone, outside } = *taken;
    let parts = [
        (new, "new"),
        (changed, "revised"),
        (gone, "gone"),
        (back, "back again"),
        (outside, "outside of what it covers"),
    ];
    let told = parts.iter().filter(|(n, _)| *n > 0).map(|(n, words)| format!("{n} {words}"));
    let told: Vec<String> = told.collect();
    if told.is_empty() { "nothing changed".to_owned() } else { told.join(", ") }
}

fn why_not(why: &NotTaken) -> String {
    let day = |n: i32| Day::from_num_days_from_ce_opt(n).unwrap_or(Day::MAX).to_string();
    match why {
        NotTaken::Empty => "it holds no event".to_owned(),
        NotTaken::Same => "it is the file that was read last".to_owned(),
        NotTaken::Older(on) => format!("it is the file that was read on {on}"),
        NotTaken::EndsEarlier { last, before } => {
            let (last, before) = (day(*last), day(*before));
            format!("an older file, or a part: it ends on {last}, the one before on {before}")
        }
        NotTaken::Part { missing, of } => {
            format!("a part of the feed: {missing} of the {of} rows that it covers are missing")
        }
        NotTaken::BeforeLast(last) => {
            format!("the calendar here is before {last}, when it was read last")
        }
        NotTaken::TooMany => "it was read too often".to_owned(),
    }
}

//! What is known of a feed from reading to reading, beside its rows as they were read last.

use std::{collections::BTreeMap, sync::Arc};

use super::RowsThen;
use crate::{
    board::full_day,
    feed::{EventStep, FeedRows, HeldRows, Lineage, NotTaken, SeenWithin, Taken, UNTOLD},
    model::{Clean, Refusal},
};

/// The lineage of a feed whose scenario asks for one, and how the last reading went into it.
#[derive(Clone, Debug)]
pub struct FeedLineage {
    /// What is known of every event.
    pub lineage: Arc<Lineage>,
    /// Of each row the day by which it was first seen, counted as `chrono` counts; [`UNTOLD`] of one
    /// that no reading knows, or of which another stands.
    pub(super) seen: Vec<i32>,
    /// Where the events stand that did not stay as they were first seen.
    rows: BTreeMap<u64, u32>,
    /// The same events by their rows.
    ids: BTreeMap<u32, u64>,
    /// What of the rows is otherwise at a clock than the file has it.
    pub then: RowsThen,
    /// What the last reading came to.
    pub outcome: ReadingOutcome,
    /// The name of the file that it is kept in.
    pub file: Clean,
}

/// What came of a reading that was to go into a lineage.
#[derive(Clone, PartialEq, Debug)]
pub enum ReadingOutcome {
    /// It went in.
    Taken(Taken),
    /// It says nothing of what became of events.
    NotTaken(NotTaken),
    /// It went in and could not be kept, or there is a lineage that cannot be read.
    Unkept(Refusal),
}

impl FeedLineage {
    /// Of rows that were read to their end.
    pub fn new(
        lineage: Lineage,
        rows: &FeedRows,
        held: &HeldRows,
        outcome: ReadingOutcome,
        file: Clean,
    ) -> FeedLineage {
        let mut seen = vec![UNTOLD; rows.len()];
        for (row, by) in lineage.first_seen(held) {
            if let Some(seen) = seen.get_mut(row as usize) {
                *seen = by;
            }
        }
        let row = |id: u64| Some((id, held.find(id)?.row));
        let rows = lineage.unsteady().filter_map(|event| row(event.id)).collect();
        let (lineage, then) = (Arc::new(lineage), RowsThen::default());
        let ids = by_row(&rows);
        FeedLineage { lineage, seen, rows, ids, then, outcome, file }
    }

    /// The same beside rows as they stood at a clock, those among them that went since.
    pub(super) fn at(
        &self,
        seen: Vec<i32>,
        gone: BTreeMap<u64, u32>,
        then: RowsThen,
    ) -> FeedLineage {
        let mut rows = self.rows.clone();
        rows.extend(gone);
        let (lineage, file) = (self.lineage.clone(), self.file.clone());
        let ids = by_row(&rows);
        FeedLineage { lineage, seen, rows, ids, then, outcome: self.outcome.clone(), file }
    }

    /// What became of an event as far as it is known by the day that is looked at.
    pub(super) fn steps(&self, id: u64) -> Vec<EventStep> {
        let mut steps = self.lineage.steps(id);
        if let Some(by) = self.then.known_by {
            let known = steps.iter().take_while(|step| step.seen.by <= by).count();
            steps.truncate(known.max(1));
        }
        steps
    }

    /// The row of an event that did not stay as it was first seen; `None` where it is gone.
    pub fn row_of(&self, id: u64) -> Option<usize> {
        self.rows.get(&id).map(|row| *row as usize)
    }

    /// The event of a row that did not stay as it was first seen.
    pub(super) fn id_of(&self, row: usize) -> Option<u64> {
        self.ids.get(&u32::try_from(row).ok()?).copied()
    }

    /// How many bytes it takes, about.
    pub fn weight(&self) -> usize {
        self.lineage.weight() + self.seen.capacity() * size_of::<i32>()
    }

    /// Whether the last reading went in: else the rows of the one before may still be asked for.
    pub fn says_more(&self) -> bool {
        !matches!(self.outcome, ReadingOutcome::NotTaken(_))
    }

    /// The day by which a row was first seen.
    pub fn seen(&self, row: usize) -> Option<i32> {
        self.seen.get(row).copied().filter(|seen| *seen != UNTOLD)
    }
}

fn by_row(rows: &BTreeMap<u64, u32>) -> BTreeMap<u32, u64> {
    rows.iter().map(|(id, row)| (*row, *id)).collect()
}

impl SeenWithin {
    /// Between which days, in words.
    pub fn words(&self) -> String {
        match self.after {
            Some(after) => format!("between {} and {}", full_day(after), full_day(self.by)),
            None => format!("by {}", full_day(self.by)),
        }
    }
}

//! How many rows the readings of a feed found otherwise between two days, and how many no more.

use super::{
    FeedFile, FeedLineage, RowRevision,
    revisions::{best, called},
};
use crate::{
    feed::{EventSeen, EventState, EventStep, PastRow},
    model::Day,
};

/// What the row of an event says to whoever looks on a day.
#[derive(Clone, PartialEq, Debug)]
pub enum RowThen {
    /// What it says now.
    Now,
    /// What it said then.
    Was(Box<PastRow>),
    /// Something else, which was not kept.
    Unkept,
    /// It was gone; what it said last, where that was kept.
    Gone(Option<Box<PastRow>>),
}

/// Rows of one class, and of how many people they told.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ChangedRows {
    /// Each by its name, with its row where it still has one, and what became of it.
    pub rows: Vec<ChangedRow>,
    /// Rows of which it is not known what they said before.
    pub unkept: usize,
    /// People by their best figures before, of the others.
    pub before: u64,
    /// People by their best figures after, of the same.
    pub after: u64,
    /// Events that they counted before and after; `None` where each row is one event.
    pub events: Option<(u64, u64)>,
}

/// A row that was revised or withdrawn.
#[derive(Clone, PartialEq, Debug)]
pub struct ChangedRow {
    /// What it is called.
    pub called: String,
    /// Its position among the rows; `None` where nothing is kept of one that is gone.
    pub row: Option<usize>,
    /// Whether the file still has it.
    pub is_in_file: bool,
    /// What became of it, the first first.
    pub revisions: Vec<RowRevision>,
}

/// What readings found of the rows of a feed that were told before.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct RowChanges {
    /// Rows that say something else.
    pub revised: ChangedRows,
    /// Rows that are told no more.
    pub withdrawn: ChangedRows,
}

/// What an event came to by a day, by its steps; before it was first seen, what it said then.
pub(super) fn then(steps: &[EventStep], by: Day) -> RowThen {
    let at = steps.iter().rposition(|step| step.seen.by <= by).unwrap_or(0);
    match steps.get(at).map(|step| &step.state) {
        None | Some(EventState::Told) => RowThen::Now,
        Some(EventState::Was(Some(past))) => RowThen::Was(past.clone()),
        Some(EventState::Was(None)) => RowThen::Unkept,
        Some(EventState::Gone) => {
            let last = steps[..at].iter().rev().find_map(|step| match &step.state {
                EventState::Was(past) => Some(past.clone()),
                EventState::Told | EventState::Gone => None,
            });
            RowThen::Gone(last.flatten())
        }
    }
}

impl FeedFile {
    /// What readings after a day and up to another found otherwise of its rows; without the first
    /// day, all that they found.
    pub fn row_changes(&self, after: Option<Day>, by: Day) -> RowChanges {
        let mut changes = RowChanges::default();
        let Some(known) = &self.lineage else { return changes };
        for event in known.lineage.unsteady() {
            self.add_changes(&mut changes, known, event, (after, by));
        }
        changes
    }

    fn add_changes(
        &self,
        changes: &mut RowChanges,
        known: &FeedLineage,
        event: EventSeen,
        (after, by): (Option<Day>, Day),
    ) {
        let is_meant = |step: &EventStep| step.seen.by <= by && after < Some(step.seen.by);
        let steps = known.steps(event.id);
        if !steps.iter().skip(1).any(is_meant) {
            return;
        }
        let row = known.row_of(event.id);
        let now = row.and_then(|row| PastRow::of(&self.rows, row));
        let said = |then: &RowThen| match then {
            RowThen::Now => now.clone(),
            RowThen::Was(past) => Some(PastRow::clone(past)),
            RowThen::Gone(last) => last.as_deref().cloned(),
            RowThen::Unkept => None,
        };
        let (old, new) = (then(&steps, after.unwrap_or(Day::MIN)), then(&steps, by));
        let is_gone = |then: &RowThen| matches!(then, RowThen::Gone(_));
        let class = match (is_gone(&old), is_gone(&new)) {
            (false, true) => &mut changes.withdrawn,
            (false, false) if old != new => &mut changes.revised,
            // It was gone before, or is again as it was.
            _ => return,
        };
        match said(&old).zip(said(&new)) {
            Some((old, new)) => {
                class.before += best(&old).unwrap_or(0);
                class.after += best(&new).unwrap_or(0);
                if let Some((old, new)) = old.events.zip(new.events) {
                    let (before, after) = class.events.unwrap_or_default();
                    class.events = Some((before + old, after + new));
                }
            }
            None => class.unkept += 1,
        }
        let mut revisions = self.revisions_of(event, &steps, row);
        revisions.retain(|one| one.seen.by <= by && after < Some(one.seen.by));
        let named = said(&new).or_else(|| said(&old));
        let called = called(named.as_ref(), event.day);
        let is_in_file = row.is_some_and(|row| self.rows.is_in_file(row));
        class.rows.push(ChangedRow { called, row, is_in_file, revisions });
    }
}

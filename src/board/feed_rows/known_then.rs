//! The rows of a feed as they stood at a clock, where its lineage keeps what they said: a row that was
//! revised later says what it said then, one that went later counts, one that is gone counts no more
//! and shows struck through.
//!
//! All of it changes only on days of readings. Between two of them the rows are the same, so that they
//! are made once for each such stretch, and are rows like any others to whoever counts them.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::Datelike;

use super::{FeedFile, RowThen, RowsThen, row_changes::then};
use crate::{
    feed::{FeedRows, SeenWithin, UNTOLD},
    model::Day,
};

impl FeedFile {
    /// The days on which readings found rows otherwise, or no more.
    pub(super) fn turning_days(&self) -> BTreeSet<Day> {
        let Some(known) = &self.lineage else { return BTreeSet::new() };
        let steps = known.lineage.unsteady().flat_map(|event| known.lineage.steps(event.id));
        steps.map(|step| step.seen.by).collect()
    }

    /// The file with its rows as they stood by a day; without a day, with all that is known of them.
    pub(super) fn known_then(&self, known_by: Option<Day>) -> FeedFile {
        let Some(known) = &self.lineage else { return self.clone() };
        let (mut rows, mut found) = (FeedRows::clone(&self.rows), RowsThen::default());
        let (mut seen, mut of_gone) = (known.seen.clone(), BTreeMap::new());
        found.known_by = known_by;
        let by = known_by.unwrap_or(Day::MAX);
        for event in known.lineage.unsteady() {
            let steps = known.lineage.steps(event.id);
            let state = then(&steps, by);
            let Some(row) = known.row_of(event.id) else {
                // Gone from the file by now.
                let (past, is_gone) = match state {
                    RowThen::Was(past) => (Some(past), false),
                    RowThen::Gone(past) => (past, true),
                    RowThen::Unkept | RowThen::Now => (None, false),
                };
                let row = past.and_then(|past| rows.restore_gone(event.id, &past));
                match row {
                    Some(row) => {
                        seen.resize(row + 1, UNTOLD);
                        seen[row] = event.first.by.num_days_from_ce();
                        of_gone.insert(event.id, row as u32);
                        let went = steps.iter().rev().find(|step| step.seen.by <= by);
                        found.gone.extend(went.filter(|_| is_gone).map(|went| (row, went.seen)));
                    }
                    None if is_gone => found.gone_unkept += 1,
                    None => found.uncounted += usize::from(event.first.by <= by),
                }
                continue;
            };
            match state {
                RowThen::Now => {}
                RowThen::Was(past) => {
                    rows.restore(row, &past);
                    found.restored.insert(row);
                }
                RowThen::Unkept => {
                    found.unkept.insert(row);
                }
                RowThen::Gone(past) => {
                    if let Some(past) = &past {
                        rows.restore(row, past);
                    }
                    let went = steps.iter().rev().find(|step| step.seen.by <= by);
                    found.gone.extend(went.map(|went| (row, went.seen)));
                }
            }
        }
        rows.put_aside(found.gone.keys().filter_map(|row| u32::try_from(*row).ok()));
        let lineage = known.at(seen, of_gone, found);
        FeedFile { rows: Arc::new(rows), lineage: Some(Arc::new(lineage)), ..self.clone() }
    }

    /// When a row that is shown was found to be gone; `None` of one that is told.
    pub fn gone(&self, row: usize) -> Option<SeenWithin> {
        self.lineage.as_ref()?.then.gone.get(&row).copied()
    }

    /// What a row is called by its position: `row 41`, and no row of the file where that has it no more.
    pub fn row_name(&self, row: usize) -> String {
        if self.rows.is_in_file(row) { format!("row {}", row + 1) } else { "row gone since".into() }
    }

    /// Whether a row says what it said then, and its file something else by now.
    pub fn was_otherwise(&self, row: usize) -> bool {
        self.lineage.as_ref().is_some_and(|known| known.then.restored.contains(&row))
    }

    /// Whether a row says what a later reading found, since nobody kept what it said.
    pub fn is_of_later(&self, row: usize) -> bool {
        self.lineage.as_ref().is_some_and(|known| known.then.unkept.contains(&row))
    }
}

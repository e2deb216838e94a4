//! What the records that a step leaves alone are called behind it. An id that was made up hangs on
//! what stands before it in the file: where that is taken out, the next record bears it.

use std::collections::HashMap;

use super::{beside::RecordBeside, replay::Replay};
use crate::{
    format::{
        edit::{Edit, Target},
        free_id,
    },
    model::{Id, Record, Scenario},
};

impl Replay<'_> {
    /// Ours calls records otherwise that a step leaves alone.
    pub(super) fn ours_is_renamed(
        &mut self,
        texts: (&Scenario, &Scenario),
        edits: (&[Edit], &[Target]),
        of_step: &[usize],
    ) {
        let names = renamed(texts, edits);
        for record in others(&mut self.made.records, of_step) {
            record.ours_now.iter_mut().for_each(|now| follow(now, &names));
        }
        let origin = |(was, is): (&Target, &Target)| {
            (is.clone(), self.origins.get(was).unwrap_or(was).clone())
        };
        let led_on: Vec<(Target, Target)> = names.iter().map(origin).collect();
        self.origins.retain(|now, _| !names.contains_key(now));
        self.origins.extend(led_on);
    }

    /// So does theirs.
    pub(super) fn theirs_is_renamed(
        &mut self,
        texts: (&Scenario, &Scenario),
        edits: (&[Edit], &[Target]),
        of_step: &[usize],
    ) {
        let names = renamed(texts, edits);
        for record in others(&mut self.made.records, of_step) {
            record.theirs_now.iter_mut().for_each(|now| follow(now, &names));
        }
    }

    /// A name for a record that is added here, under which no other is chosen of.
    pub(super) fn free_origin(&self, name: &Target) -> Target {
        let is_taken = |id: &Id| {
            self.made.records.iter().any(|record| record.origin.id == *id)
                || self.origins.values().any(|origin| origin.id == *id)
        };
        Target { table: name.table, id: free_id(&name.id, is_taken) }
    }
}

/// The records that a step does not touch.
fn others<'r>(
    records: &'r mut [RecordBeside],
    of_step: &[usize],
) -> impl Iterator<Item = &'r mut RecordBeside> {
    let others = records.iter_mut().enumerate().filter(|(n, _)| !of_step.contains(n));
    others.map(|(_, record)| record)
}

fn follow(name: &mut Target, names: &HashMap<Target, Target>) {
    if let Some(now) = names.get(name) {
        name.clone_from(now);
    }
}

/// The records that edits left alone and that go by another made-up id behind them, by what they
/// were called before. `touched` has the record of each edit as it is called afterwards.
fn renamed(
    (before, after): (&Scenario, &Scenario),
    (edits, touched): (&[Edit], &[Target]),
) -> HashMap<Target, Target> {
    let was: Vec<&Target> = edits.iter().filter_map(Edit::record).collect();
    let stands = |edit: &Edit| !matches!(edit, Edit::RemoveRecord { .. });
    let is: Vec<&Target> =
        edits.iter().zip(touched).filter(|(edit, _)| stands(edit)).map(|(_, name)| name).collect();
    let (was, is) = (left_alone(before, &was), left_alone(after, &is));
    // They stand in the order in which they stood.
    let is_alike = was.len() == is.len() && was.iter().zip(&is).all(|(a, b)| a.table == b.table);
    let pairs = was.into_iter().zip(is).filter(|(was, is)| was != is && is_alike);
    pairs.collect()
}

/// The records with made-up ids that are not among those named, nor inside one of them.
fn left_alone(scenario: &Scenario, named: &[&Target]) -> Vec<Target> {
    let is_named = |record: &Record| {
        let inside = |name: &Target| record.parent.as_ref() == Some(&name.id);
        named.iter().any(|name| **name == Target::of(record) || inside(name))
    };
    let records = scenario.records().iter();
    records.filter(|record| record.id_made_up && !is_named(record)).map(Target::of).collect()
}

//! What a change means that is known by its text alone: an undone one, or one of a journal.

use std::collections::HashMap;

use crate::{
    board::{says_the_same, word_counterparts},
    format::{
        edit::{Edit, Target, apply},
        load,
        typed::{draft_of, fields_of, toml_of},
    },
    model::{Key, Record, Scenario},
};

/// The edits that lead from one text to another, with the record of each as it is called after
/// them, where only the records named changed; `None` where no edits say the same.
pub fn meaning(
    before: &str,
    after: &str,
    touched: impl Iterator<Item = Target>,
) -> Option<(Vec<Edit>, Vec<Target>)> {
    let (was, is) = (load(before.as_bytes(), "").scenario?, load(after.as_bytes(), "").scenario?);
    let mut edits = Vec::new();
    for (was_called, is_called) in pairs(touched, &was, &is) {
        let record = was_called.as_ref().and_then(|name| name.find(&was));
        let now = is_called.as_ref().and_then(|name| name.find(&is));
        match (record, now) {
            (Some(record), Some(now)) => edits.extend(changes(record, now, &is)?),
            (Some(record), None) => edits.push(Edit::RemoveRecord { record: Target::of(record) }),
            (None, Some(now)) => edits.push(Edit::AddRecord(draft_of(now, &is)?)),
            (None, None) => {}
        }
    }
    let edited = apply(before, &edits).ok().filter(|_| !edits.is_empty())?;
    let made = load(edited.text.as_bytes(), "").scenario?;
    let is_meant = made.records().len() == is.records().len()
        && made.records().iter().zip(is.records()).all(|(made, is)| {
            says_the_same(made, is) && (made.id == is.id || made.id_made_up || is.id_made_up)
        });
    let touched = edited.touched.iter().map(|touched| touched.record.clone()).collect();
    is_meant.then_some((edits, touched))
}

/// The records named, each as it is called before and after; one that is gone and one that is new
/// in the same table are the same under another id.
fn pairs(
    touched: impl Iterator<Item = Target>,
    was: &Scenario,
    is: &Scenario,
) -> Vec<(Option<Target>, Option<Target>)> {
    let mut pairs = Vec::new();
    let (mut gone, mut new): (Vec<Target>, Vec<Target>) = (Vec::new(), Vec::new());
    for name in touched {
        match (name.find(was).is_some(), name.find(is).is_some()) {
            (true, true) => pairs.push((Some(name.clone()), Some(name))),
            (true, false) => gone.push(name),
            (false, true) => new.push(name),
            (false, false) => {}
        }
    }
    if let ([old], [other]) = (&gone[..], &new[..])
        && old.table == other.table
    {
        pairs.push((Some(old.clone()), Some(other.clone())));
        return pairs;
    }
    pairs.extend(gone.into_iter().map(|name| (Some(name), None)));
    pairs.extend(new.into_iter().map(|name| (None, Some(name))));
    pairs
}

/// The edits that make one record of another.
fn changes(was: &Record, is: &Record, scenario: &Scenario) -> Option<Vec<Edit>> {
    let record = Target::of(was);
    let mut edits = Vec::new();
    let words = word_counterparts(was, is);
    for (word, there) in words.iter().enumerate() {
        let Some(there) = there else { continue };
        let (before, after) = (&was.words[word], &is.words[*there]);
        let keys = before.written().chain(after.written()).map(|entry| (entry.key, ()));
        let keys: HashMap<Key, ()> = keys.collect();
        let mut keys: Vec<Key> = keys.into_keys().collect();
        // An id that is another is set last: until then the record is found by what it was.
        keys.sort_by_key(|key| (*key == Key::Id, key.name()));
        let is_other = |key: &Key| before.written_value(*key) != after.written_value(*key);
        for key in keys.into_iter().filter(is_other) {
            let value = match after.written_value(key) {
                Some(value) => Some(toml_of(was.table, key, value, scenario)?),
                None => None,
            };
            edits.push(Edit::SetKey { record: record.clone(), word, key, value });
        }
    }
    let gone = (1..was.words.len()).rev().filter(|word| words[*word].is_none());
    edits.extend(gone.map(|word| Edit::RemoveAccount { record: record.clone(), word }));
    let new = (1..is.words.len()).filter(|at| !words.contains(&Some(*at)));
    for at in new {
        let fields = fields_of(is.table, &is.words[at], scenario)?;
        edits.push(Edit::AddAccount { record: record.clone(), fields });
    }
    // The id of a record comes last of all.
    edits.sort_by_key(|edit| matches!(edit, Edit::SetKey { key: Key::Id, .. }));
    Some(edits)
}

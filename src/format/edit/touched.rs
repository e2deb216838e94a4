//! What edits wrote, under the names that it goes by afterwards.

use super::{Draft, Edit, Target, quoted_id};
use crate::model::{Id, Key, Scenario, Spot, Table};

/// What one edit wrote, and where it stands now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Touched {
    /// The record that the edit was of, by the id that it has now.
    pub record: Target,
    /// 0 for the record's own word, else the account, from 1.
    pub word: usize,
    /// `None` when it is gone.
    pub spot: Option<Spot>,
}

/// Where an edit stands in the scenario that it led to.
pub fn by(edit: &Edit, now: &Scenario, renamed: &[(Target, Target)]) -> Touched {
    let (meant, word, key) = match edit {
        Edit::AddRecord(draft) => (written(draft, now), 0, None),
        Edit::AddAccount { record, .. } => (record.clone(), usize::MAX, None),
        Edit::SetKey { record, word, key: Key::Id, value } => {
            let id = value.as_deref().and_then(quoted_id).unwrap_or_else(|| record.id.clone());
            (Target { id, ..record.clone() }, *word, Some(Key::Id))
        }
        Edit::SetKey { record, word, key, .. } => (record.clone(), *word, Some(*key)),
        Edit::RemoveRecord { record } => (record.clone(), 0, None),
        Edit::RemoveAccount { record, word } => (record.clone(), *word, None),
    };
    let now_called = renamed.iter().find(|(called, _)| *called == meant).map(|(_, now)| now);
    let target = now_called.unwrap_or(&meant).clone();
    let found = target.find(now);
    let word = word.min(found.map_or(0, |record| record.words.len() - 1));
    let is_gone = matches!(edit, Edit::RemoveRecord { .. } | Edit::RemoveAccount { .. });
    let said = found.filter(|_| !is_gone).and_then(|record| record.words.get(word));
    let spot =
        said.map(|said| key.and_then(|key| said.entry(key)).map_or(said.spot, |entry| entry.spot));
    Touched { record: target, word, spot }
}

/// The record that a draft became.
fn written(draft: &Draft, now: &Scenario) -> Target {
    let last = now.table(draft.table).iter().rfind(|record| record.parent == draft.parent);
    let id = draft.id().or_else(|| last.map(|record| record.id.clone()));
    Target { table: draft.table, id: id.unwrap_or_else(Id::desk) }
}

/// The records that edits changed, under all ids that they bear before and after.
pub fn ids(edits: &[Edit], touched: &[Touched]) -> Vec<(Table, Id)> {
    let mut ids: Vec<(Table, Id)> =
        touched.iter().map(|it| (it.record.table, it.record.id.clone())).collect();
    ids.extend(edits.iter().filter_map(Edit::record).map(|it| (it.table, it.id.clone())));
    ids.sort();
    ids.dedup();
    ids
}

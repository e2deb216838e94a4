//! What rests on a bulletin that could not be read.

use std::collections::HashSet;

use super::Reader;
use crate::model::{Id, Key, Table, Word};

impl Reader<'_> {
    /// Leaves out and counts the records and accounts whose voice is that of a bulletin which is left
    /// out itself: why, is told of the bulletin.
    pub(super) fn leave_voiceless(&mut self) {
        let of_bulletins = self.records.iter().filter(|record| record.table == Table::Bulletin);
        let read: HashSet<Id> = of_bulletins.map(|record| record.id.clone()).collect();
        let is_voiceless = |word: &Word| {
            let bulletin = word.get(Key::Bulletin).and_then(|value| value.as_id());
            word.source().is_none() && bulletin.is_some_and(|id| !read.contains(id))
        };
        let mut gone: HashSet<Id> = HashSet::new();
        for record in &mut self.records {
            if is_voiceless(record.own()) {
                gone.insert(record.id.clone());
                continue;
            }
            let before = record.words.len();
            record.words.retain(|word| !is_voiceless(word));
            (record.words.len()..before).for_each(|_| self.left_out.add_account(record.table));
        }
        if gone.is_empty() {
            return;
        }
        // What stands inside a record is left out with it.
        let left_out = &mut self.left_out;
        self.records.retain(|record| {
            let is_inside = record.parent.as_ref().is_some_and(|parent| gone.contains(parent));
            let is_gone = is_inside || is_voiceless(record.own());
            if is_gone {
                left_out.add(record.table, record.table_name);
            }
            !is_gone
        });
    }
}

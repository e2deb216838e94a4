//! Bulletins: a report that carries many facts says once who speaks, and when. Each word that rests
//! on it takes that over, so that whatever asks for the voice of a word finds it there.

use std::collections::HashMap;

use super::{Entry, Id, Key, Keys, Record, Table, Word};

/// What a word takes over from its bulletin where it does not say it itself, in the format's order.
pub const INHERITED: [Key; 5] =
    [Key::Source, Key::Citing, Key::Published, Key::Credibility, Key::Url];

/// Gives every word what its bulletin says for it, in place of what any said before.
pub(super) fn inherit(records: &mut [Record]) {
    let bulletins: HashMap<Id, Vec<Entry>> = records
        .iter()
        .filter(|record| record.table == Table::Bulletin)
        .rev() // of several that bear one id, the first has it
        .map(|record| (record.id.clone(), for_others(record.own())))
        .collect();
    for word in records.iter_mut().flat_map(|record| &mut record.words) {
        word.leave_inherited();
        let of = |id: &Id| bulletins.get(id);
        let said = word.get(Key::Bulletin).and_then(|value| value.as_id()).and_then(of);
        said.into_iter().for_each(|said| word.inherit(said));
    }
}

fn for_others(bulletin: &Word) -> Vec<Entry> {
    INHERITED.iter().filter_map(|key| bulletin.entry(*key)).cloned().collect()
}

impl Word {
    /// Takes out what its bulletin says for it: what is left stands in the file.
    pub(crate) fn leave_inherited(&mut self) {
        let inherited = std::mem::replace(&mut self.inherited, Keys::NONE);
        if !inherited.is_empty() {
            self.entries.retain(|entry| !inherited.contains(&entry.key));
        }
    }

    /// A value that stands in the file and cannot be read is not said by the bulletin instead.
    fn inherit(&mut self, said: &[Entry]) {
        let unread = self.unread();
        for entry in said.iter().filter(|entry| !unread.contains(&entry.key)) {
            if self.get(entry.key).is_none() {
                self.inherited.insert(entry.key);
                self.entries.push(entry.clone());
            }
        }
        // All of them stand side by side in the format's order, right behind the bulletin.
        let order = |key: Key| INHERITED.iter().position(|other| *other == key);
        let begin = self.entries.iter().position(|entry| entry.key == Key::Bulletin).unwrap_or(0);
        let rank = |entry: &Entry| order(entry.key).map_or(INHERITED.len(), |n| n);
        self.entries[begin + 1..].sort_by_key(rank); // stable: all else stays as it is
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Spot, Value};

    fn entry(key: Key, text: &str, line: u32) -> Entry {
        Entry { key, value: Value::Id(Id::new(text).unwrap()), spot: Spot { line, column: 1 } }
    }

    fn record(table: Table, id: &str, entries: Vec<Entry>) -> Record {
        Record {
            table,
            table_name: table.name(),
            id: Id::new(id).unwrap(),
            id_made_up: false,
            parent: None,
            words: vec![Word::new(entries, Spot::default())],
            spot: Spot::default(),
            left: Default::default(),
        }
    }

    fn told(record: &Record) -> String {
        let each = record.own().entries.iter().map(|entry| {
            let mark = if record.own().inherited().contains(&entry.key) { "~" } else { "" };
            format!("{mark}{}:{}", entry.key.name(), entry.spot.line)
        });
        each.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_word_takes_over_what_it_does_not_say_itself() {
        let bulletin = vec![entry(Key::Source, "s", 2), entry(Key::Published, "p", 3)];
        let by = vec![entry(Key::Bulletin, "b", 7), entry(Key::Note, "n", 8)];
        let own = vec![
            entry(Key::Bulletin, "b", 9),
            entry(Key::Published, "q", 10),
            entry(Key::Note, "n", 11),
        ];
        let mut records = [
            record(Table::Bulletin, "b", bulletin),
            record(Table::Event, "x", by),
            record(Table::Event, "y", own),
            record(Table::Event, "z", vec![entry(Key::Bulletin, "other", 12)]),
        ];
        inherit(&mut records);
        let once: Vec<String> = records.iter().map(told).collect();
        assert_eq!(once[1], "bulletin:7 ~source:2 ~published:3 note:8");
        assert_eq!(once[2], "bulletin:9 ~source:2 published:10 note:11", "its own key wins");
        assert_eq!(once[3], "bulletin:12");
        inherit(&mut records);
        assert_eq!(records.iter().map(told).collect::<Vec<_>>(), once, "again it is the same");
        records[0].words[0].entries.clear();
        inherit(&mut records);
        assert_eq!(told(&records[1]), "bulletin:7 note:8", "nothing of before is left");
    }
}

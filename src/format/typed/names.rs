//! Records by what people call them: id, name, short name or other spelling, without regard to
//! case and marks.

use std::{collections::HashMap, fmt, sync::Arc};

use super::{Typing, quote};
use crate::{
    format::{alone::KnownIds, tables::Shape},
    model::{Id, Key, Record, Refusal, Scenario, Table, Value, fold},
};

/// Candidates that are named when several bear a name.
const NAMED: usize = 5;

/// All that the records of a scenario are called, folded once: it is asked for at every key.
pub struct NameIndex {
    pub(super) ids: Arc<KnownIds>,
    /// The records that go by a name, by their positions.
    by_name: HashMap<String, Vec<usize>>,
    /// What each record is called, by its position.
    folded: Vec<Vec<String>>,
}

impl NameIndex {
    /// The names of a scenario.
    pub fn of(scenario: &Scenario) -> NameIndex {
        let records = scenario.records();
        let folded: Vec<Vec<String>> =
            records.iter().map(|record| called(record).map(fold).collect()).collect();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (n, names) in folded.iter().enumerate().filter(|(n, _)| !records[*n].id_made_up) {
            for name in names {
                let known = by_name.entry(name.clone()).or_default();
                if known.last() != Some(&n) {
                    known.push(n);
                }
            }
        }
        NameIndex { ids: Arc::new(KnownIds::of(scenario)), by_name, folded }
    }

    /// What a record is called, folded.
    pub(super) fn folded(&self, record: usize) -> &[String] {
        self.folded.get(record).map_or(&[], Vec::as_slice)
    }
}

impl fmt::Debug for NameIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NameIndex({})", self.by_name.len())
    }
}

impl Typing<'_> {
    /// The id that is meant: itself first, else the one record that goes by this name.
    pub(super) fn resolve(
        &self,
        typed: &str,
        to: &'static [Table],
        also: &'static [&'static str],
    ) -> Result<Id, Refusal> {
        let typed = typed.trim().trim_matches('"');
        let read = || self.names.read(Shape::Reference(to, also), &quote(typed));
        if self.names.has(typed)
            && let Ok(read) = read()
        {
            return read.value.as_id().cloned().ok_or_else(|| not_understood(typed));
        }
        let wanted = fold(typed);
        if let Some(word) = also.iter().find(|word| **word == wanted) {
            return Id::new(word).ok_or_else(|| not_understood(typed));
        }
        match self.go_by(&wanted, to)[..] {
            [] => match read() {
                Ok(read) => read.value.as_id().cloned().ok_or_else(|| not_understood(typed)),
                Err(error) => Err(error),
            },
            [only] => Ok(only.clone()),
            ref found => {
                let names: Vec<&str> = found.iter().take(NAMED).map(|id| id.as_str()).collect();
                let hint = format!("one of: {}", names.join(", "));
                Err(Refusal::new(format!("several records are called `{typed}`"), &hint))
            }
        }
    }

    /// Whether anything is meant by a name, without a word on what else could be.
    pub(super) fn is_name(&self, typed: &str, to: &[Table], also: &[&str]) -> bool {
        let typed = typed.trim().trim_matches('"');
        let wanted = fold(typed);
        let is_also = |word: &&str| **word == wanted || **word == *typed;
        self.names.has(typed) || also.iter().any(is_also) || !self.go_by(&wanted, to).is_empty()
    }

    /// The ids of the records that go by a folded name, table by table.
    fn go_by(&self, wanted: &str, to: &[Table]) -> Vec<&Id> {
        let known = self.known.by_name.get(wanted).map_or(&[][..], Vec::as_slice);
        let records = self.scenario.records();
        let mut found: Vec<&Id> = Vec::new();
        for table in to {
            let of_table = known.iter().filter_map(|n| records.get(*n));
            for record in of_table.filter(|record| record.table == *table) {
                if !found.contains(&&record.id) {
                    found.push(&record.id);
                }
            }
        }
        found
    }
}

fn not_understood(typed: &str) -> Refusal {
    Refusal::new(format!("`{typed}` is not understood"), "")
}

/// All that a record is called: its id, its names, its other spellings.
pub(super) fn called(record: &Record) -> impl Iterator<Item = &str> {
    // A bulletin goes by its serial as well.
    let serial = Some(Key::Ref).filter(|_| record.table == Table::Bulletin);
    let named = [Key::Name, Key::Short, Key::Pcode].into_iter().chain(serial);
    let named = named.filter_map(|key| record.text(key));
    let aliases = match record.get(Key::Aliases) {
        Some(Value::Texts(aliases)) => aliases.as_slice(),
        _ => &[],
    };
    let others = named.chain(aliases).map(|name| name.as_str());
    std::iter::once(record.id.as_str()).chain(others)
}

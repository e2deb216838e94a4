//! Records by what people call them: id, name, short name or other spelling, without regard to
//! case and marks.

use super::{Typing, quote};
use crate::{
    format::tables::Shape,
    model::{Id, Key, Record, Refusal, Table, Value, fold},
};

/// Candidates that are named when several bear a name.
const NAMED: usize = 5;

impl Typing<'_> {
    /// The id that is meant: itself first, else the one record that goes by this name.
    pub(super) fn resolve(
        &self,
        typed: &str,
        to: &'static [Table],
        also: &'static [&'static str],
    ) -> Result<Id, Refusal> {
        let typed = typed.trim().trim_matches('"');
        let read = self.names.read(Shape::Reference(to, also), &quote(typed));
        let error = match read {
            Ok(read) => return read.value.as_id().cloned().ok_or_else(|| not_understood(typed)),
            Err(error) => error,
        };
        let wanted = fold(typed);
        if let Some(word) = also.iter().find(|word| **word == wanted) {
            return Id::new(word).ok_or_else(|| not_understood(typed));
        }
        let mut found: Vec<&Id> = Vec::new();
        for record in to.iter().flat_map(|table| self.scenario.table(*table)) {
            let goes_by = called(record).any(|name| fold(name) == wanted);
            if goes_by && !record.id_made_up && !found.contains(&&record.id) {
                found.push(&record.id);
            }
        }
        match found[..] {
            [] => Err(error),
            [only] => Ok(only.clone()),
            _ => {
                let names: Vec<&str> = found.iter().take(NAMED).map(|id| id.as_str()).collect();
                let hint = format!("one of: {}", names.join(", "));
                Err(Refusal::new(format!("several records are called `{typed}`"), &hint))
            }
        }
    }
}

fn not_understood(typed: &str) -> Refusal {
    Refusal::new(format!("`{typed}` is not understood"), "")
}

/// All that a record is called: its id, its names, its other spellings.
pub(super) fn called(record: &Record) -> impl Iterator<Item = &str> {
    let named = [Key::Name, Key::Short].into_iter().filter_map(|key| record.text(key));
    let aliases = match record.get(Key::Aliases) {
        Some(Value::Texts(aliases)) => aliases.as_slice(),
        _ => &[],
    };
    let others = named.chain(aliases).map(|name| name.as_str());
    std::iter::once(record.id.as_str()).chain(others)
}

//! Edits of a scenario's text: text in, text out. Only the bytes that are meant change; remarks,
//! order, spacing, quotes and line ends stay as their author wrote them. What comes out is read
//! again and must say what was meant and nothing else, else nothing is changed.
//!
//! The text is spliced by the bytes that the parser's own events name, rather than written anew
//! from a document tree, which turns line ends, drops the byte order mark and adds a last line
//! end.

mod gained;
mod intended;
mod layout;
mod outline;
mod patch;
mod place;
mod referring;
mod remove;
mod splice;
mod step;
mod touched;
mod write;

pub use patch::Patch;
pub use referring::{reference_counts, referring};
pub use touched::Touched;

use super::{
    alone::KnownIds,
    made_up,
    reader::{Loaded, load},
    tables::TableForm,
};
use crate::model::{Id, Key, Problem, Record, Refusal, Scenario, Severity, Table};

/// Keys with the TOML text of their values, in any order.
pub type Fields = Vec<(Key, String)>;

/// A record by its table and id: sources have ids of their own.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Target {
    /// The table that it stands in.
    pub table: Table,
    /// Its id within that table, or among all that are no sources.
    pub id: Id,
}

/// A record that is to be written. Without an id it gets one made up, where its table has ids.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// The table that it is added to.
    pub table: Table,
    /// What that is called where the file has none of it yet.
    pub table_name: &'static str,
    /// The record that it is put into: a tie's actor, a clause's agreement.
    pub parent: Option<Id>,
    /// Its own keys, in the order in which they are to be written.
    pub fields: Fields,
    /// What other voices say of it, one list of keys for each.
    pub accounts: Vec<Fields>,
    /// What stands inside it: the ties of an actor, the clauses of an agreement.
    pub inner: Vec<Draft>,
}

/// One change that somebody means to make.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Edit {
    /// Behind the last of its kind, else at the end of the file.
    AddRecord(Draft),
    /// At the end of the record's accounts.
    AddAccount {
        /// Whom the account is of.
        record: Target,
        /// What the voice says.
        fields: Fields,
    },
    /// Gives one word of a record another value for a key, or takes the key away.
    SetKey {
        /// The record that changes.
        record: Target,
        /// 0 for its own word, else the account, from 1.
        word: usize,
        /// The key that is set or taken away.
        key: Key,
        /// The value as TOML; `None` takes the key away.
        value: Option<String>,
    },
    /// With its accounts and what stands inside it; refused while others refer to it.
    RemoveRecord {
        /// What is to be taken out.
        record: Target,
    },
    /// Takes one account out of a record, whose own word stays.
    RemoveAccount {
        /// The record that it stands in.
        record: Target,
        /// The account, from 1; 0 is the record itself and is refused.
        word: usize,
    },
}

/// What came of edits.
#[derive(Clone, PartialEq, Debug)]
pub struct Edited {
    /// The whole file as it is after them.
    pub text: String,
    /// All of it as one change, to be undone and redone.
    pub patch: Patch,
    /// What each edit wrote, in their order.
    pub touched: Vec<Touched>,
    /// Warnings and notes that `check` would tell and did not tell before.
    pub warnings: Vec<Problem>,
}

impl Draft {
    /// A record without accounts and without anything inside it.
    pub fn new(table: Table, fields: Fields) -> Self {
        Draft {
            table,
            table_name: table.name(),
            parent: None,
            fields,
            accounts: Vec::new(),
            inner: Vec::new(),
        }
    }

    /// The id that it gives itself.
    pub fn id(&self) -> Option<Id> {
        let (_, value) = self.fields.iter().find(|(key, _)| *key == Key::Id)?;
        quoted_id(value)
    }
}

impl Edit {
    /// The record that it changes; `None` when it writes a new one.
    pub fn record(&self) -> Option<&Target> {
        match self {
            Edit::AddRecord(_) => None,
            Edit::AddAccount { record, .. }
            | Edit::SetKey { record, .. }
            | Edit::RemoveRecord { record }
            | Edit::RemoveAccount { record, .. } => Some(record),
        }
    }
}

impl Edit {
    /// Turns it to another record; a new one is nobody's.
    pub fn redirect(&mut self, to: Target) {
        match self {
            Edit::AddRecord(_) => {}
            Edit::AddAccount { record, .. }
            | Edit::SetKey { record, .. }
            | Edit::RemoveRecord { record }
            | Edit::RemoveAccount { record, .. } => *record = to,
        }
    }
}

/// The id in the TOML text of a value.
fn quoted_id(toml: &str) -> Option<Id> {
    Id::new(toml.trim_matches(['"', '\'']))
}

impl Target {
    /// The target that finds this record again after the file was read anew.
    pub fn of(record: &Record) -> Self {
        Target { table: record.table, id: record.id.clone() }
    }

    /// The record meant; `None` where the scenario has it no longer.
    pub fn find<'s>(&self, scenario: &'s Scenario) -> Option<&'s Record> {
        scenario.table(self.table).iter().find(|record| record.id == self.id)
    }

    fn missing(&self) -> Refusal {
        Refusal::new(format!("no {} is called `{}`", self.table.name(), self.id), "")
    }
}

/// Makes edits one after another, all of them or none.
pub fn apply(text: &str, edits: &[Edit]) -> Result<Edited, Refusal> {
    let before = load(text.as_bytes(), "");
    let Some(scenario) = &before.scenario else {
        return Err(Refusal::new("the file does not load as it is", "mend it first"));
    };
    let (edits, names) = named(edits, scenario)?;
    let mut wanted = intended::written(scenario);
    for edit in &edits {
        wanted = intended::with(wanted, edit, &names)?;
    }
    referring::refuse_loose_ends(scenario, &edits, &wanted)?;
    let (after_text, only) = step::all(text, &edits)?;
    let after = load(after_text.as_bytes(), "");
    intended::no_new_error(&before, &after)?;
    let said = after.scenario.as_ref();
    let said = said.and_then(|now| Some((now, intended::held(scenario, wanted, now)?)));
    let Some((now, renamed)) = said else {
        let message = "the file is laid out so that this cannot be written without changing more";
        return Err(Refusal::new(message, "change it in an editor"));
    };
    let touched: Vec<Touched> = edits.iter().map(|edit| touched::by(edit, now, &renamed)).collect();
    let patch = Patch::of(text, &after_text, only, touched::ids(&edits, &touched));
    let warnings = news(&before, &after);
    Ok(Edited { text: after_text, patch, touched, warnings })
}

fn news(before: &Loaded, after: &Loaded) -> Vec<Problem> {
    let of = |severity| intended::news(before, after, severity).cloned().collect::<Vec<_>>();
    [of(Severity::Warning), of(Severity::Note)].concat()
}

/// The edits with every new record named, and the names that values may refer to.
fn named(edits: &[Edit], scenario: &Scenario) -> Result<(Vec<Edit>, KnownIds), Refusal> {
    let mut names = KnownIds::of(scenario);
    let mut edits = edits.to_vec();
    for edit in &edits {
        if let Edit::AddRecord(draft) = edit {
            for draft in std::iter::once(draft).chain(&draft.inner) {
                draft.id().into_iter().for_each(|id| names.add(draft.table, &id));
            }
        }
    }
    for edit in &mut edits {
        let Edit::AddRecord(draft) = edit else { continue };
        // A file keeps to the name that it uses.
        draft.table_name = scenario.table_name(draft.table).unwrap_or(draft.table_name);
        let has_id = |field: &super::Field| field.key == Key::Id && !field.required;
        if draft.fields.iter().any(|(key, _)| *key == Key::Id)
            || !TableForm::of(draft.table).fields().any(has_id)
        {
            continue;
        }
        let base = intended::id_of(draft, &names)?;
        // An id that was made up for another record stays with it.
        let is_taken = |id: &Id| names.is_taken(draft.table, id) || scenario.find(id).is_some();
        let id = made_up::free(&base, is_taken);
        draft.fields.insert(0, (Key::Id, format!("\"{id}\"")));
        names.add(draft.table, &id);
    }
    Ok((edits, names))
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;

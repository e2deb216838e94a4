//! How something new is written: a record key by key, an account in one line, lists of them one
//! a line, all in the format's order.

use super::{Draft, Fields};
use crate::{
    format::tables::{Field, Shape, TableForm},
    model::{Key, Table},
};

/// The keys of a record's own word, or of an account, in the order in which they are written: an
/// account begins with whose word it is and of which day.
pub fn order(table: Table, is_account: bool) -> Vec<&'static Field> {
    let form = TableForm::of(table);
    if !is_account {
        return form.fields().collect();
    }
    let (mut first, rest): (Vec<_>, Vec<_>) =
        form.account_fields().partition(|field| begins_an_account(field.key));
    first.extend(rest);
    first
}

fn begins_an_account(key: Key) -> bool {
    matches!(key, Key::Source | Key::Citing | Key::Published)
}

/// An account as `{ key = value, … }`.
pub fn account_in_one_line(table: Table, fields: &Fields) -> String {
    braced(&pairs_of(&order(table, true), fields))
}

/// An account as lines below a header of its own.
pub fn account_lines(table: Table, fields: &Fields) -> Vec<String> {
    pairs_of(&order(table, true), fields)
}

fn pairs_of(order: &[&'static Field], fields: &Fields) -> Vec<String> {
    let pair = |field: &&Field| {
        let (key, value) = fields.iter().find(|(key, _)| *key == field.key)?;
        Some(format!("{} = {value}", key.name()))
    };
    order.iter().filter_map(pair).collect()
}

fn braced(pairs: &[String]) -> String {
    if pairs.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", pairs.join(", ")) }
}

impl Draft {
    /// `key = value` a line; lists one entry a line.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for field in order(self.table, false) {
            match self.entries(field) {
                Some(entries) if entries.is_empty() => {}
                Some(entries) => {
                    lines.push(format!("{} = [", field.key.name()));
                    lines.extend(entries.iter().map(|entry| format!("  {entry},")));
                    lines.push("]".to_owned());
                }
                None => lines.extend(pairs_of(&[field], &self.fields)),
            }
        }
        lines
    }

    /// `{ key = value, … }`
    pub fn in_one_line(&self) -> String {
        let mut pairs = Vec::new();
        for field in order(self.table, false) {
            match self.entries(field) {
                Some(entries) if entries.is_empty() => {}
                Some(entries) => {
                    pairs.push(format!("{} = [ {} ]", field.key.name(), entries.join(", ")));
                }
                None => pairs.extend(pairs_of(&[field], &self.fields)),
            }
        }
        braced(&pairs)
    }

    /// What stands in the list that a key holds; `None` when the key holds no list of tables.
    fn entries(&self, field: &Field) -> Option<Vec<String>> {
        match field.shape {
            Shape::Accounts => {
                let accounts = self.accounts.iter();
                Some(accounts.map(|fields| account_in_one_line(self.table, fields)).collect())
            }
            Shape::Nested(table) => {
                let inner = self.inner.iter().filter(|inner| inner.table == table);
                Some(inner.map(Draft::in_one_line).collect())
            }
            _ => None,
        }
    }
}

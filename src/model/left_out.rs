//! What a file says that could not be read: wherever a count stands, it is told beside it.

use std::{collections::BTreeMap, fmt};

use super::Table;

/// Records that could not be read, by table, and accounts that were lost from records that could.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LeftOut {
    /// Each by the name that its author gave the table.
    records: BTreeMap<(Table, &'static str), usize>,
    /// By the table of the record that they were lost from.
    accounts: BTreeMap<Table, usize>,
}

impl LeftOut {
    /// One more record of a table, which its author calls so.
    pub fn add(&mut self, table: Table, name: &'static str) {
        *self.records.entry((table, name)).or_default() += 1;
    }

    /// One more account, of a record of a table.
    pub fn add_account(&mut self, table: Table) {
        *self.accounts.entry(table).or_default() += 1;
    }

    /// Whether all could be read.
    pub fn is_empty(&self) -> bool {
        self.total() == 0
    }

    /// Records of all tables, and accounts.
    pub fn total(&self) -> usize {
        self.records.values().chain(self.accounts.values()).sum()
    }

    /// What was left out of some tables.
    pub fn of(&self, tables: &[Table]) -> LeftOut {
        let mut left_out = self.clone();
        left_out.records.retain(|(table, _), _| tables.contains(table));
        left_out.accounts.retain(|table, _| tables.contains(table));
        left_out
    }

    fn all_accounts(&self) -> usize {
        self.accounts.values().sum()
    }

    /// How many of what, by the name of its table.
    pub fn by_name(&self) -> impl Iterator<Item = (&'static str, usize)> {
        let records = self.records.iter().map(|((_, name), n)| (*name, *n));
        records.chain(Some(("account", self.all_accounts())).filter(|(_, n)| *n > 0))
    }
}

/// `2 attacks, 1 account`
impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let records = self.records.iter();
        let records = records.map(|((table, name), n)| (*n, table.plural_of(name, *n)));
        let accounts = self.all_accounts();
        let accounts = (accounts, if accounts == 1 { "account" } else { "accounts" });
        let all = records.chain(Some(accounts).filter(|(n, _)| *n > 0));
        let told: Vec<String> = all.map(|(n, what)| format!("{n} {what}")).collect();
        f.write_str(&told.join(", "))
    }
}

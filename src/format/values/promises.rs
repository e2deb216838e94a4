//! What a clause promises: how many of what, how often, and what counts towards it.

use toml::Spanned;
use toml::de::DeValue;

use super::{ValueReading, span_of};
use crate::{
    format::tables,
    model::{Clean, ClosedWord, Promise, PromisePeriod},
};

type Node<'i> = Spanned<DeValue<'i>>;

/// Characters of what is promised, at most before a warning.
const NAME: usize = 80;
/// Characters of a filter, at most before a warning.
const FILTER: usize = 500;

impl ValueReading<'_> {
    pub(super) fn promise(&mut self, node: &Node) -> Option<Promise> {
        let table = self.table(node, "{ count = …, of = \"…\" }")?;
        self.known_keys(table, tables::PROMISE_KEYS, "promise");
        let (Some(count), Some(of)) = (table.get("count"), table.get("of")) else {
            let hint = Clean::from("write { count = 600, of = \"aid trucks\", per = \"day\" }");
            let message = "a promise needs `count` and `of`";
            self.error("missing-key", span_of(node), message, Some(hint));
            return None;
        };
        let per = match table.get("per") {
            Some(per) => Some(PromisePeriod::of(self.term(per, &PromisePeriod::WORDS)?)?),
            None => None,
        };
        let counts = match table.get("counts") {
            Some(counts) => Some(self.text(counts, FILTER)?),
            None => None,
        };
        // What is promised is the unit of the count.
        let is_measured = std::mem::replace(&mut self.is_measured, true);
        let count = self.count(count);
        self.is_measured = is_measured;
        Some(Promise { count: count?, of: self.text(of, NAME)?, per, counts })
    }
}

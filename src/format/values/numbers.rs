//! Counts as values: a number, a phrase, an estimate, or one count for each of many.

use toml::de::{DeTable, DeValue};

use super::{Node, ValueReading, in_order, is_breakdown, span_of, type_name};
use crate::{
    format::{suggest, tables},
    model::{
        Count, Counts, Decimal, Decimals, MOST, OF_WHICH, PEACEKEEPERS, Part, Severity, Span,
        Table,
        counts::{self, Unread},
    },
};

impl ValueReading<'_> {
    pub(super) fn count(&mut self, node: &Node) -> Option<Count> {
        let span = span_of(node);
        let refuse = |this: &mut Self, message: String| {
            this.error("bad-count", span, message, Some(counts::FORMS.into()));
            None
        };
        match node.get_ref() {
            DeValue::Integer(_) => {
                let n = self.integer(node, 0, MOST as i64)?;
                Some(Count { written: self.source.slice(span).into(), ..Count::exactly(n as u64) })
            }
            DeValue::Float(_) => {
                let exact = Some(self.decimal(node)?);
                let count = Count::measured(Decimals { low: exact, best: exact, high: exact });
                Some(Count { written: self.source.slice(span).into(), ..count })
            }
            DeValue::String(text) => match counts::read(text) {
                Ok(count) => {
                    let is_fine = count.decimals.is_none() || self.may_have_decimals(span);
                    is_fine.then_some(count)
                }
                Err(Unread::TooMany) => {
                    self.error("out-of-range", span, format!("`{text}` is over {MOST}"), None);
                    None
                }
                Err(Unread::NoCount) => refuse(self, format!("`{text}` is no count")),
            },
            DeValue::Table(table) => self.estimate(span, table),
            _ => refuse(self, format!("{} is no count", type_name(node.get_ref()))),
        }
    }

    /// A number with decimals, which only what is measured has.
    fn decimal(&mut self, node: &Node) -> Option<Decimal> {
        let span = span_of(node);
        let written = self.source.slice(span).replace('_', "");
        let decimal = Decimal::read(written.trim_start_matches('+'));
        match decimal.filter(|decimal| decimal.ceil() <= MOST) {
            None if decimal.is_some() => {
                self.error("out-of-range", span, format!("{written} is over {MOST}"), None);
                None
            }
            None => {
                let hint = Some("write 12.5, with six digits behind the point at most".into());
                self.error("bad-count", span, format!("{written} is no count"), hint);
                None
            }
            Some(decimal) => self.may_have_decimals(span).then_some(decimal),
        }
    }

    /// People, incidents and trucks are whole: decimals are of what a unit is given for.
    fn may_have_decimals(&mut self, span: Span) -> bool {
        if !self.is_measured {
            let hint = "a tally may say what it measures: unit = \"hectares\"";
            self.error("no-unit", span, "a count with decimals and no unit", Some(hint.into()));
        }
        self.is_measured
    }

    /// `{ low, best, high, words }`.
    pub(super) fn estimate(&mut self, span: Span, table: &DeTable) -> Option<Count> {
        self.known_keys(table, tables::COUNT_KEYS, "count");
        let part = |this: &mut Self, key: &str| match table.get(key) {
            Some(node) if matches!(node.get_ref(), DeValue::Float(_)) => {
                this.decimal(node).map(|decimal| Some((decimal, true)))
            }
            Some(node) => {
                this.integer(node, 0, MOST as i64).map(|n| Some((Decimal::whole(n as u64), false)))
            }
            None => Some(None),
        };
        let (low, best, high) = (part(self, "low")?, part(self, "best")?, part(self, "high")?);
        let words = table.get("words").and_then(|node| self.text(node, usize::MAX));
        if low.or(best).or(high).is_none() && words.is_none() {
            self.error(
                "bad-count",
                span,
                "a count without any number or words",
                Some(counts::FORMS.into()),
            );
            return None;
        }
        let has_decimals = [low, best, high].into_iter().flatten().any(|(_, decimals)| decimals);
        let [low, best, high] = [low, best, high].map(|part| part.map(|(figure, _)| figure));
        let ordered: Vec<Decimal> = [low, best, high].into_iter().flatten().collect();
        if !ordered.is_sorted() {
            self.report(
                Severity::Note,
                "estimate-order",
                span,
                "low ≤ best ≤ high does not hold here",
                None,
            );
        }
        let numbers = || counts::in_numbers(low, best, high).into();
        let count = Count::measured(Decimals { low, best, high });
        let decimals = count.decimals.filter(|_| has_decimals);
        Some(Count { written: words.unwrap_or_else(numbers), decimals, ..count })
    }

    /// Counts of people by actor, each perhaps with those who are among them; actors must be known.
    pub(super) fn counts_by_actor(&mut self, node: &Node) -> Option<Counts> {
        let table = self.table(node, "{ name = count, … }")?;
        let mut counts = Counts::default();
        for (name, span, value) in in_order(table) {
            // An actor of that name means what it meant before.
            if OF_WHICH.contains(&name) && !self.ids.contains_key(name) {
                if name == PEACEKEEPERS {
                    self.error(
                        "wrong-part",
                        span,
                        "peacekeepers are somebody's: nobody is named here",
                        Some("write { actor = { total = 3, peacekeepers = 1 } }".into()),
                    );
                    continue;
                }
                counts.of_which.extend(self.part(name, value));
                continue;
            }
            if self.resolve(name, span, &[Table::Actor], tables::PEOPLE).is_none() {
                continue;
            }
            let is_divided = name != "total" && is_breakdown(value);
            let part = if is_divided { self.victims(name, value) } else { self.part(name, value) };
            counts.parts.extend(part);
        }
        Some(counts)
    }

    /// `{ total = 23, children = 2 }`: a count and who is among them.
    fn victims(&mut self, name: &str, node: &Node) -> Option<Part> {
        let table = self.table(node, "{ total, children = count, … }")?;
        let mut victims = Part { name: name.into(), count: None, parts: vec![], of_which: vec![] };
        for (name, span, value) in in_order(table) {
            if name == "total" {
                victims.count = self.count(value);
            } else if OF_WHICH.contains(&name) {
                victims.of_which.extend(self.part(name, value));
            } else {
                let hint = suggest::hint(name, OF_WHICH.iter().copied().chain(["total"]));
                self.error("wrong-part", span, format!("`{name}` is no part of victims"), hint);
            }
        }
        Some(victims).filter(|victims| victims.count.is_some() || !victims.of_which.is_empty())
    }

    /// `{ total = 10, children = 2 }`: a count and who is among them, as the source divides them.
    pub(super) fn count_of_which(&mut self, node: &Node) -> Option<Counts> {
        let table = self.table(node, "{ total, name = count, … }")?;
        let mut counts = Counts::default();
        for (name, _, value) in in_order(table) {
            let part = self.part(name, value);
            if name == "total" { &mut counts.parts } else { &mut counts.of_which }.extend(part);
        }
        Some(counts)
    }

    fn part(&mut self, name: &str, node: &Node) -> Option<Part> {
        let count = Some(self.count(node)?);
        Some(Part { name: name.into(), count, parts: Vec::new(), of_which: Vec::new() })
    }

    /// Counts by name: a bulletin's places and kinds are its own words.
    pub(super) fn counts(&mut self, node: &Node, deep: bool) -> Option<Counts> {
        let table = self.table(node, "{ name = count, … }")?;
        let mut counts = Counts::default();
        for (name, _, value) in in_order(table) {
            let part = if deep && is_breakdown(value) {
                self.counts(value, false).map(|inner| Part {
                    name: name.into(),
                    count: None,
                    parts: inner.parts,
                    of_which: Vec::new(),
                })
            } else {
                self.part(name, value)
            };
            counts.parts.extend(part);
        }
        Some(counts)
    }
}

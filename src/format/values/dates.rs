//! Dates as values: a day, a quoted month or year, or a small table.

use toml::de::{DeTable, DeValue};

use super::{Node, ValueReading, span_of};
use crate::{
    format::{days, suggest, tables},
    model::{Clean, Day, Refusal, Severity, Span, Value, When, in_range, later},
};

impl ValueReading<'_> {
    pub(super) fn refused(&mut self, span: Span, why: Refusal) {
        self.error("bad-date", span, why.message, why.hint);
    }

    pub(super) fn when(&mut self, node: &Node) -> Option<When> {
        match node.get_ref() {
            DeValue::Table(table) => self.when_table(span_of(node), table),
            _ => self.simple_when(node),
        }
    }

    /// A date, or one of some words.
    pub(super) fn when_or(&mut self, node: &Node, words: &[&str]) -> Option<Value> {
        let text = node.get_ref().as_str();
        match text.filter(|text| !text.starts_with(|c: char| c.is_ascii_digit())) {
            Some(text) if words.contains(&text) => Some(Value::Text(text.into())),
            Some(text) => {
                let message = format!("`{text}` is no date, and no word that may stand for one");
                let hint = suggest::hint(text, words.iter().copied());
                self.error("unknown-word", span_of(node), message, hint);
                None
            }
            None => self.when(node).map(Value::When),
        }
    }

    /// A date that is not a table.
    pub(super) fn simple_when(&mut self, node: &Node) -> Option<When> {
        let span = span_of(node);
        let read = match node.get_ref() {
            DeValue::Datetime(date) => self.calendar.read(date),
            DeValue::String(text) => {
                let read = days::read_quoted(text);
                if text.len() == 10 && read.is_ok() {
                    self.report(
                        Severity::Warning,
                        "quoted-date",
                        span,
                        "a full date needs no quotes",
                        Some(format!("write {text}").into()),
                    );
                }
                read
            }
            _ => {
                self.wrong_type(node, "a date");
                return None;
            }
        };
        read.map_err(|refused| self.refused(span, refused)).ok()
    }

    pub(super) fn when_table(&mut self, span: Span, table: &DeTable) -> Option<When> {
        self.known_keys(table, tables::WHEN_KEYS, "date");
        let read = |this: &mut Self, key: &str| table.get(key).map(|node| this.simple_when(node));
        let words = match table.get("words") {
            Some(node) => Some(self.text(node, usize::MAX)?),
            None => None,
        };
        let (on, from, to) = (read(self, "on"), read(self, "from"), read(self, "to"));
        let (before, after) = (read(self, "before"), read(self, "after"));
        let written: Clean = self.source.slice(span).into();
        let build = |earliest: Option<Day>, latest: Option<Day>, moment| When {
            earliest,
            latest,
            moment,
            words,
            written,
        };
        let open_end = |this: &mut Self, day: Option<Day>, step| {
            let moved = day.and_then(|day| later(day, step)).filter(|day| in_range(*day));
            if moved.is_none() {
                this.refused(span, Refusal::new("a day outside the calendar", "check the year"));
            }
            moved
        };
        match (on, from, to, before, after) {
            (Some(on), None, None, None, None) => {
                let on = on?;
                Some(build(on.earliest, on.latest, on.moment))
            }
            (None, Some(from), Some(to), None, None) => {
                let (from, to) = (from?, to?);
                if from.earliest > to.latest {
                    self.error(
                        "bad-date",
                        span,
                        "this interval ends before it begins",
                        Some("exchange `from` and `to`".into()),
                    );
                    return None;
                }
                Some(build(from.earliest, to.latest, None))
            }
            (None, None, None, Some(before), None) => {
                let latest = open_end(self, before?.earliest, -1)?;
                Some(build(None, Some(latest), None))
            }
            (None, None, None, None, Some(after)) => {
                let earliest = open_end(self, after?.latest, 1)?;
                Some(build(Some(earliest), None, None))
            }
            _ => {
                self.error(
                    "bad-date",
                    span,
                    "a date has one of `on`, `from` with `to`, `before`, `after`",
                    Some("an interval with both ends is { from = …, to = … }".into()),
                );
                None
            }
        }
    }
}

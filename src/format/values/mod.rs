//! One value at a time: from TOML into the shape that its key declares, or a problem.

mod dates;
mod evidence;
mod numbers;
mod paths;
mod places;
mod promises;
mod zones;

pub use paths::leads_outside;

use std::{borrow::Cow, cell::Cell, collections::HashMap, sync::Arc};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{
    days::Calendar,
    source::{Problems, SourceText},
    suggest,
    tables::{self, Shape},
};
use crate::model::{
    Clean, Code, Id, KindTable, Number, OwnKind, Severity, Span, Table, Term, Value, Vocabulary,
};

/// Everything a value needs to be read: the text, the names it may refer to, the calendar.
pub struct ValueReading<'a> {
    pub source: &'a SourceText<'a>,
    pub problems: Problems,
    pub calendar: Calendar,
    /// Every id of the namespace that most tables share, with the record that bears it.
    pub ids: Cow<'a, HashMap<String, IdBearer>>,
    pub apart: Cow<'a, IdsApart>,
    /// What the kinds of one's own mean.
    pub kinds: Cow<'a, HashMap<String, KnownKind>>,
    /// Values that TOML itself could not read, in file order.
    pub bad_values: Vec<Span>,
    /// Comparisons of words that are still allowed: a file of wrong names is told of each, but
    /// not each can be held against all others.
    pub comparisons: Cell<usize>,
    /// Whether counts may have decimals: the record says in which unit it counts, or the value stands
    /// alone.
    pub is_measured: bool,
}

/// The ids of tables that have a namespace of their own, each with the place of its record.
pub type IdsApart = HashMap<Table, HashMap<String, Span>>;
/// The record that bears an id.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct IdBearer {
    pub table: Table,
    /// What its author calls the table.
    pub name: &'static str,
    pub span: Span,
}

/// A kind of one's own that records may be of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownKind {
    pub kind: Arc<OwnKind>,
    /// Which records; `None` of one that is about to be written, of which that is not asked yet.
    pub of: Option<KindTable>,
    pub span: Span,
}

/// Comparisons of words in search of "did you mean", for one file.
pub const MOST_COMPARISONS: usize = 300_000;

type Node<'i> = Spanned<DeValue<'i>>;

pub fn span_of<T>(spanned: &Spanned<T>) -> Span {
    let span = spanned.span();
    Span { start: span.start, end: span.end }
}

/// The keys of a TOML table with their values, in file order.
pub fn in_order<'t, 'i>(table: &'t DeTable<'i>) -> Vec<(&'t str, Span, &'t Node<'i>)> {
    let mut entries: Vec<_> =
        table.iter().map(|(key, value)| (&**key.get_ref(), span_of(key), value)).collect();
    entries.sort_by_key(|(_, span, _)| span.start);
    entries
}

impl ValueReading<'_> {
    pub fn error(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<Clean>,
        hint: Option<Clean>,
    ) {
        self.report(Severity::Error, code, span, message, hint);
    }

    pub fn report(
        &mut self,
        severity: Severity,
        code: Code,
        span: Span,
        message: impl Into<Clean>,
        hint: Option<Clean>,
    ) {
        let source = self.source;
        self.problems.push(severity, || source.problem(severity, code, span, message, hint));
    }

    /// The nearest of some names, while there is anything left to say and time to look.
    pub fn nearest<'n>(&self, word: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
        let left = &self.comparisons;
        if self.problems.is_full() || left.get() == 0 {
            return None;
        }
        suggest::nearest(word, known.inspect(|_| left.set(left.get().saturating_sub(1))))
    }

    /// Whether TOML could not read the value here; that was reported already.
    pub fn is_bad(&self, span: Span) -> bool {
        let n = self.bad_values.partition_point(|bad| bad.end.max(bad.start + 1) <= span.start);
        // Where nothing stands after `=`, the bad value is empty and ends where its key's line does.
        self.bad_values.get(n).is_some_and(|bad| {
            bad.start < span.end.max(span.start + 1) || bad.start == bad.end && bad.end == span.end
        })
    }

    /// Whether TOML could not read the value of a key, or one within it, wherever that stands:
    /// the tables below a record's header are not within its span.
    pub fn has_bad(&self, key: Span, node: &Node) -> bool {
        if self.bad_values.is_empty() {
            return false;
        }
        let within = match node.get_ref() {
            DeValue::Table(table) => self.has_bad_within(table),
            DeValue::Array(items) => items.iter().any(|item| self.has_bad(span_of(item), item)),
            _ => false,
        };
        within || self.is_bad(Span { start: key.start, end: span_of(node).end.max(key.end) })
    }

    pub fn has_bad_within(&self, table: &DeTable) -> bool {
        !self.bad_values.is_empty()
            && table.iter().any(|(key, node)| self.has_bad(span_of(key), node))
    }

    fn wrong_type(&mut self, node: &Node, wanted: &str) -> Option<Value> {
        let message = format!("{} stands where {wanted} belongs", type_name(node.get_ref()));
        let written = self.source.slice(span_of(node));
        let hint = match node.get_ref() {
            // The right word in or out of quotes is the most frequent slip of all.
            DeValue::String(text) if wanted == "a number" && text.parse::<f64>().is_ok() => {
                format!("write {text}, without quotes")
            }
            DeValue::String(text) if wanted == "a whole number" && text.parse::<i64>().is_ok() => {
                format!("write {text}, without quotes")
            }
            DeValue::String(_) if wanted.starts_with("a list") => format!("write [{written}]"),
            DeValue::Integer(_) if wanted.ends_with("quotes") || wanted == "text" => {
                format!("write \"{written}\"")
            }
            DeValue::Integer(_) if wanted == "a date" && written.len() == 4 => {
                format!("write \"{written}\"")
            }
            _ => format!("write {}", example(wanted)),
        };
        let hint = Some(Clean::from(hint));
        self.error("wrong-type", span_of(node), message, hint);
        None
    }

    /// Reads `node` as `shape`; what cannot be read is reported and left out.
    pub fn value(&mut self, shape: Shape, node: &Node) -> Option<Value> {
        match shape {
            Shape::Text(most) => self.text(node, most).map(Value::Text),
            Shape::Texts => self.texts(node).map(Value::Texts),
            Shape::Pcode => self.pcode(node).map(Value::Text),
            Shape::Link => self.link(node).map(Value::Text),
            Shape::Zone | Shape::Cutoff => self.text(node, usize::MAX).map(Value::Text),
            Shape::Id => self.id(node).map(Value::Id),
            Shape::When => self.when(node).map(Value::When),
            Shape::WhenOr(words) => self.when_or(node, words),
            Shape::Count => self.count(node).map(Value::Count),
            Shape::CountByActor if !is_breakdown(node) => self.count(node).map(Value::Count),
            Shape::CountByActor | Shape::ByActor => self.counts_by_actor(node).map(Value::Counts),
            Shape::CountOfWhich if !is_breakdown(node) => self.count(node).map(Value::Count),
            Shape::CountOfWhich => self.count_of_which(node).map(Value::Counts),
            Shape::ByPlace => self.counts(node, true).map(Value::Counts),
            Shape::ByName => self.counts(node, false).map(Value::Counts),
            Shape::Term(words) => self.term(node, words).map(Value::Term),
            Shape::TermOrKind(words, of) => self.term_or_kind(node, words, of),
            Shape::TextOrKind(most, of) => {
                let own = node.get_ref().as_str().and_then(|text| self.own_kind(text, of));
                own.map(Value::Kind).or_else(|| self.text(node, most).map(Value::Text))
            }
            Shape::Terms(words) => self.terms(node, words).map(Value::Terms),
            Shape::Reference(to, also) => self.reference(node, to, also).map(Value::Id),
            Shape::References(to, also) => self.references(node, to, also).map(Value::Ids),
            Shape::Number(least, most) => self.number(node, least, most).map(Value::Number),
            Shape::Integer(least, most) => self.integer(node, least, most).map(Value::Integer),
            Shape::Flag => match node.get_ref() {
                DeValue::Boolean(flag) => Some(Value::Flag(*flag)),
                _ => self.wrong_type(node, "true or false"),
            },
            Shape::Point => self.point(node).map(Value::Point),
            Shape::Path => self.path(node).map(Value::Path),
            Shape::Ring => self.ring(node).map(Value::Path),
            Shape::Rings => self.rings(node).map(Value::Rings),
            Shape::Around => self.around(node).map(Value::Within),
            Shape::Along => self.along(node).map(Value::Corridor),
            Shape::Corridor => self.corridor(node).map(Value::Corridor),
            Shape::Within => self.within(node).map(Value::Within),
            Shape::Columns => self.columns(node, "{ key = \"column\", … }").map(Value::Columns),
            Shape::Codes => self.columns(node, "{ list = \"code\", … }").map(Value::Codes),
            Shape::Promise => self.promise(node).map(Value::Promise),
            Shape::Evidence => self.evidence(node).map(Value::Evidence),
            // Lists of records are read by the reader, which keeps what they hold.
            Shape::Nested(_) | Shape::Accounts => None,
        }
    }

    fn string<'n>(&mut self, node: &'n Node, wanted: &str) -> Option<&'n str> {
        let text = node.get_ref().as_str();
        if text.is_none() {
            self.wrong_type(node, wanted);
        }
        text
    }

    fn text(&mut self, node: &Node, most: usize) -> Option<Clean> {
        let text = self.string(node, "text")?;
        if text.trim().is_empty() {
            self.error(
                "empty",
                span_of(node),
                "empty text",
                Some("leave the key out if there is nothing to say".into()),
            );
            return None;
        }
        let length = text.chars().count();
        if length > most {
            let hint = Some(Clean::from(format!(
                "{most} characters are enough; `note` has room for more"
            )));
            self.report(
                Severity::Warning,
                "long-text",
                span_of(node),
                format!("{length} characters are too long to read on the board"),
                hint,
            );
        }
        Some(text.into())
    }

    fn texts(&mut self, node: &Node) -> Option<Vec<Clean>> {
        let items = self.list(node, "a list of texts")?;
        Some(items.iter().filter_map(|item| self.text(item, usize::MAX)).collect())
    }

    fn link(&mut self, node: &Node) -> Option<Clean> {
        let text = self.text(node, usize::MAX)?;
        if !(text.starts_with("https://") || text.starts_with("http://")) {
            let hint = Some(
                "a link begins with https:// or http://; any other is shown, never opened".into(),
            );
            self.report(
                Severity::Warning,
                "odd-link",
                span_of(node),
                "this is no web address",
                hint,
            );
        }
        Some(text)
    }

    pub fn id(&mut self, node: &Node) -> Option<Id> {
        let text = self.string(node, "an id in quotes")?;
        let id = Id::new(text);
        if id.is_none() {
            let hint = Id::from_words(text).map(|id| Clean::from(format!("write \"{id}\"")));
            self.error(
                "bad-id",
                span_of(node),
                "an id has lower-case letters, digits and `-` only",
                hint,
            );
        }
        id
    }

    fn term(&mut self, node: &Node, words: &'static Vocabulary) -> Option<Term> {
        let text = self.string(node, "a word in quotes")?;
        let found = (words.term)(text);
        if found.is_none() {
            let hint = suggest::hint(text, words.words.iter().map(|(word, _)| *word));
            self.error(
                "unknown-word",
                span_of(node),
                format!("`{text}` is no {}", words.name),
                hint,
            );
        }
        found
    }

    /// The kind of one's own of this id that such records may be of.
    fn own_kind(&self, id: &str, of: KindTable) -> Option<Arc<OwnKind>> {
        let known = self.kinds.get(id)?;
        known.of.is_none_or(|own| own == of).then(|| known.kind.clone())
    }

    fn term_or_kind(
        &mut self,
        node: &Node,
        words: &'static Vocabulary,
        of: KindTable,
    ) -> Option<Value> {
        let text = self.string(node, "a word in quotes")?;
        if let Some(term) = (words.term)(text) {
            return Some(Value::Term(term));
        }
        if let Some(own) = self.own_kind(text, of) {
            return Some(Value::Kind(own));
        }
        if let Some(other) = self.kinds.get(text).and_then(|known| known.of) {
            let message =
                format!("`{text}` is a kind of {}, not of {}", other.meaning(), of.meaning());
            let hint = format!("its [[kind]] would say table = \"{}\"", of.word());
            self.error("wrong-kind", span_of(node), message, Some(hint.into()));
            return None;
        }
        // The file's own are listed first: of the format's there are more than a line holds.
        let mut own: Vec<&str> =
            self.kinds.iter().filter(|(_, it)| it.of == Some(of)).map(|(id, _)| &**id).collect();
        own.sort_unstable();
        let listed = words.words.iter().map(|(word, _)| *word);
        let hint = suggest::hint(text, own.into_iter().chain(listed).collect::<Vec<_>>());
        self.error("unknown-word", span_of(node), format!("`{text}` is no {}", words.name), hint);
        None
    }

    /// A list of words; one word alone is taken as a list of one.
    fn terms(&mut self, node: &Node, words: &'static Vocabulary) -> Option<Vec<Term>> {
        if node.get_ref().is_str() {
            return self.term(node, words).map(|term| vec![term]);
        }
        let items = self.list(node, "a list of words")?;
        let terms: Vec<Term> = items.iter().filter_map(|item| self.term(item, words)).collect();
        (!terms.is_empty() || items.is_empty()).then_some(terms)
    }

    fn list<'n, 'i>(&mut self, node: &'n Node<'i>, wanted: &str) -> Option<&'n [Node<'i>]> {
        match node.get_ref() {
            DeValue::Array(items) => Some(items),
            _ => {
                self.wrong_type(node, wanted);
                None
            }
        }
    }

    fn table<'n, 'i>(&mut self, node: &'n Node<'i>, wanted: &str) -> Option<&'n DeTable<'i>> {
        match node.get_ref() {
            DeValue::Table(table) => Some(table),
            _ => {
                self.wrong_type(node, wanted);
                None
            }
        }
    }

    fn reference(&mut self, node: &Node, to: &[Table], also: &[&str]) -> Option<Id> {
        let text = self.string(node, "an id in quotes")?;
        self.resolve(text, span_of(node), to, also)
    }

    /// An id that somebody in `to` bears, or one of the words `also`.
    fn resolve(&mut self, text: &str, span: Span, to: &[Table], also: &[&str]) -> Option<Id> {
        let apart = to.first().copied().filter(|table| table.has_own_ids());
        let ids_apart = apart.map(|table| self.apart.get(&table));
        let known = match ids_apart {
            Some(ids) => ids.is_some_and(|ids| ids.contains_key(text)),
            None => self.ids.get(text).is_some_and(|bearer| to.contains(&bearer.table)),
        };
        if known || also.contains(&text) {
            return Id::new(text);
        }
        let wanted: Vec<&str> = to.iter().map(|table| table.name()).collect();
        let wanted = if wanted.len() > 3 { "record".to_owned() } else { wanted.join(" or ") };
        if let Some(IdBearer { name, .. }) = self.ids.get(text).filter(|_| apart.is_none()) {
            let what = if wanted == "record" {
                "which cannot be named here".to_owned()
            } else {
                format!("not {} {wanted}", article(&wanted))
            };
            let message = format!("`{text}` is {} {name}, {what}", article(name));
            self.error("wrong-reference", span, message, None);
            return None;
        }
        let also = also.iter().copied();
        let near = match ids_apart {
            Some(ids) => {
                let ids = ids.into_iter().flat_map(HashMap::keys).map(String::as_str);
                self.nearest(text, ids.chain(also))
            }
            None => {
                let fitting = self.ids.iter().filter(|(_, bearer)| to.contains(&bearer.table));
                self.nearest(text, fitting.map(|(id, _)| id.as_str()).chain(also))
            }
        };
        let hint = Some(Clean::from(match (near, to) {
            (_, [Table::Actor]) if tables::PEOPLE.contains(&text) => format!(
                "{text} stand behind `on` and in counts: injured = {{ {text} = 3 }}; who acts is \
                 an [[actor]], of kind population where it is a people"
            ),
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, [table]) if table.has_own_ids() && self.ids.contains_key(text) => {
                let (many, name) = (table.plural(2), table.name());
                format!("{many} have ids of their own: add a [[{name}]] with this id")
            }
            (None, [table]) => match table.owner() {
                Some(owner) => owner.words(*table),
                None => format!("add {} [[{}]] with this id", table.article(), table.name()),
            },
            (None, _) => "it must be the id of a record in this file".to_owned(),
        }));
        self.error("unknown-reference", span, format!("no {wanted} is called `{text}`"), hint);
        None
    }

    /// A list of ids; one id alone is taken as a list of one.
    fn references(&mut self, node: &Node, to: &[Table], also: &[&str]) -> Option<Vec<Id>> {
        if node.get_ref().is_str() {
            return self.reference(node, to, also).map(|id| vec![id]);
        }
        let items = self.list(node, "a list of ids")?;
        let ids: Vec<Id> = items.iter().filter_map(|item| self.reference(item, to, also)).collect();
        (!ids.is_empty() || items.is_empty()).then_some(ids)
    }

    fn number(&mut self, node: &Node, least: f64, most: f64) -> Option<Number> {
        let written = self.source.slice(span_of(node)).to_owned();
        let value = match node.get_ref() {
            DeValue::Integer(whole) => {
                i64::from_str_radix(whole.as_str(), whole.radix()).ok().map(|whole| whole as f64)
            }
            DeValue::Float(_) => written.replace('_', "").parse::<f64>().ok(),
            _ => {
                self.wrong_type(node, "a number");
                return None;
            }
        };
        let value = value.filter(|value| value.is_finite() && (least..=most).contains(value));
        if value.is_none() {
            self.error(
                "out-of-range",
                span_of(node),
                format!("{written} is outside {least} to {most}"),
                None,
            );
        }
        Some(Number { value: value?, written: written.into() })
    }

    fn integer(&mut self, node: &Node, least: i64, most: i64) -> Option<i64> {
        let DeValue::Integer(written) = node.get_ref() else {
            self.wrong_type(node, "a whole number");
            return None;
        };
        let value = i64::from_str_radix(written.as_str(), written.radix()).ok();
        let value = value.filter(|value| (least..=most).contains(value));
        if value.is_none() {
            self.error(
                "out-of-range",
                span_of(node),
                format!("{} is outside {least} to {most}", written.as_str()),
                None,
            );
        }
        value
    }

    /// Reports every key of a small table that it does not have.
    fn known_keys(&mut self, table: &DeTable, known: &'static [&'static str], what: &str) {
        for (key, span, _) in in_order(table) {
            if !known.contains(&key) {
                let hint = suggest::hint(key, known.iter().copied());
                self.error(
                    "unknown-key",
                    span,
                    format!("{} {what} has no key `{key}`", article(what)),
                    hint,
                );
            }
        }
    }
}

/// A table that names people or kinds, rather than the parts of one estimate.
fn is_breakdown(node: &Node) -> bool {
    match node.get_ref() {
        DeValue::Table(table) => {
            !table.keys().any(|key| tables::COUNT_KEYS.contains(&&**key.get_ref()))
        }
        _ => false,
    }
}

pub fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

fn type_name(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// What to write where something of the wrong type stood.
fn example(wanted: &str) -> &str {
    match wanted {
        "text" => "\"…\" in quotes",
        "an id in quotes" => "\"the-id\"",
        "a word in quotes" => "\"the-word\"",
        "a date" => "2020-07-14, \"2020-06\" or { from = …, to = … }",
        "a number" => "12.5",
        "a whole number" => "12",
        "a list of ids" => "[\"one\", \"two\"]",
        "a list of words" => "[\"one\", \"two\"]",
        "a list of texts" => "[\"one\", \"two\"]",
        other => other,
    }
}

//! One value read on its own, against the names of a scenario: the same reading as in a file, and
//! the same words for what is wrong.

use std::{borrow::Cow, cell::Cell, collections::HashMap, sync::Arc};

use toml::de::DeTable;

use super::{
    days::Calendar,
    source::{Problems, SourceText},
    syntax,
    tables::Shape,
    values::{IdBearer, IdsApart, KnownKind, ValueReading, span_of},
};
use crate::model::{
    Class, Clean, Id, Key, KindTable, OwnKind, Record, Refusal, Scenario, Severity, Span, Table,
    Value,
};

/// Comparisons of words in search of "did you mean": a value is read at every key.
const COMPARISONS: usize = 2_000;

/// What values may refer to, and the calendar that they are read by.
#[derive(Clone, Default)]
pub struct KnownIds {
    calendar: Calendar,
    ids: HashMap<String, IdBearer>,
    apart: IdsApart,
    kinds: HashMap<String, KnownKind>,
}

/// A value that was read, with what is odd about it all the same.
#[derive(Clone, PartialEq, Debug)]
pub struct ReadValue {
    pub value: Value,
    pub warnings: Vec<Refusal>,
}

impl KnownIds {
    pub fn of(scenario: &Scenario) -> Self {
        let calendar = Calendar::of(&scenario.header);
        let mut names = KnownIds { calendar, ..KnownIds::default() };
        for record in scenario.records().iter().filter(|record| !record.id_made_up) {
            names.bear(record.table, record.table_name, &record.id);
        }
        names.kinds.extend(scenario.table(Table::Kind).iter().filter_map(own_kind));
        names
    }

    /// One more id that may be referred to; the first to bear it keeps it.
    pub fn add(&mut self, table: Table, id: &Id) {
        self.bear(table, table.name(), id);
    }

    fn bear(&mut self, table: Table, name: &'static str, id: &Id) {
        let (id, nowhere) = (id.to_string(), Span::default());
        if !table.has_own_ids() {
            self.ids.entry(id).or_insert(IdBearer { table, name, span: nowhere });
            return;
        }
        // What a kind means is told where it stands: a value that names it is the same already.
        if table == Table::Kind
            && let Some(own) = Id::new(&id)
        {
            let kind = Arc::new(OwnKind { id: own, name: Clean::from(&*id), class: Class::Other });
            let known = KnownKind { kind, of: None, span: nowhere };
            self.kinds.entry(id.clone()).or_insert(known);
        }
        self.apart.entry(table).or_default().entry(id).or_insert(nowhere);
    }

    /// Whether anything bears this id.
    pub fn has(&self, id: &str) -> bool {
        self.ids.contains_key(id) || self.apart.values().any(|ids| ids.contains_key(id))
    }

    /// Whether a new record of a table could not bear this id.
    pub fn is_taken(&self, table: Table, id: &Id) -> bool {
        let id = id.as_str();
        match table.has_own_ids() {
            true => self.apart.get(&table).is_some_and(|ids| ids.contains_key(id)),
            false => self.ids.contains_key(id),
        }
    }

    /// Reads the TOML text of one value.
    pub fn read(&self, shape: Shape, toml: &str) -> Result<ReadValue, Refusal> {
        const HEAD: &str = "value = ";
        let text = format!("{HEAD}{toml}");
        let source = SourceText::new(&text);
        let (document, errors) = DeTable::parse_recoverable(source.text);
        let mut problems = Problems::default();
        syntax::report(&source, &errors, &mut problems);
        let document = document.into_inner();
        let nodes: Vec<_> = document.iter().collect();
        let mut value = None;
        if let ([(_, node)], true) = (nodes.as_slice(), errors.is_empty()) {
            if span_of(node) != (Span { start: HEAD.len(), end: text.len() }) {
                return Err(Refusal::new("more stands here than one value", "quote the text"));
            }
            let mut reading = self.reading(&source, problems);
            value = reading.value(shape, node);
            problems = reading.problems;
        }
        let told = problems.in_file_order(&source);
        // Its place is one in the text that was made for it, which nobody sees.
        let unreadable =
            |problem: &crate::model::Problem| Refusal { spot: None, ..Refusal::from(problem) };
        // A list keeps what it can read; here all of it must be read.
        let error = told.iter().find(|problem| problem.severity == Severity::Error);
        match (value, error) {
            (Some(value), None) => {
                Ok(ReadValue { value, warnings: told.iter().map(unreadable).collect() })
            }
            (_, Some(problem)) => Err(unreadable(problem)),
            (None, None) => Err(Refusal::new("more stands here than one value", "quote the text")),
        }
    }

    fn reading<'a>(&'a self, source: &'a SourceText<'a>, problems: Problems) -> ValueReading<'a> {
        ValueReading {
            source,
            problems,
            calendar: self.calendar,
            ids: Cow::Borrowed(&self.ids),
            apart: Cow::Borrowed(&self.apart),
            kinds: Cow::Borrowed(&self.kinds),
            bad_values: Vec::new(),
            comparisons: Cell::new(COMPARISONS),
            is_measured: true,
        }
    }
}

/// A kind that a record declares, with the word that others write for it.
fn own_kind(record: &Record) -> Option<(String, KnownKind)> {
    let (id, name) = (record.id.clone(), record.text(Key::Name)?.clone());
    let kind = Arc::new(OwnKind { id, name, class: record.term(Key::Class)? });
    let known = KnownKind { kind, of: record.term::<KindTable>(Key::Table), span: Span::default() };
    Some((record.id.to_string(), known))
}

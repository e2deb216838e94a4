//! A whole file: finds every record, checks it against the declaration, keeps what can be read.

mod bulletins;
mod header;
mod ids;
mod kinds;
mod sense;
mod statuses;
mod zones;

use std::{borrow::Cow, cell::Cell, collections::HashMap};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{
    days::Calendar,
    limits, made_up,
    source::{Problems, SourceText},
    suggest, syntax,
    tables::{Field, Shape, TABLES, TableForm, Voiced},
    values::{MOST_COMPARISONS, ValueReading, article, in_order, span_of},
};
use crate::model::{
    Clean, Entry, Id, Key, Keys, LeftOut, Problem, Record, Scenario, Severity, Span, Table, Value,
    Word, WordsLeft,
};

/// What came of reading a file. Without a scenario the problems say why.
#[derive(Debug)]
pub struct Loaded {
    /// All that could be read; `None` where the file is no scenario at all.
    pub scenario: Option<Scenario>,
    /// What is wrong with it or noted of it.
    pub problems: Vec<Problem>,
}

/// Reads a scenario; `stem` names it where the file does not.
pub fn load(bytes: &[u8], stem: &str) -> Loaded {
    if bytes.len() > limits::MOST_BYTES {
        // Before anything looks at its text: a file that is cut at the limit may end in half a letter.
        return Loaded { scenario: None, problems: vec![limits::too_large()] };
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return not_text(bytes, error.valid_up_to()),
    };
    let source = SourceText::new(text);
    if let Some(problem) = limits::passed(&source) {
        return Loaded { scenario: None, problems: vec![problem] };
    }
    let (document, errors) = DeTable::parse_recoverable(source.text);
    let mut problems = Problems::default();
    let syntax = syntax::report(&source, &errors, &mut problems);
    if syntax.broken {
        return Loaded { scenario: None, problems: problems.in_file_order(&source) };
    }
    let reading = ValueReading {
        source: &source,
        problems,
        calendar: Calendar::default(),
        ids: Cow::default(),
        apart: Cow::default(),
        kinds: Cow::default(),
        bad_values: syntax.bad_values,
        comparisons: Cell::new(MOST_COMPARISONS),
        is_measured: false,
    };
    let mut reader = Reader {
        reading,
        records: Vec::new(),
        left_out: LeftOut::default(),
        made_up: HashMap::new(),
    };
    let scenario = reader.document(document.into_inner(), stem);
    Loaded { scenario, problems: reader.reading.problems.in_file_order(&source) }
}

fn not_text(bytes: &[u8], at: usize) -> Loaded {
    let readable = String::from_utf8_lossy(&bytes[..at]).into_owned();
    let source = SourceText::new(&readable);
    let span = Span { start: source.text.len(), end: source.text.len() };
    let hint = Some(Clean::from("save the file as UTF-8"));
    let problem =
        source.problem(Severity::Error, "not-utf8", span, "a byte here is not UTF-8 text", hint);
    Loaded { scenario: None, problems: vec![problem] }
}

/// What a path of lines and areas looks like.
const LINES: &str = "data/lines.geojson";

struct Reader<'a> {
    reading: ValueReading<'a>,
    records: Vec<Record>,
    left_out: LeftOut,
    /// Ids that were made up, each with the last number that was added to it.
    made_up: HashMap<Id, usize>,
}

type Item<'t, 'i> = (&'t DeTable<'i>, Span);

/// What a record is read as: its table, and the name that its author gives this.
#[derive(Clone, Copy)]
struct ReadAs {
    form: &'static TableForm,
    name: &'static str,
}

impl ReadAs {
    fn of(table: Table) -> ReadAs {
        ReadAs { form: TableForm::of(table), name: table.name() }
    }

    /// `an attack`
    fn with_article(self) -> String {
        format!("{} {}", article(self.name), self.name)
    }
}

impl Reader<'_> {
    fn document(&mut self, mut document: DeTable, stem: &str) -> Option<Scenario> {
        if !self.version(&document) {
            return None;
        }
        self.known_tables(&document);
        let scenario = document.get("scenario").map(Spanned::get_ref);
        let Some(DeValue::Table(table)) = scenario else {
            if scenario.is_some() {
                return None; // told already: it is no table
            }
            let start = Span::default();
            self.reading.error(
                "missing-table",
                start,
                "no [scenario] table: this is no scenario",
                Some("`sitboard new FILE` writes a short one to start from".into()),
            );
            return None;
        };
        let span =
            document.get_key_value("scenario").map_or(Span::default(), |(key, _)| span_of(key));
        self.collect_ids(&document);
        self.collect_kinds(&document);
        let header = self.header(table, span, stem);
        for form in TABLES.iter().filter(|form| form.is_list()) {
            // Each is let go once it is read, so that tree and records never stand there whole.
            for (name, item) in in_file_order(&mut document, form.table) {
                let span = span_of(&item);
                if let DeValue::Table(table) = item.into_inner() {
                    self.record(ReadAs { form, name }, &table, span, None);
                }
            }
        }
        self.refuse_circles();
        self.leave_voiceless();
        self.refuse_zone_circles();
        let records = std::mem::take(&mut self.records);
        Some(Scenario::new(header, records, std::mem::take(&mut self.left_out)))
    }

    /// Checks `format = 1`; a file of a later version is not read at all.
    fn version(&mut self, document: &DeTable) -> bool {
        let Some(node) = document.get("format") else {
            self.reading.error(
                "missing-format",
                Span::default(),
                "the file does not say its format",
                Some("write format = 1 as its first line".into()),
            );
            return true;
        };
        let version = match node.get_ref() {
            DeValue::Integer(version) => {
                i64::from_str_radix(version.as_str(), version.radix()).ok()
            }
            _ => None,
        };
        match version {
            Some(1) => true,
            Some(newer) if newer > 1 => {
                let message = format!("the file has format {newer}; this sitboard reads format 1");
                self.reading.error(
                    "newer-format",
                    span_of(node),
                    message,
                    Some("a newer sitboard can read it".into()),
                );
                false
            }
            _ => {
                self.reading.error(
                    "missing-format",
                    span_of(node),
                    "the format is the number 1",
                    Some("write format = 1".into()),
                );
                true
            }
        }
    }

    fn known_tables(&mut self, document: &DeTable) {
        for (name, span, node) in in_order(document) {
            let form = Table::from_name(name).map(TableForm::of);
            let known = form.filter(|form| form.is_list() || form.table == Table::Scenario);
            match known {
                None if name == "format" => {}
                None if !holds_tables(node) => {
                    let owner = TABLES.iter().find(|form| form.field(name).is_some());
                    let hint = owner.map(|form| {
                        format!("it is a key of `{0}`: move it below [{0}]", form.table.name())
                    });
                    let hint =
                        hint.filter(|_| TableForm::of(Table::Scenario).field(name).is_some());
                    self.reading.error(
                        "unknown-table",
                        span,
                        format!("`{name}` stands above the first table and belongs to none"),
                        Some(hint.unwrap_or_else(|| "move it below its [[table]]".into()).into()),
                    );
                }
                None => {
                    let names = || TABLES.iter().flat_map(|form| form.table.names());
                    let of_file = TABLES.iter().filter(|form| form.table.owner().is_none());
                    let inside = |form: &TableForm| {
                        let owner = form.table.owner()?;
                        let (words, key) = (owner.words(form.table), owner.key.name());
                        Some(format!("{words}: {key} = [ {{ {} }} ]", owner.example).into())
                    };
                    let hint = match form {
                        Some(form) => inside(form),
                        None if self.reading.problems.is_full() => None,
                        None => {
                            let near = suggest::nearest(name, names());
                            let near = near.map(|near| format!("did you mean `{near}`?").into());
                            let listed = of_file.flat_map(|form| form.table.names());
                            near.or_else(|| suggest::hint(name, listed.collect::<Vec<_>>()))
                        }
                    };
                    self.reading.error(
                        "unknown-table",
                        span,
                        format!("the format has no table `{name}`"),
                        hint,
                    );
                }
                Some(form) if form.is_list() && !matches!(node.get_ref(), DeValue::Array(_)) => {
                    let hint = Some(Clean::from(format!("each {name} begins with [[{name}]]")));
                    self.reading.error(
                        "not-a-list",
                        span,
                        format!("`{name}` is a list of records"),
                        hint,
                    );
                }
                Some(form) if !form.is_list() && !matches!(node.get_ref(), DeValue::Table(_)) => {
                    self.reading.error(
                        "not-a-table",
                        span,
                        "the scenario stands once, in single brackets",
                        Some("write [scenario]".into()),
                    );
                }
                Some(_) => {
                    let DeValue::Array(items) = node.get_ref() else { continue };
                    let strangers = items.iter().filter(|item| !item.get_ref().is_table());
                    for item in strangers {
                        self.reading.error(
                            "not-a-list",
                            span_of(item),
                            format!("`{name}` is a list of records"),
                            Some(format!("each {name} begins with [[{name}]]").into()),
                        );
                    }
                }
            }
        }
    }

    /// Reads one record and whatever stands inside it; a broken one is left out and counted.
    fn record(&mut self, read_as: ReadAs, table: &DeTable, span: Span, parent: Option<&Id>) {
        let ReadAs { form, name } = read_as;
        self.reading.is_measured = has_unit(table);
        let (word, whole) = self.word(form.fields(), read_as, table, span);
        if !whole {
            // What stands inside is left out with it, but not what is wrong there.
            self.left_out.add(form.table, name);
            let (kept, left_out) = (self.records.len(), self.left_out.clone());
            self.accounts(read_as, table);
            self.left_out = left_out; // they are a part of it
            self.inner(form, table, &Id::desk());
            let inner = self.records.drain(kept..);
            inner.for_each(|inner| self.left_out.add(inner.table, inner.table_name));
            return;
        }
        self.check_sense(form.table, &word, table, span);
        let spot = self.reading.source.spot(span.start);
        let given = word.get(Key::Id).and_then(Value::as_id).cloned();
        let id_made_up = given.is_none();
        let id = given.unwrap_or_else(|| self.make_up_id(name, &word, parent));
        if id_made_up && form.fields().any(|field| field.key == Key::Id) {
            let hint = Some(Clean::from(format!("write id = \"{id}\"")));
            self.reading.report(
                Severity::Warning,
                "no-id",
                span,
                format!("this {name} has no id; `{id}` was made up"),
                hint,
            );
        }
        let mut words = vec![word];
        words.extend(self.accounts(read_as, table));
        if form.table == Table::Status {
            words[1..].iter().for_each(|account| self.check_status_account(account, words.first()));
        }
        self.inner(form, table, &id);
        self.records.push(Record {
            table: form.table,
            table_name: name,
            id,
            id_made_up,
            parent: parent.cloned(),
            words,
            spot,
            left: WordsLeft::Own,
        });
    }

    fn accounts(&mut self, read_as: ReadAs, table: &DeTable) -> Vec<Word> {
        let form = read_as.form;
        match table.get("account").map(Spanned::get_ref) {
            Some(DeValue::Array(accounts)) if form.voiced == Voiced::WithAccounts => {
                let mut words = Vec::new();
                for account in accounts {
                    let own = account.get_ref().as_table();
                    self.reading.is_measured = has_unit(table) || own.is_some_and(has_unit);
                    match self.account(read_as, account) {
                        Some(word) => words.push(word),
                        None => self.left_out.add_account(form.table),
                    }
                }
                words
            }
            _ => Vec::new(),
        }
    }

    /// The records that stand inside another: clauses and ties.
    fn inner(&mut self, form: &'static TableForm, table: &DeTable, parent: &Id) {
        for field in form.own {
            if let (Shape::Nested(inner), Some(node)) = (field.shape, table.get(field.key.name())) {
                for (table, span) in self.nested(node, inner) {
                    self.record(ReadAs::of(inner), table, span, Some(parent));
                }
            }
        }
    }

    /// The keys of one table, and whether all that it requires could be read.
    fn word(
        &mut self,
        fields: impl Iterator<Item = &'static Field>,
        read_as: ReadAs,
        table: &DeTable,
        span: Span,
    ) -> (Word, bool) {
        let fields: Vec<&'static Field> = fields.collect();
        let owner = read_as.with_article();
        let (entries, mut whole, unread) = self.entries(&fields, table, &owner);
        let says = |key| entries.iter().any(|entry: &Entry| entry.key == key);
        for field in fields.iter().filter(|field| field.is_needed(says)) {
            if !says(field.key) {
                whole = false;
                let stands = |key: Key| table.contains_key(key.name());
                if !stands(field.key) && field.is_needed(stands) {
                    let message = format!("{owner} needs {}", field.needs());
                    self.reading.error("missing-key", span, message, Some(field.doc.into()));
                }
            }
        }
        let word = Word::new(entries, self.reading.source.spot(span.start));
        (word.with_unread(unread), whole)
    }

    /// What can be read of a table's keys, in the format's order; false when the parser itself
    /// could not read one of them; and the keys whose values could not be read.
    fn entries(
        &mut self,
        fields: &[&'static Field],
        table: &DeTable,
        owner: &str,
    ) -> (Vec<Entry>, bool, Keys) {
        let (mut entries, mut whole, mut unread) = (Vec::new(), true, Keys::NONE);
        for (name, key_span, node) in in_order(table) {
            if self.reading.has_bad(key_span, node) {
                whole = false; // told already, as the parser's own error
                continue;
            }
            let Some(field) = fields.iter().find(|field| field.key.name() == name) else {
                let hint = self.hint_of_key(name, fields);
                let message = format!("{owner} has no key `{name}`");
                self.reading.error("unknown-key", key_span, message, hint);
                continue;
            };
            match self.reading.value(field.shape, node) {
                Some(value) => {
                    let spot = self.reading.source.spot(key_span.start);
                    entries.push(Entry { key: field.key, value, spot });
                }
                // Lists of records tell of theirs.
                None if matches!(field.shape, Shape::Accounts | Shape::Nested(_)) => {}
                None => unread.insert(field.key),
            }
            if matches!(field.shape, Shape::Accounts | Shape::Nested(_))
                && !matches!(node.get_ref(), DeValue::Array(_))
            {
                let message = format!("`{name}` is a list of tables");
                let hint = Some(format!("write {name} = [ {{ … }} ]").into());
                self.reading.error("wrong-type", span_of(node), message, hint);
            }
        }
        entries.sort_by_key(|entry| fields.iter().position(|field| field.key == entry.key));
        (entries, whole, unread)
    }

    /// One other voice. It must say whose it is; else it alone is left out.
    fn account(&mut self, read_as: ReadAs, node: &Spanned<DeValue>) -> Option<Word> {
        let DeValue::Table(table) = node.get_ref() else {
            self.reading.error(
                "wrong-type",
                span_of(node),
                "an account is a table",
                Some("write { source = \"…\", … }".into()),
            );
            return None;
        };
        if !table.contains_key("source") && !table.contains_key("bulletin") {
            self.reading.error(
                "missing-key",
                span_of(node),
                "an account needs `source` or `bulletin`",
                Some("whose word is it?".into()),
            );
            return None;
        }
        // What a record requires, an account may leave unsaid: silence neither confirms nor contests.
        let span = span_of(node);
        if self.reading.has_bad_within(table) {
            return None; // told already, and its record is left out
        }
        let fields: Vec<&'static Field> = read_as.form.account_fields().collect();
        let owner = format!("an account of {}", read_as.with_article());
        let (entries, _, unread) = self.entries(&fields, table, &owner);
        let word = Word::new(entries, self.reading.source.spot(span.start)).with_unread(unread);
        match read_as.form.table {
            Table::Zone => self.check_zone(&word, table, span, true),
            Table::Patrol => {
                let at = table.get(Key::Track.name()).map_or(span, span_of);
                self.check_path(&word, Key::Track, at);
            }
            _ => {}
        }
        (word.source().is_some() || word.get(Key::Bulletin).is_some()).then_some(word)
    }

    fn hint_of_key(&self, name: &str, fields: &[&'static Field]) -> Option<Clean> {
        let names: Vec<&str> = fields.iter().map(|field| field.key.name()).collect();
        if self.reading.problems.is_full() { None } else { suggest::hint(name, names) }
    }

    fn nested<'t, 'i>(
        &mut self,
        node: &'t Spanned<DeValue<'i>>,
        inner: Table,
    ) -> Vec<Item<'t, 'i>> {
        let DeValue::Array(items) = node.get_ref() else { return Vec::new() };
        let mut tables = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(table) => tables.push((table, span_of(item))),
                _ => self.reading.error(
                    "wrong-type",
                    span_of(item),
                    format!("{} {} is a table", article(inner.name()), inner.name()),
                    Some("write { … }".into()),
                ),
            }
        }
        tables
    }

    /// An id from table, date and place, which the author can take over.
    fn make_up_id(&mut self, name: &str, word: &Word, parent: Option<&Id>) -> Id {
        let base = made_up::base(name, word, parent);
        loop {
            // Counted on from the last one: many records may share table, day and place.
            let n = self.made_up.entry(base.clone()).or_default();
            *n += 1;
            let id = made_up::numbered(&base, *n);
            if !self.reading.ids.contains_key(id.as_str())
                && (id == base || !self.made_up.contains_key(&id))
            {
                self.made_up.entry(id.clone()).or_insert(1);
                return id;
            }
        }
    }
}

/// Whether a record or an account says in which unit it counts.
fn has_unit(table: &DeTable) -> bool {
    table.contains_key(Key::Unit.name())
}

/// Whether a value is a table or a list of tables, as what stands in brackets is.
fn holds_tables(node: &Spanned<DeValue>) -> bool {
    match node.get_ref() {
        DeValue::Table(_) => true,
        DeValue::Array(items) => items.iter().any(|item| item.get_ref().is_table()),
        _ => false,
    }
}

/// The records of one table, each with the name that its author gives this.
fn items<'t, 'i>(document: &'t DeTable<'i>, form: &TableForm) -> Vec<(&'static str, Item<'t, 'i>)> {
    let table = |item: &'t Spanned<DeValue<'i>>| match item.get_ref() {
        DeValue::Table(table) => Some((table, span_of(item))),
        _ => None,
    };
    let named = form.table.names().filter_map(|name| match document.get(name)?.get_ref() {
        DeValue::Array(items) => Some((name, items)),
        _ => None,
    });
    named
        .flat_map(|(name, items)| items.iter().filter_map(table).map(move |it| (name, it)))
        .collect()
}

/// The same taken out of the document, in file order whatever their names.
fn in_file_order<'i>(
    document: &mut DeTable<'i>,
    table: Table,
) -> Vec<(&'static str, Spanned<DeValue<'i>>)> {
    let mut all = Vec::new();
    for name in table.names() {
        let Some(DeValue::Array(list)) = document.remove(name).map(Spanned::into_inner) else {
            continue;
        };
        all.extend(list.into_iter().map(|item| (name, item)));
    }
    all.sort_by_key(|(_, item)| item.span().start);
    all
}

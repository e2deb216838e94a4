//! One word after another: keys with what follows them, and values that stand for themselves.

mod loose;

use super::{
    LinePiece, Sense,
    words::{TypedWord, words},
};
use crate::{
    format::{
        tables::{COMMON, Field, Shape, TABLES, TableForm, Voiced},
        typed::{Typing, Understood, term},
    },
    model::{Clean, Key, Refusal, Span, Table, Vocabulary},
};

/// Words that say which table is meant: the kinds of what voices tell.
fn kinds() -> impl Iterator<Item = (Table, &'static Vocabulary)> {
    let voiced = TABLES.iter().filter(|form| form.voiced == Voiced::WithAccounts);
    let fields = voiced.flat_map(|form| form.own.iter().map(|field| (form.table, field)));
    let kinds = fields.filter(|(table, field)| field.key == table.kind_key());
    kinds.filter_map(|(table, field)| Some((table, field.shape.words()?)))
}

/// Kinds that are too vague to say which table is meant.
const VAGUE: &[&str] = &["other", "unknown"];

/// Short names of keys.
const SHORT: &[(&str, Key)] = &[
    ("src", Key::Source),
    ("pub", Key::Published),
    ("in", Key::Place),
    ("cred", Key::Credibility),
];

/// Words that are not understood and for which others are looked for: a line is read at every key.
const SEARCHES: usize = 3;

const FIRST: &str = "say what it is by a kind (ied, completed, displaced, claim, suspended, likely), \
                     or by the table: incident, patrol, event, tally …";

/// The table that a line means, and its pieces as they are found. Of an account the table is known.
pub fn read(
    line: &str,
    typing: &Typing,
    account_of: Option<Table>,
) -> (Option<Table>, Vec<LinePiece>) {
    let words = words(line);
    let (pieces, searches) = (Vec::new(), SEARCHES);
    let (table, is_account) = (account_of, account_of.is_some());
    let mut reading =
        LineReading { line, words, typing, table, table_at: None, is_account, pieces, searches };
    reading.all();
    (reading.table, reading.pieces)
}

struct LineReading<'a> {
    line: &'a str,
    words: Vec<TypedWord<'a>>,
    typing: &'a Typing<'a>,
    table: Option<Table>,
    /// The word that names it; `None` where a kind does, or nothing yet.
    table_at: Option<usize>,
    /// Whether it is what another voice says of a record that is there.
    is_account: bool,
    pieces: Vec<LinePiece>,
    /// How often it is still looked for what may be meant by a word.
    searches: usize,
}

impl LineReading<'_> {
    fn all(&mut self) {
        if !self.is_account {
            self.find_table();
        }
        let Some(table) = self.table else { return };
        self.part_pairs(table);
        let mut at = 0;
        while at < self.words.len() {
            at = match self.key_at(table, at) {
                _ if self.table_at == Some(at) => {
                    let span = self.span(at, at + 1);
                    let named = Table::named(&self.words[at].text.to_lowercase());
                    let name = named.map_or(table.name(), |(_, name)| name);
                    self.pieces.push(LinePiece { span, sense: Sense::Table(table, name) });
                    at + 1
                }
                Some(field) => self.keyed(table, field, at),
                None => self.loose(table, at),
            };
        }
    }

    /// Parts `killed=3` into a key and its value, but where names of one's own stand before such signs.
    fn part_pairs(&mut self, table: Table) {
        let mut takes_names = false;
        let mut parted = Vec::with_capacity(self.words.len());
        for (at, word) in self.words.iter().enumerate() {
            if let Some(field) = self.key_at(table, at) {
                takes_names = field.shape.names_its_own();
            }
            let of_key = |word: &TypedWord| self.field(table, word.text.split_once('=')?.0);
            match of_key(word).filter(|_| !word.is_quoted && !takes_names) {
                Some(field) if !word.text.ends_with('=') => {
                    takes_names = field.shape.names_its_own();
                    parted.extend(word.parted(self.line));
                }
                _ => parted.push(*word),
            }
        }
        if parted.len() != self.words.len() {
            let table_at = self.table_at.map(|at| self.words[at].span);
            self.table_at = table_at.and_then(|at| parted.iter().position(|word| word.span == at));
            self.words = parted;
        }
    }

    /// The first word behind a place that is no part of a value there: a key, or the table's name.
    fn next_key(&self, table: Table, from: usize) -> usize {
        let ends = |n: &usize| self.table_at == Some(*n) || self.key_at(table, *n).is_some();
        (from..self.words.len()).find(ends).unwrap_or(self.words.len())
    }

    /// The table, wherever in the line it or its kind is named.
    fn find_table(&mut self) {
        let count = self.words.len();
        if self.words.is_empty() {
            return;
        }
        let named = |at: usize| {
            let word = self.words.get(at).filter(|word| !word.is_quoted)?;
            let table = Table::from_name(&word.text.to_lowercase());
            // `kind` is a key of most tables: a kind is told by its class.
            let has_class = || self.words.iter().any(|word| word.text == Key::Class.name());
            table.filter(|table| *table != Table::Kind || has_class())
        };
        let is_alone = |table: &Table| table.owner().is_none() && *table != Table::Scenario;
        let why = match named(0) {
            Some(Table::Scenario) => "a file has one scenario".to_owned(),
            Some(table) if !is_alone(&table) => {
                table.owner().map_or_else(String::new, |owner| owner.words(table))
            }
            Some(table) => {
                (self.table, self.table_at) = (Some(table), Some(0));
                return;
            }
            None => {
                let loose = self.loose_words();
                let kind = loose.iter().find_map(|at| self.kind_at(*at));
                let mut by_name = loose.iter().filter_map(|at| Some((named(*at)?, *at)));
                let is_meant = |(table, _): &(Table, usize)| match kind {
                    Some(kind) => *table == kind,
                    None => is_alone(table),
                };
                let by_name = by_name.find(is_meant);
                self.table = kind.or(by_name.map(|(table, _)| table));
                self.table_at = by_name.map(|(_, at)| at);
                "what is it: an attack, a patrol, a figure …?".to_owned()
            }
        };
        if self.table.is_none() {
            self.unread(0, count, Refusal::new(why, FIRST));
        }
    }

    /// Words that may say what is told: those before the first key, then those behind a key that
    /// takes no text of one's own.
    fn loose_words(&self) -> Vec<usize> {
        let key = |at: usize, word: &TypedWord| {
            let named = Key::from_name(word.text).or_else(|| short(word.text));
            // `running` is a key of tallies, and where patrols stand.
            let is_kind = |key: &Key| {
                let of_kind = self.kind_at(at).map(TableForm::of);
                of_kind.is_some_and(|form| form.fields().all(|field| field.key != *key))
            };
            named.filter(|key| !word.is_quoted && !is_kind(key))
        };
        let takes_text = |key: Key| {
            let fields = TABLES.iter().flat_map(|form| form.fields());
            let mut of_key = fields.filter(|field| field.key == key);
            of_key.all(|field| field.shape.text().is_some() || matches!(field.shape, Shape::Texts))
        };
        let mut is_text = false;
        let mut words = Vec::new();
        for (at, word) in self.words.iter().enumerate() {
            // In a text of one's own a word may be called as a key is: only what every record has
            // ends it.
            let ends = |key: &Key| {
                !is_text
                    || COMMON.iter().any(|field| field.key == *key)
                    || short(word.text).is_some()
            };
            match key(at, word).filter(ends) {
                Some(key) => is_text = takes_text(key),
                None if !is_text && !word.is_quoted => words.push(at),
                None => {}
            }
        }
        words
    }

    /// The table that a word or two say is meant; words of several tables say nothing.
    fn kind_at(&self, at: usize) -> Option<Table> {
        [2, 1].into_iter().filter(|count| at + count <= self.words.len()).find_map(|count| {
            let text = self.text(at, at + count);
            let is_meant = |words: &'static Vocabulary| {
                term(words, text).is_some_and(|word| !VAGUE.contains(&word))
            };
            let mut kinds = kinds().filter(|(_, words)| is_meant(words));
            let listed = kinds.next().filter(|_| kinds.next().is_none()).map(|(table, _)| table);
            listed.or_else(|| self.table_of_own_kind(text))
        })
    }

    /// The table whose records may be of a kind of one's own; kinds of several say nothing.
    fn table_of_own_kind(&self, text: &str) -> Option<Table> {
        let fields = TABLES.iter().flat_map(|form| form.own.iter().map(|it| (form.table, it)));
        let mut of = fields.filter(|(_, field)| self.is_own_kind(field, text));
        of.next().filter(|_| of.next().is_none()).map(|(table, _)| table)
    }

    /// Whether a word is a kind of one's own that a key takes.
    fn is_own_kind(&self, field: &Field, text: &str) -> bool {
        field.shape.kinds_of().is_some_and(|of| self.typing.own_kind(text, of).is_some())
    }

    /// The key that a word names, where it is one of the table's.
    fn key_at(&self, table: Table, at: usize) -> Option<&'static Field> {
        let word = self.words.get(at).filter(|word| !word.is_quoted)?;
        let is_term = short(word.text).is_some() && self.begins_term(table, at);
        self.field(table, word.text).filter(|_| !is_term)
    }

    /// The key of a name, long or short, where a line may give it.
    fn field(&self, table: Table, name: &str) -> Option<&'static Field> {
        let key = Key::from_name(name).or_else(|| short(name))?;
        let field = TableForm::of(table).fields().find(|field| field.key == key)?;
        let is_list = matches!(field.shape, Shape::Nested(_) | Shape::Accounts);
        let is_own_id = self.is_account && key == Key::Id;
        (!is_list && !is_own_id).then_some(field)
    }

    /// Whether a word and the next are one of a closed list of the table: `in violation`.
    fn begins_term(&self, table: Table, at: usize) -> bool {
        if at + 2 > self.words.len() {
            return false;
        }
        let text = self.text(at, at + 2);
        let own = TableForm::of(table).own.iter();
        own.filter_map(|field| field.shape.words()).any(|words| term(words, text).is_some())
    }

    /// A key and as many of the words behind it as make a value; the first word after them.
    fn keyed(&mut self, table: Table, field: &'static Field, at: usize) -> usize {
        let key = field.key;
        let next = self.next_key(table, at + 1);
        let name = self.words[at].text;
        if next == at + 1 {
            self.unread(
                at,
                next,
                Refusal::new(format!("nothing stands behind `{name}`"), field.doc),
            );
            return next;
        }
        if self.is_said(key) {
            let why = Refusal::new(format!("`{}` stands twice", key.name()), "");
            self.unread(at, next, why);
            return next;
        }
        let ends: Vec<usize> = if field.shape.text().is_some() {
            // All of it, or the quoted text alone, or what stands before one.
            let quoted = (at + 1..next).find(|n| self.words[*n].is_quoted);
            vec![quoted.map_or(next, |quoted| quoted.max(at + 2))]
        } else {
            (at + 2..=next).rev().collect()
        };
        for end in &ends {
            if let Some(understood) = self.guess(table, key, at + 1, *end) {
                self.say(at, *end, key, understood, None);
                return if key == Key::Source { self.grade(*end) } else { *end };
            }
        }
        // One name was meant, or all of the words together.
        let is_name = matches!(
            field.shape,
            Shape::Reference(..)
                | Shape::Term(_)
                | Shape::TermOrKind(..)
                | Shape::Integer(..)
                | Shape::Number(..)
                | Shape::Flag
        );
        let end = if is_name { at + 2 } else { next };
        if !self.may_search() {
            let text = self.text(at + 1, end);
            self.unread(at, end, Refusal::new(format!("`{text}` is not understood"), field.doc));
        } else if let Err(why) = self.typing.read(table, key, self.typed(at + 1, end)) {
            self.unread(at, end, why);
        }
        end
    }

    fn guess(&self, table: Table, key: Key, from: usize, to: usize) -> Option<Understood> {
        self.typing.guess(table, key, self.typed(from, to))
    }

    /// Some words as they are read; of a quoted text what stands between the quotes.
    fn typed(&self, from: usize, to: usize) -> &str {
        match &self.words[from..to] {
            [word] if word.is_quoted => word.text,
            _ => self.text(from, to),
        }
    }

    /// Whether it is still looked for what may be meant instead: at the first words that are not
    /// understood.
    fn may_search(&mut self) -> bool {
        let may = self.searches > 0;
        self.searches = self.searches.saturating_sub(1);
        may
    }

    fn is_said(&self, wanted: Key) -> bool {
        let is_it =
            |piece: &LinePiece| matches!(piece.sense, Sense::Said { key, .. } if key == wanted);
        self.pieces.iter().any(is_it)
    }

    fn say(
        &mut self,
        from: usize,
        to: usize,
        key: Key,
        understood: Understood,
        remark: Option<Clean>,
    ) {
        let warned = understood.warnings.first().map(|warning| warning.message.clone());
        let sense = Sense::Said { key, understood, remark: remark.or(warned) };
        self.pieces.push(LinePiece { span: self.span(from, to), sense });
    }

    fn unread(&mut self, from: usize, to: usize, why: Refusal) {
        self.pieces.push(LinePiece { span: self.span(from, to), sense: Sense::Unread(why) });
    }

    /// The bytes of some words, quotes included.
    fn span(&self, from: usize, to: usize) -> Span {
        let start = self.words.get(from).map_or(self.line.len(), |word| word.span.start);
        let end = to.checked_sub(1).and_then(|last| self.words.get(last));
        Span { start, end: end.map_or(start, |word| word.span.end) }
    }

    fn text(&self, from: usize, to: usize) -> &str {
        let span = self.span(from, to);
        &self.line[span.start..span.end]
    }
}

fn short(name: &str) -> Option<Key> {
    SHORT.iter().find(|(short, _)| *short == name).map(|(_, key)| *key)
}

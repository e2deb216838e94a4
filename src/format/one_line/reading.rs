//! One word after another: keys with what follows them, and values that stand for themselves.

use super::{
    LinePiece, Sense,
    words::{TypedWord, words},
};
use crate::{
    format::{
        suggest,
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

/// Words that are not understood and for which others are looked for, and places that are compared
/// with each: a line is read at every key.
const SEARCHES: usize = 3;
const MOST_PLACES: usize = 2_000;

/// Words that one value without its key may take.
const LONGEST: usize = 6;

const FIRST: &str = "say what it is by a kind (ied, completed, displaced, claim, suspended, likely), \
                     or by the table: incident, patrol, event, tally …";

/// The table that a line means, and its pieces as they are found.
pub fn read(line: &str, typing: &Typing) -> (Option<Table>, Vec<LinePiece>) {
    let words = words(line);
    let (pieces, searches) = (Vec::new(), SEARCHES);
    let mut reading =
        LineReading { line, words, typing, table: None, table_at: None, pieces, searches };
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
    pieces: Vec<LinePiece>,
    /// How often it is still looked for what may be meant by a word.
    searches: usize,
}

impl LineReading<'_> {
    fn all(&mut self) {
        self.find_table();
        let Some(table) = self.table else { return };
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
        let short = || short(word.text).filter(|_| !self.begins_term(table, at));
        let key = Key::from_name(word.text).or_else(short)?;
        let field = TableForm::of(table).fields().find(|field| field.key == key)?;
        (!matches!(field.shape, Shape::Nested(_) | Shape::Accounts)).then_some(field)
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

    /// A value without its key, by what it is; the first word after it.
    fn loose(&mut self, table: Table, at: usize) -> usize {
        let next = self.next_key(table, at + 1);
        // A quoted text stands for itself: the words of a date go behind its key.
        let quoted = (at + 1..next).find(|n| self.words[*n].is_quoted);
        let next = quoted.unwrap_or(next);
        let word = self.words[at];
        let is_link = word.text.starts_with("https://") || word.text.starts_with("http://");
        // A year alone is more likely a count, a number or a slip.
        let is_number = word.text.bytes().all(|b| b.is_ascii_digit());
        let guesses = if is_link {
            vec![(vec![Key::Url], at + 1)]
        } else if word.is_quoted {
            let is_text = |field: &Field| field.required && field.shape.text().is_some();
            let is_date = |field: &Field| field.key == table.date_key();
            let each =
                [self.open(table, is_date), self.open(table, is_where), self.open(table, is_text)];
            each.into_iter().map(|keys| (keys, at + 1)).collect()
        } else {
            vec![
                (self.open(table, |field| field.key == table.date_key()), next),
                (self.open(table, |field| field.shape.words().is_some()), next),
                (self.open(table, |field| self.is_own_kind(field, word.text)), at + 1),
                (
                    self.open(table, |field| field.required && matches!(field.shape, Shape::Count)),
                    next,
                ),
                (self.open(table, |field| is_where(field) || is_reached(table, field)), next),
                (self.unsaid_source(table), next),
                (self.unsaid_bulletin(table), next),
            ]
        };
        for (keys, last) in guesses {
            let is_date = keys == [table.date_key()];
            for end in (at + 1..=last.min(at + LONGEST)).rev() {
                if is_date && is_number && end == at + 1 {
                    continue;
                }
                if let Some(end) = self.one_of(table, &keys, at, end) {
                    return if keys == [Key::Source] { self.grade(end) } else { end };
                }
            }
        }
        if let Some((end, why)) = self.impossible_day(table, at, next) {
            self.unread(at, end, why);
            return end;
        }
        let may_search = self.may_search();
        let why = self.why_not(table, at, may_search);
        self.unread(at, at + 1, why);
        at + 1
    }

    /// Words that name a day which cannot be, as `31 feb`, and why.
    fn impossible_day(&self, table: Table, at: usize, next: usize) -> Option<(usize, Refusal)> {
        if self.is_said(table.date_key()) {
            return None;
        }
        let ends = (at + 1..=next.min(at + 3)).rev();
        let mut days = ends.map(|end| (end, self.typing.impossible_day(self.typed(at, end))));
        days.find_map(|(end, why)| Some((end, why?)))
    }

    /// The table's own keys that fit and that the line has not given yet.
    fn open(&self, table: Table, fits: impl Fn(&Field) -> bool) -> Vec<Key> {
        let own = TableForm::of(table).own.iter();
        let open = own.filter(|field| fits(field) && !self.is_said(field.key));
        open.map(|field| field.key).collect()
    }

    /// Whose word it is, where the line does not say so yet: the name of a source stands for itself.
    fn unsaid_source(&self, table: Table) -> Vec<Key> {
        let has_source = TableForm::of(table).fields().any(|field| field.key == Key::Source);
        Some(Key::Source).filter(|key| has_source && !self.is_said(*key)).into_iter().collect()
    }

    /// What says so, likewise: the id or the serial of a bulletin stands for itself.
    fn unsaid_bulletin(&self, table: Table) -> Vec<Key> {
        let has_bulletin = TableForm::of(table).fields().any(|field| field.key == Key::Bulletin);
        Some(Key::Bulletin).filter(|key| has_bulletin && !self.is_said(*key)).into_iter().collect()
    }

    /// Tries some words as the value of each key in turn; the first word after them.
    fn one_of(&mut self, table: Table, keys: &[Key], at: usize, end: usize) -> Option<usize> {
        for key in keys {
            if let Some(understood) = self.guess(table, *key, at, end) {
                if self.is_said(*key) {
                    let why = Refusal::new(format!("`{}` stands twice", key.name()), "");
                    self.unread(at, end, why);
                } else {
                    self.say(at, end, *key, understood, None);
                }
                return Some(end);
            }
        }
        None
    }

    /// `B2` behind a source: the credibility of this word. The reliability is the source's own.
    fn grade(&mut self, at: usize) -> usize {
        let Some(word) = self.words.get(at).filter(|word| !word.is_quoted) else { return at };
        let Some(table) = self.table else { return at };
        let mut marks = word.text.chars();
        let (Some(letter), Some(number), None) = (marks.next(), marks.next(), marks.next()) else {
            return at;
        };
        let letter = letter.to_ascii_uppercase();
        let is_grade = (matches!(letter, 'A'..='F' | '-' | '–')) && matches!(number, '1'..='6');
        if !is_grade || self.is_said(Key::Credibility) {
            return at;
        }
        let Ok(understood) = self.typing.read(table, Key::Credibility, &number.to_string()) else {
            return at;
        };
        let remark = self.reliability_remark(letter);
        self.say(at, at + 1, Key::Credibility, understood, remark);
        at + 1
    }

    fn reliability_remark(&self, letter: char) -> Option<Clean> {
        let said = self.pieces.iter().find_map(|piece| match &piece.sense {
            Sense::Said { key: Key::Source, understood, .. } => understood.value.as_id(),
            _ => None,
        })?;
        let own = self.typing.scenario().reliability(said).map(|reliability| reliability.word());
        match own {
            _ if !letter.is_ascii_alphabetic() => None,
            Some(own) if own.starts_with(letter) => None,
            Some(own) => Some(
                format!("`{said}` is graded {own} in this file, not {letter}; that stays").into(),
            ),
            None => {
                Some(format!("`{said}` has no grade in this file; {letter} is not kept").into())
            }
        }
    }

    /// Why a word that stands without a key is not understood.
    fn why_not(&self, table: Table, at: usize, may_search: bool) -> Refusal {
        let text = self.words[at].text;
        let form = TableForm::of(table);
        let keys = form.fields().map(|field| field.key.name());
        let kinds = form.own.iter().filter_map(|field| field.shape.words());
        let kinds = kinds.map(|words| words.words.iter().map(|(word, _)| *word));
        let places =
            self.typing.scenario().table(Table::Place).iter().map(|place| place.id.as_str());
        let known = keys.chain(kinds.flatten()).chain(places.take(MOST_PLACES));
        let near = if may_search { suggest::nearest(text, known) } else { None };
        if let Some(key) = self.said_twice(table, at) {
            let name = key.name();
            return Refusal::new(format!("`{text}`: `{name}` is told already"), "one is too many");
        }
        let hint = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if form.voiced == Voiced::No => "write its key before it".to_owned(),
            None => {
                "write its key before it; free text goes in quotes behind note or words".to_owned()
            }
        };
        Refusal::new(format!("`{text}` is not understood"), &hint)
    }

    /// The key that a word would fill, had the line not filled it before.
    fn said_twice(&self, table: Table, at: usize) -> Option<Key> {
        let own = TableForm::of(table).own.iter();
        let is_loose = |field: &&Field| {
            field.shape.words().is_some() || is_where(field) || is_reached(table, field)
        };
        let said = own.filter(is_loose).map(|field| field.key).filter(|key| self.is_said(*key));
        said.into_iter().find(|key| self.guess(table, *key, at, at + 1).is_some())
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

/// Keys whose value may stand without them: where it was, and whatever must be named.
fn is_where(field: &Field) -> bool {
    let is_place = matches!(field.key, Key::Place | Key::Route);
    matches!(field.shape, Shape::Reference(..)) && (is_place || field.required)
}

/// A place alone is where a patrol got to.
fn is_reached(table: Table, field: &Field) -> bool {
    table == Table::Patrol && field.key == Key::To
}

fn short(name: &str) -> Option<Key> {
    SHORT.iter().find(|(short, _)| *short == name).map(|(_, key)| *key)
}

//! What may be meant by the beginning of a word: records by all that they are called, words of
//! closed lists, words that the scenario used before.

use std::collections::HashSet;

use super::Typing;
use crate::{
    format::tables::{PEOPLE, Shape, TableForm},
    model::{Key, KindTable, Record, Table, Value, fold},
};

/// Longest texts that are offered again: kinds of events, what a tally counts.
const AGAIN: usize = 80;

/// One way on from what is typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completion {
    /// All that stands in the field when it is taken.
    pub insert: String,
    /// What is offered: the word, and what it means or is called.
    pub label: String,
}

/// Completions that are offered at most, and texts that are looked through for them: a list is
/// made anew at every key.
const MOST: usize = 200;
const MOST_TEXTS: usize = 2_000;

/// Letters of the words that stand in a column of their own, at least and at most: a longer one moves
/// only what is said beside it.
const WORDS: (usize, usize) = (12, 24);

/// A word that may be meant: what is written, and what is said beside it, if anything is.
struct Candidate {
    word: String,
    meaning: String,
}

/// Candidates by how near they are, of each nearness the first.
#[derive(Default)]
struct Nearest([Vec<Candidate>; 4]);

impl Nearest {
    fn consider<S: AsRef<str>>(
        &mut self,
        called: &[S],
        wanted: &str,
        make: impl FnOnce() -> Candidate,
    ) {
        let full = self.0.iter().take_while(|of_rank| of_rank.len() < MOST).count();
        if let Some(rank) = rank(called, wanted, full) {
            self.0[rank].push(make());
        }
    }

    fn all(self) -> impl Iterator<Item = Candidate> {
        self.0.into_iter().flatten().take(MOST)
    }
}

impl Typing<'_> {
    /// What may be meant by what is typed for a key so far, the likeliest first: what begins with
    /// it, what has a word that does, what has it anywhere.
    pub fn completions(&self, table: Table, key: Key, typed: &str) -> Vec<Completion> {
        let field = TableForm::of(table).fields().find(|field| field.key == key);
        let Some(field) = field else { return Vec::new() };
        let (kept, stub) = match field.shape {
            Shape::References(..) | Shape::Terms(_) => after(typed, &[',', ';']),
            Shape::CountByActor | Shape::ByActor => after(typed, &[' ', ',']),
            _ => ("", typed.trim_start()),
        };
        let tail = match field.shape {
            Shape::CountByActor | Shape::ByActor => "=",
            _ => "",
        };
        if stub.contains('=') {
            return Vec::new(); // the count is being typed
        }
        let wanted = fold(stub.trim_start());
        let mut found = Nearest::default();
        self.candidates(table, key, field.shape, &wanted, &mut found);
        let insert = |word: &str| format!("{kept}{word}{tail}");
        let found: Vec<Candidate> = found.all().collect();
        let explained = found.iter().filter(|it| !it.meaning.is_empty());
        let widths = explained.map(|it| it.word.chars().count()).filter(|n| *n <= WORDS.1);
        let width = widths.max().unwrap_or(0).max(WORDS.0);
        let label = |it: &Candidate| match &*it.meaning {
            "" => it.word.clone(),
            meaning => format!("{:<width$}  {meaning}", it.word),
        };
        found.iter().map(|it| Completion { insert: insert(&it.word), label: label(it) }).collect()
    }

    fn candidates(&self, table: Table, key: Key, shape: Shape, wanted: &str, found: &mut Nearest) {
        for kind in self.own_kinds(shape.kinds_of()) {
            let make =
                || Candidate { word: kind.id.to_string(), meaning: kind.heading().to_owned() };
            found.consider(&[fold(kind.id.as_str()), fold(kind.heading())], wanted, make);
        }
        let mut plain = |word: &str, meaning: &str| {
            let make = || Candidate { word: word.to_owned(), meaning: meaning.to_owned() };
            found.consider(&[fold(word)], wanted, make);
        };
        match shape {
            Shape::Reference(to, also) | Shape::References(to, also) => {
                self.records(to, also, wanted, found);
            }
            Shape::CountByActor | Shape::ByActor => {
                self.records(&[Table::Actor], PEOPLE, wanted, found);
            }
            Shape::Term(words) | Shape::Terms(words) | Shape::TermOrKind(words, _) => {
                words.words.iter().for_each(|(word, meaning)| plain(word, meaning))
            }
            Shape::WhenOr(words) => words.iter().for_each(|word| plain(word, "")),
            Shape::Flag => ["yes", "no"].iter().for_each(|word| plain(word, "")),
            Shape::Text(most) | Shape::TextOrKind(most, _) if most <= AGAIN => {
                let mut texts: HashSet<&str> = HashSet::new();
                let words = self.scenario.table(table).iter().flat_map(|record| &record.words);
                for word in words {
                    if texts.len() == MOST_TEXTS {
                        break;
                    }
                    if let Some(Value::Text(text)) = word.get(key)
                        && texts.insert(text)
                    {
                        plain(text, "");
                    }
                }
            }
            _ => {}
        }
    }

    /// The kinds of one's own that records of a table may be of.
    fn own_kinds(&self, of: Option<KindTable>) -> impl Iterator<Item = &Record> {
        let kinds = self.scenario.table(Table::Kind).iter();
        kinds.filter(move |kind| of.is_some() && kind.term(Key::Table) == of)
    }

    fn records(&self, to: &[Table], also: &[&str], wanted: &str, found: &mut Nearest) {
        let meaning = |record: &Record| match record.heading() {
            name if name == record.id.as_str() => String::new(),
            name => name.to_owned(),
        };
        let all = self.scenario.records();
        for table in to {
            let of_table = all.iter().enumerate().filter(|(_, record)| record.table == *table);
            // Nothing can refer to one whose id is made up.
            for (n, record) in of_table.filter(|(_, record)| !record.id_made_up) {
                let make = || Candidate { word: record.id.to_string(), meaning: meaning(record) };
                found.consider(self.known.folded(n), wanted, make);
            }
        }
        for word in also {
            let make = || Candidate { word: (*word).to_owned(), meaning: String::new() };
            found.consider(&[*word], wanted, make);
        }
    }
}

/// How near a candidate is to what is typed, by the names that it goes by; `None` when it is not
/// meant, or only as `before` or more others are.
fn rank<S: AsRef<str>>(called: &[S], wanted: &str, before: usize) -> Option<usize> {
    let begins = |name: &str| name.starts_with(wanted);
    let has_word = |name: &str| {
        name.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(wanted))
    };
    let any = |fits: &dyn Fn(&str) -> bool| called.iter().any(|name| fits(name.as_ref()));
    let rank = if any(&|name| name == wanted) {
        0
    } else if before > 1 && any(&begins) {
        1
    } else if before > 2 && any(&|name| name.contains(wanted)) {
        if any(&has_word) { 2 } else { 3 }
    } else {
        return None;
    };
    (rank < before).then_some(rank)
}

/// What stands before the last separator, itself included, and what stands behind it.
fn after<'t>(typed: &'t str, separators: &[char]) -> (&'t str, &'t str) {
    let at = typed.rfind(separators).map_or(0, |at| at + 1);
    typed.split_at(at)
}

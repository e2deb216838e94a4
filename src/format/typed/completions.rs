//! What may be meant by the beginning of a word: records by all that they are called, words of
//! closed lists, words that the scenario used before.

use super::{Typing, names::called};
use crate::{
    format::tables::{PEOPLE, Shape, TableForm},
    model::{Key, Table, Value, fold},
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

/// A word that may be meant: what is written, what else it goes by, what is said beside it.
struct Candidate {
    word: String,
    called: Vec<String>,
    label: String,
}

impl Typing<'_> {
    /// What may be meant by what is typed for a key so far, the likeliest first: what begins with
    /// it, what has a word that does, what has it anywhere.
    pub fn completions(&self, table: Table, key: Key, typed: &str) -> Vec<Completion> {
        let field = TableForm::of(table).fields().find(|field| field.key == key);
        let Some(field) = field else { return Vec::new() };
        let (kept, stub) = match field.shape {
            Shape::References(..) => after(typed, &[',', ';']),
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
        let mut found: Vec<(usize, Candidate)> = self
            .candidates(table, key, field.shape)
            .into_iter()
            .filter_map(|candidate| Some((rank(&candidate, &wanted)?, candidate)))
            .collect();
        found.sort_by_key(|(rank, _)| *rank);
        let insert = |word: &str| format!("{kept}{word}{tail}");
        found
            .into_iter()
            .map(|(_, it)| Completion { insert: insert(&it.word), label: it.label })
            .collect()
    }

    fn candidates(&self, table: Table, key: Key, shape: Shape) -> Vec<Candidate> {
        let plain = |word: &str, label: String| Candidate {
            word: word.to_owned(),
            called: vec![fold(word)],
            label,
        };
        match shape {
            Shape::Reference(to, also) | Shape::References(to, also) => self.records(to, also),
            Shape::CountByActor | Shape::ByActor => self.records(&[Table::Actor], PEOPLE),
            Shape::Term(words) => words
                .words
                .iter()
                .map(|(word, meaning)| plain(word, format!("{word:<14}{meaning}")))
                .collect(),
            Shape::Flag => ["yes", "no"].map(|word| plain(word, word.to_owned())).into(),
            Shape::Text(most) if most <= AGAIN => {
                let mut texts: Vec<&str> = Vec::new();
                for record in self.scenario.table(table) {
                    for word in &record.words {
                        if let Some(Value::Text(text)) = word.get(key)
                            && !texts.contains(&text.as_str())
                        {
                            texts.push(text);
                        }
                    }
                }
                texts.into_iter().map(|text| plain(text, text.to_owned())).collect()
            }
            _ => Vec::new(),
        }
    }

    fn records(&self, to: &[Table], also: &[&str]) -> Vec<Candidate> {
        let mut all = Vec::new();
        for record in to.iter().flat_map(|table| self.scenario.table(*table)) {
            if record.id_made_up {
                continue; // nothing can refer to it
            }
            let name = record.heading();
            let label = if name == record.id.as_str() {
                name.to_owned()
            } else {
                format!("{:<14}{name}", record.id.as_str())
            };
            let called = called(record).map(fold).collect();
            all.push(Candidate { word: record.id.to_string(), called, label });
        }
        let word = |word: &&str| Candidate {
            word: (*word).to_owned(),
            called: vec![(*word).to_owned()],
            label: (*word).to_owned(),
        };
        all.extend(also.iter().map(word));
        all
    }
}

/// How near a candidate is to what is typed; `None` when it is not meant.
fn rank(candidate: &Candidate, wanted: &str) -> Option<usize> {
    let begins = |name: &&String| name.starts_with(wanted);
    let has_word = |name: &&String| {
        name.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(wanted))
    };
    let names = || candidate.called.iter();
    if names().any(|name| name == wanted) {
        Some(0)
    } else if names().any(|name| begins(&name)) {
        Some(1)
    } else if names().any(|name| has_word(&name)) {
        Some(2)
    } else {
        names().any(|name| name.contains(wanted)).then_some(3)
    }
}

/// What stands before the last separator, itself included, and what stands behind it.
fn after<'t>(typed: &'t str, separators: &[char]) -> (&'t str, &'t str) {
    let at = typed.rfind(separators).map_or(0, |at| at + 1);
    typed.split_at(at)
}

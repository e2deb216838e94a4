//! Values that stand without their keys: taken for what they are, a date, a kind, a place.

use super::LineReading;
use crate::{
    format::{
        one_line::Sense,
        suggest,
        tables::{Field, Shape, TableForm, Voiced},
    },
    model::{Clean, Key, Refusal, Table},
};

/// Words that one value without its key may take.
const LONGEST: usize = 6;
/// Places that are compared with a word that is not understood.
const MOST_PLACES: usize = 2_000;

impl LineReading<'_> {
    /// A value without its key, by what it is; the first word after it.
    pub(super) fn loose(&mut self, table: Table, at: usize) -> usize {
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
    pub(super) fn grade(&mut self, at: usize) -> usize {
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

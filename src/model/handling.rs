//! How what a board tells may be handled: a mark of the scenario, and of records that need another.
//!
//! Whatever holds several records bears the strictest of their marks. Those of the Traffic Light
//! Protocol have an order; of others nobody can say which is stricter, so all of them stand there.

use super::{Clean, Key, Record, Scenario, Value, Word};

/// Who sees what is made of a scenario.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Audience {
    /// The desk itself: all of it.
    #[default]
    Desk,
    /// Whoever is given it under its mark: nothing of what is private.
    Others,
    /// Anybody: only what may be published.
    Public,
}

/// Marks of the Traffic Light Protocol, the mildest first.
const TLP: [&[&str]; 5] = [
    &["TLP:CLEAR", "TLP:WHITE"],
    &["TLP:GREEN"],
    &["TLP:AMBER"],
    &["TLP:AMBER+STRICT"],
    &["TLP:RED"],
];

/// How strict a mark of the Traffic Light Protocol is; `None` of any other mark.
fn strictness(mark: &str) -> Option<usize> {
    let mark: String = mark.chars().filter(|c| !c.is_whitespace()).collect();
    TLP.iter().position(|names| names.iter().any(|name| name.eq_ignore_ascii_case(&mark)))
}

/// Whether what bears a mark may be given to anybody: nothing else than `TLP:CLEAR` says so, and of
/// a mark of another list nobody can say.
pub(super) fn may_be_published(mark: &str) -> bool {
    strictness(mark) == Some(0)
}

/// The mark of what holds all that these are marks of: the strictest of the Traffic Light Protocol,
/// then every other, each once. `None` where there is no mark.
pub fn strictest<'a>(marks: impl IntoIterator<Item = &'a Clean>) -> Option<Clean> {
    let mut of_tlp: Option<(usize, &Clean)> = None;
    let mut others: Vec<&str> = Vec::new();
    for mark in marks {
        match strictness(mark) {
            Some(strict) if of_tlp.is_none_or(|(most, _)| strict > most) => {
                of_tlp = Some((strict, mark));
            }
            Some(_) => {}
            None if others.contains(&mark.as_str()) => {}
            None => others.push(mark.as_str()),
        }
    }
    let all: Vec<&str> = of_tlp.map(|(_, mark)| mark.as_str()).into_iter().chain(others).collect();
    (!all.is_empty()).then(|| all.join("; ").into())
}

impl Scenario {
    /// The mark of one word: its own, else that of the bulletin that it rests on.
    pub(super) fn mark_of<'a>(&'a self, word: &'a Word) -> Option<&'a Clean> {
        let of_bulletin = || self.record(self.bulletin_of(word)?).text(Key::Handling);
        word.get(Key::Handling).and_then(Value::as_text).or_else(of_bulletin)
    }

    /// How a record is to be handled, where that is not as the whole is: the strictest mark of these
    /// of its words, else that of the record which it stands inside.
    pub fn marked(&self, record: &Record, is_told: impl Fn(&Word) -> bool) -> Option<Clean> {
        let words = |of: &Record| {
            let told = of.words.iter().filter(|word| is_told(word));
            strictest(told.filter_map(|word| self.mark_of(word)))
        };
        let whole = || self.find(record.parent.as_ref()?);
        words(record).or_else(|| words(whole()?))
    }

    /// The strictest mark of all records of the file, by these of their words.
    pub fn handling_of_records(&self, is_told: impl Fn(&Word) -> bool) -> Option<Clean> {
        let marked = self.records().iter().filter(|record| self.may_be_marked(record));
        let marks = marked.filter_map(|record| self.marked(record, &is_told));
        strictest(&marks.collect::<Vec<Clean>>())
    }

    /// Whether a record may need another mark than the whole.
    pub fn may_be_marked(&self, record: &Record) -> bool {
        let names = |key: Key| record.words.iter().any(|word| word.get(key).is_some());
        let owner = record.parent.as_ref().and_then(|parent| self.find(parent));
        names(Key::Handling)
            || names(Key::Bulletin)
            || owner.is_some_and(|owner| owner.get(Key::Handling).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strictest_mark_stands_and_marks_without_an_order_stand_beside_it() {
        let of = |marks: &[&str]| {
            let marks: Vec<Clean> = marks.iter().map(|mark| Clean::from(*mark)).collect();
            strictest(&marks).map(|mark| mark.to_string()).unwrap_or_default()
        };
        assert_eq!(of(&[]), "");
        assert_eq!(of(&["TLP:CLEAR", "tlp: amber", "TLP:GREEN"]), "tlp: amber");
        assert_eq!(of(&["TLP:AMBER+STRICT", "TLP:AMBER"]), "TLP:AMBER+STRICT");
        assert_eq!(of(&["TLP:RED", "TLP:AMBER+STRICT", "TLP:WHITE"]), "TLP:RED");
        assert_eq!(of(&["Mission only", "TLP:GREEN", "Mission only"]), "TLP:GREEN; Mission only");
        assert_eq!(of(&["Mission only", "UN strictly"]), "Mission only; UN strictly");
    }
}

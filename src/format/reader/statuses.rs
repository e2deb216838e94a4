//! Which words fit what a status is of, and what an attribution needs.

use super::Reader;
use crate::model::{Clean, Id, Key, Span, State, Table, Value, Word};

impl Reader<'_> {
    /// Checks an account of a status; it is of what its record's own word is of.
    pub(super) fn check_status_account(&mut self, word: &Word, own: Option<&Word>) {
        let at = |key: Key| {
            let spot = word.entry(key).map_or(word.spot, |entry| entry.spot);
            let at = self.reading.source.offset(spot);
            Span { start: at, end: at + key.name().len() }
        };
        self.check_status(word, own, [at(Key::Is), at(Key::To)]);
    }

    /// Checks one word of a status, whose `is` and `to` stand at these places.
    pub(super) fn check_status(
        &mut self,
        word: &Word,
        own: Option<&Word>,
        [at_is, at_to]: [Span; 2],
    ) {
        let of = |word: &Word| word.get(Key::Of).and_then(Value::as_id).cloned();
        let of = of(word).or_else(|| of(own?));
        let to = word.get(Key::To);
        let is_of = |own: &Word| own.get(Key::Is).and_then(Value::term::<State>);
        let Some(is) = is_of(word).or_else(|| is_of(own?)) else { return };
        let (subject, fitting) = self.subject_of(of.as_ref());
        if word.get(Key::Is).is_some() && !fitting.contains(&is) {
            let words: Vec<&str> = fitting.iter().map(|status| status.word()).collect();
            let hint = Some(Clean::from(format!("one of: {}", words.join(", "))));
            let message = format!("`{}` is no status of {subject}", is.word());
            self.reading.error("wrong-status", at_is, message, hint);
        } else if word.get(Key::Is).is_some() && is == State::Attributed && to.is_none() {
            let hint = Some("name the actor: to = [\"…\"]; only a voice attributes".into());
            let message = "`attributed` needs `to`: to whom?";
            self.reading.error("missing-key", at_is, message, hint);
        } else if to.is_some() && is != State::Attributed {
            let hint = Some("leave `to` out, or write is = \"attributed\"".into());
            let message =
                format!("`to` says to whom it is attributed; this one is `{}`", is.word());
            self.reading.error("wrong-status", at_to, message, hint);
        }
    }

    fn subject_of(&self, of: Option<&Id>) -> (&'static str, &'static [State]) {
        let table = of.and_then(|id| Some(self.reading.ids.get(id.as_str())?.table));
        match (of, table) {
            (Some(id), _) if id.is_patrols() => ("patrols", State::OF_PATROLS),
            (_, Some(Table::Clause)) => ("a clause", State::OF_CLAUSE),
            (_, Some(Table::Attack)) => ("an incident", State::OF_CASE),
            _ => ("an agreement", State::OF_AGREEMENT),
        }
    }
}

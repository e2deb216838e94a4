//! What a term asks of a record.

use super::{
    super::{Board, Stands, ToCheck, Visibility, Zone, fold},
    DistanceAsked, Measured, Operator, RecordQuality, Test,
};
use crate::model::{Bounds, Id, Key, RecordIx, Value};

impl Test {
    pub(super) fn holds(&self, board: &Board, n: RecordIx) -> bool {
        let record = board.record(n);
        let scenario = board.scenario();
        let any_id = |keys: &[Key], test: &dyn Fn(&Id) -> bool| {
            keys.iter().any(|key| {
                board.voices(record, *key).iter().any(|said| said.value.ids().iter().any(test))
            })
        };
        match self {
            Test::Text(text) => board.index.haystack(n).contains(text.as_str()),
            Test::Table(table) => record.table == *table,
            Test::Kind(kind) => board.voices(record, Key::Kind).iter().any(|said| match said.value {
                Value::Term(term) => kind.terms.contains(term),
                Value::Text(text) => fold(text) == kind.folded,
                _ => false,
            }),
            Test::Word(key, word) => board.shown(record, *key).is_some_and(|said| *said.value == Value::Term(*word)),
            Test::Actors(actors, []) => actors.iter().any(|actor| record.id == *actor || board.mentions(n, actor)),
            Test::Actors(actors, keys) => any_id(keys, &|id| actors.iter().any(|actor| scenario.is_part_of(id, actor))),
            Test::Places(places) => {
                places.contains(&record.id)
                    || any_id(&[Key::Place, Key::From, Key::To], &|id| places.iter().any(|place| scenario.is_part_of(id, place)))
            }
            // One that is unknown may be none at all: it is neither any nor none.
            Test::Patrol(None) => board.shown_id(record, Key::Patrol).is_some_and(|patrol| !patrol.is_unknown()),
            Test::Patrol(Some(patrol)) => record.id == *patrol || board.shown_id(record, Key::Patrol) == Some(patrol),
            Test::NoPatrol => board.shown_id(record, Key::Patrol).is_none(),
            Test::Voices(voices) => record.words.iter().any(|word| {
                board.counts(word) && word.voice().is_some_and(|voice| voices.contains(voice))
            }),
            Test::Class(class) => board.class_of(n) == Some(*class),
            Test::Since(day) => board.date_of(n).is_some_and(|date| date.latest.is_none_or(|latest| latest >= *day)),
            Test::Until(day) => board.date_of(n).is_some_and(|date| date.earliest.is_none_or(|earliest| earliest <= *day)),
            Test::Number(Key::Number, comparison, number) => board.voices(record, Key::Number).iter().any(|said| {
                matches!(said.value, Value::Integer(n) if u64::try_from(*n).is_ok_and(|n| comparison.holds(Bounds::new(n, n), *number)))
            }),
            Test::Number(key, comparison, number) => board.shown(record, *key).is_some_and(|said| match said.value {
                Value::Count(count) => comparison.holds(count.bounds(), *number),
                Value::Counts(counts) => comparison.holds(counts.bounds(), *number),
                _ => false,
            }),
            Test::Kilometres(measured, reach) => {
                measured.of(board, n).is_some_and(|(least, most)| reach.holds(least, most))
            }
            Test::Zone(clause, stands) => board.located(n).is_some_and(|located| {
                let geography = board.geography();
                let is_asked = |zone: &&Zone| clause.as_ref().is_none_or(|id| board.record(zone.clause).id == *id);
                let mut zones = geography.zones.iter().filter(is_asked).peekable();
                let stand = |zone: &Zone| located.stands(zone, geography) == *stands;
                // Inside of any; outside of all, and of one at least.
                match stands {
                    Stands::Outside => zones.peek().is_some() && zones.all(stand),
                    Stands::Inside | Stands::CannotSay => zones.any(stand),
                }
            }),
            Test::Grade(least) => record.words.iter().any(|word| {
                board.counts(word) && least.is_reached_by(board.grade(word))
            }),
            Test::Is(RecordQuality::Contested) => !board.contested(n).is_empty(),
            Test::Is(RecordQuality::Attacked) => !board.hits_on(n).is_empty(),
            Test::Is(RecordQuality::Pending) => board.visibility(n) == Visibility::Pending,
            Test::Is(RecordQuality::Withdrawn) => record.words.iter().any(|word| board.is_said(word) && board.is_withdrawn(word)),
            Test::Is(RecordQuality::Assumed) => record.became_known().is_some_and(|known| known.assumed),
            Test::Is(RecordQuality::ToCheck) => ToCheck::in_record(board, n).next().is_some(),
            Test::Feed(_) => false,
            Test::Reference(key, id) => record.id == *id || board.shown_id(record, *key) == Some(id),
        }
    }
}

impl Measured {
    /// Kilometres of a record, at least and at most.
    fn of(self, board: &Board, n: RecordIx) -> Option<(f64, f64)> {
        let reported = board.shown(board.record(n), Key::Km).filter(|_| self == Measured::Km);
        match (self, reported.map(|said| said.value)) {
            (Measured::Km, Some(Value::Number(km))) => Some((km.value, km.value)),
            (Measured::Km, _) => board.located(n)?.km_range(board.geography()),
            (Measured::Chainage, _) => board.located(n)?.chainage_range(board.geography()),
        }
    }
}

impl DistanceAsked {
    /// Whether every distance from `least` to `most` is one that is asked for; one number alone
    /// asks for what rounds to it.
    pub(super) fn holds(self, least: f64, most: f64) -> bool {
        match self {
            DistanceAsked::From(from, to) => from <= least && most <= to,
            DistanceAsked::Compared(Operator::Equal, km) => km - 0.5 <= least && most < km + 0.5,
            DistanceAsked::Compared(Operator::Over, km) => least > km,
            DistanceAsked::Compared(Operator::AtLeast, km) => least >= km,
            DistanceAsked::Compared(Operator::Under, km) => most < km,
            DistanceAsked::Compared(Operator::AtMost, km) => most <= km,
        }
    }
}

impl Operator {
    /// Whether every number within the bounds compares so.
    pub(super) fn holds(self, bounds: Bounds, number: u64) -> bool {
        let high_is = |test: &dyn Fn(u64) -> bool| bounds.high.is_some_and(test);
        match self {
            Operator::Equal => bounds.low == number && high_is(&|high| high == number),
            Operator::Over => bounds.low > number,
            Operator::AtLeast => bounds.low >= number,
            Operator::Under => high_is(&|high| high < number),
            Operator::AtMost => high_is(&|high| high <= number),
        }
    }
}

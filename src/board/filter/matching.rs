//! What a term asks of a record.

use super::{
    super::{Board, Said, Stands, ToCheck, Visibility, fold},
    DistanceAsked, Measured, Operator, RecordQuality, Sureness, Test,
    negation::has_any,
};
use crate::model::{Bounds, Id, Key, RecordIx, Table, Value};

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
            Test::Kind(kind) => {
                board.voices(record, Key::Kind).iter().any(|said| match said.value {
                    Value::Term(term) => kind.terms.contains(term),
                    Value::Kind(own) => {
                        own.id.as_str() == kind.folded || fold(&own.name) == kind.folded
                    }
                    Value::Text(text) => fold(text) == kind.folded,
                    _ => false,
                })
            }
            Test::Word(words) => words.iter().any(|(key, word)| {
                board.shown(record, *key).is_some_and(|said| *said.value == Value::Term(*word))
            }),
            Test::Actors(actors, []) => {
                actors.iter().any(|actor| record.id == *actor || board.mentions(n, actor))
            }
            Test::Actors(actors, keys) => {
                any_id(keys, &|id| actors.iter().any(|actor| scenario.is_part_of(id, actor)))
            }
            Test::Places(places, sureness) => {
                // Whoever names only a whole may mean any part of it.
                let is_there = |id: &Id| {
                    places.iter().any(|place| {
                        scenario.is_part_of(id, place)
                            || *sureness == Sureness::Possible && scenario.is_part_of(place, id)
                    })
                };
                places.contains(&record.id) || any_id(&[Key::Place, Key::From, Key::To], &is_there)
            }
            // One that is unknown may be none at all: it is neither any nor none.
            Test::Patrol(None) => {
                board.shown_id(record, Key::Patrol).is_some_and(|patrol| !patrol.is_unknown())
            }
            Test::Patrol(Some(patrol)) => {
                record.id == *patrol || board.shown_id(record, Key::Patrol) == Some(patrol)
            }
            Test::NoPatrol => board.shown_id(record, Key::Patrol).is_none(),
            Test::Voices(voices) => record.words.iter().any(|word| {
                board.counts(word) && word.voice().is_some_and(|voice| voices.contains(voice))
            }),
            Test::Class(class) => board.class_of(n) == Some(*class),
            Test::Since(day) => {
                board.date_of(n).is_some_and(|date| date.latest.is_none_or(|latest| latest >= *day))
            }
            Test::Until(day) => board
                .date_of(n)
                .is_some_and(|date| date.earliest.is_none_or(|earliest| earliest <= *day)),
            Test::Number(key, comparison, number, sureness) => {
                is_counted_so(board, n, *key, *sureness, &|bounds| {
                    comparison.holds(bounds, *number, *sureness)
                })
            }
            Test::Kilometres(measured, reach, sureness) => measured
                .of(board, n)
                .is_some_and(|(least, most)| reach.holds(least, most, *sureness)),
            Test::Area(asked, stands, sureness) => {
                let all = asked.all(&board.index).map(|area| board.stands(n, area));
                stands_so(all, *stands, *sureness)
            }
            Test::Grade(least) => record
                .words
                .iter()
                .any(|word| board.counts(word) && least.is_reached_by(board.grade(word))),
            Test::Is(RecordQuality::Contested) => !board.contested(n).is_empty(),
            Test::Is(RecordQuality::Attacked) => !board.hits_on(n).is_empty(),
            Test::Is(RecordQuality::Pending) => board.visibility(n) == Visibility::Pending,
            Test::Is(RecordQuality::Withdrawn) => {
                record.words.iter().any(|word| board.is_said(word) && board.is_withdrawn(word))
            }
            Test::Is(RecordQuality::Assumed) => {
                record.became_known().is_some_and(|known| known.assumed)
            }
            Test::Is(RecordQuality::ToCheck) => ToCheck::in_record(board, n).next().is_some(),
            Test::Feed(_) => false,
            Test::Basis(basis) => record.words.iter().any(|word| {
                board.counts(word) && word.get(Key::Basis) == Some(&Value::Term(*basis))
            }),
            Test::Serial(serial) => record.words.iter().any(|word| {
                let bulletin = scenario.bulletin_of(word).map(|n| scenario.record(n).own());
                let serials = [Some(word), bulletin].into_iter().flatten();
                let serials = serials.filter_map(|word| word.get(Key::Ref)?.as_text());
                let mut serials = serials.filter(|text| fold(text).contains(serial.as_str()));
                board.counts(word) && serials.next().is_some()
            }),
            Test::Handling(mark) => {
                board.handling_of(n).is_some_and(|told| fold(&told).contains(mark.as_str()))
            }
            Test::Bulletin(id) if record.table == Table::Bulletin => record.id == *id,
            Test::Bulletin(id) => record.words.iter().any(|word| {
                board.counts(word) && word.get(Key::Bulletin).and_then(Value::as_id) == Some(id)
            }),
            Test::Phase(phase) => Test::is_in_phase(*phase, board, n),
            Test::Case(asked) => Test::has_case(*asked, board, n),
            Test::Reference(key, id) => {
                record.id == *id || board.shown_id(record, *key) == Some(id)
            }
        }
    }
}

impl Measured {
    /// Kilometres of a record, at least and at most.
    pub(super) fn of(self, board: &Board, n: RecordIx) -> Option<(f64, f64)> {
        let reported = board.shown(board.record(n), Key::Km).filter(|_| self == Measured::Km);
        match (self, reported.map(|said| said.value)) {
            (Measured::Km, Some(Value::Number(km))) => Some((km.value, km.value)),
            (Measured::Km, _) => board.located(n)?.km_range(board.geography()),
            (Measured::Chainage, _) => board.located(n)?.chainage_range(board.geography()),
        }
    }
}

/// What a count may be that nobody gives.
const ANY: Bounds = Bounds { low: 0, high: None };

/// Whether the bounds of a count pass: of the shown one, of what may be in any voice. Where nobody gives
/// one it may be any, as a row of a feed without a figure may.
fn is_counted_so(
    board: &Board,
    n: RecordIx,
    key: Key,
    sureness: Sureness,
    passes: &dyn Fn(Bounds) -> bool,
) -> bool {
    let record = board.record(n);
    let any = || passes(ANY);
    let passes = |said: &Said| match said.value {
        Value::Count(count) => passes(count.bounds()),
        Value::Counts(counts) => passes(counts.bounds()),
        Value::Integer(number) => {
            u64::try_from(*number).is_ok_and(|number| passes(Bounds::new(number, number)))
        }
        _ => false,
    };
    // Numbers of patrols are ledgers: each voice has its own, and one without a number has none.
    if key == Key::Number {
        return board.voices(record, key).iter().any(passes);
    }
    if sureness == Sureness::Possible {
        let voices = board.voices(record, key);
        return voices.iter().any(passes)
            || voices.is_empty() && has_any(record.table, &[key]) && any();
    }
    board.shown(record, key).is_some_and(|said| passes(&said))
}

/// Inside any of what is asked for; outside all of it, and of one at least. What lies too near to the
/// edge may be either; of what says nothing of where it was neither is told.
pub(super) fn stands_so(
    all: impl Iterator<Item = Option<Stands>>,
    asked: Stands,
    sureness: Sureness,
) -> bool {
    let mut all = all.peekable();
    let is_so = |stands: Option<Stands>| match (stands, sureness) {
        (None, _) => false,
        (Some(Stands::CannotSay), Sureness::Possible) => true,
        (Some(stands), _) => stands == asked,
    };
    match asked {
        Stands::Outside => all.peek().is_some() && all.all(is_so),
        Stands::Inside | Stands::CannotSay => all.any(is_so),
    }
}

impl DistanceAsked {
    /// Whether every distance from `least` to `most`, or any of them, is one that is asked for; one
    /// number alone asks for what rounds to it.
    pub(super) fn holds(self, least: f64, most: f64, sureness: Sureness) -> bool {
        // Of what may be the nearest end has to pass, of what is certain the farthest.
        let (low, high) = match sureness {
            Sureness::Certain => (least, most),
            Sureness::Possible => (most, least),
        };
        match self {
            DistanceAsked::From(from, to) => from <= low && high <= to,
            DistanceAsked::Compared(Operator::Equal, km) => km - 0.5 <= low && high < km + 0.5,
            DistanceAsked::Compared(Operator::Over, km) => low > km,
            DistanceAsked::Compared(Operator::AtLeast, km) => low >= km,
            DistanceAsked::Compared(Operator::Under, km) => high < km,
            DistanceAsked::Compared(Operator::AtMost, km) => high <= km,
        }
    }
}

impl Operator {
    pub(super) fn holds(self, bounds: Bounds, number: u64, sureness: Sureness) -> bool {
        match sureness {
            Sureness::Certain => self.is_certain(bounds, number),
            Sureness::Possible => self.is_possible(bounds, number),
        }
    }

    /// Whether every number within the bounds compares so.
    pub(super) fn is_certain(self, bounds: Bounds, number: u64) -> bool {
        let high_is = |test: &dyn Fn(u64) -> bool| bounds.high.is_some_and(test);
        match self {
            Operator::Equal => bounds.low == number && high_is(&|high| high == number),
            Operator::Over => bounds.low > number,
            Operator::AtLeast => bounds.low >= number,
            Operator::Under => high_is(&|high| high < number),
            Operator::AtMost => high_is(&|high| high <= number),
        }
    }

    /// Whether any number within the bounds compares so; without an upper one, any from the lower on.
    pub(super) fn is_possible(self, bounds: Bounds, number: u64) -> bool {
        let high_may = |test: &dyn Fn(u64) -> bool| bounds.high.is_none_or(test);
        match self {
            Operator::Equal => bounds.low <= number && high_may(&|high| high >= number),
            Operator::Over => high_may(&|high| high > number),
            Operator::AtLeast => high_may(&|high| high >= number),
            Operator::Under => bounds.low < number,
            Operator::AtMost => bounds.low <= number,
        }
    }
}

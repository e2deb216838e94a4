//! Zones as they were known by a clock: what each voice draws, from when until when.

use std::collections::BTreeSet;

use super::{ScenarioZones, drawing::extent};
use crate::{
    board::{Board, Stands},
    model::{Day, Id, Interval, Key, Record, Value, When, Word, later},
};

/// The zones of a scenario as of what was known.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ZonesThen {
    /// In the order of [`ScenarioZones::records`].
    zones: Vec<ZoneThen>,
}

/// One zone: what each voice says of it.
#[derive(Clone, PartialEq, Debug, Default)]
struct ZoneThen {
    voices: Vec<Vec<ZonePeriod>>,
    /// Days on which it, or a zone that it is clipped by, may change, in order.
    turns: Vec<Day>,
}

/// What a voice draws of a zone for a time.
#[derive(Clone, PartialEq, Debug)]
pub struct ZonePeriod {
    /// Position in [`ScenarioZones::drawings`]; `None` where nobody draws it.
    pub drawing: Option<usize>,
    /// Numbers of the zones that it is clipped to.
    pub within: Vec<usize>,
    /// Numbers of the zones that are cut out of it.
    pub except: Vec<usize>,
    /// The first day on which it holds; `None` where it always did.
    pub from: Option<Interval>,
    /// The first day on which it holds no more; `None` while it does.
    pub until: Option<Interval>,
}

impl ZonesThen {
    /// What was known of the zones by the clock of a board.
    pub fn of(board: &Board, zones: &ScenarioZones) -> ZonesThen {
        let of_zone = |(zone, n): (usize, &_)| {
            let record = board.record(*n);
            ZoneThen { voices: voices(board, zones, zone, record), turns: Vec::new() }
        };
        let mut then = ZonesThen { zones: zones.records.iter().enumerate().map(of_zone).collect() };
        let turns: Vec<Vec<Day>> = (0..then.zones.len()).map(|zone| then.all_turns(zone)).collect();
        then.zones.iter_mut().zip(turns).for_each(|(zone, turns)| zone.turns = turns);
        then
    }

    /// What each voice draws of a zone; empty of one of which nobody has spoken yet.
    pub fn voices(&self, zone: usize) -> &[Vec<ZonePeriod>] {
        self.zones.get(zone).map_or(&[], |zone| &zone.voices)
    }

    /// Days on which a zone may change, in order.
    pub fn turns(&self, zone: usize) -> &[Day] {
        self.zones.get(zone).map_or(&[], |zone| &zone.turns)
    }

    /// Days that stand for all days of a time: one of each stretch in which the zone is the same.
    pub(super) fn stretches(&self, zone: usize, time: Interval) -> Vec<Day> {
        let turns = self.turns(zone);
        let upto = |day: Day| turns.partition_point(|turn| *turn <= day);
        let (first, last) = (time.earliest.map_or(0, upto), time.latest.map_or(turns.len(), upto));
        (first..=last.max(first)).map(|stretch| day_of(turns, stretch)).collect()
    }

    /// A day of a stretch between the turns of a zone, by its number from the first.
    pub(in crate::board) fn day_of(&self, zone: usize, stretch: usize) -> Day {
        day_of(self.turns(zone), stretch)
    }

    /// Whether a zone holds on a day, by any voice: certainly, perhaps, or not.
    pub fn holds(&self, zone: usize, day: Day) -> Stands {
        let of_voice = |periods: &Vec<ZonePeriod>| {
            periods.iter().map(|period| period.holds(day)).fold(Stands::Outside, either)
        };
        self.voices(zone).iter().map(of_voice).fold(Stands::Outside, either)
    }

    /// The days on which a zone and all that it is clipped by change.
    fn all_turns(&self, zone: usize) -> Vec<Day> {
        let (mut turns, mut seen, mut next) = (BTreeSet::new(), BTreeSet::new(), vec![zone]);
        while let Some(zone) = next.pop() {
            if !seen.insert(zone) {
                continue;
            }
            for period in self.voices(zone).iter().flatten() {
                let days = [period.from, period.until].into_iter().flatten();
                turns.extend(days.flat_map(|day| [day.earliest, day.latest]).flatten());
                next.extend(period.within.iter().chain(&period.except));
            }
        }
        turns.into_iter().collect()
    }
}

/// A day of a stretch between turns, by its number from the first.
fn day_of(turns: &[Day], stretch: usize) -> Day {
    match stretch.checked_sub(1) {
        Some(turn) => turns[turn],
        None => turns.first().and_then(|first| later(*first, -1)).unwrap_or_default(),
    }
}

/// To what lies in one of two: inside if inside either.
pub(super) fn either(a: Stands, b: Stands) -> Stands {
    a.opposite().and(b.opposite()).opposite()
}

impl ZonePeriod {
    /// Whether it holds on a day: certainly (inside its time), perhaps, or not.
    pub fn holds(&self, day: Day) -> Stands {
        let reached = |start: Option<Interval>, absent: Stands| {
            let Some(Interval { earliest, latest }) = start else { return absent };
            match () {
                () if earliest.is_some_and(|earliest| day < earliest) => Stands::Outside,
                () if latest.is_some_and(|latest| day >= latest) => Stands::Inside,
                () => Stands::CannotSay,
            }
        };
        reached(self.from, Stands::Inside).and(reached(self.until, Stands::Outside).opposite())
    }
}

/// What each voice that says anything of a zone's ground or time draws, period by period.
fn voices(
    board: &Board,
    zones: &ScenarioZones,
    zone: usize,
    record: &Record,
) -> Vec<Vec<ZonePeriod>> {
    let said = record.words.iter().enumerate().filter(|(_, word)| board.counts(word));
    let mut said: Vec<(usize, &Word)> = said.filter(|(_, word)| says_where(word)).collect();
    said.sort_by_key(|(_, word)| word.known().map(|known| known.day)); // else as in the file
    let mut spoken: Vec<(Option<&Id>, Vec<ZonePeriod>)> = Vec::new();
    for (n, word) in said {
        let at = spoken.iter().position(|(voice, _)| *voice == word.voice()).unwrap_or_else(|| {
            spoken.push((word.voice(), Vec::new()));
            spoken.len() - 1
        });
        let periods = &mut spoken[at].1;
        let earlier = periods.last();
        // Whoever does not say leaves it as the record's own voice has it, which says it itself.
        let own = record.own();
        let own = (n > 0 && board.counts(own)).then_some(own);
        let clip = |key: Key, before: fn(&ZonePeriod) -> &Vec<usize>| match word.get(key) {
            Some(value) => numbers(board, zones, value.ids()),
            None => earlier.map_or_else(
                || numbers(board, zones, own.and_then(|own| own.get(key)).map_or(&[], Value::ids)),
                |earlier| before(earlier).clone(),
            ),
        };
        let day = |key: Key| when_of(word, key);
        let drawing = zones.drawing_of(zone, n).or_else(|| match earlier {
            Some(earlier) => earlier.drawing,
            None => shown_drawing(board, zones, zone, record),
        });
        let period = ZonePeriod {
            drawing,
            within: clip(Key::Within, |own| &own.within),
            except: clip(Key::Except, |own| &own.except),
            from: day(Key::From).or_else(|| match earlier {
                Some(earlier) => earlier.from,
                None => own.and_then(|own| when_of(own, Key::From)),
            }),
            until: day(Key::Until).or_else(|| match earlier {
                // What is drawn anew from a day on goes on until its voice says otherwise.
                Some(_) if day(Key::From).is_some() => None,
                Some(earlier) => earlier.until,
                None => own.and_then(|own| when_of(own, Key::Until)),
            }),
        };
        match (periods.last_mut(), day(Key::From)) {
            // From its day on the ground is this; until then it was what the voice said before.
            (Some(earlier), Some(from)) if earlier.from.is_none_or(|before| before < from) => {
                earlier.until = Some(earlier.until.map_or(from, |until| until.min(from)));
                periods.push(period);
            }
            // Else it corrects itself.
            (Some(earlier), _) => *earlier = period,
            (None, _) => periods.push(period),
        }
    }
    spoken.into_iter().map(|(_, periods)| periods).collect()
}

/// Whether a word says where a zone lies, or when.
fn says_where(word: &Word) -> bool {
    const KEYS: [Key; 4] = [Key::Within, Key::Except, Key::From, Key::Until];
    extent(word).is_some() || KEYS.iter().any(|key| word.get(*key).is_some())
}

/// What is drawn of a zone where a voice says only when it holds.
fn shown_drawing(
    board: &Board,
    zones: &ScenarioZones,
    zone: usize,
    record: &Record,
) -> Option<usize> {
    let shown = super::drawing::EXTENTS.iter().filter_map(|key| board.shown(record, *key));
    shown.filter_map(|said| zones.drawing_of(zone, said.word)).next()
}

fn when_of(word: &Word, key: Key) -> Option<Interval> {
    word.get(key).and_then(Value::as_when).map(When::interval)
}

fn numbers(board: &Board, zones: &ScenarioZones, ids: &[Id]) -> Vec<usize> {
    let positions = ids.iter().filter_map(|id| board.scenario().position(id));
    positions.filter_map(|n| zones.number(n)).collect()
}

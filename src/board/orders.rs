//! What no clock changes in a scenario, found once: when records turn, what tallies count by their
//! plain words, which figures belong together.

use std::collections::HashMap;

use super::{Index, fold};
use crate::model::{Clean, Day, Id, Key, Record, RecordIx, Scenario, Table, TallySubject, Value};

/// For every word of every displacement figure the series that its count belongs to.
#[derive(Default, Debug)]
pub(super) struct SeriesNumbers {
    /// Where the words of each figure begin.
    starts: Vec<usize>,
    series: Vec<u32>,
}

impl Index {
    /// The records at which a board may look otherwise on the one day than on the other, in file
    /// order: one of their words becomes known or is taken back, or one of their dates begins or
    /// ends, after the earlier day and up to the later.
    pub(super) fn turning(&self, a: Day, b: Day) -> Vec<RecordIx> {
        let turns = self.turns();
        let upto = |day: Day| turns.partition_point(|(turn, _)| *turn <= day);
        let between = &turns[upto(a.min(b))..upto(a.max(b))];
        let mut records: Vec<RecordIx> = between.iter().map(|(_, n)| *n).collect();
        records.sort_unstable();
        records.dedup();
        records
    }

    /// The days on which something turns, each with the position of the record.
    pub(super) fn turns(&self) -> &[(Day, RecordIx)] {
        self.turns.get_or_init(|| turns(&self.scenario))
    }

    /// What a tally counts by its plain word `of`; `None` where that says nothing to the board.
    pub(super) fn counted_in_words(&self, tally: RecordIx) -> Option<TallySubject> {
        let find = || self.scenario.table(Table::Tally).iter().map(counted_in_words).collect();
        let counted = self.counted_in_words.get_or_init(find);
        let at = self.scenario.span(Table::Tally).offset(tally)?;
        counted.get(at).copied().flatten()
    }

    /// The number of the series that a displacement figure belongs to when its count is taken from
    /// one of its words: one voice, counting the same people in the same place.
    pub(super) fn series(&self, figure: RecordIx, word: usize) -> u32 {
        let series = self.series.get_or_init(|| SeriesNumbers::of(&self.scenario));
        let at = self.scenario.span(Table::Displacement).offset(figure);
        let start = at.and_then(|at| series.starts.get(at));
        start.and_then(|start| series.series.get(start + word)).copied().unwrap_or(0)
    }
}

fn turns(scenario: &Scenario) -> Vec<(Day, RecordIx)> {
    let mut turns = Vec::new();
    for (n, record) in scenario.numbered() {
        for word in &record.words {
            let date = word.get(record.date_key()).and_then(Value::as_when);
            let ends = date.map_or([None, None], |date| [date.earliest, date.latest]);
            let known = word.known().map(|known| known.day);
            let days = ends.into_iter().chain([known, word.withdrawn()]);
            turns.extend(days.flatten().map(|day| (day, n)));
        }
    }
    turns.sort_unstable();
    turns.dedup();
    turns
}

/// Only plain words are read: a count of *people killed in attacks* counts no attacks. What else is
/// counted says so by its key `counting`.
fn counted_in_words(tally: &Record) -> Option<TallySubject> {
    let of = fold(tally.text(Key::Of)?);
    let of = of.strip_prefix("ceasefire ").or(of.strip_prefix("truce ")).unwrap_or(&of);
    match of {
        "patrols" => Some(TallySubject::Patrols),
        "attacks" => Some(TallySubject::Attacks),
        "obstructions" => Some(TallySubject::Obstructions),
        "activities" => Some(TallySubject::Activities),
        "hazards" => Some(TallySubject::Hazards),
        "violations" | "breaches" => Some(TallySubject::Violations),
        _ => None,
    }
}

impl SeriesNumbers {
    fn of(scenario: &Scenario) -> SeriesNumbers {
        type Counting<'a> = (Option<&'a Id>, Option<&'a Clean>, Option<&'a Id>);
        let mut numbers: HashMap<Counting, u32> = HashMap::new();
        let mut all = SeriesNumbers::default();
        for record in scenario.table(Table::Displacement) {
            all.starts.push(all.series.len());
            let (of, place) = (record.text(Key::Of), record.id_of(Key::Place));
            for word in &record.words {
                let next = numbers.len() as u32;
                all.series.push(*numbers.entry((word.voice(), of, place)).or_insert(next));
            }
        }
        all
    }
}

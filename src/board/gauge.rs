//! Displacement: each voice's figures as a series of its own, shares only where a record says so.

use std::collections::HashSet;

use super::{Board, age, record_state::RecordFacts};
use crate::model::{Bounds, Count, Day, Id, Key, Measure, Record, RecordIx, Table};

/// A figure of the displacement gauge.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PeopleFigure {
    /// Position of the record that gives it.
    pub record: RecordIx,
    /// What is measured: a stock of people or a flow of them.
    pub measure: Measure,
    /// Its last day, as far as known.
    pub day: Option<Day>,
    /// Whose figure it is, of whom and where, by number: figures of different people are no series.
    pub series: u32,
    /// Whether it is the latest of its series for this measure.
    pub latest: bool,
}

/// What part one figure is of another, in per cent.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Share {
    /// The least that the share can be; `None` where that is less than one or left open.
    pub low: Option<u64>,
    /// The most that the share can be; `None` where the figures leave it open.
    pub high: Option<u64>,
    /// Whether one voice gives both figures: shares across voices say less.
    pub same_voice: bool,
}

impl PeopleFigure {
    /// Every visible figure that passes the filter: the latest of each voice first, stocks before
    /// flows; then the earlier ones.
    pub fn all(board: &Board) -> Vec<PeopleFigure> {
        board.people_figures().to_vec()
    }

    pub(super) fn find(board: &Board) -> Vec<PeopleFigure> {
        let mut figures: Vec<PeopleFigure> = board
            .shown_of(Table::Displacement)
            .filter_map(|n| PeopleFigure::of(board, n))
            .collect();
        figures.sort_by_key(|figure| {
            (figure.measure.is_flow(), figure.measure, std::cmp::Reverse(figure.day))
        });
        let mut seen = HashSet::new();
        for figure in &mut figures {
            figure.latest = seen.insert((figure.measure, figure.series));
        }
        figures.sort_by_key(|figure| !figure.latest); // stable: measures and days keep their order
        figures
    }

    fn of(board: &Board, n: RecordIx) -> Option<PeopleFigure> {
        let RecordFacts::Figure { measure, series, .. } = board.states[n.index()].facts else {
            return None;
        };
        // Of a figure that was taken back, what it said.
        let said = || board.record(n).term::<Measure>(Key::Measure);
        let measure = measure.or_else(said)?;
        let day = board.date_of(n).and_then(|date| date.end());
        Some(PeopleFigure { record: n, measure, day, series, latest: false })
    }
}

impl Share {
    /// What share of another figure this one is, where `share_of` says which.
    pub fn of<'a>(board: &'a Board, record: &Record) -> Option<(Share, &'a Record)> {
        let of = board.shown_id(record, Key::ShareOf)?;
        // What may not have happened yet is no share of anything.
        let has_happened = |n: &RecordIx| board.visibility(*n) == super::Visibility::Shown;
        board.scenario().position(&record.id).filter(has_happened)?;
        let n = board.scenario().position(of).filter(has_happened)?;
        let whole = board.record(n);
        let part = board.shown(record, Key::Count)?.value.as_count()?;
        let all = board.shown(whole, Key::Count)?.value.as_count()?;
        let same_voice =
            board.voice_shown(record, Key::Count) == board.voice_shown(whole, Key::Count);
        let (low, high) = share_of(part, all);
        (low.is_some() || high.is_some()).then_some((Share { low, high, same_voice }, whole))
    }
}

impl Board {
    /// Whose word the shown value of a key is.
    pub fn voice_shown<'a>(&self, record: &'a Record, key: Key) -> Option<&'a Id> {
        let word = self.shown(record, key).map_or(0, |said| said.word);
        record.words[word].voice()
    }

    /// The largest stock or the largest flow in sight: the common scale of their bars.
    pub fn gauge_scale(&self, flow: bool) -> u64 {
        let counts = self.visible_of(Table::Displacement).filter_map(|n| {
            match self.states[n.index()].facts {
                RecordFacts::Figure { measure, most, .. } if measure?.is_flow() == flow => most,
                _ => None,
            }
        });
        counts.max().unwrap_or(0)
    }

    /// Whether anybody says of a figure which other one it is a share of.
    pub fn may_be_share(&self, figure: RecordIx) -> bool {
        self.index.shares().binary_search(&figure).is_ok()
    }

    /// Days since the end of the date a figure stands for.
    pub fn age_of(&self, record: &Record) -> Option<i64> {
        age(&self.date(record)?, self.clock.as_of)
    }
}

/// Bounds of a part against bounds of a whole, in per cent, rounded outwards.
fn share_of(part: &Count, whole: &Count) -> (Option<u64>, Option<u64>) {
    let (part, whole): (Bounds, Bounds) = (estimate(part), estimate(whole));
    let low = whole.high.filter(|high| *high > 0).map(|high| part.low.saturating_mul(100) / high);
    let high = part
        .high
        .filter(|_| whole.low > 0)
        .map(|high| high.saturating_mul(100).div_ceil(whole.low));
    (low.filter(|low| *low > 0), high)
}

/// A count's bounds, with its best estimate where a bound is missing: "about 100" against
/// "about 400" is about a quarter.
fn estimate(count: &Count) -> Bounds {
    let exact = count.low.is_none() && count.high.is_none();
    Bounds {
        low: count.low.or(count.best.filter(|_| exact)).unwrap_or(0),
        high: count.high.or(count.best.filter(|_| exact)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_as_vague_as_its_parts() {
        let nearly = Count { best: Some(1_000_000), high: Some(1_000_000), ..Count::default() };
        let more = Count { low: Some(200_001), ..Count::default() };
        assert_eq!(share_of(&more, &nearly), (Some(20), None), "at least 20 %");
        assert_eq!(share_of(&Count::exactly(1), &Count::exactly(3)), (Some(33), Some(34)));
        assert_eq!(share_of(&Count::exactly(1), &Count::exactly(0)), (None, None));
    }
}

//! The track of a patrol on a board: whose word names it, what came of its file, what it covered of
//! the route, and where that differs from what was reported.

use super::{
    super::{Board, Reach, Stretch, corridor::own_point},
    along::TrackReach,
    file::TrackFile,
    reading::NoTrack,
};
use crate::model::{Clean, Entry, Key, RecordIx, Table};

/// Kilometres that a report and a track may differ by without a word, whatever else is more precise:
/// a town is no point.
const LEAST_DIFFERENCE_KM: f64 = 1.0;

/// A track that a word of a patrol names.
#[derive(Clone, Copy, Debug)]
pub struct ToldTrack<'a> {
    /// Position of the word among those of the patrol.
    pub word: usize,
    /// The key that names it.
    pub entry: &'a Entry,
    /// The path, from the scenario's folder.
    pub path: &'a Clean,
    /// What came of the file; `None` where it was not asked for.
    pub file: Option<Result<&'a TrackFile, &'a NoTrack>>,
    /// Position of the route that the patrol ran along, and what the track covered of it.
    pub along: Option<(usize, &'a TrackReach)>,
}

/// An end of a patrol's way on which report and track differ by more than either may be off.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TrackDifference {
    /// `from` or `to`: which end it is.
    pub key: Key,
    /// The reported kilometre.
    pub reported: f64,
    /// The kilometre that the track has.
    pub measured: f64,
}

impl Board {
    /// The track that a patrol shows; `None` where nobody names one.
    pub fn track(&self, patrol: RecordIx) -> Option<ToldTrack<'_>> {
        let said = self.shown(self.record(patrol), Key::Track)?;
        self.told_track(patrol, said.word)
    }

    /// The tracks that visible words of a patrol name: first the one that shows.
    pub fn tracks(&self, patrol: RecordIx) -> Vec<ToldTrack<'_>> {
        let Some(shown) = self.track(patrol) else { return Vec::new() };
        let words = self.record(patrol).words.iter().enumerate();
        let others = words.filter(|(n, word)| *n != shown.word && self.is_said(word));
        let others = others.filter_map(|(n, _)| self.told_track(patrol, n));
        let others = others.filter(|track| track.path != shown.path).collect::<Vec<_>>();
        [shown].into_iter().chain(others).collect()
    }

    fn told_track(&self, patrol: RecordIx, word: usize) -> Option<ToldTrack<'_>> {
        let record = self.record(patrol);
        let entry = record.words.get(word)?.entry(Key::Track)?;
        let path = entry.value.as_text()?;
        let file = self.index.tracks.get(path);
        let file = file.map(|read| read.as_ref().map(|file| &**file));
        let mut routes = 0..self.geography().routes.len();
        let route = routes.find(|route| self.runs_along(patrol, *route));
        let along = route.and_then(|n| Some((n, self.index.track_reach(path, n)?)));
        Some(ToldTrack { word, entry, path, file, along })
    }

    /// What the track that a patrol shows covered of a route; `None` where it was not measured on it.
    pub fn track_along(&self, patrol: RecordIx, route: usize) -> Option<&TrackReach> {
        let path = self.track(patrol)?.path;
        // Of one file several patrols may be, along different routes.
        self.index.track_reach(path, route).filter(|_| self.runs_along(patrol, route))
    }

    /// What the tracks of patrols that ran covered of a route, and where gaps let nobody say; `None`
    /// where none of those that are asked for was measured.
    pub fn tracks_along(
        &self,
        route: usize,
        is_asked: impl Fn(&RecordIx) -> bool,
    ) -> Option<[Vec<Stretch>; 2]> {
        let ran = self.visible_of(Table::Patrol).filter(|n| self.has_run(*n));
        let ran = ran.filter(|n| is_asked(n)).filter_map(|n| self.track_along(n, route));
        let ran: Vec<&TrackReach> = ran.collect();
        let all = |of: fn(&TrackReach) -> &Vec<Stretch>| {
            ran.iter().flat_map(|track| of(track).iter().copied()).collect()
        };
        (!ran.is_empty()).then(|| [all(|track| &track.covered), all(|track| &track.cannot_say)])
    }

    /// Whether any patrol that is in sight names a track.
    pub fn has_tracks(&self) -> bool {
        self.visible_of(Table::Patrol).any(|n| self.track(n).is_some())
    }

    /// Where a track and what is reported of its patrol differ by more than the precision of both.
    pub fn track_differences(
        &self,
        patrol: RecordIx,
        route: usize,
        track: &TrackReach,
        within_km: f64,
    ) -> Vec<TrackDifference> {
        let Some(span) = track.span() else { return Vec::new() };
        let reach = Reach::of(self, patrol, route);
        let of_line = self.geography().routes[route].precision_km.unwrap_or(0.0);
        let end = |key: Key, told: Option<Stretch>| {
            let off = (self.place_off(patrol, key) + of_line + within_km).max(LEAST_DIFFERENCE_KM);
            told.map(|(low, high)| ReportedEnd { key, low, high, off })
        };
        let (from, to) = (end(Key::From, reach.from), end(Key::To, reach.to));
        let told = match (from, to) {
            (Some(from), Some(to)) if from.middle() <= to.middle() => {
                [from.against(span.0), to.against(span.1)]
            }
            (Some(from), Some(to)) => [from.against(span.1), to.against(span.0)],
            (from, to) => [from, to].map(|end| end.and_then(|end| end.outside(span))),
        };
        told.into_iter().flatten().collect()
    }

    /// Kilometres that the place of a key may be off.
    fn place_off(&self, patrol: RecordIx, key: Key) -> f64 {
        let place = self.shown_id(self.record(patrol), key);
        let place = place.and_then(|id| self.scenario().find(id));
        place.and_then(own_point).and_then(|point| point.precision_km).unwrap_or(0.0)
    }
}

/// An end of a way as it was reported, with the kilometres that it may be off.
#[derive(Clone, Copy)]
struct ReportedEnd {
    key: Key,
    low: f64,
    high: f64,
    off: f64,
}

impl ReportedEnd {
    fn middle(self) -> f64 {
        (self.low + self.high) / 2.0
    }

    /// The difference to a measured kilometre, where there is one.
    fn against(self, measured: f64) -> Option<TrackDifference> {
        let is_near = (self.low - self.off..=self.high + self.off).contains(&measured);
        (!is_near).then(|| TrackDifference { key: self.key, reported: self.middle(), measured })
    }

    /// The difference to the nearer end of a measured stretch that does not hold it.
    fn outside(self, (low, high): Stretch) -> Option<TrackDifference> {
        let holds = self.low - self.off <= high && low <= self.high + self.off;
        let nearer = if self.middle() < low { low } else { high };
        self.against(nearer).filter(|_| !holds)
    }
}

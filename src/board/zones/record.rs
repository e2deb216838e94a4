//! Where a record stands to a zone.

use std::collections::BTreeMap;

use super::{
    Area, ZoneDrawing,
    asked::{ToldInside, ZoneSubject},
};
use crate::{
    board::{Board, InZone, Located, RowIx, RowsToArea, ScenarioZones, Stands, ZonesThen},
    model::{FeedUse, Id, Interval, Key, Point, RecordIx, Table},
};

/// A record, as the board shows it, asked where it lies.
struct RecordSubject<'a> {
    board: &'a Board,
    located: Option<Located<'a>>,
    /// The place that it names.
    place: Option<&'a Id>,
    /// The zones in which its voices say it lay.
    told: Vec<(usize, ToldInside)>,
}

impl<'a> RecordSubject<'a> {
    fn of(board: &'a Board, n: RecordIx) -> RecordSubject<'a> {
        let record = board.record(n);
        let place = match record.table {
            Table::Place => Some(&record.id),
            _ => board.shown_id(record, Key::Place),
        };
        let located = board.located(n);
        RecordSubject { board, located, place, told: told(board, n) }
    }

    /// Whether it says anything of where it was.
    fn says_where(&self) -> bool {
        self.located.is_some() || self.place.is_some() || !self.told.is_empty()
    }
}

impl ZoneSubject for RecordSubject<'_> {
    fn to_drawing(&self, _n: usize, drawing: &ZoneDrawing) -> Stands {
        match (&self.place, &self.located) {
            (Some(place), _) if !drawing.members.is_empty() => {
                drawing.by_name(self.board.scenario(), &[place])
            }
            (_, Some(located)) => {
                let spots = drawing.spots(self.board.spots());
                located.spot.and_then(|spot| spots.get(spot).copied()).unwrap_or_else(|| {
                    drawing.stands(located.point.coordinates(), located.precision_km())
                })
            }
            _ => Stands::CannotSay,
        }
    }

    fn told(&self, zone: usize) -> Option<ToldInside> {
        self.told.iter().find(|(told, _)| *told == zone).map(|(_, told)| *told)
    }
}

/// The zones in which the voices of a record say that it lay, and those that all their drawings are
/// clipped to.
fn told(board: &Board, n: RecordIx) -> Vec<(usize, ToldInside)> {
    let record = board.record(n);
    if record.table == Table::Zone || record.table == Table::Clause {
        return Vec::new();
    }
    let zones = board.index.zones();
    let number = |id: &Id| zones.number(board.scenario().position(id)?);
    // An account alone says it against what the record itself tells.
    let leads = |word: usize| {
        let voice = record.words[word].voice();
        voice == record.own().voice() || voice.is_some_and(Id::is_desk)
    };
    let shown = board.shown(record, Key::Zone).filter(|said| leads(said.word));
    let shown = shown.and_then(|said| number(said.value.as_id()?));
    let others = board.voices(record, Key::Zone);
    let others = others.iter().filter_map(|said| number(said.value.as_id()?));
    let mut told: Vec<(usize, ToldInside)> =
        shown.into_iter().map(|zone| (zone, ToldInside::Shown)).collect();
    told.extend(others.filter(|n| Some(*n) != shown).map(|n| (n, ToldInside::ByAnother)));
    let mut next = 0;
    while let Some((zone, how)) = told.get(next).copied() {
        let voices = board.zones_then().voices(zone);
        let mut periods = voices.iter().flatten();
        let first = periods.next().map_or(&[][..], |period| &period.within);
        for whole in first {
            let in_all = voices.iter().flatten().all(|period| period.within.contains(whole));
            if in_all && told.iter().all(|(known, _)| known != whole) {
                told.push((*whole, how));
            }
        }
        next += 1;
    }
    told
}

impl Board {
    /// The zones as they were known by the clock.
    pub fn zones_then(&self) -> &std::sync::Arc<ZonesThen> {
        let build = || std::sync::Arc::new(ZonesThen::of(self, self.index.zones()));
        self.zones_then.get_or_init(build)
    }

    /// The zones of the file, whatever the clock.
    pub fn scenario_zones(&self) -> &ScenarioZones {
        self.index.zones()
    }

    /// The points of the file, spot by spot.
    fn spots(&self) -> impl Iterator<Item = Point> {
        self.geography().spots().filter_map(|(n, word)| {
            self.record(n).words.get(word)?.get(Key::At)?.as_point().copied()
        })
    }

    /// Where a visible record stands to a corridor or a zone, as it was on the record's day; `None`
    /// where nothing says where it was.
    pub fn stands(&self, n: RecordIx, area: Area) -> Option<Stands> {
        match area {
            Area::Corridor(corridor) => {
                let corridor = self.geography().zones.get(corridor)?;
                Some(self.located(n)?.stands(corridor, self.geography()))
            }
            Area::Zone(zone) => {
                if !self.is_visible(n) {
                    return None;
                }
                let subject = RecordSubject::of(self, n);
                let time = self.date_of(n).unwrap_or_default();
                subject.says_where().then(|| self.in_zone(zone, time, &subject))
            }
        }
    }

    /// The same of a place, at a time.
    pub(in crate::board) fn place_stands(
        &self,
        place: RecordIx,
        time: Interval,
        area: Area,
    ) -> Option<Stands> {
        let located = self.located_at(place);
        match area {
            Area::Corridor(corridor) => {
                let corridor = self.geography().zones.get(corridor)?;
                Some(located?.stands(corridor, self.geography()))
            }
            Area::Zone(zone) => {
                let name = Some(&self.record(place).id);
                let subject = RecordSubject { board: self, located, place: name, told: Vec::new() };
                Some(self.in_zone(zone, time, &subject))
            }
        }
    }

    fn in_zone(&self, zone: usize, time: Interval, subject: &RecordSubject) -> Stands {
        self.zones_then().stands(self.index.zones(), zone, time, subject)
    }

    /// Where a row of a feed stands to a corridor or a zone; `None` where nothing says where it was.
    pub fn row_stands(&self, at: RowIx, area: Area) -> Option<Stands> {
        let file = self.feeds.files.get(at.feed)?;
        let known = self.feeds.known.get(at.feed)?;
        self.row_in(at, &known.to_area(&self.index, &file.rows, self.zones_then(), area))
    }

    fn row_in(&self, at: RowIx, area: &RowsToArea) -> Option<Stands> {
        let (segment, n) = self.feeds.files.get(at.feed)?.rows.segment_of(at.row)?;
        let (site, first) = (segment.site[n] as usize, segment.first[n]);
        area.stands(site, first, first + i32::from(segment.more[n]))
    }

    /// How many of some records stand where to a corridor or a zone. Of one that says nothing of where
    /// it was nobody can say whether a zone held it; of a corridor it is told that it has no point.
    pub fn count_in(&self, area: Area, records: impl IntoIterator<Item = RecordIx>) -> InZone {
        let mut counted = InZone::default();
        for n in records {
            counted.add(1, in_words_of(area, self.stands(n, area)));
        }
        counted
    }

    /// The same of the rows of feeds that pass the filter; `None` where no feed tells of attacks.
    pub fn count_rows_in(&self, area: Area) -> Option<InZone> {
        let feed_rows = self.visible_rows(FeedUse::Attacks)?;
        let then = self.zones_then();
        let of_feed = feed_rows.feeds().filter_map(|n| {
            let (file, known) = (self.feeds.files.get(n)?, self.feeds.known.get(n)?);
            Some((n, known.to_area(&self.index, &file.rows, then, area)))
        });
        let of_feed: BTreeMap<usize, RowsToArea> = of_feed.collect();
        let mut counted = InZone::default();
        let mut count = |at: RowIx, rows: u64| {
            let stands = of_feed.get(&at.feed).and_then(|of| self.row_in(at, of));
            counted.add(rows, in_words_of(area, stands));
        };
        // Where no day changes anything a site is counted at once.
        if of_feed.values().all(|of| of.of_sites().is_some()) {
            feed_rows.sites().for_each(|(at, rows)| count(at, rows as u64));
        } else {
            for at in (0..feed_rows.len()).filter_map(|place| feed_rows.row(place)) {
                count(at, self.feeds.files.get(at.feed).map_or(1, |file| file.rows.events(at.row)));
            }
        }
        Some(counted)
    }
}

fn in_words_of(area: Area, stands: Option<Stands>) -> Option<Stands> {
    match area {
        Area::Corridor(_) => stands,
        Area::Zone(_) => Some(stands.unwrap_or(Stands::CannotSay)),
    }
}

//! A filter asked of feed rows. What it asks of names is answered once for each name; a row is then
//! only looked up.

use std::collections::HashSet;

use chrono::Datelike;

use super::{
    super::{
        DateSearch, Index, RowsToArea, Stands, ZonesThen,
        feed_rows::{FeedFile, KnownNames},
        fold,
    },
    Condition, Measured, Query, Sureness, Test,
    matching::stands_so,
};
use crate::{
    feed::{DayRange, FeedRows, SEGMENT, Segment},
    model::{FeedUse, Id, Key, Table, Term, When},
};

/// A filter, ready to be asked of the rows of one feed.
pub(in crate::board) struct OfRows(Vec<(bool, RowTest)>);

/// What a term asks of a row: of which of its names it holds.
enum RowTest {
    Always,
    Never,
    Sort(Vec<bool>),
    Parties(Vec<bool>),
    Site(Vec<bool>),
    Deaths(Vec<bool>),
    Source(Vec<bool>),
    Any(Vec<RowTest>),
    /// Of zones that change: by site and by day.
    Areas(Vec<RowsToArea>, Stands, Sureness),
    Since(i32),
    Until(i32),
}

impl RowTest {
    /// Whether rows stand so to areas: site by site, where none of these changes.
    fn areas(areas: Vec<RowsToArea>, asked: Stands, sureness: Sureness, sites: usize) -> RowTest {
        let fixed: Option<Vec<&[Option<Stands>]>> =
            areas.iter().map(RowsToArea::of_sites).collect();
        let Some(fixed) = fixed else { return RowTest::Areas(areas, asked, sureness) };
        let stands = |site: usize| fixed.iter().map(move |of| of.get(site).copied().flatten());
        RowTest::Site((0..sites).map(|site| stands_so(stands(site), asked, sureness)).collect())
    }

    /// Whether it holds of any name at all.
    fn can_hold(&self) -> bool {
        match self {
            RowTest::Never => false,
            RowTest::Sort(mask)
            | RowTest::Parties(mask)
            | RowTest::Site(mask)
            | RowTest::Deaths(mask)
            | RowTest::Source(mask) => mask.contains(&true),
            RowTest::Any(tests) => tests.iter().any(RowTest::can_hold),
            RowTest::Areas(..) | RowTest::Always | RowTest::Since(_) | RowTest::Until(_) => true,
        }
    }

    fn holds(&self, segment: &Segment, row: usize) -> bool {
        let of = |mask: &[bool], n: u32| mask.get(n as usize).copied().unwrap_or(false);
        match self {
            RowTest::Always => true,
            RowTest::Never => false,
            RowTest::Sort(mask) => of(mask, segment.sort[row]),
            RowTest::Parties(mask) => of(mask, segment.parties[row]),
            RowTest::Site(mask) => of(mask, segment.site[row]),
            RowTest::Deaths(mask) => of(mask, segment.deaths[row]),
            RowTest::Source(mask) => of(mask, segment.source[row]),
            RowTest::Any(tests) => tests.iter().any(|test| test.holds(segment, row)),
            RowTest::Areas(areas, asked, sureness) => {
                let (site, first) = (segment.site[row] as usize, segment.first[row]);
                let last = first + i32::from(segment.more[row]);
                let all = areas.iter().map(|area| area.stands(site, first, last));
                stands_so(all, *asked, *sureness)
            }
            RowTest::Since(day) => segment.first[row] + i32::from(segment.more[row]) >= *day,
            RowTest::Until(day) => segment.first[row] <= *day,
        }
    }
}

impl OfRows {
    pub(in crate::board) fn holds(&self, segment: &Segment, row: usize) -> bool {
        self.0.iter().all(|(negated, test)| test.holds(segment, row) != *negated)
    }
}

impl Query {
    /// The filter for the rows of a feed; `None` where no row can pass it.
    pub(in crate::board) fn of_rows(
        &self,
        index: &Index,
        file: &FeedFile,
        known: &KnownNames,
        zones: &ZonesThen,
    ) -> Option<OfRows> {
        let of_term = |term: &Condition| match term.denied() {
            None => vec![(term.negated, term.test.of_rows(index, file, known, zones))],
            // Surely not so is only what says anything of it.
            Some((sureness, denied)) => {
                let says = (sureness == Sureness::Certain)
                    .then(|| (false, term.test.told_of(index, file, known, zones)));
                let denied = (true, denied.of_rows(index, file, known, zones));
                [denied].into_iter().chain(says).collect()
            }
        };
        let terms: Vec<(bool, RowTest)> = self.terms.iter().flat_map(of_term).collect();
        let is_never = |(negated, test): &(bool, RowTest)| match test {
            RowTest::Never => !negated,
            RowTest::Always => *negated,
            _ => false,
        };
        if terms.iter().any(is_never) {
            return None;
        }
        let says = |(_, test): &(bool, RowTest)| !matches!(test, RowTest::Always | RowTest::Never);
        Some(OfRows(terms.into_iter().filter(says).collect()))
    }
}

impl Test {
    /// Which rows say anything of what is asked.
    fn told_of(
        &self,
        index: &Index,
        file: &FeedFile,
        known: &KnownNames,
        zones: &ZonesThen,
    ) -> RowTest {
        let rows = file.rows.as_ref();
        let sites = 0..rows.sites.list().len();
        match self {
            Test::Places(..) => RowTest::Site(names(rows.sites.list(), |site| {
                [&site.name, &site.area, &site.country].into_iter().any(|name| !name.is_empty())
            })),
            Test::Kilometres(measured, ..) => RowTest::Site(
                sites.map(|n| measured.of_site(index, known, n, rows).is_some()).collect(),
            ),
            Test::Area(asked, ..) => {
                let areas = asked.all(index).map(|area| known.to_area(index, rows, zones, area));
                let areas: Vec<RowsToArea> = areas.collect();
                RowTest::Site(sites.map(|n| areas.iter().any(|area| area.is_told(n))).collect())
            }
            _ => RowTest::Always,
        }
    }

    fn of_rows(
        &self,
        index: &Index,
        file: &FeedFile,
        known: &KnownNames,
        zones: &ZonesThen,
    ) -> RowTest {
        let (scenario, rows) = (&index.scenario, file.rows.as_ref());
        let always = |holds: bool| if holds { RowTest::Always } else { RowTest::Never };
        let is_part = |id: &Id, of: &[Id]| of.iter().any(|whole| scenario.is_part_of(id, whole));
        match self {
            Test::Text(text) => of_text(rows, text),
            Test::Table(table) => always(match file.reading.joins {
                FeedUse::Attacks => *table == Table::Attack,
                FeedUse::Displacement => *table == Table::Displacement,
            }),
            Test::Feed(id) => always(file.id == *id),
            Test::Kind(kind) => RowTest::Sort(names(rows.sorts.list(), |sort| {
                sort.attack.is_some_and(|attack| kind.terms.contains(&Term::IncidentKind(attack)))
                    || fold(&sort.label) == kind.folded
            })),
            Test::Class(class) => RowTest::Sort(names(rows.sorts.list(), |sort| {
                sort.attack.is_some_and(|attack| attack.class() == *class)
            })),
            Test::Word(words) if words.iter().any(|(key, _)| *key == Key::Measure) => {
                RowTest::Sort(names(rows.sorts.list(), |sort| {
                    let is_it = |measure| words.contains(&(Key::Measure, Term::Measure(measure)));
                    sort.measure.is_some_and(is_it)
                }))
            }
            // Civilians are no side that may have acted: a row says whether they were aimed at.
            Test::Actors(actors, keys)
                if keys.contains(&Key::On)
                    && actors.iter().any(|id| id.as_str() == "civilians") =>
            {
                RowTest::Sort(names(rows.sorts.list(), |sort| sort.on_civilians))
            }
            // Which side acted is not said: a row has two sides, and nobody by whom or on whom.
            Test::Actors(actors, []) => RowTest::Parties(names(&known.parties, |ids| {
                ids.iter().any(|id| is_part(id, actors))
            })),
            Test::Places(places, sureness) => {
                let is_there = |ids: &Vec<Id>| ids.iter().any(|id| is_part(id, places));
                // Only of a row that names no place of its own, but a whole, may it be any part.
                let may_be = |whole: &Option<Id>| {
                    let whole = whole.as_ref().filter(|_| *sureness == Sureness::Possible);
                    whole
                        .is_some_and(|whole| places.iter().any(|id| scenario.is_part_of(id, whole)))
                };
                let sites = known.places.iter().zip(&known.narrowest);
                RowTest::Site(sites.map(|(ids, whole)| is_there(ids) || may_be(whole)).collect())
            }
            Test::Voices(voices) => RowTest::Source(names(&known.sources, |ids| {
                ids.iter().any(|id| voices.contains(id))
            })),
            Test::Since(day) => RowTest::Since(day.num_days_from_ce()),
            Test::Until(day) => RowTest::Until(day.num_days_from_ce()),
            Test::Number(Key::Killed | Key::Count, comparison, number, sureness) => {
                let is_asked = match file.reading.joins {
                    FeedUse::Attacks => matches!(self, Test::Number(Key::Killed, ..)),
                    FeedUse::Displacement => matches!(self, Test::Number(Key::Count, ..)),
                };
                // Of a row without a figure nothing is sure, and all may be.
                let holds = |deaths: &crate::feed::Deaths| {
                    let is_stated = *deaths != crate::feed::Deaths::default();
                    (is_stated || *sureness == Sureness::Possible)
                        && comparison.holds(deaths.bounds(), *number, *sureness)
                };
                if is_asked {
                    RowTest::Deaths(names(rows.deaths.list(), holds))
                } else {
                    RowTest::Never
                }
            }
            Test::Kilometres(measured, reach, sureness) => {
                let at = |n: usize| measured.of_site(index, known, n, rows);
                let holds =
                    |n| at(n).is_some_and(|(least, most)| reach.holds(least, most, *sureness));
                RowTest::Site((0..rows.sites.list().len()).map(holds).collect())
            }
            Test::Area(asked, stands, sureness) => {
                let areas = asked.all(index).map(|area| known.to_area(index, rows, zones, area));
                RowTest::areas(areas.collect(), *stands, *sureness, rows.sites.list().len())
            }
            Test::NoPatrol => RowTest::Always,
            Test::Handling(mark) => {
                let of_all = index.scenario.header.handling.as_deref();
                let is_so = of_all.is_some_and(|told| fold(told).contains(mark.as_str()));
                if is_so { RowTest::Always } else { RowTest::Never }
            }
            // What only a record of the scenario can be.
            Test::Actors(..)
            | Test::Word(..)
            | Test::Number(..)
            | Test::Patrol(_)
            | Test::Grade(..)
            | Test::Is(_)
            | Test::Basis(_)
            | Test::Serial(_)
            | Test::Bulletin(_)
            | Test::Phase(_)
            | Test::Case(_)
            | Test::Reference(..) => RowTest::Never,
        }
    }
}

/// The rows that have these words in any of their names, whatever case and marks, or are of days that
/// are shown so.
pub fn rows_named(file: &FeedFile, text: &str) -> Vec<usize> {
    let test = of_text(&file.rows, &fold(text));
    let days = days_shown_as(&file.rows, text);
    if !test.can_hold() && days.is_empty() {
        return Vec::new(); // no name has them, and so no row
    }
    let segments = file.rows.segments.iter().enumerate();
    let rows = segments.flat_map(|(n, segment)| {
        let (test, days) = (&test, &days);
        let is_of_days = |row: usize| days.contains(&(segment.first[row], segment.more[row]));
        (0..segment.len())
            .filter(move |row| test.holds(segment, *row) || !days.is_empty() && is_of_days(*row))
            .map(move |row| n * SEGMENT + row)
    });
    rows.filter(|row| file.rows.stands(*row) || file.gone(*row).is_some()).collect()
}

/// The first days of rows, and how many more they may have been, that are shown as this text.
fn days_shown_as(rows: &FeedRows, text: &str) -> HashSet<(i32, u16)> {
    let segments = rows.segments.iter();
    let days = segments
        .flat_map(|segment| segment.first.iter().copied().zip(segment.more.iter().copied()));
    let mut days: HashSet<(i32, u16)> = days.collect();
    let dates = DateSearch::new(text);
    days.retain(|(first, more)| {
        let days = DayRange { first: *first, last: first + i32::from(*more) }.interval();
        let when = days.earliest.map(|first| When { latest: days.latest, ..When::on(first) });
        when.is_some_and(|when| dates.is_in(&when))
    });
    days
}

fn names<T>(list: &[T], holds: impl Fn(&T) -> bool) -> Vec<bool> {
    list.iter().map(holds).collect()
}

/// Words in any name that a row has. The notes stay in the file: they are searched, not filtered.
fn of_text(rows: &FeedRows, text: &str) -> RowTest {
    let has = |name: &str| fold(name).contains(text);
    RowTest::Any(vec![
        RowTest::Sort(names(rows.sorts.list(), |sort| has(&sort.label) || has(&sort.part))),
        RowTest::Parties(names(rows.parties.list(), |parties| has(&parties.a) || has(&parties.b))),
        RowTest::Site(names(rows.sites.list(), |site| {
            has(&site.name) || has(&site.area) || has(&site.country)
        })),
        RowTest::Source(names(rows.sources.list(), |source| has(source))),
    ])
}

impl Measured {
    /// Kilometres of a site from the nearest route or along it, at least and at most.
    fn of_site(
        self,
        index: &Index,
        known: &KnownNames,
        n: usize,
        rows: &FeedRows,
    ) -> Option<(f64, f64)> {
        let (geography, located) = (index.geography(), known.located(index, rows, n)?);
        match self {
            Measured::Km => located.km_range(geography),
            Measured::Chainage => located.chainage_range(geography),
        }
    }
}

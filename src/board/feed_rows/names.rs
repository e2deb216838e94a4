//! Which records of a scenario a feed's names mean: parties, places and sources by their name,
//! short name or other spelling, places by their code as well; the whole cell first.

use std::{collections::HashMap, sync::OnceLock};

use super::FeedFile;
use crate::{
    board::{
        Index, Located, Route, Stands,
        corridor::{Along, distance},
        fold,
        zones::SitesOfDrawings,
    },
    feed::{FeedRows, Parties, Site},
    model::{Coordinates, Id, Key, Record, Scenario, Table, Value, Within},
};

/// Whether a site counts as near to what its feed is narrowed to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Near {
    /// It counts: it surely lies there, or may and is taken in.
    Surely,
    /// It may lie there, and is told of apart.
    Perhaps,
    /// It lies elsewhere, or nobody knows where.
    Not,
}

/// What a scenario knows of a feed's names, by their numbers.
#[derive(Debug, Default)]
pub struct KnownNames {
    /// The actors of both sides.
    pub parties: Vec<Vec<Id>>,
    /// The places that a site is: by its name, its area and its country.
    pub places: Vec<Vec<Id>>,
    /// The place that the narrowest name of a site is; `None` where the scenario has none of it.
    pub narrowest: Vec<Option<Id>>,
    pub sources: Vec<Vec<Id>>,
    /// Where each site lies to each route.
    along: OnceLock<Vec<Vec<Along>>>,
    /// Where each site stands to what zones draw.
    pub drawings: SitesOfDrawings,
    /// How near each site is to what the feed is narrowed to; `None` where it is not.
    pub within: Option<Vec<Near>>,
    /// How many rows that leaves, in words.
    pub narrowed: Option<String>,
}

impl KnownNames {
    pub(super) fn of(index: &Index, file: &FeedFile) -> KnownNames {
        let (scenario, rows) = (&index.scenario, &file.rows);
        let (actors, places) = (called(scenario, Table::Actor), called(scenario, Table::Place));
        let sources = called(scenario, Table::Source);
        let several = |names: &HashMap<String, Id>, cell: &str, signs: &[char]| -> Vec<Id> {
            if let Some(id) = names.get(&fold(cell)) {
                return vec![id.clone()];
            }
            cell.split(signs).filter_map(|part| names.get(&fold(part.trim())).cloned()).collect()
        };
        let whereabouts = |site: &Site| -> Vec<Id> {
            let names = [&site.name, &site.area, &site.country].into_iter();
            names.filter_map(|name| places.get(&fold(name)).cloned()).collect()
        };
        let narrowest = |site: &Site| {
            let mut names = [&site.name, &site.area, &site.country].into_iter();
            places.get(&fold(names.find(|name| !name.is_empty())?)).cloned()
        };
        let sides = |parties: &Parties| {
            let mut ids = several(&actors, &parties.a, &[',', ';']);
            ids.extend(several(&actors, &parties.b, &[',', ';']));
            ids
        };
        let record = scenario.find(&file.id).filter(|record| record.table == Table::Feed);
        let within = record.and_then(|record| match record.get(Key::Within) {
            Some(Value::Within(within)) => Some(near(index, file, within)),
            _ => None,
        });
        KnownNames {
            parties: rows.parties.list().iter().map(sides).collect(),
            places: rows.sites.list().iter().map(whereabouts).collect(),
            narrowest: rows.sites.list().iter().map(narrowest).collect(),
            sources: rows
                .sources
                .list()
                .iter()
                .map(|s| several(&sources, s, &[';', ',']))
                .collect(),
            along: OnceLock::new(),
            drawings: SitesOfDrawings::default(),
            within,
            narrowed: record.and_then(|record| narrowed(index, file, record)),
        }
    }

    /// Where a site lies; `None` without a point.
    pub fn located<'a>(
        &'a self,
        index: &Index,
        rows: &FeedRows,
        site: usize,
    ) -> Option<Located<'a>> {
        let point = rows.sites.list().get(site)?.point()?;
        Some(Located { point, place: None, spot: None, along: self.along(index, rows).get(site)? })
    }

    /// The sites that do not lie outside the corridor of a route.
    pub fn beside(&self, index: &Index, rows: &FeedRows, route: usize) -> Vec<bool> {
        let geography = index.geography();
        let is_beside = |site| {
            let beside = self.located(index, rows, site)?.beside(route, geography);
            beside.map(|(_, stands)| stands != Stands::Outside)
        };
        (0..rows.sites.list().len()).map(|site| is_beside(site).unwrap_or(false)).collect()
    }

    /// Where each site lies to each route: worked out when it is first asked for.
    fn along(&self, index: &Index, rows: &FeedRows) -> &[Vec<Along>] {
        let build = || {
            let routes = &index.geography().routes;
            let along = |site: &Site| match site.at {
                Some(at) => routes.iter().map(|route| route.line.nearest(at)).collect(),
                None => Vec::new(),
            };
            rows.sites.list().iter().map(along).collect()
        };
        self.along.get_or_init(build)
    }
}

/// How near each site is to a route or place: surely within so many kilometres, perhaps, or not. One
/// without a point is not.
pub(super) fn near(index: &Index, file: &FeedFile, within: &Within) -> Vec<Near> {
    let scenario = &index.scenario;
    let is_route = |route: &&Route| scenario.record(route.record).id == within.of;
    let route = index.geography().routes.iter().find(is_route);
    let place = scenario.find(&within.of).and_then(|place| place.get(Key::At)?.as_point());
    let km = |at: Coordinates| match (route, place) {
        (Some(route), _) => Some(route.line.nearest(at).km),
        (None, Some(place)) => Some(distance(place.coordinates(), at)),
        (None, None) => None,
    };
    let near = |site: &Site| {
        let off = site.precision_km.unwrap_or(0.0);
        match site.at.and_then(km) {
            Some(km) if km + off <= within.km => Near::Surely,
            Some(km) if km - off <= within.km && within.possible => Near::Surely,
            Some(km) if km - off <= within.km => Near::Perhaps,
            _ => Near::Not,
        }
    };
    file.rows.sites.list().iter().map(near).collect()
}

/// How many rows are near enough to what a feed is narrowed to: `12 within 3 km of m4, 4 more may be`.
pub(super) fn narrowed(index: &Index, file: &FeedFile, record: &Record) -> Option<String> {
    let Some(Value::Within(within)) = record.get(Key::Within) else { return None };
    let near = near(index, file, within);
    let (mut surely, mut perhaps) = (0u64, 0u64);
    let rows = (0..file.rows.len()).filter(|row| file.rows.stands(*row));
    for (segment, n) in rows.filter_map(|row| file.rows.segment_of(row)) {
        match near[segment.site[n] as usize] {
            Near::Surely => surely += 1,
            Near::Perhaps => perhaps += 1,
            Near::Not => {}
        }
    }
    let of = format!("{surely} within {} km of {}", within.km, within.of);
    let more = format!(", {perhaps} more may be (`possible = true` takes them too)");
    Some(if perhaps > 0 { of + &more } else { of })
}

/// The records of a table by every name they go by, folded; of two the first.
fn called(scenario: &Scenario, table: Table) -> HashMap<String, Id> {
    let mut names = HashMap::new();
    for record in scenario.table(table) {
        for name in names_of(record) {
            names.entry(fold(name)).or_insert_with(|| record.id.clone());
        }
    }
    names
}

fn names_of(record: &Record) -> impl Iterator<Item = &str> {
    let own = [Key::Name, Key::Short, Key::Pcode].into_iter().filter_map(|key| record.text(key));
    let others = match record.get(Key::Aliases) {
        Some(Value::Texts(others)) => others.as_slice(),
        _ => &[],
    };
    own.chain(others).map(|name| name.original())
}

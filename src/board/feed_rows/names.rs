//! Which records of a scenario a feed's names mean: parties, places and sources by their name,
//! short name or other spelling, the whole cell first.

use std::{collections::HashMap, sync::OnceLock};

use super::FeedFile;
use crate::{
    board::{
        Index, Located, Route, Stands,
        corridor::{Along, distance},
        fold,
    },
    feed::{FeedRows, Parties, Site},
    model::{Coordinates, Id, Key, Record, Scenario, Table, Value, Within},
};

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
    /// Sites that the feed is narrowed to; `None` where it is not.
    pub within: Option<Vec<bool>>,
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
            within,
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
        Some(Located { point, place: None, along: self.along(index, rows).get(site)? })
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

/// The sites that may lie within so many kilometres of a route or place. A site without a point is
/// not.
fn near(index: &Index, file: &FeedFile, within: &Within) -> Vec<bool> {
    let scenario = &index.scenario;
    let is_route = |route: &&Route| scenario.record(route.record).id == within.of;
    let route = index.geography().routes.iter().find(is_route);
    let place = scenario.find(&within.of).and_then(|place| place.get(Key::At)?.as_point());
    let km = |at: Coordinates| match (route, place) {
        (Some(route), _) => Some(route.line.nearest(at).km),
        (None, Some(place)) => Some(distance(place.coordinates(), at)),
        (None, None) => None,
    };
    let is_near = |site: &Site| {
        let km = site.at.and_then(km);
        km.is_some_and(|km| km - site.precision_km.unwrap_or(0.0) <= within.km)
    };
    file.rows.sites.list().iter().map(is_near).collect()
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
    let own = [Key::Name, Key::Short].into_iter().filter_map(|key| record.text(key));
    let others = match record.get(Key::Aliases) {
        Some(Value::Texts(others)) => others.as_slice(),
        _ => &[],
    };
    own.chain(others).map(|name| name.original())
}

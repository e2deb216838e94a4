//! Places in the window table: each stands below what it is a part of and counts into it, and what
//! is of the whole itself stands last among its parts, as *elsewhere* in it.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use crate::model::{Clean, Id, Scenario};

/// Which places have a row of their own, and below which others it stands.
pub(super) struct PlaceTree<'a> {
    scenario: &'a Scenario,
    seated: BTreeSet<&'a Id>,
    /// Of each whole that has a row, the rows right below it.
    parts: BTreeMap<&'a Id, BTreeSet<&'a Id>>,
}

/// Where the row of a place stands: in the order of seats, parts are below their whole.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Seat<'a>(Rc<[Step<'a>]>);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Step<'a> {
    Place(&'a Id),
    Elsewhere,
}

/// What a seat counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Seated<'a> {
    /// All of a place, its parts included.
    All(&'a Id),
    /// What is of a place, and of none of its parts that have a row.
    Elsewhere(&'a Id),
}

impl<'a> PlaceTree<'a> {
    /// Rows for the places that are named, and for each whole that two of them or more belong to: of
    /// one alone it would say the same again.
    pub fn summed(scenario: &'a Scenario, named: impl Iterator<Item = &'a Id>) -> PlaceTree<'a> {
        let named: BTreeSet<&Id> = named.collect();
        let mut branches: BTreeMap<&Id, BTreeSet<&Id>> = BTreeMap::new();
        for id in &named {
            let wholes: Vec<&Id> = scenario.with_wholes(id).collect();
            for pair in wholes.windows(2) {
                branches.entry(pair[1]).or_default().insert(pair[0]);
            }
        }
        let shared = branches.into_iter().filter(|(_, below)| below.len() > 1).map(|(id, _)| id);
        let seated = shared.chain(named.iter().copied()).collect();
        PlaceTree::seating(scenario, seated)
    }

    /// Rows for the places that are named, and for no others.
    pub fn told(scenario: &'a Scenario, named: impl Iterator<Item = &'a Id>) -> PlaceTree<'a> {
        PlaceTree::seating(scenario, named.collect())
    }

    fn seating(scenario: &'a Scenario, seated: BTreeSet<&'a Id>) -> PlaceTree<'a> {
        let mut parts: BTreeMap<&Id, BTreeSet<&Id>> = BTreeMap::new();
        for id in &seated {
            let mut wholes = scenario.with_wholes(id).skip(1);
            if let Some(whole) = wholes.find(|whole| seated.contains(whole)) {
                parts.entry(whole).or_default().insert(id);
            }
        }
        PlaceTree { scenario, seated, parts }
    }

    /// The rows that a place counts into, its own first, then outward.
    pub fn wholes(&self, id: &'a Id) -> impl Iterator<Item = &'a Id> {
        self.scenario.with_wholes(id).filter(|whole| self.seated.contains(whole))
    }

    /// The rows right below that of a whole.
    pub fn parts(&self, whole: &Id) -> impl Iterator<Item = &'a Id> {
        self.parts.get(whole).into_iter().flatten().copied()
    }

    /// Whether it has a row: what is elsewhere in a place, where a part of it has one too.
    pub fn has_row(&self, seated: Seated) -> bool {
        match seated {
            Seated::All(id) => self.seated.contains(id),
            Seated::Elsewhere(id) => self.parts.contains_key(id),
        }
    }

    /// Where what a row counts stands.
    pub fn seat(&self, seated: Seated<'a>) -> Seat<'a> {
        let (id, rest) = match seated {
            Seated::All(id) => (id, None),
            Seated::Elsewhere(id) => (id, Some(Step::Elsewhere)),
        };
        let wholes: Vec<&Id> = self.wholes(id).collect();
        Seat(wholes.into_iter().rev().map(Step::Place).chain(rest).collect())
    }

    /// Everywhere where what is of a place counts: there, in its wholes, and where it has parts
    /// that have rows among what is elsewhere in it.
    pub fn seats_of(&self, id: &'a Id) -> Vec<Seat<'a>> {
        let rest = self.parts.contains_key(id).then(|| self.seat(Seated::Elsewhere(id)));
        let wholes = self.wholes(id).map(|id| self.seat(Seated::All(id)));
        wholes.chain(rest).collect()
    }
}

impl<'a> Seat<'a> {
    /// What is counted there; `None` of a seat that is nowhere.
    pub fn seated(&self) -> Option<Seated<'a>> {
        match *self.0 {
            [.., Step::Place(id), Step::Elsewhere] => Some(Seated::Elsewhere(id)),
            [.., Step::Place(id)] => Some(Seated::All(id)),
            _ => None,
        }
    }

    /// How many wholes it stands below.
    pub fn depth(&self) -> usize {
        self.0.len().saturating_sub(1)
    }
}

impl Seated<'_> {
    /// What stands for the place in a row of the table.
    pub fn name(self, scenario: &Scenario) -> Clean {
        match self {
            Seated::All(id) => id.as_str().into(),
            Seated::Elsewhere(id) => format!("elsewhere in {}", scenario.name(id)).into(),
        }
    }
}

//! Whether something lies in a zone: over all voices, and over all days on which it may have been.

use std::{cell::RefCell, collections::BTreeMap};

use super::{ZoneDrawing, ZonePeriod, ZonesThen, then::either};
use crate::{
    board::{ScenarioZones, Stands},
    model::{Day, Interval},
};

/// What is asked about: it knows how it lies to what one word draws.
pub(in crate::board) trait ZoneSubject {
    /// Where it stands to a drawing, by its number.
    fn to_drawing(&self, n: usize, drawing: &ZoneDrawing) -> Stands;

    /// What a voice says of it and a zone, by its number; `None` where nobody says anything.
    fn told(&self, _zone: usize) -> Option<ToldInside> {
        None
    }
}

/// How far it is somebody's word that something lay in a zone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::board) enum ToldInside {
    /// The word that is shown says so.
    Shown,
    /// Another voice does: against the ground nobody can say.
    ByAnother,
}

/// A question of one day.
struct OnDay<'a, S> {
    then: &'a ZonesThen,
    zones: &'a ScenarioZones,
    subject: &'a S,
    day: Day,
    /// Of zones that clip others: each is asked once.
    known: RefCell<BTreeMap<usize, Stands>>,
}

impl ZonesThen {
    /// Where something stands to a zone, by its number, whose day lies within an interval.
    pub(in crate::board) fn stands<S: ZoneSubject>(
        &self,
        zones: &ScenarioZones,
        zone: usize,
        time: Interval,
        subject: &S,
    ) -> Stands {
        let days = self.stretches(zone, time).into_iter();
        Stands::agreed(days.map(|day| self.stands_on(zones, zone, day, subject)))
    }

    /// The same on one day.
    pub(in crate::board) fn stands_on<S: ZoneSubject>(
        &self,
        zones: &ScenarioZones,
        zone: usize,
        day: Day,
        subject: &S,
    ) -> Stands {
        OnDay { then: self, zones, subject, day, known: RefCell::default() }.zone(zone)
    }
}

impl<S: ZoneSubject> OnDay<'_, S> {
    fn zone(&self, zone: usize) -> Stands {
        if let Some(known) = self.known.borrow().get(&zone) {
            return *known;
        }
        let ground = || {
            let of_voice = |periods: &Vec<ZonePeriod>| {
                periods.iter().map(|period| self.period(period)).fold(Stands::Outside, either)
            };
            Stands::agreed(self.then.voices(zone).iter().map(of_voice))
        };
        let stands = match self.subject.told(zone) {
            Some(ToldInside::Shown) => Stands::Inside,
            Some(ToldInside::ByAnother) if ground() == Stands::Outside => Stands::CannotSay,
            Some(ToldInside::ByAnother) => Stands::Inside,
            None => ground(),
        };
        self.known.borrow_mut().insert(zone, stands);
        stands
    }

    fn period(&self, period: &ZonePeriod) -> Stands {
        let holds = period.holds(self.day);
        if holds == Stands::Outside {
            return holds;
        }
        let drawing = period.drawing.and_then(|n| Some((n, self.zones.drawings.get(n)?)));
        let ground = drawing.map_or(Stands::CannotSay, |(n, of)| self.subject.to_drawing(n, of));
        let mut stands = holds.and(ground);
        for within in &period.within {
            if stands == Stands::Outside {
                return stands;
            }
            stands = stands.and(self.zone(*within));
        }
        for except in &period.except {
            if stands == Stands::Outside {
                return stands;
            }
            stands = stands.and(self.zone(*except).opposite());
        }
        stands
    }
}

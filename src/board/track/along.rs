//! A track on a route: what of the route it covered, as far as its points allow to say.

use super::{
    super::corridor::{Route, RouteEnd, Stretch, distance},
    file::{TrackFile, TrackGap},
};

/// Kilometres within which a point is on the route, where the line may not be off the road by more.
pub const TOLERANCE_KM: f64 = 2.0;

/// What a track covered of a route.
#[derive(Clone, PartialEq, Debug)]
pub struct TrackReach {
    /// Kilometres within which its points were taken to be on the route.
    pub tolerance_km: f64,
    /// The stretches that it covered, from the first kilometre on; none is part of another.
    pub covered: Vec<Stretch>,
    /// The stretches of which nobody can say: gaps that it did not cover before or after.
    pub cannot_say: Vec<Stretch>,
    /// Its gaps, in their order.
    pub gaps: Vec<GapAlong>,
    /// Chainages at which it first and last was on the route; `None` where it never was.
    pub ends: Option<(f64, f64)>,
    /// Where it turned back, and how far it ran back from there, in chainages.
    pub turns: Vec<(f64, f64)>,
    /// How often it was away from the route, in its order.
    pub away: Vec<Away>,
    /// Kilometres between the route and the point that was nearest to it.
    pub nearest_km: f64,
}

/// A gap, and the chainages of the points on its two sides; `None` where one is off the route.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct GapAlong {
    /// Of the point before.
    pub from: Option<f64>,
    /// Of the point after.
    pub to: Option<f64>,
    /// How far and how long.
    pub gap: TrackGap,
}

/// A part of a track that is off the route.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Away {
    /// The chainage at which it left the route; `None` where it was not on it before.
    pub left: Option<f64>,
    /// The chainage at which it came back; `None` where it did not.
    pub back: Option<f64>,
    /// Kilometres from the route at most.
    pub km: f64,
    /// The end of the drawn line beyond which it then was.
    pub beyond: Option<RouteEnd>,
}

impl TrackReach {
    /// Measures a track on a route.
    pub fn of(track: &TrackFile, route: &Route) -> TrackReach {
        let tolerance_km = route.precision_km.unwrap_or(0.0).max(TOLERANCE_KM);
        let mut reach = TrackReach {
            tolerance_km,
            covered: Vec::new(),
            cannot_say: Vec::new(),
            gaps: Vec::new(),
            ends: None,
            turns: Vec::new(),
            away: Vec::new(),
            nearest_km: f64::INFINITY,
        };
        let (mut before, mut turning) = (None, Turning::default());
        for point in &track.points {
            let foot = route.line.nearest_within(point.at, tolerance_km);
            let foot = foot.map(|along| {
                reach.nearest_km = reach.nearest_km.min(along.km);
                along.chainage_km
            });
            let last = before.and_then(|(_, foot)| foot);
            if let Some(gap) = point.gap {
                reach.gaps.push(GapAlong { from: last, to: foot, gap });
            }
            match (last, foot) {
                (Some(from), Some(to)) => {
                    let off = before.map_or(0.0, |(at, _)| distance(at, point.at));
                    // Where the line bends back on itself, the foot may leap along it.
                    let is_leap = (to - from).abs() > 2.0 * (off + 2.0 * tolerance_km);
                    if point.gap.is_some() || is_leap {
                        reach.cannot_say.push((from.min(to), from.max(to)));
                        reach.covered.push((to, to));
                    } else {
                        reach.covered.push((from.min(to), from.max(to)));
                    }
                }
                (None, Some(to)) => {
                    let away = before.and_then(|_| reach.away.last_mut());
                    away.into_iter().for_each(|away| away.back = Some(to));
                    reach.covered.push((to, to));
                }
                (_, None) => reach.is_away(before.is_some(), last, route, point.at),
            }
            if let Some(km) = foot {
                reach.ends = Some((reach.ends.map_or(km, |(first, _)| first), km));
                turning.goes_to(km, tolerance_km, &mut reach.turns);
            }
            before = Some((point.at, foot));
        }
        turning.ends(&mut reach.turns);
        reach.covered = united(std::mem::take(&mut reach.covered));
        reach.cannot_say = without(united(std::mem::take(&mut reach.cannot_say)), &reach.covered);
        reach
    }

    fn is_away(
        &mut self,
        has_before: bool,
        last: Option<f64>,
        route: &Route,
        at: crate::model::Coordinates,
    ) {
        let along = route.line.nearest(at);
        self.nearest_km = self.nearest_km.min(along.km);
        if !has_before || last.is_some() {
            self.away.push(Away { left: last, back: None, km: 0.0, beyond: None });
        }
        if let Some(away) = self.away.last_mut().filter(|away| away.km < along.km) {
            (away.km, away.beyond) = (along.km, along.beyond);
        }
    }

    /// The first and last kilometre that it covered; `None` where it was never on the route.
    pub fn span(&self) -> Option<Stretch> {
        Some((self.covered.first()?.0, self.covered.last()?.1))
    }

    /// Kilometres that it covered, and those of which nobody can say.
    pub fn km(&self) -> (f64, f64) {
        let sum = |of: &[Stretch]| of.iter().map(|(from, to)| to - from).sum();
        (sum(&self.covered), sum(&self.cannot_say))
    }
}

/// Stretches in order, those that touch in one.
pub fn united(mut stretches: Vec<Stretch>) -> Vec<Stretch> {
    stretches.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut found: Vec<Stretch> = Vec::new();
    for (from, to) in stretches {
        match found.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => found.push((from, to)),
        }
    }
    found
}

/// What of some stretches is in none of others; both in order.
fn without(stretches: Vec<Stretch>, others: &[Stretch]) -> Vec<Stretch> {
    let mut left = Vec::new();
    for (mut from, to) in stretches {
        for other in others.iter().filter(|other| other.0 < to) {
            if other.1 <= from {
                continue;
            }
            if other.0 > from {
                left.push((from, other.0));
            }
            from = from.max(other.1);
        }
        if to > from {
            left.push((from, to));
        }
    }
    left
}

/// Notes where a track turns, however its points waver.
#[derive(Default)]
struct Turning {
    /// The lowest and the highest kilometre before it is known which way it runs.
    range: Option<(f64, f64)>,
    /// Whether it runs up, and the furthest that it got since it last turned.
    way: Option<(bool, f64)>,
    /// Where it turned last.
    from: Option<f64>,
}

impl Turning {
    fn goes_to(&mut self, km: f64, least_km: f64, turns: &mut Vec<(f64, f64)>) {
        let Some((is_up, furthest)) = self.way else {
            let (low, high) =
                self.range.map_or((km, km), |(low, high)| (low.min(km), high.max(km)));
            self.range = Some((low, high));
            self.way = (high - low > least_km).then_some((km == high, km));
            return;
        };
        let ahead = if is_up { km - furthest } else { furthest - km };
        if ahead >= 0.0 {
            self.way = Some((is_up, km));
        } else if -ahead > least_km {
            turns.extend(self.from.map(|from| (from, furthest)));
            (self.from, self.way) = (Some(furthest), Some((!is_up, km)));
        }
    }

    fn ends(self, turns: &mut Vec<(f64, f64)>) {
        turns.extend(self.from.zip(self.way).map(|(from, (_, furthest))| (from, furthest)));
    }
}

//! The edges of zones, to be drawn.

use super::{ScenarioZones, ZoneDrawing, ZonePeriod, asked::ZoneSubject};
use crate::{
    board::{
        Board, Stands, ZoneShape,
        corridor::{RouteLine, earth},
    },
    model::{Coordinates, Day},
};

/// Points of a clipped edge, give or take the bends.
const POINTS: f64 = 500.0;
/// Degrees between the points of a round.
const TURN: f64 = 5.0;

/// The edges of a zone as each voice draws it on a day, in as many lines as they are; nothing of one
/// that does not hold on that day, nor of one whose members are only named.
pub fn outlines(board: &Board, zone: usize, day: Day) -> Vec<Vec<Coordinates>> {
    let zones = board.index.zones();
    let then = board.zones_then();
    let mut drawn: Vec<&ZonePeriod> = Vec::new();
    let periods = then.voices(zone).iter().flatten();
    for period in periods.filter(|period| period.holds(day) != Stands::Outside) {
        let is_same = |other: &&ZonePeriod| {
            (other.drawing, &other.within, &other.except)
                == (period.drawing, &period.within, &period.except)
        };
        if !drawn.iter().any(is_same) {
            drawn.push(period);
        }
    }
    drawn.into_iter().flat_map(|period| of_period(board, zones, period, day)).collect()
}

fn of_period(
    board: &Board,
    zones: &ScenarioZones,
    period: &ZonePeriod,
    day: Day,
) -> Vec<Vec<Coordinates>> {
    let Some(own) = period.drawing.and_then(|n| zones.drawings.get(n)) else { return Vec::new() };
    let clips: Vec<usize> = period.within.iter().chain(&period.except).copied().collect();
    if clips.is_empty() {
        return edges(own, None);
    }
    let then = board.zones_then();
    let mut lines = edges(own, Some(POINTS));
    for zone in &clips {
        let of_clip = then.voices(*zone).iter().flatten();
        let drawings = of_clip.filter_map(|period| zones.drawings.get(period.drawing?));
        lines.extend(drawings.flat_map(|drawing| edges(drawing, Some(POINTS))));
    }
    // What lies on the edge of all of them together, and not beyond one of them.
    let is_edge = |at: &Coordinates| {
        let point = DrawnPoint(*at);
        let clipped = |zone: &usize| then.stands_on(zones, *zone, day, &point);
        let within = period.within.iter().map(clipped);
        let except = period.except.iter().map(|zone| clipped(zone).opposite());
        let ground = own.stands(*at, 0.0);
        within.chain(except).fold(ground, Stands::and) == Stands::CannotSay
    };
    lines.iter().flat_map(|line| kept(line, is_edge)).collect()
}

/// A point of the ground, asked where it lies.
struct DrawnPoint(Coordinates);

impl ZoneSubject for DrawnPoint {
    fn to_drawing(&self, _n: usize, drawing: &ZoneDrawing) -> Stands {
        drawing.stands(self.0, 0.0)
    }
}

/// The stretches of a line whose points pass.
fn kept(line: &[Coordinates], passes: impl Fn(&Coordinates) -> bool) -> Vec<Vec<Coordinates>> {
    let mut stretches: Vec<Vec<Coordinates>> = vec![Vec::new()];
    for point in line {
        if passes(point) {
            if let Some(stretch) = stretches.last_mut() {
                stretch.push(*point);
            }
        } else if stretches.last().is_some_and(|stretch| !stretch.is_empty()) {
            stretches.push(Vec::new());
        }
    }
    stretches.retain(|stretch| stretch.len() > 1);
    stretches
}

impl ZoneDrawing {
    /// Points of its edges, whatever clips it.
    pub(in crate::board) fn points(&self) -> Vec<Coordinates> {
        edges(self, None).concat()
    }
}

/// The edges of what one word draws; with so many points where they are to be clipped.
fn edges(drawing: &ZoneDrawing, points: Option<f64>) -> Vec<Vec<Coordinates>> {
    let Ok(zone) = &drawing.drawn else { return Vec::new() };
    let of_line = |line: &RouteLine| -> Vec<Coordinates> {
        match points {
            None => line.points().map(|(_, at)| at).collect(),
            Some(points) => {
                let stations = line.stations((line.km() / points).max(0.01));
                stations.into_iter().map(|(at, _)| at).collect()
            }
        }
    };
    match zone.shape() {
        ZoneShape::Rings(rings) => rings.edges().map(of_line).collect(),
        ZoneShape::Straight(polygons) => polygons.edges().map(of_line).collect(),
        ZoneShape::Along(flanked) => vec![flanked.outline()],
        ZoneShape::Around(around) => {
            let (middle, km) = around.circle();
            let turns = (0..=(360.0 / TURN) as u32).map(|turn| f64::from(turn) * TURN);
            vec![turns.map(|azimuth| earth::ahead(middle, azimuth, km).0).collect()]
        }
        ZoneShape::Members(_) => Vec::new(),
    }
}

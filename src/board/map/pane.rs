//! A pane: a view with a size, on which points and lines come to lie. What is outside is cut off.

use super::MapView;
use crate::{board::basemap::GeoBox, model::Coordinates};

/// A view of so many units; x runs to the right and y down from the upper left corner.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Pane {
    /// Where its middle lies, and how much ground a unit covers.
    pub view: MapView,
    /// Units from left to right.
    pub width: f64,
    /// Units from top to bottom.
    pub height: f64,
}

/// Units of a dot, of which a cell has two across and four down.
const DOT: f64 = 0.5;

/// A straight part of a line, from and to, inside the pane.
pub type PaneLine = [(f64, f64); 2];

impl Pane {
    /// Where a point lies, inside the pane or not.
    pub fn at(&self, at: Coordinates) -> (f64, f64) {
        let (right, up) = self.view.offset(at);
        (self.width / 2.0 + right, self.height / 2.0 - up)
    }

    /// Where a point lies, if that is inside.
    pub fn inside(&self, at: Coordinates) -> Option<(f64, f64)> {
        Some(self.at(at)).filter(|at| self.holds(*at))
    }

    /// Whether a point lies inside; the right and the lower edge do not belong to it.
    pub fn holds(&self, (x, y): (f64, f64)) -> bool {
        (0.0..self.width).contains(&x) && (0.0..self.height).contains(&y)
    }

    /// What lies under a point of the pane.
    pub fn ground(&self, (x, y): (f64, f64)) -> Coordinates {
        self.view.moved(x - self.width / 2.0, self.height / 2.0 - y).centre
    }

    /// The box of all that it shows.
    pub fn bounds(&self) -> GeoBox {
        // Offsets run on beyond the poles and round the earth: the box takes them back.
        let across = self.view.km * self.width / 2.0;
        let down = self.view.km * self.height / 2.0;
        let (right, up) = self.view.offset(Coordinates {
            lat: self.view.centre.lat + 1.0,
            lon: self.view.centre.lon + 1.0,
        });
        let (wide, tall) = (across / (right.abs() * self.view.km), down / (up * self.view.km));
        let Coordinates { lat, lon } = self.view.centre;
        GeoBox::new(lon - wide, lat - tall, lon + wide, lat + tall)
    }

    /// The parts of a line through points that lie inside; points on one dot are one, so that from
    /// far off a coast is no longer than on the picture. Where it would run right across the
    /// picture because the far side of the earth lies between, it is broken off.
    pub fn stretches(&self, points: impl Iterator<Item = Coordinates>) -> Vec<PaneLine> {
        let mut last: Option<(f64, f64)> = None;
        let half_round = self
            .view
            .offset(Coordinates { lat: self.view.centre.lat, lon: self.view.centre.lon + 180.0 });
        let mut stretches = Vec::new();
        let mut points = points.peekable();
        while let Some(point) = points.next() {
            let here = self.at(point);
            let is_one =
                |from: (f64, f64)| (here.0 - from.0).abs() < DOT && (here.1 - from.1).abs() < DOT;
            if last.is_some_and(is_one) && points.peek().is_some() {
                continue;
            }
            if let Some(from) = last.filter(|from| (here.0 - from.0).abs() <= half_round.0.abs()) {
                stretches.extend(self.cut(from, here));
            }
            last = Some(here);
        }
        stretches
    }

    /// The part of a straight line that lies inside (Liang and Barsky 1984).
    fn cut(&self, from: (f64, f64), to: (f64, f64)) -> Option<PaneLine> {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let edges =
            [(-dx, from.0), (dx, self.width - from.0), (-dy, from.1), (dy, self.height - from.1)];
        let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
        for (towards, room) in edges {
            match towards {
                _ if towards == 0.0 && room < 0.0 => return None,
                _ if towards < 0.0 => enters = enters.max(room / towards),
                _ if towards > 0.0 => leaves = leaves.min(room / towards),
                _ => {}
            }
        }
        let on = |part: f64| (from.0 + dx * part, from.1 + dy * part);
        (enters <= leaves).then(|| [on(enters), on(leaves)])
    }

    /// The longest round length for a scale bar of at most so many units: kilometres, and units.
    pub fn scale(&self, most: f64) -> (f64, f64) {
        let most_km = (self.view.km * most).max(1e-6);
        let power = 10_f64.powf(most_km.log10().floor());
        let round = [5.0, 2.0, 1.0].into_iter().find(|n| n * power <= most_km).unwrap_or(1.0);
        (round * power, round * power / self.view.km)
    }
}

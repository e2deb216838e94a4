//! Where features lie, as other maps take it: lines and areas are cut at the antimeridian; an area
//! that holds a pole is not (no corridor along a road does).

use crate::model::Coordinates;

/// Where a feature lies.
#[derive(Clone, PartialEq, Debug)]
pub enum Geometry {
    /// Nobody says.
    Nowhere,
    /// A point.
    Point(Coordinates),
    /// The pieces of a line, or of several.
    Lines(Vec<Vec<Coordinates>>),
    /// Rings, each round an area of its own: closed, with what they hold to their left.
    Areas(Vec<Vec<Coordinates>>),
}

impl Geometry {
    /// A line, cut where it crosses the antimeridian.
    pub fn line(points: &[Coordinates]) -> Geometry {
        Geometry::Lines(cut_line(points))
    }

    /// Several lines; none is one without two points.
    pub fn lines<'a>(lines: impl IntoIterator<Item = &'a Vec<Coordinates>>) -> Geometry {
        let drawn = lines.into_iter().filter(|line| line.len() > 1);
        Geometry::Lines(drawn.flat_map(|line| cut_line(line)).collect())
    }

    /// What a closed ring holds.
    pub fn area(ring: &[Coordinates]) -> Geometry {
        Geometry::Areas(cut_area(ring))
    }

    /// A zone as an area, where its edge is one ring; else its edges.
    pub fn outline(lines: &[Vec<Coordinates>]) -> Geometry {
        match lines {
            [ring] if ring.len() > 3 && ring.first() == ring.last() => Geometry::area(ring),
            lines => Geometry::lines(lines),
        }
    }

    /// The same with each position as `round` has it.
    pub fn rounded(mut self, round: impl Fn(Coordinates) -> Coordinates) -> Geometry {
        match &mut self {
            Geometry::Nowhere => {}
            Geometry::Point(at) => *at = round(*at),
            Geometry::Lines(lines) | Geometry::Areas(lines) => {
                lines.iter_mut().flatten().for_each(|at| *at = round(*at));
            }
        }
        self
    }
}

fn cut_line(points: &[Coordinates]) -> Vec<Vec<Coordinates>> {
    let mut parts: Vec<Vec<Coordinates>> = vec![Vec::new()];
    let mut last: Option<Coordinates> = None;
    for point in points {
        if let Some(from) = last
            && (point.lon - from.lon).abs() > 180.0
        {
            let edge = 180.0_f64.copysign(from.lon);
            let lat = lat_at(from, unrolled(from.lon, *point), edge);
            if let Some(part) = parts.last_mut() {
                part.push(Coordinates { lat, lon: edge });
            }
            parts.push(vec![Coordinates { lat, lon: -edge }]);
        }
        if let Some(part) = parts.last_mut() {
            part.push(*point);
        }
        last = Some(*point);
    }
    parts
}

fn cut_area(ring: &[Coordinates]) -> Vec<Vec<Coordinates>> {
    let mut turning: Vec<Coordinates> = Vec::new();
    for point in ring {
        let lon = turning.last().map_or(point.lon, |last| unrolled(last.lon, *point).lon);
        turning.push(Coordinates { lon, ..*point });
    }
    if signed(&turning) < 0.0 {
        turning.reverse();
    }
    // Each round of the earth that it touches holds a part of it.
    let rounds = [-360.0, 0.0, 360.0].into_iter();
    let parts = rounds.filter_map(|turn| {
        let east = half(&turning, turn - 180.0, true);
        let part = half(&east, turn + 180.0, false);
        let back: Vec<Coordinates> =
            part.iter().map(|at| Coordinates { lon: at.lon - turn, ..*at }).collect();
        (back.len() > 3).then_some(back)
    });
    parts.collect()
}

/// A point with the longitude that is nearest to another, be it beyond 180°.
fn unrolled(near: f64, at: Coordinates) -> Coordinates {
    let lon = near + ((at.lon - near + 540.0).rem_euclid(360.0) - 180.0);
    Coordinates { lon, ..at }
}

/// The latitude at which a straight line between two points crosses a meridian.
fn lat_at(from: Coordinates, to: Coordinates, lon: f64) -> f64 {
    if to.lon == from.lon {
        return from.lat;
    }
    from.lat + (to.lat - from.lat) * (lon - from.lon) / (to.lon - from.lon)
}

/// The part of a closed ring to one side of a meridian, closed again (Sutherland and Hodgman 1974).
fn half(ring: &[Coordinates], lon: f64, is_east: bool) -> Vec<Coordinates> {
    let holds = |at: &Coordinates| if is_east { at.lon >= lon } else { at.lon <= lon };
    let mut part: Vec<Coordinates> = Vec::new();
    for pair in ring.windows(2) {
        if holds(&pair[0]) != holds(&pair[1]) {
            part.push(Coordinates { lat: lat_at(pair[0], pair[1], lon), lon });
        }
        if holds(&pair[1]) {
            part.push(pair[1]);
        }
    }
    part.extend(part.first().copied());
    part
}

/// Twice the area of a ring, positive where it runs against the clock.
fn signed(ring: &[Coordinates]) -> f64 {
    ring.windows(2).map(|pair| pair[0].lon * pair[1].lat - pair[1].lon * pair[0].lat).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64) -> Coordinates {
        Coordinates { lat, lon }
    }

    #[test]
    fn a_line_is_cut_at_the_antimeridian() {
        let cut = cut_line(&[at(10.0, 179.0), at(12.0, -179.0), at(12.0, -178.0)]);
        let wanted = [
            vec![at(10.0, 179.0), at(11.0, 180.0)],
            vec![at(11.0, -180.0), at(12.0, -179.0), at(12.0, -178.0)],
        ];
        assert_eq!(cut, wanted);
        assert_eq!(cut_line(&[at(10.0, 1.0), at(12.0, 2.0)]).len(), 1);
    }

    #[test]
    fn an_area_lies_to_the_left_of_its_ring_and_is_cut_at_the_antimeridian() {
        let clockwise = [at(0.0, 0.0), at(1.0, 0.0), at(1.0, 1.0), at(0.0, 1.0), at(0.0, 0.0)];
        let [ring] = &cut_area(&clockwise)[..] else { panic!() };
        assert_eq!((ring.first(), ring.len()), (ring.last(), 5));
        assert!((signed(ring) - 2.0).abs() < 1e-9, "against the clock: {ring:?}");
        let across = cut_area(&[
            at(0.0, 179.0),
            at(0.0, -179.0),
            at(1.0, -179.0),
            at(1.0, 179.0),
            at(0.0, 179.0),
        ]);
        assert_eq!(across.len(), 2, "{across:?}");
        for ring in across {
            assert_eq!(ring.first(), ring.last());
            let side = ring[0].lon.signum();
            assert!(ring.iter().all(|point| point.lon * side >= 179.0), "{ring:?}");
        }
    }
}

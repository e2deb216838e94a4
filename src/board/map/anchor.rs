//! Where the sign of an uncertain point stands: on the rim of what it may be off by, and never
//! across a line from the middle, since a sign inside a corridor or beyond a border says that
//! something was there.

use super::PaneLine;

/// Directions that are tried, the first of them straight up.
const WAYS: usize = 16;
/// Parts of the radius that are tried, the rim first.
const PARTS: [f64; 3] = [1.0, 0.7, 0.4];

/// The first point of the rim that is in sight and on the middle's side of every line, else one
/// nearer to the middle; the middle itself where none is.
pub fn sign_place(
    middle: (f64, f64),
    radius: f64,
    lines: &[PaneLine],
    is_in_sight: impl Fn((f64, f64)) -> bool,
) -> (f64, f64) {
    let around = PARTS.into_iter().flat_map(|part| (0..WAYS).map(move |way| (part, way)));
    let mut places = around.map(|(part, way)| {
        // Up, down, right, left come first, then what lies between.
        let turn = ORDER[way] as f64 / WAYS as f64 * std::f64::consts::TAU;
        let (sin, cos) = turn.sin_cos();
        (middle.0 + radius * part * sin, middle.1 - radius * part * cos)
    });
    let fits = |at: &(f64, f64)| {
        is_in_sight(*at) && !lines.iter().any(|line| do_cross([middle, *at], *line))
    };
    places.find(fits).unwrap_or(middle)
}

/// Sixteenths of a turn, clockwise from straight up.
const ORDER: [usize; WAYS] = [0, 8, 4, 12, 2, 14, 6, 10, 1, 15, 3, 13, 5, 11, 7, 9];

/// Whether two stretches have a point in common.
fn do_cross([a, b]: PaneLine, [c, d]: PaneLine) -> bool {
    let side = |p: (f64, f64), q: (f64, f64), r: (f64, f64)| {
        (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0)
    };
    let (of_c, of_d) = (side(a, b, c), side(a, b, d));
    let (of_a, of_b) = (side(c, d, a), side(c, d, b));
    of_c * of_d <= 0.0 && of_a * of_b <= 0.0 && (of_c != of_d || of_a != of_b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WALL: PaneLine = [(-50.0, 5.0), (50.0, 5.0)];

    #[test]
    fn a_sign_stands_on_its_middles_side_of_a_line() {
        let anywhere = |_| true;
        assert_eq!(sign_place((0.0, 10.0), 3.0, &[WALL], anywhere), (0.0, 7.0), "on the rim");
        let (_, y) = sign_place((0.0, 10.0), 8.0, &[WALL], anywhere);
        assert!(y > 5.0, "not straight up, beyond the line: {y}");
        let box_of = |r: f64| {
            [[(-r, -r), (r, -r)], [(r, -r), (r, r)], [(r, r), (-r, r)], [(-r, r), (-r, -r)]]
        };
        assert_eq!(sign_place((0.0, 0.0), 8.0, &box_of(1.0), anywhere), (0.0, 0.0));
        let (x, y) = sign_place((0.0, 0.0), 8.0, &box_of(4.0), anywhere);
        assert!(x.abs() < 4.0 && y.abs() < 4.0 && x.hypot(y) > 1.0, "nearer to the middle");
    }

    proptest! {
        #[test]
        fn no_sign_stands_across_a_line(x in -40.0..40.0f64, y in -40.0..40.0f64, radius in 1.6..60.0f64) {
            prop_assume!((y - 5.0).abs() > 1e-6);
            let (_, at) = sign_place((x, y), radius, &[WALL], |_| true);
            prop_assert_eq!(at > 5.0, y > 5.0);
        }
    }
}

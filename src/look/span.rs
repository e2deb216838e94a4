//! A range on an axis: a point where it is exact, open where nobody gives an upper end.

use super::{Phrase, Role, glyph};
use crate::model::Bounds;

/// A range drawn in exactly `cells` cells, on an axis from 0 to `full`.
pub fn span(bounds: Bounds, full: u64, cells: usize) -> Phrase {
    let last = cells.saturating_sub(1);
    let at = |n: u64| -> usize {
        let place = n.min(full) as u128 * last as u128 / full.max(1) as u128;
        usize::try_from(place).unwrap_or(0)
    };
    if cells == 0 {
        return Phrase::default();
    }
    let (from, to) = (at(bounds.low), bounds.high.map_or(last, at));
    let mut line = Phrase::plain(" ".repeat(from));
    match bounds.high {
        _ if from == to => line.push(glyph::POINT, Role::Bar),
        Some(_) => {
            let between = glyph::BETWEEN.repeat(to - from - 1);
            line.push(format!("{}{between}{}", glyph::FROM, glyph::TO), Role::Bar);
        }
        None => {
            line.push(glyph::FROM, Role::Bar);
            line.push(glyph::BAR_OPEN.repeat(to - from), Role::BarUncertain);
        }
    }
    line.push(" ".repeat(last - to), Role::Plain);
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn drawn(low: u64, high: Option<u64>) -> String {
        span(Bounds { low, high }, 10, 11).text()
    }

    #[test]
    fn ranges_stand_on_one_axis() {
        assert_eq!(drawn(2, Some(5)), "  ├──┤     ");
        assert_eq!(drawn(5, Some(5)), "     ●     ");
        assert_eq!(drawn(8, None), "        ├┄┄");
        assert_eq!(drawn(0, Some(0)), "●          ");
    }

    proptest! {
        #[test]
        fn a_range_fills_its_cells(low in 0u64..50, more in proptest::option::of(0u64..50), full in 0u64..80, cells in 0usize..40) {
            let bounds = Bounds { low, high: more.map(|more| low + more) };
            prop_assert_eq!(span(bounds, full, cells).width(), cells);
        }
    }
}

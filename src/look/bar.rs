//! A bar with its uncertainty drawn: solid for what is certain, shaded up to what is possible,
//! dashed where nobody gives an upper end.

use super::{Phrase, Role, glyph};
use crate::model::Count;

/// A bar of exactly `cells` cells, on a scale of 0 to `full`.
pub fn bar(count: &Count, full: u64, cells: usize) -> Phrase {
    if full == 0 || cells == 0 {
        return Phrase::plain(" ".repeat(cells));
    }
    // In eighths of a cell, as far as the block glyphs go.
    let eighths = |n: u64| -> usize {
        let whole = (n.min(full) as u128 * cells as u128 * 8) / full as u128;
        usize::try_from(whole).unwrap_or(0)
    };
    let certain = count.low.or(count.best).or(count.high).map_or(0, eighths);
    let possible = count.high.or(count.best).map_or(certain, eighths).max(certain);
    // A bound that is only an upper one has nothing certain below it.
    let certain = if count.low.is_none() && count.best.is_none() { 0 } else { certain };
    let mut bar = Phrase::default();
    let solid = certain / 8;
    bar.push(glyph::BAR_FULL.repeat(solid), Role::Bar);
    let part = glyph::BAR_PART[certain % 8];
    bar.push(part, Role::Bar);
    let used = solid + usize::from(!part.is_empty());
    let shaded = possible.div_ceil(8).saturating_sub(used).min(cells - used);
    bar.push(glyph::BAR_UNCERTAIN.repeat(shaded), Role::BarUncertain);
    let rest = cells - used - shaded;
    let open = count.high.is_none();
    bar.push(if open { glyph::BAR_OPEN } else { " " }.repeat(rest), Role::BarUncertain);
    bar
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn drawn(low: Option<u64>, best: Option<u64>, high: Option<u64>) -> String {
        bar(&Count { low, best, high, ..Count::default() }, 100, 10).text()
    }

    #[test]
    fn certain_possible_and_open_are_told_apart() {
        assert_eq!(drawn(Some(50), Some(50), Some(50)), "█████     ");
        assert_eq!(drawn(Some(20), None, Some(50)), "██▒▒▒     ");
        assert_eq!(drawn(Some(20), None, None), "██┄┄┄┄┄┄┄┄");
        assert_eq!(drawn(None, None, Some(50)), "▒▒▒▒▒     ");
        assert_eq!(drawn(None, None, None), "┄┄┄┄┄┄┄┄┄┄");
        assert_eq!(drawn(None, Some(95), Some(95)), "█████████▌");
    }

    proptest! {
        #[test]
        fn a_bar_fills_its_cells(low in proptest::option::of(0u64..200), high in proptest::option::of(0u64..200), full in 0u64..150, cells in 0usize..30) {
            let count = Count { low, high, ..Count::default() };
            prop_assert_eq!(bar(&count, full, cells).width(), cells);
        }
    }
}

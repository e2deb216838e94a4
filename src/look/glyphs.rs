//! What a map is drawn with, by what the terminal's font can show.

use super::glyph;

/// The glyphs of a map.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Glyphs {
    /// Eight dots to a cell.
    #[default]
    Braille,
    /// Four quarters to a cell.
    Block,
    /// Letters and marks of ASCII.
    Ascii,
}

impl Glyphs {
    /// Every way of drawing, the finest first.
    pub const ALL: &'static [Glyphs] = &[Glyphs::Braille, Glyphs::Block, Glyphs::Ascii];

    /// As the flag `--glyphs` and the settings name it.
    pub fn name(self) -> &'static str {
        match self {
            Glyphs::Braille => "braille",
            Glyphs::Block => "block",
            Glyphs::Ascii => "ascii",
        }
    }

    /// Those of a name; `None` for a name that there is not.
    pub fn from_name(name: &str) -> Option<Glyphs> {
        Glyphs::ALL.iter().copied().find(|glyphs| glyphs.name() == name)
    }

    /// Points to a cell that can be lit one by one: columns, and rows.
    pub fn points(self) -> (usize, usize) {
        match self {
            Glyphs::Braille => (2, 4),
            Glyphs::Block => (2, 2),
            Glyphs::Ascii => (1, 1),
        }
    }

    /// A cell in which points are lit, counted row by row from the upper left in the lowest bits.
    /// ASCII has no such cells: what is drawn gives its own mark.
    pub fn lit(self, points: u8, mark: &'static str) -> char {
        match self {
            Glyphs::Braille => {
                // The dots of a cell as Unicode numbers them: down the left, down the right, then
                // the two below.
                const DOTS: [u32; 8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];
                let dots = (0..8).filter(|n| points & (1 << n) != 0).map(|n| DOTS[n]).sum::<u32>();
                char::from_u32(0x2800 + dots).unwrap_or(' ')
            }
            Glyphs::Block => glyph::QUARTERS[usize::from(points & 15)],
            Glyphs::Ascii => mark.chars().next().unwrap_or(' '),
        }
    }

    /// One of two signs: the second where only ASCII can be shown.
    pub fn sign(self, (sign, ascii): (&'static str, &'static str)) -> &'static str {
        if self == Glyphs::Ascii { ascii } else { sign }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_show_the_points_that_are_lit() {
        assert_eq!(Glyphs::Braille.lit(0b0000_0001, "."), '⠁');
        assert_eq!(Glyphs::Braille.lit(0b1000_0000, "."), '⢀');
        assert_eq!(Glyphs::Braille.lit(0xff, "."), '⣿');
        assert_eq!(Glyphs::Block.lit(0b0001, "."), '▘');
        assert_eq!(Glyphs::Block.lit(0b1100, "."), '▄');
        assert_eq!(Glyphs::Ascii.lit(1, "="), '=');
    }
}

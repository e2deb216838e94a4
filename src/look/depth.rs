//! How many colours a terminal has, and what becomes there of a colour that it has not: the nearest
//! of those that can be read on their ground. The one place where colours are given up.

use anstyle::{Ansi256Color, AnsiColor, RgbColor};
use anstyle_lossy::palette::{Palette as Sixteen, VGA};
use ratatui::style::Color;

use super::{LEAST_CONTRAST, Rgb};

/// How many colours there are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Depth {
    /// None: bold, underlined and reversed text alone.
    None,
    /// Sixteen, which the terminal's user may have set to anything.
    Sixteen,
    /// xterm's 256.
    Indexed,
    /// 24 bits.
    #[default]
    True,
}

/// xterm's own sixteen, beside those of VGA the ones that most terminals begin with. What a user has
/// set instead cannot be known.
pub(super) const XTERM: Sixteen = Sixteen([
    RgbColor(0, 0, 0),
    RgbColor(205, 0, 0),
    RgbColor(0, 205, 0),
    RgbColor(205, 205, 0),
    RgbColor(0, 0, 238),
    RgbColor(205, 0, 205),
    RgbColor(0, 205, 205),
    RgbColor(229, 229, 229),
    RgbColor(127, 127, 127),
    RgbColor(255, 0, 0),
    RgbColor(0, 255, 0),
    RgbColor(255, 255, 0),
    RgbColor(92, 92, 255),
    RgbColor(255, 0, 255),
    RgbColor(0, 255, 255),
    RgbColor(255, 255, 255),
]);

/// The colours that words are taken from: all that a terminal of this depth surely has.
const INDEXED: std::ops::RangeInclusive<u8> = 16..=255;

const SIXTEEN: [(AnsiColor, Color); 16] = [
    (AnsiColor::Black, Color::Black),
    (AnsiColor::Red, Color::Red),
    (AnsiColor::Green, Color::Green),
    (AnsiColor::Yellow, Color::Yellow),
    (AnsiColor::Blue, Color::Blue),
    (AnsiColor::Magenta, Color::Magenta),
    (AnsiColor::Cyan, Color::Cyan),
    (AnsiColor::White, Color::Gray),
    (AnsiColor::BrightBlack, Color::DarkGray),
    (AnsiColor::BrightRed, Color::LightRed),
    (AnsiColor::BrightGreen, Color::LightGreen),
    (AnsiColor::BrightYellow, Color::LightYellow),
    (AnsiColor::BrightBlue, Color::LightBlue),
    (AnsiColor::BrightMagenta, Color::LightMagenta),
    (AnsiColor::BrightCyan, Color::LightCyan),
    (AnsiColor::BrightWhite, Color::White),
];

impl Depth {
    /// What stands for the colours of a cell, its text and its ground, on a terminal of this depth.
    /// The terminal's own text and ground stay what they are.
    pub fn colours(self, text: Color, ground: Color) -> (Color, Color) {
        match self {
            Depth::None => (Color::Reset, Color::Reset),
            Depth::True => (text, ground),
            Depth::Indexed | Depth::Sixteen => {
                let below = self.nearest(ground);
                let is_readable = |color: Color| self.contrast(color, below) >= LEAST_CONTRAST;
                let near = self.nearest(text);
                if near == text || below == Color::Reset || is_readable(near) {
                    return (near, below);
                }
                let readable = self.all().into_iter().filter(|color| is_readable(*color));
                let far = |color: &Color| distance(text, self.shown(*color));
                (readable.min_by_key(far).unwrap_or(near), below)
            }
        }
    }

    /// The nearest colour that there is.
    fn nearest(self, colour: Color) -> Color {
        match (self, colour) {
            (Depth::Indexed, Color::Rgb(r, g, b)) => {
                Color::Indexed(anstyle_lossy::rgb_to_xterm(RgbColor(r, g, b)).0)
            }
            (Depth::Sixteen, Color::Rgb(r, g, b)) => {
                own(anstyle_lossy::rgb_to_ansi(RgbColor(r, g, b), XTERM))
            }
            (Depth::Sixteen, Color::Indexed(n)) => {
                own(anstyle_lossy::xterm_to_ansi(Ansi256Color(n), XTERM))
            }
            _ => colour,
        }
    }

    fn all(self) -> Vec<Color> {
        match self {
            Depth::Indexed => INDEXED.map(Color::Indexed).collect(),
            _ => SIXTEEN.iter().map(|(_, color)| *color).collect(),
        }
    }

    /// What a colour of this depth looks like, on a terminal as it was made.
    fn shown(self, colour: Color) -> RgbColor {
        in_rgb(colour, XTERM)
    }

    /// The contrast of two colours, the worse of those on terminals that show them differently.
    pub(super) fn contrast(self, one: Color, other: Color) -> f64 {
        let shown = |colour: Color, palette: Sixteen| {
            let RgbColor(r, g, b) = in_rgb(colour, palette);
            Rgb(u32::from_be_bytes([0, r, g, b]))
        };
        let of = |palette: Sixteen| shown(one, palette).contrast(shown(other, palette));
        of(XTERM).min(of(VGA))
    }
}

/// The terminal's name of one of its sixteen.
fn own(colour: AnsiColor) -> Color {
    SIXTEEN.iter().find(|(own, _)| *own == colour).map_or(Color::Reset, |(_, color)| *color)
}

fn in_rgb(colour: Color, palette: Sixteen) -> RgbColor {
    match colour {
        Color::Rgb(r, g, b) => RgbColor(r, g, b),
        Color::Indexed(n) => anstyle_lossy::xterm_to_rgb(Ansi256Color(n), palette),
        named => {
            let own = SIXTEEN.iter().find(|(_, color)| *color == named);
            own.map_or(RgbColor(0, 0, 0), |(own, _)| palette.get(*own))
        }
    }
}

/// How far apart two colours look: the weighted distance in RGB of T. Riemersma ("redmean").
fn distance(one: Color, RgbColor(r, g, b): RgbColor) -> i64 {
    let RgbColor(red, green, blue) = in_rgb(one, XTERM);
    let [red, green, blue, r, g, b] = [red, green, blue, r, g, b].map(i64::from);
    let mean = (red + r) / 2;
    let squares = [red - r, green - g, blue - b].map(|apart| apart * apart);
    (((512 + mean) * squares[0]) >> 8) + 4 * squares[1] + (((767 - mean) * squares[2]) >> 8)
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Modifier, Style};

    use super::*;
    use crate::look::{Role, Theme};

    /// What a cell of a role is seen in, its ground as the theme paints it.
    fn pair(theme: Theme, role: Role, below: Style) -> (Color, Color) {
        let style = below.patch(theme.style(role));
        let (text, ground) = (style.fg.unwrap_or_default(), style.bg.unwrap_or_default());
        match style.add_modifier.contains(Modifier::REVERSED) {
            true => (ground, text),
            false => (text, ground),
        }
    }

    // The theme `terminal` takes the terminal's own colours on its own ground, and `mono` takes its
    // text: how well these can be read is set there, and cannot be known here.
    fn painted() -> impl Iterator<Item = Theme> {
        Theme::ALL.iter().copied().filter(|theme| theme.palette().is_painted)
    }

    #[test]
    fn all_that_meets_on_the_screen_can_be_read_in_every_depth() {
        assert_eq!(painted().count(), Theme::ALL.len() - 2);
        for theme in painted() {
            for depth in [Depth::True, Depth::Indexed, Depth::Sixteen] {
                // On the paper, and on a row that is selected.
                for below in [theme.base(), theme.base().patch(theme.style(Role::Selected))] {
                    for role in Role::ALL {
                        if below != theme.base() && !is_drawn_on_selection(*role) {
                            continue;
                        }
                        let (text, ground) = pair(theme, *role, below);
                        let seen = depth.colours(text, ground);
                        let contrast = depth.contrast(seen.0, seen.1);
                        let what = format!("{theme:?} {role:?} {depth:?} {seen:?}");
                        assert!(contrast >= LEAST_CONTRAST, "{what}: {contrast:.2}");
                    }
                }
            }
        }
    }

    /// A selected row is in one role, all of it.
    fn is_drawn_on_selection(role: Role) -> bool {
        role == Role::Selected
    }

    #[test]
    fn a_terminal_is_given_no_colour_that_it_has_not() {
        let all = painted().flat_map(|theme| Role::ALL.iter().map(move |role| (theme, *role)));
        for (theme, role) in all {
            let (text, ground) = pair(theme, role, theme.base());
            let is = |depth: Depth, is: fn(Color) -> bool| {
                let (text, ground) = depth.colours(text, ground);
                assert!(is(text) && is(ground), "{theme:?} {role:?} {depth:?} {text:?} {ground:?}");
            };
            is(Depth::None, |color| color == Color::Reset);
            is(Depth::Sixteen, |color| SIXTEEN.iter().any(|(_, own)| *own == color));
            is(Depth::Indexed, |color| matches!(color, Color::Indexed(16..=255)));
        }
    }

    #[test]
    fn what_is_the_terminals_own_stays_so() {
        for depth in [Depth::Sixteen, Depth::Indexed, Depth::True] {
            let own = (Color::Red, Color::Reset);
            assert_eq!(depth.colours(own.0, own.1), own);
        }
        let far = Depth::Indexed.colours(Color::Rgb(255, 0, 0), Color::Rgb(0, 0, 0));
        assert_eq!(far, (Color::Indexed(196), Color::Indexed(16)));
    }
}

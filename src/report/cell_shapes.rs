//! Signs that fill their cell (lines, blocks, shades, Braille) as shapes: fonts draw them of other
//! widths, with gaps between cells, or not at all.

use std::fmt::Write;

use super::drawing::shaded;
use crate::look::Rgb;

/// With what a shape is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ShapeStyle {
    /// A thin line.
    Line,
    /// A line as thick as letters are bold.
    Bold,
    /// An area, so many hundredths opaque.
    Area(u8),
}

impl ShapeStyle {
    /// As attributes of a path.
    pub fn style(self, colour: Rgb) -> String {
        match self {
            ShapeStyle::Line => format!("stroke=\"{colour}\" fill=\"none\""),
            ShapeStyle::Bold => format!("stroke=\"{colour}\" stroke-width=\"2\" fill=\"none\""),
            ShapeStyle::Area(100) => format!("fill=\"{colour}\""),
            ShapeStyle::Area(hundredths) => shaded(colour, &format!("0.{hundredths:02}")),
        }
    }
}

/// Rows of blocks keep so far from one another, so that bars below each other stay apart.
const GAP: f32 = 2.0;
/// A dot of Braille, from its middle.
const DOT: f32 = 1.1;

/// A sign in the cell at this place, as wide and high as that, as the data of a path; `None` if it is
/// drawn with a font.
pub fn shape(sign: char, at: (f32, f32), cell: (f32, f32)) -> Option<(ShapeStyle, String)> {
    let drawn = match sign {
        '\u{2500}'..='\u{257f}' => return lines(sign, at, cell),
        '░' => ShapeStyle::Area(25),
        '▒' => ShapeStyle::Area(45),
        '▓' => ShapeStyle::Area(70),
        '\u{2580}'..='\u{259f}' | '\u{2801}'..='\u{28ff}' => ShapeStyle::Area(100),
        _ => return None,
    };
    let path = match sign {
        '\u{2801}'..='\u{28ff}' => dots(sign, at, cell),
        _ => blocks(sign, at, cell),
    };
    Some((drawn, path))
}

/// Whether a sign in a wider cell is the same as several of it side by side.
pub fn fills_width(sign: char) -> bool {
    matches!(sign, '─' | '━' | '═' | '▀' | '▁'..='█' | '░' | '▒' | '▓' | '▔')
}

// ---------------------------------------------------------------------- lines

/// Lines of which the board draws some: the others are left to the font.
fn lines(sign: char, (x, y): (f32, f32), (w, h): (f32, f32)) -> Option<(ShapeStyle, String)> {
    let (mid_x, mid_y, right, low) = (x + w / 2.0, y + h / 2.0, x + w, y + h);
    let thin = |path: String| Some((ShapeStyle::Line, path));
    let arm = |left: bool, right: bool, up: bool, down: bool| {
        let mut path = String::new();
        let (from, to) = (if left { x } else { mid_x }, if right { x + w } else { mid_x });
        if left || right {
            let _ = write!(path, "M{from:.1} {mid_y:.1}H{to:.1}");
        }
        let (from, to) = (if up { y } else { mid_y }, if down { low } else { mid_y });
        if up || down {
            let _ = write!(path, "M{mid_x:.1} {from:.1}V{to:.1}");
        }
        Some((ShapeStyle::Line, path))
    };
    // So many dashes in a cell, each followed by half its length.
    let across = |dashes: u8| {
        let step = w / f32::from(dashes);
        let dash = |n: u8| {
            format!(
                "M{:.1} {mid_y:.1}h{:.1}",
                x + step * (f32::from(n) + 1.0 / 6.0),
                step * 2.0 / 3.0
            )
        };
        thin((0..dashes).map(dash).collect())
    };
    let upright = |dashes: u8| {
        let step = h / f32::from(dashes);
        let dash = |n: u8| {
            format!(
                "M{mid_x:.1} {:.1}v{:.1}",
                y + step * (f32::from(n) + 1.0 / 6.0),
                step * 2.0 / 3.0
            )
        };
        thin((0..dashes).map(dash).collect())
    };
    match sign {
        '─' => arm(true, true, false, false),
        '│' => arm(false, false, true, true),
        '┌' => arm(false, true, false, true),
        '┐' => arm(true, false, false, true),
        '└' => arm(false, true, true, false),
        '┘' => arm(true, false, true, false),
        '├' => arm(false, true, true, true),
        '┤' => arm(true, false, true, true),
        '┬' => arm(true, true, false, true),
        '┴' => arm(true, true, true, false),
        '┼' => arm(true, true, true, true),
        '╴' => arm(true, false, false, false),
        '╵' => arm(false, false, true, false),
        '╶' => arm(false, true, false, false),
        '╷' => arm(false, false, false, true),
        '╌' => across(2),
        '┄' => across(3),
        '┈' => across(4),
        '╎' => upright(2),
        '┆' => upright(3),
        '┊' => upright(4),
        '━' => Some((ShapeStyle::Bold, format!("M{x:.1} {mid_y:.1}H{right:.1}"))),
        '┃' => Some((ShapeStyle::Bold, format!("M{mid_x:.1} {y:.1}V{low:.1}"))),
        '═' => thin(format!(
            "M{x:.1} {:.1}H{right:.1}M{x:.1} {:.1}H{right:.1}",
            mid_y - 1.5,
            mid_y + 1.5
        )),
        '╭' => thin(format!("M{right:.1} {mid_y:.1}h-2q-2.2 0-2.2 3V{low:.1}")),
        '╮' => thin(format!("M{x:.1} {mid_y:.1}h2q2.2 0 2.2 3V{low:.1}")),
        '╰' => thin(format!("M{right:.1} {mid_y:.1}h-2q-2.2 0-2.2-3V{y:.1}")),
        '╯' => thin(format!("M{x:.1} {mid_y:.1}h2q2.2 0 2.2-3V{y:.1}")),
        _ => None,
    }
}

// ---------------------------------------------------------------------- areas

fn rect((x, y): (f32, f32), (w, h): (f32, f32)) -> String {
    format!("M{x:.1} {y:.1}h{w:.1}v{h:.1}h-{w:.1}z")
}

/// U+2580 to U+259F.
fn blocks(sign: char, (x, y): (f32, f32), (w, h): (f32, f32)) -> String {
    let (y, h) = (y + GAP, h - 2.0 * GAP);
    let eighth = |part: u32| part as f32 / 8.0;
    match u32::from(sign) - 0x2580 {
        0 => rect((x, y), (w, h / 2.0)),
        // From the lower edge up, to the whole cell.
        part @ 1..=8 => rect((x, y + h - h * eighth(part)), (w, h * eighth(part))),
        // From the left edge, one eighth less each.
        part @ 9..=15 => rect((x, y), (w * eighth(16 - part), h)),
        16 => rect((x + w / 2.0, y), (w / 2.0, h)),
        17..=19 => rect((x, y), (w, h)),
        20 => rect((x, y), (w, h / 8.0)),
        21 => rect((x + w * 7.0 / 8.0, y), (w / 8.0, h)),
        part => {
            /// Upper left, upper right, lower left, lower right, as bits, from U+2596 on.
            const QUARTERS: [u8; 10] = [4, 8, 1, 13, 9, 7, 11, 2, 6, 14];
            let filled = QUARTERS.get(part as usize - 22).copied().unwrap_or_default();
            let quarter = |n: u8| {
                let (right, low) = (f32::from(n % 2), f32::from(n / 2));
                rect((x + right * w / 2.0, y + low * h / 2.0), (w / 2.0, h / 2.0))
            };
            (0..4).filter(|n| filled & 1 << n != 0).map(quarter).collect()
        }
    }
}

/// The dots of a sign of Braille: its bits go down the left column, then the right, and then along
/// the fourth row.
fn dots(sign: char, (x, y): (f32, f32), (w, h): (f32, f32)) -> String {
    const PLACES: [(f32, f32); 8] =
        [(1., 1.), (1., 3.), (1., 5.), (3., 1.), (3., 3.), (3., 5.), (1., 7.), (3., 7.)];
    let bits = u32::from(sign) - 0x2800;
    let dot = |(_, (column, row)): (usize, &(f32, f32))| {
        let (x, y) = (x + w * column / 4.0 - DOT, y + h * row / 8.0);
        format!("M{x:.1} {y:.1}a{DOT} {DOT} 0 1 0 {0} 0a{DOT} {DOT} 0 1 0-{0} 0z", 2.0 * DOT)
    };
    PLACES.iter().enumerate().filter(|(n, _)| bits & 1 << n != 0).map(dot).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CELL: (f32, f32) = (8.0, 16.0);

    fn path(sign: char) -> String {
        shape(sign, (0.0, 0.0), CELL).unwrap().1
    }

    #[test]
    fn blocks_are_as_much_of_their_cell_as_unicode_says() {
        // Between the gaps a cell has twelve pixels of height.
        assert_eq!(path('█'), "M0.0 2.0h8.0v12.0h-8.0z");
        assert_eq!(path('▁'), "M0.0 12.5h8.0v1.5h-8.0z");
        assert_eq!(path('▄'), "M0.0 8.0h8.0v6.0h-8.0z");
        assert_eq!(path('▏'), "M0.0 2.0h1.0v12.0h-1.0z");
        assert_eq!(path('▌'), "M0.0 2.0h4.0v12.0h-4.0z");
        assert_eq!(path('▝'), "M4.0 2.0h4.0v6.0h-4.0z");
        assert_eq!(path('▖'), "M0.0 8.0h4.0v6.0h-4.0z");
        assert_eq!(path('▞'), path('▝') + &path('▖'));
        assert_eq!(path('▙'), path('▘') + &path('▖') + &path('▗'));
    }

    #[test]
    fn each_dot_of_braille_is_where_it_is_felt() {
        assert_eq!(path('⠁'), "M0.9 2.0a1.1 1.1 0 1 0 2.2 0a1.1 1.1 0 1 0-2.2 0z");
        assert!(path('⠈').starts_with("M4.9 2.0a") && path('⡀').starts_with("M0.9 14.0a"));
        assert_eq!(path('⣿').matches('z').count(), 8);
        assert_eq!(shape('\u{2800}', (0.0, 0.0), CELL), None);
    }

    #[test]
    fn lines_reach_the_edges_where_their_neighbours_begin() {
        assert_eq!(path('─'), "M0.0 8.0H8.0");
        assert_eq!(path('┤'), "M0.0 8.0H4.0M4.0 0.0V16.0");
        assert_eq!(path('╶'), "M4.0 8.0H8.0");
        assert_eq!(path('┄').matches('M').count(), 3);
        assert_eq!(shape('╳', (0.0, 0.0), CELL), None, "left to the font");
        let wide = |sign| shape(sign, (0.0, 0.0), (16.0, 16.0)).unwrap().1;
        assert_eq!(wide('─'), "M0.0 8.0H16.0");
        assert_eq!(wide('▄'), "M0.0 8.0h16.0v6.0h-16.0z");
    }
}

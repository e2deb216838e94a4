//! The palette of a theme: what each role looks like in cells, in pictures of cells and in drawings.

use std::{borrow::Cow, fmt};

use ratatui::style::{Color, Modifier, Style};

use super::Role;

/// A colour as red, green and blue in the lowest 24 bits; displays as `#rrggbb`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rgb(pub u32);

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:06x}", self.0)
    }
}

impl Rgb {
    /// The contrast to another colour as WCAG 2 defines it, from 1 to 21.
    pub fn contrast(self, other: Rgb) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Whether black can be read better on it than white.
    pub fn is_light(self) -> bool {
        self.contrast(Rgb(0)) > self.contrast(Rgb(0xffffff))
    }

    fn luminance(self) -> f64 {
        let channel = |shift: u32| {
            let value = f64::from((self.0 >> shift) & 0xff) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
    }
}

/// Dashes and gaps in pixels.
pub(super) const DASH: &str = "3 2";

/// How a meaning is coloured, and how it stands out where its hue does not.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Ink {
    /// In cells; `None` if the terminal's own text colour.
    pub(super) cell: Option<Color>,
    /// In drawings.
    pub rgb: Rgb,
    /// Strokes of a drawing are so many times as wide; above 1 its words are bold.
    pub weight: f64,
    /// Lengths of dashes and gaps in pixels, for lines that would else be whole.
    pub dash: Option<&'static str>,
}

impl Ink {
    /// One of the terminal's sixteen colours, and what stands for it in drawings.
    pub(super) const fn own(cell: Color, rgb: u32) -> Ink {
        Ink { cell: Some(cell), ..Ink::grey(rgb) }
    }

    /// The same colour everywhere.
    pub(super) const fn rgb(rgb: u32) -> Ink {
        Ink::own(Color::from_u32(rgb), rgb)
    }

    /// No colour in cells, a grey in drawings.
    pub(super) const fn grey(rgb: u32) -> Ink {
        Ink { cell: None, rgb: Rgb(rgb), weight: 1.0, dash: None }
    }

    /// A colour that a reader named: one of the terminal's sixteen, or the same everywhere; `None`
    /// of a number, which is a colour of no theme.
    pub(super) fn named(colour: Color) -> Option<Ink> {
        Some(Ink::own(colour, shown(colour)?.0))
    }

    /// With strokes so many times as wide.
    pub(super) const fn heavy(self, weight: f64) -> Ink {
        Ink { weight, ..self }
    }

    /// With lines in dashes.
    pub(super) const fn dashed(self) -> Ink {
        Ink { dash: Some(DASH), ..self }
    }
}

/// How drawings fill bars of what only may be, beside bars of what is certain.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bars {
    /// With a thin layer of their colour.
    Shaded,
    /// With lines, whose direction tells one from another.
    Hatched,
}

/// The few colours of a theme; all else is weight.
#[derive(Clone, PartialEq, Debug)]
pub struct Palette {
    /// As it is chosen by.
    pub name: Cow<'static, str>,
    /// Whether cells, too, have its paper and its text; else those are the terminal's own, and how
    /// well they can be read is the terminal's affair.
    pub is_painted: bool,
    /// Behind pictures.
    pub paper: Rgb,
    /// Words in pictures.
    pub text: Rgb,
    /// Hairlines of drawings, which carry no words and may be faint.
    pub hairline: Rgb,
    /// An attack, a breach, an error.
    pub severe: Ink,
    /// An obstruction, a warning.
    pub warning: Ink,
    /// What holds, what is new.
    pub good: Ink,
    /// Where voices cannot all be right.
    pub contested: Ink,
    /// Keys, links, bars, patrols.
    pub accent: Ink,
    /// What matters less, is old or uncertain.
    pub quiet: Ink,
    /// Behind the selected row; `None` if text and paper are exchanged there.
    pub ground: Option<Rgb>,
    /// How bars of what only may be are filled.
    pub bars: Bars,
}

impl Palette {
    /// What a role is drawn with.
    pub fn ink(&self, role: Role) -> Ink {
        match role {
            Role::Severe => self.severe,
            Role::Warning => self.warning,
            Role::Good | Role::Changed => self.good,
            Role::Contested => self.contested,
            Role::FocusTitle | Role::Key | Role::Mentioned | Role::Link | Role::Bar => self.accent,
            Role::Dim | Role::Border | Role::Stale | Role::BarUncertain => self.quiet,
            Role::Plain
            | Role::Heading
            | Role::Title
            | Role::Selected
            | Role::SelectedElsewhere
            | Role::Withdrawn
            | Role::Label
            | Role::Figure
            | Role::Hit => Ink::grey(self.text.0),
        }
    }

    /// What lies below all cells: nothing, where paper and text are the terminal's own.
    pub fn base(&self) -> Style {
        if !self.is_painted {
            return Style::new();
        }
        Style::new().fg(Color::from_u32(self.text.0)).bg(Color::from_u32(self.paper.0))
    }

    /// The style of a role's cells.
    pub fn style(&self, role: Role) -> Style {
        let ink = self.ink(role);
        let style = match ink.cell.or(self.base().fg) {
            Some(colour) => emphasis(role).remove_modifier(Modifier::DIM).fg(colour),
            None => emphasis(role),
        };
        let style = if ink.weight > 1.0 { style.add_modifier(Modifier::BOLD) } else { style };
        match self.ground.filter(|_| role == Role::Selected) {
            Some(ground) => style.remove_modifier(Modifier::REVERSED).bg(Color::from_u32(ground.0)),
            None => style,
        }
    }

    /// What a picture shows of a cell that has this style.
    pub fn cell(&self, style: Style) -> CellColours {
        let is = |modifier| style.add_modifier.contains(modifier);
        let quiet = is(Modifier::DIM).then_some(self.quiet.rgb);
        let (front, ground) = (style.fg.and_then(shown).or(quiet), style.bg.and_then(shown));
        if is(Modifier::REVERSED) {
            let (text, ground) = (ground.unwrap_or(self.paper), front.unwrap_or(self.text));
            CellColours { text: Some(text), ground: Some(ground) }
        } else {
            let ground = ground.filter(|ground| *ground != self.paper);
            CellColours { text: front.filter(|text| *text != self.text), ground }
        }
    }
}

/// The colours of a cell in a picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CellColours {
    /// `None` if that of all words.
    pub text: Option<Rgb>,
    /// `None` if nothing lies between it and the paper.
    pub ground: Option<Rgb>,
}

/// A terminal's colour in a picture, its sixteen in quiet tones; `None` if the terminal's own text or
/// background, or a number, which is no colour of a theme.
fn shown(colour: Color) -> Option<Rgb> {
    Some(Rgb(match colour {
        Color::Reset | Color::Indexed(_) => return None,
        Color::Rgb(r, g, b) => u32::from_be_bytes([0, r, g, b]),
        Color::Black => 0x15181c,
        Color::Red => 0xe5646e,
        Color::Green => 0x7fb685,
        Color::Yellow => 0xd9a85b,
        Color::Blue => 0x6f9fd8,
        Color::Magenta => 0xc586c0,
        Color::Cyan => 0x6fb7c4,
        Color::Gray => 0xb4bac1,
        Color::DarkGray => 0x7d858e,
        Color::LightRed => 0xff7b86,
        Color::LightGreen => 0x97d59e,
        Color::LightYellow => 0xf2c879,
        Color::LightBlue => 0x8ab8ee,
        Color::LightMagenta => 0xe0a3dc,
        Color::LightCyan => 0x8cd5e2,
        Color::White => 0xf2f4f6,
    }))
}

/// What a role looks like without any colour.
fn emphasis(role: Role) -> Style {
    let style = Style::new();
    match role {
        Role::Dim | Role::Border | Role::Stale | Role::BarUncertain => {
            style.add_modifier(Modifier::DIM)
        }
        Role::FocusTitle
        | Role::Severe
        | Role::Contested
        | Role::Key
        | Role::Changed
        | Role::Mentioned
        | Role::Figure
        | Role::SelectedElsewhere => style.add_modifier(Modifier::BOLD),
        Role::Selected | Role::Hit => style.add_modifier(Modifier::REVERSED),
        Role::Withdrawn => style.add_modifier(Modifier::CROSSED_OUT),
        Role::Label => style.add_modifier(Modifier::ITALIC),
        Role::Link | Role::Heading => style.add_modifier(Modifier::UNDERLINED),
        Role::Plain | Role::Title | Role::Warning | Role::Good | Role::Bar => style,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::Theme;

    #[test]
    fn every_role_can_be_read_in_every_theme() {
        for theme in Theme::ALL {
            let palette = theme.palette();
            let least = if *theme == Theme::HighContrast { 7.0 } else { 4.5 };
            for role in Role::ALL {
                let cell = palette.cell(theme.style(*role));
                let ground = cell.ground.unwrap_or(palette.paper);
                let words = cell.text.unwrap_or(palette.text).contrast(ground);
                assert!(words >= least, "{theme:?} {role:?} in cells: {words:.2}");
                let drawn = palette.ink(*role).rgb.contrast(palette.paper);
                assert!(drawn >= least, "{theme:?} {role:?} in drawings: {drawn:.2}");
            }
            // Hairlines carry no words: they need only be seen.
            let hairline = palette.hairline.contrast(palette.paper);
            assert!(hairline >= 1.5, "{theme:?}: {hairline:.2}");
        }
    }

    #[test]
    fn what_stands_out_does_so_without_its_hue() {
        for theme in Theme::ALL {
            let palette = theme.palette();
            let inks = [Role::Severe, Role::Warning, Role::Bar, Role::Plain, Role::Dim];
            for (n, one) in inks.iter().enumerate() {
                for other in &inks[n + 1..] {
                    assert_ne!(
                        palette.ink(*one),
                        palette.ink(*other),
                        "{theme:?} {one:?} {other:?}"
                    );
                }
            }
        }
        let is_grey = |Rgb(rgb): Rgb| rgb & 0xff == rgb >> 8 & 0xff && rgb & 0xff == rgb >> 16;
        let mono = Theme::Mono.palette();
        let inks = Role::ALL.iter().map(|role| mono.ink(*role).rgb);
        assert!(inks.chain([mono.paper, mono.hairline]).all(is_grey));
    }
}

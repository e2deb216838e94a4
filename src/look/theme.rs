//! Themes: each is one declaration, from which its cells, pictures and drawings have their colours.
//! The default uses the terminal's own 16 colours and its background; severity is a word and a glyph
//! before it is a colour.

use std::borrow::Cow;

use ratatui::style::{Color, Style};

use super::{
    Role,
    palette::{Bars, Ink, Palette, Rgb},
};

/// The one list of themes, in the order in which a user walks through them.
macro_rules! themes {
    ($($(#[$meta:meta])* $theme:ident = $palette:expr;)+) => {
        /// A way of colouring the board.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
        pub enum Theme {
            $($(#[$meta])* $theme,)+
            /// A reader's own.
            Own(OwnTheme),
            /// Role number n is colour number n: snapshots pin meaning, not colour.
            Roles,
        }

        impl Theme {
            /// The themes that are part of the program, as a user walks through them.
            pub const ALL: &'static [Theme] = &[$(Theme::$theme),+];

            /// Its colours; those of the default if its colours are the numbers of roles.
            pub fn palette(self) -> &'static Palette {
                match self {
                    $(Theme::$theme => const { &$palette },)+
                    Theme::Own(own) => own.0,
                    Theme::Roles => Theme::Terminal.palette(),
                }
            }
        }
    };
}

themes! {
    /// The terminal's own sixteen colours on its own ground.
    #[default]
    Terminal = Palette {
        name: Cow::Borrowed("terminal"),
        is_painted: false,
        paper: Rgb(0x15181c),
        text: Rgb(0xd5d8dc),
        hairline: Rgb(0x454d56),
        severe: Ink::own(Color::Red, 0xee6b75),
        warning: Ink::own(Color::Yellow, 0xe0b062),
        good: Ink::own(Color::Green, 0x7fb685),
        contested: Ink::own(Color::Magenta, 0xc586c0),
        accent: Ink::own(Color::Cyan, 0x62b6c8),
        quiet: Ink::own(Color::DarkGray, 0x8b939c),
        ground: None,
        bars: Bars::Shaded,
    };

    /// Dark text on light paper.
    Light = Palette {
        name: Cow::Borrowed("light"),
        is_painted: true,
        paper: Rgb(0xfbfbf9),
        text: Rgb(0x1c2024),
        hairline: Rgb(0xc3c7cc),
        severe: Ink::rgb(0xb00020),
        warning: Ink::rgb(0x8c5a00),
        good: Ink::rgb(0x006e3c),
        contested: Ink::rgb(0x820082),
        accent: Ink::rgb(0x0050a0),
        quiet: Ink::rgb(0x6e6e6e),
        ground: Some(Rgb(0xd6e4f6)),
        bars: Bars::Shaded,
    };

    /// Light text on dark paper.
    Dark = Palette {
        name: Cow::Borrowed("dark"),
        is_painted: true,
        paper: Rgb(0x15181c),
        text: Rgb(0xd5d8dc),
        hairline: Rgb(0x454d56),
        severe: Ink::rgb(0xee6b75),
        warning: Ink::rgb(0xe0b062),
        good: Ink::rgb(0x7fb685),
        contested: Ink::rgb(0xc586c0),
        accent: Ink::rgb(0x62b6c8),
        quiet: Ink::rgb(0x8b939c),
        ground: Some(Rgb(0x2a3a50)),
        bars: Bars::Shaded,
    };

    /// The strongest colours on black.
    HighContrast = Palette {
        name: Cow::Borrowed("high-contrast"),
        is_painted: true,
        paper: Rgb(0x000000),
        text: Rgb(0xffffff),
        hairline: Rgb(0x8a8a8a),
        severe: Ink::rgb(0xff7b86).heavy(1.4),
        warning: Ink::rgb(0xf2c879).heavy(1.4),
        good: Ink::rgb(0x97d59e),
        contested: Ink::rgb(0xe0a3dc),
        accent: Ink::rgb(0x8cd5e2),
        quiet: Ink::rgb(0xd0d0d0),
        ground: None,
        bars: Bars::Hatched,
    };

    /// Blue and orange in place of green and red, for eyes that do not tell these apart.
    ColourBlind = Palette {
        name: Cow::Borrowed("colour-blind"),
        is_painted: true,
        paper: Rgb(0x15181c),
        text: Rgb(0xd5d8dc),
        hairline: Rgb(0x454d56),
        severe: Ink::rgb(0xe67800),
        warning: Ink::rgb(0xf0be3c),
        good: Ink::rgb(0x4696e6),
        contested: Ink::rgb(0xcc79a7),
        accent: Ink::rgb(0x56b4e9),
        quiet: Ink::rgb(0x8b939c),
        ground: None,
        bars: Bars::Shaded,
    };

    /// No colour at all: weight, dashes and greys; what `NO_COLOR` asks for.
    Mono = Palette {
        name: Cow::Borrowed("mono"),
        is_painted: false,
        paper: Rgb(0x161616),
        text: Rgb(0xd6d6d6),
        hairline: Rgb(0x4a4a4a),
        severe: Ink::grey(0xffffff).heavy(1.6),
        warning: Ink::grey(0xd6d6d6).dashed(),
        good: Ink::grey(0xd6d6d6),
        contested: Ink::grey(0xffffff).heavy(1.6),
        accent: Ink::grey(0xa8a8a8),
        quiet: Ink::grey(0x8e8e8e),
        ground: None,
        bars: Bars::Hatched,
    };
}

/// A theme that a reader wrote. It lasts as long as the program, so that a theme is as light to hand on
/// as a built-in one; two are the same if they are of one reading.
#[derive(Clone, Copy, Debug)]
pub struct OwnTheme(&'static Palette);

impl PartialEq for OwnTheme {
    fn eq(&self, other: &OwnTheme) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for OwnTheme {}

impl Theme {
    /// A reader's own, which takes its memory for good: whoever reads a file twice keeps what the
    /// first reading made.
    pub fn own(palette: Palette) -> Theme {
        Theme::Own(OwnTheme(Box::leak(Box::new(palette))))
    }

    /// The built-in one for a terminal whose background has this colour.
    pub fn for_background(background: Rgb) -> Theme {
        if background.is_light() { Theme::Light } else { Theme::Dark }
    }

    /// As the flag `--theme` and the settings name it.
    pub fn name(self) -> &'static str {
        &self.palette().name
    }

    /// The built-in theme of a name; `None` for a name that none has.
    pub fn from_name(name: &str) -> Option<Theme> {
        Theme::ALL.iter().copied().find(|theme| theme.name() == name)
    }

    /// The theme after it among these, and the first after the last or where it is none of them.
    pub fn next(self, of: &[Theme]) -> Theme {
        let after = of.iter().position(|theme| *theme == self).map_or(0, |n| n + 1);
        of.get(after).or(of.first()).copied().unwrap_or(self)
    }

    /// What lies below all cells.
    pub fn base(self) -> Style {
        if self == Theme::Roles { Style::new() } else { self.palette().base() }
    }

    /// The style of a role's cells.
    pub fn style(self, role: Role) -> Style {
        if self == Theme::Roles {
            return Style::new().fg(Color::Indexed(role as u8));
        }
        self.palette().style(role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_its_own_number() {
        for (n, role) in Role::ALL.iter().enumerate() {
            assert_eq!(*role as usize, n, "{role:?}");
        }
    }

    #[test]
    fn without_colour_the_selection_and_the_severe_still_stand_out() {
        for role in
            [Role::Selected, Role::Severe, Role::Contested, Role::FocusTitle, Role::Withdrawn]
        {
            let style = Theme::Mono.style(role);
            assert!(style.fg.is_none() && !style.add_modifier.is_empty(), "{role:?}");
        }
    }
}

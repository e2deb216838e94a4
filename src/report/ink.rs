//! The colours of pictures that are drawn from geometry rather than from cells.

use crate::look::Theme;

pub struct Ink {
    pub paper: &'static str,
    pub text: &'static str,
    pub quiet: &'static str,
    pub line: &'static str,
    pub severe: &'static str,
    pub warning: &'static str,
    pub accent: &'static str,
}

const DARK: Ink = Ink {
    paper: "#15181c",
    text: "#d5d8dc",
    quiet: "#8b939c",
    line: "#454d56",
    severe: "#ee6b75",
    warning: "#e0b062",
    accent: "#62b6c8",
};

const LIGHT: Ink = Ink {
    paper: "#fbfbf9",
    text: "#1c2024",
    quiet: "#69717a",
    line: "#c3c7cc",
    severe: "#b00020",
    warning: "#8c5a00",
    accent: "#00698a",
};

impl Ink {
    pub fn of(theme: Theme) -> &'static Ink {
        if theme == Theme::Light { &LIGHT } else { &DARK }
    }
}

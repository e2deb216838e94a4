//! Themes: from roles to terminal styles. The default uses the terminal's own 16 colours and its
//! background; severity is a word and a glyph before it is a colour.

use ratatui::style::{Color, Modifier, Style};

use super::Role;

/// A way of colouring the board.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Theme {
    #[default]
    Terminal,
    Light,
    HighContrast,
    /// Blue and orange in place of green and red.
    ColourBlind,
    Mono,
    /// Role number n is colour number n: snapshots pin meaning, not colour.
    Roles,
}

impl Theme {
    /// The themes that a user walks through.
    pub const ALL: &'static [Theme] =
        &[Theme::Terminal, Theme::Light, Theme::HighContrast, Theme::ColourBlind, Theme::Mono];

    pub fn name(self) -> &'static str {
        match self {
            Theme::Terminal => "terminal",
            Theme::Light => "light",
            Theme::HighContrast => "high-contrast",
            Theme::ColourBlind => "colour-blind",
            Theme::Mono => "mono",
            Theme::Roles => "roles",
        }
    }

    pub fn from_name(name: &str) -> Option<Theme> {
        Theme::ALL.iter().copied().find(|theme| theme.name() == name)
    }

    pub fn next(self) -> Theme {
        let n = Theme::ALL.iter().position(|theme| *theme == self).unwrap_or(0);
        Theme::ALL[(n + 1) % Theme::ALL.len()]
    }

    pub fn style(self, role: Role) -> Style {
        let style = Style::new();
        match self {
            Theme::Roles => style.fg(Color::Indexed(role as u8)),
            Theme::Mono => shape(role),
            Theme::Terminal => coloured(role, &TERMINAL),
            Theme::Light => coloured(role, &LIGHT),
            Theme::HighContrast => coloured(role, &HIGH_CONTRAST).remove_modifier(Modifier::DIM),
            Theme::ColourBlind => coloured(role, &COLOUR_BLIND),
        }
    }
}

/// The few hues of a theme; all else is weight.
struct Hues {
    severe: Color,
    warning: Color,
    good: Color,
    contested: Color,
    accent: Color,
    quiet: Color,
    /// Behind the selected row.
    ground: Option<Color>,
}

const TERMINAL: Hues = Hues {
    severe: Color::Red,
    warning: Color::Yellow,
    good: Color::Green,
    contested: Color::Magenta,
    accent: Color::Cyan,
    quiet: Color::DarkGray,
    ground: None,
};

const LIGHT: Hues = Hues {
    severe: Color::Rgb(176, 0, 32),
    warning: Color::Rgb(140, 90, 0),
    good: Color::Rgb(0, 110, 60),
    contested: Color::Rgb(130, 0, 130),
    accent: Color::Rgb(0, 80, 160),
    quiet: Color::Rgb(110, 110, 110),
    ground: Some(Color::Rgb(214, 228, 246)),
};

const HIGH_CONTRAST: Hues = Hues {
    severe: Color::LightRed,
    warning: Color::LightYellow,
    good: Color::LightGreen,
    contested: Color::LightMagenta,
    accent: Color::LightCyan,
    quiet: Color::White,
    ground: None,
};

const COLOUR_BLIND: Hues = Hues {
    severe: Color::Rgb(230, 120, 0),
    warning: Color::Rgb(240, 190, 60),
    good: Color::Rgb(70, 150, 230),
    contested: Color::Rgb(204, 121, 167),
    accent: Color::Rgb(86, 180, 233),
    quiet: Color::DarkGray,
    ground: None,
};

fn coloured(role: Role, hues: &Hues) -> Style {
    let style = shape(role);
    match role {
        Role::Severe => style.fg(hues.severe),
        Role::Warning => style.fg(hues.warning),
        Role::Good => style.fg(hues.good),
        Role::Contested => style.fg(hues.contested),
        Role::FocusTitle | Role::Key | Role::Mentioned | Role::Link | Role::Bar => {
            style.fg(hues.accent)
        }
        Role::Changed => style.fg(hues.good),
        Role::Dim | Role::Border | Role::Stale | Role::BarUncertain => {
            style.remove_modifier(Modifier::DIM).fg(hues.quiet)
        }
        Role::Selected => match hues.ground {
            Some(ground) => style.remove_modifier(Modifier::REVERSED).bg(ground),
            None => style,
        },
        Role::Plain
        | Role::Heading
        | Role::Title
        | Role::SelectedElsewhere
        | Role::Withdrawn
        | Role::Label
        | Role::Hit => style,
    }
}

/// What a role looks like without any colour.
fn shape(role: Role) -> Style {
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
        | Role::Mentioned => style.add_modifier(Modifier::BOLD),
        Role::Selected | Role::Hit => style.add_modifier(Modifier::REVERSED),
        Role::SelectedElsewhere => style.add_modifier(Modifier::BOLD),
        Role::Withdrawn => style.add_modifier(Modifier::CROSSED_OUT),
        Role::Label => style.add_modifier(Modifier::ITALIC),
        Role::Link | Role::Heading => style.add_modifier(Modifier::UNDERLINED),
        Role::Plain | Role::Title | Role::Warning | Role::Good | Role::Bar => style,
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

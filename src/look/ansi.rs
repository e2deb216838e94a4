//! Styles as a terminal is told of them.

use ratatui::style::{Color, Modifier, Style};

/// A style of cells as escape sequences.
pub fn ansi(style: Style) -> anstyle::Style {
    let effects = [
        (Modifier::BOLD, anstyle::Effects::BOLD),
        (Modifier::DIM, anstyle::Effects::DIMMED),
        (Modifier::ITALIC, anstyle::Effects::ITALIC),
        (Modifier::UNDERLINED, anstyle::Effects::UNDERLINE),
        (Modifier::REVERSED, anstyle::Effects::INVERT),
        (Modifier::CROSSED_OUT, anstyle::Effects::STRIKETHROUGH),
    ];
    let on = effects.iter().filter(|(modifier, _)| style.add_modifier.contains(*modifier));
    let effects = on.fold(anstyle::Effects::new(), |all, (_, effect)| all | *effect);
    let (text, ground) = (style.fg.and_then(colour), style.bg.and_then(colour));
    anstyle::Style::new().fg_color(text).bg_color(ground).effects(effects)
}

fn colour(colour: Color) -> Option<anstyle::Color> {
    use anstyle::AnsiColor as A;
    Some(match colour {
        Color::Reset => return None,
        Color::Rgb(r, g, b) => anstyle::Color::Rgb(anstyle::RgbColor(r, g, b)),
        Color::Indexed(n) => anstyle::Color::Ansi256(anstyle::Ansi256Color(n)),
        Color::Black => A::Black.into(),
        Color::Red => A::Red.into(),
        Color::Green => A::Green.into(),
        Color::Yellow => A::Yellow.into(),
        Color::Blue => A::Blue.into(),
        Color::Magenta => A::Magenta.into(),
        Color::Cyan => A::Cyan.into(),
        Color::Gray => A::White.into(),
        Color::DarkGray => A::BrightBlack.into(),
        Color::LightRed => A::BrightRed.into(),
        Color::LightGreen => A::BrightGreen.into(),
        Color::LightYellow => A::BrightYellow.into(),
        Color::LightBlue => A::BrightBlue.into(),
        Color::LightMagenta => A::BrightMagenta.into(),
        Color::LightCyan => A::BrightCyan.into(),
        Color::White => A::BrightWhite.into(),
    })
}

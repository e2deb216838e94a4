//! What the terminal can do, as far as the environment tells: how many colours it has, whether it
//! shows more than ASCII, what it may be asked and told.

use std::env;

use crate::look::{Depth, Glyphs};

/// What lies between the board and the terminal that is seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Multiplexer {
    /// Nothing.
    #[default]
    None,
    /// tmux, which hands on what is wrapped for it.
    Tmux,
    /// GNU screen, which does so in short pieces.
    Screen,
}

/// What a terminal can do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TerminalKind {
    /// How many colours it has.
    pub depth: Depth,
    /// Whether characters beyond ASCII may be written to it.
    pub takes_utf8: bool,
    /// Whether it understands strings (OSC): questions, links, what is copied. What it does not
    /// understand would be seen.
    pub takes_strings: bool,
    /// Whether it understands links (OSC 8), or passes them over.
    pub takes_links: bool,
    /// Whether it puts text that runs from right to left in order by itself, whatever it is told.
    pub puts_in_order: bool,
    /// What lies between.
    pub multiplexer: Multiplexer,
}

/// Terminals that have 24-bit colours and do not always say so: the beginnings of their names.
const KNOWN_TRUE: [&str; 7] =
    ["xterm-kitty", "xterm-ghostty", "alacritty", "wezterm", "foot", "contour", "iterm2"];
/// Terminals that had no colours and no UTF-8, and those of which nothing is known.
const BARE: [&str; 5] = ["dumb", "unknown", "vt1", "vt2", "vt5"];

impl TerminalKind {
    /// That of the environment.
    pub fn here() -> TerminalKind {
        TerminalKind::of(|name| env::var_os(name).map(|value| value.to_string_lossy().into_owned()))
    }

    fn of(variable: impl Fn(&str) -> Option<String>) -> TerminalKind {
        let said = |name: &str| variable(name).filter(|value| !value.is_empty());
        let term = variable("TERM").unwrap_or_default().to_ascii_lowercase();
        let starts = |names: &[&str]| names.iter().any(|name| term.starts_with(name));
        let is_bare = term.is_empty() || starts(&BARE);
        let is_console = starts(&["linux", "cons25"]);
        let multiplexer = match () {
            () if said("TMUX").is_some() => Multiplexer::Tmux,
            () if said("STY").is_some() => Multiplexer::Screen,
            () => Multiplexer::None,
        };
        // GNU screen hands the outer terminal's COLORTERM on, and not its colours.
        let is_screen = multiplexer == Multiplexer::Screen;
        let true_colour = said("COLORTERM").is_some_and(|said| {
            ["truecolor", "24bit"].iter().any(|word| said.eq_ignore_ascii_case(word))
        });
        let depth = match () {
            () if is_bare || term.ends_with("-m") || term.ends_with("-mono") => Depth::None,
            () if is_console => Depth::Sixteen,
            () if !is_screen && (true_colour || term.ends_with("-direct")) => Depth::True,
            () if starts(&KNOWN_TRUE) => Depth::True,
            () if term.contains("256color") => Depth::Indexed,
            () => Depth::Sixteen,
        };
        // VTE before 0.50 broke on links.
        let vte = said("VTE_VERSION").and_then(|version| version.parse::<u32>().ok());
        let takes_strings = !is_bare && !is_console && !starts(&["eterm", "cygwin"]);
        TerminalKind {
            depth,
            takes_utf8: !is_bare && is_utf8(&said),
            takes_strings,
            puts_in_order: multiplexer == Multiplexer::None
                && (said("KONSOLE_VERSION").is_some()
                    || starts(&["mlterm", "konsole"])
                    || said("TERM_PROGRAM").is_some_and(|program| program == "Apple_Terminal")),
            takes_links: takes_strings && !is_screen && vte.is_none_or(|version| version >= 5000),
            multiplexer,
        }
    }

    /// What maps and marks are drawn with where nobody chooses: the console's font has few signs.
    pub fn glyphs(self) -> Glyphs {
        let has_signs = self.takes_utf8 && self.takes_strings;
        if has_signs { Glyphs::default() } else { Glyphs::Ascii }
    }
}

/// Whether the locale has UTF-8: LC_ALL, else LC_CTYPE, else LANG. Where none of them says anything, as
/// in most containers, the terminal is taken to have what terminals have today.
fn is_utf8(said: &impl Fn(&str) -> Option<String>) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(said);
    locale.is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(variables: &[(&str, &str)]) -> TerminalKind {
        TerminalKind::of(|name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn colours_are_those_that_the_terminal_names() {
        for (term, colorterm, depth) in [
            ("xterm-256color", "truecolor", Depth::True),
            ("xterm", "24bit", Depth::True),
            ("xterm-256color", "", Depth::Indexed),
            ("xterm-256color", "yes", Depth::Indexed),
            ("tmux-256color", "truecolor", Depth::True),
            ("xterm-direct", "", Depth::True),
            ("foot", "", Depth::True),
            ("xterm-kitty", "", Depth::True),
            ("xterm", "", Depth::Sixteen),
            ("screen", "", Depth::Sixteen),
            ("rxvt-unicode", "", Depth::Sixteen),
            ("linux", "truecolor", Depth::Sixteen),
            ("xterm-mono", "", Depth::None),
            ("vt100", "", Depth::None),
            ("vt220", "truecolor", Depth::None),
            ("dumb", "truecolor", Depth::None),
            ("", "", Depth::None),
        ] {
            let of = kind(&[("TERM", term), ("COLORTERM", colorterm)]).depth;
            assert_eq!(of, depth, "{term} {colorterm}");
        }
        let inside = [("TERM", "screen-256color"), ("COLORTERM", "truecolor"), ("STY", "1.x")];
        assert_eq!(kind(&inside).depth, Depth::Indexed);
    }

    #[test]
    fn signs_are_those_that_locale_and_font_have() {
        let of = |term: &str, locale: &[(&str, &str)]| {
            let kind = kind(&[&[("TERM", term)], locale].concat());
            (kind.takes_utf8, kind.glyphs())
        };
        let (all, few) = ((true, Glyphs::Braille), (false, Glyphs::Ascii));
        assert_eq!(of("xterm", &[]), all);
        assert_eq!(of("xterm", &[("LANG", "en_US.UTF-8")]), all);
        assert_eq!(of("xterm", &[("LANG", "C"), ("LC_CTYPE", "C.utf8")]), all);
        assert_eq!(of("xterm", &[("LC_ALL", ""), ("LANG", "tr_TR.UTF-8")]), all);
        assert_eq!(of("xterm", &[("LC_ALL", "C"), ("LANG", "en_US.UTF-8")]), few);
        assert_eq!(of("xterm", &[("LANG", "tr_TR.ISO-8859-9")]), few);
        assert_eq!(of("vt100", &[("LANG", "en_US.UTF-8")]), few);
        // The console shows letters of UTF-8; its font has few signs.
        assert_eq!(of("linux", &[("LANG", "en_US.UTF-8")]), (true, Glyphs::Ascii));
    }

    #[test]
    fn what_would_be_seen_is_not_sent() {
        assert!(kind(&[("TERM", "xterm")]).takes_links);
        assert!(!kind(&[("TERM", "xterm"), ("VTE_VERSION", "4800")]).takes_links);
        assert!(kind(&[("TERM", "xterm"), ("VTE_VERSION", "7600")]).takes_links);
        for term in ["linux", "vt100", "dumb", "eterm-color"] {
            assert!(!kind(&[("TERM", term)]).takes_strings, "{term}");
        }
        let of = |name: &str| kind(&[("TERM", "screen"), (name, "x")]);
        assert_eq!(of("TMUX").multiplexer, Multiplexer::Tmux);
        assert_eq!((of("STY").multiplexer, of("STY").takes_links), (Multiplexer::Screen, false));
    }
}

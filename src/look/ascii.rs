//! What stands for a sign of the board where only ASCII can be shown: always one cell, and never one
//! that would say something else of a number.

use ratatui::buffer::Buffer;

use crate::model::{IncidentKind, OWN_SIGN};

/// What stands for a sign; `None` of what is no sign of the board, such as a letter of a name.
pub fn in_ascii(sign: &str) -> Option<&'static str> {
    if sign.is_ascii() {
        return None;
    }
    let found = match sign {
        // Frames and lines.
        "─" | "╌" | "┈" | "╶" | "╴" | "▬" | "–" | "—" | "−" => "-",
        "│" | "╎" => "|",
        "╭" | "╮" | "╰" | "╯" | "┌" | "┐" | "└" | "┘" | "┴" | "┼" | "╱" => {
            "+"
        }
        "├" => "[",
        "┤" => "]",
        "┬" => "T",
        // Lists.
        "▸" | "→" | "▶" => ">",
        "›" => ")",
        "‹" | "◀" => "<",
        "▾" => "+",
        "▼" | "↓" => "v",
        "↑" | "⌃" => "^",
        "•" => "*",
        "≠" => "!",
        "·" => ".",
        "●" => "@",
        "◐" => "%",
        "○" => "o",
        "⊘" => "/",
        "◆" => "S",
        // A sign that is not known is looked up; `>` would be read as more than.
        "≥" => "}",
        "≤" => "{",
        "±" => "&",
        "…" => "$",
        // Bars, the timeline and the corridor.
        "█" | "▌" | "▋" | "▊" | "▉" | "▐" => "#",
        "▏" | "▎" | "▍" => ":",
        "▒" => "%",
        "┄" => "~",
        "═" => "_",
        "▁" => ".",
        "▂" => ":",
        "▃" => ";",
        "▄" => "i",
        "▅" => "I",
        "▆" => "H",
        "▇" => "%",
        "━" => "=",
        "≡" => "&",
        "░" => ",",
        // The map, where what it is drawn with is not asked.
        "□" => "e",
        "◉" => "d",
        "⊣" => "]",
        "╤" => "W",
        "⇄" => "=",
        "∘" => "o",
        "⊙" => "@",
        "°" => "o",
        // Words.
        "‘" | "’" | "′" => "'",
        "“" | "”" | "″" | "„" => "\"",
        "×" => "x",
        "≈" => "~",
        "\u{a0}" | "\u{202f}" => " ",
        other => return of_kind(other),
    };
    Some(found)
}

/// Puts what stands for them in the place of all signs of the board; what a file says stays.
pub fn all_in_ascii(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if let Some(ascii) = in_ascii(cell.symbol()) {
            cell.set_symbol(ascii);
        }
    }
}

/// The sign of a kind of incident.
fn of_kind(sign: &str) -> Option<&'static str> {
    let kinds = IncidentKind::ALL.iter().map(|kind| (kind.row().sign, kind.row().ascii));
    kinds.chain([OWN_SIGN]).find(|(own, _)| *own == sign).map(|(_, ascii)| ascii)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::{MARKS, MarkGroup};

    fn of(sign: &'static str) -> &'static str {
        in_ascii(sign).unwrap_or(sign)
    }

    #[test]
    fn every_mark_has_one_of_its_own_where_it_stands() {
        for (n, mark) in MARKS.iter().enumerate() {
            for sign in mark.signs {
                assert!(of(sign).is_ascii() && of(sign).len() == 1, "{sign}");
            }
            // On the map the signs of the map stand, which its own test compares.
            let here = |group: MarkGroup| group != MarkGroup::Map;
            for other in MARKS.iter().skip(n + 1).filter(|other| other.part == mark.part) {
                let (ours, theirs) = (mark.signs.iter(), &other.signs);
                let shared = ours.filter(|sign| theirs.iter().any(|their| of(their) == of(sign)));
                let shared: Vec<_> = shared.filter(|sign| !["“", "”"].contains(sign)).collect();
                assert!(!here(mark.group) || shared.is_empty(), "{} {shared:?}", other.means);
            }
        }
    }

    #[test]
    fn names_are_no_signs() {
        for letter in ["é", "ş", "م", "中", "a"] {
            assert_eq!(in_ascii(letter), None);
        }
        assert_eq!(in_ascii("✹"), Some("V"));
    }
}

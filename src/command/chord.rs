//! Keys as people write them: `j`, `Enter`, `C-d`, `S-Tab`, and two one after another: `; m`.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::model::{Refusal, clean};

/// One key with its modifiers, made comparable: Shift is part of a letter.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Keystroke {
    /// The key itself; of a letter, in the case in which it was typed.
    pub code: KeyCode,
    /// Whether Control is held.
    pub control: bool,
    /// Whether Alt is held.
    pub alt: bool,
    /// Whether Shift is held; of a letter it is a part.
    pub shift: bool,
}

/// What asks for a command: a key, or two one after another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Chord {
    /// The key before the last. `None` if one key is all.
    pub first: Option<Keystroke>,
    /// The last key, which is the only one of most.
    pub stroke: Keystroke,
}

/// What a key looks like, for whoever wrote one that is none.
pub const KEY_FORMS: &str = "a key is a letter or sign (x, X, ?), Enter Esc Tab Space BS Del Ins Up \
    Down Left Right Home End PageUp PageDown F1–F12, with C- (a–z, Space), A- or S- before it, or \
    two keys with a blank between them";

const NAMES: &[(&str, KeyCode)] = &[
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Space", KeyCode::Char(' ')),
    ("BS", KeyCode::Backspace),
    ("Del", KeyCode::Delete),
    ("Ins", KeyCode::Insert),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PageUp", KeyCode::PageUp),
    ("PageDown", KeyCode::PageDown),
    ("lt", KeyCode::Char('<')),
];

/// What else people call them.
const OTHER_NAMES: &[(&str, KeyCode)] = &[
    ("Return", KeyCode::Enter),
    ("CR", KeyCode::Enter),
    ("Escape", KeyCode::Esc),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Insert", KeyCode::Insert),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
];

impl Keystroke {
    /// The stroke of what the terminal reports.
    pub fn new(event: KeyEvent) -> Self {
        let held = |key| event.modifiers.contains(key);
        let control = held(KeyModifiers::CONTROL);
        let shift = held(KeyModifiers::SHIFT);
        let code = match event.code {
            KeyCode::Tab if shift => KeyCode::BackTab,
            KeyCode::Char(c) if control => KeyCode::Char(lower(c)),
            // Terminals that report Shift apart from the letter send a small one.
            KeyCode::Char(c) if shift && c.is_ascii_lowercase() => {
                KeyCode::Char(c.to_ascii_uppercase())
            }
            code => code,
        };
        let is_part = matches!(code, KeyCode::Char(_) | KeyCode::BackTab);
        Keystroke { code, control, alt: held(KeyModifiers::ALT), shift: shift && !is_part }
    }

    /// A key alone, without a modifier.
    pub fn plain(code: KeyCode) -> Self {
        Keystroke { code, control: false, alt: false, shift: false }
    }

    /// Reads one key as people write it, also in angle brackets; names in any case. `None` of what
    /// is none, and of what a terminal cannot tell from another key.
    pub fn parse(name: &str) -> Option<Self> {
        let inner = name.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
        let mut rest = inner.filter(|inner| !inner.is_empty()).unwrap_or(name);
        let (mut control, mut alt, mut shift) = (false, false, false);
        while let Some((modifier, after)) = modifier(rest) {
            let held = match modifier {
                Modifier::Control => &mut control,
                Modifier::Alt => &mut alt,
                Modifier::Shift => &mut shift,
            };
            if std::mem::replace(held, true) {
                return None;
            }
            rest = after;
        }
        let code = named(rest).or_else(|| only_char(rest).map(KeyCode::Char))?;
        let code = match code {
            // Ctrl-I is Tab to a terminal, Ctrl-M is Enter, and Ctrl-Shift is Ctrl.
            KeyCode::Char(c) if control => {
                let c = lower(c);
                let is_heard = c == ' ' || c.is_ascii_lowercase() && !matches!(c, 'i' | 'm');
                KeyCode::Char(Some(c).filter(|_| is_heard && !shift)?)
            }
            KeyCode::Char(c) if shift => {
                KeyCode::Char(c.to_uppercase().next().filter(|upper| *upper != c)?)
            }
            KeyCode::Tab if shift => KeyCode::BackTab,
            code => code,
        };
        let is_part = matches!(code, KeyCode::Char(_) | KeyCode::BackTab);
        Some(Keystroke { code, control, alt, shift: shift && !is_part })
    }

    /// The letter that it types. `None` of a key that types none.
    pub fn letter(self) -> Option<char> {
        match self {
            Keystroke { code: KeyCode::Char(c), control: false, .. } => Some(c),
            _ => None,
        }
    }

    /// The same key without a modifier. `None` if it is a letter: there Control makes another key.
    pub fn bare(self) -> Option<Self> {
        match self.code {
            KeyCode::Char(_) => None,
            code => Some(Keystroke::plain(code)),
        }
    }

    /// What a terminal would report for it.
    pub fn event(self) -> KeyEvent {
        let held = |is_held: bool, key| if is_held { key } else { KeyModifiers::NONE };
        let modifiers = held(self.control, KeyModifiers::CONTROL)
            | held(self.alt, KeyModifiers::ALT)
            | held(self.shift, KeyModifiers::SHIFT);
        KeyEvent::new(self.code, modifiers)
    }

    /// As it is written in a file of settings: `C-d`, `S-Tab`, `PageDown`.
    pub fn written(self) -> String {
        let held =
            |is_held: bool, sign: &str| if is_held { sign.to_owned() } else { String::new() };
        let shift = self.shift || self.code == KeyCode::BackTab;
        let before = held(self.control, "C-") + &held(self.alt, "A-") + &held(shift, "S-");
        let code = if self.code == KeyCode::BackTab { KeyCode::Tab } else { self.code };
        let name = NAMES.iter().find(|(name, known)| *known == code && *name != "lt");
        match (code, name) {
            (_, Some((name, _))) => before + name,
            (KeyCode::F(n), _) => format!("{before}F{n}"),
            (KeyCode::Char(c), _) => format!("{before}{c}"),
            (other, _) => format!("{before}{other}"),
        }
    }
}

enum Modifier {
    Control,
    Alt,
    Shift,
}

/// A modifier and what stands behind it. `None` if there is none, or nothing behind it.
fn modifier(name: &str) -> Option<(Modifier, &str)> {
    let (word, rest) = name.split_once(['-', '+']).filter(|(_, rest)| !rest.is_empty())?;
    let modifier = match word.to_ascii_lowercase().as_str() {
        "c" | "ctrl" | "control" => Modifier::Control,
        "a" | "m" | "alt" | "meta" => Modifier::Alt,
        "s" | "shift" => Modifier::Shift,
        _ => return None,
    };
    Some((modifier, rest))
}

fn named(name: &str) -> Option<KeyCode> {
    let function = || {
        let number = name.strip_prefix(['F', 'f'])?.parse().ok()?;
        Some(number).filter(|n| (1..=12).contains(n)).map(KeyCode::F)
    };
    let known = NAMES.iter().chain(OTHER_NAMES);
    let known = known.filter(|_| name.chars().count() > 1);
    let mut known = known.filter(|(known, _)| known.eq_ignore_ascii_case(name));
    known.next().map(|(_, code)| *code).or_else(function)
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// The only character of a text, if it can be seen.
fn only_char(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none() && clean(text).as_str() == text)
}

impl fmt::Display for Keystroke {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = NAMES.iter().find(|(name, code)| *code == self.code && *name != "lt");
        if self.control {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        if self.shift {
            f.write_str("Shift-")?;
        }
        match (self.code, named) {
            (KeyCode::Backspace, _) => f.write_str("Backspace"),
            (KeyCode::BackTab, _) => f.write_str("Shift-Tab"),
            (KeyCode::PageUp, _) => f.write_str("PgUp"),
            (KeyCode::PageDown, _) => f.write_str("PgDn"),
            (_, Some((name, _))) => f.write_str(name),
            (KeyCode::F(n), _) => write!(f, "F{n}"),
            (KeyCode::Char(c), _) if self.control => write!(f, "{}", c.to_ascii_uppercase()),
            (KeyCode::Char(c), _) => write!(f, "{c}"),
            (other, _) => write!(f, "{other}"),
        }
    }
}

impl Chord {
    /// One key alone.
    pub fn of(stroke: Keystroke) -> Self {
        Chord { first: None, stroke }
    }

    /// Reads a key, two with a blank between them, or a small letter or sign and a small letter. `None` of what is none.
    pub fn parse(name: &str) -> Option<Self> {
        let mut words = name.split_whitespace();
        let (one, other) = (words.next()?, words.next());
        if words.next().is_some() {
            return None;
        }
        let (first, last) = match (other, one.as_bytes()) {
            (Some(other), _) => (Some(one), other),
            (None, [first, b'a'..=b'z'])
                if (first.is_ascii_lowercase() || first.is_ascii_punctuation())
                    && named(one).is_none() =>
            {
                (Some(&one[..1]), &one[1..])
            }
            (None, _) => (None, one),
        };
        let stroke = Keystroke::parse(last)?;
        match first {
            Some(first) => Some(Chord { first: Some(Keystroke::parse(first)?), stroke }),
            None => Some(Chord::of(stroke)),
        }
    }

    /// As it is written in a file of settings.
    pub fn written(self) -> String {
        let first = self.first.map(|first| first.written() + " ").unwrap_or_default();
        first + &self.stroke.written()
    }

    /// The keys, one after another.
    pub fn strokes(self) -> impl Iterator<Item = Keystroke> {
        self.first.into_iter().chain([self.stroke])
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.first.iter().try_for_each(|first| write!(f, "{first} "))?;
        self.stroke.fmt(f)
    }
}

/// Keys as typed, named ones in angle brackets: `2jj<Enter>z`.
pub fn parse_keys(text: &str) -> Result<Vec<Keystroke>, Refusal> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c == '<' {
            let Some(end) = rest.find('>') else {
                return Err(Refusal::new(
                    "`<` begins a named key, such as <Enter>",
                    "the character itself is <lt>",
                ));
            };
            let name = &rest[1..end];
            keys.push(Keystroke::parse(name).filter(|_| name.chars().count() > 1).ok_or_else(|| {
                Refusal::from(format!("no key is called <{name}>: Enter Esc Tab S-Tab Space BS Del Ins Up Down Left Right Home End PageUp PageDown C-x A-x S-Up F1–F12 lt"))
            })?);
            rest = &rest[end + 1..];
        } else {
            keys.push(Keystroke::plain(KeyCode::Char(c)));
            rest = &rest[c.len_utf8()..];
        }
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(keys: &str) -> Vec<String> {
        parse_keys(keys).unwrap().iter().map(Keystroke::to_string).collect()
    }

    #[test]
    fn keys_are_typed_or_named() {
        assert_eq!(spelled("2jj<Enter>z"), ["2", "j", "j", "Enter", "z"]);
        assert_eq!(
            spelled("<C-d><S-Tab><F5><lt><BS><A-x><S-Up>"),
            ["Ctrl-D", "Shift-Tab", "F5", "<", "Backspace", "Alt-x", "Shift-Up"]
        );
        assert!(parse_keys("<Nope>").unwrap_err().message.contains("<Nope>"));
        assert!(parse_keys("a<b").is_err());
    }

    #[test]
    fn keys_are_read_in_the_ways_people_write_them() {
        for (written, shown) in [
            ("j", "j"),
            ("J", "J"),
            ("S-j", "J"),
            ("Ctrl+D", "Ctrl-D"),
            ("<c-d>", "Ctrl-D"),
            ("shift-tab", "Shift-Tab"),
            ("escape", "Esc"),
            ("pgdn", "PgDn"),
            ("F12", "F12"),
            ("Alt-Left", "Alt-Left"),
            ("C-A-Left", "Ctrl-Alt-Left"),
            ("C-Space", "Ctrl-Space"),
            ("-", "-"),
            ("+", "+"),
            ("<", "<"),
            ("yd", "y d"),
            ("y d", "y d"),
            ("C-x C-s", "Ctrl-X Ctrl-S"),
            ("Space F5", "Space F5"),
            ("é", "é"),
        ] {
            let chord = Chord::parse(written).unwrap_or_else(|| panic!("{written}"));
            assert_eq!(chord.to_string(), shown);
            assert_eq!(Chord::parse(&chord.written()), Some(chord), "{written}");
        }
        for none in [
            "", " ", "jk l", "a b c", "F13", "F0", "C-i", "C-S-x", "C-1", "S-1", "C-C-a", "\u{1b}",
            "\u{301}", "Entre", "C-", "ab1",
        ] {
            assert_eq!(Chord::parse(none), None, "{none:?}");
        }
    }

    #[test]
    fn shift_is_part_of_a_letter() {
        let shifted = KeyEvent::new(KeyCode::Char('g'), KeyModifiers::SHIFT);
        assert_eq!(Keystroke::new(shifted), Keystroke::parse("G").unwrap());
        let control = KeyEvent::new(KeyCode::Char('D'), KeyModifiers::CONTROL);
        assert_eq!(Keystroke::new(control), Keystroke::parse("C-d").unwrap());
    }
}

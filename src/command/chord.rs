//! Keys as people write them: `j`, `<Enter>`, `<C-d>`, `<S-Tab>`.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::model::Refusal;

/// One key with its modifiers, made comparable: Shift is part of a letter.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Chord {
    /// The key itself; of a letter, in the case in which it was typed.
    pub code: KeyCode,
    /// Whether Control is held.
    pub control: bool,
    /// Of an arrow; of a letter it is a part.
    pub shift: bool,
    /// The letter that was typed before it, where two keys ask for one thing.
    pub after: Option<char>,
}

const NAMES: &[(&str, KeyCode)] = &[
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("S-Tab", KeyCode::BackTab),
    ("Space", KeyCode::Char(' ')),
    ("BS", KeyCode::Backspace),
    ("Del", KeyCode::Delete),
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

/// The keys that can be had with Shift.
const ARROWS: [(&str, KeyCode); 4] = [
    ("S-Up", KeyCode::Up),
    ("S-Down", KeyCode::Down),
    ("S-Left", KeyCode::Left),
    ("S-Right", KeyCode::Right),
];

impl Chord {
    /// The chord of what the terminal reports; of modifiers Control is kept, and Shift of an arrow.
    pub fn new(event: KeyEvent) -> Self {
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        let shift = event.modifiers.contains(KeyModifiers::SHIFT);
        let code = match event.code {
            KeyCode::Tab if shift => KeyCode::BackTab,
            KeyCode::Char(c) if control => KeyCode::Char(c.to_ascii_lowercase()),
            // Terminals that report Shift apart from the letter send a small one.
            KeyCode::Char(c) if shift && c.is_ascii_lowercase() => {
                KeyCode::Char(c.to_ascii_uppercase())
            }
            code => code,
        };
        let is_arrow = ARROWS.iter().any(|(_, arrow)| *arrow == code);
        Chord { code, control, shift: shift && is_arrow, after: None }
    }

    /// A key alone, without a modifier.
    pub fn plain(code: KeyCode) -> Self {
        Chord { code, control: false, shift: false, after: None }
    }

    /// Reads the inside of `<…>`, a single character, or two small letters typed one after another.
    pub fn parse(name: &str) -> Option<Self> {
        if let Some((_, code)) = NAMES.iter().find(|(known, _)| *known == name) {
            return Some(Chord::plain(*code));
        }
        if let Some((_, code)) = ARROWS.iter().find(|(known, _)| *known == name) {
            return Some(Chord { shift: true, ..Chord::plain(*code) });
        }
        if let Some(c) = name.strip_prefix("C-").and_then(only_char) {
            let code = KeyCode::Char(c.to_ascii_lowercase());
            return Some(Chord { control: true, ..Chord::plain(code) });
        }
        if let Some(n) =
            name.strip_prefix('F').and_then(|n| n.parse().ok()).filter(|n| (1..=12).contains(n))
        {
            return Some(Chord::plain(KeyCode::F(n)));
        }
        if let [first @ b'a'..=b'z', second @ b'a'..=b'z'] = name.as_bytes() {
            let second = Chord::plain(KeyCode::Char((*second).into()));
            return Some(Chord { after: Some((*first).into()), ..second });
        }
        only_char(name).map(|c| Chord::plain(KeyCode::Char(c)))
    }

    /// The letter that it is, without a modifier.
    pub fn letter(self) -> Option<char> {
        match self {
            Chord { code: KeyCode::Char(c), control: false, after: None, .. } => Some(c),
            _ => None,
        }
    }

    /// The same key without a modifier. `None` if it is a letter: there Control makes another key.
    pub fn bare(self) -> Option<Self> {
        match self.code {
            KeyCode::Char(_) => None,
            code => Some(Chord::plain(code)),
        }
    }

    /// What a terminal would report for it; of two letters, the second.
    pub fn event(self) -> KeyEvent {
        let held = |is_held: bool, key| if is_held { key } else { KeyModifiers::NONE };
        let control = held(self.control, KeyModifiers::CONTROL);
        KeyEvent::new(self.code, control | held(self.shift, KeyModifiers::SHIFT))
    }
}

fn only_char(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = NAMES.iter().find(|(name, code)| *code == self.code && *name != "lt");
        if let Some(first) = self.after {
            write!(f, "{first} ")?;
        }
        if self.shift {
            f.write_str("Shift-")?;
        }
        match (self.code, named) {
            (KeyCode::Char(c), _) if self.control => write!(f, "Ctrl-{}", c.to_ascii_uppercase()),
            (KeyCode::Backspace, _) => f.write_str("Backspace"),
            (KeyCode::BackTab, _) => f.write_str("Shift-Tab"),
            (KeyCode::PageUp, _) => f.write_str("PgUp"),
            (KeyCode::PageDown, _) => f.write_str("PgDn"),
            (_, Some((name, _))) => f.write_str(name),
            (KeyCode::F(n), _) => write!(f, "F{n}"),
            (KeyCode::Char(c), _) => write!(f, "{c}"),
            (other, _) => write!(f, "{other}"),
        }
    }
}

/// Keys as typed, named ones in angle brackets: `2jj<Enter>z`.
pub fn parse_keys(text: &str) -> Result<Vec<Chord>, Refusal> {
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
            keys.push(Chord::parse(name).filter(|_| name.chars().count() > 1).ok_or_else(|| {
                Refusal::from(format!("no key is called <{name}>: Enter Esc Tab S-Tab Space BS Del Up Down Left Right Home End PageUp PageDown S-Up S-Down S-Left S-Right C-x F1–F12 lt"))
            })?);
            rest = &rest[end + 1..];
        } else {
            keys.push(Chord::plain(KeyCode::Char(c)));
            rest = &rest[c.len_utf8()..];
        }
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(keys: &str) -> Vec<String> {
        parse_keys(keys).unwrap().iter().map(Chord::to_string).collect()
    }

    #[test]
    fn keys_are_typed_or_named() {
        assert_eq!(spelled("2jj<Enter>z"), ["2", "j", "j", "Enter", "z"]);
        assert_eq!(
            spelled("<C-d><S-Tab><F5><lt><BS>"),
            ["Ctrl-D", "Shift-Tab", "F5", "<", "Backspace"]
        );
        assert!(parse_keys("<Nope>").unwrap_err().message.contains("<Nope>"));
        assert!(parse_keys("a<b").is_err());
    }

    #[test]
    fn shift_is_part_of_a_letter() {
        let shifted = KeyEvent::new(KeyCode::Char('g'), KeyModifiers::SHIFT);
        assert_eq!(Chord::new(shifted), Chord::parse("G").unwrap());
        let control = KeyEvent::new(KeyCode::Char('D'), KeyModifiers::CONTROL);
        assert_eq!(Chord::new(control), Chord::parse("C-d").unwrap());
    }
}

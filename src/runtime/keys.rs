//! Bytes from the terminal become keys, mouse events and pastes. Pure, in constant memory, and
//! whatever is sent, the next key is heard.
//!
//! Not crossterm's reader: it waits for the end of a broken sequence or paste for ever (deaf to
//! Ctrl-C, memory without limit), blocks inside `read` while it does, and panics in debug builds on
//! a mouse report at column 0. Its event types are used.

mod passed_over;

use std::time::Duration;

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::look::Rgb;
use passed_over::{Kind, PassedOver};

const PASTE_LIMIT: usize = 64 * 1024;
const PASTE_END: &[u8] = b"\x1b[201~";
/// Longer than the sequence of any key.
const SEQUENCE_LIMIT: usize = 64;

/// How long the rest of a sequence may take over a slow line before Esc is the key Esc.
const ESC_PATIENCE: Duration = Duration::from_millis(30);
/// How long the rest of what is more than an Esc may take: a hand does not type so fast.
const SEQUENCE_PATIENCE: Duration = Duration::from_millis(100);
/// How long a paste may pause before it is taken to have lost its end.
const PASTE_PATIENCE: Duration = Duration::from_secs(1);

#[derive(Default)]
pub struct Decoder {
    pending: Vec<u8>,
    /// What a paste has brought so far.
    paste: Option<Vec<u8>>,
    /// A string of the terminal that has begun.
    passed_over: Option<PassedOver>,
    answers: Vec<Answer>,
}

/// What the terminal says when it is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// Its background has this colour.
    Background(Rgb),
    /// It can spell out keys that look alike otherwise (kitty's protocol of the keyboard).
    Keyboard,
}

enum KeyStep {
    /// So many bytes used, and what they mean, if anything.
    Used(usize, Option<Event>),
    /// So many bytes used, which say that the terminal can spell out keys.
    Keyboard(usize),
    PasteBegins(usize),
    /// So many bytes used, and what follows them is no key up to its end.
    PassOver(usize, Kind),
    More,
}

impl Decoder {
    /// Takes what one read has brought.
    pub fn push(&mut self, bytes: &[u8], events: &mut Vec<Event>) {
        // Ctrl-C alone in a read was pressed, not pasted, even when a paste has lost its end.
        let is_interrupt = bytes == b"\x03" && (self.paste.is_some() || self.passed_over.is_some());
        if is_interrupt || self.passed_over.as_ref().is_some_and(|begun| begun.is_lost(bytes)) {
            self.settle(events);
        }
        self.pending.extend_from_slice(bytes);
        let mut at = 0;
        while at < self.pending.len() {
            if let Some(begun) = &mut self.passed_over {
                let (used, is_over) = begun.step(&self.pending[at..]);
                at += used;
                if !is_over {
                    break;
                }
                self.answers.extend(begun.background().map(Answer::Background));
                self.passed_over = None;
                continue;
            }
            if self.paste.is_some() {
                let before = at;
                at += self.paste_step(at, events);
                if self.paste.is_some() && before == at {
                    break;
                }
                continue;
            }
            match step(&self.pending[at..]) {
                KeyStep::Used(n, event) => {
                    events.extend(event);
                    at += n;
                }
                KeyStep::Keyboard(n) => {
                    self.answers.push(Answer::Keyboard);
                    at += n;
                }
                KeyStep::PasteBegins(n) => {
                    self.paste = Some(Vec::new());
                    at += n;
                }
                KeyStep::PassOver(n, kind) => {
                    self.passed_over = Some(PassedOver::new(kind));
                    at += n;
                }
                KeyStep::More => break,
            }
        }
        self.pending.drain(..at);
    }

    /// What the terminal has answered since this was asked last.
    pub fn answers(&mut self) -> Vec<Answer> {
        std::mem::take(&mut self.answers)
    }

    /// How long to wait for the rest of what has begun; `None` when nothing has.
    pub fn patience(&self) -> Option<Duration> {
        if self.paste.is_some() {
            Some(PASTE_PATIENCE)
        } else if self.passed_over.is_some() || self.pending.len() > 1 {
            Some(SEQUENCE_PATIENCE)
        } else if self.pending.is_empty() {
            None
        } else {
            Some(ESC_PATIENCE)
        }
    }

    /// The rest did not come: what has begun is taken as it stands. A string without an end is given
    /// up, and what came of it stays unheard.
    pub fn settle(&mut self, events: &mut Vec<Event>) {
        let rest = std::mem::take(&mut self.pending);
        let is_passed_over = self.passed_over.take().is_some();
        if let Some(mut text) = self.paste.take() {
            add_pasted(&mut text, &rest);
            events.push(pasted(&text));
            return;
        }
        match rest[..] {
            _ if is_passed_over => {}
            [0x1b] => events.push(key(KeyCode::Esc, KeyModifiers::NONE)),
            [0x1b, letter @ (b'[' | b'O')] => {
                events.push(key(KeyCode::Char(char::from(letter)), KeyModifiers::ALT));
            }
            _ => {}
        }
    }

    /// Moves pasted bytes from `pending`; returns how many were used.
    fn paste_step(&mut self, at: usize, events: &mut Vec<Event>) -> usize {
        let Some(text) = &mut self.paste else {
            return 0;
        };
        let rest = &self.pending[at..];
        if let Some(end) = rest.windows(PASTE_END.len()).position(|six| six == PASTE_END) {
            add_pasted(text, &rest[..end]);
            events.push(pasted(text));
            self.paste = None;
            return end + PASTE_END.len();
        }
        // The last bytes may be the beginning of the end.
        let safe = rest.len().saturating_sub(PASTE_END.len() - 1);
        add_pasted(text, &rest[..safe]);
        safe
    }
}

fn add_pasted(text: &mut Vec<u8>, more: &[u8]) {
    let room = PASTE_LIMIT - text.len();
    text.extend_from_slice(&more[..more.len().min(room)]);
}

fn pasted(text: &[u8]) -> Event {
    Event::Paste(String::from_utf8_lossy(text).into_owned())
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

fn step(bytes: &[u8]) -> KeyStep {
    use KeyCode::{Backspace, Char, Enter, Tab};
    let control = |c: u8| key(Char(char::from(c)), KeyModifiers::CONTROL);
    let plain = |code| key(code, KeyModifiers::NONE);
    match bytes[0] {
        0x1b => escape(bytes),
        b'\r' => KeyStep::Used(1, Some(plain(Enter))),
        b'\t' => KeyStep::Used(1, Some(plain(Tab))),
        0x7f => KeyStep::Used(1, Some(plain(Backspace))),
        0 => KeyStep::Used(1, Some(control(b' '))),
        c @ 0x01..=0x1a => KeyStep::Used(1, Some(control(c - 1 + b'a'))),
        c @ 0x1c..=0x1f => KeyStep::Used(1, Some(control(c - 0x1c + b'4'))),
        c @ 0x80..=0x9f => eight_bit(c, 1, bytes),
        _ => character(bytes),
    }
}

/// A control of eight bits, in `length` bytes; it stands for an Esc with a letter.
fn eight_bit(control: u8, length: usize, bytes: &[u8]) -> KeyStep {
    match control {
        0x8f => match bytes.get(length).map(|last| letter_key(*last)) {
            None => KeyStep::More,
            Some(None) => KeyStep::Used(length, None),
            Some(Some(code)) => KeyStep::Used(length + 1, Some(key(code, KeyModifiers::NONE))),
        },
        0x9d => KeyStep::PassOver(length, Kind::SystemCommand),
        0x90 | 0x98 | 0x9e | 0x9f => KeyStep::PassOver(length, Kind::String),
        0x9b => sequence(length, bytes),
        _ => KeyStep::Used(length, None),
    }
}

fn character(bytes: &[u8]) -> KeyStep {
    let length = match bytes[0] {
        ..0x80 => 1,
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf7 => 4,
        _ => return KeyStep::Used(1, None),
    };
    let parts = bytes[1..].iter().take_while(|byte| *byte & 0xc0 == 0x80);
    let length_here = 1 + parts.take(length - 1).count();
    if length_here < length && length_here == bytes.len() {
        return KeyStep::More;
    }
    let text = std::str::from_utf8(&bytes[..length_here]).ok();
    match text.and_then(|text| text.chars().next()) {
        Some(c @ '\u{80}'..='\u{9f}') => {
            eight_bit(u8::try_from(c).unwrap_or_default(), length, bytes)
        }
        Some(c) if c.is_uppercase() => {
            KeyStep::Used(length, Some(key(KeyCode::Char(c), KeyModifiers::SHIFT)))
        }
        Some(c) => KeyStep::Used(length, Some(key(KeyCode::Char(c), KeyModifiers::NONE))),
        // What is left of a broken character is no control.
        None => KeyStep::Used(length_here, None),
    }
}

fn escape(bytes: &[u8]) -> KeyStep {
    let esc = KeyStep::Used(1, Some(key(KeyCode::Esc, KeyModifiers::NONE)));
    match bytes.get(1) {
        None => KeyStep::More,
        Some(0x1b) => esc,
        Some(b'[') => sequence(2, bytes),
        Some(b']') => KeyStep::PassOver(2, Kind::SystemCommand),
        Some(b'P' | b'X' | b'^' | b'_') => KeyStep::PassOver(2, Kind::String),
        Some(b'O') => match bytes.get(2) {
            None => KeyStep::More,
            Some(&last) => match letter_key(last) {
                Some(code) => KeyStep::Used(3, Some(key(code, KeyModifiers::NONE))),
                None => KeyStep::Used(2, Some(key(KeyCode::Char('O'), KeyModifiers::ALT))),
            },
        },
        Some(_) => match step(&bytes[1..]) {
            KeyStep::Used(n, Some(Event::Key(mut pressed))) => {
                pressed.modifiers |= KeyModifiers::ALT;
                KeyStep::Used(n + 1, Some(Event::Key(pressed)))
            }
            KeyStep::More => KeyStep::More,
            _ => esc,
        },
    }
}

/// `ESC [ parameters final`; the parameters begin at `begin`.
fn sequence(begin: usize, bytes: &[u8]) -> KeyStep {
    let Some(end) = (begin..bytes.len()).find(|&i| !(0x20..=0x3f).contains(&bytes[i])) else {
        return if bytes.len() > SEQUENCE_LIMIT {
            KeyStep::PassOver(bytes.len(), Kind::Sequence)
        } else {
            KeyStep::More
        };
    };
    let last = bytes[end];
    if !(0x40..=0x7e).contains(&last) {
        // Cut short: the byte that cut it begins something new.
        return KeyStep::Used(end, None);
    }
    match (&bytes[begin..end], last) {
        // The Linux console's F1 to F5.
        ([], b'[') => match bytes.get(end + 1) {
            None => KeyStep::More,
            Some(&c @ b'A'..=b'E') => {
                KeyStep::Used(end + 2, Some(key(KeyCode::F(c - b'A' + 1), KeyModifiers::NONE)))
            }
            Some(_) => KeyStep::Used(end + 1, None),
        },
        // A mouse report in the old form, from a terminal that knows no other: three more bytes.
        ([], b'M') => {
            if bytes.len() < end + 4 {
                KeyStep::More
            } else {
                KeyStep::Used(end + 4, None)
            }
        }
        (b"200", b'~') => KeyStep::PasteBegins(end + 1),
        ([b'<', report @ ..], b'M' | b'm') => KeyStep::Used(end + 1, mouse(report, last == b'm')),
        ([b'?', ..], b'u') => KeyStep::Keyboard(end + 1),
        (parameters, _) if is_answer(parameters, last) => KeyStep::Used(end + 1, None),
        (parameters, _) => KeyStep::Used(end + 1, named_key(parameters, last)),
    }
}

/// Whether a sequence answers a question: those have a private sign or an intermediate byte, which
/// no key has. The place of the cursor looks like F3 with Shift, Alt or Ctrl, which is given up for
/// it.
fn is_answer(parameters: &[u8], last: u8) -> bool {
    let is_sign = |byte: &u8| matches!(byte, 0x20..=0x2f | b'<'..=b'?');
    parameters.iter().any(is_sign) || (last == b'R' && !parameters.is_empty())
}

/// The numbers between semicolons, each with what follows its colon. A missing number is 0.
fn numbers(parameters: &[u8]) -> Vec<(u32, u32)> {
    let number = |text: Option<&str>| text.and_then(|text| text.parse().ok()).unwrap_or(0);
    let text = std::str::from_utf8(parameters).unwrap_or("");
    text.split(';')
        .map(|part| {
            let mut parts = part.split(':');
            (number(parts.next()), number(parts.next()))
        })
        .collect()
}

fn named_key(parameters: &[u8], last: u8) -> Option<Event> {
    let numbers = numbers(parameters);
    let nth = |i: usize| numbers.get(i).copied().unwrap_or((0, 0));
    let (mask, kind) = nth(1);
    let mut modifiers = modifiers(mask);
    let code = match (last, nth(0).0) {
        (b'Z', _) => {
            modifiers |= KeyModifiers::SHIFT;
            KeyCode::BackTab
        }
        (b'~', 27) => coded_key(nth(2).0)?,
        (b'~', number) => numbered_key(number)?,
        (b'u', code) => spelled_key(code, parameters, modifiers)?,
        _ => letter_key(last)?,
    };
    let kind = match kind {
        2 => KeyEventKind::Repeat,
        3 => KeyEventKind::Release,
        _ => KeyEventKind::Press,
    };
    Some(Event::Key(KeyEvent::new_with_kind(code, modifiers, kind)))
}

/// A key that is spelled out, with `key:shifted:base` in its first parameter. Together with Ctrl or Alt
/// a letter of another script is the one of its place on a Latin keyboard, so that Ctrl-C is that
/// everywhere.
fn spelled_key(code: u32, parameters: &[u8], modifiers: KeyModifiers) -> Option<KeyCode> {
    let first = parameters.split(|byte| *byte == b';').next().unwrap_or_default();
    let spelled = |nth: usize| {
        let part = first.split(|byte| *byte == b':').nth(nth)?;
        std::str::from_utf8(part).ok()?.parse::<u32>().ok()
    };
    let is_held = modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    let is_foreign = char::from_u32(code).is_some_and(|c| !c.is_ascii());
    let base = spelled(2).filter(|_| is_held && is_foreign && code < 57344);
    let shifted = spelled(1).filter(|_| modifiers.contains(KeyModifiers::SHIFT));
    coded_key(base.or(shifted).unwrap_or(code))
}

fn letter_key(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        _ => return None,
    })
}

fn numbered_key(number: u32) -> Option<KeyCode> {
    let f = |number: u32, first: u32, name: u32| {
        u8::try_from(number - first + name).ok().map(KeyCode::F)
    };
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => f(number, 11, 1),
        17..=21 => f(number, 17, 6),
        23..=26 => f(number, 23, 11),
        28..=29 => f(number, 28, 15),
        31..=34 => f(number, 31, 17),
        _ => None,
    }
}

/// A key by its code point, from terminals that spell out every modifier.
fn coded_key(code: u32) -> Option<KeyCode> {
    match code {
        9 => Some(KeyCode::Tab),
        13 => Some(KeyCode::Enter),
        27 => Some(KeyCode::Esc),
        127 => Some(KeyCode::Backspace),
        57344..=63743 => keypad_key(code),
        _ => char::from_u32(code).filter(|c| !c.is_control()).map(KeyCode::Char),
    }
}

/// A key of the keypad, as kitty's protocol numbers them; its other numbers are keys that mean nothing
/// here: locks, modifiers alone, sound.
fn keypad_key(code: u32) -> Option<KeyCode> {
    Some(match code {
        57399..=57408 => KeyCode::Char(char::from_digit(code - 57399, 10)?),
        57409 => KeyCode::Char('.'),
        57410 => KeyCode::Char('/'),
        57411 => KeyCode::Char('*'),
        57412 => KeyCode::Char('-'),
        57413 => KeyCode::Char('+'),
        57414 => KeyCode::Enter,
        57415 => KeyCode::Char('='),
        57416 => KeyCode::Char(','),
        57417 => KeyCode::Left,
        57418 => KeyCode::Right,
        57419 => KeyCode::Up,
        57420 => KeyCode::Down,
        57421 => KeyCode::PageUp,
        57422 => KeyCode::PageDown,
        57423 => KeyCode::Home,
        57424 => KeyCode::End,
        57425 => KeyCode::Insert,
        57426 => KeyCode::Delete,
        _ => return None,
    })
}

fn modifiers(mask: u32) -> KeyModifiers {
    let bits = mask.saturating_sub(1);
    [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL)]
        .into_iter()
        .filter(|(bit, _)| bits & bit != 0)
        .fold(KeyModifiers::NONE, |all, (_, one)| all | one)
}

/// `ESC [ < button ; column ; row M`, or `m` for a release; the corner is 1, 1.
fn mouse(report: &[u8], released: bool) -> Option<Event> {
    let [(button, _), (column, _), (row, _)] = numbers(report)[..] else {
        return None;
    };
    let place = |number: u32| u16::try_from(number.checked_sub(1)?).ok();
    let which = match button & 0b11 {
        0 => Some(MouseButton::Left),
        1 => Some(MouseButton::Middle),
        2 => Some(MouseButton::Right),
        _ => None,
    };
    let (wheel, dragged) = (button & 64 != 0, button & 32 != 0);
    let kind = match (wheel, dragged, which) {
        (true, _, _) => match button & 0b11 {
            0 => MouseEventKind::ScrollUp,
            1 => MouseEventKind::ScrollDown,
            2 => MouseEventKind::ScrollLeft,
            _ => MouseEventKind::ScrollRight,
        },
        (false, true, Some(which)) => MouseEventKind::Drag(which),
        (false, true, None) => MouseEventKind::Moved,
        (false, false, Some(which)) if released => MouseEventKind::Up(which),
        (false, false, Some(which)) => MouseEventKind::Down(which),
        (false, false, None) => return None,
    };
    // Buttons beyond the wheel have no use here.
    if button >= 128 {
        return None;
    }
    let modifiers =
        modifiers(1 + (button >> 2 & 1) + (button >> 3 & 1) * 2 + (button >> 4 & 1) * 4);
    Some(Event::Mouse(MouseEvent { kind, column: place(column)?, row: place(row)?, modifiers }))
}

#[cfg(test)]
mod tests;

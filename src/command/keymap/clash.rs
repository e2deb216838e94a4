//! Where keys cannot be heard: two commands that want one, and a command that is left without one.

use std::collections::HashMap;

use super::{Keymap, is_text};
use crate::command::{Chord, Command, Context, rows_in};

/// A key that two commands want in one context, or that is the first of two keys of another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeyClash {
    /// Where.
    pub context: Context,
    /// The command that comes first in the table, and its key.
    pub one: (Command, Chord),
    /// The other one, and its key.
    pub other: (Command, Chord),
}

/// A command that a context cannot be left by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MissingWayOut {
    /// Where no key asks for it.
    pub context: Context,
    /// The command.
    pub command: Command,
}

impl Keymap {
    /// Every two commands that want one key, each pair told once, where it is met first.
    pub fn clashes(&self) -> Vec<KeyClash> {
        let mut clashes: Vec<KeyClash> = Vec::new();
        for context in Context::ALL {
            let mut wanted: HashMap<Chord, Command> = HashMap::new();
            let mut firsts: HashMap<_, (Command, Chord)> = HashMap::new();
            let chords = rows_in(context).flat_map(|row| {
                let chords = self.chords_in(context, row.command).iter();
                chords.map(move |chord| (row.command, *chord))
            });
            let chords: Vec<(Command, Chord)> =
                chords.filter(|(_, chord)| !is_typed(context, *chord)).collect();
            for (command, chord) in &chords {
                firsts.extend(chord.first.map(|first| (first, (*command, *chord))));
            }
            for (command, chord) in chords {
                let same = wanted.insert(chord, command).map(|before| (before, chord));
                let longer = firsts.get(&chord.stroke).filter(|_| chord.first.is_none()).copied();
                for other in same.into_iter().chain(longer).filter(|(other, _)| *other != command) {
                    let clash = KeyClash { context, one: other, other: (command, chord) };
                    let is_told =
                        |told: &KeyClash| (told.one, told.other) == (clash.one, clash.other);
                    if !clashes.iter().any(is_told) {
                        clashes.push(clash);
                    }
                }
            }
        }
        clashes
    }

    /// The ways out that no key asks for: of all that lies on top, of the board, and of the program.
    pub fn unheard(&self) -> Vec<MissingWayOut> {
        let ways_out = |context| match context {
            Context::Anywhere => &[][..],
            Context::Board => &[Command::Escape, Command::Quit, Command::Interrupt][..],
            _ => &[Command::Escape, Command::Interrupt][..],
        };
        let all = Context::ALL.into_iter().flat_map(|context| {
            ways_out(context)
                .iter()
                .map(move |command| MissingWayOut { context, command: *command })
        });
        all.filter(|way| !self.is_heard(way.context, way.command)).collect()
    }

    /// Whether a key asks for a command in a context; where text is typed, a letter does not.
    pub fn is_heard(&self, context: Context, command: Command) -> bool {
        let mut chords = self.chords_in(context, command).iter();
        chords.any(|chord| !is_typed(context, *chord))
    }
}

/// Whether a key would be typed as a letter, before it could ask for anything.
pub(super) fn is_typed(context: Context, chord: Chord) -> bool {
    let stroke = chord.first.unwrap_or(chord.stroke);
    !stroke.alt && is_text(context, stroke)
}

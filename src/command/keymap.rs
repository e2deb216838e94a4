//! Which key asks for which command, and what a command's key is called: asked by all that hears
//! keys and by all that names them.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::OnceLock,
};

use super::{COMMANDS, Chord, Command, CommandRow, Context};

/// The keys of every command.
#[derive(Debug)]
pub struct Keymap {
    keys: HashMap<Command, Vec<Chord>>,
    /// Looked up at once: a paste without brackets may press thousands.
    commands: HashMap<(Context, Chord), Command>,
    /// The letters that are the first of two.
    prefixes: HashSet<char>,
}

/// What a key means where it is pressed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pressed {
    /// A command of this context, or of one that it falls back to.
    Command(Command),
    /// A letter of a text that is being typed.
    Letter(char),
    /// The key asks for nothing here.
    Nothing,
}

static KEYMAP: OnceLock<Keymap> = OnceLock::new();

/// The keys of this process.
pub fn keymap() -> &'static Keymap {
    KEYMAP.get_or_init(Keymap::default)
}

impl Default for Keymap {
    fn default() -> Keymap {
        Keymap::with([])
    }
}

impl Keymap {
    /// The keys of the table, but for the commands that have others here.
    pub fn with(others: impl IntoIterator<Item = (Command, Vec<Chord>)>) -> Keymap {
        let mut keys: HashMap<Command, Vec<Chord>> = others.into_iter().collect();
        let (mut commands, mut prefixes) = (HashMap::new(), HashSet::new());
        for row in COMMANDS {
            let chords = keys.entry(row.command).or_insert_with(|| row.chords().collect());
            for chord in &*chords {
                let asks = row.contexts.iter().map(|context| ((*context, *chord), row.command));
                commands.extend(asks);
                prefixes.extend(chord.after);
            }
        }
        Keymap { keys, commands, prefixes }
    }

    /// Makes these the keys of the process; false if keys were asked for before, which stay.
    pub fn install(self) -> bool {
        KEYMAP.set(self).is_ok()
    }

    /// The keys that ask for a command.
    pub fn chords(&self, command: Command) -> &[Chord] {
        self.keys.get(&command).map_or(&[], Vec::as_slice)
    }

    /// The first key of a command, in words; empty if it has none.
    pub fn key(&self, command: Command) -> String {
        self.chords(command).first().map(Chord::to_string).unwrap_or_default()
    }

    /// The keys of a command in words: `j, Down`.
    pub fn keys(&self, command: Command) -> String {
        self.chords(command).iter().map(Chord::to_string).collect::<Vec<_>>().join(", ")
    }

    /// Words with the keys of the commands that they name in braces.
    pub fn named(&self, words: &'static str) -> Cow<'static, str> {
        let (mut doc, mut rest) = (Cow::Borrowed(""), words);
        while let Some((before, (name, after))) =
            rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)))
        {
            let key = Command::named(name).map(|command| self.key(command)).unwrap_or_default();
            doc = Cow::Owned(format!("{doc}{before}{key}"));
            rest = after;
        }
        if doc.is_empty() { Cow::Borrowed(rest) } else { doc + rest }
    }

    /// The command that a key asks for in a context.
    pub fn command(&self, context: Context, chord: Chord) -> Option<Command> {
        let asks = |chord: Chord| {
            context.with_fallbacks().find_map(|of| self.commands.get(&(of, chord)).copied())
        };
        if !context.is_typed() {
            return asks(chord);
        }
        if chord.letter().is_some() {
            return None;
        }
        // A slip of Shift or Ctrl must not make an arrow or Enter dead while text is typed.
        asks(chord).or_else(|| asks(chord.bare()?))
    }

    /// What a key means in a context.
    pub fn pressed(&self, context: Context, chord: Chord) -> Pressed {
        match (self.command(context, chord), chord.letter()) {
            (Some(command), _) => Pressed::Command(command),
            (None, Some(letter)) if context.is_typed() => Pressed::Letter(letter),
            (None, _) => Pressed::Nothing,
        }
    }

    /// Whether a key is the first of two that ask for a command.
    pub fn is_prefix(&self, chord: Chord) -> bool {
        chord.letter().is_some_and(|first| self.prefixes.contains(&first))
    }
}

impl Pressed {
    /// The command that was asked for. `None` if it was none.
    pub fn command(self) -> Option<Command> {
        match self {
            Pressed::Command(command) => Some(command),
            Pressed::Letter(_) | Pressed::Nothing => None,
        }
    }
}

impl Command {
    /// Its first key, in words.
    pub fn key(self) -> String {
        keymap().key(self)
    }

    /// Its keys, in words.
    pub fn keys(self) -> String {
        keymap().keys(self)
    }

    /// What it does; of a command that goes to a panel, the panel says it.
    pub fn doc(self) -> Cow<'static, str> {
        keymap().named(self.row().doc.unwrap_or_default())
    }
}

/// The key table of the README, in Markdown; `describe` says what the command of a row does.
pub fn key_table(describe: impl Fn(&CommandRow) -> Cow<'static, str>) -> String {
    let mut table = String::new();
    table.push_str("| key | what it does |\n| --- | --- |\n");
    let has_key = |row: &&CommandRow| row.chords().next().is_some();
    for row in COMMANDS.iter().filter(|row| row.group.is_listed()).filter(has_key) {
        let keys: Vec<String> = row.chords().map(|chord| format!("`{chord}`")).collect();
        table.push_str(&format!("| {} | {} |\n", keys.join(" "), describe(row)));
    }
    table
}

#[cfg(test)]
mod tests;

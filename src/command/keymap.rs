//! Which key asks for which command, and what a command's key is called: asked by all that hears
//! keys and by all that names them.

mod clash;

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

pub use clash::{KeyClash, MissingWayOut};
use crossterm::event::KeyCode;

use super::{COMMANDS, Chord, Command, CommandRow, Context, Keystroke, places::at_place};

/// The keys of every command in every context.
#[derive(PartialEq, Debug)]
pub struct Keymap {
    /// Those of the contexts that a context falls back to included.
    keys: HashMap<(Context, Command), Vec<Chord>>,
    /// Looked up at once: a paste without brackets may press thousands.
    commands: HashMap<(Context, Chord), Command>,
    /// The keys that are the first of two.
    firsts: HashSet<(Context, Keystroke)>,
}

/// Keys that somebody wants for a command in the place of those that the table gives it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Binding {
    /// The command.
    pub command: Command,
    /// Where. `None` wherever the command has keys.
    pub context: Option<Context>,
    /// The keys; none take it from the keyboard.
    pub chords: Vec<Chord>,
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

static KEYMAP: LazyLock<RwLock<Arc<Keymap>>> = LazyLock::new(Default::default);

/// The keys of this process, as they are now.
pub fn keymap() -> Arc<Keymap> {
    KEYMAP.read().unwrap_or_else(PoisonError::into_inner).clone()
}

impl Default for Keymap {
    fn default() -> Keymap {
        Keymap::new(&[])
    }
}

impl Keymap {
    /// The keys of the table, but for what is bound otherwise. Where two commands want one key in a
    /// context, see [`Keymap::clashes`].
    pub fn new(bindings: &[Binding]) -> Keymap {
        let mut own: HashMap<(Context, Command), Vec<Chord>> = HashMap::new();
        for row in COMMANDS {
            let everywhere =
                |bound: &&Binding| bound.command == row.command && bound.context.is_none();
            let chords = match bindings.iter().rfind(everywhere) {
                Some(bound) => bound.chords.clone(),
                None => row.chords().collect(),
            };
            own.extend(row.contexts.iter().map(|of| ((*of, row.command), chords.clone())));
        }
        for Binding { command, context, chords } in bindings {
            own.extend(context.map(|context| ((context, *command), chords.clone())));
        }
        let mut keymap =
            Keymap { keys: HashMap::new(), commands: HashMap::new(), firsts: HashSet::new() };
        for context in Context::ALL {
            // What a context says of a command holds there, whatever wider ones say of it.
            let contexts: Vec<Context> = context.with_fallbacks().collect();
            for (nth, of) in contexts.iter().enumerate().rev() {
                let says = |of: &Context, row: &CommandRow| own.get(&(*of, row.command));
                for row in COMMANDS {
                    let is_said = contexts[..nth].iter().any(|nearer| says(nearer, row).is_some());
                    if let Some(chords) = says(of, row).filter(|_| !is_said) {
                        keymap.bind(context, row.command, chords);
                    }
                }
            }
        }
        keymap
    }

    /// The keys of the table, but for the commands that have others, wherever they have keys.
    pub fn with(others: impl IntoIterator<Item = (Command, Vec<Chord>)>) -> Keymap {
        let bind = |(command, chords)| Binding { command, context: None, chords };
        Keymap::new(&others.into_iter().map(bind).collect::<Vec<_>>())
    }

    fn bind(&mut self, context: Context, command: Command, chords: &[Chord]) {
        for chord in chords {
            self.commands.insert((context, *chord), command);
            self.firsts.extend(chord.first.map(|first| (context, first)));
        }
        self.keys.insert((context, command), chords.to_vec());
    }

    /// Makes these the keys of the process, from now on.
    pub fn install(self) {
        *KEYMAP.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(self);
    }

    /// The keys that ask for a command where it is at home.
    pub fn chords(&self, command: Command) -> &[Chord] {
        let home = command.row().contexts.first();
        home.map_or(&[], |home| self.chords_in(*home, command))
    }

    /// The keys that ask for a command in a context.
    pub fn chords_in(&self, context: Context, command: Command) -> &[Chord] {
        self.keys.get(&(context, command)).map_or(&[], Vec::as_slice)
    }

    /// The first key of a command, in words; empty if it has none.
    pub fn key(&self, command: Command) -> String {
        self.chords(command).first().map(Chord::to_string).unwrap_or_default()
    }

    /// The same in a context; where it has none there, the one that it is known by.
    pub fn key_in(&self, context: Context, command: Command) -> String {
        let here = self.chords_in(context, command).first().map(Chord::to_string);
        here.unwrap_or_else(|| self.key(command))
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

    /// The command that a key asks for in a context. Where text is typed, a letter asks for none.
    pub fn command(&self, context: Context, chord: Chord) -> Option<Command> {
        let Chord { first, stroke } = chord;
        let firsts = first.map_or(vec![None], |first| readings(first).map(Some).collect());
        let is_text = first.is_none() && is_text(context, stroke);
        let strokes = readings(stroke).take_while(|it| !is_text || it.alt);
        strokes
            .flat_map(|stroke| firsts.iter().map(move |first| Chord { first: *first, stroke }))
            .find_map(|chord| self.commands.get(&(context, chord)).copied())
    }

    /// What a key means in a context.
    pub fn pressed(&self, context: Context, chord: Chord) -> Pressed {
        match (self.command(context, chord), chord.stroke.letter()) {
            (Some(command), _) => Pressed::Command(command),
            (None, Some(letter)) if chord.first.is_none() && context.is_typed() => {
                Pressed::Letter(letter)
            }
            (None, _) => Pressed::Nothing,
        }
    }

    /// The key as the first of two that ask for a command in a context. `None` if it is none.
    pub fn first(&self, context: Context, stroke: Keystroke) -> Option<Keystroke> {
        if is_text(context, stroke) {
            return None;
        }
        readings(stroke).find(|stroke| self.firsts.contains(&(context, *stroke)))
    }

    /// What may follow the first of two keys: each key with the command that it asks for, in the
    /// order of the table.
    pub fn following(&self, context: Context, first: Keystroke) -> Vec<(Keystroke, Command)> {
        let of_row = |row: &'static CommandRow| {
            let chords = self.chords_in(context, row.command).iter();
            chords
                .filter(move |chord| chord.first == Some(first))
                .map(|chord| (chord.stroke, row.command))
        };
        COMMANDS.iter().flat_map(of_row).collect()
    }
}

/// Whether a key types a letter where it is pressed.
fn is_text(context: Context, stroke: Keystroke) -> bool {
    context.is_typed() && stroke.letter().is_some()
}

/// What may be meant by a key, the likeliest first: itself, by its place on a keyboard of another
/// script, without Alt, and of a key that is no letter without any modifier: a slip of a finger must
/// not make an arrow or Enter dead.
fn readings(stroke: Keystroke) -> impl Iterator<Item = Keystroke> {
    let placed = match stroke.code {
        KeyCode::Char(c) => at_place(c).map(KeyCode::Char),
        _ => None,
    };
    let placed = placed.map(|code| Keystroke { code, ..stroke });
    let itself = [Some(stroke), placed];
    let without_alt =
        itself.map(|it| it.filter(|it| it.alt).map(|it| Keystroke { alt: false, ..it }));
    let bare = stroke.bare().filter(|bare| *bare != stroke);
    itself.into_iter().chain(without_alt).chain([bare]).flatten()
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

    /// Its first key in a context, in words.
    pub fn key_in(self, context: Context) -> String {
        keymap().key_in(context, self)
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

/// The key table of the reference, in Markdown; `describe` says what the command of a row does.
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

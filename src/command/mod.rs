//! What a user can want: the one command table, and the keys that ask for it in each context.

mod chord;
mod context;
mod keymap;
mod places;
mod table;

pub use chord::{Chord, KEY_FORMS, Keystroke, parse_keys};
pub use context::Context;
pub use keymap::{Binding, KeyClash, Keymap, MissingWayOut, Pressed, key_table, keymap};
pub use table::{COMMANDS, Command, CommandGroup, CommandRow, Needs, rows_in};

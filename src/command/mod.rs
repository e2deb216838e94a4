//! What a user can want: the one command table, and the keys that ask for it.

mod chord;
mod table;

pub use chord::{Chord, parse_keys};
pub use table::{COMMANDS, Command, Group, Needs, Row, key_table};

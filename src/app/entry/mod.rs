//! Entry: what a monitor does with a report that comes in. Forms, the one line, another voice, a
//! word withdrawn, a record removed; and the questions that are asked before something is lost.

mod ask;
mod bulletin;
mod filling;
mod form;
mod line;
mod line_keys;
mod opening;
mod outside;
mod question;
mod repeating;
mod settling;
mod versions;

pub use ask::Ask;
pub use bulletin::chosen_bulletin;
pub use form::{Form, FormLine, Writes};
pub use line::{LineEntry, PlaceOffer};
pub use versions::{VersionLine, lines as versions};

pub(super) use bulletin::{bulletin_in_sight, bulletins_named, choose_bulletin};
pub(super) use filling::{keys, paste};
pub(super) use line_keys::{keys as line_keys, paste as line_paste};
pub(super) use opening::{
    add, add_account, add_line, ask_to_remove, ask_withdrawal, duplicate, edit, editor, probed,
    scroll, withdraw,
};
pub(super) use outside::tell_of_change;
pub(super) use question::answer;
pub(super) use settling::{keys as clash, show as show_clashes};

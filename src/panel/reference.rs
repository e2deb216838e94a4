//! The panels in the help and in the reference: each says of itself what stands there.

use std::borrow::Cow;

use super::{Front, Panel, Placement};
use crate::command::{COMMANDS, Command, CommandRow, keymap};

/// What a command does on a board with this front; of one that goes to a panel, what that panel says
/// of it.
pub fn describe(row: &CommandRow, front: &Front) -> Cow<'static, str> {
    let of_panel = || front.goal(row.command).map(|panel| panel.spec().help);
    keymap().named(row.doc.or_else(of_panel).unwrap_or_default())
}

/// The table of the pages of the reference, in Markdown, in the order of the help.
pub fn page_table() -> String {
    let mut table = String::from("| key | page | says |\n| --- | --- | --- |\n");
    for row in COMMANDS {
        let Command::GoTo(name) = row.command else { continue };
        let Some(spec) = Panel::from_name(name).map(Panel::spec) else { continue };
        if let Placement::Page { shows } = spec.placement {
            let page = spec.title.to_lowercase();
            let key = match row.command.key() {
                key if key.is_empty() => format!("{}{name}", Command::Palette.key()),
                key => key,
            };
            table.push_str(&format!("| `{key}` | {page} | {shows} |\n"));
        }
    }
    table
}

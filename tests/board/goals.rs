//! How to get to a panel of a board, whether it has a key or not.

use sitboard::panel::{Front, Panel};

/// What is typed to go to a panel of a board with the front of the default: its keys, else its words
/// in the palette.
pub fn key_of(panel: Panel) -> String {
    match Front::default().command(panel).key() {
        key if key.is_empty() => format!(":{}<Enter>", panel.spec().help),
        key => key.replace(' ', ""),
    }
}

/// What is typed to put a panel over the whole board.
pub fn keys_to(panel: Panel) -> String {
    let zoom = if Front::default().is_page(panel) { "" } else { "z" };
    format!("{}{zoom}", key_of(panel))
}

//! A record in one line, told word by word as it is understood while it is typed.

use crate::{
    app::Input,
    format::{
        one_line::{self, OneLine},
        typed::Typing,
    },
    model::Clean,
};

/// The line that is being typed.
#[derive(Clone, PartialEq, Debug)]
pub struct LineEntry {
    /// What is typed, with its cursor.
    pub input: Input,
    /// As far as it is understood.
    pub read: OneLine,
    /// Whether it was said that leaving loses what is typed: the next time it is left all the same.
    pub asks: bool,
    /// Why it was not taken.
    pub refused: Option<Clean>,
}

impl LineEntry {
    /// Reads what is typed already, against the names of the board.
    pub fn new(input: Input, typing: &Typing) -> LineEntry {
        let read = one_line::read(input.text(), typing);
        LineEntry { input, read, asks: false, refused: None }
    }
}

//! What can lie on top of the board: help, palette, scenario picker, problems, a prompt.

use std::borrow::Cow;

use super::{Ask, Form, Input, LineEntry, ListState, OpenDetail};
use crate::{
    board::FILTER_KEYS,
    command::{COMMANDS, Command, Context},
    format::edit::Target,
    model::{Refusal, Table},
    panel::describe,
};

/// What lies on top.
#[derive(Clone, PartialEq, Debug)]
pub enum Overlay {
    Help {
        top: usize,
    },
    Palette {
        input: Input,
        found: Vec<PaletteEntry>,
        list: ListState,
    },
    Picker {
        list: ListState,
    },
    Problems {
        list: ListState,
    },
    Changes {
        list: ListState,
    },
    /// The morning page, from its line `top`.
    Page {
        top: usize,
    },
    Prompt(Prompt),
    Form(Box<Form>),
    Line(Box<LineEntry>),
    /// Both versions of the record `at` that was changed here and outside, from their line `top`.
    Clash {
        at: usize,
        top: usize,
    },
    Ask(Ask),
}

impl Overlay {
    /// What its keys mean.
    pub fn context(&self) -> Context {
        match self {
            Overlay::Help { .. }
            | Overlay::Picker { .. }
            | Overlay::Problems { .. }
            | Overlay::Changes { .. }
            | Overlay::Page { .. } => Context::List,
            Overlay::Palette { .. } => Context::Palette,
            Overlay::Prompt(_) => Context::Prompt,
            // The name of a key is typed.
            Overlay::Form(form) if form.sought.is_some() => Context::Text,
            Overlay::Form(_) => Context::Form,
            Overlay::Line(_) => Context::Line,
            Overlay::Clash { .. } => Context::Versions,
            Overlay::Ask(_) => Context::Question,
        }
    }

    /// What the wheel asks for over it.
    pub(super) fn wheel(&self, down: bool) -> Command {
        let (next, previous) = match self.context() {
            Context::Palette => (Command::NextEntry, Command::PreviousEntry),
            Context::Prompt => (Command::LaterTyped, Command::EarlierTyped),
            Context::Form => (Command::NextLine, Command::PreviousLine),
            Context::Board
            | Context::Detail
            | Context::List
            | Context::Line
            | Context::Question
            | Context::Versions
            | Context::Text
            | Context::Anywhere => (Command::Down, Command::Up),
        };
        if down { next } else { previous }
    }
}

/// One entry of the palette.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PaletteEntry {
    Command(Command),
    /// To add a record of this kind.
    Add(Table),
    /// A record, by id: a file may be read anew meanwhile.
    Record(OpenDetail),
}

/// A line to type below the board.
#[derive(Clone, PartialEq, Debug)]
pub struct Prompt {
    pub purpose: Purpose,
    pub input: Input,
    /// Why what was typed cannot be used.
    pub error: Option<Refusal>,
    /// What completing goes through: the ways in which what was typed goes on, and which of them
    /// stands.
    pub ways: Option<(Vec<String>, usize)>,
    /// How far back among what was typed before.
    pub back: usize,
}

impl Prompt {
    pub fn new(purpose: Purpose, text: &str) -> Prompt {
        Prompt { purpose, input: Input::new(text), error: None, ways: None, back: 0 }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Purpose {
    Search,
    Filter,
    Day,
    Baseline,
    Save,
    /// The day on which a word of a record was taken back.
    Withdraw {
        record: Target,
        word: usize,
    },
}

impl Purpose {
    pub fn word(&self) -> &'static str {
        match self {
            Purpose::Search => "search",
            Purpose::Filter => "filter",
            Purpose::Day => "day",
            Purpose::Baseline => "changes since",
            Purpose::Save => "save as",
            Purpose::Withdraw { .. } => "withdrawn on",
        }
    }
}

/// A line of the help: the title of a group, a command with its keys, or a word on the filter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HelpLine {
    Blank,
    Title(&'static str),
    Entry(String, Cow<'static, str>),
}

/// The help, from the one table of commands and the filter's own keys.
pub fn help() -> Vec<HelpLine> {
    let mut lines = Vec::new();
    let mut group = None;
    for row in COMMANDS.iter().filter(|row| row.group.is_listed()) {
        if group != Some(row.group) {
            if group.is_some() {
                lines.push(HelpLine::Blank);
            }
            group = Some(row.group);
            lines.push(HelpLine::Title(row.group.title()));
        }
        lines.push(HelpLine::Entry(row.command.keys(), describe(row)));
    }
    lines.extend([
        HelpLine::Blank,
        HelpLine::Title("The filter: terms joined by and, - negates, quotes group"),
    ]);
    let of_filter = FILTER_KEYS.iter();
    lines.extend(of_filter.map(|key| HelpLine::Entry(key.name.to_owned(), key.doc.into())));
    lines
}

//! What can lie on top of the board: help, palette, scenario picker, problems, a prompt.

use std::collections::BTreeSet;

use super::{Ask, Form, HelpView, Input, LineEntry, ListState, OpenDetail, ScenarioIx};
use crate::{
    command::{Command, Context},
    format::edit::Target,
    model::{Clean, Refusal, Table},
};

/// What lies on top.
#[derive(Clone, PartialEq, Debug)]
pub enum Overlay {
    /// The keys of every command, the filter's own, the words of the field.
    Help(HelpView),
    /// Every mark that is on the screen, from its line `top`.
    Legend {
        /// Its first line in sight.
        top: usize,
    },
    /// Commands, tables to add to and records, by what is typed.
    Palette(PaletteView),
    /// The scenarios of the workspace, by what is typed.
    Picker {
        /// What is typed, with its cursor.
        input: Input,
        /// Those that have it in title, id or file.
        found: Vec<ScenarioIx>,
        /// Where the list stands.
        list: ListState,
    },
    /// What is wrong with the file.
    Problems {
        /// Where the list stands.
        list: ListState,
    },
    /// What changed since the baseline.
    Changes {
        /// Where the list stands.
        list: ListState,
    },
    /// The views that are kept; the first entry is how the board opens.
    Views {
        /// Where the list stands.
        list: ListState,
    },
    /// The stories of the scenario.
    Stories {
        /// Where the list stands.
        list: ListState,
    },
    /// The morning page, from its line `top`.
    Page {
        /// Its first line in sight.
        top: usize,
    },
    /// A line typed below the board.
    Prompt(Prompt),
    /// A form for a record or an account.
    Form(Box<Form>),
    /// A record typed in one line.
    Line(Box<LineEntry>),
    /// The versions of a record that was changed here and outside.
    Clash(ClashView),
    /// A question that must be answered first.
    Ask(Ask),
}

impl Overlay {
    /// What its keys mean.
    pub fn context(&self) -> Context {
        match self {
            Overlay::Help(view) if view.is_typing => Context::Prompt,
            Overlay::Help(_)
            | Overlay::Legend { .. }
            | Overlay::Problems { .. }
            | Overlay::Changes { .. }
            | Overlay::Views { .. }
            | Overlay::Stories { .. }
            | Overlay::Page { .. } => Context::List,
            Overlay::Palette(_) | Overlay::Picker { .. } => Context::Palette,
            Overlay::Prompt(_) => Context::Prompt,
            // The name of a key is typed.
            Overlay::Form(form) if form.sought.is_some() => Context::Text,
            Overlay::Form(_) => Context::Form,
            Overlay::Line(_) => Context::Line,
            Overlay::Clash(_) => Context::Versions,
            Overlay::Ask(_) => Context::Question,
        }
    }

    /// Lines above its rows: what is typed, and a blank below it.
    pub(super) fn rows_begin(&self) -> u16 {
        match self {
            Overlay::Palette(_) | Overlay::Picker { .. } => 2,
            _ => 0,
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
            | Context::Tour
            | Context::Story
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

/// Where the reader stands among what was changed here and outside.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ClashView {
    /// A position among the records that both changed.
    pub at: usize,
    /// The part that a choice is made for, by its position.
    pub part: usize,
    /// The first line in sight.
    pub top: usize,
    /// The parts that were in sight: nothing is given up unseen.
    pub seen: BTreeSet<usize>,
}

/// The palette as it is typed into.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct PaletteView {
    /// What is typed, with its cursor.
    pub input: Input,
    /// What it finds, the likeliest first.
    pub found: Vec<PaletteEntry>,
    /// Where the list stands.
    pub list: ListState,
    /// Whether the records that it finds are still looked for.
    pub is_waiting: bool,
    /// Whether the first of them is to be opened as soon as they are there.
    pub(super) is_chosen: bool,
}

/// One entry of the palette.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PaletteEntry {
    /// A command to run.
    Command(Command),
    /// To add a record of this kind.
    Add(Table),
    /// A record, by id: a file may be read anew meanwhile.
    Record(OpenDetail),
}

/// A line to type below the board.
#[derive(Clone, PartialEq, Debug)]
pub struct Prompt {
    /// What is typed for.
    pub purpose: Purpose,
    /// What is typed, with its cursor.
    pub input: Input,
    /// Why what was typed cannot be used.
    pub error: Option<Refusal>,
    /// What is said of it while nothing is typed.
    pub note: Option<Clean>,
    /// What completing goes through: the ways in which what was typed goes on, and which of them
    /// stands.
    pub ways: Option<(Vec<String>, usize)>,
    /// How far back among what was typed before.
    pub back: usize,
}

impl Prompt {
    /// A prompt that begins with `text` and the cursor behind it.
    pub fn new(purpose: Purpose, text: &str) -> Prompt {
        let input = Input::new(text);
        Prompt { purpose, input, error: None, note: None, ways: None, back: 0 }
    }
}

/// What a prompt is typed for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// Words to look for in a panel and in the rows of its feeds.
    Search,
    /// A filter, which is read against the scenario.
    Filter,
    /// Whose words are put aside.
    Without,
    /// The bulletin that new records rest on.
    Bulletin,
    /// The day to look at.
    Day,
    /// What to compare with: a day, `closed`, or the path of a file.
    Baseline,
    /// The name that a view is kept under.
    KeepView,
    /// The file to write the morning page to.
    Save,
    /// The day on which a word of a record was taken back.
    Withdraw {
        /// The record that the word belongs to.
        record: Target,
        /// Position of the word in the record's words; 0 is its own.
        word: usize,
    },
}

impl Purpose {
    /// What stands before the line that is typed.
    pub fn word(&self) -> &'static str {
        match self {
            Purpose::Search => "search",
            Purpose::Filter => "filter",
            Purpose::Without => "without",
            Purpose::Bulletin => "bulletin",
            Purpose::Day => "day",
            Purpose::Baseline => "changes since",
            Purpose::KeepView => "keep this view as",
            Purpose::Save => "save as",
            Purpose::Withdraw { .. } => "withdrawn on",
        }
    }
}

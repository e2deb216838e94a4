//! The help: the keys of every command in sections, the filter's own keys, the words of the field.

use std::borrow::Cow;

use super::Input;
use crate::{
    board::{FILTER_KEYS, fold},
    command::{COMMANDS, CommandRow},
    panel::{Front, describe},
};

/// Where a reader of the help stands.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct HelpView {
    /// The first line in sight.
    pub top: usize,
    /// What is looked for; only lines that have it are listed.
    pub sought: Input,
    /// Whether what is looked for is being typed.
    pub is_typing: bool,
}

/// A line of the help: the title of a section, what is typed with what it does, or a word with what
/// it means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HelpLine {
    /// An empty line between sections.
    Blank,
    /// The title of a section.
    Title(&'static str),
    /// What is typed, and what it does.
    Entry(String, Cow<'static, str>),
}

/// The words of the field, as this board uses them.
pub const WORDS: &[(&str, &str)] = &[
    ("account", "what another voice says of a record, kept beside the record's own word"),
    (
        "activity",
        "what a force or an authority does without fire: flies over, enters, builds, holds",
    ),
    ("as of", "the day that the board stands on; nothing later is shown"),
    ("assumed", "put in by the desk where no source says it; marked"),
    ("chainage", "kilometres along a route from its first point"),
    ("clause", "a part of an agreement that can be kept or broken by itself"),
    ("contested", "two voices that cannot both be right on one thing; both stay"),
    ("corridor", "a strip of so many kilometres on either side of a route"),
    ("desk", "whoever keeps this file; its words are not a source's"),
    ("displaced", "people who had to leave; a figure is its author's own, never a sum"),
    ("grade", "how far a source is trusted, A to F, and how credible its word is, 1 to 6"),
    ("hazard", "what lies there and may kill: a mine, unexploded ordnance"),
    ("hindsight", "with all that was ever told, also after the day"),
    ("incident", "what happened once, however many records tell of it; by its kind of one class"),
    ("known then", "with what had been published by the day that is looked at"),
    ("label", "somebody's name for others, in quotes; not counted as an actor"),
    ("ledger", "one party's own numbering of patrols, beside the other's"),
    ("obstruction", "a barred road or a passage that was refused; no attack"),
    ("reported day", "a day of which somebody reported; silence is not quiet"),
    ("reporting cut-off", "the hour up to which a bulletin counts; what is later is in the next"),
    ("returnee", "somebody who was displaced and came back"),
    ("status", "where an agreement, a clause or the patrols stand, in a voice's words"),
    ("tally", "a count that a body gives of what it counts; never added to records"),
    (
        "violation",
        "what a voice, or the desk, holds against a clause; who names none, blames nobody",
    ),
    ("voice", "whoever is quoted as saying something, else the source itself"),
    ("withdrawn", "taken back by the voice that said it, on a day"),
];

/// The help, from the one table of commands, the filter's own keys and the words of the field.
pub fn help(front: &Front) -> Vec<HelpLine> {
    let mut lines = Vec::new();
    let mut group = None;
    let listed = |row: &&CommandRow| row.group.is_listed() && front.names(row.command);
    for row in COMMANDS.iter().filter(listed) {
        if group != Some(row.group) {
            if group.is_some() {
                lines.push(HelpLine::Blank);
            }
            group = Some(row.group);
            lines.push(HelpLine::Title(row.group.title()));
        }
        lines.push(HelpLine::Entry(row.command.keys(), describe(row, front)));
    }
    lines.extend([
        HelpLine::Blank,
        HelpLine::Title("The filter: terms joined by and, - negates, quotes group"),
    ]);
    let of_filter = FILTER_KEYS.iter();
    lines.extend(of_filter.map(|key| HelpLine::Entry(key.name.to_owned(), key.doc.into())));
    lines.extend([HelpLine::Blank, HelpLine::Title("Words of the field")]);
    let words = WORDS.iter();
    lines.extend(words.map(|(word, means)| HelpLine::Entry((*word).to_owned(), (*means).into())));
    lines
}

impl HelpView {
    /// Whether something is looked for, or about to be.
    pub fn is_sought(&self) -> bool {
        self.is_typing || !self.sought.text().is_empty()
    }

    /// The lines that have what is looked for, each below the title of its section; all of them where
    /// nothing is looked for.
    pub fn lines(&self, front: &Front) -> Vec<HelpLine> {
        let wanted = fold(self.sought.text());
        let words: Vec<&str> = wanted.split_whitespace().collect();
        if words.is_empty() {
            return help(front);
        }
        let mut found: Vec<HelpLine> = Vec::new();
        let mut title = None;
        for line in help(front) {
            match &line {
                HelpLine::Blank => {}
                HelpLine::Title(of) => title = Some(*of),
                HelpLine::Entry(what, does) => {
                    let text = fold(&format!("{what} {does}"));
                    if !words.iter().all(|word| text.contains(word)) {
                        continue;
                    }
                    if let Some(title) = title.take() {
                        if !found.is_empty() {
                            found.push(HelpLine::Blank);
                        }
                        found.push(HelpLine::Title(title));
                    }
                    found.push(line);
                }
            }
        }
        found
    }
}

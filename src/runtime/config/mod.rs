//! What a reader has set for good: `sitboard/config.toml` in the folder of settings.

mod bindings;
mod options;
mod printed;

use std::{collections::BTreeMap, path::PathBuf};

pub use options::{ConfigOption, OPTIONS};
pub use printed::{Held, show, template};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::{
    environment::{self, ColourUse},
    feeds::FeedMemory,
    files::shown,
    opening::{self, Unopened},
};
use crate::{
    app::Ring,
    command::{Binding, Keymap},
    format::{self, SourceText},
    look::{Bidi, Glyphs, Theme},
    model::{Clean, PointNotation, Problem, Refusal, Severity, Span},
};

/// The longest file of settings that is read, in bytes.
const MOST_BYTES: usize = 1 << 20;

/// The settings; each is what a flag of the same name asks for, and the flag comes first. `None`
/// where the file does not say.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Config {
    /// The colours.
    pub theme: Option<Theme>,
    /// Whether to use colour.
    pub color: Option<ColourUse>,
    /// What maps and bars are drawn with.
    pub glyphs: Option<Glyphs>,
    /// Who puts text that runs from right to left in order.
    pub bidi: Option<Bidi>,
    /// How points are written.
    pub coordinates: Option<PointNotation>,
    /// How the terminal is asked for attention.
    pub ring: Option<Ring>,
    /// Whether the board takes the mouse from the terminal.
    pub mouse: Option<bool>,
    /// Whether every change is saved at once.
    pub autosave: Option<bool>,
    /// Whether nothing may be changed.
    pub read_only: Option<bool>,
    /// MiB that all feeds of a board may take together.
    pub feed_memory_mib: Option<u32>,
    /// The keys that commands have in the place of the table's.
    pub bindings: Vec<Binding>,
    /// The line of the file that each option stands in, from 1.
    lines: BTreeMap<&'static str, u32>,
}

/// What a file of settings says, and what is wrong with it.
#[derive(PartialEq, Debug, Default)]
pub struct ReadConfig {
    /// What holds: what is set, or where anything is wrong, nothing of it.
    pub config: Config,
    /// All that is wrong, in the order of the file.
    pub problems: Vec<Problem>,
}

impl Config {
    /// The memory that feeds may take.
    pub fn feed_memory(&self) -> FeedMemory {
        FeedMemory::of_mib(self.feed_memory_mib.unwrap_or(FeedMemory::USUAL_MIB))
    }

    /// The keys of every command.
    pub fn keymap(&self) -> Keymap {
        Keymap::new(&self.bindings)
    }
}

impl ReadConfig {
    /// The settings. Errs with the first problem, its line and column, and how many more there are.
    pub fn whole(self) -> Result<Config, Refusal> {
        let Some(problem) = self.problems.first() else { return Ok(self.config) };
        let more = match self.problems.len() - 1 {
            0 => String::new(),
            n => format!(" (and {n} more: sitboard config check)"),
        };
        let spot = problem.spot;
        let message =
            format!("config.toml:{}:{}: {}{more}", spot.line, spot.column, problem.message);
        Err(Refusal { hint: problem.hint.clone(), ..Refusal::from(message) })
    }
}

/// Where the settings stand, whether there are any or not. `None` if the environment names no folder.
pub fn path() -> Option<PathBuf> {
    environment::config_folder().map(|folder| folder.join("sitboard/config.toml"))
}

/// Reads the settings; where there is no such file, nothing is set. Errs where it cannot be opened.
pub fn read() -> Result<ReadConfig, Refusal> {
    path().map_or(Ok(ReadConfig::default()), |path| read_file(&path))
}

/// Reads the settings of a file; one that is not there sets nothing. Errs where it cannot be opened.
pub fn read_file(path: &std::path::Path) -> Result<ReadConfig, Refusal> {
    let refused = |why: String| {
        Refusal::new(format!("config.toml: {why}"), &format!("it is {}", shown(path)))
    };
    let bytes = match opening::read(path, MOST_BYTES) {
        Ok(bytes) => bytes,
        Err(Unopened::Missing) => return Ok(ReadConfig::default()),
        Err(why) => return Err(refused(why.to_string())),
    };
    let text = String::from_utf8(bytes).map_err(|_| refused("it is not UTF-8 text".into()))?;
    Ok(parse(&text))
}

/// A text of settings, and what was found wrong so far.
struct Reader<'t> {
    source: SourceText<'t>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn problem(&mut self, span: Span, message: impl Into<Clean>, hint: Option<Clean>) {
        let problem = self.source.problem(Severity::Error, "config", span, message, hint);
        self.problems.push(problem);
    }
}

/// Reads settings.
pub fn parse(text: &str) -> ReadConfig {
    let mut reader = Reader { source: SourceText::new(text), problems: Vec::new() };
    let (document, errors) = DeTable::parse_recoverable(reader.source.text);
    for error in &errors {
        let span = error.span().map_or(Span::default(), span_of);
        reader.problem(
            span,
            error.message(),
            Some("settings are written in TOML: name = value".into()),
        );
    }
    let mut config = Config::default();
    // What the parser made of a broken text is invented.
    if errors.is_empty() {
        for (name, span, value) in in_order(document.get_ref()) {
            match OPTIONS.iter().find(|option| option.name == name) {
                Some(option) => match option.set(&mut config, value.get_ref()) {
                    Ok(()) => {
                        config.lines.insert(option.name, reader.source.spot(span.start).line);
                    }
                    Err(why) => reader.problem(span_of(value.span()), why.message, why.hint),
                },
                None if name == "keys" => bindings::read(&mut reader, span, value, &mut config),
                None => {
                    let names = OPTIONS.iter().map(|option| option.name).chain(["keys"]);
                    let hint = format::hint(name, names);
                    reader.problem(span, format!("no setting is called `{name}`"), hint);
                }
            }
        }
    }
    let mut problems = reader.problems;
    problems.sort_by_key(|problem| problem.span);
    let config = if problems.is_empty() { config } else { Config::default() };
    ReadConfig { config, problems }
}

fn span_of(range: std::ops::Range<usize>) -> Span {
    Span { start: range.start, end: range.end }
}

/// The keys of a table in the order of the file, each with its place and its value.
fn in_order<'t, 'i>(table: &'t DeTable<'i>) -> Vec<(&'t str, Span, &'t Spanned<DeValue<'i>>)> {
    let entry = |(name, value): (&'t Spanned<DeString<'i>>, &'t Spanned<DeValue<'i>>)| {
        (&**name.get_ref(), span_of(name.span()), value)
    };
    let mut entries: Vec<_> = table.iter().map(entry).collect();
    entries.sort_by_key(|(_, span, _)| *span);
    entries
}

#[cfg(test)]
mod tests;

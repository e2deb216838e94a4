//! `completions`: what a shell asks the program while somebody types, and the script by which it
//! does. Values are those of the scenario that is named on the line, else of the one that opens.

use std::ffi::OsStr;

use clap::CommandFactory;
use clap_complete::{
    CompleteEnv,
    engine::{CompletionCandidate, PathCompleter, ValueCompleter},
    env::Shells,
};
use clap_complete_nushell::Nushell;

use super::{
    Outcome,
    arguments::{Cli, CompletionShell, Scenarios},
    meant::{id, meant},
    output::print,
};
use crate::{
    app::Place,
    board::{Board, Clock, Index, Query, Register, opening_day},
    look::{Glyphs, Theme},
    model::{Key, Record, Refusal, Scenario, Table},
    panel::Panel,
    report::TOPICS,
    runtime::{clock, environment, files},
};

/// Says to the program that a shell asks, and which.
const ASKED_BY: &str = "SITBOARD_COMPLETE";

/// Records that are offered: more are no help.
const MOST: usize = 400;

/// Answers a shell that asks, and ends; nothing where none does.
pub(super) fn answer() {
    CompleteEnv::with_factory(Cli::command).var(ASKED_BY).bin("sitboard").complete();
}

pub(super) fn completions(shell: CompletionShell) -> Outcome {
    let mut script = Vec::new();
    match shell.engine() {
        // It cannot ask the program: its script has the words that hold for every scenario.
        None => clap_complete::generate(Nushell, &mut Cli::command(), "sitboard", &mut script),
        Some(name) => {
            let shells = Shells::builtins();
            let cannot = || Refusal::from(format!("no completions are known for {name}"));
            let engine = shells.completer(name).ok_or_else(cannot)?;
            let written = engine.write_registration(
                ASKED_BY,
                "sitboard",
                "sitboard",
                "sitboard",
                &mut script,
            );
            written.map_err(|_| cannot())?;
        }
    }
    print(&String::from_utf8_lossy(&script), 0)
}

/// A value with what it means.
fn candidate(value: &str, help: &str) -> CompletionCandidate {
    CompletionCandidate::new(value).help((!help.is_empty()).then(|| help.to_owned().into()))
}

/// Those that go on as what is typed begins.
fn beginning(
    current: &OsStr,
    all: impl Iterator<Item = CompletionCandidate>,
) -> Vec<CompletionCandidate> {
    let typed = current.to_string_lossy();
    let fits = |one: &CompletionCandidate| one.get_value().to_string_lossy().starts_with(&*typed);
    all.filter(fits).take(MOST).collect()
}

/// The scenarios that the line names, by `--scenario` and by paths.
fn on_the_line() -> Scenarios {
    let words = environment::arguments();
    let mut scenarios = Scenarios { private: true, ..Scenarios::default() };
    let mut words = words.into_iter().skip(1).map(|word| word.to_string_lossy().into_owned());
    while let Some(word) = words.next() {
        if word == "--scenario" {
            scenarios.scenario = words.next();
        } else if let Some(id) = word.strip_prefix("--scenario=") {
            scenarios.scenario = Some(id.to_owned());
        } else if word.ends_with(".toml") && files::is_file(word.as_ref()) {
            scenarios.paths.push(word.into());
        }
    }
    scenarios
}

/// The scenario that is at hand.
fn at_hand() -> Option<std::sync::Arc<Index>> {
    let (places, first) = meant(&on_the_line()).ok()?;
    files::load(places.get(first)?, None).ok()?.loaded.index
}

fn records(fits: impl Fn(&Record) -> bool) -> Vec<CompletionCandidate> {
    let Some(index) = at_hand() else { return Vec::new() };
    let day = opening_day(&index.scenario, clock::today());
    let board = Board::of_words(index, day);
    let scenario = board.scenario();
    let fits = |record: &&Record| record.table != Table::Scenario && fits(record);
    let shared = shared_ids(scenario);
    let name = |record: &Record| match shared(record) {
        true => format!("{}:{}", record.table.name(), record.id),
        false => record.id.to_string(),
    };
    let all = scenario.records().iter().filter(fits);
    all.map(|record| candidate(&name(record), &board.brief(record))).collect()
}

/// Whether another record of another table has the id as well.
fn shared_ids(scenario: &Scenario) -> impl Fn(&Record) -> bool {
    let mut times = std::collections::HashMap::new();
    for record in scenario.records() {
        *times.entry(record.id.clone()).or_insert(0) += 1;
    }
    move |record| times.get(&record.id).is_some_and(|times| *times > 1)
}

/// What `show` shows: panels, then records.
pub(super) fn views(current: &OsStr) -> Vec<CompletionCandidate> {
    let overview = candidate("overview", "all of the board in few words");
    let panels = Panel::ALL.map(|panel| candidate(panel.name(), panel.title()));
    let records = records(|_| true);
    beginning(current, std::iter::once(overview).chain(panels).chain(records))
}

pub(super) fn panels(current: &OsStr) -> Vec<CompletionCandidate> {
    let all = Panel::ALL.map(|panel| candidate(panel.name(), panel.title()));
    beginning(current, all.into_iter())
}

pub(super) fn topics(current: &OsStr) -> Vec<CompletionCandidate> {
    let topics = TOPICS.iter().map(|topic| candidate(topic.name, topic.title()));
    let program = Cli::command();
    let commands = program.get_subcommands().map(|it| candidate(it.get_name(), ""));
    beginning(current, topics.chain(commands))
}

/// A scenario file, or a record.
pub(super) fn file_or_record(current: &OsStr) -> Vec<CompletionCandidate> {
    let mut all = beginning(current, records(|_| true).into_iter());
    all.extend(
        PathCompleter::file()
            .filter(|path| path.extension().is_some_and(|it| it == "toml"))
            .complete(current),
    );
    all
}

pub(super) fn record(current: &OsStr) -> Vec<CompletionCandidate> {
    beginning(current, records(|_| true).into_iter())
}

pub(super) fn routes(current: &OsStr) -> Vec<CompletionCandidate> {
    beginning(current, records(|record| record.table == Table::Route).into_iter())
}

pub(super) fn stories(current: &OsStr) -> Vec<CompletionCandidate> {
    beginning(current, records(|record| record.table == Table::Story).into_iter())
}

pub(super) fn bulletins(current: &OsStr) -> Vec<CompletionCandidate> {
    beginning(current, records(|record| record.table == Table::Bulletin).into_iter())
}

/// Sources, by their ids alone: no other record can be meant.
pub(super) fn sources(current: &OsStr) -> Vec<CompletionCandidate> {
    let Some(index) = at_hand() else { return Vec::new() };
    let sources = index.scenario.table(Table::Source).iter();
    let name = |source: &Record| source.text(Key::Name).map(ToString::to_string);
    let all = sources.map(|it| candidate(it.id.as_str(), &name(it).unwrap_or_default()));
    beginning(current, all)
}

/// The ids of the scenarios at hand.
pub(super) fn scenarios(current: &OsStr) -> Vec<CompletionCandidate> {
    let line = on_the_line();
    let places = files::places(&line.paths).unwrap_or_default();
    let all = places.iter().map(|place: &Place| candidate(&id(place), &place.name()));
    beginning(current, all)
}

/// The figures of the scenario at hand.
pub(super) fn figures(current: &OsStr) -> Vec<CompletionCandidate> {
    let Some(index) = at_hand() else { return Vec::new() };
    let clock = Clock::then(opening_day(&index.scenario, clock::today()));
    let board = Board::new(index, clock, Query::default());
    let all = Register::new(&board).all();
    beginning(current, all.iter().map(|it| candidate(&it.name(), &it.labels.long)))
}

pub(super) fn themes(current: &OsStr) -> Vec<CompletionCandidate> {
    beginning(current, Theme::ALL.iter().map(|theme| candidate(theme.name(), "")))
}

pub(super) fn glyph_sets(current: &OsStr) -> Vec<CompletionCandidate> {
    beginning(current, Glyphs::ALL.iter().map(|glyphs| candidate(glyphs.name(), "")))
}

/// The tables of which `list` lists the records.
pub(super) fn tables(current: &OsStr) -> Vec<CompletionCandidate> {
    let tables = Table::ALL.iter().filter(|table| **table != Table::Scenario);
    beginning(current, tables.map(|table| candidate(super::list::plural(*table), "")))
}

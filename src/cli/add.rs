//! `add`: new records into a scenario, from one line or from JSON; all of them or none.

use std::{collections::BTreeMap, error::Error, fmt, iter, path::PathBuf};

use super::{Outcome, Scenarios, every, load, print, refused, say, today};
use crate::{
    app::{Place, SaveStop, Unsaved},
    board::{Board, Clock, LoadedFile, full_day, in_full, offered_point, opening_day, typed_day},
    format::{
        self, SeenFrom, TableForm,
        edit::{self, Draft, Edit, Edited, Target},
        json, one_line,
        typed::{Last, Typing},
    },
    model::{Clean, Day, Id, Key, PatrolOutcome, Reason, Refusal, Scenario, Table},
    runtime::{files, opening, save},
};

/// What was asked for.
pub(super) struct Adding {
    pub words: Vec<String>,
    pub json: bool,
    pub scenario: Option<String>,
    pub as_of: Option<String>,
    pub bulletin: Option<String>,
}

/// What was written.
struct Added {
    edited: Edited,
    /// Each record by what it says.
    called: Vec<String>,
    /// What others know of places that have no point.
    advised: Vec<String>,
    /// What stands in them that nobody gave, where that is not said yet.
    filled: Vec<String>,
}

/// The records that are to be added, as they were given.
enum Given {
    Line(String),
    Json(String, Option<(Table, &'static str)>),
}

pub(super) fn add(mut adding: Adding) -> Outcome {
    let named = adding.words.first().is_some_and(|word| is_path(word));
    let paths = if named { vec![PathBuf::from(adding.words.remove(0))] } else { Vec::new() };
    for path in &paths {
        // Before it is read, which might wait for ever.
        opening::is_file_or_folder(path).map_err(|why| not_added_to(&files::shown(path), &why))?;
    }
    let place = place(&Scenarios { paths, scenario: adding.scenario.take(), private: true })?;
    let Place::File(path) = &place else {
        return Err(not_added_to(&place.name(), &"it is no file"));
    };
    let file = place.name();
    let given = match input_of(&adding) {
        Ok(given) => given,
        Err(error) => return Ok(refuse(&error)),
    };
    let loaded = load(&place)?;
    let as_of = adding.as_of.as_deref();
    let bulletin = adding.bulletin.as_deref();
    let mut written = None;
    let make = |bytes: &[u8]| -> Result<Vec<u8>, Refused> {
        let added = added(bytes, &file, &given, (as_of, bulletin))?;
        let text = added.edited.text.clone().into_bytes();
        written = Some(added);
        Ok(text)
    };
    match save::save(path, loaded.digest, &[], make) {
        Ok(saved) => saved.unconfirmed.iter().for_each(|why| say(why)),
        Err(Unsaved::Conflict(Refused::Records(errors))) => {
            return Ok(errors.iter().map(refuse).max().unwrap_or(1));
        }
        Err(Unsaved::Stopped(SaveStop::Asks(loss))) => {
            return Err(Refusal::from(format!("{file}: {loss}; nothing was written")));
        }
        Err(why) => return Err(Refusal::hinted(why.message(), why.hint())),
    }
    let mut told = String::new();
    if let Some(Added { edited: Edited { touched, warnings, .. }, called, advised, filled }) =
        written
    {
        filled.iter().for_each(|words| say(words));
        for (it, called) in touched.iter().zip(called) {
            let line = it.spot.map_or(0, |spot| spot.line);
            told.push_str(&format!("added: {called} ({}) {file}:{line}\n", it.record.id));
        }
        advised.iter().for_each(|words| say(words));
        for warning in warnings {
            say(&format!("{file}:{}: {}", warning.spot.line, warning.message));
        }
    }
    print(&told, 0)
}

fn not_added_to(file: &str, why: &dyn fmt::Display) -> Refusal {
    let hint = "`sitboard new FILE` writes one that can be";
    Refusal::new(format!("{file} cannot be added to: {why}"), hint)
}

/// Why nothing is written.
#[derive(Debug)]
pub(super) enum Refused {
    /// Something else than the records: the file, or the day that they are seen from.
    Trouble(Refusal),
    /// All that is wrong with the records that were given.
    Records(Vec<Refusal>),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Trouble(why) => why.message.fmt(f),
            Refused::Records(all) => {
                let all: Vec<String> = all.iter().map(Refusal::to_string).collect();
                f.write_str(&all.join("; "))
            }
        }
    }
}

impl Error for Refused {}

impl Reason for Refused {
    fn hint(&self) -> Option<Clean> {
        match self {
            Refused::Trouble(why) => why.hint.clone(),
            Refused::Records(_) => None, // each has its own
        }
    }
}

impl From<Refusal> for Refused {
    fn from(error: Refusal) -> Self {
        Refused::Records(vec![error])
    }
}

/// Says what is wrong; the exit code.
fn refuse(error: &Refusal) -> i32 {
    say(&error.to_string());
    1
}

/// Whether the first word names a file rather than begins the line.
fn is_path(word: &str) -> bool {
    let looks_so = word.ends_with(".toml") || word.starts_with(['.', '/']);
    looks_so || Table::from_name(word).is_none() && files::is_file(word.as_ref())
}

/// The one scenario that is meant.
fn place(scenarios: &Scenarios) -> Result<Place, Refusal> {
    let mut places = every(scenarios)?;
    match places.len() {
        1 => Ok(places.remove(0)),
        _ => Err(Refusal::from("which scenario? name its file first, or --scenario ID")),
    }
}

fn input_of(adding: &Adding) -> Result<Given, Refusal> {
    if !adding.json {
        return Ok(Given::Line(one_line::line_of(&adding.words)?));
    }
    let table = match adding.words.as_slice() {
        [] => None,
        [name] => match Table::named(name) {
            Some(table) => Some(table),
            None => return Err(Refusal::new(format!("the format has no table `{name}`"), "")),
        },
        [_, more, ..] => {
            let why = format!("`{more}` is one word too many");
            return Err(Refusal::new(why, "with --json the records come from standard input"));
        }
    };
    let text = files::input()?;
    Ok(Given::Json(text, table))
}

/// The text of a file with the records in it.
fn added(
    bytes: &[u8],
    file: &str,
    given: &Given,
    (as_of, bulletin): (Option<&str>, Option<&str>),
) -> Result<Added, Refused> {
    let loaded = format::load(bytes, "");
    let text = std::str::from_utf8(bytes).ok();
    let (Some(scenario), Some(text)) = (&loaded.scenario, text) else {
        let why = Refusal::new(format!("{file} does not load"), "`sitboard check` says why");
        return Err(Refused::Trouble(why));
    };
    let seen_from = seen_from(scenario, as_of)?;
    let bulletin = bulletin.map(|typed| chosen(typed, &Typing::new(scenario, seen_from)));
    let last = Last { bulletin: bulletin.transpose()?, ..Last::default() };
    let (drafts, filled) = match given {
        Given::Line(line) => (vec![draft(line, scenario, seen_from, &last)?], Vec::new()),
        Given::Json(text, table) => {
            let mut drafts = json::drafts(text, *table).map_err(Refused::Records)?;
            drafts.iter_mut().for_each(|draft| rest_on(draft, &last));
            published(drafts, &Typing::new(scenario, seen_from))
        }
    };
    let edits: Vec<Edit> = drafts.iter().cloned().map(Edit::AddRecord).collect();
    let edited = edit::apply(text, &edits).map_err(|why| {
        // Of many all that is wrong is told, each by what it says.
        let wrong = json::faults(scenario, &drafts);
        if matches!(given, Given::Json(..)) && !wrong.is_empty() {
            return Refused::Records(wrong);
        }
        let line = why.spot.map(|spot| format!("line {} would be wrong: ", spot.line));
        let message = format!("{}{}", line.unwrap_or_default(), why.message);
        Refused::Records(vec![Refusal { message: message.into(), ..why }])
    })?;
    let (called, advised) = called(&edited, seen_from.as_of);
    Ok(Added { edited, called, advised, filled })
}

/// The bulletin that is named by its id or its serial.
fn chosen(typed: &str, typing: &Typing) -> Result<Id, Refusal> {
    let read = typing.read(Table::Event, Key::Bulletin, typed)?;
    read.value.as_id().cloned().ok_or_else(|| Refusal::new(format!("`{typed}` is no bulletin"), ""))
}

/// Lets a record that does not say who speaks rest on the bulletin that was chosen.
fn rest_on(draft: &mut Draft, last: &Last) {
    let takes_one = TableForm::of(draft.table).fields().any(|field| field.key == Key::Bulletin);
    let speaks = |(key, _): &(Key, String)| matches!(key, Key::Source | Key::Bulletin);
    if let Some(bulletin) = last.bulletin.as_ref().filter(|_| takes_one)
        && !draft.fields.iter().any(speaks)
    {
        draft.fields.push((Key::Bulletin, format!("\"{bulletin}\"")));
    }
}

/// Each record that was written, by what it says; of places without a point what others know of it.
fn called(edited: &Edited, as_of: Day) -> (Vec<String>, Vec<String>) {
    let index = LoadedFile::read(edited.text.as_bytes(), "").index;
    let board = index.map(|index| Board::of_words(index, as_of));
    let name = |target: &Target| {
        let board = board.as_ref()?;
        Some(board.brief(target.find(board.scenario())?))
    };
    let advised = |target: &Target| {
        let place = target.find(board.as_ref()?.scenario())?;
        let finding = offered_point(place, &[]).filter(|_| place.table == Table::Place)?;
        let hint = finding.hint.map(|hint| format!("; {hint}")).unwrap_or_default();
        Some(format!("{}{hint}", finding.message))
    };
    let touched = || edited.touched.iter().map(|it| &it.record);
    let names = touched().map(|it| name(it).unwrap_or_default()).collect();
    (names, touched().filter_map(advised).collect())
}

/// The records with the day on which each voice is taken to speak where none is given; what is to be
/// said of that.
fn published(mut drafts: Vec<Draft>, typing: &Typing) -> (Vec<Draft>, Vec<String>) {
    let mut days: BTreeMap<Day, usize> = BTreeMap::new();
    for draft in &mut drafts {
        let form = TableForm::of(draft.table);
        if !form.fields().any(|field| field.key == Key::Published) {
            continue;
        }
        let read = |key: Key| {
            let (_, toml) = draft.fields.iter().find(|(known, _)| *known == key)?;
            typing.read(draft.table, key, toml.trim_matches('"')).ok()
        };
        let date = read(draft.table.date_key());
        let date = date.as_ref().and_then(|understood| understood.value.as_when());
        let outcome = read(Key::Outcome).and_then(|said| said.value.term::<PatrolOutcome>());
        let day = typing.published(date, outcome == Some(PatrolOutcome::Planned));
        for fields in iter::once(&mut draft.fields).chain(&mut draft.accounts) {
            // A bulletin says it for what rests on it.
            let is_said = |(key, _): &(Key, String)| matches!(key, Key::Published | Key::Bulletin);
            if !fields.iter().any(is_said) {
                fields.push((Key::Published, day.to_string()));
                *days.entry(day).or_default() += 1;
            }
        }
    }
    let told = days.into_iter().map(|(day, times)| {
        let times = if times == 1 { String::new() } else { format!(", {times} times") };
        format!("published is taken to be {}{times}: none was given", full_day(day))
    });
    (drafts, told.collect())
}

/// The record of a line, or all that is wrong with it.
fn draft(
    line: &str,
    scenario: &Scenario,
    seen_from: SeenFrom,
    last: &Last,
) -> Result<Draft, Refused> {
    let typing = Typing::new(scenario, seen_from);
    let read = one_line::read(line, &typing);
    let unread: Vec<Refusal> = read.unread().map(|(_, why)| why.clone()).collect();
    if !unread.is_empty() {
        return Err(Refused::Records(unread));
    }
    for remark in read.remarks() {
        say(remark);
    }
    let mut draft = read.draft().ok_or_else(|| Refusal::new("nothing is to be added", ""))?;
    for (key, understood) in read.filled(&typing, last) {
        if let Some(when) = understood.value.as_when() {
            say(&format!("{} is taken to be {}: none was given", key.name(), in_full(when)));
        }
        draft.fields.push((key, understood.toml));
    }
    Ok(draft)
}

/// The days that a typed one is seen from: of a file that is kept up, one without a year from today.
pub(super) fn seen_from(scenario: &Scenario, as_of: Option<&str>) -> Result<SeenFrom, Refused> {
    let today = today();
    let opens = opening_day(scenario, today);
    let as_of = match as_of {
        Some(text) => {
            let day = typed_day(text, scenario, Clock::then(opens), today);
            day.map_err(refused("day")).map_err(Refused::Trouble)?
        }
        None if scenario.is_kept_up(today) => today,
        None => opens,
    };
    Ok(SeenFrom { as_of, today })
}

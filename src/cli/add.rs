//! `add`: new records into a scenario, from one line or from JSON; all of them or none.

use std::{error::Error, fmt, path::PathBuf};

use super::{Outcome, Scenarios, every, load, print, refused, say, today};
use crate::{
    app::{Place, SaveStop, Unsaved},
    board::{Clock, in_full, opening_day, typed_day},
    format::{
        self, SeenFrom,
        edit::{self, Draft, Edit, Edited},
        json, one_line,
        typed::{Last, Typing},
    },
    model::{Clean, Reason, Refusal, Scenario, Table},
    runtime::{files, opening, save},
};

/// What was asked for.
pub(super) struct Adding {
    pub words: Vec<String>,
    pub json: bool,
    pub scenario: Option<String>,
    pub as_of: Option<String>,
}

/// The records that are to be added, as they were given.
enum Given {
    Line(String),
    Json(String, Option<Table>),
}

pub(super) fn add(mut adding: Adding) -> Outcome {
    let named = adding.words.first().is_some_and(|word| is_path(word));
    let paths = if named { vec![PathBuf::from(adding.words.remove(0))] } else { Vec::new() };
    for path in &paths {
        // Before it is read, which might wait for ever.
        opening::is_file_or_folder(path).map_err(|why| not_added_to(&files::shown(path), &why))?;
    }
    let place = place(&Scenarios { paths, scenario: adding.scenario.take() })?;
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
    let mut written = None;
    let make = |bytes: &[u8]| -> Result<Vec<u8>, Refused> {
        let edited = edited(bytes, &file, &given, as_of)?;
        let text = edited.text.clone().into_bytes();
        written = Some(edited);
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
    if let Some(Edited { touched, warnings, .. }) = written {
        for it in &touched {
            let line = it.spot.map_or(0, |spot| spot.line);
            told.push_str(&format!("{} {file}:{line}\n", it.record.id));
        }
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
enum Refused {
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
        [name] => match Table::from_name(name) {
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
fn edited(bytes: &[u8], file: &str, given: &Given, as_of: Option<&str>) -> Result<Edited, Refused> {
    let loaded = format::load(bytes, "");
    let text = std::str::from_utf8(bytes).ok();
    let (Some(scenario), Some(text)) = (&loaded.scenario, text) else {
        let why = Refusal::new(format!("{file} does not load"), "`sitboard check` says why");
        return Err(Refused::Trouble(why));
    };
    let drafts = match given {
        Given::Line(line) => vec![draft(line, scenario, seen_from(scenario, as_of)?)?],
        Given::Json(text, table) => json::drafts(text, *table).map_err(Refused::Records)?,
    };
    let edits: Vec<Edit> = drafts.iter().cloned().map(Edit::AddRecord).collect();
    edit::apply(text, &edits).map_err(|why| {
        // Of many all that is wrong is told, each by what it says.
        let wrong = json::faults(scenario, &drafts);
        if matches!(given, Given::Json(..)) && !wrong.is_empty() {
            return Refused::Records(wrong);
        }
        let line = why.spot.map(|spot| format!("line {} would be wrong: ", spot.line));
        let message = format!("{}{}", line.unwrap_or_default(), why.message);
        Refused::Records(vec![Refusal { message: message.into(), ..why }])
    })
}

/// The record of a line, or all that is wrong with it.
fn draft(line: &str, scenario: &Scenario, seen_from: SeenFrom) -> Result<Draft, Refused> {
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
    for (key, understood) in read.filled(&typing, &Last::default()) {
        if let Some(when) = understood.value.as_when() {
            say(&format!("{} is taken to be {}: none was given", key.name(), in_full(when)));
        }
        draft.fields.push((key, understood.toml));
    }
    Ok(draft)
}

/// The days that a typed one is seen from: of a file that is kept up, one without a year from today.
fn seen_from(scenario: &Scenario, as_of: Option<&str>) -> Result<SeenFrom, Refused> {
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

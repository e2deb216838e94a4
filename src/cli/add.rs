//! `add`: new records into a scenario, from one line or from JSON; all of them or none.

use std::{collections::BTreeMap, iter};

use super::{
    Outcome,
    arguments::{Adding, Writing},
    output::say,
    writing::{
        Deed, Refused, ScenarioFile, Written, apply, board_of, path_before, seen_from, tell, write,
    },
};
use crate::{
    board::{full_day, in_full, offered_point},
    format::{
        SeenFrom, TableForm,
        edit::{Draft, Edit, Edited, Target},
        json, one_line,
        typed::{Last, Typing},
    },
    model::{Day, Id, Key, PatrolOutcome, Refusal, Scenario, Table},
    runtime::files,
};

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

pub(super) fn add(mut words: Vec<String>, adding: &Adding, writing: &Writing) -> Outcome {
    let path = path_before(&mut words, |word| Table::from_name(word).is_some());
    let file = ScenarioFile::meant(path, writing.scenario.clone(), "added to")?;
    let given = match input_of(&words, adding.json) {
        Ok(given) => given,
        Err(error) => return Refused::from(error).told(),
    };
    let asked = (writing.as_of.as_deref(), adding.bulletin.as_deref());
    let done = write(&file, writing.dry_run, |text, scenario| {
        let mut added = added(text, scenario, &given, asked)?;
        Ok((std::mem::take(&mut added.edited.text), added))
    });
    let Written { made: Added { edited, called, advised, filled }, diff } = match done {
        Ok(done) => done,
        Err(why) => return why.told(),
    };
    filled.iter().for_each(|words| say(words));
    let deeds = edited.touched.iter().zip(called).map(|(it, called)| Deed {
        did: "added",
        words: format!("added: {called}"),
        record: it.record.clone(),
        voice: None,
        line: it.spot.map(|spot| spot.line),
    });
    let deeds: Vec<Deed> = deeds.collect();
    advised.iter().for_each(|words| say(words));
    tell(&file, (&deeds, &edited.warnings), diff.as_deref(), writing.format)
}

fn input_of(words: &[String], is_json: bool) -> Result<Given, Refusal> {
    if !is_json {
        return Ok(Given::Line(one_line::line_of(words)?));
    }
    let table = match words {
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
    text: &str,
    scenario: &Scenario,
    given: &Given,
    (as_of, bulletin): (Option<&str>, Option<&str>),
) -> Result<Added, Refused> {
    let seen_from = seen_from(scenario, as_of)?;
    let bulletin = bulletin.map(|typed| chosen(typed, &Typing::new(scenario, seen_from)));
    let last = Last { bulletin: bulletin.transpose()?, ..Last::default() };
    let (drafts, filled) = match given {
        Given::Line(line) => (vec![draft(line, scenario, seen_from, &last)?], Vec::new()),
        Given::Json(text, table) => {
            let mut drafts = json::drafts(text, *table).map_err(Refused::Asked)?;
            drafts.iter_mut().for_each(|draft| rest_on(draft, &last));
            published(drafts, &Typing::new(scenario, seen_from))
        }
    };
    let edits: Vec<Edit> = drafts.iter().cloned().map(Edit::AddRecord).collect();
    let edited = apply(text, &edits).map_err(|why| {
        // Of many all that is wrong is told, each by what it says.
        let wrong = json::faults(scenario, &drafts);
        if matches!(given, Given::Json(..)) && !wrong.is_empty() {
            return Refused::Asked(wrong);
        }
        Refused::from(why)
    })?;
    let (called, advised) = called(&edited, seen_from);
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
fn called(edited: &Edited, seen_from: SeenFrom) -> (Vec<String>, Vec<String>) {
    let board = board_of(&edited.text, seen_from);
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
        return Err(Refused::Asked(unread));
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

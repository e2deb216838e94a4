//! `evidence add`: a file into the scenario's folder, and into the record that it bears out.

use serde_json::json;

use super::{
    Outcome,
    arguments::{EvidenceOrder, RowFormat},
    output::{print, print_json, say},
    reading::refused,
    settings::today,
    word,
    writing::{Refused, ScenarioFile, apply, called, line_of, seen_from, write},
};
use crate::{
    board::{Board, LoadedFile, evidence_files, opening_day},
    format::{
        TableForm,
        edit::{Edit, Target},
        typed::{Typing, typed},
    },
    model::{Clean, Evidence, EvidenceKind, Key, Record, Refusal, Scenario, Table, Value, When},
    runtime::{
        evidence::{self, TakenIn},
        files,
    },
};

/// What is said of a file, beside what it is.
struct Said {
    kind: EvidenceKind,
    by: Option<Clean>,
    taken: Option<When>,
    url: Option<Clean>,
    archived: Option<Clean>,
    note: Option<Clean>,
    is_private: bool,
}

/// The word of a record that a file bears out.
struct BorneOut {
    record: Target,
    word: usize,
}

pub(super) fn evidence(order: EvidenceOrder) -> Outcome {
    let EvidenceOrder::Add { file, record, path, scenario, voice, .. } = &order;
    let scenario_file = ScenarioFile::meant(path.clone(), scenario.clone(), "added to")?;
    let scenario = scenario_file.scenario()?;
    let wanted = borne_out(scenario, record, voice.as_deref());
    let (meant, said) = match wanted.and_then(|meant| Ok((meant, said(&order, scenario)?))) {
        Ok(both) => both,
        Err(why) => return Refused::from(why).told(),
    };
    let taken = evidence::take_in(&scenario_file.path, file, evidence_files(scenario))?;
    let written = write(&scenario_file, false, |text, now| {
        with_file(text, now, &meant, &said, &taken).map_err(Refused::Trouble)
    });
    match written {
        Ok(written) => {
            taken.unconfirmed.iter().for_each(|why| say(why));
            tell(&order, &scenario_file.name, (&written.made, &said, &taken))
        }
        Err(why) => {
            taken.undo();
            why.told()
        }
    }
}

/// The record of an id, and the word of it: its own, or that of a voice.
fn borne_out(scenario: &Scenario, wanted: &str, voice: Option<&str>) -> Result<BorneOut, Refusal> {
    let takes = |record: &Record| {
        TableForm::of(record.table).fields().any(|field| field.key == Key::Evidence)
    };
    let found = word::record(scenario, wanted, takes);
    let record = found.map_err(|why| match word::record(scenario, wanted, |_| true) {
        Ok(other) => {
            let message = format!("`{wanted}` is a {}: those take no evidence", other.table_name);
            Refusal::new(message, "name the record that says what the file bears out")
        }
        Err(_) => why,
    })?;
    let word = word::word(scenario, record, voice)?;
    if record.words[word].unread().contains(&Key::Evidence) {
        let message = format!("the evidence of `{wanted}` cannot be read as it stands");
        return Err(Refusal::new(message, "`sitboard check` says why"));
    }
    Ok(BorneOut { record: Target::of(record), word })
}

/// What the flags say of the file.
fn said(order: &EvidenceOrder, scenario: &Scenario) -> Result<Said, Refusal> {
    let EvidenceOrder::Add { file, kind, by, taken, url, archived, note, private, .. } = order;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let kind = kind.or_else(|| EvidenceKind::of_name(&name)).ok_or_else(|| {
        let kinds: Vec<&str> = EvidenceKind::ALL.iter().map(|kind| kind.word()).collect();
        let message = format!("what is {}? its name does not tell", files::shown(file));
        Refusal::new(message, &format!("say --kind {}", kinds.join("|")))
    })?;
    let text = |text: &Option<String>| text.as_deref().map(Clean::from);
    Ok(Said {
        kind,
        by: text(by),
        taken: taken.as_deref().map(|typed| when(typed, scenario)).transpose()?,
        url: text(url),
        archived: text(archived),
        note: text(note),
        is_private: *private,
    })
}

/// A day as it is typed anywhere.
fn when(typed: &str, scenario: &Scenario) -> Result<When, Refusal> {
    let seen_from = seen_from(scenario, None).map_err(|why| Refusal::from(why.to_string()))?;
    let read = Typing::new(scenario, seen_from).read(Table::Event, Key::Date, typed);
    let read = read.map_err(refused("day"))?;
    read.value.as_when().cloned().ok_or_else(|| Refusal::from(format!("`{typed}` is no day")))
}

/// What stands in the scenario now.
struct Written {
    /// The record by what it says, and its id.
    called: String,
    record: Target,
    line: u32,
    /// Whether it was written now, and did not stand there before.
    is_new: bool,
}

/// The text of the scenario with the file in it.
fn with_file(
    text: &str,
    before: &Scenario,
    meant: &BorneOut,
    said: &Said,
    taken: &TakenIn,
) -> Result<(String, Written), Refusal> {
    let gone = || {
        let (table, id) = (meant.record.table.name(), &meant.record.id);
        Refusal::from(format!("somebody else took the {table} `{id}` out meanwhile"))
    };
    let record = meant.record.find(before).ok_or_else(gone)?;
    let word = record.words.get(meant.word).ok_or_else(gone)?;
    let mut listed = word.evidence().to_vec();
    let hash = taken.sha256.to_string();
    let is_it = |file: &&Evidence| file.sha256.as_str() == hash && *file.file == *taken.file;
    if let Some(file) = listed.iter().find(is_it) {
        let line = file.line;
        return Ok((text.to_owned(), of(text, &meant.record, line, false)));
    }
    listed.push(Evidence {
        file: Clean::from(taken.file.as_str()),
        sha256: hash.into(),
        kind: said.kind,
        by: said.by.clone(),
        taken: said.taken.clone(),
        url: said.url.clone(),
        archived: said.archived.clone(),
        is_private: said.is_private,
        note: said.note.clone(),
        line: 0,
        column: 0,
    });
    let (word, value) = (meant.word, Some(typed(&Value::Evidence(listed))));
    let record = meant.record.clone();
    let set = Edit::SetKey { record, word, key: Key::Evidence, value };
    let edited = apply(text, &[set])?;
    for warning in &edited.warnings {
        say(&format!("line {}: {}", warning.spot.line, warning.message));
    }
    let line = line_of(&edited).unwrap_or(0);
    let written = of(&edited.text, &meant.record, line, true);
    Ok((edited.text, written))
}

fn of(text: &str, record: &Target, line: u32, is_new: bool) -> Written {
    let index = LoadedFile::read(text.as_bytes(), "").index;
    let board =
        index.map(|index| Board::of_words(index.clone(), opening_day(&index.scenario, today())));
    Written { called: called(board.as_ref(), record), record: record.clone(), line, is_new }
}

fn tell(
    order: &EvidenceOrder,
    name: &str,
    (written, said, taken): (&Written, &Said, &TakenIn),
) -> Outcome {
    let EvidenceOrder::Add { format, .. } = order;
    let file = Clean::from(taken.file.as_str());
    let Written { called, record, line, is_new } = written;
    match format {
        RowFormat::Json => print_json(
            &json!({
                "record": record.id.as_str(),
                "table": record.table.name(),
                "evidence": &*file,
                "sha256": taken.sha256.to_string(),
                "kind": said.kind.word(),
                "copied": taken.is_copied,
                "added": is_new,
                "file": name,
                "line": line,
            }),
            0,
        ),
        RowFormat::Text => {
            let verb = if *is_new { "added" } else { "stands there already" };
            let same = if taken.is_copied || !is_new { "" } else { ", which was there already" };
            let kind = said.kind.word();
            print(
                &format!("{verb}: {kind} {file}{same} to {called} ({}) {name}:{line}\n", record.id),
                0,
            )
        }
    }
}

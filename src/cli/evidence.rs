//! `evidence add`: a file into the scenario's folder, and into the record that it bears out.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::{
    Outcome, RowFormat, Scenarios, add::seen_from, arguments::EvidenceOrder, every, load, print,
    print_json, refused, say, told_names,
};
use crate::{
    app::{Place, SaveStop, Unsaved},
    board::{Board, LoadedFile, evidence_files, opening_day},
    format::{
        self, TableForm,
        edit::{self, Edit, Target},
        typed::{Typing, typed},
    },
    model::{
        Clean, Evidence, EvidenceKind, Id, Key, Record, Refusal, Scenario, Table, Value, When,
    },
    runtime::{
        evidence::{self, TakenIn},
        files, opening, save,
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
    let place = place(path.clone(), scenario.clone())?;
    let Place::File(scenario_path) = &place else {
        let message = format!("{} is no file, and has no folder", place.name());
        return Err(Refusal::new(message, "`sitboard new FILE` writes one that has"));
    };
    let loaded = load(&place)?;
    let Some(index) = &loaded.index else {
        let message = format!("{} does not load", place.name());
        return Err(Refusal::new(message, "`sitboard check` says why"));
    };
    let scenario = &index.scenario;
    let wanted = borne_out(scenario, record, voice.as_deref());
    let (meant, said) = match wanted.and_then(|meant| Ok((meant, said(&order, scenario)?))) {
        Ok(both) => both,
        Err(why) => {
            say(&why.to_string());
            return Ok(1);
        }
    };
    let taken = evidence::take_in(scenario_path, file, evidence_files(scenario))?;
    match write(scenario_path, &loaded, &meant, &said, &taken) {
        Ok(written) => tell(&order, &place, (&written, &said, &taken)),
        Err(why) => {
            taken.undo();
            Err(why)
        }
    }
}

/// The one scenario that is meant.
fn place(path: Option<PathBuf>, scenario: Option<String>) -> Result<Place, Refusal> {
    if let Some(path) = &path {
        // Before it is read, which might wait for ever.
        opening::is_file_or_folder(path)
            .map_err(|why| Refusal::from(format!("{}: {why}", files::shown(path))))?;
    }
    let paths = Vec::from_iter(path);
    let mut places = every(&Scenarios { paths, scenario, private: true })?;
    match places.len() {
        1 => Ok(places.remove(0)),
        _ => Err(Refusal::new("which scenario?", "name its file last, or --scenario ID")),
    }
}

/// The record of an id, and the word of it: its own, or that of a voice.
fn borne_out(scenario: &Scenario, wanted: &str, voice: Option<&str>) -> Result<BorneOut, Refusal> {
    let id = Id::new(wanted);
    let bulletins = || scenario.table(Table::Bulletin).iter();
    let is_it = |record: &&Record| Some(&record.id) == id.as_ref();
    let found = id.as_ref().and_then(|id| scenario.find(id)).or_else(|| bulletins().find(is_it));
    let takes = |record: &Record| {
        TableForm::of(record.table).fields().any(|field| field.key == Key::Evidence)
    };
    let Some(record) = found else {
        let known = scenario.records().iter().filter(|record| takes(record));
        let known = known.map(|record| record.id.as_str()).collect();
        return Err(told_names(wanted, "record", known));
    };
    if !takes(record) {
        let message = format!("`{wanted}` is a {}: those take no evidence", record.table_name);
        return Err(Refusal::new(message, "name the record that says what the file bears out"));
    }
    let is_of = |voice: &str, id: Option<&Id>| id.is_some_and(|id| id.as_str() == voice);
    let word = match voice {
        None => 0,
        Some(voice) => {
            let speaks = |word: &crate::model::Word| {
                is_of(voice, word.voice()) || is_of(voice, word.source())
            };
            record.words.iter().position(speaks).ok_or_else(|| {
                let voices = record.words.iter().filter_map(|word| word.voice());
                told_names(voice, "voice of it", voices.map(Id::as_str).collect())
            })?
        }
    };
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

/// Writes the file into its record, unless it is there already.
fn write(
    path: &Path,
    loaded: &LoadedFile,
    meant: &BorneOut,
    said: &Said,
    taken: &TakenIn,
) -> Result<Written, Refusal> {
    let mut written = None;
    let make = |bytes: &[u8]| -> Result<Vec<u8>, Refusal> {
        let (text, of) = with_file(bytes, meant, said, taken)?;
        written = Some(of);
        Ok(text)
    };
    match save::save(path, loaded.digest, &[], make) {
        Ok(saved) => saved.unconfirmed.iter().for_each(|why| say(why)),
        Err(Unsaved::Conflict(why)) => return Err(why),
        Err(Unsaved::Stopped(SaveStop::Asks(loss))) => {
            let name = files::shown(path);
            return Err(Refusal::from(format!("{name}: {loss}; nothing was written")));
        }
        Err(Unsaved::Stopped(stop)) => return Err(Refusal::from(stop.to_string())),
    }
    taken.unconfirmed.iter().for_each(|why| say(why));
    written.ok_or_else(|| Refusal::from("nothing was written"))
}

/// The text of the scenario with the file in it.
fn with_file(
    bytes: &[u8],
    meant: &BorneOut,
    said: &Said,
    taken: &TakenIn,
) -> Result<(Vec<u8>, Written), Refusal> {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let before = format::load(bytes, "").scenario;
    let before = before.ok_or_else(|| Refusal::from("the file does not load any more"))?;
    let gone = || {
        let (table, id) = (meant.record.table.name(), &meant.record.id);
        Refusal::from(format!("somebody else took the {table} `{id}` out meanwhile"))
    };
    let record = meant.record.find(&before).ok_or_else(gone)?;
    let word = record.words.get(meant.word).ok_or_else(gone)?;
    let mut listed = word.evidence().to_vec();
    let hash = taken.sha256.to_string();
    let is_it = |file: &&Evidence| file.sha256.as_str() == hash && *file.file == *taken.file;
    if let Some(file) = listed.iter().find(is_it) {
        let line = file.line;
        return Ok((bytes.to_vec(), of(bytes, &meant.record, line, false)));
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
    let edited = edit::apply(text, &[set])?;
    for warning in &edited.warnings {
        say(&format!("line {}: {}", warning.spot.line, warning.message));
    }
    let line = edited.touched.first().and_then(|it| it.spot).map_or(0, |spot| spot.line);
    let written = of(edited.text.as_bytes(), &meant.record, line, true);
    Ok((edited.text.into_bytes(), written))
}

/// A record by what it says.
fn of(bytes: &[u8], record: &Target, line: u32, is_new: bool) -> Written {
    let index = LoadedFile::read(bytes, "").index;
    let called = index.and_then(|index| {
        let day = opening_day(&index.scenario, super::today());
        let board = Board::of_words(index, day);
        Some(board.brief(record.find(board.scenario())?))
    });
    Written { called: called.unwrap_or_default(), record: record.clone(), line, is_new }
}

fn tell(
    order: &EvidenceOrder,
    place: &Place,
    (written, said, taken): (&Written, &Said, &TakenIn),
) -> Outcome {
    let EvidenceOrder::Add { format, .. } = order;
    let (file, name) = (Clean::from(taken.file.as_str()), place.name());
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
                "file": &*name,
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

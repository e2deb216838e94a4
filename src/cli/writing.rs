//! What the commands that write have in common: which file is meant, the one saving, what would
//! change instead, and how what was done is told.

use std::{error::Error, fmt, path::PathBuf};

use serde_json::{Map, Value as Json, json};
use similar::TextDiff;

use super::{
    Outcome,
    arguments::{RowFormat, Scenarios, Writing},
    meant::every,
    output::{print, print_json, say},
    reading::{load, refused},
    settings::today,
};
use crate::{
    app::{Place, SaveStop, Unsaved},
    board::{Board, Clock, LoadedFile, opening_day, typed_day},
    format::{
        self, SeenFrom,
        edit::{self, Edit, Edited, Target},
    },
    model::{Clean, Problem, Reason, Refusal, Scenario},
    runtime::{files, opening, save},
};

/// The one file that a command changes.
pub(super) struct ScenarioFile {
    pub path: PathBuf,
    /// As it is told to the reader.
    pub name: Clean,
    pub loaded: LoadedFile,
}

impl ScenarioFile {
    /// The file of a path, or of the scenario with an id; `verb` is what cannot be done to another.
    pub(super) fn meant(
        path: Option<PathBuf>,
        scenario: Option<String>,
        verb: &str,
    ) -> Result<ScenarioFile, Refusal> {
        let cannot = |name: &str, why: &dyn fmt::Display| {
            let hint = "`sitboard new FILE` writes one that can be";
            Refusal::new(format!("{name} cannot be {verb}: {why}"), hint)
        };
        if let Some(path) = &path {
            // Before it is read, which might wait for ever.
            let opened = opening::is_file_or_folder(path);
            opened.map_err(|why| cannot(&files::shown(path), &why))?;
        }
        let paths = Vec::from_iter(path);
        let mut places = every(&Scenarios { paths, scenario, private: true })?;
        let (1, Some(place)) = (places.len(), places.pop()) else {
            return Err(Refusal::new("which scenario?", "name its file, or --scenario ID"));
        };
        let name = place.name();
        let Place::File(path) = &place else { return Err(cannot(&name, &"it is no file")) };
        let loaded = load(&place)?;
        Ok(ScenarioFile { path: path.clone(), name, loaded })
    }

    /// What it says.
    pub(super) fn scenario(&self) -> Result<&Scenario, Refusal> {
        let index = self.loaded.index.as_ref();
        index.map(|index| &*index.scenario).ok_or_else(|| does_not_load(&self.name))
    }
}

fn does_not_load(name: &str) -> Refusal {
    Refusal::new(format!("{name} does not load"), "`sitboard check` says why")
}

/// Takes a first word that names a file rather than what follows it off the words.
pub(super) fn path_before(
    words: &mut Vec<String>,
    is_other: impl Fn(&str) -> bool,
) -> Option<PathBuf> {
    let is_path = |word: &str| {
        let looks_so = word.ends_with(".toml") || word.starts_with(['.', '/']);
        looks_so || !is_other(word) && files::is_file(word.as_ref())
    };
    let is_named = words.first().is_some_and(|word| is_path(word));
    is_named.then(|| PathBuf::from(words.remove(0)))
}

/// Why nothing is written.
#[derive(Debug)]
pub(super) enum Refused {
    /// Something else than what was asked for: the file, or the day that it is seen from.
    Trouble(Refusal),
    /// All that is wrong with what was asked for.
    Asked(Vec<Refusal>),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Trouble(why) => why.message.fmt(f),
            Refused::Asked(all) => {
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
            Refused::Asked(_) => None, // each has its own
        }
    }
}

impl From<Refusal> for Refused {
    fn from(error: Refusal) -> Self {
        Refused::Asked(vec![error])
    }
}

impl Refused {
    /// Says what is wrong; the exit code, or the trouble.
    pub(super) fn told(self) -> Outcome {
        match self {
            Refused::Trouble(why) => Err(why),
            Refused::Asked(all) => {
                all.iter().for_each(|why| say(&why.to_string()));
                Ok(1)
            }
        }
    }
}

/// Makes edits of a text; what is wrong with one is told with the line that it would stand on.
pub(super) fn apply(text: &str, edits: &[Edit]) -> Result<Edited, Refusal> {
    edit::apply(text, edits).map_err(|why| {
        let line = why.spot.map(|spot| format!("line {} would be wrong: ", spot.line));
        let message = format!("{}{}", line.unwrap_or_default(), why.message);
        Refusal { message: message.into(), ..why }
    })
}

/// What became of a file.
pub(super) struct Written<T> {
    /// What `make` tells of it.
    pub made: T,
    /// What would change, where nothing was to be written: a unified diff.
    pub diff: Option<String>,
}

/// Writes what `make` makes of the text of the file and of what that says; with `is_dry` it only says
/// what would change. `make` is asked again where somebody else changes the file meanwhile.
pub(super) fn write<T>(
    file: &ScenarioFile,
    is_dry: bool,
    mut make: impl FnMut(&str, &Scenario) -> Result<(String, T), Refused>,
) -> Result<Written<T>, Refused> {
    let mut made = None;
    let mut after = |bytes: &[u8]| -> Result<Vec<u8>, Refused> {
        let loaded = format::load(bytes, "");
        let (Some(scenario), Ok(text)) = (&loaded.scenario, std::str::from_utf8(bytes)) else {
            return Err(Refused::Trouble(does_not_load(&file.name)));
        };
        let (text, told) = make(text, scenario)?;
        made = Some(told);
        Ok(text.into_bytes())
    };
    let mut diff = None;
    if is_dry {
        let before = file.loaded.bytes.as_deref();
        let before = before.ok_or_else(|| Refused::Trouble(does_not_load(&file.name)))?;
        diff = Some(unified(&file.name, before, &after(before)?));
    } else {
        match save::save(&file.path, file.loaded.digest, &[], after) {
            Ok(saved) => saved.unconfirmed.iter().for_each(|why| say(why)),
            Err(Unsaved::Conflict(why)) => return Err(why),
            Err(Unsaved::Stopped(SaveStop::Asks(loss))) => {
                let why = format!("{}: {loss}; nothing was written", file.name);
                return Err(Refused::Trouble(why.into()));
            }
            Err(Unsaved::Stopped(stop)) => {
                return Err(Refused::Trouble(Refusal::hinted(stop.message(), stop.hint())));
            }
        }
    }
    let made = made.ok_or_else(|| Refused::Trouble("nothing was written".into()))?;
    Ok(Written { made, diff })
}

/// What changes from one text to another, as `patch` and `git apply` read it.
pub(super) fn unified(name: &str, before: &[u8], after: &[u8]) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (before, after) = (text(before), text(after));
    let diff = TextDiff::from_lines(&before, &after);
    diff.unified_diff().context_radius(3).header(name, name).to_string()
}

/// One thing that was done, as it is told.
pub(super) struct Deed {
    /// What was done, for scripts: `added`, `changed`.
    pub did: &'static str,
    /// The same in words, without where it stands.
    pub words: String,
    pub record: Target,
    /// Whose word it was done to, by the id of the voice, where it was one.
    pub voice: Option<String>,
    /// Where it stands now, where it does.
    pub line: Option<u32>,
}

/// One deed, with what is odd about the file by it.
pub(super) type OneDeed = (Deed, Vec<Problem>);

/// Changes one record of the file that the first words name.
pub(super) fn change(
    mut words: Vec<String>,
    writing: &Writing,
    change: impl FnOnce(&ScenarioFile, &[String]) -> Result<Written<OneDeed>, Refused>,
) -> Outcome {
    let path = path_before(&mut words, |_| false);
    let file = ScenarioFile::meant(path, writing.scenario.clone(), "changed")?;
    match change(&file, &words) {
        Ok(Written { made: (deed, warnings), diff }) => {
            tell(&file, (&[deed], &warnings), diff.as_deref(), writing.format)
        }
        Err(why) => why.told(),
    }
}

/// Tells what was done, or what would be; what is odd about it goes to stderr.
pub(super) fn tell(
    file: &ScenarioFile,
    (deeds, warnings): (&[Deed], &[Problem]),
    diff: Option<&str>,
    format: RowFormat,
) -> Outcome {
    let name = &file.name;
    for warning in warnings {
        say(&format!("{name}:{}: {}", warning.spot.line, warning.message));
    }
    match (format, diff) {
        (RowFormat::Json, _) => {
            let deeds = deeds.iter().map(|deed| deed_json(name, deed, diff));
            print_json(&deeds.collect(), 0)
        }
        (RowFormat::Text, Some(diff)) => print(diff, 0),
        (RowFormat::Text, None) => {
            let at = |line: Option<u32>| line.map(|line| format!(":{line}")).unwrap_or_default();
            let deeds = deeds.iter().map(|deed| {
                format!("{} ({}) {name}{}\n", deed.words, deed.record.id, at(deed.line))
            });
            print(&deeds.collect::<String>(), 0)
        }
    }
}

fn deed_json(file: &str, deed: &Deed, diff: Option<&str>) -> Json {
    let mut row = Map::new();
    let mut say = |key: &str, value: Option<Json>| {
        row.extend(value.map(|value| (key.to_owned(), value)));
    };
    say("did", Some(json!(deed.did)));
    say("table", Some(json!(deed.record.table.name())));
    say("id", Some(json!(deed.record.id.as_str())));
    say("voice", deed.voice.as_ref().map(|voice| json!(voice)));
    say("words", Some(json!(deed.words)));
    say("file", Some(json!(file)));
    say("line", deed.line.map(|line| json!(line)));
    say("diff", diff.map(|diff| json!(diff)));
    Json::Object(row)
}

/// The board of a text on a day, by which its records are called.
pub(super) fn board_of(text: &str, seen_from: SeenFrom) -> Option<Board> {
    let index = LoadedFile::read(text.as_bytes(), "").index?;
    Some(Board::of_words(index, seen_from.as_of))
}

/// A record by what it says; one that is not there, by its id.
pub(super) fn called(board: Option<&Board>, record: &Target) -> String {
    let brief = |board: &Board| Some(board.brief(record.find(board.scenario())?));
    board.and_then(brief).unwrap_or_else(|| record.id.to_string())
}

/// The line on which the first of some edits stands now.
pub(super) fn line_of(edited: &Edited) -> Option<u32> {
    edited.touched.iter().find_map(|it| it.spot).map(|spot| spot.line)
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

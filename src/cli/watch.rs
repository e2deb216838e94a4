//! `watch`: tells what changes while nobody looks. Each change is told once, also over the end of the
//! watch: what was seen is kept once it is told.

use std::path::PathBuf;

use super::{
    Narrowed, Outcome, RowFormat,
    meant::every,
    output::{print, say},
    reading::{load, opened, opening},
    settings::{is_cut_short, today},
};
use crate::{
    app::Place,
    board::{Board, LoadedFile, Watched, WatchedChange, feed_requests},
    model::Refusal,
    report,
    runtime::{
        exec::Program,
        watching::{Looked, WatchMemory, attend},
    },
};

/// How a watch tells.
pub(super) struct Watching {
    /// A command that is given what changed, as lines of JSON.
    pub exec: Option<String>,
    /// Whether to look once, against what was seen the last time.
    pub once: bool,
    pub format: RowFormat,
}

/// A place that is watched.
struct Attended {
    place: Place,
    memory: WatchMemory,
    /// Why it could not be looked at, which is told once.
    trouble: Option<String>,
}

/// What is watched, and how it is told.
struct Attendance {
    narrowed: Narrowed,
    program: Option<Program>,
    format: RowFormat,
    places: Vec<Attended>,
}

pub(super) fn watch(narrowed: Narrowed, telling: &Watching) -> Outcome {
    let program = telling.exec.as_deref().map(Program::parse).transpose()?;
    let in_a_way = format!(
        "{:?} {:?} {}",
        narrowed.aside.without, narrowed.aside.least, narrowed.scenarios.private
    );
    let attended = |place: Place| {
        let memory = WatchMemory::of_reader(&place, &in_a_way)?;
        Ok(Attended { place, memory, trouble: None })
    };
    let places = every(&narrowed.scenarios)?.into_iter().map(attended);
    let places = places.collect::<Result<Vec<Attended>, Refusal>>()?;
    let format = telling.format;
    let mut attendance = Attendance { narrowed, program, format, places };
    if telling.once {
        let looked = attendance.look();
        let is_troubled = attendance.places.iter().any(|attended| attended.trouble.is_some());
        return Ok(if looked.is_untold || is_troubled { 2 } else { 0 });
    }
    let first = attendance.places.iter().filter_map(|it| it.place.path().cloned()).collect();
    attend(first, || attendance.look())
        .map_err(|error| Refusal::from(format!("files cannot be watched: {error}")))?;
    Ok(0)
}

impl Attendance {
    /// Looks at every place, and tells what changed.
    fn look(&mut self) -> Looked {
        let mut looked = Looked::default();
        let (narrowed, program, format) = (&self.narrowed, self.program.as_ref(), self.format);
        for attended in &mut self.places {
            looked.files.extend(attended.place.path().cloned());
            match attended.look(narrowed, &mut looked.files) {
                Ok(board) => {
                    let told = attended.tell(&board, program, format);
                    looked.is_untold |= told.is_err();
                    attended.note(told.err());
                }
                Err(why) => attended.note(Some(why)),
            }
        }
        looked
    }
}

impl Attended {
    /// The board as it stands today, and the files that it rests on.
    fn look(&self, narrowed: &Narrowed, files: &mut Vec<PathBuf>) -> Result<Board, Refusal> {
        let loaded = load(&self.place)?;
        files.extend(beside(&self.place, &loaded));
        is_cut_short(&loaded);
        let board = opened(&loaded, &opening(narrowed, today()))?;
        board.ok_or_else(|| {
            let why = format!("{} does not load", self.place.name());
            Refusal::new(why, "`sitboard check` says why")
        })
    }

    /// Tells what changed since the last look, and keeps what is seen now. Errs where it cannot be
    /// told, or kept: then it is told at the next look.
    fn tell(
        &self,
        board: &Board,
        program: Option<&Program>,
        format: RowFormat,
    ) -> Result<(), Refusal> {
        let (file, now) = (self.place.name(), Watched::of(board));
        let Some(before) = self.memory.seen() else {
            let all = now.in_words();
            say(&format!("{file}: the first look at {all}; what changes from now on is told"));
            return self.memory.keep(now);
        };
        let changes = now.since(&before);
        if changes.is_empty() {
            return if now == before { Ok(()) } else { self.memory.keep(now) };
        }
        let json = |change: &WatchedChange| report::watched_json(board, change, &file);
        if let Some(program) = program {
            program.run(changes.iter().map(json).collect::<String>().as_bytes())?;
        }
        let line = |change: &WatchedChange| match format {
            RowFormat::Text => report::watched_line(board, change),
            RowFormat::Json => json(change),
        };
        print(&changes.iter().map(line).collect::<String>(), 0)?;
        self.memory.keep(now)
    }

    /// Says why it could not be looked at, or told; the same only once.
    fn note(&mut self, why: Option<Refusal>) {
        let words = why.map(|why| format!("{}: {why}", self.place.name()));
        if let Some(words) = words.as_ref().filter(|words| self.trouble.as_ref() != Some(words)) {
            say(words);
        }
        self.trouble = words;
    }
}

/// The files of feeds that a scenario names beside it.
fn beside(place: &Place, loaded: &LoadedFile) -> Vec<PathBuf> {
    let folder = place.path().and_then(|path| path.parent());
    let Some((folder, index)) = folder.zip(loaded.index.as_ref()) else { return Vec::new() };
    let feeds = feed_requests(&index.scenario).into_iter().map(|feed| feed.path);
    feeds.map(|path| folder.join(path.original())).collect()
}

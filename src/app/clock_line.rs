//! The clock of the header: as of which day and as known when, how the board may be handled, what is
//! not saved or not right.

use super::App;
use crate::{
    board::{Board, Knowledge, ago, day_month, full_day},
    look::{Phrase, Role, shortened, width},
    model::Severity,
};

/// How the board may be handled, where the clock's line has no room for it.
pub fn handling_below(app: &App, above: &Phrase) -> Phrase {
    let handling = app.board().and_then(Board::handling);
    let Some(handling) = handling else { return Phrase::default() };
    let short = shortened(handling.as_str(), SHORT_HANDLING);
    let stands = short.trim_end_matches('…');
    if above.text().contains(stands) {
        return Phrase::default();
    }
    Phrase::plain(" ").and(short, Role::Warning)
}

/// The line of the clock in a header of so many cells. It takes what the title leaves; a long title
/// gives way, down to a third, and on a small screen further: how the board may be handled stands
/// before what it is called.
pub fn of(app: &App, room: usize) -> Phrase {
    let title = app.open_scenario().map_or(0, |open| width(&open.title()));
    let least = if room < 60 { room / 8 } else { room / 3 };
    clock_line(app, room.saturating_sub(title.min(least) + 2))
}

/// As-of day, clock, handling, problems: the fullest form that fits. Where there is no room, first
/// *as of* goes, then the clock's words take their short form, then the weekday goes and how long ago
/// the day was is said in short, then the problems and notes and the day of the agreement go, then a
/// long handling loses its end, then it goes down to the next line, then how long ago the day was
/// goes; last what is not saved. What is left of the clock is never cut.
fn clock_line(app: &App, room: usize) -> Phrase {
    let state = state(app);
    let marks = marks(app);
    let Some(board) = app.board() else { return Phrase::list([state, marks], "  ") };
    let day = board.clock.as_of;
    let since = board.day_in_words(day).unwrap_or_default();
    let as_known = if board.clock.knowledge == Knowledge::Then { "as " } else { "" };
    let clock = Phrase::new(format!("{as_known}{}", board.clock.words()), Role::Dim);
    let handling = board.handling().map(|mark| Phrase::new(mark.to_string(), Role::Warning));
    let handling = handling.unwrap_or_default();
    let day_of = Phrase::plain(since);
    // Without it a day of long ago reads like news.
    let past = ago(day, app.opening.today);
    let past = |n: usize| match &past {
        Some(forms) => Phrase::new(format!(" ({})", forms[n]), Role::Stale),
        None => Phrase::default(),
    };
    let full = Phrase::plain(full_day(day)).join(past(0));
    let long = Phrase::dim("as of ").join(full.clone());
    let bare = Phrase::plain(format!("{} {}", day_month(day), chrono::Datelike::year(&day)));
    let short = bare.clone().join(past(1));
    let brief = match board.clock.knowledge {
        Knowledge::Hindsight => Phrase::dim("hindsight"),
        Knowledge::Then => Phrase::dim("then"),
        Knowledge::By(_) => clock.clone(),
    };
    let in_brief = |cells: usize| Phrase::new(shortened(&handling.text(), cells), Role::Warning);
    let shorter = in_brief(LONG_HANDLING);
    // Each with what it says, and what stands between.
    let forms: [(&[&Phrase], &str); 12] = [
        (&[&long, &day_of, &clock, &handling, &state, &marks], " · "),
        (&[&full, &day_of, &clock, &handling, &state, &marks], " · "),
        (&[&full, &day_of, &clock, &handling, &state, &marks], " "),
        (&[&full, &day_of, &brief, &handling, &state, &marks], " "),
        (&[&short, &day_of, &brief, &handling, &state, &marks], " "),
        (&[&short, &brief, &handling, &state], " "),
        (&[&short, &brief, &shorter, &state], " "),
        (&[&short, &brief, &state], " "),
        (&[&bare, &brief, &state], " "),
        (&[&bare, &state], " "),
        (&[&bare, &brief], " "),
        (&[&bare], " "),
    ];
    let mut forms = forms
        .into_iter()
        .map(|(parts, between)| Phrase::list(parts.iter().copied().cloned(), between));
    forms.find(|phrase| phrase.width() <= room).unwrap_or_default()
}

/// Cells of a handling mark that is cut, and of one in very little room: `TLP:AMBER+STRICT` is whole
/// in the first.
const LONG_HANDLING: usize = 16;
const SHORT_HANDLING: usize = 10;

/// Whether something may be changed, is not saved, or is no longer so in the file.
fn state(app: &App) -> Phrase {
    let Some(open) = app.open_scenario() else { return Phrase::default() };
    let mut marks: Vec<Phrase> = app.board().and_then(without).into_iter().collect();
    if app.read_only || open.history.blocked.is_some() {
        marks.push(Phrase::new("read-only", Role::Warning));
    }
    if !open.history.clashes.is_empty() {
        marks.push(Phrase::new("conflict", Role::Severe));
    } else if open.is_unsaved() {
        marks.push(Phrase::new(format!("{} unsaved", open.history.unsaved.len()), Role::Warning));
    }
    if open.is_stale() {
        marks.push(Phrase::new("stale", Role::Severe));
    }
    Phrase::list(marks, " ")
}

/// Whose words are put aside, as far as there is room: who, or how many.
fn without(board: &Board) -> Option<Phrase> {
    const ROOM: usize = 24;
    let names = board.without()?;
    let many = || {
        let count = names.split(", ").count();
        format!("{count} kinds of voice")
    };
    let who = if width(&names) <= ROOM { names.clone() } else { many() };
    Some(Phrase::new(format!("WITHOUT {who}"), Role::Severe))
}

/// Problems, notes, records left out.
fn marks(app: &App) -> Phrase {
    let Some(open) = app.open_scenario() else { return Phrase::default() };
    let mut marks = Vec::new();
    let count =
        |severity| open.problems().iter().filter(|problem| problem.severity == severity).count();
    let faults = count(Severity::Error) + count(Severity::Warning);
    let plural =
        |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
    if faults > 0 {
        let role = if count(Severity::Error) > 0 { Role::Severe } else { Role::Warning };
        marks.push(Phrase::new(plural(faults, "problem"), role));
    }
    let left_out = open.index().map_or(0, |index| index.scenario.left_out.total());
    if left_out > 0 {
        marks.push(Phrase::new(format!("{left_out} left out"), Role::Severe));
    }
    if count(Severity::Note) > 0 {
        marks.push(Phrase::dim(plural(count(Severity::Note), "note")));
    }
    Phrase::list(marks, "  ")
}

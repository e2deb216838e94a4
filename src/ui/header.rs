//! The header: what is looked at, as of when and as known when, and where things stand.

use super::put::Canvas;
use crate::{
    app::{App, Fault, Plan},
    board::{Board, Standing, day_month, full_day},
    look::{Align, Phrase, Role, glyph},
    model::{Clean, Severity, Status},
};

/// Cells that the title keeps, whatever stands beside it.
const TITLE: usize = 14;

pub fn draw(app: &App, plan: &Plan, canvas: &mut Canvas) {
    let area = plan.header;
    let Some(volume) = app.volume() else {
        canvas.line(area.x + 1, area.y, area.width, &Phrase::new("sitboard", Role::Title));
        return;
    };
    let room = usize::from(area.width).saturating_sub(2);
    let title = Phrase::new(volume.title().to_string(), Role::FocusTitle);
    let right = clock_line(app, room.saturating_sub(TITLE + 2));
    let left = room - right.width().min(room);
    canvas.line(area.x + 1, area.y, u16::try_from(left.saturating_sub(1)).unwrap_or(0), &title);
    canvas.aligned(
        area.x + 1,
        area.y,
        area.width.saturating_sub(2),
        &Phrase::default(),
        Align::Left,
    );
    canvas.line(area.x + 1, area.y, u16::try_from(left.saturating_sub(1)).unwrap_or(0), &title);
    let x = area.right().saturating_sub(1 + u16::try_from(right.width()).unwrap_or(0));
    canvas.line(x, area.y, area.width, &right);
    if area.height > 1
        && let Some(board) = app.board()
    {
        canvas.line(
            area.x + 1,
            area.y + 1,
            area.width.saturating_sub(2),
            &standing_line(board, room),
        );
    }
    if let Some(banner) = plan.banner {
        canvas.line(banner.x + 1, banner.y, banner.width.saturating_sub(2), &banner_line(app));
    }
}

/// As-of day, clock, handling, problems: the fullest form that fits.
fn clock_line(app: &App, room: usize) -> Phrase {
    let marks = marks(app);
    let Some(board) = app.board() else { return marks };
    let day = board.clock.as_of;
    let since = board.day_of_agreement(day).map(|n| format!("D{n:+}")).unwrap_or_default();
    let clock = Phrase::new(board.clock.words(), Role::Dim);
    let handling: Option<&Clean> = board.scenario().header.handling.as_ref();
    let handling =
        handling.map(|mark| Phrase::new(mark.to_string(), Role::Warning)).unwrap_or_default();
    let long = Phrase::dim("as of ").and(full_day(day), Role::Plain);
    let medium = Phrase::plain(full_day(day));
    let short = Phrase::plain(format!("{} {}", day_month(day), chrono::Datelike::year(&day)));
    let forms = [
        vec![long, Phrase::plain(since.clone()), clock.clone(), handling.clone(), marks.clone()],
        vec![
            medium.clone(),
            Phrase::plain(since.clone()),
            clock.clone(),
            handling.clone(),
            marks.clone(),
        ],
        vec![short.clone(), Phrase::plain(since.clone()), clock.clone(), handling, marks],
        vec![short.clone(), Phrase::plain(since), clock],
        vec![short],
    ];
    let mut forms = forms.into_iter().map(|parts| Phrase::list(parts, "  "));
    let fitting = forms.by_ref().find(|phrase| phrase.width() <= room);
    fitting.unwrap_or_default()
}

/// Problems, notes, records left out, a file that is gone.
fn marks(app: &App) -> Phrase {
    let Some(volume) = app.volume() else { return Phrase::default() };
    let mut marks = Vec::new();
    let count =
        |severity| volume.problems().iter().filter(|problem| problem.severity == severity).count();
    let faults = count(Severity::Error) + count(Severity::Warning);
    let plural =
        |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
    if volume.is_stale() {
        marks.push(Phrase::new("stale", Role::Severe));
    }
    if faults > 0 {
        let role = if count(Severity::Error) > 0 { Role::Severe } else { Role::Warning };
        marks.push(Phrase::new(plural(faults, "problem"), role));
    }
    if count(Severity::Note) > 0 {
        marks.push(Phrase::dim(plural(count(Severity::Note), "note")));
    }
    Phrase::list(marks, "  ")
}

/// Agreement, patrols and the last attack on a patrol, in the words used and since when.
fn standing_line(board: &Board, room: usize) -> Phrase {
    let agreement = board.agreement().map(|(_, standing)| ("agreement", standing));
    let patrols = ("patrols", board.standing("patrols"));
    let last = match board.since_last_attack(true) {
        Some(days) => {
            Phrase::dim("last attack on a patrol ").and(format!("{days} d ago"), Role::Plain)
        }
        None => Phrase::dim("no attack on a patrol on the board"),
    };
    let line = |words: bool| {
        let standings = agreement
            .iter()
            .chain([&patrols])
            .map(|(name, standing)| standing_phrase(board, name, standing.as_ref(), words));
        Phrase::list(standings.chain([last.clone()]), "  ·  ")
    };
    let full = line(true);
    if full.width() <= room { full } else { line(false) }
}

fn standing_phrase(board: &Board, name: &str, standing: Option<&Standing>, words: bool) -> Phrase {
    let head = Phrase::dim(format!("{name}: "));
    let Some(standing) = standing else { return head.and("not stated", Role::Stale) };
    let role = match standing.is {
        Status::Holding | Status::Running | Status::Met => Role::Good,
        Status::Strained | Status::Suspended | Status::PartlyMet | Status::Pending => Role::Warning,
        Status::Breached | Status::Collapsed | Status::Ended | Status::Overdue => Role::Severe,
    };
    let mut phrase = head.and(standing.is.word(), role);
    if standing.contested {
        phrase.push(format!(" {}", glyph::CONTESTED), Role::Contested);
    }
    if let (Some(said), true) = (&standing.words, words) {
        phrase.push(format!(" (“{said}”)"), Role::Plain);
    }
    if let Some(since) = standing.since {
        let days = (board.clock.as_of - since).num_days();
        phrase.push(
            if days <= 30 { format!(" {days} d") } else { format!(" since {}", day_month(since)) },
            Role::Plain,
        );
    }
    phrase
}

/// Why the board is no longer what the file says.
fn banner_line(app: &App) -> Phrase {
    let Some(volume) = app.volume() else { return Phrase::default() };
    let words = match &volume.fault {
        Some(Fault::Gone) => format!("{} is gone; this is what it said last", volume.place.name()),
        Some(Fault::Unreadable(why)) => {
            format!("{} cannot be read: {why}; this is what it said last", volume.place.name())
        }
        Some(Fault::Broken(problems)) => match problems.first() {
            Some(first) => format!(
                "{}:{}:{}: {}; this is the last good board, ! shows the place",
                volume.place.name(),
                first.spot.line,
                first.spot.column,
                first.message
            ),
            None => "the file does not load; this is the last good board".to_owned(),
        },
        None => String::new(),
    };
    Phrase::new(words, Role::Severe)
}

//! The header: what is looked at, as of when and as known when, and where things stand.

use super::canvas::Canvas;
use crate::{
    app::{App, FileFault, Headline, Plan, Shown, headline},
    board::{
        Board, Indicator, Knowledge, LastAttack, Level, Standing, Unheard, ago, day_month,
        full_day, human,
    },
    command::Command,
    look::{Align, Phrase, Role, shortened, width},
    model::{Clean, Day, Severity, When},
    panel::{
        indicators,
        standing::{self, StandingForm},
    },
};

pub(super) fn draw(app: &App, plan: &Plan, canvas: &mut Canvas) {
    let area = plan.header;
    let Some(open) = app.open_scenario() else {
        canvas.line(area.x + 1, area.y, area.width, &Phrase::new("sitboard", Role::Title));
        return;
    };
    let room = usize::from(area.width).saturating_sub(2);
    let name = open.title().to_string();
    // The clock takes what the title leaves; a long title gives way, down to a third, and on a
    // small screen further: how the board may be handled stands before what it is called.
    let least = if room < 60 { room / 8 } else { room / 3 };
    let right_room = room.saturating_sub(width(&name).min(least) + 2);
    let right = clock_line(app, right_room);
    let left = room.saturating_sub(right.width() + 1);
    let title = Phrase::new(shortened(&name, left), Role::FocusTitle);
    let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    canvas.line(area.x + 1, area.y, cells(left), &title);
    canvas.line(
        area.right().saturating_sub(1 + cells(right.width())),
        area.y,
        cells(right.width()),
        &right,
    );
    let below = handling_below(app, &right);
    let room = room.saturating_sub(below.width());
    let x = area.x + 1 + cells(room);
    canvas.line(x, area.y + 1, cells(below.width()), &below);
    if let Some(shown) = app.shown() {
        let lines = if plan.has_header_cells() {
            let (room, half) = plan.header_room();
            headline::lines(shown, room, half)
        } else {
            vec![standing_line(shown, room)]
        };
        for (y, line) in (area.y + 1..area.bottom()).zip(lines) {
            canvas.line(area.x + 1, y, cells(room), &line);
        }
    }
    if let Some(banner) = plan.banner {
        canvas.line(banner.x + 1, banner.y, banner.width.saturating_sub(2), &banner_line(app));
    }
}

/// How the board may be handled, where the clock's line has no room for it.
fn handling_below(app: &App, above: &Phrase) -> Phrase {
    let handling = app.board().and_then(|board| board.scenario().header.handling.as_ref());
    let Some(handling) = handling else { return Phrase::default() };
    let short = shortened(handling.as_str(), SHORT_HANDLING);
    let stands = short.trim_end_matches('…');
    if above.text().contains(stands) {
        return Phrase::default();
    }
    Phrase::plain(" ").and(short, Role::Warning)
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
    let handling: Option<&Clean> = board.scenario().header.handling.as_ref();
    let handling =
        handling.map(|mark| Phrase::new(mark.to_string(), Role::Warning)).unwrap_or_default();
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

/// Agreement, patrols, the highest indicator and the last reported attack on a patrol: in the words
/// used and since when, as far as there is room; the fullest forms first. What has no room at all
/// is left out whole, the last first: no figure and no caveat is cut.
fn standing_line(shown: &Shown, room: usize) -> Phrase {
    use StandingForm::{Bare, InWords, Since, Terse};
    const FORMS: [([StandingForm; 3], Option<StandingForm>); 15] = [
        ([InWords, InWords, InWords], Some(InWords)),
        ([InWords, InWords, InWords], Some(Since)),
        ([Since, InWords, InWords], Some(Since)),
        ([InWords, Since, InWords], Some(Since)),
        ([Since, Since, InWords], Some(Since)),
        ([Bare, InWords, InWords], Some(Bare)),
        ([Bare, Bare, InWords], Some(Bare)),
        ([Bare, Bare, Since], Some(Bare)),
        ([Bare, Terse, Since], Some(Bare)),
        ([Bare, Bare, Bare], Some(Bare)),
        ([Since, Since, InWords], None),
        ([Bare, Bare, InWords], None),
        ([Bare, Bare, Since], None),
        ([Bare, Bare, Bare], None),
        ([Terse, Terse, Bare], None),
    ];
    let Headline { agreement, patrols, last_attack, unheard, indicator } = &shown.headline;
    let day = shown.board.clock.as_of;
    let lines = FORMS.map(|([of_agreement, of_patrols, of_indicator], of_attack)| {
        let agreement = agreement.as_ref();
        let agreement =
            agreement.map(|is| standing_phrase(day, "agreement", is.as_ref(), of_agreement));
        let is_told_of = patrols.is_some() || last_attack.is_some();
        let nobody = patrols.is_none() && shown.headline.agreement == Some(None);
        let patrols = (is_told_of && !nobody)
            .then(|| standing_phrase(day, "patrols", patrols.as_ref(), of_patrols));
        let indicator =
            indicator.as_ref().map(|one| indicator_phrase(&shown.board, one, of_indicator));
        let attack = last_attack.as_ref().zip(of_attack);
        let attack = attack.map(|(last, form)| attack_phrase(last, day, form));
        // Where there is room for one of them, it is the one that is worse off.
        let (first, second) =
            if room < ROOM_FOR_BOTH { (patrols, agreement) } else { (agreement, patrols) };
        let parts = first.into_iter().chain(second).chain(indicator).chain(attack);
        parts.collect::<Vec<Phrase>>()
    });
    // That nobody speaks stands before all, which is as old as that; a source that is silent alone
    // gives way, and is told among the indicators.
    let everybody = everybody_silent(shown);
    let somebody = unheard.filter(|_| everybody.is_none()).map(silent);
    let before = |who: &Option<Phrase>| {
        let lines = lines.iter().map(|line| who.iter().chain(line).cloned().collect());
        lines.collect::<Vec<Vec<Phrase>>>()
    };
    let (with, lines) = (before(&somebody), before(&everybody));
    let join = |line: &[Phrase]| Phrase::list(line.iter().cloned(), BETWEEN);
    let fitting = |lines: &[Vec<Phrase>]| {
        let mut lines = lines.iter().map(|line| join(line)).enumerate();
        lines.find(|(_, line)| line.width() <= room)
    };
    let found = somebody.is_some().then(|| fitting(&with)).flatten();
    if let Some((n, line)) = found.or_else(|| fitting(&lines)) {
        let ([.., of_indicator], of_attack) = FORMS[n];
        let has_attack = last_attack.is_some() && of_attack.is_some();
        let is_last = !has_attack && of_indicator != InWords;
        let rest = room - line.width();
        let name = indicator.as_ref().filter(|_| is_last && rest > LEAST_OF_NAME);
        let name = name.map(|one| Phrase::plain(format!(": {}", one.name)));
        let name = name.map(|name| name.fit(rest.min(name.width()), Align::Left));
        return line.join(name.unwrap_or_default());
    }
    let line = lines.last().map_or(&[][..], Vec::as_slice);
    let fits = (1..=line.len()).rev().find(|n| join(&line[..*n]).width() <= room);
    // What stands there alone is said as fully as there is room, with what voices differ on.
    let alone = lines.iter().filter_map(|line| line.first()).find(|part| part.width() <= room);
    if let (Some(1), Some(alone)) = (fits, alone) {
        return alone.clone();
    }
    join(&line[..fits.unwrap_or(1).min(line.len())])
}

/// Since when nobody has said anything.
fn everybody_silent(shown: &Shown) -> Option<Phrase> {
    shown.headline.unheard.filter(|unheard| matches!(unheard, Unheard::Everybody(_))).map(silent)
}

fn silent(unheard: Unheard) -> Phrase {
    Phrase::new(unheard.to_string(), Role::Warning)
}

/// Cells of the line from which on agreement and patrols stand beside each other.
const ROOM_FOR_BOTH: usize = 60;
/// Cells of a cut name that still say anything.
const LEAST_OF_NAME: usize = 8;

/// What stands between two things of a line.
const BETWEEN: &str = " · ";

/// Its level comes first: a long name may be left out.
fn indicator_phrase(board: &Board, indicator: &Indicator, form: StandingForm) -> Phrase {
    let Ok(reading) = &indicator.reading else { return Phrase::default() };
    let level = match form {
        StandingForm::Bare | StandingForm::Terse => indicators::level_in_short(reading),
        StandingForm::Full | StandingForm::InWords | StandingForm::Since => {
            reading.level_in_words()
        }
    };
    let figure = indicators::figure_name(board, "level", indicator);
    let level = Phrase::figure(level, standing::role_of_level(reading.level), &figure);
    match form {
        StandingForm::InWords if reading.level == Level::TooLittleSeen => {
            level.and(format!(" ({})", indicator.name), Role::Plain)
        }
        StandingForm::Full | StandingForm::InWords => {
            level.and(format!(": {}", indicator.name), Role::Plain)
        }
        StandingForm::Since | StandingForm::Bare | StandingForm::Terse => level,
    }
}

/// Days without a report of an attack say nothing where no patrol runs: both are told.
fn attack_phrase(last: &LastAttack, day: Day, form: StandingForm) -> Phrase {
    let words = match form {
        StandingForm::Full | StandingForm::InWords => last.in_words(day),
        StandingForm::Since => last.in_short(day),
        StandingForm::Bare | StandingForm::Terse => last.in_brief(day),
    };
    match last.when {
        Some(_) => Phrase::figure(words, Role::Plain, "days-since-attack-on-patrol"),
        None => Phrase::plain(words),
    }
}

fn standing_phrase(
    day: Day,
    name: &str,
    standing: Option<&Standing>,
    form: StandingForm,
) -> Phrase {
    let is_bare = matches!(form, StandingForm::Bare | StandingForm::Terse);
    let head = Phrase::dim(format!("{name}{} ", if is_bare { "" } else { ":" }));
    let Some(standing) = standing else {
        let verb = if name.ends_with('s') { "stand" } else { "stands" };
        let words = format!("no voice says where the {name} {verb}");
        return Phrase::new(if is_bare { "no voice says where" } else { &words }, Role::Stale);
    };
    // Days are counted only from a day; what is vague is printed as it was said.
    let in_days =
        |since: &When| since.day().map(|first| (day - first).num_days()).filter(|days| *days <= 30);
    let since = standing.dated_since().map(|since| match in_days(since) {
        Some(1) => "1 day".to_owned(),
        Some(days) => format!("{days} days"),
        // Where there is no room for the author's phrase, its interval stands for it.
        None if is_bare => format!("since {}", human(&When { words: None, ..since.clone() }, day)),
        None => format!("since {}", human(since, day)),
    });
    // Where there is no room for both, when it was said last says more than since when.
    let is_left_out = form == StandingForm::Terse || (is_bare && standing.age.is_some());
    let since = since.filter(|_| !is_left_out);
    head.join(standing::told(standing, form, since.as_deref()))
}

/// Why the board is no longer what the file says.
fn banner_line(app: &App) -> Phrase {
    let Some(open) = app.open_scenario() else { return Phrase::default() };
    let words = match &open.fault {
        Some(FileFault::Gone) => {
            format!("{} is gone; this is what it said last", open.place.name())
        }
        Some(FileFault::Unreadable(why)) => {
            format!("{} cannot be read: {why}; this is what it said last", open.place.name())
        }
        Some(FileFault::Broken(problems)) => match problems.first() {
            Some(first) => format!(
                "{}:{}:{}: {}; this is the last good board, {} shows the place",
                open.place.name(),
                first.spot.line,
                first.spot.column,
                first.message,
                Command::Problems.key()
            ),
            None => "the file does not load; this is the last good board".to_owned(),
        },
        None => String::new(),
    };
    Phrase::new(words, Role::Severe)
}

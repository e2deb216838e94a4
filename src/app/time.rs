//! Moving through time: the as-of day drives every panel.

use super::{App, Effect, NoticeHolds, PanelPlan, Plan};
use crate::{
    board::{Board, Clock, Knowledge, Period, full_day},
    command::Command,
    look::counted,
    model::{Day, in_range, later},
    panel::{Panel, timeline},
};

/// The clock that was asked for last: the board may still show an earlier one.
fn clock(app: &App) -> Option<Clock> {
    app.open_scenario()?.view.clock
}

/// Moves the as-of day by a command of the table's group of time.
pub(super) fn travel(app: &mut App, command: Command) -> Vec<Effect> {
    let Some(day) = clock(app).map(|clock| clock.as_of) else { return Vec::new() };
    let target = match command {
        Command::NextDay => later(day, 1),
        Command::PreviousDay => later(day, -1),
        Command::NextWeek => later(day, 7),
        Command::PreviousWeek => later(day, -7),
        Command::NextChange => change(app, day, true),
        Command::PreviousChange => change(app, day, false),
        Command::LastDay => last_day(app),
        _ => None,
    };
    match target.filter(|day| in_range(*day)) {
        Some(day) => to_day(app, day),
        None => {
            app.refuse("there is no such day");
            Vec::new()
        }
    }
}

/// The nearest day on which something happened or became known.
pub(super) fn change(app: &App, from: Day, forward: bool) -> Option<Day> {
    let index = app.open_scenario()?.index()?;
    let days = match clock(app)?.knowledge {
        Knowledge::Then => index.days_known_then(),
        Knowledge::By(_) | Knowledge::Hindsight => index.days(),
    };
    let at = days.partition_point(|day| if forward { *day <= from } else { *day < from });
    let told = if forward { days.get(at) } else { at.checked_sub(1).and_then(|at| days.get(at)) };
    let feed_row = app.board().and_then(|board| board.feed_day_beside(from, forward));
    let both = told.copied().into_iter().chain(feed_row);
    if forward { both.min() } else { both.max() }
}

fn last_day(app: &App) -> Option<Day> {
    let told = app.open_scenario()?.index()?.scenario.last_day();
    let feed_row = app.board().and_then(|board| board.last_feed_day());
    told.max(feed_row)
}

pub(super) fn to_day(app: &mut App, day: Day) -> Vec<Effect> {
    set_clock(app, |clock| clock.as_of = day)
}

/// To a day that was typed: the year that was taken is told, and whether the board has anything to
/// tell there.
pub(super) fn to_typed_day(app: &mut App, day: Day) -> Vec<Effect> {
    let scenario = app.open_scenario().and_then(|open| open.index()).map(|index| &index.scenario);
    let first = scenario.and_then(|scenario| scenario.happenings()).map(|(first, _)| first);
    let is_kept_up = scenario.is_some_and(|scenario| scenario.is_kept_up(app.opening.today));
    let last = last_day(app).filter(|_| !is_kept_up);
    let beyond = match (first, last) {
        (Some(first), _) if day < first => {
            format!(": the board tells of nothing before {}", full_day(first))
        }
        (_, Some(last)) if day > last => {
            format!(": the board tells of nothing after {}", full_day(last))
        }
        _ => String::new(),
    };
    app.say(format!("{}{beyond}", full_day(day)));
    to_day(app, day)
}

/// One cell along the timeline, or back.
pub(super) fn along(app: &mut App, forward: bool) -> Vec<Effect> {
    let next = clock(app).zip(app.shown()).and_then(|(clock, shown)| {
        let plan = Plan::of(app.size, app);
        let (_, cells) = plan.panel(Panel::Timeline)?.picture(app)?;
        let period = Period::shown(&shown.board)?;
        timeline::a_cell_on(&period, cells, clock.as_of, forward)
            .or_else(|| beyond(&shown.board, clock.as_of, forward))
    });
    match next {
        Some(day) => to_day(app, day),
        None => {
            app.refuse("the timeline ends here");
            Vec::new()
        }
    }
}

/// A day beyond the end of the picture, as far as the file tells of any.
fn beyond(board: &Board, day: Day, forward: bool) -> Option<Day> {
    let all = Period::of(board)?;
    later(day, if forward { 1 } else { -1 }).filter(|day| (all.first..=all.last).contains(day))
}

/// The day in a column of the timeline as it is drawn.
pub(super) fn day_under(app: &App, plan: &PanelPlan, column: u16) -> Option<Day> {
    let shown = app.shown()?;
    let (x, cells) = plan.picture(app)?;
    let cell = usize::from(column.checked_sub(x)?);
    let period = Period::shown(&shown.board).filter(|_| cell < cells)?;
    Some(timeline::day_at(&period, cells, cell))
}

/// Known then and in hindsight, in turn.
pub(super) fn turn_knowledge(app: &mut App) -> Vec<Effect> {
    set_clock(app, |clock| {
        clock.knowledge = match clock.knowledge {
            Knowledge::Hindsight => Knowledge::Then,
            Knowledge::Then | Knowledge::By(_) => Knowledge::Hindsight,
        };
    })
}

/// The next of the spans that the timeline runs over.
pub(super) fn turn_span(app: &mut App) -> Vec<Effect> {
    let current = app.current;
    let Some(open) = app.open_scenario_mut() else { return Vec::new() };
    open.view.span = open.view.span.next();
    let words = open.view.span.words();
    app.say(format!("timeline: {words}"));
    app.derive(current)
}

/// The next window that tempo is told in.
pub(super) fn turn_window(app: &mut App) -> Vec<Effect> {
    let current = app.current;
    let Some(open) = app.open_scenario_mut() else { return Vec::new() };
    open.view.window = open.view.window.next();
    let days = open.view.window.days();
    app.say(format!("windows of {days} days"));
    app.derive(current)
}

fn set_clock(app: &mut App, change: impl FnOnce(&mut Clock)) -> Vec<Effect> {
    let current = app.current;
    match app.open_scenario_mut().and_then(|open| open.view.clock.as_mut()) {
        Some(clock) => change(clock),
        None => return Vec::new(),
    }
    app.derive(current)
}

/// Starts to play: each tick is a day, until the last, or any key.
pub(super) fn play(app: &mut App) -> Vec<Effect> {
    app.runs += 1;
    app.playing = Some(app.runs);
    tell_pace(app);
    tick_later(app)
}

fn tell_pace(app: &mut App) {
    let (closer, farther) = (Command::Closer.key(), Command::Farther.key());
    let days = counted(app.pace.days(), "day");
    let pause = Command::Play.key();
    app.say(format!(
        "playing, {days} a second; {closer} faster, {farther} slower, {pause} pauses, any other key stops"
    ));
    app.holds(NoticeHolds::WhilePlaying);
}

/// What a key asks for while the days play; `None` of one that stops them.
pub(super) fn while_playing(app: &mut App, command: Option<Command>) -> Option<Vec<Effect>> {
    app.playing?;
    match command {
        Some(Command::Closer) => app.pace = app.pace.faster(),
        Some(Command::Farther) => app.pace = app.pace.slower(),
        Some(Command::Play) => {
            app.playing = None;
            let key = Command::Play.key();
            app.say(format!("paused; {key} goes on"));
            return Some(Vec::new());
        }
        _ => return None,
    }
    tell_pace(app);
    Some(Vec::new())
}

fn tick_later(app: &App) -> Vec<Effect> {
    let after = app.pace.frame();
    app.playing.map(|run| Effect::Tick { run, after }).into_iter().collect()
}

/// A tick of run number `run`; one of an earlier run means nothing any more.
pub(super) fn tick(app: &mut App, run: u64) -> Vec<Effect> {
    let (Some(asked), true) = (clock(app), app.playing == Some(run)) else { return Vec::new() };
    // A day that is still being worked out is waited for, else none would ever be seen.
    if app.board().is_some_and(|board| board.clock != asked) {
        return tick_later(app);
    }
    let day = asked.as_of;
    match later(day, 1).filter(|next| last_day(app).is_some_and(|last| *next <= last)) {
        Some(next) => {
            let mut effects = to_day(app, next);
            effects.extend(tick_later(app));
            effects
        }
        None => {
            app.playing = None;
            app.say("the last day");
            Vec::new()
        }
    }
}

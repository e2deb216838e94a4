//! How the board changes: one message in, effects out. Pure: no file, no clock, no terminal.

use std::{path::Path, sync::Arc};

use super::{
    App, Effect, FileFault, Message, NoticeHolds, ScenarioIx, Shown, arranging, comparing, copying,
    entry, feeds, front, history, keys, laying_out, mouse,
    moving::scroll_all,
    opening_elsewhere, page, ringing, searching, settings, taking, telling, time, tour,
    typed_ahead::{OnTop, Typed},
    workspace::OpenScenario,
};
use crate::look::Theme;
use crate::panel::Panel;

/// Takes one message into the board.
pub fn update(app: &mut App, message: Message) -> Vec<Effect> {
    let (before, front) = (OnTop::of(app), app.front());
    let is_typed = matches!(message, Message::Key(_) | Message::Paste(_) | Message::Mouse(_));
    let mut effects = handle(app, message);
    arranging::follow(app, &front);
    effects.extend(taking::go_on(app, before, is_typed));
    effects.extend(laying_out::follow(app));
    tour::follow(app);
    effects.extend(telling::follow(app));
    app.expire();
    effects
}

fn handle(app: &mut App, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) => taking::take(app, Typed::Key(key)),
        Message::Paste(text) => taking::take(app, Typed::Paste(text)),
        // A click is meant for what was in sight.
        Message::Mouse(_) if app.ahead.is_unseen() => Vec::new(),
        Message::Mouse(mouse) => mouse::on_mouse(app, mouse),
        Message::Drawn(generation) => {
            app.ahead.drawn(generation);
            Vec::new()
        }
        Message::Resize(width, height) => {
            app.size = (width, height);
            scroll_all(app);
            entry::scroll(app);
            Vec::new()
        }
        Message::Background(background) => {
            if app.follows_background {
                app.theme = Theme::for_background(background);
            }
            Vec::new()
        }
        Message::FileChanged(path) => {
            let of_scenarios = of_path(app, &path).into_iter().map(|n| app.load(n));
            let mut effects: Vec<Effect> = of_scenarios.collect();
            effects.extend(feeds::track_changed(app, &path));
            effects.extend(feeds::changed(app, &path));
            effects
        }
        Message::FileGone(path) => {
            for n in of_path(app, &path) {
                app.workspace[n].fault = Some(FileFault::Gone);
            }
            scroll_all(app);
            let mut effects = feeds::track_changed(app, &path);
            effects.extend(feeds::changed(app, &path));
            effects
        }
        Message::Loaded { scenario, result } => {
            let effects = history::loaded(app, scenario, result);
            entry::tell_of_change(app);
            effects
        }
        Message::FeedRead { scenario, request, result } => {
            feeds::feed_read(app, scenario, &request, result)
        }
        Message::Row { scenario, at, text } => {
            feeds::row(app, scenario, at, text);
            Vec::new()
        }
        Message::Found { scenario, text, rows, is_over } => {
            searching::found(app, scenario, &text, rows, is_over)
        }
        Message::TransactionSettled { scenario, transaction, result } => {
            let effects = history::done(app, scenario, *transaction, result);
            entry::tell_of_change(app);
            effects
        }
        Message::ScenarioSaved { scenario, result } => {
            history::scenario_saved(app, scenario, result)
        }
        Message::Probed { scenario, result } => entry::probed(app, scenario, result),
        Message::LeftOver { scenario, left, remarks } => {
            history::left_over(app, scenario, left, remarks)
        }
        Message::Derived { scenario, generation, shown } => {
            let index = shown.board.index.clone();
            let mut effects = derived(app, scenario, generation, shown.clone());
            effects.extend(ringing::hear(app, scenario, &shown));
            effects.extend(app.load_the_rest());
            effects.push(Effect::Warm { scenario, index });
            effects
        }
        Message::Recalled { scenario, from, result } => {
            comparing::recalled(app, scenario, from, result)
        }
        Message::ReportComposed { scenario, page } => page::report_composed(app, scenario, page),
        Message::ReportWritten { path, result } => page::report_written(app, &path, result),
        Message::Copied(result) => copying::copied(app, result),
        Message::EvidenceOpened(result) => opening_elsewhere::opened(app, result),
        Message::RecordsFound { scenario, text, hits } => {
            keys::records_found(app, scenario, &text, hits)
        }
        Message::SettingsRead(result) => settings::read_again(app, result),
        Message::ThemeRead(result) => settings::theme_read(app, result),
        Message::Tick(run) => time::tick(app, run),
        Message::Failed(words) => {
            app.refuse(words);
            app.ahead.lost();
            Vec::new()
        }
        // The runtime acts on these itself.
        Message::KeyboardOffered
        | Message::Suspend
        | Message::Continue
        | Message::Signal(_)
        | Message::TerminalLost => Vec::new(),
    }
}

/// Where the panel with the keys holds nothing on a board that is seen for the first time, gives
/// them to one that does.
fn open_where_something_is(app: &mut App) {
    let is_on_front = !app.zoomed && !app.front().is_page(app.focus) && app.trail.is_empty();
    if is_on_front
        && front::is_empty(app, app.focus)
        && let Some(panel) = front::opens_on(app)
    {
        app.focus = panel;
        app.home = panel;
    }
}

fn of_path(app: &App, path: &Path) -> Vec<ScenarioIx> {
    let at = |open: &OpenScenario| open.place.path().is_some_and(|place| place == path);
    app.workspace.numbered().filter(|(_, open)| at(open)).map(|(n, _)| n).collect()
}

/// Rows are there: every list finds its selection again.
fn derived(app: &mut App, n: ScenarioIx, generation: u64, shown: Arc<Shown>) -> Vec<Effect> {
    let Some(open) = app.workspace.get_mut(n).filter(|open| open.generation == generation) else {
        return Vec::new();
    };
    let mut lost = None;
    for panel in Panel::ALL {
        let Some(sheet) = shown.sheet(panel) else { continue };
        let list = &mut open.view.lists[panel.number()];
        let wanted = list.selected.as_ref();
        let subject = wanted.and_then(|wanted| shown.board.subject(wanted));
        // Of several rows of one record the one that was selected, if it is still there.
        let found = subject.and_then(|subject| shown.place_of(panel, subject, list.nth));
        let was_here = std::mem::replace(&mut list.is_here, found.is_some());
        let last = sheet.rows.len().saturating_sub(1);
        let is_first = wanted.is_none() && panel.spec().opens_at_end;
        list.at = found.unwrap_or(if is_first { last } else { list.at.min(last) });
        match (found, wanted) {
            (Some(_), _) => {}
            // It stays the one that is meant: when its record comes back, so does the selection.
            // Of what was changed here, its own name is told.
            (None, Some(wanted)) if open.changed.contains(wanted.id()) => {}
            (None, Some(wanted)) if was_here && panel == app.focus => {
                let row = wanted.feed_row().map_or("", |_| "the selected row of ");
                let seen = open.shown.iter().chain([&shown]).map(|shown| &shown.board);
                let called = seen.into_iter().find_map(|board| {
                    let subject = board.subject(wanted)?;
                    Some(board.brief(board.record(board.record_of(subject))))
                });
                let called = called.unwrap_or_else(|| wanted.id().to_string());
                lost = Some(format!("{row}{called} is no longer in this list"));
            }
            (None, Some(_)) => {}
            (None, None) => {
                let first = sheet.rows.get(list.at);
                list.is_here = first.is_some();
                list.selected = first.map(|row| shown.board.subject_id(row.subject));
            }
        }
    }
    let has_focus = shown.sheet(app.focus).is_some();
    let is_first_look = open.shown.replace(shown).is_none();
    if n != app.current {
        return Vec::new();
    }
    if is_first_look {
        open_where_something_is(app);
    }
    if let Some(words) = lost.filter(|_| app.playing.is_none()) {
        // What led here was said first.
        let said = app.notice.take().map(|notice| format!("{}; ", notice.words));
        app.say(format!("{}{words}", said.unwrap_or_default()));
        app.holds(NoticeHolds::WhileMissing(n, app.focus));
    }
    scroll_all(app);
    // The keys went to a page after this board was asked for.
    if has_focus { Vec::new() } else { app.derive(n) }
}

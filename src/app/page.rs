//! The morning page from the board: read it first, then save it.

use std::path::{Path, PathBuf};

use super::{
    App, ComposedReport, Effect, Input, Overlay, Plan, Prompt, Purpose, ReportRequest, ScenarioIx,
    Since,
    list::{Step, moved},
    tour,
};
use crate::{
    command::Command,
    model::{Clean, Refusal},
};

/// Asks for the sheet: what changed since the day that the board is compared with, else since the
/// day before.
pub(super) fn compose(app: &mut App) -> Vec<Effect> {
    compose_with(app, false)
}

/// The same, with everything behind it where that is asked for.
fn compose_with(app: &mut App, appendix: bool) -> Vec<Effect> {
    let Some(shown) = app.shown().cloned() else { return Vec::new() };
    let Some(open) = app.open_scenario() else { return Vec::new() };
    let Some(loaded) = open.loaded.clone() else { return Vec::new() };
    let as_of = shown.board.clock.as_of;
    let chosen = open.view.since.as_ref().and_then(|since| since.day(as_of));
    let since = chosen.or_else(|| Since::default().day(as_of)).unwrap_or(as_of);
    let (scenario, place) = (app.current, open.place.clone());
    let request = ReportRequest { scenario, shown, loaded, place, since, appendix };
    vec![Effect::ComposeReport(Box::new(request))]
}

/// The page is there: it opens where it was asked for, unless something lies on top by now.
pub(super) fn report_composed(
    app: &mut App,
    scenario: ScenarioIx,
    page: ComposedReport,
) -> Vec<Effect> {
    let is_free = matches!(app.overlay, None | Some(Overlay::Page { .. }));
    if scenario == app.current && is_free {
        app.page = Some(page);
        app.overlay = Some(Overlay::Page { top: 0 });
    }
    Vec::new()
}

/// Keys while the page is read.
pub(super) fn keys(app: &mut App, top: usize, command: Option<Command>) -> Vec<Effect> {
    if let Some(Command::Escape | Command::Quit | Command::MorningPage) = command {
        return Vec::new();
    }
    if let Some(Command::Choose | Command::SaveReport) = command {
        let name = app.page.as_ref().map_or("", |page| &page.name);
        ask_name(app, Input::new(name), None);
        return Vec::new();
    }
    if command == Some(Command::ToggleAppendix) {
        let appendix = app.page.as_ref().is_some_and(|page| page.appendix);
        app.overlay = Some(Overlay::Page { top });
        return compose_with(app, !appendix);
    }
    let lines = app.page.as_ref().map_or(0, |page| page.text.lines().count());
    let height = Plan::of(app.size, app).overlay_rows(app, &Overlay::Page { top });
    let last = lines.saturating_sub(height);
    let top = command.and_then(Step::of).map_or(top, |step| moved(step, top, last + 1, height));
    app.overlay = Some(Overlay::Page { top });
    Vec::new()
}

fn ask_name(app: &mut App, input: Input, error: Option<Refusal>) {
    let is_refused = error.is_some();
    let prompt = Overlay::Prompt(Prompt { input, error, ..Prompt::new(Purpose::Save, "") });
    if is_refused { app.stays(prompt) } else { app.overlay = Some(prompt) }
}

/// Saves the page under the name that was typed: Markdown where the name ends so, else text.
pub(super) fn write_report(app: &mut App, prompt: Prompt) -> Vec<Effect> {
    let name = prompt.input.text().trim().to_owned();
    let Some(page) = app.page.clone().filter(|_| !name.is_empty()) else {
        ask_name(app, prompt.input, Some("a file needs a name".into()));
        return Vec::new();
    };
    if app.is_practice {
        ask_name(app, prompt.input, Some(tour::KEEPS_NOTHING.into()));
        return Vec::new();
    }
    let text = if name.ends_with(".md") { page.markdown } else { page.text };
    vec![Effect::WriteReport { path: PathBuf::from(name), text }]
}

/// A file that could not be written is asked for again: the page is not lost.
pub(super) fn report_written(
    app: &mut App,
    path: &Path,
    result: Result<Clean, Refusal>,
) -> Vec<Effect> {
    match result {
        Ok(name) => app.say(format!("saved {name}")),
        Err(why) => {
            let error = Refusal::new(why.message, "another name");
            ask_name(app, Input::new(&path.to_string_lossy()), Some(error));
        }
    }
    Vec::new()
}

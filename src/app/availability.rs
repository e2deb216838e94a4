//! Why a command cannot run now, if it cannot.

use super::{App, Feeding, Place, figures::is_of_figure, stories};
use crate::{
    command::{Command, Needs},
    model::{Clean, Severity},
};

/// Why `command` cannot run now; `None` when it can.
pub fn unavailable(app: &App, command: Command) -> Option<Clean> {
    let open = app.open_scenario();
    let lacks = |missing: bool, why: &str| missing.then(|| why.into());
    match command.row().needs {
        Needs::Nothing => None,
        Needs::Board => lacks(app.board().is_none(), "no board is open"),
        Needs::Search => lacks(
            open.is_none_or(|open| open.view.search.is_empty()),
            &format!("nothing was searched for; {} searches", Command::Search.key()),
        ),
        Needs::Filter => {
            lacks(open.is_none_or(|open| open.view.query.is_empty()), "there is no filter")
        }
        Needs::Story => lacks(app.board().is_none(), "no board is open")
            .or_else(|| lacks(app.tour.is_some(), "the tour is not over"))
            .or_else(|| {
                lacks(stories(app).is_empty(), "the file tells no story: a [[story]] is one")
            }),
        Needs::Selection => lacks(
            app.board().is_some()
                && app.trail.is_empty()
                && app.page_of(app.focus).is_none()
                && !(command == Command::Open && is_of_figure(app)),
            "nothing is selected",
        ),
        Needs::Detail => lacks(app.trail.is_empty(), "no detail is open"),
        Needs::Scenarios => lacks(app.workspace.count() < 2, "there is only one scenario"),
        Needs::Source => match open.map(|open| &open.place) {
            Some(Place::Input(_)) => Some("standard input can be read only once".into()),
            Some(Place::Piped(..)) => Some("what was piped in can be read only once".into()),
            _ => None,
        },
        Needs::Change => app.cannot_change(),
        Needs::Editor => lacks(app.read_only, "the board is read-only"),
        Needs::ChangeOf => app.cannot_change().or_else(|| {
            let of_feed = match app.trail.last() {
                Some(page) => page.subject.feed_row().is_some(),
                None => app.selected_feed_row(app.focus).is_some(),
            };
            let nothing = app.trail.is_empty() && app.selected(app.focus).is_none();
            lacks(of_feed, "a row of a feed is changed in its own file")
                .or_else(|| lacks(nothing, "nothing is selected"))
        }),
        Needs::Undo => lacks(
            open.is_none_or(|open| {
                let history = &open.history;
                history.done.is_empty() && !history.is_busy() && history.discarded.is_none()
            }),
            "there is nothing to undo",
        ),
        Needs::Redo => lacks(
            open.is_none_or(|open| open.history.undone.is_empty() && !open.history.is_busy()),
            "there is nothing to redo",
        ),
        Needs::Reading => lacks(
            open.is_none_or(|open| !open.feeds.iter().any(Feeding::is_under_way)),
            "no feed is being read",
        ),
        Needs::Problems => lacks(
            open.is_some_and(|open| {
                open.problems().iter().all(|problem| problem.severity > Severity::Note)
            }),
            "no problems, no notes",
        ),
    }
}

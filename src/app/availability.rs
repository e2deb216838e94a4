//! Why a command cannot run now, if it cannot.

use super::{App, Place};
use crate::{command::Command, model::Severity};

/// Why `command` cannot run now; none when it can.
pub fn unavailable(app: &App, command: Command) -> Option<&'static str> {
    let volume = app.volume();
    let has_board = app.board().is_some();
    match command {
        Command::GoToDay
        | Command::LastDay
        | Command::Play
        | Command::Hindsight
        | Command::Window
        | Command::NextDay
        | Command::PreviousDay
        | Command::NextWeek
        | Command::PreviousWeek
        | Command::NextChange
        | Command::PreviousChange
        | Command::Changes
        | Command::MorningPage
        | Command::Baseline
        | Command::Search
        | Command::Filter
        | Command::Sort
        | Command::SortReverse
        | Command::Zoom
            if !has_board =>
        {
            Some("no board is open")
        }
        Command::SearchNext | Command::SearchPrevious
            if volume.is_none_or(|volume| volume.view.search.is_empty()) =>
        {
            Some("nothing was searched for; / searches")
        }
        Command::ClearFilter if volume.is_none_or(|volume| volume.view.query.is_empty()) => {
            Some("there is no filter")
        }
        Command::Open if has_board && app.trail.is_empty() && app.selected(app.focus).is_none() => {
            Some("nothing is selected")
        }
        Command::Back if app.trail.is_empty() => Some("no detail is open"),
        Command::NextScenario | Command::PreviousScenario if app.shelf.len() < 2 => {
            Some("there is only one scenario")
        }
        Command::Reload if volume.is_some_and(|volume| matches!(volume.place, Place::Input(_))) => {
            Some("standard input can be read only once")
        }
        Command::Problems
            if volume.is_some_and(|volume| {
                volume.problems().iter().all(|problem| problem.severity > Severity::Note)
            }) =>
        {
            Some("no problems, no notes")
        }
        Command::NextPanel
        | Command::PreviousPanel
        | Command::PatrolLog
        | Command::AttackList
        | Command::DisplacementGauge
        | Command::ActorRoster
        | Command::Timeline
        | Command::Accounts
        | Command::Agreement
        | Command::Ledgers
        | Command::Statements
        | Command::Assessments
        | Command::Indicators
        | Command::WindowTable
        | Command::ToCheck
        | Command::Zoom
        | Command::Down
        | Command::Up
        | Command::Left
        | Command::Right
        | Command::First
        | Command::Last
        | Command::PageDown
        | Command::PageUp
        | Command::HalfPageDown
        | Command::HalfPageUp
        | Command::Open
        | Command::Back
        | Command::Escape
        | Command::Search
        | Command::SearchNext
        | Command::SearchPrevious
        | Command::Filter
        | Command::ClearFilter
        | Command::Sort
        | Command::SortReverse
        | Command::NextChange
        | Command::PreviousChange
        | Command::NextDay
        | Command::PreviousDay
        | Command::NextWeek
        | Command::PreviousWeek
        | Command::GoToDay
        | Command::LastDay
        | Command::Play
        | Command::Hindsight
        | Command::Window
        | Command::Changes
        | Command::MorningPage
        | Command::Baseline
        | Command::Scenarios
        | Command::PreviousScenario
        | Command::NextScenario
        | Command::Reload
        | Command::Problems
        | Command::Help
        | Command::Palette
        | Command::Mouse
        | Command::Theme
        | Command::Redraw
        | Command::Suspend
        | Command::Quit
        | Command::Interrupt => None,
    }
}

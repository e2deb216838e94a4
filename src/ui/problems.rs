//! Problems of a file and notes on its sources: the list, and the place of the selected one.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use crate::{
    app::{App, EXCERPT, FileFault, ListState},
    look::{Phrase, Role, wrap},
    model::{Problem, Severity},
};

/// In place of a board that there is none of: why.
pub fn draw_body(app: &App, area: Rect, canvas: &mut Canvas) {
    let Some(open) = app.open_scenario() else {
        let words = "no scenario was found; `sitboard new FILE` writes one to start from";
        canvas.line(area.x + 2, area.y + 1, area.width.saturating_sub(4), &Phrase::plain(words));
        return;
    };
    let words = match (&open.fault, &open.loaded) {
        (Some(FileFault::Unreadable(why)), _) => {
            format!("{} cannot be read: {why}", open.place.name())
        }
        (Some(FileFault::Gone), _) => format!("{} is gone", open.place.name()),
        (Some(FileFault::Broken(_)), _) => format!("{} does not load:", open.place.name()),
        (None, None) => format!("reading {} …", open.place.name()),
        (None, Some(_)) => "working it out …".to_owned(),
    };
    let inner = canvas.boxed(area, Phrase::new(" No board ", Role::Title), Phrase::default());
    canvas.line(
        inner.x + 1,
        inner.y,
        inner.width.saturating_sub(2),
        &Phrase::new(words, Role::Severe),
    );
    let below = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
    if !open.problems().is_empty() {
        list(open.problems(), &ListState::default(), below, canvas);
    }
}

/// The rows, and below them the source line of the selected one with its caret and hint.
pub fn list(problems: &[Problem], state: &ListState, area: Rect, canvas: &mut Canvas) {
    let rows = usize::from(area.height).saturating_sub(EXCERPT);
    let shown = problems.iter().enumerate().skip(state.top).take(rows);
    for (y, (n, problem)) in (area.y..).zip(shown) {
        let line = row(problem);
        let line = if n == state.at { line.all_in(Role::Selected) } else { line };
        canvas.line(area.x + 1, y, area.width.saturating_sub(2), &line);
    }
    let Some(problem) = problems.get(state.at) else { return };
    let top = area.bottom().saturating_sub(u16::try_from(EXCERPT).unwrap_or(0));
    let cells = usize::from(area.width.saturating_sub(2));
    for (y, line) in (top + 1..area.bottom()).zip(excerpt(problem, cells)) {
        canvas.line(area.x + 1, y, area.width.saturating_sub(2), &line);
    }
}

fn row(problem: &Problem) -> Phrase {
    let role = match problem.severity {
        Severity::Error => Role::Severe,
        Severity::Warning => Role::Warning,
        Severity::Note => Role::Dim,
    };
    Phrase::new(format!("{:<8}", problem.severity.word()), role)
        .and(format!("{:>5}:{:<4}", problem.spot.line, problem.spot.column), Role::Dim)
        .and(problem.message.to_string(), Role::Plain)
}

/// The line of the file with a caret under the place, and what to do.
fn excerpt(problem: &Problem, cells: usize) -> Vec<Phrase> {
    let number = format!("{:>5} │ ", problem.spot.line);
    let room = cells.saturating_sub(number.chars().count()).max(1);
    // Scrolled sideways so far that the caret is in sight.
    let skip = (problem.caret.0 + 4).saturating_sub(room);
    let line: String = problem.line.chars().skip(skip).collect();
    let before: String =
        problem.line.chars().skip(skip).take(problem.caret.0 - skip.min(problem.caret.0)).collect();
    let carets = (problem.caret.1 - problem.caret.0).max(1);
    let pad = " ".repeat(crate::look::width(&before));
    let mut lines = vec![
        Phrase::dim(number).and(line, Role::Plain),
        Phrase::dim("      │ ").and(format!("{pad}{}", "^".repeat(carets)), Role::Severe),
    ];
    let hint = problem.hint.as_ref().map(|hint| format!("hint: {hint}")).unwrap_or_default();
    lines.extend(wrap(&hint, cells).into_iter().map(Phrase::plain));
    lines
}

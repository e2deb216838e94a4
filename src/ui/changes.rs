//! The list of what changed since the baseline.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use crate::{
    app::{App, ChangeLine, Changes, ListState},
    board::{Change, differences::ChangeKind},
    look::{Phrase, Role},
};

pub(super) fn title(app: &App) -> String {
    match app.shown().and_then(|shown| shown.changes.as_ref()) {
        Some(changes) => format!("What changed since {}", changes.since),
        None => "What changed".to_owned(),
    }
}

pub(super) fn list(app: &App, list: &ListState, area: Rect, canvas: &mut Canvas) {
    let cells = area.width.saturating_sub(2);
    let Some(changes) = app.shown().and_then(|shown| shown.changes.clone()) else {
        canvas.line(area.x + 1, area.y, cells, &Phrase::dim("comparing …"));
        return;
    };
    if changes.lines.is_empty() {
        let words = format!("nothing changed since {}", changes.since);
        canvas.line(area.x + 1, area.y, cells, &Phrase::dim(words));
    }
    let lines = changes.lines.iter().enumerate().skip(list.top);
    for (y, (n, line)) in (area.y..area.bottom()).zip(lines) {
        let phrase = line_of(&changes, *line);
        let phrase = if n == list.at {
            phrase.fit(cells.into(), Default::default()).all_in(Role::Selected)
        } else {
            phrase
        };
        canvas.line(area.x + 1, y, cells, &phrase);
    }
}

fn line_of(changes: &Changes, line: ChangeLine) -> Phrase {
    match line {
        ChangeLine::Title(kind, count) => {
            Phrase::new(kind.title(), Role::Heading).and(format!(" {count}"), Role::Dim)
        }
        ChangeLine::Record(n) => {
            let name = changes.differences.changes[n].heading.as_str();
            Phrase::plain("  ").and(name, Role::Link)
        }
        ChangeLine::Change(n) => change_line(&changes.differences.changes[n]),
    }
}

fn change_line(change: &Change) -> Phrase {
    let role = match change.kind {
        ChangeKind::Added | ChangeKind::Said => Role::Changed,
        ChangeKind::Removed | ChangeKind::Unsaid | ChangeKind::Withdrawn => Role::Withdrawn,
        ChangeKind::Contested => Role::Contested,
        ChangeKind::Moved => Role::Warning,
        ChangeKind::FeedRows
        | ChangeKind::Revised
        | ChangeKind::Corrected
        | ChangeKind::Regraded
        | ChangeKind::Settled => Role::Plain,
    };
    if change.names_it() {
        return Phrase::dim(format!("  {:<5} ", change.kind.mark())).and(change.words(), role);
    }
    Phrase::plain("      ").and(change.words(), role)
}

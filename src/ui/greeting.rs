//! The opening line: what the board is, its day, and what to try, until the first key.

use super::canvas::Canvas;
use crate::{
    app::{App, Plan},
    board::Board,
    command::Command,
    look::{Phrase, Role, fit},
    panel::Panel,
};

/// Cells that the name of a board takes at most.
const NAME: usize = 30;

pub(super) fn draw(app: &App, plan: &Plan, canvas: &mut Canvas) {
    let (Some(area), Some(board)) = (plan.greeting, app.board()) else { return };
    // The corners stay: the line lies over a border.
    let room = usize::from(area.width).saturating_sub(2);
    let line = Phrase::plain(" ").join(words(app, board, room.saturating_sub(2)));
    let rest = " ".repeat(room.saturating_sub(line.width()));
    let cells = area.width.saturating_sub(2);
    canvas.line(area.x + 1, area.y, cells, &line.and(rest, Role::Plain));
}

/// The longest form that fits; a small screen is told the keys at least.
fn words(app: &App, board: &Board, room: usize) -> Phrase {
    let title = &board.scenario().header.title;
    let name = fit(title.split(':').next().unwrap_or(title), NAME);
    let day = board.clock.as_of.format("%-d %B %Y");
    let panel = to_try(app);
    let key = |command: Command| Phrase::new(command.key(), Role::Key);
    let keys = |panel_words: &str| {
        let panel = key(app.front().command(panel)).and(panel_words, Role::Plain);
        let keys = [panel, key(Command::Open), key(Command::MorningPage)];
        Phrase::plain("Try ").join(Phrase::list(keys, ", "))
    };
    let tour = Phrase::plain("; or: ").and("sitboard tour", Role::Key);
    let titled = format!(" {}", panel.title_on(board).to_lowercase());
    let head = |says: &str| Phrase::plain(format!("{name}, {day}: {says}. "));
    let forms = [
        head("what happened, who says so, what is contested")
            .join(keys(&titled))
            .join(tour.clone()),
        head("who says what").join(keys(&titled)).join(tour.clone()),
        head("who says what").join(keys("")).join(tour.clone()),
        Phrase::plain(format!("{name}: ")).join(keys("")).join(tour),
        keys(""),
    ];
    forms.into_iter().find(|form| form.width() <= room).unwrap_or_default()
}

/// The panel that is worth a look: the attacks, else the first that has rows.
fn to_try(app: &App) -> Panel {
    let has_rows = |panel: &Panel| app.shown().is_some_and(|shown| shown.length(*panel) > 0);
    let attacks = Some(Panel::Attacks).filter(has_rows);
    attacks.or_else(|| app.front().panels().into_iter().find(has_rows)).unwrap_or(Panel::Attacks)
}

//! The bulletin that is being written down: it stays chosen until it is left, and what is added
//! rests on it.

use super::opening::typing;
use crate::{
    app::{App, Effect, Overlay, Prompt},
    board::{Index, fold},
    model::{Key, Refusal, Table},
    panel::Panel,
};

/// What the prompt begins with: the bulletin selected in their list, else the one that is chosen.
pub(in crate::app) fn bulletin_in_sight(app: &App) -> String {
    let selected = || {
        let n = app.selected(app.focus).filter(|_| app.focus == Panel::Bulletins)?;
        app.board().map(|board| board.record(n).id.clone())
    };
    selected().or_else(|| app.last.bulletin.clone()).map(|id| id.to_string()).unwrap_or_default()
}

/// The bulletins that have what is typed in id or serial, the last published first.
pub(in crate::app) fn bulletins_named(text: &str, index: &Index) -> Vec<String> {
    let wanted = fold(text.trim());
    let has = |text: &str| fold(text).contains(&wanted);
    let named = index.scenario.table(Table::Bulletin).iter().filter(|bulletin| {
        has(bulletin.id.as_str()) || bulletin.text(Key::Ref).is_some_and(|serial| has(serial))
    });
    let mut named: Vec<_> = named.collect();
    let day = |when: Option<&crate::model::When>| when.and_then(|when| when.latest);
    named.sort_by_key(|bulletin| std::cmp::Reverse(day(bulletin.date())));
    named.into_iter().map(|bulletin| bulletin.id.to_string()).collect()
}

/// Chooses what was typed, or leaves the bulletin where nothing was.
pub(in crate::app) fn choose_bulletin(app: &mut App, mut prompt: Prompt) -> Vec<Effect> {
    let text = prompt.input.text().trim().to_owned();
    if text.is_empty() {
        let was = app.last.bulletin.take();
        app.say(match was {
            Some(_) => "new records stand for themselves again",
            None => "no bulletin is chosen",
        });
        return Vec::new();
    }
    let Some(board) = app.board() else { return Vec::new() };
    let read = typing(board, app.opening.today).read(Table::Event, Key::Bulletin, &text);
    let bulletin = read.and_then(|read| {
        let id = read.value.as_id().cloned();
        id.ok_or_else(|| Refusal::new(format!("`{text}` is no bulletin"), ""))
    });
    match bulletin {
        Ok(id) => {
            app.last.bulletin = Some(id);
            app.say("new records rest on it until it is left");
            Vec::new()
        }
        Err(error) => {
            prompt.error = Some(error);
            app.stays(Overlay::Prompt(prompt));
            Vec::new()
        }
    }
}

/// The bulletin that new records rest on, as the board calls it; `None` where none is chosen, or
/// this scenario has it not.
pub fn chosen_bulletin(app: &App) -> Option<String> {
    let (board, id) = (app.board()?, app.last.bulletin.as_ref()?);
    let n = board.scenario().position_in(Table::Bulletin, id)?;
    Some(board.bulletin_called(board.record(n)))
}

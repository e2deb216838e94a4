//! The end of a board, whatever ended it: a change that is being made is waited for, and what is not
//! kept is said.

use std::io::{self, Write};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use super::baseline::Store;
use super::effects::Services;
use super::views::Views;
use super::{clock, signals};
use crate::app::{App, Message, OpenScenario, SavedView, update};
use crate::board::Baseline;
use crate::look::counted;
use crate::model::{Clean, Refusal, clean};
use crate::panel::Panel;

/// How long a change that is being made is waited for.
const PATIENCE: Duration = Duration::from_secs(2);

/// Takes in what is being made of the board, which nobody sees any more; then says what of it is
/// lost.
pub fn finish(app: &mut App, services: &Services, mail: &Receiver<Message>) {
    signals::waits();
    take_in(app, services, mail);
    for (n, open) in app.workspace.numbered() {
        let name = open.place.name();
        let busy = open.history.in_hand();
        if busy > 0 {
            let (was, is) = if busy == 1 { ("was", "is") } else { ("were", "are") };
            let changes = counted(busy, "change");
            say(&format!("{name}: {changes} {was} still being made, and {is} not kept"));
        }
        if let Some(lost) = services.unkept(n).filter(|_| open.is_unsaved()) {
            say(&format!("{name}: {lost}"));
        }
    }
}

fn take_in(app: &mut App, services: &Services, mail: &Receiver<Message>) {
    let until = Instant::now() + PATIENCE;
    while app.workspace.iter().any(|open| open.history.is_busy()) {
        let left = until.saturating_duration_since(Instant::now());
        let Ok(message) = mail.recv_timeout(left) else { return };
        if left.is_zero() {
            return;
        }
        // Only what comes of what was asked for before; nothing more is asked.
        if let Message::TransactionSettled { .. } | Message::ScenarioSaved { .. } = message {
            update(app, message).into_iter().for_each(|effect| services.perform_unseen(effect));
        }
    }
}

/// Keeps where the reader left each board that was on the screen.
pub fn keep(app: &App) {
    let store = Store::of_reader();
    let views = Views::of_reader();
    for (n, open) in app.workspace.numbered().filter(|(_, open)| open.is_opened) {
        if let Some((views, index)) = views.as_ref().zip(open.index()) {
            let panel = if n == app.current { app.focus } else { Panel::default() };
            let left = SavedView::of(app, open, panel).filter(|view| !view.is_plain());
            let id = &index.scenario.header.id;
            if let Err(why) = views.change(&open.place, id, |kept| kept.left = left) {
                say(&format!("how you left {}: not kept: {}", open.place.name(), why.message));
            }
        }
        let Some(closed) = closed(open) else { continue };
        let kept = match &store {
            Some(store) => store.write(&open.place, &closed),
            None => Err(Refusal::from("no folder is named to keep it in (HOME, XDG_STATE_HOME)")),
        };
        let doubt = match kept {
            Ok(doubt) => doubt,
            Err(why) => Some(Clean::from(format!("not kept: {}", why.message))),
        };
        if let Some(doubt) = doubt {
            say(&format!("where you left {}: {doubt}", open.place.name()));
        }
    }
}

/// What the file said, as it was looked at; what was not saved is not what the file said.
fn closed(open: &OpenScenario) -> Option<Baseline> {
    let said = open.history.file.as_ref().or(open.loaded.as_ref());
    let (loaded, day) = said.zip(open.view.clock)?;
    Baseline::of(loaded, day, clock::now())
}

/// Where nobody reads it, it is in vain.
fn say(words: &str) {
    let _ = writeln!(io::stderr(), "sitboard: {}", clean(words));
}

//! A question on the board: what it says, and what its answers do.

use super::{Ask, repeating::write_anyway};
use crate::{
    app::{
        App, Effect, OpenScenario, Overlay, ScenarioIx,
        history::{self, make},
        leaving, opening_elsewhere,
    },
    command::Command,
    format::edit::Edit,
    look::{counted, wrap},
    model::Clean,
};

/// Referring records that are named in a question.
const NAMED: usize = 6;

impl Ask {
    /// What is asked, a paragraph each.
    fn words(&self, app: &App) -> Vec<String> {
        match self {
            Ask::Remove { record, word, referring } if !referring.is_empty() && *word == 0 => {
                let count = counted(referring.len(), "reference");
                let mut words = vec![app.called(record), format!("It stays: {count} to it.")];
                words.extend(referring.iter().take(NAMED).cloned());
                if referring.len() > NAMED {
                    words.push(format!("… and {} more", referring.len() - NAMED));
                }
                words
            }
            Ask::Remove { record, word: 0, .. } => {
                let key = Command::Undo.key();
                let asks = format!("Remove it with all that is said of it? {key} brings it back.");
                vec![app.called(record), asks]
            }
            Ask::Remove { record, word, .. } => {
                let key = Command::Withdraw.key();
                let account = app.account_called(record, *word);
                let asks = format!("Remove the {account}? {key} withdraws it instead.");
                vec![app.called(record), asks]
            }
            Ask::Again => {
                vec![
                    "The very same was written here less than a minute ago, and stands.".to_owned(),
                ]
            }
            Ask::Leave => {
                let unsaved = app.workspace.iter().filter(|open| open.is_unsaved());
                let told = |open: &OpenScenario| {
                    let steps = &open.history.unsaved;
                    let last = steps.last().map(|step| step.name.to_string()).unwrap_or_default();
                    format!(
                        "{}: {} not saved, the last: {last}",
                        open.place.name(),
                        counted(steps.len(), "change")
                    )
                };
                unsaved.map(told).collect()
            }
            Ask::Open { all, at } => opening_elsewhere::asked(all, *at),
            Ask::Agree(loss) => vec![format!("{loss}.")],
            Ask::Anew => {
                let name = app.open_scenario().map(|open| open.place.name()).unwrap_or_default();
                vec![format!("{name} was moved or removed. It can be written anew.")]
            }
            Ask::LeftOver => {
                let left = app.open_scenario().map(|open| open.history.left.as_slice());
                let left = left.unwrap_or_default();
                let count = counted(left.len(), "change");
                let names = left.iter().map(|kept| kept.name.clone());
                let head = format!("A board that did not come to its end left {count} here:");
                let mut words = listed(head, names);
                words.extend(remarks(app));
                words
            }
            Ask::Unreadable => remarks(app),
            Ask::DiscardLeftOver => {
                let left = app.open_scenario().map(|open| open.history.left.as_slice());
                let left = left.unwrap_or_default();
                let names = left.iter().map(|kept| kept.name.clone());
                let mut words = listed(would_be_lost(left.len()), names);
                let key = Command::Undo.key();
                words.push(format!("{key} brings them back until the board is left."));
                words
            }
            Ask::DiscardAndLeave => {
                let unsaved = app.workspace.iter().filter(|open| open.is_unsaved());
                let told = |open: &OpenScenario| {
                    let steps = &open.history.unsaved;
                    let names = steps.iter().rev().map(|step| step.name.to_string());
                    let head = format!("{}: {}", open.place.name(), would_be_lost(steps.len()));
                    listed(head, names)
                };
                unsaved.flat_map(told).collect()
            }
        }
    }

    /// What is asked, in lines.
    pub fn lines(&self, app: &App, cells: usize) -> Vec<String> {
        self.words(app).iter().flat_map(|words| wrap(words, cells)).collect()
    }
}

/// What is to be said of changes that were left, beside their names.
fn remarks(app: &App) -> Vec<String> {
    let open = app.open_scenario().into_iter();
    open.flat_map(|open| &open.history.remarks).map(Clean::to_string).collect()
}

fn would_be_lost(count: usize) -> String {
    format!("{} would be lost:", counted(count, "change"))
}

/// What is asked about, and the names of the first of those that it is about.
fn listed(head: String, names: impl ExactSizeIterator<Item = String>) -> Vec<String> {
    let rest = names.len().saturating_sub(NAMED);
    let more = (rest > 0).then(|| format!("… and {rest} more"));
    [head].into_iter().chain(names.take(NAMED)).chain(more).collect()
}

/// A key that answers a question.
pub fn answer(app: &mut App, ask: Ask, command: Option<Command>) -> Vec<Effect> {
    let answers = |command: &Command| ask.answers().iter().any(|(known, _)| known == command);
    let answer = match command {
        Some(Command::Escape) => {
            app.overlay = match ask {
                Ask::Again => app.repeat.take().map(|(.., typed)| typed),
                ask => ask.before().map(Overlay::Ask),
            };
            return Vec::new();
        }
        _ if ask.answers().is_empty() => return Vec::new(), // it only told something
        Some(command) if answers(&command) => command,
        _ => {
            app.overlay = Some(Overlay::Ask(ask));
            return Vec::new();
        }
    };
    let n = app.current;
    match (ask, answer) {
        (Ask::Remove { record, word, .. }, _) => {
            let called = app.called(&record);
            let (name, edit) = match word {
                0 => {
                    app.trail.clear();
                    (format!("removed: {called}"), Edit::RemoveRecord { record })
                }
                _ => (
                    format!("{} removed: {called}", app.account_called(&record, word)),
                    Edit::RemoveAccount { record, word },
                ),
            };
            make(app, name, vec![edit], None)
        }
        (Ask::Again, _) => match app.repeat.take() {
            Some((name, edits, typed)) => write_anyway(app, name, edits, typed),
            None => Vec::new(),
        },
        (Ask::Leave, Command::SaveAndQuit) => {
            app.leaving = true;
            let unsaved = app.workspace.numbered().filter(|(_, open)| open.is_unsaved());
            let unsaved: Vec<ScenarioIx> = unsaved.map(|(n, _)| n).collect();
            unsaved.into_iter().flat_map(|n| history::save(app, n, false)).collect()
        }
        (Ask::Leave, _) => {
            app.overlay = Some(Overlay::Ask(Ask::DiscardAndLeave));
            Vec::new()
        }
        (Ask::DiscardAndLeave, _) => leaving::quit(app),
        (Ask::Open { all, at }, Command::NextFile) => {
            let at = (at + 1) % all.len().max(1);
            app.overlay = Some(Overlay::Ask(Ask::Open { all, at }));
            Vec::new()
        }
        (Ask::Open { mut all, at }, _) => opening_elsewhere::open(app, all.swap_remove(at)),
        (Ask::Agree(loss), _) => {
            app.workspace[n].history.agreed.push(loss);
            history::save(app, n, false)
        }
        (Ask::Anew, _) => history::save(app, n, true),
        (Ask::Unreadable, _) => Vec::new(), // it has no answers
        (Ask::LeftOver, Command::Confirm) => history::recover(app),
        (Ask::LeftOver, _) => {
            app.overlay = Some(Overlay::Ask(Ask::DiscardLeftOver));
            Vec::new()
        }
        (Ask::DiscardLeftOver, _) => {
            app.workspace[n].history.discard_left();
            let key = Command::Undo.key();
            app.say(format!("discarded what was left; {key} brings it back"));
            Vec::new()
        }
    }
}

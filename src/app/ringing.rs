//! What is said, and rung where the reader wants it, when an indicator changes its level under an open
//! board. It is about the board as it opens: whoever looks at another day, or puts voices aside, makes
//! no alarm.

use super::{App, Effect, Feeding, Ring, ScenarioIx, Shown};
use crate::model::Clean;

/// A board was worked out: where an indicator stands at another level than when it was looked at last,
/// that is said, and rung where the reader wants it.
pub(super) fn hear(app: &mut App, n: ScenarioIx, shown: &Shown) -> Option<Effect> {
    let now = shown.levels.clone()?;
    let open = app.workspace.get_mut(n)?;
    // Rows that are on their way change levels, and nothing happened.
    let is_settled = !open.feeds.iter().any(Feeding::is_under_way);
    if !is_settled || !shown.board.read.is_of(&open.read_feeds()) {
        return None;
    }
    let before = open.levels.replace(now.clone())?;
    let changes: Vec<String> = now.since(&before).into_iter().map(|change| change.words).collect();
    if changes.is_empty() {
        return None;
    }
    let words = Clean::new(&format!("{}: {}", open.called(), changes.join("; ")));
    app.say(words.clone());
    (app.ring != Ring::None).then_some(Effect::Ring(app.ring, words))
}

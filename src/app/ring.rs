//! A bell that a reader may have rung when an indicator changes its level under an open board. It is
//! about the board as it opens: whoever looks at another day, or puts voices aside, makes no alarm.

use super::{App, Effect, Feeding, ScenarioIx, Shown};
use crate::model::Clean;

/// How a terminal is asked for attention.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Ring {
    /// Not at all.
    #[default]
    None,
    /// By BEL, which sounds or flashes.
    Bell,
    /// By a notice on the desktop, as iTerm2, kitty, foot and Windows Terminal show it (OSC 9).
    Osc9,
    /// The same as urxvt, Ghostty and foot show it (OSC 777).
    Osc777,
}

impl Ring {
    /// Every way.
    pub const ALL: [Ring; 4] = [Ring::None, Ring::Bell, Ring::Osc9, Ring::Osc777];

    /// Its word in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Ring::None => "none",
            Ring::Bell => "bell",
            Ring::Osc9 => "osc9",
            Ring::Osc777 => "osc777",
        }
    }

    /// The way of a word.
    pub fn from_name(name: &str) -> Option<Ring> {
        Ring::ALL.into_iter().find(|ring| ring.name() == name)
    }
}

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

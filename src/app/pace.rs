//! How fast the days play.

use std::time::Duration;

/// Days a second, the slowest first.
const PACES: [u32; 5] = [1, 2, 4, 8, 16];

/// A pace: a position among them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PlayPace(usize);

impl Default for PlayPace {
    fn default() -> PlayPace {
        PlayPace(2)
    }
}

impl PlayPace {
    /// Days a second.
    pub fn days(self) -> usize {
        PACES[self.0] as usize
    }

    /// How long a day is seen.
    pub fn frame(self) -> Duration {
        Duration::from_secs(1) / PACES[self.0]
    }

    /// The next faster one, or the fastest.
    pub fn faster(self) -> PlayPace {
        PlayPace((self.0 + 1).min(PACES.len() - 1))
    }

    /// The next slower one, or the slowest.
    pub fn slower(self) -> PlayPace {
        PlayPace(self.0.saturating_sub(1))
    }
}

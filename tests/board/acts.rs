//! The first ten things that a new user does, in keys: without a terminal and in one they are the
//! same, and as many.

use sitboard::command::{Keystroke, parse_keys};

/// What is done, by which keys, and how many.
pub struct FirstAct {
    /// As the key map writes them.
    pub keys: &'static str,
    /// A number that grows is a way that got longer.
    pub count: usize,
}

impl FirstAct {
    /// Its keys one by one, as many as are told.
    #[track_caller]
    pub fn strokes(&self) -> Vec<Keystroke> {
        let strokes = parse_keys(self.keys).unwrap();
        assert_eq!(strokes.len(), self.count, "{}", self.keys);
        strokes
    }
}

pub const FIND_BY_DATE: FirstAct = FirstAct { keys: "2/14 jul<Enter>", count: 9 };
pub const WHO_SAYS_WHAT: FirstAct = FirstAct { keys: "2/14 jul<Enter><Enter>", count: 10 };
pub const PATROLS_ATTACKED: FirstAct = FirstAct { keys: "1", count: 1 };
pub const KNOWN_ON_A_DAY: FirstAct = FirstAct { keys: "t11 aug<Enter>", count: 8 };
pub const CHANGED_IN_A_WEEK: FirstAct = FirstAct { keys: "D7d ago<Enter>", count: 8 };
pub const END_OF_THE_CORRIDOR: FirstAct = FirstAct { keys: "9", count: 1 };
pub const ADD_AN_INCIDENT: FirstAct =
    FirstAct { keys: "i13 aug shelling ariha sofrep<Enter>", count: 30 };
pub const ADD_A_VOICE: FirstAct = FirstAct { keys: "2A<C-f>source<Enter>sohr<C-s>", count: 15 };
pub const UNDO: FirstAct = FirstAct { keys: "u", count: 1 };
pub const WRITE_THE_PAGE: FirstAct = FirstAct { keys: "R", count: 1 };

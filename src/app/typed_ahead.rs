//! What is typed before what it would meet was shown. A frame tells the board that it left
//! ([`Message::Drawn`](super::Message::Drawn)); a key that was typed before that was meant for what
//! stood there before:
//!
//! - a question, and whatever else came up by itself, takes no such key: it is given up, and told;
//! - the same where a command that takes text was refused: the text must not run as commands;
//! - while what was typed is being written, it waits until that is done;
//! - where what was typed is refused and stays to be mended, it waits until that is written, and is
//!   given up where that is left.

use std::collections::VecDeque;

use crossterm::event::KeyEvent;

use super::{App, Ask, Overlay};

/// Letters that wait at most, so that a flood cannot fill memory.
const MOST: usize = 256 * 1024;

/// A key or a paste.
#[derive(Debug)]
pub(super) enum Typed {
    Key(KeyEvent),
    Paste(String),
}

/// What was typed too early, and what it waits for.
#[derive(Debug, Default)]
pub(super) struct TypedAhead {
    /// Counts what came up: a frame before the last of them tells nothing of it.
    generation: u64,
    /// Whether what has the keys came up and no frame has shown it yet.
    is_unseen: bool,
    /// Whether what lies on top was refused: what waits is not meant for it.
    is_held: bool,
    /// Changes that were typed and are not made yet.
    writing: usize,
    /// Whether a frame has left since the last of them was asked for.
    is_writing_shown: bool,
    waiting: VecDeque<Typed>,
    /// Letters that wait.
    size: usize,
    /// Whether it was told that something was given up.
    has_told: bool,
}

/// What lies on top, as far as a reader would take it for another.
#[derive(PartialEq)]
pub(super) struct OnTop {
    kind: Option<std::mem::Discriminant<Overlay>>,
    question: Option<Question>,
}

#[derive(PartialEq)]
enum Question {
    Ask(Ask),
    /// Its position, and how many there are.
    Clash(usize, usize),
}

impl OnTop {
    pub fn of(app: &App) -> OnTop {
        let question = match &app.overlay {
            Some(Overlay::Ask(ask)) => Some(Question::Ask(ask.clone())),
            Some(Overlay::Clash(view)) => {
                let count = app.open_scenario().map_or(0, |open| open.history.clashes.len());
                Some(Question::Clash(view.at, count))
            }
            _ => None,
        };
        OnTop { kind: app.overlay.as_ref().map(std::mem::discriminant), question }
    }

    /// Whether a reader who typed without looking would be surprised by it: every question, and
    /// whatever lies on top without a key of theirs.
    pub fn surprises(&self, before: &OnTop, is_typed: bool) -> bool {
        let is_new_question = self.question.is_some() && self.question != before.question;
        is_new_question || (!is_typed && self.kind.is_some() && self.kind != before.kind)
    }
}

impl TypedAhead {
    /// Something has the keys that whoever types cannot know of.
    pub fn came_up(&mut self, takes_text: bool) {
        self.generation += 1;
        self.is_unseen = true;
        self.is_held = takes_text;
        self.has_told = false;
    }

    /// A change that was typed is on its way.
    pub fn writes(&mut self) {
        self.generation += 1;
        self.writing += 1;
        self.is_writing_shown = false;
    }

    /// A change that was typed is made, or refused.
    pub fn written(&mut self) {
        self.writing = self.writing.saturating_sub(1);
    }

    /// What was under way is lost.
    pub fn lost(&mut self) {
        self.writing = 0;
        self.give_up();
    }

    pub fn is_writing(&self) -> bool {
        self.writing > 0
    }

    /// What a frame has to tell of, if it has.
    pub fn unseen(&self) -> Option<u64> {
        let is_writing_unseen = self.writing > 0 && !self.is_writing_shown;
        let waits = self.is_unseen || is_writing_unseen || self.is_ready();
        waits.then_some(self.generation)
    }

    pub fn drawn(&mut self, generation: u64) {
        if generation == self.generation {
            self.is_unseen = false;
            self.is_writing_shown = true;
        }
    }

    pub fn is_unseen(&self) -> bool {
        self.is_unseen
    }

    pub fn has_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Whether something waits that need not wait any more.
    fn is_ready(&self) -> bool {
        self.has_waiting() && !self.is_unseen && !self.is_held && self.writing == 0
    }

    /// Whether what is typed now goes behind what waits.
    pub fn must_wait(&self) -> bool {
        match (self.is_unseen, self.is_held) {
            (true, is_held) => is_held,
            (false, true) => false, // it is meant for what stays
            (false, false) => self.has_waiting() || (self.writing > 0 && !self.is_writing_shown),
        }
    }

    /// False when there is no room.
    pub fn wait(&mut self, typed: Typed) -> bool {
        let size = match &typed {
            Typed::Key(_) => 1,
            Typed::Paste(text) => text.len(),
        };
        let has_room = self.size + size <= MOST;
        if has_room {
            self.size += size;
            self.waiting.push_back(typed);
        }
        has_room
    }

    /// The next that need not wait any more.
    pub fn next(&mut self) -> Option<Typed> {
        let next = if self.is_ready() { self.waiting.pop_front() } else { None };
        if self.waiting.is_empty() {
            self.size = 0;
        }
        next
    }

    /// Nothing lies on top any more.
    pub fn is_free(&mut self) {
        self.is_held = false;
    }

    /// Forgets what waits; whether anything did.
    pub fn give_up(&mut self) -> bool {
        self.size = 0;
        let had_any = self.has_waiting();
        self.waiting.clear();
        had_any
    }
}

impl App {
    /// Which frame has to be told of when it leaves, by [`Message::Drawn`](super::Message::Drawn);
    /// `None` while nothing depends on it.
    pub fn unseen(&self) -> Option<u64> {
        self.ahead.unseen()
    }

    /// What was typed cannot be taken as it is: it stays on top to be mended.
    pub(super) fn stays(&mut self, typed: Overlay) {
        self.overlay = Some(typed);
        self.ahead.came_up(true);
    }

    /// Tells once that something typed was not taken, beside what is said already.
    pub(super) fn tell_given_up(&mut self) {
        if std::mem::replace(&mut self.ahead.has_told, true) {
            return;
        }
        let words = "what was typed ahead is not taken";
        match self.notice.take().map(|notice| notice.words) {
            Some(said) => self.refuse(format!("{said}; {words}")),
            None => self.refuse(words),
        }
    }
}

//! The tour: eight steps over the board that stands there, each of what is seen and what to press.
//! It goes on when that was done, by whatever key; one key does it for whoever only wants to look.

use super::{App, Effect, Overlay, taking, typed_ahead::Typed};
use crate::{
    board::{Board, Knowledge, Register, full_day},
    command::{Chord, Command, keymap},
    look::wrap,
    model::{Day, Key},
    panel::Panel,
};

/// What is said where something would last.
pub(super) const KEEPS_NOTHING: &str = "nothing of this board is kept";

/// Where somebody who is led over the board stands.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tour {
    /// A position among [`Tour::ACTS`].
    at: usize,
    /// What is said there, as the board stands now.
    says: String,
}

/// One thing to look at, and what to press then.
pub struct TourAct {
    /// The step that it is a part of, from 1.
    pub step: usize,
    /// What the step is about.
    pub title: &'static str,
    says: fn(&App, &Board) -> String,
    /// What is pressed, one after another.
    pub press: &'static [TourPress],
    /// What comes of it.
    pub leads: &'static str,
    is_done: fn(&App, &Board) -> bool,
}

/// Something to press or to type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TourPress {
    /// The first key of a command.
    Key(Command),
    /// Letters.
    Text(&'static str),
}

use TourPress::{Key as Press, Text};

impl Tour {
    /// How many steps there are.
    pub const STEPS: usize = 8;

    /// What there is to see, one after another.
    pub const ACTS: &'static [TourAct] = &[
        TourAct {
            step: 1,
            title: "The morning",
            says: |_, board| {
                format!(
                    "{}. The lines at the top say where things stand, and in whose words. Is it \
                     getting worse? The board will not say; it shows who does.",
                    full_day(board.clock.as_of)
                )
            },
            press: &[Press(Command::NextPanel)],
            leads: "to the attacks",
            is_done: |app, _| app.focus == Panel::Attacks,
        },
        TourAct {
            step: 2,
            title: "A figure",
            says: |_, board| {
                format!(
                    "{}; {}. Every number is a figure that can be asked why.",
                    figure(board, "attacks-in-window"),
                    figure(board, "attacks-before")
                )
            },
            press: &[Press(Command::GoTo("why"))],
            leads: "why the panel's first figure is so",
            is_done: |app, _| app.focus == Panel::Why,
        },
        TourAct {
            step: 3,
            title: "Why",
            says: why,
            press: &[Press(Command::Open)],
            leads: "the record of the first row",
            is_done: |app, _| !app.trail.is_empty(),
        },
        TourAct {
            step: 3,
            title: "Why",
            says: |_, _| {
                "One record: what every voice says of it, on which day, with which grade, and its \
                 line in the file."
                    .to_owned()
            },
            press: &[Press(Command::Escape)],
            leads: "back",
            is_done: |app, _| app.trail.is_empty(),
        },
        TourAct {
            step: 4,
            title: "Two voices",
            says: |_, _| {
                "Where voices cannot both be right, the board keeps both and marks the place."
                    .to_owned()
            },
            press: &[Press(Command::GoTo("accounts"))],
            leads: "all of them, voice by voice",
            is_done: |app, _| app.focus == Panel::Accounts,
        },
        TourAct {
            step: 4,
            title: "Two voices",
            says: |_, board| format!("{} You need not choose.", two_voices(board)),
            press: &[Press(Command::Escape)],
            leads: "back to the board",
            is_done: |app, _| !app.front().is_page(app.focus),
        },
        TourAct {
            step: 5,
            title: "Two clocks",
            says: |_, board| {
                format!(
                    "The board stands on {} and knows what had been said by then. Go three days \
                     back.",
                    full_day(board.clock.as_of)
                )
            },
            press: &[Press(Command::GoToDay), Text("11 aug"), Press(Command::Accept)],
            leads: "to that day",
            is_done: |_, board| board.clock.as_of == day(11),
        },
        TourAct {
            step: 5,
            title: "Two clocks",
            says: |_, board| {
                format!(
                    "{}, {}: {} records of the file are still to come.",
                    full_day(board.clock.as_of),
                    board.clock.words(),
                    later(board)
                )
            },
            press: &[Press(Command::Hindsight)],
            leads: "with all that was ever told",
            is_done: |_, board| board.clock.knowledge == Knowledge::Hindsight,
        },
        TourAct {
            step: 5,
            title: "Two clocks",
            says: |_, board| {
                format!(
                    "The same day in hindsight: what was told only later appears, and {} records \
                     are to come.",
                    later(board)
                )
            },
            press: &[Press(Command::Hindsight)],
            leads: "and it is not known yet",
            is_done: |_, board| board.clock.knowledge == Knowledge::Then,
        },
        TourAct {
            step: 6,
            title: "One voice less",
            says: |_, _| "Back to the morning on which the board opened.".to_owned(),
            press: &[Press(Command::GoToDay), Text("14 aug"), Press(Command::Accept)],
            leads: "to that day",
            is_done: |_, board| board.clock.as_of == day(14),
        },
        TourAct {
            step: 6,
            title: "One voice less",
            says: |_, board| {
                format!(
                    "{}. Whose word is that? Put a voice aside and see.",
                    figure(board, "attacks-in-window")
                )
            },
            press: &[
                Press(Command::PutAside),
                Press(Command::DeleteToStart),
                Text("sofrep"),
                Press(Command::Accept),
            ],
            leads: "as if it had not spoken",
            is_done: |_, board| board.without().is_some(),
        },
        TourAct {
            step: 6,
            title: "One voice less",
            says: |_, board| {
                format!(
                    "Without {}: {}. The page lists whatever else turns.",
                    board.without().unwrap_or_default(),
                    figure(board, "attacks-in-window")
                )
            },
            press: &[
                Press(Command::PutAside),
                Press(Command::DeleteToStart),
                Press(Command::Accept),
            ],
            leads: "everybody speaks again",
            is_done: |_, board| board.without().is_none(),
        },
        TourAct {
            step: 7,
            title: "The text",
            says: |_, _| {
                "What was signed stands clause by clause, with what is held for and against each."
                    .to_owned()
            },
            press: &[Press(Command::GoTo("agreement"))],
            leads: "to the agreement",
            is_done: |app, _| app.focus == Panel::Agreement,
        },
        TourAct {
            step: 7,
            title: "The text",
            says: |_, board| {
                let against = Register::new(board).of("against");
                let most = against.into_iter().find(|figure| figure.counts_any());
                let most = most.map(|it| format!("{}: {}. ", it.labels.long, it.text()));
                format!(
                    "{}Only a voice that names a clause blames under it.",
                    capital(&most.unwrap_or_default())
                )
            },
            press: &[Press(Command::GoTo("map"))],
            leads: "where it was",
            is_done: |app, _| app.focus == Panel::Map,
        },
        TourAct {
            step: 7,
            title: "The text",
            says: |_, _| {
                "A ring is a place that is known to some kilometres. What has no point is listed \
                 and never drawn."
                    .to_owned()
            },
            press: &[Press(Command::Escape)],
            leads: "back to the board",
            is_done: |app, _| !app.front().is_page(app.focus),
        },
        TourAct {
            step: 8,
            title: "Your turn",
            says: |_, _| "A line of news is a record, read word by word as you type.".to_owned(),
            press: &[
                Press(Command::AddLine),
                Text("13 aug shelling ariha src sofrep"),
                Press(Command::FinishLine),
            ],
            leads: "writes it",
            is_done: |app, _| changes(app) > 0,
        },
        TourAct {
            step: 8,
            title: "Your turn",
            says: |_, _| {
                "It stands on the board, marked as not saved. Of this board nothing is kept anyway."
                    .to_owned()
            },
            press: &[Press(Command::Undo)],
            leads: "takes it back",
            is_done: |app, _| changes(app) == 0,
        },
        TourAct {
            step: 8,
            title: "Your turn",
            says: |_, _| "And what the others want to read, every morning:".to_owned(),
            press: &[Press(Command::MorningPage)],
            leads: "the page to send",
            is_done: |app, _| matches!(app.overlay, Some(Overlay::Page { .. })),
        },
        TourAct {
            step: 8,
            title: "Your turn",
            says: |_, _| {
                format!(
                    "That was it. {} lists the keys, once more the marks on the screen; `sitboard \
                     new` begins a board of your own.",
                    Command::Help.key()
                )
            },
            press: &[Press(Command::Escape)],
            leads: "ends the tour",
            is_done: |app, _| app.overlay.is_none(),
        },
    ];

    /// A position among [`Tour::ACTS`].
    pub fn position(&self) -> usize {
        self.at
    }

    /// What is to be seen and pressed now.
    pub fn act(&self) -> &'static TourAct {
        &Tour::ACTS[self.at.min(Tour::ACTS.len() - 1)]
    }

    /// What is said, as the board stands.
    pub fn says(&self) -> &str {
        &self.says
    }

    /// Lines of a frame so wide: a rule, the words, what to press. It is the same for every act, or
    /// the board would jump.
    pub fn height(&self, width: u16) -> u16 {
        const LONGEST: usize = 160;
        let cells = usize::from(width).saturating_sub(2).max(1);
        u16::try_from(LONGEST.div_ceil(cells).max(2)).unwrap_or(2) + 2
    }

    /// The words in lines of so many cells.
    pub fn lines(&self, cells: usize) -> Vec<String> {
        wrap(&self.says, cells)
    }
}

impl TourPress {
    /// As it is said: the key's name, or the letters.
    pub fn words(self) -> String {
        match self {
            TourPress::Key(command) => command.key(),
            TourPress::Text(text) => text.to_owned(),
        }
    }
}

/// August of the year that the tour is about.
fn day(of_august: u32) -> Day {
    Day::from_ymd_opt(2020, 8, of_august).unwrap_or_default()
}

/// A figure with what it is called.
fn figure(board: &Board, id: &str) -> String {
    let figure = Register::new(board).one(id);
    figure.map_or_else(String::new, |it| capital(&format!("{}: {}", it.labels.long, it.text())))
}

fn later(board: &Board) -> String {
    Register::new(board).one("after-this-day").map_or_else(String::new, |it| it.text())
}

/// The figure that is asked about, and how many records stand in each of its groups.
fn why(app: &App, board: &Board) -> String {
    let asked = app.open_scenario().and_then(|open| open.view.asked_figures.current());
    let register = Register::new(board);
    let Some(figure) = asked.and_then(|name| register.named(name).ok()) else {
        return String::new();
    };
    let (name, grounds) = (capital(&figure.labels.long), register.why(&figure));
    format!("{name}: {}. {}, each with its reason.", figure.text(), grounds.in_words())
}

/// A kind on which voices differ: who says what.
fn two_voices(board: &Board) -> String {
    let mut matters = board.matters().iter();
    let Some(matter) = matters.find(|it| it.is_contested && it.key == Key::Kind) else {
        return String::new();
    };
    let record = board.record(matter.record);
    let voices = board.voices(record, Key::Kind).into_iter().filter_map(|said| {
        let voice = record.words[said.word].voice()?;
        Some(format!("{} says {}", board.voice_name(voice), board.in_words(Key::Kind, said.value)))
    });
    let voices: Vec<String> = voices.collect();
    format!("{}.", voices.join(", "))
}

fn changes(app: &App) -> usize {
    app.open_scenario().map_or(0, |open| open.history.done.len())
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}", letters.as_str())
}

/// Does what is asked for now, key by key.
pub(super) fn go_on(app: &mut App) -> Vec<Effect> {
    let Some(tour) = &app.tour else { return Vec::new() };
    let mut effects = Vec::new();
    for press in tour.act().press {
        let typed: Vec<Typed> = match press {
            TourPress::Key(command) => {
                let chord = keymap().chords(*command).first().copied();
                let strokes = chord.into_iter().flat_map(Chord::strokes);
                strokes.map(|stroke| Typed::Key(stroke.event())).collect()
            }
            TourPress::Text(text) => vec![Typed::Paste((*text).to_owned())],
        };
        effects.extend(typed.into_iter().flat_map(|typed| taking::take(app, typed)));
    }
    effects
}

/// Goes on as far as was done, and says what is to be seen now.
pub(super) fn follow(app: &mut App) {
    let Some(shown) = app.shown().filter(|_| app.tour.is_some()).cloned() else { return };
    let Some(mut tour) = app.tour.take() else { return };
    let board = &shown.board;
    // What was asked for is still being worked out.
    let clock = app.open_scenario().and_then(|open| open.view.clock);
    let is_coming = clock != Some(board.clock);
    while !is_coming && tour.at < Tour::ACTS.len() && (tour.act().is_done)(app, board) {
        tour.at += 1;
    }
    if tour.at == Tour::ACTS.len() {
        return leave_with(app);
    }
    tour.says = (tour.act().says)(app, board);
    app.tour = Some(tour);
}

/// Ends the tour, if there is one.
pub(super) fn leave(app: &mut App) {
    if app.tour.take().is_some() {
        leave_with(app);
    }
}

fn leave_with(app: &mut App) {
    let key = Command::Quit.key();
    app.say(format!("the tour is over; look on, {KEEPS_NOTHING}; {key} leaves it"));
}

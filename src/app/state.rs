//! The whole state of the board.

use std::sync::Arc;

use super::{Effect, Overlay, Page, Place, Request, Shown, Volume, Written, feeds, work::why_not};
use crate::{
    board::{Board, Book, Clock, Knowledge, Query, RowAt, Unreadable, opening_day, typed_day},
    format::typed::Last,
    look::{Glyphs, Theme},
    model::{Clean, Day, Scenario},
    panel::Panel,
};

/// Everything that is on the board.
#[derive(Debug)]
pub struct App {
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    pub shelf: Vec<Volume>,
    pub current: usize,
    pub focus: Panel,
    /// The panel of the board that had the keys last: where a page goes back to.
    pub home: Panel,
    pub zoomed: bool,
    /// Open details, the last on top.
    pub trail: Vec<Page>,
    pub overlay: Option<Overlay>,
    /// The morning page that was written last.
    pub page: Option<Written>,
    /// What was said last, until the next key.
    pub notice: Option<Notice>,
    pub theme: Theme,
    /// What maps are drawn with.
    pub glyphs: Glyphs,
    pub mouse: bool,
    /// Whether every change is saved at once.
    pub autosave: bool,
    /// Whether nothing is to be changed.
    pub read_only: bool,
    /// What was typed last, which a new record begins with.
    pub last: Last,
    /// What the file said when what lies on top was opened to change it.
    pub(super) opened: Option<Book>,
    /// What was typed and refused while something else lay on top, with what it was meant for.
    pub(super) typed: Vec<(Overlay, Book)>,
    /// Filters and searches that were typed before, the latest last.
    pub(super) typed_before: (Vec<String>, Vec<String>),
    /// To be left as soon as all is saved.
    pub(super) leaving: bool,
    /// The first key of two.
    pub(super) prefix: Option<char>,
    /// The number of the run, while the days play.
    pub playing: Option<u64>,
    /// Runs of play so far: a tick of an earlier one is stale.
    pub(super) runs: u64,
    pub opening: Opening,
}

/// A line for the footer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    pub words: Clean,
    pub is_refusal: bool,
}

/// How the board opens, from the command line; read against each scenario when it is there.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Opening {
    /// A filter that holds from the start.
    pub filter: Option<String>,
    pub as_of: Option<String>,
    pub known_by: Option<String>,
    pub hindsight: bool,
    /// Today: what a file without any date opens on.
    pub today: Day,
}

impl Opening {
    pub fn query(&self, scenario: &Scenario) -> Result<Query, Unreadable> {
        self.filter.as_ref().map_or(Ok(Query::default()), |text| Query::parse(text, scenario))
    }

    pub fn clock(&self, scenario: &Scenario) -> Result<Clock, Unreadable> {
        let day = opening_day(scenario).unwrap_or(self.today);
        let opens = Clock::then(day);
        let read = |text: &String| typed_day(text, scenario, opens, self.today);
        let as_of = self.as_of.as_ref().map_or(Ok(day), read)?;
        let knowledge = match &self.known_by {
            Some(text) => Knowledge::By(read(text)?),
            None if self.hindsight => Knowledge::Hindsight,
            None => Knowledge::Then,
        };
        Ok(Clock { as_of, knowledge })
    }
}

impl App {
    pub fn new(places: Vec<Place>, size: (u16, u16), theme: Theme, opening: Opening) -> Self {
        App {
            size,
            shelf: places.into_iter().map(Volume::new).collect(),
            current: 0,
            focus: Panel::default(),
            home: Panel::default(),
            zoomed: false,
            trail: Vec::new(),
            overlay: None,
            page: None,
            notice: None,
            theme,
            glyphs: Glyphs::default(),
            mouse: false,
            autosave: false,
            read_only: false,
            last: Last::default(),
            opened: None,
            typed: Vec::new(),
            typed_before: Default::default(),
            leaving: false,
            prefix: None,
            playing: None,
            runs: 0,
            opening,
        }
    }

    /// What has to happen before anything else: watch the files, read the one that opens. The
    /// others are read once it stands.
    pub fn start(&mut self) -> Vec<Effect> {
        let paths = self.shelf.iter().filter_map(|volume| volume.place.path().cloned()).collect();
        self.open_current();
        let mut effects = vec![Effect::Follow(paths)];
        effects.extend(self.load_once(self.current));
        effects
    }

    /// Takes note that the current volume is on the screen.
    pub(super) fn open_current(&mut self) {
        self.shelf.get_mut(self.current).into_iter().for_each(|volume| volume.is_opened = true);
    }

    /// Reads a volume that was never read.
    pub(super) fn load_once(&mut self, volume: usize) -> Option<Effect> {
        let held = self.shelf.get_mut(volume).filter(|held| !held.is_asked_for)?;
        held.is_asked_for = true;
        Some(self.load(volume))
    }

    /// Reads every volume that was never read.
    pub(super) fn load_the_rest(&mut self) -> Vec<Effect> {
        (0..self.shelf.len()).filter_map(|volume| self.load_once(volume)).collect()
    }

    pub(super) fn load(&self, volume: usize) -> Effect {
        let held = &self.shelf[volume];
        Effect::Load { volume, place: held.place.clone(), before: held.index().cloned() }
    }

    pub fn volume(&self) -> Option<&Volume> {
        self.shelf.get(self.current)
    }

    pub(super) fn volume_mut(&mut self) -> Option<&mut Volume> {
        self.shelf.get_mut(self.current)
    }

    /// Whether the current volume has neither a board nor a reason for having none yet.
    pub fn is_reading(&self) -> bool {
        self.volume().is_some_and(|volume| volume.shown.is_none() && volume.fault.is_none())
    }

    pub fn shown(&self) -> Option<&Arc<Shown>> {
        self.volume()?.shown.as_ref()
    }

    pub fn board(&self) -> Option<&Board> {
        self.shown().map(|shown| &shown.board)
    }

    /// The record selected in a panel, by position.
    pub fn selected(&self, panel: Panel) -> Option<usize> {
        let volume = self.volume()?;
        let list = &volume.view.lists[panel.number()];
        let (selected, shown) = (list.selected.as_ref()?, volume.shown.as_ref()?);
        let n = shown.record_at(panel, list.at)?;
        // Another one is meant than stands there: its rows are still being worked out.
        let is_coming = list.is_here && shown.board.record(n).id != *selected;
        Some(n).filter(|_| !is_coming)
    }

    /// The row of a feed selected in a panel.
    pub fn selected_fed(&self, panel: Panel) -> Option<RowAt> {
        let volume = self.volume()?;
        let at = volume.view.lists[panel.number()].at;
        volume.shown.as_ref()?.row(panel, at)?.fed
    }

    /// A detail of what is selected in a panel.
    pub fn page_of(&self, panel: Panel) -> Option<Page> {
        let board = self.board()?;
        let of_fed = || Some(Page::of_fed(board, self.selected_fed(panel)?));
        self.selected(panel).map(|record| Page::of(board, record)).or_else(of_fed)
    }

    pub(super) fn say(&mut self, words: impl Into<Clean>) {
        self.notice = Some(Notice { words: words.into(), is_refusal: false });
    }

    pub(super) fn refuse(&mut self, words: impl Into<Clean>) {
        self.notice = Some(Notice { words: words.into(), is_refusal: true });
    }

    /// Why the current volume cannot be changed, if it cannot.
    pub fn cannot_change(&self) -> Option<Clean> {
        match self.volume() {
            _ if self.read_only => Some("the board is read-only".into()),
            Some(volume) => {
                why_not(volume).map(Clean::from).or_else(|| volume.work.blocked.clone())
            }
            None => Some("no board is open".into()),
        }
    }

    /// Whether any volume says what its file does not.
    pub fn is_unsaved(&self) -> bool {
        self.shelf.iter().any(Volume::is_unsaved)
    }

    /// What was typed was refused: it comes back to be mended, now or when nothing else lies on
    /// top.
    pub(super) fn bring_back(&mut self, mut typed: Overlay, basis: Book, why: Clean) {
        self.refuse(why.clone());
        match &mut typed {
            Overlay::Form(form) => form.refused = Some(why),
            Overlay::Line(line) => line.refused = Some(why),
            _ => {}
        }
        match self.overlay {
            None => {
                self.overlay = Some(typed);
                self.opened = Some(basis);
            }
            Some(_) => self.typed.push((typed, basis)),
        }
    }

    /// Asks for a volume to be worked out anew.
    pub(super) fn derive(&mut self, volume: usize) -> Vec<Effect> {
        let wanted = feeds::wanted(self, volume);
        let Some(held) = self.shelf.get_mut(volume) else { return Vec::new() };
        held.tell_of_feeds();
        let Some(index) = held.index().cloned() else { return Vec::new() };
        held.generation += 1;
        let clock = match held.view.clock {
            Some(clock) => clock,
            None => Clock::then(opening_day(&index.scenario).unwrap_or(self.opening.today)),
        };
        held.view.clock = Some(clock);
        let request = Request {
            volume,
            generation: held.generation,
            index,
            feeds: held.fed(),
            clock,
            query: held.view.query.clone(),
            before: held.shown.clone(),
            window: held.view.window,
            since: held.view.since.clone(),
            sorts: held.view.sorts,
            page: Some(self.focus).filter(|panel| panel.is_page()),
        };
        // The board first, then what it lives on.
        [Effect::Derive(Box::new(request))].into_iter().chain(wanted).collect()
    }
}

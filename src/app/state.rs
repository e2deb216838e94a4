//! The whole state of the board.

use std::sync::Arc;

use super::{Effect, Overlay, Page, Place, Request, Shown, Volume};
use crate::{
    board::{Board, Clock, opening_day},
    look::Theme,
    model::{Clean, Day},
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
    pub zoomed: bool,
    /// Open details, the last on top.
    pub trail: Vec<Page>,
    pub overlay: Option<Overlay>,
    /// What was said last, until the next key.
    pub notice: Option<Notice>,
    pub theme: Theme,
    pub mouse: bool,
    pub opening: Opening,
}

/// A line for the footer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    pub words: Clean,
    pub is_refusal: bool,
}

/// How the board opens, from the command line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Opening {
    /// A filter that holds from the start.
    pub filter: Option<String>,
    /// Today: what a file without any date opens on.
    pub today: Day,
}

impl App {
    pub fn new(places: Vec<Place>, size: (u16, u16), theme: Theme, opening: Opening) -> Self {
        App {
            size,
            shelf: places.into_iter().map(Volume::new).collect(),
            current: 0,
            focus: Panel::default(),
            zoomed: false,
            trail: Vec::new(),
            overlay: None,
            notice: None,
            theme,
            mouse: false,
            opening,
        }
    }

    /// What has to happen before anything else: watch the files, read them, the first one first.
    pub fn start(&self) -> Vec<Effect> {
        let paths = self.shelf.iter().filter_map(|volume| volume.place.path().cloned()).collect();
        let mut order: Vec<usize> = (0..self.shelf.len()).collect();
        order.sort_by_key(|n| *n != self.current);
        std::iter::once(Effect::Follow(paths))
            .chain(order.into_iter().map(|n| self.load(n)))
            .collect()
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
        list.selected.as_ref()?;
        volume.shown.as_ref()?.record_at(panel, list.at)
    }

    pub(super) fn say(&mut self, words: impl Into<Clean>) {
        self.notice = Some(Notice { words: words.into(), is_refusal: false });
    }

    pub(super) fn refuse(&mut self, words: impl Into<Clean>) {
        self.notice = Some(Notice { words: words.into(), is_refusal: true });
    }

    /// Asks for a volume to be worked out anew.
    pub(super) fn derive(&mut self, volume: usize) -> Vec<Effect> {
        let Some(held) = self.shelf.get_mut(volume) else { return Vec::new() };
        let Some(index) = held.index().cloned() else { return Vec::new() };
        held.generation += 1;
        let today = self.opening.today;
        let opening = || Clock::then(opening_day(&index.scenario).unwrap_or(today));
        let clock = *held.view.clock.get_or_insert_with(opening);
        let request = Request {
            volume,
            generation: held.generation,
            index,
            clock,
            query: held.view.query.clone(),
            sorts: held.view.sorts,
        };
        vec![Effect::Derive(Box::new(request))]
    }
}

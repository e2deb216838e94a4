//! The scenarios at hand: each an open scenario with its place, what was last read of it, and how
//! it is looked at.

use std::{
    collections::HashSet,
    ops::{Index as At, IndexMut as AtMut},
    sync::Arc,
};

use super::{
    EditHistory, Feeding, FileFault, Hits, KeptViews, ListState, Place, Recall, RowText,
    ScenarioIx, Shown, Since,
};
use crate::{
    board::{
        Clock, Index, LoadedFile, PageLayout, Query, RowIx, TimelineSpan, Watched, Window, map,
        says_the_same,
    },
    model::{Clean, Id, Problem, Record, Without},
    panel::{Front, Panel, Sort},
};

/// The scenarios that are open, in the order in which they are listed. None joins or leaves them
/// while the board stands, so that a position means the same one all along.
#[derive(Debug)]
pub struct Workspace(Vec<OpenScenario>);

impl Workspace {
    /// Nothing of the places is read yet.
    pub fn new(places: Vec<Place>) -> Workspace {
        Workspace(places.into_iter().map(OpenScenario::new).collect())
    }

    /// How many are open.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// `None` if none stands at this position.
    pub fn get(&self, scenario: ScenarioIx) -> Option<&OpenScenario> {
        self.0.get(scenario.index())
    }

    /// `None` if none stands at this position.
    pub fn get_mut(&mut self, scenario: ScenarioIx) -> Option<&mut OpenScenario> {
        self.0.get_mut(scenario.index())
    }

    /// All of them, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &OpenScenario> {
        self.0.iter()
    }

    /// All of them, each behind its position.
    pub fn numbered(&self) -> impl Iterator<Item = (ScenarioIx, &OpenScenario)> {
        self.positions().zip(&self.0)
    }

    /// The position of each.
    pub fn positions(&self) -> impl Iterator<Item = ScenarioIx> + use<> {
        (0..self.count()).map(ScenarioIx::new)
    }

    /// The one behind another; behind the last comes the first.
    pub fn after(&self, scenario: ScenarioIx) -> ScenarioIx {
        self.position_from(scenario, 1)
    }

    /// The one before another; before the first comes the last.
    pub fn before(&self, scenario: ScenarioIx) -> ScenarioIx {
        self.position_from(scenario, self.count().saturating_sub(1))
    }

    /// So many further on, beginning again behind the last.
    fn position_from(&self, scenario: ScenarioIx, by: usize) -> ScenarioIx {
        ScenarioIx::new((scenario.index() + by) % self.count().max(1))
    }
}

impl At<ScenarioIx> for Workspace {
    type Output = OpenScenario;

    fn index(&self, scenario: ScenarioIx) -> &OpenScenario {
        &self.0[scenario.index()]
    }
}

impl AtMut<ScenarioIx> for Workspace {
    fn index_mut(&mut self, scenario: ScenarioIx) -> &mut OpenScenario {
        &mut self.0[scenario.index()]
    }
}

/// One scenario of the workspace.
#[derive(Debug)]
pub struct OpenScenario {
    /// Where it was read from.
    pub place: Place,
    /// What was last read; of a broken file the last good one stays.
    pub loaded: Option<LoadedFile>,
    /// Why what was read last does not load; the last good reading stays in sight.
    pub fault: Option<FileFault>,
    /// What is drawn of it; `None` until it was derived for the first time.
    pub shown: Option<Arc<Shown>>,
    /// How it is looked at.
    pub view: ScenarioView,
    /// The views of it that are kept.
    pub views: KeptViews,
    /// How its indicators stood when it was looked at last as it opens.
    pub(super) levels: Option<Watched>,
    /// What was changed here.
    pub history: EditHistory,
    /// Records that the last reading changed; cleared by the next key.
    pub changed: HashSet<Id>,
    /// The event files that its scenario names.
    pub feeds: Vec<Feeding>,
    /// The tracks that are watched, by the paths that its patrols name.
    pub tracks: Vec<Clean>,
    /// What a search found in the rows of its feeds.
    pub hits: Hits,
    /// The text of the row of a feed that was looked at last.
    pub read: Option<(RowIx, RowText)>,
    /// Whether it was ever on the screen: closing the board closes it.
    pub is_opened: bool,
    /// Whether it was ever to be read.
    pub(super) is_asked_for: bool,
    /// The latest derivation asked for; answers to earlier ones are stale.
    pub(super) generation: u64,
}

/// How an open scenario is looked at; kept while others are open.
#[derive(Clone, Debug, Default)]
pub struct ScenarioView {
    /// Where the list of each panel stands, in the order of [`Panel::ALL`].
    pub lists: [ListState; Panel::ALL.len()],
    /// How each panel is sorted, in the order of [`Panel::ALL`].
    pub sorts: [Sort; Panel::ALL.len()],
    /// The front that its reader chose; `None` for the scenario's own.
    pub front: Option<Front>,
    /// The filter.
    pub query: Query,
    /// The voices that are put aside.
    pub without: Without,
    /// The figures that are asked about, one at a time.
    pub asked_figures: AskedFigures,
    /// How its page of sentences was laid out last.
    pub layout: PageLayout,
    /// What was searched for last; empty if nothing was.
    pub search: String,
    /// How many days tempo looks at.
    pub window: Window,
    /// Which days the timeline runs over.
    pub span: TimelineSpan,
    /// What it is compared with.
    pub since: Option<Since>,
    /// The baseline that was asked for last and is not there yet.
    pub asked: Option<Recall>,
    /// What the map looks at; `None` is all of it.
    pub map: Option<map::MapView>,
    /// `None` until the open scenario was read once.
    pub clock: Option<Clock>,
}

/// Figures that are asked about, by name, and which of them is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedFigures {
    /// Those of the panel, or of the row, that was asked from.
    pub names: Vec<Arc<str>>,
    /// A position among them.
    pub at: usize,
}

impl AskedFigures {
    /// The one that is looked at.
    pub fn current(&self) -> Option<&Arc<str>> {
        self.names.get(self.at)
    }

    /// Looks at the next one, or the one before; behind the last comes the first.
    pub fn step(&mut self, forward: bool) {
        let count = self.names.len().max(1);
        self.at = (self.at + if forward { 1 } else { count - 1 }) % count;
    }
}

impl OpenScenario {
    /// Which panels stand on its front: its reader's choice, else its own.
    pub fn front(&self) -> Front {
        let own = || self.index().map(|index| Front::of(&index.scenario.header));
        self.view.front.or_else(own).unwrap_or_default()
    }

    /// A scenario of which nothing was read yet.
    pub fn new(place: Place) -> Self {
        OpenScenario {
            place,
            loaded: None,
            fault: None,
            shown: None,
            view: ScenarioView::default(),
            views: KeptViews::default(),
            levels: None,
            history: EditHistory::default(),
            changed: HashSet::new(),
            feeds: Vec::new(),
            tracks: Vec::new(),
            hits: Hits::default(),
            read: None,
            is_opened: false,
            is_asked_for: false,
            generation: 0,
        }
    }

    /// The index of the last good reading; `None` if it never loaded.
    pub fn index(&self) -> Option<&Arc<Index>> {
        self.loaded.as_ref()?.index.as_ref()
    }

    /// What to call it: its title, else its place.
    pub fn title(&self) -> Clean {
        self.index().map_or_else(|| self.place.name(), |index| index.scenario.header.title.clone())
    }

    /// What to call it in a few letters: its id, else the name of its file.
    pub fn called(&self) -> Clean {
        let id = self.index().map(|index| index.scenario.header.id.to_string());
        id.unwrap_or_else(|| self.place.stem()).into()
    }

    /// The problems of the file as it is now: of a broken one those that broke it.
    pub fn problems(&self) -> &[Problem] {
        match (&self.fault, &self.loaded) {
            (Some(FileFault::Broken(problems)), _) => problems,
            (_, Some(loaded)) => &loaded.problems,
            _ => &[],
        }
    }

    /// Whether the board says what the file does not.
    pub fn is_unsaved(&self) -> bool {
        self.history.is_unsaved(self.loaded.as_ref())
    }

    /// Whether a last good board stands although the file is no longer so.
    pub fn is_stale(&self) -> bool {
        self.fault.is_some() && self.index().is_some()
    }
}

/// The records that differ between two readings: changed, or new. Where a record stands in the
/// file does not matter.
pub fn changed(before: &Index, now: &Index) -> HashSet<Id> {
    let is_changed = |record: &&Record| {
        let old = before.scenario.position_in(record.table, &record.id);
        old.is_none_or(|old| !says_the_same(before.scenario.record(old), record))
    };
    now.scenario.records().iter().filter(is_changed).map(|record| record.id.clone()).collect()
}

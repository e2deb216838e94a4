//! What many questions rest on (incidents, tempo, how an agreement is kept): worked out by the first
//! who asks, and once for each board, however many panels and figures need it.

use std::sync::{Arc, OnceLock};

use super::{
    Board, Coming, Compliance, Coverage, InZone, Incidents, Indicator, LastAttack, Ledger, Matter,
    PeopleFigure, PerhapsOne, Standing, StandingOf, Tempo, Window, WindowTable,
    figures::StatedHarm,
};
use crate::model::{Class, Key, RecordIx, Table};

/// The answers that a board has so far. A copy of a board begins without any: whoever copies one
/// does so to look through another filter or at another day.
#[derive(Debug, Default)]
pub(super) struct WorkedOut {
    classes: OnceLock<[bool; Class::ALL.len()]>,
    are_incidents: OnceLock<bool>,
    coming: OnceLock<Arc<Vec<Coming>>>,
    incidents: [OnceLock<Incidents>; Class::ALL.len()],
    groups: [OnceLock<Vec<PerhapsOne>>; Class::ALL.len()],
    /// Attacks that name a patrol, then those that name none.
    by_target: [OnceLock<Incidents>; 2],
    ran: OnceLock<Incidents>,
    killed: OnceLock<StatedHarm>,
    hurt: OnceLock<StatedHarm>,
    latest_tallies: OnceLock<Vec<RecordIx>>,
    of_patrols: OnceLock<Option<Standing>>,
    last_attack: OnceLock<LastAttack>,
    people: OnceLock<Vec<PeopleFigure>>,
    agreements: OnceLock<Arc<Vec<Compliance>>>,
    indicators: OnceLock<Arc<Vec<Indicator>>>,
    ledgers: OnceLock<Vec<Arc<Ledger>>>,
    matters: OnceLock<Arc<Vec<Matter>>>,
    in_areas: OnceLock<Vec<(InZone, Option<InZone>)>>,
    of_window: [OfWindow; Window::ALL.len()],
}

/// What rests on the length of the window as well.
#[derive(Debug, Default)]
struct OfWindow {
    tempo: OnceLock<Arc<Tempo>>,
    table: OnceLock<Arc<WindowTable>>,
    coverages: OnceLock<Vec<Coverage>>,
}

impl Clone for WorkedOut {
    fn clone(&self) -> WorkedOut {
        WorkedOut::default()
    }
}

impl Board {
    /// Whether a record of a class is on the board, whatever the filter.
    pub fn has_any_of(&self, class: Class) -> bool {
        self.worked_out.classes.get_or_init(|| self.find_classes())[class as usize]
    }

    /// Whether what the board lists beside patrols is called incidents, and not attacks.
    pub(super) fn are_incidents(&self) -> bool {
        *self.worked_out.are_incidents.get_or_init(|| self.find_whether_incidents())
    }

    /// All that comes within a week, by day.
    pub fn coming(&self) -> &Arc<Vec<Coming>> {
        self.worked_out.coming.get_or_init(|| Coming::find(self).into())
    }

    /// The incidents of a class that pass the filter.
    pub fn incidents(&self, class: Class) -> &Incidents {
        let of_class = || Incidents::of(self, &self.of_class(class));
        self.worked_out.incidents[class as usize].get_or_init(of_class)
    }

    /// The same, each with the records that it is told of by and what it may be.
    pub(super) fn groups(&self, class: Class) -> &[PerhapsOne] {
        let of_class = || Incidents::groups(self, &self.of_class(class));
        self.worked_out.groups[class as usize].get_or_init(of_class)
    }

    /// The attacks that pass the filter and name a patrol, or name none.
    pub(super) fn incidents_by_target(&self, on_patrols: bool) -> &Incidents {
        let of_target = || Incidents::of(self, &self.attacks_by_target(on_patrols));
        self.worked_out.by_target[usize::from(!on_patrols)].get_or_init(of_target)
    }

    /// The patrols that ran and pass the filter, as incidents.
    pub(super) fn incidents_of_patrols(&self) -> &Incidents {
        self.worked_out.ran.get_or_init(|| Incidents::of(self, &self.ran()))
    }

    /// How many people were killed, or hurt, as far as anybody states it.
    pub(super) fn stated_harm(&self, key: Key) -> &StatedHarm {
        let of_key = match key {
            Key::Killed => &self.worked_out.killed,
            _ => &self.worked_out.hurt,
        };
        of_key.get_or_init(|| StatedHarm::of(self, key))
    }

    /// What bodies counted last: for each counter and subject the latest visible tally, the newest
    /// first. Tallies are never added to incidents, nor to each other.
    pub fn latest_tallies(&self) -> &[RecordIx] {
        self.worked_out.latest_tallies.get_or_init(|| self.find_latest_tallies())
    }

    /// Where the joint patrols stand.
    pub(super) fn standing_of_patrols(&self) -> Option<&Standing> {
        let of_patrols = || Standing::find(self, StandingOf::Patrols);
        self.worked_out.of_patrols.get_or_init(of_patrols).as_ref()
    }

    /// The last reported attack on a patrol, and what ran since.
    pub(super) fn last_attack_on_patrol(&self) -> &LastAttack {
        self.worked_out.last_attack.get_or_init(|| LastAttack::find(self))
    }

    /// Figures of displaced people, those that count before the earlier ones.
    pub(super) fn people_figures(&self) -> &[PeopleFigure] {
        self.worked_out.people.get_or_init(|| PeopleFigure::find(self))
    }

    /// The tempo of the board's own window.
    pub fn tempo(&self) -> &Arc<Tempo> {
        let tempo = || Tempo::of(self, self.window).into();
        self.of_window(self.window).tempo.get_or_init(tempo)
    }

    /// The window table of the board's own window.
    pub fn window_table(&self) -> &Arc<WindowTable> {
        let table = || WindowTable::of(self, self.window.days()).into();
        self.of_window(self.window).table.get_or_init(table)
    }

    /// What patrols of the board's own window covered, route by route.
    pub(super) fn coverages(&self) -> &[Coverage] {
        let routes = 0..self.geography().routes.len();
        let of = |route| Coverage::of(self, route, self.window);
        self.of_window(self.window).coverages.get_or_init(|| routes.map(of).collect())
    }

    /// Every agreement, and how each is kept.
    pub fn agreements(&self) -> &Arc<Vec<Compliance>> {
        self.worked_out.agreements.get_or_init(|| Compliance::all(self).into())
    }

    /// Every indicator that is watched, in file order.
    pub fn indicators(&self) -> &Arc<Vec<Indicator>> {
        self.worked_out.indicators.get_or_init(|| Indicator::all(self).into())
    }

    /// The numbers that parties give patrols, party by party.
    pub fn ledgers(&self) -> &[Arc<Ledger>] {
        let ledgers = || Ledger::all(self).into_iter().map(Arc::new).collect();
        self.worked_out.ledgers.get_or_init(ledgers)
    }

    /// Every contested key in sight, and every word that was corrected, withdrawn or denied.
    pub fn matters(&self) -> &Arc<Vec<Matter>> {
        self.worked_out.matters.get_or_init(|| Matter::all(self).into())
    }

    /// Of each corridor and zone how many incidents stand where, and how many rows of feeds if there are any.
    pub(super) fn in_areas(&self) -> &[(InZone, Option<InZone>)] {
        let incidents: Vec<RecordIx> = self.standing_of(Table::Attack);
        let told =
            |area| (self.count_in(area, incidents.iter().copied()), self.count_rows_in(area));
        self.worked_out.in_areas.get_or_init(|| self.areas().map(told).collect())
    }

    fn of_window(&self, window: Window) -> &OfWindow {
        &self.worked_out.of_window[window as usize]
    }
}

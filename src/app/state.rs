//! The whole state of the board.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{
    ComposedReport, Effect, Notice, NoticeHolds, OpenDetail, OpenScenario, Overlay, Place,
    PlayPace, PlayedStory, Request, Ring, ScenarioIx, Settings, Shown, Tour, Workspace, feeds,
    history::why_not, laying_out, typed_ahead::TypedAhead,
};
use crate::{
    board::{
        Board, Clock, Knowledge, LoadedFile, Query, Refusal, RowIx, Subject, opening_day,
        put_aside, typed_day,
    },
    command::{Command, Context, Keystroke},
    format::{
        edit::{Edit, Target},
        typed::Last,
    },
    look::{Glyphs, Theme},
    model::{Audience, Clean, Day, LeastGrade, PointNotation, RecordIx, Scenario, Without},
    panel::{Front, Panel},
};

/// Everything that is on the board.
#[derive(Debug)]
pub struct App {
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The scenarios at hand, read or not.
    pub workspace: Workspace,
    /// The one that is looked at.
    pub current: ScenarioIx,
    /// The panel that has the keys.
    pub focus: Panel,
    /// The panel of the board that had the keys last: where a page goes back to.
    pub home: Panel,
    /// Whether the panel with the keys fills the body.
    pub zoomed: bool,
    /// Open details, the last on top.
    pub trail: Vec<OpenDetail>,
    /// What lies on top; `None` while the board itself has the keys.
    pub overlay: Option<Overlay>,
    /// The morning page that was written last.
    pub page: Option<ComposedReport>,
    /// What was said last, until the next key.
    pub notice: Option<Notice>,
    /// The colours and styles that roles are drawn in.
    pub theme: Theme,
    /// The themes that a user walks through.
    pub themes: Vec<Theme>,
    /// Whether the theme is not chosen, and so is light or dark as the terminal says that it is.
    pub follows_background: bool,
    /// What maps are drawn with.
    pub glyphs: Glyphs,
    /// Whether the board, and not the terminal, puts text that runs from right to left in order.
    pub puts_in_order: bool,
    /// How the terminal is asked for attention.
    pub ring: Ring,
    /// Whether the board takes the mouse from the terminal.
    pub mouse: bool,
    /// Whether every change is saved at once.
    pub autosave: bool,
    /// Whether nothing is to be changed.
    pub read_only: bool,
    /// What was typed last, which a new record begins with.
    pub last: Last,
    /// What the file said when what lies on top was opened to change it.
    pub(super) opened: Option<LoadedFile>,
    /// What was typed and refused while something else lay on top, with what it was meant for.
    pub(super) typed: Vec<(Overlay, LoadedFile)>,
    /// What is written once more if that is meant: its name, its edits, and where it was typed.
    pub(super) repeat: Option<(String, Vec<Edit>, Overlay)>,
    /// Records that were written within the last minute, each with the moment of it.
    pub(super) just_written: Vec<(Edit, DateTime<Utc>)>,
    /// The record that was written last, until another one is looked at.
    pub(super) written: Option<(ScenarioIx, Target)>,
    pub(super) typed_before: TypedBefore,
    pub(super) ahead: TypedAhead,
    /// To be left as soon as all is saved.
    pub(super) leaving: bool,
    /// It was left at once, with no question about what is not saved.
    pub is_interrupted: bool,
    /// The first key of two, and where it was pressed.
    pub(super) prefix: Option<(Context, Keystroke)>,
    /// The number of the run, while the days play.
    pub playing: Option<u64>,
    /// Runs of play so far: a tick of an earlier one is stale.
    pub(super) runs: u64,
    /// How fast the days play.
    pub(super) pace: PlayPace,
    /// The commands that were chosen last in the palette, the latest first.
    pub(super) recent: Vec<Command>,
    /// What the reader has set: what is set otherwise from here on was changed on the board.
    pub(super) settings: Settings,
    /// What the command line said of the first look at a scenario.
    pub opening: Opening,
    /// The moment of the message that is handled, as whoever reads the clock tells it.
    pub now: DateTime<Utc>,
    /// Whether a line says what the board is and what to try, until the first key.
    pub greets: bool,
    /// Where somebody who is led over the board stands; `None` if nobody is.
    pub tour: Option<Tour>,
    /// The story that is told; `None` if none is.
    pub played: Option<PlayedStory>,
    /// Whether nothing that is done here lasts: changes are made on the board and kept nowhere.
    pub is_practice: bool,
}

/// What was typed before, the latest last.
#[derive(Debug, Default)]
pub(super) struct TypedBefore {
    pub filters: Vec<String>,
    pub searches: Vec<String>,
}

/// How the board opens, from the command line; read against each scenario when it is there.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Opening {
    /// A filter that holds from the start.
    pub filter: Option<String>,
    /// Sources, kinds of source and feeds that are put aside from the start.
    pub without: Option<String>,
    /// The grade below which words are put aside from the start.
    pub least: Option<LeastGrade>,
    /// The day to look at, as typed; `None` for the day that the scenario opens on.
    pub as_of: Option<String>,
    /// The day whose knowledge counts, as typed; `None` for that of the day looked at.
    pub known_by: Option<String>,
    /// Whether all that was ever told counts, whatever the day.
    pub hindsight: bool,
    /// The calendar's day: what a file that is kept up opens on.
    pub today: Day,
    /// Who sees it.
    pub audience: Audience,
    /// How points are written.
    pub notation: PointNotation,
    /// The view, of those that are kept, in which the scenario opens.
    pub view: Option<String>,
    /// Whether it opens as if nobody had ever left it.
    pub is_fresh: bool,
}

impl Opening {
    /// Whether a board comes back as it was left: nothing was said of how it is to be looked at.
    pub fn comes_back(&self) -> bool {
        let asks = self.filter.is_some() || self.without.is_some() || self.least.is_some();
        let dates = self.as_of.is_some() || self.known_by.is_some() || self.hindsight;
        !(self.is_fresh || asks || dates)
    }

    /// The filter, read against a scenario; without one, that which passes everything.
    pub fn query(&self, scenario: &Scenario) -> Result<Query, Refusal> {
        self.filter.as_ref().map_or(Ok(Query::default()), |text| Query::parse(text, scenario))
    }

    /// The voices that are put aside, read against a scenario.
    pub fn without(&self, scenario: &Scenario) -> Result<Without, Refusal> {
        let list = self.without.as_deref().unwrap_or_default();
        Ok(Without { least: self.least, ..put_aside(list, scenario)? })
    }

    /// The clock to open a scenario with; errs where a day that was typed is none there.
    pub fn clock(&self, scenario: &Scenario) -> Result<Clock, Refusal> {
        let day = opening_day(scenario, self.today);
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
    /// A board before anything is read; the first of the places is looked at.
    pub fn new(places: Vec<Place>, size: (u16, u16), theme: Theme, opening: Opening) -> Self {
        App {
            size,
            workspace: Workspace::new(places),
            current: ScenarioIx::new(0),
            focus: Panel::default(),
            home: Panel::default(),
            zoomed: false,
            trail: Vec::new(),
            overlay: None,
            page: None,
            notice: None,
            theme,
            themes: Theme::ALL.to_vec(),
            follows_background: false,
            glyphs: Glyphs::default(),
            puts_in_order: false,
            ring: Ring::None,
            mouse: false,
            autosave: false,
            read_only: false,
            last: Last::default(),
            opened: None,
            typed: Vec::new(),
            repeat: None,
            just_written: Vec::new(),
            written: None,
            typed_before: TypedBefore::default(),
            ahead: TypedAhead::default(),
            leaving: false,
            is_interrupted: false,
            prefix: None,
            playing: None,
            runs: 0,
            pace: PlayPace::default(),
            recent: Vec::new(),
            settings: Settings { theme, notation: opening.notation, ..Settings::default() },
            opening,
            now: DateTime::UNIX_EPOCH,
            greets: false,
            tour: None,
            played: None,
            is_practice: false,
        }
    }

    /// What has to happen before anything else: watch the files, read the one that opens. The
    /// others are read once it stands.
    pub fn start(&mut self) -> Vec<Effect> {
        let paths = self.workspace.iter().filter_map(|open| open.place.path().cloned()).collect();
        self.open_current();
        let mut effects = vec![Effect::Follow(paths)];
        effects.extend(self.load_once(self.current));
        effects
    }

    /// Takes note that the current open scenario is on the screen.
    pub(super) fn open_current(&mut self) {
        self.workspace.get_mut(self.current).into_iter().for_each(|open| open.is_opened = true);
    }

    /// Reads an open scenario that was never read.
    pub(super) fn load_once(&mut self, scenario: ScenarioIx) -> Option<Effect> {
        let open = self.workspace.get_mut(scenario).filter(|open| !open.is_asked_for)?;
        open.is_asked_for = true;
        Some(self.load(scenario))
    }

    /// Reads every open scenario that was never read.
    pub(super) fn load_the_rest(&mut self) -> Vec<Effect> {
        self.workspace.positions().filter_map(|scenario| self.load_once(scenario)).collect()
    }

    pub(super) fn load(&self, scenario: ScenarioIx) -> Effect {
        let open = &self.workspace[scenario];
        Effect::Load { scenario, place: open.place.clone(), before: open.index().cloned() }
    }

    /// Asks the disk whether an open scenario's file can be written. `None` if it has no file.
    pub(super) fn ask_disk(&self, scenario: ScenarioIx) -> Option<Effect> {
        let path = self.workspace.get(scenario)?.place.path()?.clone();
        Some(Effect::Probe { scenario, path })
    }

    /// The scenario that is looked at; `None` of an empty workspace.
    pub fn open_scenario(&self) -> Option<&OpenScenario> {
        self.workspace.get(self.current)
    }

    pub(super) fn open_scenario_mut(&mut self) -> Option<&mut OpenScenario> {
        self.workspace.get_mut(self.current)
    }

    /// Whether the current open scenario has neither a board nor a reason for having none yet.
    pub fn is_reading(&self) -> bool {
        self.open_scenario().is_some_and(|open| open.shown.is_none() && open.fault.is_none())
    }

    /// What is shown of it; `None` until it was derived for the first time.
    pub fn shown(&self) -> Option<&Arc<Shown>> {
        self.open_scenario()?.shown.as_ref()
    }

    /// Which panels stand on the front.
    pub fn front(&self) -> Front {
        self.open_scenario().map_or_else(Front::default, OpenScenario::front)
    }

    /// The board that is shown; `None` until it was derived for the first time.
    pub fn board(&self) -> Option<&Board> {
        self.shown().map(|shown| &shown.board)
    }

    /// What is selected in a panel; `None` if nothing is, or it is still being worked out.
    pub fn selected_subject(&self, panel: Panel) -> Option<Subject> {
        let open = self.open_scenario()?;
        let list = &open.view.lists[panel.number()];
        let (selected, shown) = (list.selected.as_ref()?, open.shown.as_ref()?);
        let row = shown.row(panel, list.at)?;
        if row.is_of_all {
            return None;
        }
        let subject = row.subject;
        // Another one is meant than stands there: its rows are still being worked out.
        let is_coming = list.is_here && shown.board.subject_id(subject) != *selected;
        Some(subject).filter(|_| !is_coming)
    }

    /// The record selected in a panel, by position; `None` if it is a row of a feed.
    pub fn selected(&self, panel: Panel) -> Option<RecordIx> {
        self.selected_subject(panel)?.record()
    }

    /// The row of a feed selected in a panel; `None` if it is a record.
    pub fn selected_feed_row(&self, panel: Panel) -> Option<RowIx> {
        self.selected_subject(panel)?.feed_row()
    }

    /// A detail of what is selected in a panel.
    pub fn page_of(&self, panel: Panel) -> Option<OpenDetail> {
        Some(OpenDetail::of(self.board()?, self.selected_subject(panel)?))
    }

    pub(super) fn say(&mut self, words: impl Into<Clean>) {
        self.notice =
            Some(Notice { words: words.into(), is_refusal: false, holds: NoticeHolds::Always });
    }

    pub(super) fn refuse(&mut self, words: impl Into<Clean>) {
        self.notice =
            Some(Notice { words: words.into(), is_refusal: true, holds: NoticeHolds::Always });
    }

    /// Says for how long what was said last is true.
    pub(super) fn holds(&mut self, holds: NoticeHolds) {
        self.notice.iter_mut().for_each(|notice| notice.holds = holds);
    }

    /// Takes back what was said and is true no more.
    pub(super) fn expire(&mut self) {
        let open = self.open_scenario();
        let is_true = match self.notice.as_ref().map(|notice| notice.holds) {
            None | Some(NoticeHolds::Always) => true,
            Some(NoticeHolds::WhilePlaying) => self.playing.is_some(),
            Some(NoticeHolds::WhileSearching) => open.is_some_and(|open| open.hits.is_under_way()),
            Some(NoticeHolds::WhileMissing(scenario, panel)) => {
                let is_missing = |open: &OpenScenario| {
                    let list = &open.view.lists[panel.number()];
                    list.selected.is_some() && !list.is_here
                };
                self.current == scenario && open.is_some_and(is_missing)
            }
        };
        if !is_true {
            self.notice = None;
        }
    }

    /// Why the current open scenario cannot be changed, if it cannot.
    pub fn cannot_change(&self) -> Option<Clean> {
        match self.open_scenario() {
            _ if self.read_only => Some("the board is read-only".into()),
            // A record without some of its words is not what the file says.
            Some(open) if !open.view.without.is_empty() => {
                let key = Command::PutAside.key();
                Some(
                    format!("nothing is changed while voices are put aside; {key} ends that")
                        .into(),
                )
            }
            Some(open) if self.is_practice && open.index().is_some() => None,
            Some(open) => why_not(open).map(Clean::from).or_else(|| open.history.blocked.clone()),
            None => Some("no board is open".into()),
        }
    }

    /// Whether any open scenario says what its file does not.
    pub fn is_unsaved(&self) -> bool {
        self.workspace.iter().any(OpenScenario::is_unsaved)
    }

    /// What was typed was refused: it comes back to be mended, now or when nothing else lies on
    /// top.
    pub(super) fn bring_back(&mut self, mut typed: Overlay, basis: LoadedFile, why: Clean) {
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

    /// Asks for an open scenario to be worked out anew.
    pub(super) fn derive(&mut self, scenario: ScenarioIx) -> Vec<Effect> {
        let wanted = feeds::wanted(self, scenario);
        let cells = laying_out::layout(self).cells;
        let Some(open) = self.workspace.get_mut(scenario) else { return Vec::new() };
        open.tell_of_feeds();
        let Some(index) = open.index().cloned() else { return Vec::new() };
        open.generation += 1;
        let clock = match open.view.clock {
            Some(clock) => clock,
            None => Clock::then(opening_day(&index.scenario, self.opening.today)),
        };
        open.view.clock = Some(clock);
        open.view.layout.cells = cells;
        open.view.layout.notation = self.opening.notation;
        let front = open.front();
        let request = Request {
            scenario,
            generation: open.generation,
            index,
            feeds: open.read_feeds(),
            clock,
            query: open.view.query.clone(),
            without: open.view.without.clone(),
            asked: open.view.asked_figures.current().cloned(),
            layout: open.view.layout.clone(),
            before: open.shown.clone(),
            window: open.view.window,
            span: open.view.span,
            since: open.view.since.clone(),
            sorts: open.view.sorts,
            front,
            page: Some(self.focus).filter(|panel| front.is_page(*panel)),
            today: self.opening.today,
        };
        // The board first, then what it lives on.
        [Effect::Derive(Box::new(request))].into_iter().chain(wanted).collect()
    }
}

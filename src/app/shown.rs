//! What an open scenario looks like: the board and its four sheets, built once per change.

use std::sync::{Arc, OnceLock};

use super::{Changes, RecordHits, RecordNames, ScenarioIx, Since};
use crate::{
    board::{
        Board, Clock, Coming, FeedFile, Feeds, Figure, Index, Indicator, LastAttack, PageLayout,
        Query, Register, Standing, StandingOf, Subject, TimelineSpan, Unheard, Watched, Window,
        highest, opening_day,
    },
    model::{Day, Without},
    panel::{Front, Panel, Row, Rows, Sheet, Sort},
};

/// All that a derivation depends on.
#[derive(Clone, Debug)]
pub struct Request {
    /// Of which open scenario.
    pub scenario: ScenarioIx,
    /// Later requests have a higher number: stale answers are dropped.
    pub generation: u64,
    /// The scenario to derive from.
    pub index: Arc<Index>,
    /// What was read of its feeds.
    pub feeds: Vec<Arc<FeedFile>>,
    /// The day that is looked at, and what was known on it.
    pub clock: Clock,
    /// The filter.
    pub query: Query,
    /// The voices that are put aside.
    pub without: Without,
    /// The figure that is asked about, by its name.
    pub asked: Option<Arc<str>>,
    /// How a page of sentences is laid out.
    pub layout: PageLayout,
    /// What the open scenario looked like last: only a hint, from which the board of another day of
    /// the same file is made sooner.
    pub before: Option<Arc<Shown>>,
    /// How many days tempo looks at.
    pub window: Window,
    /// Which days the timeline runs over.
    pub span: TimelineSpan,
    /// What it is compared with.
    pub since: Option<Since>,
    /// How each panel is sorted, in the order of [`Panel::ALL`].
    pub sorts: [Sort; Panel::ALL.len()],
    /// Which panels stand on the front.
    pub front: Front,
    /// The page that is open, if one is: the others are not worked out.
    pub page: Option<Panel>,
    /// The calendar's day, by which it is known how the board opens.
    pub today: Day,
}

/// A board with the rows of every panel in sight.
pub struct Shown {
    /// The board that the rows are of.
    pub board: Board,
    /// The scenario in all its voices; that of the board, unless some are put aside.
    index: Arc<Index>,
    /// `None` of a page that is not open.
    sheets: [Option<Sheet>; Panel::ALL.len()],
    /// Where things stand, for the header.
    pub headline: Headline,
    /// The levels of the indicators, of a board as it opens; `None` of one of another day, or without
    /// some voices.
    pub levels: Option<Watched>,
    /// How many records the day keeps out of sight; `None` if it keeps none.
    pub later: Option<Figure>,
    /// What changed since the baseline, where there is one.
    pub changes: Option<Arc<Changes>>,
    names: OnceLock<RecordNames>,
}

/// Where things stand, for the header.
#[derive(Clone, Debug)]
pub struct Headline {
    /// `None` when the file has no agreement at all.
    pub agreement: Option<Option<Standing>>,
    /// Where the joint patrols stand; `None` while no status of them is known.
    pub patrols: Option<Standing>,
    /// The last reported attack on a patrol, and what ran since; `None` in a file without patrols.
    pub last_attack: Option<LastAttack>,
    /// Who has not been heard of for long.
    pub unheard: Option<Unheard>,
    /// The indicator that stands highest.
    pub indicator: Option<Indicator>,
    /// What comes within a week.
    pub coming: Arc<Vec<Coming>>,
}

impl Shown {
    /// Answers a request: pure, and the only place where rows are built.
    pub fn derive(request: Request) -> Shown {
        let whole = request.index.clone();
        let is_same_file = |shown: &&Arc<Shown>| {
            let aside = shown.board.scenario().without.as_ref();
            Arc::ptr_eq(&shown.index, &whole)
                && aside.is_none_or(|aside| *aside == request.without)
                && aside.is_some() != request.without.is_empty()
        };
        let of_file = request.before.as_ref().filter(is_same_file).map(|shown| &shown.board);
        let of_file = of_file.filter(|before| before.read.is_of(&request.feeds));
        let mut board = match of_file.filter(|before| before.query == request.query) {
            Some(before) => before.moved(request.clock),
            None => {
                let index = match of_file {
                    Some(before) => before.index.clone(),
                    None if request.without.is_empty() => whole.clone(),
                    None => whole.without(&request.without).into(),
                };
                let known = of_file.map(|before| before.read.clone());
                let feeds = known.unwrap_or_else(|| Feeds::new(&index, &request.feeds).into());
                Board::with_feeds(index, request.clock, request.query, feeds)
            }
        };
        board.index.track_reaches(); // a detail is drawn from them, and drawing waits for nothing
        board.window = request.window;
        board.span = request.span;
        board.asked = request.asked;
        board.layout = request.layout;
        let sheets = Panel::ALL.map(|panel| {
            let wanted = !request.front.is_page(panel) || request.page == Some(panel);
            wanted.then(|| panel.sheet(&board, request.sorts[panel.number()]))
        });
        let headline = Headline {
            agreement: board.agreement().map(|(_, standing)| standing),
            patrols: Standing::of(&board, StandingOf::Patrols),
            last_attack: LastAttack::if_told_of(&board),
            unheard: Unheard::on(&board),
            indicator: highest(board.indicators()).cloned(),
            coming: board.coming().clone(),
        };
        let later = Register::new(&board).one("after-this-day").filter(Figure::counts_any);
        let changes = request.since.map(|since| Arc::new(Changes::between(&since, &board)));
        let opens = || Clock::then(opening_day(board.scenario(), request.today));
        let is_as_it_opens = board.scenario().without.is_none() && board.clock == opens();
        let levels = is_as_it_opens.then(|| Watched::levels(&board));
        let names = OnceLock::new();
        Shown { board, index: whole, sheets, headline, levels, later, changes, names }
    }

    /// The records that have what was typed: by what they are called, by any of their text, or by a
    /// date. The first who asks has them named.
    pub fn find(&self, text: &str) -> RecordHits {
        let names = self.names.get_or_init(|| RecordNames::of(&self.board));
        names.find(&self.board, text)
    }

    /// A panel's sheet; `None` of a page that is still being worked out.
    pub fn sheet(&self, panel: Panel) -> Option<&Sheet> {
        self.sheets[panel.number()].as_ref()
    }

    /// The row at a place of a panel's list.
    pub fn row(&self, panel: Panel, place: usize) -> Option<Row> {
        self.sheet(panel)?.rows.get(place)
    }

    /// How long a panel's list is.
    pub fn length(&self, panel: Panel) -> usize {
        self.sheet(panel).map_or(0, |sheet| sheet.rows.len())
    }

    /// The place of a record or a row of a feed in a panel's list: of several rows of a record the
    /// `nth`, else its first.
    pub fn place_of(&self, panel: Panel, subject: Subject, nth: usize) -> Option<usize> {
        let rows = &self.sheet(panel)?.rows;
        if let Subject::FeedRow(at) = subject {
            return rows.place_of(at);
        }
        let mut of_record = places_of(rows, subject);
        let first = of_record.next();
        let found = if nth == 0 { first } else { of_record.nth(nth - 1).or(first) };
        found.map(|n| rows.place_of_record(n))
    }

    /// How many rows of the same record stand before a row.
    pub fn nth(&self, panel: Panel, place: usize) -> usize {
        let Some(sheet) = self.sheet(panel).filter(|sheet| !sheet.rows.has_feed_rows()) else {
            return 0;
        };
        let Some(row) = sheet.rows.get(place) else { return 0 };
        places_of(&sheet.rows, row.subject).position(|other| other == place).unwrap_or(0)
    }

    /// Whether a record changed since the baseline; a row of a feed, whether it is new since.
    pub fn is_touched(&self, row: &Row) -> bool {
        let changes = self.changes.as_ref().filter(|_| !row.is_line);
        changes.is_some_and(|changes| match row.subject {
            Subject::Record(record) => changes.touched.contains(&record),
            Subject::FeedRow(at) => changes.is_new_row(&self.board, at),
        })
    }
}

/// The places among the records of the rows that tell of a record; a line among them, which tells of
/// none, comes last.
fn places_of(rows: &Rows, subject: Subject) -> impl Iterator<Item = usize> + use<'_> {
    let records = rows.records();
    let of = move |n: &usize| records[*n].subject == subject;
    let of_lines = |is_line: bool| move |n: &usize| records[*n].is_line == is_line;
    let rows = (0..records.len()).filter(of).filter(of_lines(false));
    rows.chain((0..records.len()).filter(of).filter(of_lines(true)))
}

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Shown({}, {:?})", self.board.scenario().header.id, self.board.clock)
    }
}

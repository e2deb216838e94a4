//! What is seen: which records show, what each key's shown value is, and whose word that is.

use std::{
    borrow::Cow,
    sync::{Arc, OnceLock},
};

use super::{
    Clock, Feeds, Index, Knowledge, PageLayout, Query, RowIx, Said, TimelineSpan, Visibility,
    VisibleRows, Window, ZonesThen,
    record_state::{AttacksOnPatrols, RecordState},
    reported::ReportedOnBoard,
    worked_out::WorkedOut,
};
use crate::feed::Site;
use crate::model::{
    Class, ClosedWord, Day, FeedUse, Grade, Id, Interval, Key, Keys, PatrolOutcome, Record,
    RecordIx, Scenario, Table, Value, When, Word, WordsLeft,
};

/// A scenario as of a day, with what was known, through a filter.
#[derive(Clone, Debug)]
pub struct Board {
    /// The scenario with its cross-references.
    pub index: Arc<Index>,
    /// The day that is looked at, and what was known on it.
    pub clock: Clock,
    /// The filter; it narrows lists, and no figure that is told of the whole.
    pub query: Query,
    /// How many days tempo looks at.
    pub window: Window,
    /// Which days the timeline runs over.
    pub span: TimelineSpan,
    /// The figure that is asked about, by its name.
    pub asked: Option<Arc<str>>,
    /// How a page of sentences is laid out.
    pub layout: PageLayout,
    /// Record by record.
    pub(super) states: Vec<RecordState>,
    pub(super) hits: AttacksOnPatrols,
    /// The feeds as they were read, whatever the clock and the filter.
    pub read: Arc<Feeds>,
    /// The same with their rows as they stood at the clock.
    pub feeds: Arc<Feeds>,
    /// Rows of feeds in sight, by what they join.
    pub(super) feed_rows: Vec<JoinedRows>,
    /// Days that are reported, whatever the filter.
    pub(super) reported: ReportedOnBoard,
    pub(super) worked_out: WorkedOut,
    /// The zones as they were known by the clock, worked out by the first who asks.
    pub(super) zones_then: OnceLock<Arc<ZonesThen>>,
}

/// Rows of feeds in sight that join one list.
#[derive(Clone, Debug)]
pub(super) struct JoinedRows {
    pub joins: FeedUse,
    /// Those that pass the filter.
    pub filtered: VisibleRows,
    /// All of them, whatever the filter.
    pub whole: VisibleRows,
}

impl Board {
    /// The board of a scenario without the rows of its feeds.
    pub fn new(index: Arc<Index>, clock: Clock, query: Query) -> Self {
        Board::with_feeds(index, clock, query, Arc::default())
    }

    /// The same with the rows of its feeds.
    pub fn with_feeds(index: Arc<Index>, clock: Clock, query: Query, feeds: Arc<Feeds>) -> Self {
        let of_words = Board::of_words(index, clock.as_of);
        let mut board = Board { clock, query, read: feeds, ..of_words };
        board.look_at(board.scenario().all());
        board.look_at_feeds();
        board
    }

    /// The same board as others may see it.
    pub fn for_others(&self) -> Cow<'_, Board> {
        if !self.scenario().has_private() {
            return Cow::Borrowed(self);
        }
        let index = self.index.for_others();
        let board = Board::with_feeds(index, self.clock, self.query.clone(), self.read.clone());
        Cow::Owned(Board {
            window: self.window,
            span: self.span,
            asked: self.asked.clone(),
            layout: self.layout.clone(),
            ..board
        })
    }

    /// The same board without a filter: for what is told of the whole.
    pub fn unfiltered(&self) -> Cow<'_, Board> {
        if self.query.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut whole = Board { query: Query::default(), ..self.clone() };
        for state in &mut whole.states {
            state.is_matching = state.visibility != Visibility::Hidden;
        }
        whole.feed_rows.iter_mut().for_each(|joined| joined.filtered = joined.whole.clone());
        Cow::Owned(whole)
    }

    pub(super) fn look_at_feeds(&mut self) {
        self.feeds = self.read.known_then(&self.index, self.clock);
        let joined = FeedUse::ALL.iter().copied().filter(|joins| self.feeds.joins(*joins));
        let zones = self.zones_then();
        let feed_rows = |query: &Query, joins| {
            let feeds = &self.feeds;
            VisibleRows::of(feeds, &self.index, query, joins, self.clock, None, zones)
        };
        let all = Query::default();
        let joined = joined.map(|joins| JoinedRows {
            joins,
            filtered: feed_rows(&self.query, joins),
            whole: feed_rows(&all, joins),
        });
        self.feed_rows = joined.collect();
    }

    /// Rows of feeds in sight that pass the filter; `None` where no feed joins that list.
    pub fn visible_rows(&self, joins: FeedUse) -> Option<&VisibleRows> {
        self.feed_rows.iter().find(|rows| rows.joins == joins).map(|rows| &rows.filtered)
    }

    /// Of the rows that tell of attacks those that may lie in the corridor of a route, through a
    /// filter; `None` where no feed tells of any.
    pub fn rows_near_route(&self, route: usize, query: &Query) -> Option<VisibleRows> {
        let of = FeedUse::Attacks;
        let (feeds, zones) = (&self.feeds, self.zones_then());
        let feed_rows =
            || VisibleRows::of(feeds, &self.index, query, of, self.clock, Some(route), zones);
        self.feeds.joins(of).then(feed_rows)
    }

    /// The nearest day, after another or before it, on which a row of a feed begins.
    pub fn feed_day_beside(&self, from: Day, forward: bool) -> Option<Day> {
        let days = self.feed_rows.iter().filter_map(|rows| rows.whole.day_beside(from, forward));
        if forward { days.min() } else { days.max() }
    }

    /// The last day that any feed names.
    pub fn last_feed_day(&self) -> Option<Day> {
        self.feeds.files.iter().filter_map(|file| Some(file.rows.period()?.1)).max()
    }

    /// Where a row of a feed was, as its file says.
    pub fn site(&self, at: RowIx) -> Option<&Site> {
        self.feeds.files.get(at.feed)?.rows.site(at.row)
    }

    /// All rows of feeds in sight, whatever the filter.
    pub fn all_visible_rows(&self, joins: FeedUse) -> Option<&VisibleRows> {
        self.feed_rows.iter().find(|rows| rows.joins == joins).map(|rows| &rows.whole)
    }

    /// A scenario in hindsight, seen from a day, for questions about single words alone, such as what a
    /// record is called: it shows no records.
    pub fn of_words(index: Arc<Index>, as_of: Day) -> Board {
        let states = vec![RecordState::HIDDEN; index.scenario.records().len()];
        let clock = Clock { as_of, knowledge: Knowledge::Hindsight };
        Board {
            index,
            clock,
            query: Query::default(),
            window: Window::default(),
            span: TimelineSpan::default(),
            asked: None,
            layout: PageLayout::default(),
            states,
            hits: AttacksOnPatrols::default(),
            read: Arc::default(),
            feeds: Arc::default(),
            feed_rows: Vec::new(),
            reported: ReportedOnBoard::default(),
            worked_out: WorkedOut::default(),
            zones_then: OnceLock::new(),
        }
    }

    /// The same scenario at another clock, for questions about single words: what is said by then,
    /// what each voice says. It shows no records.
    pub(super) fn glance(&self, clock: Clock) -> Board {
        Board {
            index: self.index.clone(),
            clock,
            query: Query::default(),
            window: self.window,
            span: self.span,
            asked: self.asked.clone(),
            layout: self.layout.clone(),
            states: Vec::new(),
            hits: AttacksOnPatrols::default(),
            read: self.read.clone(),
            feeds: self.feeds.clone(),
            feed_rows: Vec::new(),
            reported: ReportedOnBoard::default(),
            worked_out: WorkedOut::default(),
            zones_then: OnceLock::new(),
        }
    }

    /// The scenario as it was read, whatever the clock and the filter.
    pub fn scenario(&self) -> &Scenario {
        &self.index.scenario
    }

    /// The record at a position; it need not be visible.
    pub fn record(&self, n: RecordIx) -> &Record {
        self.scenario().record(n)
    }

    /// Whether a record shows on this day; the filter has no say.
    pub fn visibility(&self, n: RecordIx) -> Visibility {
        self.states[n.index()].visibility
    }

    /// Whether a record is shown or pending; the filter has no say.
    pub fn is_visible(&self, n: RecordIx) -> bool {
        self.visibility(n) != Visibility::Hidden
    }

    /// Whether a record is visible and passes the filter.
    pub fn is_matching(&self, n: RecordIx) -> bool {
        self.states[n.index()].is_matching
    }

    /// When a visible record happened: see [`Board::date`].
    pub fn date_of(&self, n: RecordIx) -> Option<Interval> {
        self.states[n.index()].date
    }

    /// The class of a visible attack record: see [`Board::class`].
    pub fn class_of(&self, n: RecordIx) -> Option<Class> {
        self.states[n.index()].class()
    }

    /// Whether every word of a record was taken back: see [`Board::is_all_withdrawn`].
    pub fn is_taken_back(&self, n: RecordIx) -> bool {
        self.states[n.index()].is_taken_back
    }

    /// The positions of a table's visible records that pass the filter.
    pub fn shown_of(&self, table: Table) -> impl DoubleEndedIterator<Item = RecordIx> {
        self.scenario().span(table).filter(|n| self.is_matching(*n))
    }

    /// The positions of a table's visible records, whatever the filter: summaries of the whole.
    pub fn visible_of(&self, table: Table) -> impl DoubleEndedIterator<Item = RecordIx> {
        self.scenario().span(table).filter(|n| self.is_visible(*n))
    }

    /// The attacks that name a patrol: *attacked* is derived from these.
    pub fn hits(&self, patrol: &Id) -> &[RecordIx] {
        self.scenario().position(patrol).map_or(&[], |n| self.hits_on(n))
    }

    /// The same of a patrol by position.
    pub fn hits_on(&self, patrol: RecordIx) -> &[RecordIx] {
        self.hits.on(patrol)
    }

    /// The keys on which visible voices cannot both be right.
    pub fn contested(&self, n: RecordIx) -> Keys {
        self.states[n.index()].contested
    }

    /// The day on which the agreement took effect, else on which it was signed: D+0.
    pub fn start_of_agreement(&self) -> Option<Day> {
        let agreement = self.scenario().table(Table::Agreement).first()?;
        [Key::Effective, Key::Signed]
            .into_iter()
            .find_map(|key| agreement.get(key)?.as_when()?.earliest)
    }

    /// Whether nobody tells on which day it was, nor from which day on it may have been.
    pub fn is_undated(&self, n: RecordIx) -> bool {
        self.date_of(n).is_none_or(|date| date.earliest.is_none())
    }

    /// The day counted from the one on which the agreement took effect: D+0.
    pub fn day_of_agreement(&self, day: Day) -> Option<i64> {
        Some((day - self.start_of_agreement()?).num_days())
    }

    /// The same in words: `day 161`. Whether the agreement is in force is a legal question.
    pub fn day_in_words(&self, day: Day) -> Option<String> {
        Some(format!("day {}", self.day_of_agreement(day)?))
    }

    // ------------------------------------------------------------------ known

    /// Whether a word has been said by now, by a voice that is not put aside.
    pub fn is_said(&self, word: &Word) -> bool {
        !word.is_empty() && word.known().is_none_or(|known| self.clock.knows(known.day))
    }

    /// Whether its voice has taken it back by now.
    pub fn is_withdrawn(&self, word: &Word) -> bool {
        word.withdrawn().is_some_and(|day| self.clock.knows(day))
    }

    /// Whether a word counts: said and not withdrawn.
    pub fn counts(&self, word: &Word) -> bool {
        self.is_said(word) && !self.is_withdrawn(word)
    }

    /// Whether a record shows, and when it happened if it may show.
    pub(super) fn see(&self, record: &Record) -> (Visibility, Option<Interval>) {
        let is_known = record.became_known().is_none_or(|known| self.clock.knows(known.day));
        if !is_known || record.left == WordsLeft::Nothing {
            return (Visibility::Hidden, None);
        }
        let Some(date) = self.interval(record) else { return (Visibility::Shown, None) };
        if date.earliest.is_some_and(|earliest| earliest > self.clock.as_of) {
            return (Visibility::Hidden, None);
        }
        let straddles = date.latest.is_none_or(|latest| latest > self.clock.as_of);
        let may_follow = self.clock.known_by().is_none_or(|known_by| known_by > self.clock.as_of);
        let is_pending = straddles && may_follow || record.left == WordsLeft::Undated;
        let visibility = if is_pending { Visibility::Pending } else { Visibility::Shown };
        (visibility, Some(date))
    }

    /// When it happened, as its author wrote it.
    pub fn written_date<'a>(&self, record: &'a Record) -> Option<&'a When> {
        self.displayed(record, record.date_key())?.as_when()
    }

    /// When it happened, as far as known, for windows and order: a report cannot come before its
    /// event, so the interval ends on the day it became known at the latest. Plans apart.
    pub fn date(&self, record: &Record) -> Option<When> {
        let when = self.written_date(record)?;
        Some(self.last_day(record).map_or_else(|| when.clone(), |day| when.cut_to(day)))
    }

    /// The days of [`Board::date`], without its words.
    pub fn interval(&self, record: &Record) -> Option<Interval> {
        let days = self.written_date(record)?.interval();
        Some(self.last_day(record).map_or(days, |day| days.cut_to(day)))
    }

    /// The day by which a record must have happened, since it was told by then.
    fn last_day(&self, record: &Record) -> Option<Day> {
        let known = record.became_known().filter(|known| !known.assumed)?;
        let is_plan = record.table == Table::Zone
            || matches!(
                self.outcome(record),
                Some(PatrolOutcome::Planned | PatrolOutcome::Cancelled)
            );
        (!is_plan).then_some(known.day)
    }

    // ------------------------------------------------------------------ shown

    /// The shown value of a key: the desk's word, else the record's own voice's, else the latest
    /// visible account's.
    pub fn shown<'a>(&self, record: &'a Record, key: Key) -> Option<Said<'a>> {
        let words = record.words.iter().enumerate();
        let mut carrying =
            words.filter_map(|(n, word)| Some(Said { value: word.get(key)?, word: n }));
        let first = carrying.next()?;
        if carrying.next().is_none() {
            return Some(first).filter(|said| self.counts(&record.words[said.word]));
        }
        let own = record.own().voice();
        let desk = self.latest(record, key, |word| word.voice().is_some_and(Id::is_desk));
        let any = || {
            let day = |said: &Said| record.words[said.word].known().map(|known| known.day);
            self.voices(record, key).into_iter().max_by_key(day)
        };
        desk.or_else(|| self.latest(record, key, |word| word.voice() == own)).or_else(any)
    }

    /// What one voice says of a key: its latest visible word.
    fn latest<'a>(
        &self,
        record: &'a Record,
        key: Key,
        is_voice: impl Fn(&Word) -> bool,
    ) -> Option<Said<'a>> {
        let words = record.words.iter().enumerate().filter(|(_, word)| is_voice(word));
        let said =
            words.filter_map(|(n, word)| Some((word, Said { value: word.get(key)?, word: n })));
        let visible = said.filter(|(word, _)| self.counts(word));
        let latest = visible.max_by_key(|(word, _)| word.known().map(|known| known.day));
        latest.map(|(_, said)| said)
    }

    /// What each voice says of a key: its latest visible word. A later word of the same voice is a
    /// correction, not a contest.
    pub fn voices<'a>(&self, record: &'a Record, key: Key) -> Vec<Said<'a>> {
        let mut voices: Vec<(Option<Day>, Said)> = Vec::new();
        for (n, word) in record.words.iter().enumerate() {
            let Some(value) = word.get(key).filter(|_| self.counts(word)) else { continue };
            let day = word.known().map(|known| known.day);
            let said = Said { value, word: n };
            match voices
                .iter_mut()
                .find(|(_, other)| record.words[other.word].voice() == word.voice())
            {
                Some((earlier, other)) if *earlier <= day => (*earlier, *other) = (day, said),
                Some(_) => {}
                None => voices.push((day, said)),
            }
        }
        voices.into_iter().map(|(_, said)| said).collect()
    }

    /// The word that speaks for the record as a whole: its own, else the first that counts. What
    /// is said of the word itself (its source, its note, its address) is never taken from another.
    pub fn leading<'a>(&self, record: &'a Record) -> &'a Word {
        let own = record.own();
        let counts = |word: &&Word| self.counts(word);
        let leads = record.left == WordsLeft::Own && counts(&own);
        if leads { own } else { record.accounts().iter().find(counts).unwrap_or(own) }
    }

    /// The value to print: the shown one; of a record that every voice took back, what it said.
    pub fn displayed<'a>(&self, record: &'a Record, key: Key) -> Option<&'a Value> {
        let shown = self.shown(record, key).map(|said| said.value);
        shown.or_else(|| record.get(key).filter(|_| self.is_all_withdrawn(record)))
    }

    /// The keys of which nothing is shown since what the file says could not be read: a value is
    /// *not stated* only where nobody states one.
    pub fn unread(&self, record: &Record) -> Keys {
        let mut unread = Keys::NONE;
        let counting = record.words.iter().filter(|word| self.counts(word));
        let keys = counting.flat_map(|word| word.unread().iter());
        keys.filter(|key| self.displayed(record, *key).is_none())
            .for_each(|key| unread.insert(key));
        unread
    }

    /// The shown id of a key that names one; `None` where none is shown.
    pub fn shown_id<'a>(&self, record: &'a Record, key: Key) -> Option<&'a Id> {
        self.shown(record, key)?.value.as_id()
    }

    /// The shown ids of a key that names several; empty where none are shown.
    pub fn shown_ids<'a>(&self, record: &'a Record, key: Key) -> &'a [Id] {
        self.shown(record, key).map_or(&[], |said| said.value.ids())
    }

    /// The shown word of a closed list.
    pub fn shown_term<T: ClosedWord>(&self, record: &Record, key: Key) -> Option<T> {
        self.shown(record, key)?.value.term()
    }

    /// The same as files have it, of whichever list it is.
    pub fn shown_word<'a>(&'a self, record: &'a Record, key: Key) -> Option<&'a str> {
        self.shown(record, key)?.value.word()
    }

    /// How a patrol went, as shown.
    pub fn outcome(&self, record: &Record) -> Option<PatrolOutcome> {
        if record.table != Table::Patrol {
            return None;
        }
        self.shown_term(record, Key::Outcome)
    }

    /// Whether every word of the record was taken back.
    pub fn is_all_withdrawn(&self, record: &Record) -> bool {
        let mut said = record.words.iter().filter(|word| self.is_said(word)).peekable();
        said.peek().is_some() && said.all(|word| self.is_withdrawn(word))
    }

    // ------------------------------------------------------------------ voices

    /// The grade of one word: its voice's reliability beside its credibility.
    pub fn grade(&self, word: &Word) -> Grade {
        self.scenario().grade(word)
    }

    /// What to call a voice.
    pub fn voice_name<'a>(&'a self, voice: &'a Id) -> &'a str {
        if voice.is_desk() {
            return self
                .scenario()
                .source(voice)
                .and_then(|record| record.text(Key::Name))
                .map_or("desk", |name| name);
        }
        self.scenario().short_name(self.scenario().source(voice), voice)
    }

    /// A short name of any record, for a cell.
    pub fn name<'a>(&'a self, id: &'a Id) -> &'a str {
        self.scenario().short_name(self.scenario().find(id), id)
    }

    /// The actor whose ledger a voice's word belongs to.
    pub fn party_of(&self, voice: &Id) -> Option<&Id> {
        self.scenario().source(voice)?.id_of(Key::Actor)
    }

    /// Whether a record names an actor, or somebody who is part of it.
    pub fn mentions(&self, n: RecordIx, actor: &Id) -> bool {
        const KEYS: &[Key] = &[
            Key::By,
            Key::On,
            Key::Speaker,
            Key::For,
            Key::Against,
            Key::Parties,
            Key::LedBy,
            Key::To,
        ];
        let record = self.record(n);
        let names = |key: &Key| {
            let ids = self.shown_ids(record, *key);
            ids.iter().any(|id| self.scenario().is_part_of(id, actor))
        };
        KEYS.iter().filter(|key| record.table != Table::Patrol || **key == Key::By).any(names)
    }
}

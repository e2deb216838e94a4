//! A scenario: every record of one file, findable by id.

use std::collections::HashMap;

use super::{
    Clean, Counts, Credibility, Day, FrontPanel, Grade, Id, Key, LeftOut, Part, Record, RecordIx,
    RecordSpan, Reliability, Table, Value, When, Without, Word, WordsLeft, bulletin,
};

/// The `[scenario]` table.
#[derive(Clone, PartialEq, Debug)]
pub struct Header {
    /// The scenario's short name; that of its file where it gives none.
    pub id: Id,
    /// What the header of the board calls it.
    pub title: Clean,
    /// A few sentences on what it is about; `None` where the file has none.
    pub summary: Option<Clean>,
    /// IANA name of the zone that days are local to.
    pub timezone: Clean,
    /// Reporting cut-off, minutes after local midnight; 1440 is midnight itself.
    pub day_ends: u32,
    /// The day that the board opens at; `None` for today while it is kept up, else for the last day
    /// that it tells of.
    pub open_at: Option<When>,
    /// When what it is about was over; `None` while it goes on.
    pub until: Option<When>,
    /// Handling mark, such as `TLP:CLEAR`.
    pub handling: Option<Clean>,
    /// Who issues what leaves the board; `None` where the file does not say.
    pub issued_by: Option<Clean>,
    /// Where its issuer can be reached.
    pub contact: Option<Clean>,
    /// Which panels stand on the front, in order; those that it leaves open are the board's own.
    pub panels: Vec<FrontPanel>,
}

/// All that one file says. Records stand table by table, in file order within each.
#[derive(Clone, PartialEq, Debug)]
pub struct Scenario {
    /// What the file says of itself: title, zone, cut-off, handling, who issues it.
    pub header: Header,
    records: Vec<Record>,
    tables: HashMap<Table, RecordSpan>,
    by_id: HashMap<Id, RecordIx>,
    /// Those whose table has ids of its own.
    by_own_id: HashMap<(Table, Id), RecordIx>,
    /// What could not be read and is left out.
    pub left_out: LeftOut,
    /// The voices that are put aside; `None` where everybody speaks.
    pub without: Option<Without>,
    /// Whether it is what may be published of another: points are no more exact than is stated.
    pub is_published: bool,
}

impl Scenario {
    /// Sorts records by table, gives each word what its bulletin says for it, and works out from which day each word counts; `left_out` could not
    /// be read.
    pub fn new(header: Header, mut records: Vec<Record>, left_out: LeftOut) -> Self {
        records.sort_by_key(|record| record.table); // stable: file order stays within a table
        bulletin::inherit(&mut records);
        records.iter_mut().for_each(Record::date_words);
        let (mut by_id, mut by_own_id) = (HashMap::new(), HashMap::new());
        for (n, record) in records.iter().enumerate() {
            let (id, n) = (record.id.clone(), RecordIx::new(n));
            match record.table.has_own_ids() {
                true => by_own_id.entry((record.table, id)).or_insert(n),
                false => by_id.entry(id).or_insert(n),
            };
        }
        let mut first = 0;
        let of_table = |of: &[Record]| {
            let span = RecordSpan::new(first, first + of.len());
            first += of.len();
            Some((of.first()?.table, span))
        };
        let tables = records.chunk_by(|a, b| a.table == b.table).filter_map(of_table).collect();
        Scenario {
            header,
            records,
            tables,
            by_id,
            by_own_id,
            left_out,
            without: None,
            is_published: false,
        }
    }

    /// The scenario as if some voices had not spoken. Every record keeps its position, and every word
    /// left the day from which it counted.
    pub fn without(&self, without: &Without) -> Scenario {
        let mut scenario = self.clone();
        for record in &mut scenario.records {
            if record.words.iter().any(|word| word.voice().is_some()) {
                record.put_aside(|word| !self.puts_aside(without, word));
            } else if record.table == Table::Feed && without.puts_feed_aside(&record.id) {
                record.left = WordsLeft::Nothing;
            }
        }
        // Whatever is made of it is titled so.
        let title = format!("WITHOUT {}: {}", self.names_of(without), self.header.title);
        scenario.header.title = title.into();
        scenario.without = Some(without.clone());
        scenario
    }

    fn puts_aside(&self, without: &Without, word: &Word) -> bool {
        let Some(voice) = word.voice().filter(|voice| !voice.is_desk()) else { return false };
        let kind = self.source(voice).and_then(|source| source.term(Key::Kind));
        without.puts_aside(voice, kind, self.grade(word))
    }

    /// Whose words are put aside, by name.
    pub fn names_of(&self, without: &Without) -> String {
        without.words(|voice| self.short_name(self.source(voice), voice))
    }

    /// All records, table by table; a [`RecordIx`] is a position in it.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// A record by its position.
    pub fn record(&self, record: RecordIx) -> &Record {
        &self.records[record.index()]
    }

    /// The positions of all records.
    pub fn all(&self) -> RecordSpan {
        RecordSpan::new(0, self.records.len())
    }

    /// Every record with its position.
    pub fn numbered(&self) -> impl DoubleEndedIterator<Item = (RecordIx, &Record)> {
        self.all().zip(&self.records)
    }

    /// The positions of one table's records.
    pub fn span(&self, table: Table) -> RecordSpan {
        self.tables.get(&table).cloned().unwrap_or_default()
    }

    /// All records of one table, in file order.
    pub fn table(&self, table: Table) -> &[Record] {
        &self.records[self.span(table).range()]
    }

    /// What the file calls a table: by the name that it uses most, of equals the first of them;
    /// `None` while it has no record of it.
    pub fn table_name(&self, table: Table) -> Option<&'static str> {
        let uses = |name: &str| self.table(table).iter().filter(|it| it.table_name == name).count();
        let used = table.names().map(|name| (uses(name), name)).filter(|(uses, _)| *uses > 0);
        let most = used.reduce(|most, next| if next.0 > most.0 { next } else { most });
        most.map(|(_, name)| name)
    }

    /// A record by id, those apart whose table has ids of its own.
    pub fn find(&self, id: &Id) -> Option<&Record> {
        self.position(id).map(|n| self.record(n))
    }

    /// Where a record stands; `None` where no record has this id but perhaps one whose table has ids
    /// of its own.
    pub fn position(&self, id: &Id) -> Option<RecordIx> {
        self.by_id.get(id).copied()
    }

    /// The source of this id; `None` where the file does not declare it.
    pub fn source(&self, id: &Id) -> Option<&Record> {
        self.source_position(id).map(|n| self.record(n))
    }

    /// Where a source stands among the records; `None` where the file does not declare it.
    pub fn source_position(&self, id: &Id) -> Option<RecordIx> {
        self.position_in(Table::Source, id)
    }

    /// Where a record of a table stands, in the namespace of that table; `None` where none bears the
    /// id.
    pub fn position_in(&self, table: Table, id: &Id) -> Option<RecordIx> {
        if table.has_own_ids() {
            return self.by_own_id.get(&(table, id.clone())).copied();
        }
        self.position(id)
    }

    /// Where the record stands that a key refers to.
    pub fn position_named(&self, key: Key, id: &Id) -> Option<RecordIx> {
        match key.names_apart() {
            Some(table) => self.position_in(table, id),
            None => self.position(id),
        }
    }

    /// The bulletin that a word rests on; `None` where it names none.
    pub fn bulletin_of(&self, word: &Word) -> Option<RecordIx> {
        self.position_in(Table::Bulletin, word.get(Key::Bulletin)?.as_id()?)
    }

    /// The record that declares a kind of one's own.
    pub fn kind(&self, id: &Id) -> Option<&Record> {
        self.position_in(Table::Kind, id).map(|n| self.record(n))
    }

    /// How reliable a source is, when the file grades it.
    pub fn reliability(&self, source: &Id) -> Option<Reliability> {
        self.source(source)?.term(Key::Reliability)
    }

    /// The grade of one word: its voice's reliability beside its credibility.
    pub fn grade(&self, word: &Word) -> Grade {
        let credibility = match word.get(Key::Credibility) {
            Some(Value::Integer(mark)) => Credibility::new(*mark),
            _ => None,
        };
        let reliability = word.voice().and_then(|voice| self.reliability(voice));
        Grade { reliability, credibility }
    }

    /// What to call a source, actor or place: its short name, its name, else the id.
    pub fn short_name<'a>(&'a self, record: Option<&'a Record>, id: &'a Id) -> &'a str {
        let named = record.and_then(|record| record.text(Key::Short).or(record.text(Key::Name)));
        named.map_or(id.as_str(), |name| name)
    }

    /// The record's full name, or its id where it has none.
    pub fn name<'a>(&'a self, id: &'a Id) -> &'a str {
        self.find(id).and_then(|record| record.text(Key::Name)).map_or(id.as_str(), |name| name)
    }

    /// Whether `inner` is `outer` or a part of it, however deep.
    pub fn is_part_of(&self, inner: &Id, outer: &Id) -> bool {
        self.with_wholes(inner).any(|id| id == outer)
    }

    /// `id`, then what it is a part of, and so on up. Ends: the reader refuses circles.
    pub fn with_wholes<'a>(&'a self, id: &'a Id) -> impl Iterator<Item = &'a Id> {
        let up = |id: &&'a Id| self.find(id).and_then(|record| record.id_of(Key::PartOf));
        std::iter::successors(Some(id), up).take(64)
    }

    /// The parts of a breakdown that are no part of another one of them: what they add up to counts
    /// nothing twice.
    pub fn outermost<'a>(&'a self, counts: &'a Counts) -> impl Iterator<Item = &'a Part> {
        let is_named = move |id: &Id| counts.named().any(|part| &*part.name == id.as_str());
        counts.named().filter(move |part| {
            let id = Id::new(&part.name);
            id.is_none_or(|id| !self.with_wholes(&id).skip(1).any(is_named))
        })
    }

    /// What a breakdown amounts to at least: its total, or the sum of its parts.
    pub fn least_of(&self, counts: &Counts) -> u64 {
        let listed = self.outermost(counts).map(|part| part.bounds().low).sum();
        counts.total().map_or(0, |total| total.bounds().low).max(listed)
    }

    /// The first and last day of what happened, was said, counted or changed. Records that only
    /// give the background (agreements, actors) are left aside.
    pub fn happenings(&self) -> Option<(Day, Day)> {
        let records = Table::IN_PERIOD.iter().flat_map(|table| self.table(*table));
        let dates = records.filter_map(Record::date);
        let days = dates.flat_map(|when| [when.earliest, when.latest]).flatten();
        let start = self.table(Table::Agreement).iter().filter_map(|agreement| {
            let effective = agreement.get(Key::Effective).and_then(Value::as_when);
            effective.or_else(|| agreement.date())?.earliest
        });
        around(days.chain(start))
    }

    /// The last day on which anything happened, was said or was taken back; `None` where the file
    /// names no day at all. A deadline alone makes no day.
    pub fn last_day(&self) -> Option<Day> {
        let words = self.records.iter().flat_map(|record| &record.words);
        let said = words.flat_map(|word| {
            let told = word.known().map(|known| known.day);
            [told, word.withdrawn()].into_iter().flatten()
        });
        said.chain(self.period().map(|(_, last)| last)).max()
    }

    /// The last day up to `day` from which any word counts.
    pub fn last_word_by(&self, day: Day) -> Option<Day> {
        let words = self.records.iter().flat_map(|record| &record.words);
        words.filter_map(|word| Some(word.known()?.day)).filter(|known| *known <= day).max()
    }

    /// Whether it is still kept up on a day of the calendar: what it is about is not over, and its
    /// last word is not old.
    pub fn is_kept_up(&self, today: Day) -> bool {
        let until = self.header.until.as_ref().map(When::interval).and_then(|until| until.end());
        until.is_none_or(|until| today <= until)
            && self.last_word_by(today).is_some_and(|last| (today - last).num_days() < KEPT_UP)
    }

    /// The first and last day that any record names.
    pub fn period(&self) -> Option<(Day, Day)> {
        let dates = self.records.iter().filter_map(Record::date);
        around(dates.flat_map(|when| [when.earliest, when.latest]).flatten())
    }
}

/// Days without a word after which nobody keeps a file up any more.
const KEPT_UP: i64 = 60;

/// The first and last of days.
fn around(days: impl Iterator<Item = Day>) -> Option<(Day, Day)> {
    days.fold(None, |period, day| match period {
        None => Some((day, day)),
        Some((first, last)) => Some((day.min(first), day.max(last))),
    })
}

//! Cells that several panels share: dates, counts, grades, names, contested marks.

use super::{
    feed_row,
    rows::{Row, SortKey},
    sheet::Column,
    standing,
};
use crate::{
    board::{
        Board, Figure, FigureValue, RowIx, Subject, Visibility, human, in_own_words, what_of,
        written,
    },
    look::{Phrase, Role, glyph, start, width},
    model::{ActorKind, Bounds, Count, Counts, Id, Key, Record, RecordIx, Value, When},
};

/// A cell that says of a record one thing, and of a row of a feed what answers to it.
fn either(
    of_record: impl Fn(&Board, RecordIx) -> Phrase + Send + Sync + 'static,
    of_feed_row: fn(&Board, RowIx) -> Phrase,
) -> impl Fn(&Board, &Row) -> Phrase + Send + Sync + 'static {
    move |board, row| match row.subject {
        Subject::Record(record) => of_record(board, record),
        Subject::FeedRow(at) => of_feed_row(board, at),
    }
}

/// The kind of a record as `of_record` says it, of a row of a feed as its file calls it.
pub fn kind(of_record: fn(&Board, RecordIx) -> Phrase) -> impl Fn(&Board, &Row) -> Phrase {
    either(of_record, feed_row::label)
}

/// The place of a record as `of_record` says it, or the one that a feed names.
pub fn place(of_record: fn(&Board, RecordIx) -> Phrase) -> impl Fn(&Board, &Row) -> Phrase {
    either(of_record, feed_row::place)
}

/// Who is said to have acted in a record, as `of_record` says it, or both sides in a feed.
pub fn sides(of_record: fn(&Board, RecordIx) -> Phrase) -> impl Fn(&Board, &Row) -> Phrase {
    either(of_record, feed_row::sides)
}

/// Who says so: the voices of a record, or the feed with its source.
pub fn source(board: &Board, row: &Row) -> Phrase {
    either(voice, feed_row::source)(board, row)
}

/// A line in words: of a record as `of_record` says it.
pub fn caption(board: &Board, row: &Row, of_record: fn(&Board, RecordIx) -> Phrase) -> Phrase {
    either(of_record, feed_row::caption)(board, row)
}

/// The date of a record as its author wrote it; pending and contested ones say so.
pub fn date(board: &Board, n: RecordIx, cells: usize) -> Phrase {
    let record = board.record(n);
    let Some(when) = board.written_date(record) else {
        return missing(board, record, record.date_key());
    };
    let mut words = human(when, board.clock.as_of).to_string();
    // In a narrow column the sign says it shorter; an author's own words are only cut.
    if width(&words) > cells && in_own_words(when, board.clock.as_of).is_none() {
        words = words.replace("before ", "<").replace("after ", ">");
        let day = When { moment: None, ..when.clone() };
        if when.moment.is_some() {
            words = human(&day, board.clock.as_of).to_string();
        }
    }
    let mut phrase = Phrase::plain(words);
    if board.visibility(n) == Visibility::Pending {
        phrase.push(glyph::PENDING, Role::Stale);
    }
    contested(board, n, record.date_key(), phrase)
}

/// The column of dates, by which the rows of feeds are in order.
pub fn date_column(rank: u8, sizes: (usize, usize)) -> Column {
    let cell = |board: &Board, row: &Row, cells: usize| match row.subject {
        Subject::Record(record) => date(board, record, cells),
        Subject::FeedRow(at) => feed_row::when(board, at),
    };
    let key = |board: &Board, row: &Row| {
        SortKey::Day(match row.subject {
            Subject::Record(record) => {
                let date = board.date(board.record(record));
                date.and_then(|when| when.latest.or(when.earliest))
            }
            Subject::FeedRow(at) => feed_row::first_day(board, at),
        })
    };
    // An author's own words may be cut; a day may not.
    let needs = move |board: &Board, row: &Row| match row.record() {
        Some(n) => {
            let when = board.written_date(board.record(n));
            let is_day = |when: &When| in_own_words(when, board.clock.as_of).is_none();
            if when.is_some_and(is_day) { date(board, n, sizes.0).width() } else { 0 }
        }
        None => 0,
    };
    Column::sized("date", rank, sizes, cell).never_below(needs).sorted_by(key).by_day()
}

/// A column of people: counts of a key, or the figures of feeds.
pub fn people_column(title: &str, rank: u8, sizes: (usize, usize), key: Key) -> Column {
    let cell = move |board: &Board, row: &Row, cells: usize| match row.subject {
        Subject::Record(record) => count(board, record, key, cells),
        Subject::FeedRow(at) => feed_row::people(board, at, cells),
    };
    let by = move |board: &Board, row: &Row| match row.subject {
        Subject::Record(record) => count_key(board, record, key),
        Subject::FeedRow(at) => SortKey::Number(feed_row::people_number(board, at)),
    };
    Column::sized(title, rank, sizes, cell).right().sorted_by(by)
}

/// Adds `≠` where visible voices cannot both be right about `key`.
pub fn contested(board: &Board, record: RecordIx, key: Key, phrase: Phrase) -> Phrase {
    if !board.contested(record).contains(&key) {
        return phrase;
    }
    phrase.and(" ", Role::Plain).and(glyph::CONTESTED, Role::Contested)
}

/// What stands where no value of a key is shown: that nobody states one, or that it cannot be read.
pub fn missing(board: &Board, record: &Record, key: Key) -> Phrase {
    if board.unread(record).contains(&key) { Phrase::unreadable() } else { Phrase::not_stated() }
}

/// A count as written; absent is not stated, which is not zero. In fewer than its cells the same
/// is said shorter: the total without its breakdown, signs for words.
pub fn count(board: &Board, n: RecordIx, key: Key, cells: usize) -> Phrase {
    let record = board.record(n);
    let Some(value) = board.displayed(record, key) else {
        let missing = missing(board, record, key);
        // A column of figures has no room for the word: as in a spreadsheet.
        let is_cut = missing.width() > cells;
        return if is_cut { Phrase::new("err", Role::Severe) } else { missing };
    };
    let with_mark = |phrase: Phrase| contested(board, n, key, phrase);
    match value {
        Value::Count(count) => {
            let phrase = with_mark(Phrase::plain(written(count)));
            if phrase.width() <= cells { phrase } else { with_mark(in_signs(count, cells)) }
        }
        Value::Counts(counts) => {
            let total = match counts.total() {
                Some(total) => Phrase::plain(written(total)),
                None => Phrase::default(),
            };
            let parts = by_name(board, counts);
            let phrase = match (total.is_empty(), parts.is_empty()) {
                (true, _) => with_mark(parts),
                (false, true) => with_mark(total),
                (false, false) => with_mark(total).and(": ", Role::Dim).join(parts),
            };
            if phrase.width() <= cells {
                return phrase;
            }
            // A breakdown of which a part is missing would be another count.
            with_mark(match counts.total() {
                Some(total) => in_signs(total, cells),
                None => Phrase::plain(Bounds { high: None, ..counts.bounds() }.in_signs()),
            })
        }
        _ => Phrase::not_stated(),
    }
}

/// A count as its author wrote it or, where that has no room, what it means in signs.
fn in_signs(count: &Count, cells: usize) -> Phrase {
    let words = written(count);
    if width(&words) <= cells {
        return Phrase::plain(words);
    }
    Phrase::plain(match (count.low, count.best, count.high) {
        (None, None, None) => "?".to_owned(),
        // The best figure stands for its range, which a wider column has.
        (_, Some(best), _) if count.low != Some(best) || count.high != Some(best) => {
            format!("~{best}")
        }
        _ => count.bounds().in_signs(),
    })
}

pub(super) fn count_key(board: &Board, n: RecordIx, key: Key) -> SortKey {
    let low = board.shown(board.record(n), key).and_then(|said| match said.value {
        Value::Count(count) => count.central(),
        Value::Counts(counts) => Some(counts.bounds().low),
        _ => None,
    });
    SortKey::Number(low.and_then(|n| i64::try_from(n).ok()))
}

/// The parts of a count: `3 + several`, civilians apart.
fn by_name(board: &Board, counts: &Counts) -> Phrase {
    let is_civilian = |name: &str| name == "civilians" || is_population(board, name);
    let words = |civilian: bool| -> Vec<String> {
        let parts = counts.named().filter(|part| is_civilian(&part.name) == civilian);
        parts.filter_map(|part| part.count.as_ref()).map(written).collect()
    };
    let (others, civilians) = (words(false), words(true));
    let mut phrase = Phrase::plain(others.join(" + "));
    if !civilians.is_empty() {
        phrase.push(if phrase.is_empty() { "civ " } else { " · civ " }, Role::Dim);
        phrase.push(civilians.join(" + "), Role::Plain);
    }
    phrase
}

fn is_population(board: &Board, name: &str) -> bool {
    let actor = Id::new(name).and_then(|id| board.scenario().find(&id).cloned());
    actor.is_some_and(|record| record.term(Key::Kind) == Some(ActorKind::Population))
}

/// The value of a figure; where the filter leaves it as it is, that it is of `all`.
pub fn figure(board: &Board, figure: &Figure) -> Phrase {
    let role = match figure.value {
        FigureValue::Level(level, _) => standing::role_of_level(level),
        FigureValue::Listed(count) if count.high == Some(0) => Role::Stale,
        _ => Role::Plain,
    };
    let value = Phrase::figure(figure.text(), role, &figure.name());
    let is_all = figure.spec.is_whole && !board.query.is_empty();
    value.and(if is_all { " all" } else { "" }, Role::Dim)
}

/// The same with what it counts behind it, singular or plural: `1 event`, `3–4 events`.
pub fn counted_figure(board: &Board, figure: &Figure, one: &str) -> Phrase {
    let is_one = figure.value.bounds() == Some(Bounds::new(1, 1));
    let words = format!(" {one}{}", if is_one { "" } else { "s" });
    self::figure(board, figure).and(words, Role::Plain)
}

/// The same under its name, in the shortest form.
pub fn named_figure(board: &Board, figure: &Figure) -> Phrase {
    Phrase::plain(format!("{} ", figure.labels.short)).join(self::figure(board, figure))
}

/// A figure told by the day that lies so many days ago: `last reported 14 Jul`.
pub fn day_figure(board: &Board, figure: &Figure) -> Phrase {
    let days = figure.value.bounds().unwrap_or_default();
    let when = human(&board.days_ago(days), board.clock.as_of);
    let value = Phrase::figure(when.to_string(), Role::Plain, &figure.name());
    let is_all = figure.spec.is_whole && !board.query.is_empty();
    value.and(if is_all { " all" } else { "" }, Role::Dim)
}

/// Who was hurt in an incident, in signs: `, 1 killed, ≥5 hurt`; nothing where nobody tells of any.
pub(super) fn harm(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    let told = [(Key::Killed, "killed"), (Key::Injured, "hurt")].into_iter();
    told.fold(Phrase::default(), |phrase, (key, word)| {
        let bounds = match board.shown(record, key).map(|said| said.value) {
            Some(Value::Count(count)) => count.bounds(),
            Some(Value::Counts(counts)) => counts.bounds(),
            _ => return phrase,
        };
        if bounds.high == Some(0) || bounds == (Bounds { low: 0, high: None }) {
            return phrase;
        }
        let told = phrase.and(format!(", {} {word}", bounds.in_signs()), Role::Plain);
        contested(board, n, key, told)
    })
}

/// Names of actors or places; labels stand in quotes.
pub fn names(board: &Board, ids: &[Id]) -> Phrase {
    if ids.is_empty() {
        return Phrase::not_stated();
    }
    Phrase::list(ids.iter().map(|id| name(board, id)), ", ")
}

pub(super) fn name(board: &Board, id: &Id) -> Phrase {
    let role = if board.is_label(id) { Role::Label } else { Role::Plain };
    Phrase::new(board.quoted_name(id), role)
}

pub(super) fn names_of(board: &Board, n: RecordIx, key: Key) -> Phrase {
    let record = board.record(n);
    let ids = board.displayed(record, key).map_or(&[][..], Value::ids);
    if ids.is_empty() {
        return missing(board, record, key);
    }
    contested(board, n, key, names(board, ids))
}

/// The voice behind a record's own or first visible word, and how many more speak.
pub fn voice(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    let mut voices: Vec<&Id> = Vec::new();
    for word in record.words.iter().filter(|word| board.counts(word)) {
        voices.extend(word.voice().filter(|voice| !voices.contains(voice)));
    }
    let own = record.own().voice();
    let Some(first) = voices.first().copied().or(own) else { return Phrase::not_stated() };
    let phrase = Phrase::plain(board.voice_name(first));
    if voices.len() < 2 { phrase } else { phrase.and(format!(" +{}", voices.len() - 1), Role::Dim) }
}

/// The grade of the first visible word.
pub fn grade(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    Phrase::dim(board.grade(board.leading(record)).to_string())
}

/// The words of a text key, cut to the cell by whoever draws it.
pub fn text(board: &Board, record: &Record, key: Key) -> Phrase {
    match board.displayed(record, key).and_then(Value::as_text) {
        Some(text) => Phrase::plain(text.to_string()),
        None if board.unread(record).contains(&key) => Phrase::unreadable(),
        None => Phrase::default(),
    }
}

/// The note of the word that leads: a note is its author's, never another voice's.
pub fn note(board: &Board, record: &Record) -> Phrase {
    let note = board.leading(record).get(Key::Note).and_then(Value::as_text);
    Phrase::plain(note.map_or("", |note| note))
}

/// A tie: to whom and with whom else, in what words, in whose voice and with which grade.
pub fn tie(board: &Board, n: RecordIx) -> Phrase {
    let tie = board.record(n);
    let kind = tie.text(Key::As).map_or("tied to", |text| text);
    let to = tie.id_of(Key::To).map(|id| name(board, id)).unwrap_or_default();
    let voice = tie.own().voice().map_or("", |voice| board.voice_name(voice));
    let with = tie.text(Key::Note).map(|note| format!(", {note}")).unwrap_or_default();
    let words = tie.text(Key::Words).map(|words| format!(" “{words}”")).unwrap_or_default();
    Phrase::plain(format!("{kind} "))
        .join(to)
        .and(format!("{with}{words}"), Role::Plain)
        .and(format!(" ({voice} {})", board.grade(tie.own())), Role::Dim)
}

/// The phrase of the word that leads, in quotes: a phrase is its author's, like a note.
pub fn quoted(board: &Board, n: RecordIx) -> Phrase {
    let words = board.leading(board.record(n)).get(Key::Words).and_then(Value::as_text);
    words.map_or_else(Phrase::default, |words| Phrase::plain(format!("“{words}”")))
}

/// Bodies whose latest count a summary tells.
const TALLIES: usize = 4;

/// What bodies counted last, of patrols or of all else: apart from every incident.
pub fn tallies(board: &Board, of_patrols: bool) -> impl Iterator<Item = Phrase> {
    let tallies = board.latest_tallies().into_iter();
    let tallies = tallies.filter(move |n| board.counts_patrols(*n) == of_patrols);
    tallies.take(TALLIES).map(|n| tally(board, n))
}

fn tally(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    let by = record.id_of(Key::By).map(|by| name(board, by).text());
    let voice =
        || board.voice_shown(record, Key::Count).map(|voice| board.voice_name(voice).to_owned());
    let count = board.shown(record, Key::Count).and_then(|said| said.value.as_count());
    let of = record.text(Key::Of).map_or("", |of| of.as_str());
    let date = board.written_date(record).map(|date| human(date, board.clock.as_of).to_string());
    let against = record.id_of(Key::Against).map(|id| name(board, id).text());
    let against = against.map(|against| format!(" held against {against}")).unwrap_or_default();
    let of = count.map_or_else(|| of.to_owned(), |count| what_of(count, of));
    Phrase::dim(format!("counted by {}: ", by.or_else(voice).unwrap_or_default()))
        .join(Phrase::figure(
            count.map(written).unwrap_or_default(),
            Role::Plain,
            &format!("told:{}", record.id),
        ))
        .and(format!(" {of}{against} ({})", date.unwrap_or_default()), Role::Dim)
}

/// A name for the head of a narrow column: the first of short form and aliases that fits, else
/// the first letters of the name.
pub fn head(board: &Board, id: &Id, cells: usize) -> String {
    let record = board.scenario().find(id);
    let short = record.and_then(|record| record.text(Key::Short));
    let aliases = match record.and_then(|record| record.get(Key::Aliases)) {
        Some(Value::Texts(aliases)) => aliases.as_slice(),
        _ => &[],
    };
    let fitting = short.into_iter().chain(aliases).find(|name| width(name) <= cells);
    fitting.map_or_else(|| start(board.name(id), 3).to_owned(), |name| name.to_string())
}

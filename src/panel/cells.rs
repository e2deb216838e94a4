//! Cells that several panels share: dates, counts, grades, names, contested marks.

use super::{
    feed_row,
    rows::{Row, SortKey},
    sheet::Column,
    standing,
};
use crate::{
    board::{
        Board, Figure, FigureValue, Register, RowIx, Subject, Visibility, human, in_own_words,
        is_weekday, weekday_month, written,
    },
    look::{Phrase, Piece, Role, glyph, shortened, start, width},
    model::{ActorKind, Bounds, Count, Counts, Day, Id, Key, Part, Record, RecordIx, Value, When},
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

/// The column of places: of a record as `of_record` says it, or the one that a feed names. A long
/// name gives way from behind its head.
pub fn place_column(
    title: &str,
    rank: u8,
    sizes: (usize, usize),
    of_record: fn(&Board, RecordIx) -> Phrase,
) -> Column {
    let place = either(of_record, feed_row::place);
    Column::sized(title, rank, sizes, move |board, row, cells| shorter(place(board, row), cells))
}

/// A name in at most so many cells; of several none is left out without a sign.
pub fn shorter(name: Phrase, cells: usize) -> Phrase {
    let over = name.width().saturating_sub(cells);
    let is_mark = |mark: &Piece| matches!(mark.text().trim(), "" | glyph::CONTESTED);
    match name.pieces.split_first() {
        Some((first, marks)) if over > 0 && marks.iter().all(is_mark) => {
            let room = width(first.text()).saturating_sub(over);
            let short = Phrase::new(shortened(first.text(), room), first.role);
            marks.iter().fold(short, |phrase, mark| phrase.and(mark.text(), mark.role))
        }
        _ => name,
    }
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

/// The date of a record as its author wrote it; pending and contested ones say so. Where words have
/// no room the days stand for them, with a sign that there are words.
pub fn date(board: &Board, n: RecordIx, cells: usize) -> Phrase {
    let record = board.record(n);
    let Some(when) = board.written_date(record) else {
        return missing(board, record, record.date_key());
    };
    let mark = |words: String| {
        let mut phrase = Phrase::plain(words);
        if board.visibility(n) == Visibility::Pending {
            phrase.push(glyph::PENDING, Role::Stale);
        }
        contested(board, n, record.date_key(), phrase)
    };
    let forms = date_forms(when, board.clock.as_of).into_iter().map(mark);
    shortest_that_fits(forms, cells)
}

/// The first of several forms that fits; where none does, the narrowest.
pub fn shortest_that_fits(forms: impl Iterator<Item = Phrase>, cells: usize) -> Phrase {
    let forms: Vec<Phrase> = forms.collect();
    let fits = forms.iter().position(|form| form.width() <= cells);
    let narrowest = || (0..forms.len()).min_by_key(|n| forms[*n].width());
    fits.or_else(narrowest).map_or_else(Phrase::default, |n| forms[n].clone())
}

/// A date from its fullest form to its shortest. A day of the week is told with its date.
fn date_forms(when: &When, as_of: Day) -> Vec<String> {
    let bare = When { words: None, ..when.clone() };
    let days = When { moment: None, ..bare.clone() };
    let short = human(&days, as_of).to_string();
    match in_own_words(when, as_of) {
        Some(words) => {
            let behind = format!("{short}{}", glyph::IN_WORDS);
            match when.day().filter(|_| is_weekday(words)) {
                Some(day) => vec![weekday_month(day), behind],
                None => vec![words.to_string(), behind],
            }
        }
        None => vec![human(&bare, as_of).to_string(), short],
    }
}

/// The column of dates, by which the rows of feeds are in order.
pub fn date_column(rank: u8, sizes: (usize, usize)) -> Column {
    let cell = |board: &Board, row: &Row, cells: usize| match row.subject {
        Subject::Record(record) => days_right(date(board, record, cells), cells),
        Subject::FeedRow(at) => days_right(feed_row::when(board, at), cells),
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
    let needs = |board: &Board, row: &Row| {
        let shortest = match row.subject {
            Subject::Record(record) => date(board, record, 0),
            Subject::FeedRow(at) => feed_row::when(board, at),
        };
        days_right(shortest, usize::MAX).width()
    };
    Column::sized("date", rank, sizes, cell).never_below(needs).sorted_by(key).by_day()
}

/// A date whose day of one digit stands under the last digit of the others, where there is room.
fn days_right(date: Phrase, cells: usize) -> Phrase {
    let mut letters = date.pieces.first().map_or("", |piece| piece.text()).chars();
    let is_digit = letters.next().is_some_and(|c| c.is_ascii_digit());
    let is_one = is_digit && letters.next() == Some(' ');
    if is_one && date.width() < cells { Phrase::plain(" ").join(date) } else { date }
}

/// Cells of a figure that stands behind a name.
const SHORT: usize = 4;

/// How many people were harmed, for where that has no column of its own; nothing of what nobody
/// states, and of what may be nobody.
pub fn harmed(board: &Board, row: &Row, key: Key, what: &str) -> Phrase {
    let is_zero = |n: RecordIx| {
        let said = board.displayed(board.record(n), key);
        let least = match said {
            Some(Value::Count(count)) => count.bounds().low,
            Some(Value::Counts(counts)) => counts.bounds().low,
            _ => return !board.unread(board.record(n)).contains(&key),
        };
        least == 0 && !board.contested(n).contains(&key)
    };
    let count = match row.subject {
        Subject::Record(n) if is_zero(n) => return Phrase::default(),
        Subject::Record(n) => count(board, n, key, 0),
        Subject::FeedRow(at) if key == Key::Killed => match feed_row::people_number(board, at) {
            Some(0) | None => return Phrase::default(),
            Some(_) => feed_row::people(board, at, SHORT),
        },
        Subject::FeedRow(_) => return Phrase::default(),
    };
    count.and(format!(" {what}"), Role::Plain)
}

/// A column of people: counts of a key, or the figures of feeds.
pub fn people_column(title: &str, rank: u8, sizes: (usize, usize), key: Key) -> Column {
    let cell = move |board: &Board, row: &Row, cells: usize| match row.subject {
        Subject::Record(record) => count(board, record, key, cells),
        Subject::FeedRow(at) => feed_row::people_with_past(board, at, cells),
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
        let is_cut = missing.width() > cells && missing.width() > 1;
        return if is_cut { Phrase::new("err", Role::Severe) } else { missing };
    };
    let with_mark = |phrase: Phrase| contested(board, n, key, phrase);
    match value {
        Value::Count(count) => {
            let phrase = with_mark(Phrase::plain(written(count)));
            if phrase.width() <= cells { phrase } else { with_mark(counted_in(count, cells)) }
        }
        Value::Counts(counts) => {
            let total = match counts.total() {
                Some(total) => Phrase::plain(written(total)),
                None => Phrase::default(),
            };
            let parts = by_name(board, counts);
            let least = || Phrase::plain(Bounds { high: None, ..counts.bounds() }.in_signs());
            let is_one = counts.named().count() == 1;
            // Parts that leave most of the total untold are for the detail: `22: 1` is no sum.
            let listed: Bounds = counts.named().map(Part::bounds).sum();
            let fewest = counts.total().map_or(0, |total| total.bounds().low);
            let parts = if listed.high.is_some_and(|most| most < fewest) {
                Phrase::default()
            } else {
                parts
            };
            let phrase = match (total.is_empty(), parts.is_empty()) {
                (true, false) if is_one => with_mark(parts),
                (true, false) => with_mark(least()).and(": ", Role::Dim).join(parts),
                (_, true) => with_mark(total),
                (false, false) => with_mark(total).and(": ", Role::Dim).join(parts),
            };
            if phrase.width() <= cells {
                return phrase;
            }
            // A breakdown of which a part is missing would be another count.
            with_mark(counts.total().map_or_else(least, |total| counted_in(total, cells)))
        }
        _ => Phrase::not_stated(),
    }
}

/// A count as its author wrote it or, where that has no room, what it means in signs.
pub(super) fn counted_in(count: &Count, cells: usize) -> Phrase {
    let words = written(count);
    if width(&words) <= cells {
        return Phrase::plain(words);
    }
    Phrase::plain(match (count.low, count.best, count.high) {
        // Somebody says so in words that look for some: it is no zero, nor nothing.
        _ if words.starts_with("none ") => "none".to_owned(),
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
    let text = figure.text();
    // Its caveat is a part of it, and has a colour of its own.
    let (value, mark) = match text.strip_suffix(glyph::CONTESTED) {
        Some(value) => (value, glyph::CONTESTED),
        None => (text.as_str(), ""),
    };
    let value = Phrase::figure(value, role, &figure.name()).and(mark, Role::Contested);
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

/// The value of the figure of a row of the register that is of something, if there is one.
pub fn named_count(board: &Board, id: &str, of: &str) -> Option<Phrase> {
    let figures = Register::new(board).of(id).into_iter();
    let mut figures = figures.filter(|figure| figure.of.as_deref() == Some(of));
    figures.next().map(|one| figure(board, &one))
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

/// A column of the records that a key names: by their ids on the screen, by what they say where it is
/// read aloud.
pub(super) fn records_column(title: &str, rank: u8, sizes: (usize, usize), key: Key) -> Column {
    Column::of_record(title, rank, sizes, move |board, n| names_of(board, n, key))
        .aloud(move |board, row| row.record().map(|n| briefs_of(board, n, key)).unwrap_or_default())
}

/// The clauses that a record is held against.
pub(super) fn clause_column(rank: u8) -> Column {
    records_column("clause", rank, (8, 16), Key::Clause)
}

/// The records that a key names, by what they say.
pub(super) fn briefs_of(board: &Board, n: RecordIx, key: Key) -> Phrase {
    let record = board.record(n);
    let ids = board.displayed(record, key).map_or(&[][..], Value::ids);
    if ids.is_empty() {
        return missing(board, record, key);
    }
    contested(board, n, key, briefs(board, ids))
}

/// Records by what they say, one behind the other.
pub(super) fn briefs(board: &Board, ids: &[Id]) -> Phrase {
    Phrase::plain(board.names_or_briefs(ids))
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

/// How the voice of the first visible word knows of it.
pub fn basis(board: &Board, n: RecordIx) -> Phrase {
    let basis = board.leading(board.record(n)).get(Key::Basis);
    let words = basis.map(|basis| board.in_words(Key::Basis, basis));
    Phrase::dim(words.unwrap_or_default())
}

/// The words of a text key, cut to the cell by whoever draws it.
pub fn text(board: &Board, record: &Record, key: Key) -> Phrase {
    match board.displayed(record, key).and_then(Value::text_or_name) {
        Some(text) => Phrase::plain(text.to_string()),
        None if board.unread(record).contains(&key) => Phrase::unreadable(),
        None => Phrase::default(),
    }
}

/// Parts of a caption one behind the other, without what nobody states.
pub fn stated(parts: impl IntoIterator<Item = Phrase>) -> Phrase {
    let parts = parts.into_iter().filter(|part| *part != Phrase::not_stated());
    Phrase::list(parts, " · ")
}

/// Any value in words, with its mark where voices differ on it; absent is not stated.
pub fn told(board: &Board, n: RecordIx, key: Key) -> Phrase {
    let record = board.record(n);
    match board.displayed(record, key) {
        Some(value) => contested(board, n, key, Phrase::plain(board.in_words(key, value))),
        None => missing(board, record, key),
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

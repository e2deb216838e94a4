//! Rows of feeds in the panels: what stands in their cells, and what a feed sums up to.

use std::sync::Arc;

use super::{detail::DetailLine, feed_readings, location};
use crate::{
    board::{
        Board, FeedFile, InWindow, Reported, ReportedDays, Revision, RowIx, RowRevision, Subject,
        day_month, days_in, human, terms,
    },
    command::Command,
    feed::{Cell, Deaths, FeedRows, FieldChange},
    look::{Phrase, Role, glyph},
    model::{Class, Day, FeedUse, Refusal, When, clean},
};

fn file(board: &Board, at: RowIx) -> Option<&FeedFile> {
    board.feeds.files.get(at.feed).map(|file| file.as_ref())
}

fn rows(board: &Board, at: RowIx) -> Option<&FeedRows> {
    file(board, at).map(|file| file.rows.as_ref())
}

/// The days on which it may have been.
pub fn when(board: &Board, at: RowIx) -> Phrase {
    let days = rows(board, at).and_then(|rows| rows.span(at.row)).map(|span| span.interval());
    let Some((first, last)) = days.and_then(|days| days.closed()) else {
        return Phrase::not_stated();
    };
    let when = When { earliest: Some(first), latest: Some(last), ..When::on(first) };
    let phrase = Phrase::plain(human(&when, board.clock.as_of).to_string());
    let is_pending = last > board.clock.as_of;
    if is_pending { phrase.and(glyph::PENDING, Role::Stale) } else { phrase }
}

/// The first day on which it may have been; `None` if nobody says.
pub fn first_day(board: &Board, at: RowIx) -> Option<Day> {
    rows(board, at)?.span(at.row)?.interval().earliest
}

/// What the file calls it.
pub fn label(board: &Board, at: RowIx) -> Phrase {
    let Some(sort) = rows(board, at).and_then(|rows| rows.sort(at.row)) else {
        return Phrase::not_stated();
    };
    // What the file has no kind for is what most of it tells of.
    let class = sort.attack.map_or(Class::Attack, |attack| attack.class());
    let role = Role::of_listed(Some(class));
    // What a data set calls its kinds, in plain words.
    let words = match sort.name() {
        "state-based" => "with a state",
        "non-state" => "between groups",
        "one-sided" => "on civilians",
        other => other,
    };
    let phrase = match events(board, at) {
        Some(events) => Phrase::plain(format!("{events} ")).and(words, role),
        None => Phrase::new(words, role),
    };
    let says_so = words == "on civilians" || words == "civilian targeting";
    let phrase = match sort.on_civilians && !says_so {
        true => phrase.and(" · on civilians", Role::Plain),
        false => phrase,
    };
    if sort.part.is_empty() {
        phrase
    } else {
        phrase.and(format!(" · {}", sort.part), Role::Plain)
    }
}

/// How many events a row counts: `12 events`; `None` of one that is an event itself.
fn events(board: &Board, at: RowIx) -> Option<String> {
    let file = file(board, at).filter(|file| file.reading.counts_events())?;
    Some(crate::look::counted(file.rows.events(at.row) as usize, "event"))
}

/// The place, else the area or country in which it is.
pub fn place(board: &Board, at: RowIx) -> Phrase {
    let site = rows(board, at).and_then(|rows| rows.site(at.row));
    let named = site.and_then(|site| {
        [&site.name, &site.area, &site.country].into_iter().find(|name| !name.is_empty())
    });
    named.map_or_else(Phrase::not_stated, |name| Phrase::plain(name.as_str()))
}

/// The figures as the file gives them: the best, and from the least to the most where they differ.
pub fn estimate(deaths: Deaths) -> Phrase {
    let Deaths { low, best, high } = deaths;
    let Some(figure) = best else {
        let end = |end: Option<u64>| end.map_or("?".to_owned(), |end| end.to_string());
        if low.is_none() && high.is_none() {
            return Phrase::not_stated();
        }
        return Phrase::plain(format!("{}–{}", end(low), end(high)));
    };
    let phrase = Phrase::plain(figure.to_string());
    let is_plain = |other: Option<u64>| other.is_none_or(|other| other == figure);
    if is_plain(low) && is_plain(high) {
        return phrase;
    }
    let end = |end: Option<u64>| end.map_or("?".to_owned(), |end| end.to_string());
    phrase.and(format!(" ({}–{})", end(low), end(high)), Role::Dim)
}

fn deaths(board: &Board, at: RowIx) -> Deaths {
    rows(board, at).map_or_else(Deaths::default, |rows| rows.deaths(at.row))
}

/// How many people it tells of: killed, or displaced.
pub fn people(board: &Board, at: RowIx, cells: usize) -> Phrase {
    let deaths = deaths(board, at);
    let phrase = estimate(deaths);
    match deaths.best {
        // The best figure stands for its range, which a wider column has.
        Some(best) if phrase.width() > cells => Phrase::plain(format!("~{best}")),
        _ => phrase,
    }
}

/// The same with what an earlier reading had there, where the readings of the feed are kept: that it
/// was another in any case, and which where there is room.
pub fn people_with_past(board: &Board, at: RowIx, cells: usize) -> Phrase {
    if file(board, at).is_some_and(|file| file.gone(at.row).is_some()) {
        let full = people(board, at, cells).and(" gone", Role::Plain);
        return if full.width() <= cells { full } else { Phrase::plain("gone") };
    }
    let is_of_later = file(board, at).is_some_and(|file| file.is_of_later(at.row));
    let was = match is_of_later {
        true => Some("another, not kept".to_owned()),
        false => people_before(board, at),
    };
    let Some(was) = was else { return people(board, at, cells) };
    let marked =
        |phrase: Phrase| phrase.and(" ", Role::Plain).and(glyph::CONTESTED, Role::Contested);
    let full = marked(people(board, at, cells)).and(format!(" was {was}"), Role::Dim);
    let short = || marked(people(board, at, cells.saturating_sub(2)));
    if full.width() <= cells { full } else { short() }
}

/// The best figure of the reading before the last that changed it.
fn people_before(board: &Board, at: RowIx) -> Option<String> {
    let revisions = file(board, at)?.revisions_of_row(at.row);
    let of_best = |revision: RowRevision| match revision.what {
        Revision::Fields(fields) => fields.into_iter().find(FieldChange::is_of_people),
        Revision::Unkept | Revision::Gone(_) | Revision::Back => None,
    };
    let last = revisions.into_iter().rev().find_map(of_best)?;
    Some(if last.old.is_empty() { "not stated".to_owned() } else { last.old })
}

/// The figure that stands for these; `None` if there is none.
pub fn people_number(board: &Board, at: RowIx) -> Option<i64> {
    let deaths = deaths(board, at);
    let figure = deaths.best.or(deaths.low).or(deaths.high);
    figure.and_then(|figure| i64::try_from(figure).ok())
}

/// Both sides. Which of them acted the file does not say.
pub fn sides(board: &Board, at: RowIx) -> Phrase {
    let Some(parties) = rows(board, at).and_then(|rows| rows.parties(at.row)) else {
        return Phrase::default();
    };
    match (parties.a.is_empty(), parties.b.is_empty()) {
        (true, true) => Phrase::not_stated(),
        (false, false) => Phrase::dim("between ")
            .and(parties.a.as_str(), Role::Plain)
            .and(" and ", Role::Dim)
            .and(parties.b.as_str(), Role::Plain),
        (is_none, _) => {
            let one = if is_none { &parties.b } else { &parties.a };
            Phrase::dim("with ").and(one.as_str(), Role::Plain)
        }
    }
}

/// The feed, and whom it names as its source.
pub fn source(board: &Board, at: RowIx) -> Phrase {
    let source = rows(board, at).and_then(|rows| rows.source(at.row));
    let id = file(board, at).map_or("", |file| file.id.as_str());
    let feed = Phrase::new(id, Role::Link);
    match source.filter(|source| !source.is_empty()) {
        Some(source) => feed.and(format!(": {source}"), Role::Plain),
        None => feed,
    }
}

/// A row in words, for where its columns have no room.
pub fn caption(board: &Board, at: RowIx) -> Phrase {
    let gone = file(board, at).and_then(|file| file.gone(at.row));
    let gone = gone.map(|seen| Phrase::new(format!("gone, seen {}", seen.words()), Role::Stale));
    let said = [place(board, at), sides(board, at), source(board, at)];
    Phrase::list(gone.into_iter().chain(said), " · ")
}

/// Each feed that joins a list: its rows in sight, and its window against the one before.
pub fn summary(board: &Board, joins: FeedUse) -> Vec<Phrase> {
    let (Some(feed_rows), Some(whole)) = (board.visible_rows(joins), board.all_visible_rows(joins))
    else {
        return Vec::new();
    };
    let mut parts = Vec::new();
    for n in whole.feeds() {
        let Some(file) = board.feeds.files.get(n) else { continue };
        let all = |class: &Class| feed_rows.total(n, *class).possible.rows;
        let rows: u64 = Class::ALL.iter().map(all).sum();
        let id = Phrase::new(file.id.as_str(), Role::Link);
        let counted = crate::look::counted(rows as usize, file.unit());
        let mut line = id.and(format!(" {counted}"), Role::Plain);
        if !file.is_whole {
            line.push(" so far", Role::Dim);
        }
        if file.rows.left_out > 0 {
            line.push(format!(", {} left out", file.rows.left_out), Role::Dim);
        }
        parts.push(line);
        // What is near enough, and what only may be, of all that was read of it.
        parts.extend(board.feeds.narrowed(n).map(Phrase::dim));
        match joins {
            FeedUse::Attacks => parts.extend(window(board, n)),
            FeedUse::Displacement => {
                parts.push(Phrase::dim(
                    "the latest of each place and measure stands; none is summed",
                ));
            }
        }
        parts.extend(feed_readings::last_read(board, n));
        parts.extend(feed_readings::not_kept(file));
        if board.clock.known_by().is_some() && !file.has_clock() && !file.rows.is_empty() {
            let words = format!("{} is known in hindsight only", file.id);
            parts.push(Phrase::new(words, Role::Warning));
        }
    }
    parts
}

/// Attacks and deaths in the last days against those before, certain to possible, of the rows that
/// pass the filter. Days outside those that the feed is known to tell of are no report, and no zero.
fn window(board: &Board, feed: usize) -> Vec<Phrase> {
    let rows = board.visible_rows(FeedUse::Attacks).zip(board.all_visible_rows(FeedUse::Attacks));
    let Some((feed_rows, whole)) = rows else { return Vec::new() };
    let told_days = ReportedDays::of(whole.told_days(feed));
    let days = board.window.days();
    let windows = board.windows(board.window);
    let seen = windows.map(|(first, last)| told_days.within(first, last));
    if seen == [0, 0] {
        let of = Phrase::plain(format!("attacks, {days} days: "));
        return vec![of.and("no reports", Role::Stale)];
    }
    let told = |of: fn(&InWindow) -> String, n: usize| {
        let (first, last) = windows[n];
        let counted = feed_rows.within(feed, Class::Attack, first, last);
        let days = Reported { n: seen[n], of: days_in(first, last) };
        in_window(of(&counted), counted.rows().high != Some(0), days)
    };
    let id = board.feeds.files.get(feed).map_or("", |file| file.id.as_str());
    let line = |name: &str, of: fn(&InWindow) -> String| {
        let value = |which: &str, n: usize, role: Role| {
            Phrase::figure(told(of, n), role, &format!("feed-{name}-{which}:{id}"))
        };
        let now = Phrase::plain(format!("{name}, {days} days: ")).join(value(
            "in-window",
            0,
            Role::Plain,
        ));
        let now =
            now.and(" (before ", Role::Dim).join(value("before", 1, Role::Dim)).and(")", Role::Dim);
        let (first, end, day) = (windows[0].0, windows[0].1, board.clock.as_of);
        let of_window = feed_rows.within(feed, Class::Attack, first, end);
        let with_day = feed_rows.within(feed, Class::Attack, first, day);
        if with_day == of_window {
            return now;
        }
        let figure = format!("feed-{name}-so-far:{id}");
        now.and(format!(", with {} so far ", day_month(day)), Role::Dim).join(Phrase::figure(
            of(&with_day),
            Role::Plain,
            &figure,
        ))
    };
    vec![line("attacks", rows_in_words), line("killed", people_in_words)]
}

fn rows_in_words(told: &InWindow) -> String {
    told.rows().to_string()
}

/// From the least to the most, and the best where the file has it apart from both.
fn people_in_words(told: &InWindow) -> String {
    let (people, best) = (told.people(), told.best());
    let words = people.to_string();
    let is_apart = people != best && people.high != Some(0);
    if is_apart { format!("{words}, best {best}") } else { words }
}

/// What a feed tells of a window: none in it is no zero, and no row no peace where it tells nothing.
fn in_window(words: String, counts_any: bool, days: Reported) -> String {
    match (counts_any, days.n) {
        (false, 0) => "no reports".to_owned(),
        (false, n) if n < days.of => format!("none known in {n} reported days"),
        (false, _) => "none known".to_owned(),
        (true, n) if n < days.of => format!("{words} in {n} reported days"),
        (true, _) => words,
    }
}

/// A row in full: what the board knows of it, on whose terms, and every cell as the file has it.
pub fn lines(
    board: &Board,
    at: RowIx,
    text: Option<&Result<Arc<[Cell]>, Refusal>>,
    cells: usize,
) -> Vec<DetailLine> {
    let Some(file) = file(board, at) else { return Vec::new() };
    let record = board.feeds.record(&board.index, at.feed);
    let terms = record.map(|n| terms(board.record(n)));
    let mut lines = Vec::new();
    let mut say = |phrase: Phrase| lines.push(DetailLine { phrase, ..DetailLine::default() });
    let heading = Phrase::new(format!("{} {}", file.id, file.row_name(at.row)), Role::Title);
    say(heading.and(format!("  {}", file.path), Role::Dim));
    let named = |name: &str, phrase: Phrase| Phrase::dim(format!("{name:<KEYS$}")).join(phrase);
    say(named("date", when(board, at)));
    say(named("kind", label(board, at)));
    if let Some(events) = events(board, at) {
        say(named("counts", Phrase::plain(events)));
    }
    say(named("place", place(board, at)));
    whereabouts(board, at).into_iter().for_each(|(name, phrase)| say(named(name, phrase)));
    wrapped("lies", &lies(board, at), cells).into_iter().for_each(&mut say);
    say(named("sides", sides(board, at)));
    let counted = if file.reading.joins == FeedUse::Attacks { "killed" } else { "people" };
    say(named(counted, people(board, at, usize::MAX)));
    say(named("source", source(board, at)));
    let told =
        file.rows.told(at.row).map(|day| human(&When::on(day), board.clock.as_of).to_string());
    say(named(
        "known from",
        match told {
            Some(day) => Phrase::plain(day),
            None if file.event(at.row).is_some() => {
                Phrase::dim("not stated: from when it was seen")
            }
            None => Phrase::dim("not stated: known in hindsight only"),
        },
    ));
    if let Some(event) = file.event(at.row) {
        say(named("first seen", Phrase::plain(event.first.words())));
    }
    if file.is_of_later(at.row) {
        let words =
            "later; what it said by this day is not kept, and this is what the file says now";
        wrapped("revised", words, cells).into_iter().for_each(&mut say);
    }
    for revision in file.revisions_of_row(at.row) {
        let words = format!("{}, seen {}", revision.what.words(), revision.seen.words());
        wrapped("revised", &clean(&words), cells).into_iter().for_each(&mut say);
    }
    if let Some(terms) = terms {
        let wrapped = |name: &str, text: &str| wrapped(name, text, cells);
        wrapped("licence", &terms.licence).into_iter().for_each(&mut say);
        wrapped("cite", &terms.cite).into_iter().for_each(&mut say);
    }
    say(Phrase::default());
    match text {
        _ if !file.rows.is_in_file(at.row) => {
            say(Phrase::dim("the file has this row no more: this is what an earlier reading kept"))
        }
        None => say(Phrase::dim(format!("{} reads the row from its file", Command::Open.key()))),
        Some(Err(why)) => say(Phrase::new(why.to_string(), Role::Warning)),
        Some(Ok(row)) => {
            let is_otherwise = file.is_of_later(at.row) || file.was_otherwise(at.row);
            let now = if is_otherwise { "as the file has it now" } else { "as the file has it" };
            say(Phrase::new(now, Role::Heading));
            for cell in row.iter().filter(|cell| !cell.text.is_empty()) {
                let room = cells.saturating_sub(COLUMN + 1).max(8);
                for (n, line) in crate::look::wrap(&cell.text, room).into_iter().enumerate() {
                    let name = if n == 0 { cell.column.as_str() } else { "" };
                    let name = crate::look::fit(name, COLUMN);
                    say(Phrase::dim(format!("{name:<COLUMN$} ")).and(line, Role::Plain));
                }
            }
        }
    }
    lines
}

/// Cells of names in a detail: ours, and those of the file's columns.
const KEYS: usize = 12;
const COLUMN: usize = 20;

/// What the place lies in, its point, and how far that may be off.
fn whereabouts(board: &Board, at: RowIx) -> Vec<(&'static str, Phrase)> {
    let Some(site) = rows(board, at).and_then(|rows| rows.site(at.row)) else { return Vec::new() };
    let around = [&site.area, &site.country].into_iter().filter(|name| !name.is_empty());
    let around: Vec<&str> = around.map(|name| name.as_str()).collect();
    let point = site.at.map_or_else(Phrase::not_stated, |at| {
        Phrase::plain(board.point_in_words(at, site.precision_km))
    });
    vec![("in", Phrase::plain(around.join(", "))), ("point", point)]
}

/// In which corridor it lies, and how far from a road; empty where nobody can say.
fn lies(board: &Board, at: RowIx) -> String {
    Phrase::list(location::lies(board, Subject::FeedRow(at)), " · ").text()
}

/// A text below its name, in as many lines as it needs; none where it is empty.
fn wrapped(name: &str, text: &str, cells: usize) -> Vec<Phrase> {
    let room = cells.saturating_sub(KEYS).max(8);
    let lines = crate::look::wrap(text, room).into_iter().filter(|line| !line.is_empty());
    let line = |(n, line): (usize, String)| {
        let name = if n == 0 { name } else { "" };
        Phrase::dim(format!("{name:<KEYS$}")).and(line, Role::Plain)
    };
    lines.enumerate().map(line).collect()
}

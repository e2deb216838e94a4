//! Rows of feeds in the panels: what stands in their cells, and what a feed sums up to.

use super::sheet::{Column, SortKey};
use crate::{
    board::{Board, FeedFile, InWindow, RowAt, human},
    feed::{Deaths, Rows},
    look::{Phrase, Role, glyph},
    model::{Bounds, Class, Day, FeedUse, When, later},
};

fn file(board: &Board, at: RowAt) -> Option<&FeedFile> {
    board.feeds.files.get(at.feed).map(|file| file.as_ref())
}

fn rows(board: &Board, at: RowAt) -> Option<&Rows> {
    file(board, at).map(|file| file.rows.as_ref())
}

/// The days on which it may have been.
pub fn when(board: &Board, at: RowAt) -> Phrase {
    let days = rows(board, at).and_then(|rows| rows.span(at.row)).map(|span| span.interval());
    let Some((first, last)) = days.and_then(|days| days.closed()) else {
        return Phrase::not_stated();
    };
    let when = When { earliest: Some(first), latest: Some(last), ..When::on(first) };
    let phrase = Phrase::plain(human(&when, board.clock.as_of).to_string());
    let is_pending = last > board.clock.as_of;
    if is_pending { phrase.and(glyph::PENDING, Role::Stale) } else { phrase }
}

fn first_day(board: &Board, at: RowAt) -> Option<Day> {
    rows(board, at)?.span(at.row)?.interval().earliest
}

/// What the file calls it.
fn label(board: &Board, at: RowAt) -> Phrase {
    let Some(sort) = rows(board, at).and_then(|rows| rows.sort(at.row)) else {
        return Phrase::not_stated();
    };
    let role = match sort.attack.map(|attack| attack.class()) {
        Some(Class::Obstruction) => Role::Warning,
        Some(Class::Other) => Role::Dim,
        Some(Class::Attack) | None => Role::Plain,
    };
    let word = if sort.label.is_empty() {
        let attack = sort.attack.map(|attack| attack.word());
        attack.or(sort.measure.map(|measure| measure.word())).unwrap_or("not yet known")
    } else {
        sort.label.as_str()
    };
    Phrase::new(word, role)
}

fn place(board: &Board, at: RowAt) -> Phrase {
    let site = rows(board, at).and_then(|rows| rows.site(at.row));
    let named = site.and_then(|site| {
        [&site.name, &site.area, &site.country].into_iter().find(|name| !name.is_empty())
    });
    named.map_or_else(Phrase::not_stated, |name| Phrase::plain(name.as_str()))
}

/// The figures as the file gives them: the best, and from the least to the most where they differ.
pub fn estimate(deaths: Deaths) -> Phrase {
    let Deaths { low, best, high } = deaths;
    let Some(figure) = best.or(low).or(high) else { return Phrase::not_stated() };
    let phrase = Phrase::plain(figure.to_string());
    let is_plain = |other: Option<u64>| other.is_none_or(|other| other == figure);
    if is_plain(low) && is_plain(high) {
        return phrase;
    }
    let end = |end: Option<u64>| end.map_or("?".to_owned(), |end| end.to_string());
    phrase.and(format!(" ({}–{})", end(low), end(high)), Role::Dim)
}

fn deaths(board: &Board, at: RowAt) -> Deaths {
    rows(board, at).map_or_else(Deaths::default, |rows| rows.deaths(at.row))
}

/// Both sides. Which of them acted the file does not say.
fn sides(board: &Board, at: RowAt) -> Phrase {
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

fn source(board: &Board, at: RowAt) -> Phrase {
    let source = rows(board, at).and_then(|rows| rows.source(at.row));
    let id = file(board, at).map_or("", |file| file.id.as_str());
    let feed = Phrase::new(id, Role::Link);
    match source.filter(|source| !source.is_empty()) {
        Some(source) => feed.and(format!(": {source}"), Role::Plain),
        None => feed,
    }
}

fn text(cell: fn(&Board, RowAt) -> Phrase) -> impl Fn(&Board, RowAt) -> SortKey + Send + Sync {
    move |board, at| SortKey::Text(crate::board::fold(&cell(board, at).text()))
}

impl Column {
    pub fn fed_days(mut self) -> Self {
        self.is_day = true;
        self.fed(when, |board, at| SortKey::Day(first_day(board, at)))
    }

    pub fn fed_labels(self) -> Self {
        self.fed(label, text(label))
    }

    pub fn fed_places(self) -> Self {
        self.fed(place, text(place))
    }

    pub fn fed_people(self) -> Self {
        let number = |board: &Board, at: RowAt| {
            let deaths = deaths(board, at);
            let figure = deaths.best.or(deaths.low).or(deaths.high);
            SortKey::Number(figure.and_then(|figure| i64::try_from(figure).ok()))
        };
        self.fed(|board, at| estimate(deaths(board, at)), number)
    }

    pub fn fed_sides(self) -> Self {
        self.fed(sides, text(sides))
    }

    pub fn fed_sources(self) -> Self {
        self.fed(source, text(source))
    }
}

/// A row in words, for where its columns have no room.
pub fn caption(board: &Board, at: RowAt) -> Phrase {
    Phrase::list([place(board, at), sides(board, at), source(board, at)], " · ")
}

/// Each feed that joins a list: its rows in sight, and its window against the one before.
pub fn summary(board: &Board, joins: FeedUse) -> Vec<Phrase> {
    let (Some(fed), Some(whole)) = (board.fed(joins), board.fed_whole(joins)) else {
        return Vec::new();
    };
    let mut parts = Vec::new();
    for n in whole.feeds() {
        let Some(file) = board.feeds.files.get(n) else { continue };
        let all = |class: &Class| fed.total(n, *class).possible.rows;
        let rows: u64 = Class::ALL.iter().map(all).sum();
        let id = Phrase::new(file.id.as_str(), Role::Link);
        let mut line =
            id.and(format!(" {}", crate::look::counted(rows as usize, "row")), Role::Plain);
        if !file.is_whole {
            line.push(" so far", Role::Dim);
        }
        if file.rows.left_out > 0 {
            line.push(format!(", {} left out", file.rows.left_out), Role::Dim);
        }
        parts.push(line);
        if joins == FeedUse::Attacks {
            parts.extend(window(board, n));
        }
        if board.clock.known_by().is_some() && !file.rows.is_told && !file.rows.is_empty() {
            let words = format!("{} is known in hindsight only", file.id);
            parts.push(Phrase::new(words, Role::Warning));
        }
    }
    parts
}

/// Attacks and deaths in the last days against those before, certain to possible, of the rows that
/// pass the filter.
fn window(board: &Board, feed: usize) -> Vec<Phrase> {
    let Some(fed) = board.fed(FeedUse::Attacks) else { return Vec::new() };
    let (last, days) = (board.clock.as_of, board.window.days());
    let back = |day: Day, days: i64| later(day, -days).unwrap_or(day);
    let windows = [(back(last, days - 1), last), (back(last, 2 * days - 1), back(last, days))];
    let [now, before] = windows.map(|(first, last)| fed.within(feed, Class::Attack, first, last));
    if now.possible.rows == 0 && before.possible.rows == 0 {
        return Vec::new();
    }
    let line = |name: &str, of: fn(&InWindow) -> Bounds| {
        let told = format!("{name} {days} d: {}", of(&now));
        Phrase::plain(told).and(format!(" (before {})", of(&before)), Role::Dim)
    };
    vec![line("attacks", InWindow::rows), line("killed", InWindow::best)]
}

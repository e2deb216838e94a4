//! What the readings of a feed come to, in the lines that sum its rows up.

use crate::{
    board::{Board, FeedFile, human},
    look::{Phrase, Role, counted},
    model::{Day, When},
};

/// When a feed was last read by the day that is known, whether that brought anything, and whether it
/// is late; before the first reading that it was not read yet.
pub(super) fn last_read(board: &Board, feed: usize) -> Option<Phrase> {
    let file = board.feeds.files.get(feed)?;
    let lineage = &file.lineage.as_ref()?.lineage;
    let (as_of, by) = (board.clock.as_of, board.clock.known_by().unwrap_or(Day::MAX));
    let on = |day: Day| human(&When::on(day), as_of);
    let readings = lineage.readings();
    let Some(last) = readings.iter().rposition(|reading| reading.day <= by) else {
        let first = on(readings.first()?.day);
        let words = match file.rows.is_told {
            true => format!("{} was not read yet: as it was first read, {first}", file.id),
            false => format!("{} was not read yet: first read {first}", file.id),
        };
        return Some(Phrase::new(words, Role::Stale));
    };
    let read = readings[last].day;
    let brought = if lineage.brought_nothing(last) { ", nothing changed" } else { "" };
    let words = format!("read {}{brought}", on(read));
    let days = (by.min(as_of) - read).num_days();
    Some(match board.feeds.every_days(feed).map(i64::from).filter(|every| days > *every) {
        Some(every) => {
            let (ago, every) = (counted_days(days), counted_days(every));
            Phrase::new(format!("{words}, {ago} ago; due every {every}"), Role::Warning)
        }
        None if brought.is_empty() => return None,
        None => Phrase::dim(words),
    })
}

fn counted_days(days: i64) -> String {
    counted(usize::try_from(days).unwrap_or(0), "day")
}

/// What cannot be told of rows that were revised or went, since nobody kept what they said.
pub(super) fn not_kept(file: &FeedFile) -> Vec<Phrase> {
    let Some(then) = file.lineage.as_ref().map(|known| &known.then) else { return Vec::new() };
    let rows = |n: usize| counted(n, "row");
    let said = [
        (then.gone_unkept, "gone: what they said is not kept"),
        (then.uncounted, "not counted that went later: what they said is not kept"),
        (then.unkept.len(), "as found later (≠): what they said by then is not kept"),
    ];
    let said = said.into_iter().filter(|(n, _)| *n > 0);
    let one = |(n, words): (usize, &str)| match n {
        1 => format!("1 row {}", words.replace("they", "it")),
        n => format!("{} {words}", rows(n)),
    };
    said.map(|said| Phrase::new(one(said), Role::Stale)).collect()
}

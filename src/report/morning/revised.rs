//! Rows of feeds that their source revised or took back: a sentence for each feed.

use super::{cited_text::CitedText, naming::feed_name};
use crate::{
    board::{Board, ChangedRows, FeedFile, RowChanges},
    look::counted,
    model::FeedUse,
};

/// What readings between two days found of rows that were told before. In hindsight nothing was said
/// later than anything else.
pub(super) fn texts(before: &Board, board: &Board) -> Vec<CitedText> {
    let (Some(then), Some(now)) = (before.clock.known_by(), board.clock.known_by()) else {
        return Vec::new();
    };
    let text = |file: &FeedFile| {
        let words = in_words(&file.row_changes(Some(then), now), file.reading.joins)?;
        Some(CitedText::new(format!("{}: {words}", feed_name(board, &file.id))))
    };
    board.feeds.files.iter().filter_map(|file| text(file)).collect()
}

/// `2 rows revised (killed 10 → 13), 1 withdrawn (killed 5)`
fn in_words(changes: &RowChanges, joins: FeedUse) -> Option<String> {
    let people = if joins == FeedUse::Attacks { "killed" } else { "people" };
    let RowChanges { revised, withdrawn } = changes;
    let one = |what: &str, before: u64, after: u64| match before == after {
        true => format!("{what} {after}, as before"),
        false => format!("{what} {before} → {after}"),
    };
    let moved = |of: &ChangedRows| {
        let events = of.events.map(|(before, after)| one("events", before, after) + "; ");
        events.unwrap_or_default() + &one(people, of.before, of.after)
    };
    let last = |of: &ChangedRows| {
        let events = of.events.map(|(before, _)| format!("events {before}, "));
        events.unwrap_or_default() + &format!("{people} {}", of.before)
    };
    let class = |of: &ChangedRows, word: &str, told: String| {
        let n = of.rows.len();
        let known = (of.unkept < n).then_some(told);
        let unkept = match of.unkept {
            0 => None,
            all if all == n => Some("earlier values not kept".to_owned()),
            some => Some(format!("of {some} the earlier value is not kept")),
        };
        let beside: Vec<String> = known.into_iter().chain(unkept).collect();
        (n > 0).then(|| (n, format!("{word} ({})", beside.join("; "))))
    };
    let told =
        [class(revised, "revised", moved(revised)), class(withdrawn, "withdrawn", last(withdrawn))];
    let mut told = told.into_iter().flatten();
    let (n, first) = told.next()?;
    let rest = told.map(|(n, words)| format!(", {n} {words}")).collect::<String>();
    Some(format!("{} {first}{rest}", counted(n, "row")))
}

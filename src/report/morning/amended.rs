//! What was amended since the page before: what moved, what it was, and who says so.

use super::{
    cited_text::{CitedText, leading},
    naming::{days, in_a_row, voices},
    stands::words_of,
};
use crate::{
    board::{Board, capitalized},
    model::{Key, RecordIx, Table, Value},
};

/// A text for each amendment that holds now and did not before.
pub(super) fn texts(before: &Board, board: &Board) -> Vec<CitedText> {
    let all = board.scenario().span(Table::Amendment);
    let of = |n: RecordIx| board.record(n).id_of(Key::Of);
    let holds =
        |board: &Board, n: RecordIx| of(n).is_some_and(|of| board.amendments(of).contains(&n));
    let is_new = |n: &RecordIx| holds(board, *n) && !holds(before, *n);
    all.filter(is_new).map(|n| text(board, n)).collect()
}

/// `Deadline of clause on withdrawal moved to 18 Feb, was 26 Jan, says the UN`
fn text(board: &Board, n: RecordIx) -> CitedText {
    let record = board.record(n);
    let what = board.what(record);
    let of = record.id_of(Key::Of).and_then(|of| board.scenario().position(of));
    let key = [Key::Deadline, Key::Until].into_iter().find(|key| record.get(*key).is_some());
    let stands = of.zip(key).and_then(|(of, key)| board.amended(of, key));
    let stands = stands.filter(|stands| stands.amendment == Some(n));
    let was = stands.as_ref().and_then(|stands| stands.was.as_ref()).and_then(Value::as_when);
    let was = was.map(|was| format!(", was {}", days(was, board.clock.as_of))).unwrap_or_default();
    let is_contested = stands.is_some_and(|stands| stands.is_contested);
    let contested = if is_contested { ", contested" } else { "" };
    let said = words_of(board, n);
    let who = voices(board, &said);
    let verb = if who.len() == 1 { "says" } else { "say" };
    let says = if who.is_empty() { String::new() } else { format!(", {verb} {}", in_a_row(who)) };
    let text = CitedText::new(format!("{}{was}{contested}{says}", capitalized(&what)));
    text.rests_on([leading(board, n)])
}

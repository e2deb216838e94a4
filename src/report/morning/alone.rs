//! On whom it rests alone: the one voice of most of what is new, and what the board
//! would say without it.

use super::cited_text::CitedText;
use crate::{
    board::{Board, Differences, Flip, Query, differences::ChangeKind, figures::Turned},
    look::counted,
    model::{Id, Key, RecordIx, Table, Without},
};

/// Figures that are told besides.
const TOLD: [&str; 2] = ["attacks-in-window", "patrols-in-window"];

/// What would be gone without the one voice on which most of what is new rests alone; `None` where
/// that is nothing that the sheet tells.
pub(super) fn alone(board: &Board, differences: &Differences) -> Option<CitedText> {
    let tells = |n: &RecordIx| board.record(*n).table != Table::Bulletin;
    let newer = differences.of(ChangeKind::Added).filter_map(|change| change.newer);
    let added: Vec<RecordIx> = newer.filter(tells).collect();
    let (voice, own) = most(board, &added)?;
    let without = Without { voices: vec![voice.clone()], ..Without::default() };
    let index = std::sync::Arc::new(board.index.without(&without));
    let without = Board::with_feeds(index, board.clock, Query::default(), board.read.clone());
    let flips = Flip::between(board, &without);
    let mut told: Vec<String> = flips.iter().filter_map(figure).collect();
    let is_gone = |flip: &&Flip| flip.what == Turned::Standing && flip.without == "not told";
    for flip in flips.iter().filter(is_gone).take(2) {
        let whose =
            if flip.name == "patrols" { "the patrols stand" } else { "the agreement stands" };
        let words = format!("no voice says where {whose}");
        if !told.contains(&words) {
            told.push(words);
        }
    }
    let name = board.voice_name(&voice);
    let carried = match own {
        ..2 => None,
        own => Some(match added.len() {
            all if all == own => format!("All {all} new records rest on {name} alone"),
            all => format!("{own} of {} rest on {name} alone", counted(all, "new record")),
        }),
    };
    let whose = if carried.is_some() { "it" } else { name };
    let flipped = (!told.is_empty()).then(|| format!("Without {whose}: {}", told.join("; ")));
    let texts: Vec<String> = carried.into_iter().chain(flipped).collect();
    (!texts.is_empty()).then(|| CitedText::new(texts.join(". ")))
}

/// The voice that is the only one of most of these records, and of how many.
fn most(board: &Board, records: &[RecordIx]) -> Option<(Id, usize)> {
    let mut counts: Vec<(Id, usize)> = Vec::new();
    for voice in records.iter().filter_map(|n| only_voice(board, *n)) {
        match counts.iter_mut().find(|(known, _)| *known == voice) {
            Some((_, count)) => *count += 1,
            None => counts.push((voice, 1)),
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count)
}

/// The one voice of a record, unless that is the desk.
fn only_voice(board: &Board, n: RecordIx) -> Option<Id> {
    let words = board.record(n).words.iter().filter(|word| board.counts(word));
    let mut voices: Vec<&Id> = words.filter_map(|word| word.voice()).collect();
    voices.sort_unstable();
    voices.dedup();
    match voices.as_slice() {
        [one] if !one.is_desk() && board.record(n).get(Key::Source).is_some() => {
            Some((*one).clone())
        }
        _ => None,
    }
}

fn figure(flip: &Flip) -> Option<String> {
    let Turned::Figure(name) = &flip.what else { return None };
    // Where nothing was counted, nothing rests on anybody.
    let is_told =
        TOLD.contains(&name.as_str()) && flip.all.starts_with(|c: char| c.is_ascii_digit());
    is_told.then(|| format!("{}: {}, not {}", flip.name, flip.without, flip.all))
}

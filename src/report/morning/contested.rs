//! What is contested: as a question, with what each voice says of it.

use std::collections::BTreeSet;

use super::{
    cited_text::{CitedText, CitedWord},
    naming::{in_a_row, value_words, voices, what_it_says},
    section::{SectionShape, SheetPoint, SheetSection},
};
use crate::{
    board::{Board, Matter, Register, Stance, Standing, StandingOf},
    model::{Id, IncidentKind, Key, RecordIx, Table, Value},
};

/// The section; what is new since the board before comes first.
pub(super) fn section(before: &Board, board: &Board) -> SheetSection {
    let known: BTreeSet<(RecordIx, Key)> =
        contested(before).map(|matter| (matter.record, matter.key)).collect();
    // Told already where it stands.
    let mut standing: Vec<RecordIx> = Standing::of(board, StandingOf::Patrols)
        .map(|standing| standing.record)
        .into_iter()
        .collect();
    let agreements = board.scenario().table(Table::Agreement).iter();
    standing.extend(agreements.filter_map(|of| Some(Standing::of(board, (&of.id).into())?.record)));
    // A statement is the word for where they stand: its own day is the same question.
    let is_told_above = |matter: &Matter| {
        standing.contains(&matter.record) || is_of_standing(board, matter, &standing)
    };
    let mut matters: Vec<Matter> =
        contested(board).filter(|matter| !is_told_above(matter)).collect();
    let is_old = |matter: &Matter| known.contains(&(matter.record, matter.key));
    // Stable: of the same weight those heard of last come first.
    matters.sort_by_key(|matter| (weight(board, matter), is_old(matter)));
    let text = |matter: &Matter| {
        let new = if is_old(matter) { "" } else { "New: " };
        SheetPoint::Said("", CitedText::new(new).then(told(board, matter)))
    };
    let mut points: Vec<SheetPoint> = matters.iter().map(text).collect();
    points.extend(numbers(board).map(|text| SheetPoint::Said("", text)));
    let besides = contested(board).count() != matters.len();
    let title = if besides { "Contested besides" } else { "Contested" };
    SheetSection {
        keeps: [4, 2],
        rank: 4,
        more: |hidden, _| format!("{hidden} more contested"),
        ..SheetSection::new(title, SectionShape::Brief, points)
    }
}

/// Whether it is the day of a statement about what stands, on which voices differ likewise.
fn is_of_standing(board: &Board, matter: &Matter, standing: &[RecordIx]) -> bool {
    let record = board.record(matter.record);
    let about = board.shown_ids(record, Key::About);
    let is_about = |of: &RecordIx| {
        let of = board.record(*of).id_of(Key::Of);
        of.is_some_and(|of| about.contains(of))
    };
    let is_date = record.table == Table::Statement && matter.key == Key::Date;
    let differs = |n: &RecordIx| board.contested(*n).contains(&Key::Since);
    is_date && standing.iter().any(|n| is_about(n) && differs(n))
}

/// People first, then incidents and patrols, before figures of others, and these before what somebody said.
fn weight(board: &Board, matter: &Matter) -> usize {
    match (board.record(matter.record).table, matter.key) {
        (_, Key::Killed | Key::Injured | Key::Missing | Key::Detained) => 0,
        (Table::Attack | Table::Patrol, _) => 1,
        (Table::Tally | Table::Displacement | Table::Status, _) => 2,
        _ => 3,
    }
}

fn contested(board: &Board) -> impl Iterator<Item = Matter> {
    Matter::all(board).into_iter().filter(|matter| matter.is_contested)
}

/// `Sit-in, Nayrab, 26 Apr: how many killed? 4 (SOHR, 2 at first), 5 (The New Arab)`.
fn told(board: &Board, matter: &Matter) -> CitedText {
    let n = matter.record;
    let head = format!("{}: {} ", where_and_when(board, matter), question(matter.key));
    let value = |word: usize| board.record(n).words[word].get(matter.key);
    let mut groups: Vec<(Stance, Option<&Value>, Vec<CitedWord>)> = Vec::new();
    let now =
        matter.accounts.iter().filter(|of| matches!(of.stance, Stance::Says | Stance::Denies));
    for account in now {
        let (said, at) = (value(account.word), (n, account.word));
        match groups.iter_mut().find(|(stance, of, _)| *stance == account.stance && *of == said) {
            Some((.., words)) => words.push(at),
            None => groups.push((account.stance, said, vec![at])),
        }
    }
    let mut text = CitedText::new(head);
    for (nth, (stance, said, words)) in groups.into_iter().enumerate() {
        let between = if nth == 0 { "" } else { ", or " };
        let said = match (stance, said) {
            (Stance::Denies, _) => "no".to_owned(),
            (_, None) => "yes".to_owned(),
            (_, Some(value)) if value.term() == Some(IncidentKind::Unspecified) => {
                "not told".to_owned()
            }
            (_, Some(value)) => value_words(board, matter.key, value),
        };
        let first = words.iter().find_map(|word| earlier(board, matter, *word));
        let first = first.map(|first| format!(", {first} at first")).unwrap_or_default();
        let names = in_a_row(voices(board, &words));
        let cited = words.into_iter().take(1);
        text = text.say(format!("{between}{said} ({names}{first})")).rests_on(cited);
    }
    text
}

/// What it is of: of an incident where and when it was, as far as both are told.
fn where_and_when(board: &Board, matter: &Matter) -> String {
    let said = what_it_says(board, matter.record, Some(matter.key));
    match said.split_once(", ") {
        Some((_, rest)) if board.record(matter.record).table == Table::Attack => {
            if rest.contains(", ") { rest.to_owned() } else { said }
        }
        _ => said,
    }
}

/// What a voice said before it corrected itself.
fn earlier(board: &Board, matter: &Matter, (n, word): CitedWord) -> Option<String> {
    let words = &board.record(n).words;
    let corrected = matter.accounts.iter().filter(|of| of.stance == Stance::Corrected);
    let own = corrected.map(|of| &words[of.word]).find(|old| old.voice() == words[word].voice());
    Some(value_words(board, matter.key, own?.get(matter.key)?))
}

fn question(key: Key) -> String {
    let words = match key {
        Key::Kind => "of which kind?",
        Key::Killed => "how many killed?",
        Key::Injured => "how many hurt?",
        Key::Missing => "how many missing?",
        Key::Detained => "how many detained?",
        Key::Outcome => "how did it go?",
        Key::Date | Key::Effective | Key::Signed => "when?",
        Key::Since => "since when?",
        Key::Is => "where does it stand?",
        Key::By => "by whom?",
        Key::On => "on whom?",
        Key::Place => "where?",
        Key::To | Key::Km => "how far?",
        Key::Number => "which number?",
        Key::Count => "how many?",
        Key::Running => "how many so far?",
        Key::Denies => "did it happen?",
        Key::Says => "what was said?",
        other => return format!("{}?", other.name().replace('_', " ")),
    };
    words.to_owned()
}

/// Parties that number their patrols and do not agree: each by its own highest number.
fn numbers(board: &Board) -> Option<CitedText> {
    let register = Register::new(board);
    let counted = register.of("counted-by");
    let is_one = counted.windows(2).all(|pair| pair[0].text() == pair[1].text());
    let on_file = register.one("patrols").filter(|_| counted.len() > 1 && !is_one)?;
    let party = |of: &Option<Id>| of.as_ref().map_or_else(String::new, |id| board.quoted_name(id));
    let told: Vec<String> = counted
        .iter()
        .map(|figure| format!("{} counts {}", party(&figure.of_id()), figure.text()))
        .collect();
    let words = format!(
        "Joint patrols: {}; on this board {}, whoever ran them",
        told.join(", "),
        on_file.text()
    );
    Some(CitedText::new(words))
}

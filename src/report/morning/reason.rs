//! What a party gives as its reason, and what the log has of the same: class by class, as the party
//! names them. No cause is worked out.

use super::{
    cited_text::{CitedText, joined, leading},
    naming::{SAID, attributed, clause_of, day, days, short_name},
};
use crate::{
    board::{Board, LastAttack, Register, WindowTable},
    model::{Class, Id, IncidentKind, Key, RecordIx, RecordKind, Table},
};

/// Each party's newest reason, with what the log has of it.
pub(super) fn reasons(board: &Board, weeks: &WindowTable) -> Vec<(CitedText, CitedText)> {
    let with_log = |(n, party): (RecordIx, &Id)| {
        let name = short_name(&board.quoted_name(party), SAID / 3);
        (said(board, n, party), logged(board, weeks, n, &name))
    };
    board.reasons().into_iter().map(with_log).collect()
}

fn said(board: &Board, n: RecordIx, party: &Id) -> CitedText {
    let record = board.record(n);
    let name = short_name(&board.quoted_name(party), SAID / 3);
    let date =
        board.written_date(record).map(|date| format!(", {}", days(date, board.clock.as_of)));
    let says = clause_of(record.heading(), SAID);
    let text = CitedText::new(format!("{name}{}: {says}", date.unwrap_or_default()));
    let text = text.rests_on([leading(board, n)]);
    let about = incidents(board, n);
    let bare = bare_kinds(board, &about);
    let is_all = about.iter().all(|(_, kind)| bare.contains(&of_many(*kind)));
    match bare.as_slice() {
        [] => text,
        _ if is_all => text.say(". No day or place is told"),
        kinds => text.say(format!(". No day or place is told of: {}", kinds.join(", "))),
    }
}

/// What a statement is about, as far as the board has a record of it.
fn incidents(board: &Board, n: RecordIx) -> Vec<(RecordIx, RecordKind<'_>)> {
    let about = board.shown_ids(board.record(n), Key::About).iter();
    let found = about.filter_map(|id| board.scenario().position(id));
    let attacks = found.filter(|n| board.is_visible(*n) && board.record(*n).table == Table::Attack);
    let kind = |n: RecordIx| Some((n, board.kind(board.record(n))?));
    attacks.filter_map(kind).collect()
}

/// The kinds of which no record that the statement is about has a day or a place.
fn bare_kinds(board: &Board, about: &[(RecordIx, RecordKind)]) -> Vec<String> {
    let is_bare = |n: RecordIx| {
        let is_open = board.date_of(n).is_none_or(|date| date.earliest.is_none());
        is_open && board.displayed(board.record(n), Key::Place).is_none()
    };
    let mut bare: Vec<String> = Vec::new();
    for (_, kind) in about {
        let of_kind = about.iter().filter(|(_, other)| other == kind);
        let words = of_many(*kind);
        if of_kind.clone().all(|(n, _)| is_bare(*n)) && !bare.contains(&words) {
            bare.push(words);
        }
    }
    bare
}

/// What the log has of the classes that a statement names, and whose acts those are said to be: an
/// incident of the same class need not be the one that the party means.
fn logged(board: &Board, weeks: &WindowTable, n: RecordIx, party: &str) -> CitedText {
    let as_of = board.clock.as_of;
    let mut told: Vec<CitedText> = Vec::new();
    let names_patrols = board.shown_ids(board.record(n), Key::About).iter().any(Id::is_patrols);
    // The last attack on one, and how many ran since, stand before this.
    if names_patrols && LastAttack::if_told_of(board).is_none() {
        let attacked = Register::new(board).one("patrols-attacked-in-window");
        let words = |text: String| CitedText::new(format!("{text} patrols attacked"));
        told.extend(attacked.map(|figure| words(figure.text())));
    }
    let about = incidents(board, n);
    let mut kinds: Vec<RecordKind> = about.iter().map(|(_, kind)| *kind).collect();
    kinds.dedup();
    told.extend(kinds.iter().map(|kind| of_kind(board, weeks, *kind, &about)));
    if told.is_empty() {
        return CitedText::default();
    }
    let (first, last) = (day(weeks.first, as_of), day(weeks.last, as_of));
    let head = CitedText::new(format!("Of what {party} names, {first} to {last}: "));
    head.then(joined(told, "; "))
}

fn of_kind(
    board: &Board,
    weeks: &WindowTable,
    kind: RecordKind,
    about: &[(RecordIx, RecordKind)],
) -> CitedText {
    let mut rows = weeks.rows.iter().filter(|row| row.by.is_none() && row.place.is_none());
    let row = rows.find(|row| row.kind.as_deref() == Some(kind.word()));
    let Some((row, count)) = row.and_then(|row| Some((row, row.count.as_ref()?))) else {
        return CitedText::new(format!("{} none dated", of_many(kind)));
    };
    let is_in_window =
        |n: &RecordIx| board.date_of(*n).is_some_and(|date| date.touches(weeks.first, weeks.last));
    let records: Vec<RecordIx> = row.records.iter().copied().filter(is_in_window).collect();
    let whose = match records.as_slice() {
        [one] if about.iter().any(|(n, _)| n == one) => ", on that party's word".to_owned(),
        [one] => attributed(board, *one),
        _ => String::new(),
    };
    let words = format!("{} {count}{whose}", of_many(kind));
    CitedText::new(words).rests_on(records.iter().map(|n| leading(board, *n)))
}

/// What a kind is called where it is counted.
fn of_many(kind: RecordKind) -> String {
    match kind.listed() {
        Some(IncidentKind::Other) => Class::Other.plural().to_owned(),
        Some(IncidentKind::Unspecified) => "attacks, kind not told,".to_owned(),
        _ => kind.spoken().to_owned(),
    }
}

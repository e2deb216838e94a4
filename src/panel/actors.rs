//! The actor roster: a tree by `part_of`; labels last, in quotes, not counted.

use std::{collections::HashMap, sync::Arc};

use super::{
    cells,
    rows::{Row, SortKey},
    sheet::{Column, Sheet, Sort},
    spec::{Content, OF_THE_WHOLE, PanelSpec, Placement},
};
use crate::{
    board::{Board, Figure, Member, Naming, Register},
    look::{Phrase, Role, Summary, SummaryLine, glyph, shortened},
    model::{ActorKind, Bounds, Id, Key, RecordIx, Table, Value},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    title: "Actors",
    help: "actor roster",
    placement: Placement::Front,
    content: Content::Records { table: Table::Actor, joins: None },
    adds: Some(Table::Actor),
    of_the_whole: Some(OF_THE_WHOLE),
    opens_at_end: false,
    sheet,
    caption: |board, row| Some(caption(board, row.record()?)),
};

fn sheet(board: &Board, sort: Sort) -> Sheet {
    let register = Register::new(board);
    let blamed = Blamed::all(board, &register);
    let mut columns = vec![
        Column::sized("name", 0, (14, 44), name),
        Column::of_record("role", 1, (7, 10), |board, n| word(board, n, Key::Role)).whole(),
        Column::of_record("kind", 3, (6, 13), |board, n| word(board, n, Key::Kind)).whole(),
        Column::of_record("said", 1, (4, 4), statement_count).right().sorted_by_record(
            |board, n| {
                SortKey::Number(i64::try_from(board.statements_of(&board.record(n).id).len()).ok())
            },
        ),
        Column::of_record("title", 4, (12, 30), |board, n| {
            cells::text(board, board.record(n), Key::Title)
        }),
        Column::of_record("led by", 5, (10, 22), |board, n| {
            match board.record(n).id_of(Key::LedBy) {
                Some(leader) => cells::name(board, leader),
                None => Phrase::default(),
            }
        }),
        Column::of_record("ties", 4, (16, 70), ties),
        Column::of_record("note", 9, (12, 60), |board, n| cells::note(board, board.record(n))),
    ];
    if !blamed.0.is_empty() {
        columns.insert(BEHIND_SAID, blamed.column());
    }
    let by_column = sort.column.and_then(|n| columns.get(n));
    // Sorting keeps the tree: it orders those that stand side by side.
    let members = Member::all(board, |a, b| {
        let order = match by_column {
            Some(column) => column.key(board, &Row::of(*a)).cmp(&column.key(board, &Row::of(*b))),
            None => a.cmp(b),
        };
        if sort.reversed { order.reverse() } else { order }
    });
    let rows = members
        .into_iter()
        .map(|member| Row { depth: member.depth, ..Row::of(member.record) })
        .collect();
    let total = board.visible_of(Table::Actor).count();
    Sheet { columns, rows, lines: summary(board, &register), total, ..Sheet::default() }
}

/// The place of the column of blame: behind how often somebody spoke.
const BEHIND_SAID: usize = 4;

/// In how many violations somebody names each actor, and who does.
struct Blamed(HashMap<Id, (Figure, Vec<(Naming, Id)>)>);

impl Blamed {
    fn all(board: &Board, register: &Register) -> Blamed {
        let figures = register.of("named");
        let breaches = board.agreements().iter().flat_map(|agreement| &agreement.breaches);
        let told = breaches.filter(|breaches| !breaches.named.is_empty()).filter_map(|breaches| {
            let figure = figures.iter().find(|figure| figure.is_of(&breaches.actor))?.clone();
            let voices = breaches.by_voice().into_iter();
            let voices = voices.map(|(naming, voice, _)| (naming, voice.clone())).collect();
            Some((breaches.actor.clone(), (figure, voices)))
        });
        Blamed(told.collect())
    }

    fn column(self) -> Column {
        let blamed = Arc::new(self);
        let needs = blamed.clone();
        let cell = move |board: &Board, n: RecordIx, cells: usize| blamed.cell(board, n, cells);
        let needed = move |board: &Board, row: &Row| {
            row.record().map_or(0, |n| needs.cell(board, n, 0).width())
        };
        Column::sized_of_record("blamed for", 1, (10, 36), cell).never_below(needed)
    }

    /// `1 by SOFREP`, `1, claims it`: never a number without its voice. A long name gives way first.
    fn cell(&self, board: &Board, n: RecordIx, cells: usize) -> Phrase {
        let Some((figure, voices)) = self.0.get(&board.record(n).id) else {
            return Phrase::not_stated();
        };
        let count = || cells::figure(board, figure);
        let others: Vec<&str> = voices
            .iter()
            .filter(|(naming, _)| *naming != Naming::Claims)
            .map(|(_, voice)| board.voice_name(voice))
            .collect();
        let claims = if others.len() < voices.len() { ", claims it" } else { "" };
        let Some(first) = others.first() else { return count().and(claims, Role::Dim) };
        let by = |who: &str| count().and(format!(" by {who}"), Role::Dim);
        let more = match others.len() - 1 {
            0 => String::new(),
            more => format!(" +{more}"),
        };
        let room = cells.saturating_sub(by(&more).width()).max(LEAST_OF_VOICE);
        let forms = [
            by(&others.join(", ")).and(claims, Role::Dim),
            by(&format!("{first}{more}")),
            by(&format!("{}{more}", shortened(first, room))),
        ];
        cells::shortest_that_fits(forms.into_iter(), cells)
    }
}

/// Cells of a voice's name that still say whose it is.
const LEAST_OF_VOICE: usize = 6;

/// In the tree by `part_of`; a long name gives way from behind its head.
fn name(board: &Board, row: &Row, cells: usize) -> Phrase {
    let record = board.record(board.record_of(row.subject));
    let full = record.text(Key::Name).map_or(record.id.as_str(), |name| name);
    let has_parts = !board.index.referring(&record.id, Key::PartOf).is_empty();
    let mark = if has_parts { glyph::PARENT } else { " " };
    let indent = Phrase::plain("  ".repeat(row.depth.min(8))).and(format!("{mark} "), Role::Dim);
    let room = cells.saturating_sub(indent.width());
    if record.term(Key::Kind) == Some(ActorKind::Label) {
        let short = shortened(full, room.saturating_sub(2));
        return indent.and(format!("“{short}”"), Role::Label);
    }
    indent.and(shortened(full, room), Role::Plain)
}

fn word(board: &Board, n: RecordIx, key: Key) -> Phrase {
    match board.record(n).get(key).and_then(Value::word_said) {
        Some(word) => Phrase::plain(word),
        None => Phrase::not_stated(),
    }
}

fn statement_count(board: &Board, n: RecordIx) -> Phrase {
    match board.statements_of(&board.record(n).id).len() {
        0 => Phrase::not_stated(),
        n => Phrase::plain(n.to_string()),
    }
}

/// Every tie with whom, in whose voice and with which grade.
fn ties(board: &Board, n: RecordIx) -> Phrase {
    let ties = board.ties_of(&board.record(n).id).into_iter().map(|n| cells::tie(board, n));
    Phrase::list(ties, "; ")
}

fn caption(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    let led = record
        .id_of(Key::LedBy)
        .map(|id| Phrase::dim("led by ").join(cells::name(board, id)))
        .unwrap_or_default();
    let title = cells::text(board, record, Key::Title);
    Phrase::list([title, ties(board, n), led, cells::note(board, record)], " · ")
}

fn summary(board: &Board, register: &Register) -> Summary {
    let Some(actors) = register.one("actors") else { return Summary::default() };
    let line = cells::figure(board, &actors);
    let labels = register.one("labels").filter(Figure::counts_any);
    let full = labels.map(|labels| {
        let is_one = labels.value.bounds() == Some(Bounds::new(1, 1));
        let words = if is_one {
            " name that stands only in quotes"
        } else {
            " names that stand only in quotes"
        };
        let and = line.clone().and(", and ", Role::Plain);
        and.join(cells::figure(board, &labels)).and(words, Role::Plain)
    });
    Summary::new([SummaryLine::new("actors", full.into_iter().chain([line]).collect())])
}

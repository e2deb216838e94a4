//! Rival accounts: a row for each voice on each contested key, its counts on one common axis.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::{
    cells,
    rows::{Row, SortKey},
    sheet::{Column, Sheet, Sort},
    spec::{Content, Object, PanelSpec, Placement},
    values::{object, value_json},
};
use crate::{
    board::{Account, Board, Figure, Matter, Register, Stance, bounds, day_month},
    look::{Flow, Phrase, Role, counted, glyph, span},
    model::{Id, Key, Word},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    name: "accounts",
    title: "Rival accounts",
    help: "rival accounts: every contested key, voice by voice",
    placement: Placement::Page {
        shows: "every contested key, voice by voice, counts on one axis; what was corrected, withdrawn, denied",
    },
    content: Content::Derived {
        empty: "no voice contests another, corrects or withdraws its word",
        json: rows_json,
    },
    adds: None,
    of_the_whole: None,
    opens_at_end: false,
    sheet,
    caption: |_, _| None,
};

/// What the lines of the panel say.
struct AccountLines {
    matters: Vec<Matter>,
    /// By the row's line: the matter, and the account in it.
    of_lines: Vec<(usize, usize)>,
}

fn sheet(board: &Board, sort: Sort) -> Sheet {
    let matters = Matter::all(board);
    let lines = matters
        .iter()
        .enumerate()
        .flat_map(|(n, matter)| (0..matter.accounts.len()).map(move |account| (n, account)))
        .collect::<Vec<_>>();
    let sorted = sort != Sort::default();
    let row = |(line, (n, account)): (usize, &(usize, usize))| {
        let matter = &matters[*n];
        let role = match matter.accounts[*account].stance {
            Stance::Says | Stance::Denies => Role::Plain,
            Stance::Corrected => Role::Stale,
            Stance::Withdrawn => Role::Withdrawn,
        };
        // A matter is named in its first row, wherever rows are sorted apart in each.
        Row { line, depth: usize::from(*account > 0 && !sorted), role, ..Row::of(matter.record) }
    };
    let rows: Vec<Row> = lines.iter().enumerate().map(row).collect();
    let summary = Flow::new(summary(board, &matters));
    let total = rows.len();
    let columns = columns(Arc::new(AccountLines { matters, of_lines: lines }));
    Sheet { columns, rows: rows.into(), summary, total, ..Sheet::default() }.sorted(board, sort)
}

fn at<'l>(lines: &'l AccountLines, row: &Row) -> Option<(&'l Matter, &'l Account)> {
    let (n, account) = lines.of_lines.get(row.line)?;
    let matter = lines.matters.get(*n)?;
    Some((matter, matter.accounts.get(*account)?))
}

/// A column whose cell is told of a matter and an account.
fn of(
    lines: &Arc<AccountLines>,
    cell: impl Fn(&Board, &Row, &Matter, &Account, usize) -> Phrase + Send + Sync + 'static,
) -> impl Fn(&Board, &Row, usize) -> Phrase + Send + Sync + 'static {
    let lines = lines.clone();
    move |board, row, cells| {
        at(&lines, row)
            .map(|(matter, account)| cell(board, row, matter, account, cells))
            .unwrap_or_default()
    }
}

fn word<'a>(board: &'a Board, matter: &Matter, account: &Account) -> &'a Word {
    &board.record(matter.record).words[account.word]
}

fn columns(lines: Arc<AccountLines>) -> Vec<Column> {
    let heard = lines.clone();
    vec![
        Column::sized("record", 0, (12, 20), of(&lines, record)),
        Column::sized("key", 0, (6, 10), of(&lines, key)),
        Column::sized("voice", 0, (9, 32), of(&lines, voice)),
        Column::sized("account", 1, (9, 9), of(&lines, stance)),
        Column::sized("value", 0, (10, 34), of(&lines, value)),
        Column::sized("on one axis", 4, (12, 26), of(&lines, axis)).picture(),
        Column::sized(
            "grade",
            2,
            (5, 5),
            of(&lines, |board, _, matter, account, _| {
                Phrase::dim(board.grade(word(board, matter, account)).to_string())
            }),
        ),
        Column::sized("said", 2, (7, 12), of(&lines, voice_cell)).sorted_by(move |board, row| {
            let known =
                at(&heard, row).and_then(|(matter, account)| word(board, matter, account).known());
            SortKey::Day(known.map(|known| known.day))
        }),
        Column::sized("party", 3, (8, 18), of(&lines, party)),
        Column::sized("carried by", 5, (12, 40), of(&lines, outlets)),
    ]
}

fn record(board: &Board, row: &Row, matter: &Matter, _: &Account, _: usize) -> Phrase {
    if row.depth > 0 {
        return Phrase::default();
    }
    Phrase::new(board.record(matter.record).id.as_str(), Role::Link)
}

fn key(_: &Board, row: &Row, matter: &Matter, _: &Account, _: usize) -> Phrase {
    if row.depth > 0 {
        return Phrase::dim(format!("  {}", matter.key.name()));
    }
    let mark = if matter.is_contested { glyph::CONTESTED } else { " " };
    Phrase::new(mark, Role::Contested).and(" ", Role::Plain).and(matter.key.name(), Role::Plain)
}

fn voice(board: &Board, _: &Row, matter: &Matter, account: &Account, _: usize) -> Phrase {
    let voice = word(board, matter, account).voice();
    Phrase::plain(voice.map_or("the file", |voice| board.voice_name(voice)))
}

fn stance(_: &Board, _: &Row, _: &Matter, account: &Account, _: usize) -> Phrase {
    let role = match account.stance {
        Stance::Says => Role::Dim,
        Stance::Denies | Stance::Withdrawn => Role::Warning,
        Stance::Corrected => Role::Stale,
    };
    Phrase::new(account.stance.word(), role)
}

fn value(board: &Board, _: &Row, matter: &Matter, account: &Account, _: usize) -> Phrase {
    if matter.key == Key::Denies {
        let what = if account.stance == Stance::Denies { "that it was so" } else { "it was so" };
        return Phrase::dim(what);
    }
    let value = word(board, matter, account).get(matter.key);
    value.map_or_else(Phrase::not_stated, |value| Phrase::plain(board.in_words(matter.key, value)))
}

/// The range of a count, on the axis that all accounts of the matter share.
fn axis(board: &Board, row: &Row, matter: &Matter, account: &Account, cells: usize) -> Phrase {
    let full = board.axis_of(matter);
    let range = word(board, matter, account).get(matter.key).and_then(bounds);
    match full.zip(range) {
        Some((full, range)) => {
            let phrase = span(range, full, cells.min(40));
            if row.role == Role::Plain { phrase } else { phrase.all_in(row.role) }
        }
        None => Phrase::default(),
    }
}

fn voice_cell(board: &Board, _: &Row, matter: &Matter, account: &Account, _: usize) -> Phrase {
    match word(board, matter, account).known() {
        Some(known) => {
            let mark = if known.assumed { glyph::ASSUMED } else { "" };
            Phrase::plain(format!("{mark}{}", day_month(known.day)))
        }
        None => Phrase::not_stated(),
    }
}

/// Whose ledger the voice's word belongs to, if it is a party's.
fn party(board: &Board, _: &Row, matter: &Matter, account: &Account, _: usize) -> Phrase {
    let voice = word(board, matter, account).voice();
    let party = voice.and_then(|voice| board.party_of(voice));
    party.map_or_else(Phrase::default, |party| {
        let is_party = board.parties().contains(party);
        cells::name(board, party).and(if is_party { " (party)" } else { "" }, Role::Dim)
    })
}

fn outlets(board: &Board, _: &Row, _: &Matter, account: &Account, _: usize) -> Phrase {
    let names = account.outlets.iter().map(|outlet| Phrase::dim(board.voice_name(outlet)));
    Phrase::list(names, ", ")
}

fn summary(board: &Board, matters: &[Matter]) -> Vec<Phrase> {
    let contested = matters.iter().filter(|matter| matter.is_contested).count();
    let contested = counted(contested, "contested key");
    let mut parts = vec![Phrase::figure(contested, Role::Plain, "contested")];
    let register = Register::new(board);
    for (id, one) in
        [("denials", "denial"), ("corrections", "correction"), ("withdrawals", "withdrawal")]
    {
        let told = register.one(id).filter(Figure::counts_any);
        parts.extend(told.map(|told| cells::counted_figure(board, &told, one)));
    }
    parts
}

/// Rival accounts: a row for each key, with every voice.
fn rows_json(board: &Board) -> Vec<Object> {
    let row = |matter: &Matter| {
        let record = board.record(matter.record);
        let accounts: Vec<Json> =
            matter.accounts.iter().map(|account| account_json(board, matter, account)).collect();
        object(json!({
            "record": record.id.as_str(),
            "table": record.table.name(),
            "key": matter.key.name(),
            "contested": matter.is_contested,
            "heard": matter.heard.map(|day| day.to_string()),
            "accounts": accounts,
            "line": record.spot.line,
        }))
    };
    Matter::all(board).iter().map(row).collect()
}

fn account_json(board: &Board, matter: &Matter, account: &Account) -> Json {
    let record = board.record(matter.record);
    let word = &record.words[account.word];
    let known = word.known();
    let party = word.voice().and_then(|voice| board.party_of(voice));
    json!({
        "voice": word.voice().map(Id::as_str),
        "is": account.stance.word(),
        "value": word.get(matter.key).filter(|_| matter.key != Key::Denies).map(value_json),
        "grade": board.grade(word).to_string(),
        "known": known.map(|known| json!({ "day": known.day.to_string(), "assumed": known.assumed })),
        "party": party.map(Id::as_str),
        "carried_by": account.outlets.iter().map(Id::as_str).collect::<Vec<_>>(),
        "line": word.spot.line,
    })
}

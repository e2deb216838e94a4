//! Rival accounts: a row for each voice on each contested key, its counts on one common axis.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::{
    cells,
    json_keys::{JsonForm, JsonKey, KNOWN, TEXTS, always, perhaps},
    rows::{Row, SortKey},
    sheet::{Column, Sheet, Sort},
    spec::{Content, Object, PanelSpec, Placement},
    values::{object, value_json},
};
use crate::{
    board::{Account, Board, Matter, Stance, bounds, day_month},
    look::{Flow, Phrase, Role, counted, fit, glyph, span, width},
    model::{Id, Key, Word},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    title: "Rival accounts",
    help: "rival accounts: every contested key, voice by voice",
    placement: Placement::Page {
        shows: "every contested key, voice by voice, counts on one axis; what was corrected, withdrawn, denied",
    },
    content: Content::Derived {
        empty: "no voice contests another, corrects or withdraws its word",
        json: rows_json,
        keys: &[KEYS],
    },
    adds: None,
    of_the_whole: None,
    opens_at_end: false,
    sheet,
    caption: |_, _| None,
};

/// What the lines of the panel say.
struct AccountLines {
    matters: Arc<Vec<Matter>>,
    /// By the row's line: the matter, and the account in it; `None` for the question above them.
    of_lines: Vec<(usize, Option<usize>)>,
}

fn sheet(board: &Board, sort: Sort) -> Sheet {
    let matters = board.matters().clone();
    // Where rows are sorted apart, each names its question itself.
    let sorted = sort != Sort::default();
    let lines_of = |(n, matter): (usize, &Matter)| {
        let question = (!sorted).then_some((n, None));
        question.into_iter().chain((0..matter.accounts.len()).map(move |at| (n, Some(at))))
    };
    let lines: Vec<(usize, Option<usize>)> =
        matters.iter().enumerate().flat_map(lines_of).collect();
    let row = |(line, (n, account)): (usize, &(usize, Option<usize>))| {
        let matter = &matters[*n];
        let role = match account.map(|account| matter.accounts[account].stance) {
            None | Some(Stance::Says | Stance::Denies) => Role::Plain,
            Some(Stance::Corrected) => Role::Stale,
            Some(Stance::Withdrawn) => Role::Withdrawn,
        };
        Row { line, depth: usize::from(account.is_some()), role, ..Row::of(matter.record) }
    };
    let rows: Vec<Row> = lines.iter().enumerate().map(row).collect();
    let summary = Flow::new(summary(&matters));
    let total = rows.len();
    let lines = Arc::new(AccountLines { matters, of_lines: lines });
    let columns = columns(&lines, sorted);
    let sheet = Sheet { columns, rows: rows.into(), summary, total, ..Sheet::default() };
    let heading = move |board: &Board, row: &Row, cells: usize| {
        let (matter, account) = lines.of_lines.get(row.line)?;
        account.is_none().then(|| question(board, &lines.matters[*matter], cells))
    };
    sheet.sorted(board, sort).headed(heading)
}

/// `IED near Ariha, 14 Jul: what kind? ≠`; the name gives way before what is asked.
fn question(board: &Board, matter: &Matter, cells: usize) -> Phrase {
    let record = board.record(matter.record);
    let whole = board.question(record, matter.key);
    let mark = if matter.is_contested { format!(" {}", glyph::CONTESTED) } else { String::new() };
    let asked = board.asked(record, matter.key);
    let name = whole.strip_suffix(asked.as_str()).unwrap_or(&whole).trim_end();
    let room = cells.saturating_sub(width(&asked) + width(&mark) + 1);
    let name = if width(name) > room { fit(name, room) } else { name.to_owned() };
    Phrase::new(name.trim_end(), Role::Heading)
        .and(format!(" {asked}"), Role::Heading)
        .and(mark, Role::Contested)
}

fn at<'l>(lines: &'l AccountLines, row: &Row) -> Option<(&'l Matter, &'l Account)> {
    let (n, account) = lines.of_lines.get(row.line)?;
    let matter = lines.matters.get(*n)?;
    Some((matter, matter.accounts.get((*account)?)?))
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

fn columns(lines: &Arc<AccountLines>, names_question: bool) -> Vec<Column> {
    let heard = lines.clone();
    let named = of(lines, |board, _, matter, _, cells| question(board, matter, cells));
    let question = names_question.then(|| Column::sized("question", 0, (20, 44), named));
    let columns = vec![
        Column::sized("voice", 0, (12, 40), of(lines, voice)),
        Column::sized("account", 0, (13, 13), of(lines, stance)),
        Column::sized("what", 0, (10, 34), of(lines, value)),
        Column::sized("on one axis", 4, (12, 26), of(lines, axis)).picture(),
        Column::sized(
            "grade",
            2,
            (5, 5),
            of(lines, |board, _, matter, account, _| {
                Phrase::dim(board.grade(word(board, matter, account)).to_string())
            }),
        ),
        Column::sized("said", 2, (7, 12), of(lines, voice_cell)).sorted_by(move |board, row| {
            let known =
                at(&heard, row).and_then(|(matter, account)| word(board, matter, account).known());
            SortKey::Day(known.map(|known| known.day))
        }),
        Column::sized("party", 3, (8, 18), of(lines, party)),
        Column::sized("carried by", 5, (12, 40), of(lines, outlets)),
    ];
    question.into_iter().chain(columns).collect()
}

/// Indented where it stands below its question.
fn voice(board: &Board, row: &Row, matter: &Matter, account: &Account, _: usize) -> Phrase {
    let voice = word(board, matter, account).voice();
    let name = voice.map_or("the file", |voice| board.voice_name(voice));
    let indent = if row.depth > 0 { "  " } else { "" };
    Phrase::plain(format!("{indent}{name}"))
}

fn stance(_: &Board, _: &Row, _: &Matter, account: &Account, _: usize) -> Phrase {
    let role = match account.stance {
        Stance::Says => Role::Dim,
        Stance::Denies | Stance::Withdrawn => Role::Warning,
        Stance::Corrected => Role::Stale,
    };
    let words = match account.stance {
        Stance::Says | Stance::Denies => account.stance.word(),
        Stance::Corrected => "said at first",
        Stance::Withdrawn => "took it back",
    };
    Phrase::new(words, role)
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

fn summary(matters: &[Matter]) -> Vec<Phrase> {
    let contested = matters.iter().filter(|matter| matter.is_contested).count();
    let contested = Phrase::figure(counted(contested, "question"), Role::Plain, "contested");
    let mut parts = vec![contested.and(" contested", Role::Plain)];
    for (stance, id, one, many) in [
        (Stance::Denies, "denials", "1 voice denies that it was so", "voices deny that it was so"),
        (
            Stance::Corrected,
            "corrections",
            "1 voice corrected itself",
            "times a voice corrected itself",
        ),
        (Stance::Withdrawn, "withdrawals", "1 word taken back", "words taken back"),
    ] {
        let words = match Matter::accounts_that(matters, stance) {
            0 => continue,
            1 => one.to_owned(),
            n => format!("{n} {many}"),
        };
        parts.push(Phrase::figure(words, Role::Plain, id));
    }
    parts
}

/// What a row for scripts has.
const KEYS: &[JsonKey] = &[
    always("record", JsonForm::Text, "the id of the record that the voices speak of"),
    always("table", JsonForm::Text, "its table"),
    always("key", JsonForm::Text, "the key on which they differ"),
    always("contested", JsonForm::Flag, "whether they cannot all be right"),
    perhaps("heard", JsonForm::Day, "the day of the latest word"),
    always(
        "accounts",
        JsonForm::Many(&JsonForm::One(ACCOUNT)),
        "what each voice says, or said once",
    ),
    always("line", JsonForm::Whole, "where the record stands in the file"),
];
const ACCOUNT: &[JsonKey] = &[
    perhaps("voice", JsonForm::Text, "the id of its source"),
    always(
        "is",
        JsonForm::Words(&["says", "denies", "corrected", "withdrawn"]),
        "what became of the word",
    ),
    perhaps("value", JsonForm::Anything, "what it says; absent where it only denies"),
    always("grade", JsonForm::Text, "reliability and credibility: B2"),
    perhaps("known", KNOWN, "from when it counts"),
    perhaps("party", JsonForm::Text, "the id of the party whose ledger its word belongs to"),
    always("carried_by", TEXTS, "ids of the outlets that carry it"),
    always("line", JsonForm::Whole, "where the word stands in the file"),
];

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
    board.matters().iter().map(row).collect()
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

//! Why a figure is what it is: the records that count, those that may, and those that do not.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::{
    cells, feed_row,
    json_keys::{JsonForm, JsonKey, always, perhaps},
    rows::Row,
    sheet::{Column, Sheet},
    spec::{Content, Object, PanelSpec, Placement},
    values::object,
};
use crate::{
    board::{Board, Figure, FigureGrounds, Register, RowIx, day_month, figures::FigureGround},
    command::Command,
    look::{Flow, Phrase, Role},
    model::{Id, Key, RecordIx, Value},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    title: "Why this figure",
    help: "why a figure is so; again, the panel's next figure",
    placement: Placement::Page {
        shows: "what a figure says, and the records that count, may count and do not",
    },
    content: Content::Derived {
        empty: "no record bears on this figure",
        json: rows_json,
        keys: &[KEYS],
    },
    adds: None,
    of_the_whole: None,
    opens_at_end: false,
    sheet: |board, _| sheet(board),
    caption: |_, _| None,
};

/// What a figure is asked about, and what it rests on.
pub struct Asked {
    /// The figure, with its value.
    pub figure: Figure,
    /// The three groups.
    pub grounds: FigureGrounds,
}

/// The figure that the board is asked about; `None` where it is asked about none, or that one can
/// no longer be told.
pub fn asked(board: &Board) -> Option<Asked> {
    let register = Register::new(board);
    let figure = register.named(board.asked.as_deref()?).ok()?;
    let grounds = register.why(&figure);
    Some(Asked { figure, grounds })
}

/// In which of the groups a row stands.
pub const GROUPS: [&str; 3] = ["counts", "may count", "does not"];

fn groups(grounds: &FigureGrounds) -> [&[FigureGround]; 3] {
    [&grounds.certain, &grounds.possible, &grounds.not]
}

fn sheet(board: &Board) -> Sheet {
    let Some(asked) = asked(board) else {
        let key = Command::GoTo("figures").key();
        let words = match &board.asked {
            Some(name) => format!("{name} cannot be told on this day; {key} lists what can"),
            None => format!("no figure is asked about; {key} lists them"),
        };
        return Sheet { summary: Flow::new(vec![Phrase::dim(words)]), ..Sheet::default() };
    };
    let groups = groups(&asked.grounds);
    let lines: Vec<(usize, FigureGround)> = groups
        .iter()
        .enumerate()
        .flat_map(|(group, grounds)| grounds.iter().map(move |ground| (group, ground.clone())))
        .collect();
    let row = |(line, (group, ground)): (usize, &(usize, FigureGround))| {
        let role = if *group == 2 { Role::Dim } else { Role::Plain };
        Row { subject: ground.subject, line, role, ..Row::of(RecordIx::new(0)) }
    };
    let rows: Vec<Row> = lines.iter().enumerate().map(row).collect();
    let (total, lines) = (rows.len(), Arc::new(lines));
    let summary = Flow::new(summary(board, &asked));
    Sheet { columns: columns(&lines), rows: rows.into(), summary, total, ..Sheet::default() }
}

fn columns(lines: &Arc<Vec<(usize, FigureGround)>>) -> Vec<Column> {
    let of = lines.clone();
    let group = Column::new("", 0, (9, 9), move |_, row| {
        let role = [Role::Good, Role::Warning, Role::Dim][of[row.line].0];
        Phrase::new(GROUPS[of[row.line].0], role)
    });
    let of = lines.clone();
    let reason = Column::new("because", 0, (24, 60), move |_, row| {
        Phrase::plain(of[row.line].1.reason.as_str())
    });
    vec![
        group,
        Column::new("says", 0, (20, 56), |board, row| match row.feed_row() {
            Some(at) => feed_row::caption(board, at),
            None => Phrase::plain(board.brief(board.record(board.record_of(row.subject)))),
        }),
        reason,
        cells::date_column(3, (8, 14)),
        Column::of_record("voice", 3, (10, 30), cells::voice),
        Column::new("record", 2, (14, 26), |board, row| {
            let id = &board.record(board.record_of(row.subject)).id;
            let name = |at: RowIx| Some(board.feeds.files.get(at.feed)?.row_name(at.row));
            let row = row.feed_row().and_then(name).map(|name| format!(" {name}"));
            Phrase::new(format!("{id}{}", row.unwrap_or_default()), Role::Link)
        }),
        Column::of_record("bulletin", 3, (12, 24), |board, n| {
            Phrase::dim(board.bulletin_in_words(n))
        })
        .unless_sparse(),
        Column::of_record("basis", 4, (9, 9), cells::basis).unless_sparse(),
        Column::of_record("grade", 4, (5, 5), cells::grade),
        Column::of_record("line", 3, (5, 6), |board, n| {
            Phrase::dim(board.record(n).spot.line.to_string())
        })
        .right(),
    ]
}

fn summary(board: &Board, asked: &Asked) -> Vec<Phrase> {
    let figure = &asked.figure;
    let mut parts = vec![
        Phrase::new(format!("{}: ", figure.labels.long), Role::Heading)
            .join(cells::figure(board, figure)),
        Phrase::plain(asked.grounds.in_words()),
        Phrase::plain(figure.spec.definition),
    ];
    let counts = figure.spec.counts.split("; ").enumerate();
    parts.extend(counts.map(|(n, words)| {
        Phrase::dim(if n == 0 { "counts " } else { "" }).and(words, Role::Plain)
    }));
    let days = figure.days.map(|days| {
        let (first, last) = (day_month(days.first), day_month(days.last));
        format!(
            "{first}–{last} ({}), {} of {} days reported",
            figure.spec.window,
            days.reported,
            days.days()
        )
    });
    let days = days.unwrap_or_else(|| figure.spec.window.to_owned());
    parts.push(Phrase::dim("days ").and(days, Role::Plain));
    parts.push(Phrase::dim(board.clock.words()));
    if figure.spec.is_whole {
        parts.push(Phrase::dim("whatever the filter"));
    } else if !board.query.is_empty() {
        parts.push(Phrase::dim("filter ").and(board.query.text(), Role::Plain));
    }
    let (certain, possible) = asked.grounds.more;
    if certain + possible > 0 {
        let words = format!("not listed: {certain} that count, {possible} that may");
        parts.push(Phrase::new(words, Role::Stale));
    }
    parts
}

/// What a row for scripts has.
const KEYS: &[JsonKey] = &[
    always("figure", JsonForm::Text, "the name of the figure"),
    always("group", JsonForm::Text, "whether it counts, may count or does not"),
    always("reason", JsonForm::Text, "why"),
    always("id", JsonForm::Text, "the id of the record, or of the feed"),
    perhaps("row", JsonForm::Whole, "the row of the feed"),
    always("table", JsonForm::Text, "the table of the record"),
    always("says", JsonForm::Text, "what the record is called"),
    always("line", JsonForm::Whole, "where the record stands in the file"),
    perhaps("rests", RESTS, "what the word rests on"),
];

/// What a word rests on.
pub const RESTS: JsonForm = JsonForm::Named(
    "rests",
    &[
        perhaps("bulletin", JsonForm::Named("bulletin", BULLETIN), "the bulletin that says so"),
        perhaps("basis", JsonForm::Text, "how its voice knows of it"),
    ],
);
const BULLETIN: &[JsonKey] = &[
    always("id", JsonForm::Text, "its id"),
    perhaps("ref", JsonForm::Text, "its serial"),
    always("line", JsonForm::Whole, "where it stands in the file"),
];

fn rows_json(board: &Board) -> Vec<Object> {
    let Some(asked) = asked(board) else { return Vec::new() };
    let name = asked.figure.name();
    let rows = groups(&asked.grounds).into_iter().zip(GROUPS).flat_map(|(grounds, group)| {
        let name = &name;
        grounds.iter().map(move |ground| {
            let record = board.record(board.record_of(ground.subject));
            object(json!({
                "figure": name,
                "group": group,
                "reason": &*ground.reason,
                "id": Id::as_str(&record.id),
                "row": ground.subject.feed_row().map(|at| at.row + 1),
                "table": record.table.name(),
                "says": board.brief(record),
                "line": record.spot.line,
                "rests": rests_json(board, board.record_of(ground.subject)),
            }))
        })
    });
    rows.collect()
}

/// The bulletin that a record rests on and how its voice knows of it; null of what says neither.
pub fn rests_json(board: &Board, n: RecordIx) -> Json {
    let word = board.leading(board.record(n));
    let bulletin = board.bulletin_of(word).map(|n| board.record(n));
    let basis = word.get(Key::Basis).and_then(Value::word);
    let bulletin = bulletin.map(|bulletin| {
        json!({
            "id": bulletin.id.as_str(),
            "ref": bulletin.text(Key::Ref).map(|serial| serial.as_str()),
            "line": bulletin.spot.line,
        })
    });
    match (&bulletin, basis) {
        (None, None) => Json::Null,
        _ => json!({ "bulletin": bulletin, "basis": basis }),
    }
}

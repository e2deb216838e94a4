//! Figures in plain words and for scripts: the list of them, and why one is what it is.

use serde_json::{Value as Json, json};

use super::rows::{placed, rows_json};
use crate::{
    board::{Board, Figure, Flip, Refusal, Register, day_month, figures::FigureGround, full_day},
    look::{fit, width, wrap},
    model::{Id, Key},
    panel::{
        Panel,
        json_keys::{JsonForm, JsonKey, always, perhaps},
        values::{figure_json, object},
        why::{GROUPS, RESTS, rests_json},
    },
};

/// Columns that every terminal and most mail have.
const PAGE: usize = 78;

/// Every figure of a board with its value and what it says; an object for each.
pub fn figures(board: &Board, file: &str) -> (String, Vec<Json>) {
    let figures = Register::new(board).all();
    let mut text = head(board, Panel::Figures, file);
    let names: Vec<String> = figures.iter().map(Figure::name).collect();
    let wide = names.iter().map(|name| width(name)).max().unwrap_or(0).min(36);
    let values: Vec<String> = figures.iter().map(Figure::text).collect();
    let room = values.iter().map(|value| width(value)).max().unwrap_or(0);
    for ((figure, name), value) in figures.iter().zip(&names).zip(&values) {
        let gap = " ".repeat(room - width(value));
        let name = format!("{name}{}", " ".repeat(wide.saturating_sub(width(name))));
        text.push_str(&format!("{name}  {gap}{value}  {}\n", figure.labels.long));
    }
    let rows = figures.iter().map(|figure| object(figure_json(board, figure))).collect();
    (text, placed(board, rows, file))
}

/// What turns without the voices that are put aside, one line each; an object for each.
pub fn without(board: &Board, file: &str) -> (String, Vec<Json>) {
    let mut text = head(board, Panel::Without, file);
    let flips = board.in_all_voices().map_or_else(Vec::new, |all| Flip::between(&all, board));
    if board.without().is_none() {
        text.push_str("Everybody speaks; --without names whom to put aside.\n");
    } else if flips.is_empty() {
        text.push_str("Nothing turns.\n");
    }
    for flip in &flips {
        let line = format!("{}: {}: {} → {}", flip.what.word(), flip.name, flip.all, flip.without);
        text.push_str(&format!("{line}\n"));
    }
    (text, rows_json(board, Panel::Without, file))
}

/// Why a figure is what it is: an object with the figure and its three groups.
///
/// # Errors
///
/// A name that no figure of this board has is refused, with what may be meant.
pub fn why(board: &Board, name: &str, file: &str) -> Result<(String, Vec<Json>), Refusal> {
    let register = Register::new(board);
    let figure = register.named(name)?;
    let grounds = register.why(&figure);
    let groups = [&grounds.certain, &grounds.possible, &grounds.not];
    let mut text = head(board, Panel::Why, file);
    text.push_str(&format!("{}: {}\n\n", figure.labels.long, figure.text()));
    let mut say = |words: String| {
        wrap(&words, PAGE).iter().for_each(|line| text.push_str(&format!("{line}\n")));
    };
    say(figure.spec.definition.to_owned());
    say(format!("Counts {}.", figure.spec.counts));
    say(format!("Days: {}.", days(&figure)));
    if !board.query.is_empty() {
        let words = board.query.text();
        say(match figure.spec.is_whole {
            true => format!("Of all records, whatever the filter ({words})."),
            false => format!("Filter: {words}."),
        });
    }
    for ((group, title), count) in groups.iter().zip(GROUPS).zip(grounds.counts()) {
        text.push_str(&format!("\n{title} ({count})\n"));
        for ground in group.iter() {
            text.push_str(&format!("  {}\n", line(board, ground, file)));
        }
    }
    let (certain, possible) = grounds.more;
    if certain + possible > 0 {
        let words = format!("{certain} rows of feeds that count, {possible} that may");
        text.push_str(&format!("\nNot listed: {words}.\n"));
    }
    let group = |group: &[FigureGround]| -> Json {
        group.iter().map(|ground| ground_json(board, ground)).collect()
    };
    let mut row = object(figure_json(board, &figure));
    row.insert("counts_for_certain".into(), group(&grounds.certain));
    row.insert("may_count".into(), group(&grounds.possible));
    row.insert("does_not_count".into(), group(&grounds.not));
    row.insert("more_rows".into(), json!({ "count": certain, "may_count": possible }));
    Ok((text, placed(board, vec![row], file)))
}

fn head(board: &Board, panel: Panel, file: &str) -> String {
    let header = &board.scenario().header;
    let mut text = format!("{}, {}\n{}, {file}\n", panel.title_on(board), header.title, header.id);
    text.push_str(&format!("As of {}, {}.\n", full_day(board.clock.as_of), board.clock.words()));
    if let Some(mark) = board.handling() {
        text.push_str(&format!("Handling: {mark}.\n"));
    }
    text + "\n"
}

fn days(figure: &Figure) -> String {
    let window = figure.spec.window;
    let days = figure.days.map(|days| {
        let (first, last) = (day_month(days.first), day_month(days.last));
        format!("{first}–{last}, {window}; {} of {} reported", days.reported, days.days())
    });
    days.unwrap_or_else(|| window.to_owned())
}

/// `IED near Ariha, 14 Jul (ied-14jul): 14 Jul; idlib.toml:900`
fn line(board: &Board, ground: &FigureGround, file: &str) -> String {
    let record = board.record(board.record_of(ground.subject));
    match ground.subject.feed_row() {
        Some(at) => {
            let row = board.feeds.files.get(at.feed).map(|file| file.row_name(at.row));
            format!("{} {}: {}", record.id, row.unwrap_or_default(), ground.reason)
        }
        None => {
            let brief = fit(&board.brief(record), 60);
            let brief = brief.trim_end();
            let n = board.record_of(ground.subject);
            let word = board.leading(record);
            let bulletin = Some(board.bulletin_in_words(n)).filter(|words| !words.is_empty());
            let bulletin = bulletin.map(|words| format!("; in {words}")).unwrap_or_default();
            let basis = word.get(Key::Basis).map(|it| board.in_words(Key::Basis, it));
            let basis = basis.map(|words| format!(", {words}")).unwrap_or_default();
            let (id, line, why) = (&record.id, record.spot.line, &ground.reason);
            format!("{brief} ({id}): {why}{basis}; {file}:{line}{bulletin}")
        }
    }
}

/// What a figure with its grounds has for scripts, besides what a figure has.
pub const WHY_KEYS: &[JsonKey] = &[
    always("counts_for_certain", GROUNDS, "what counts"),
    always("may_count", GROUNDS, "what may count"),
    always("does_not_count", GROUNDS, "what does not"),
    always(
        "more_rows",
        JsonForm::One(&[
            always("count", JsonForm::Whole, "that count"),
            always("may_count", JsonForm::Whole, "that may"),
        ]),
        "rows of feeds that are not listed",
    ),
];
const GROUNDS: JsonForm = JsonForm::Many(&JsonForm::Named(
    "ground",
    &[
        always("id", JsonForm::Text, "the id of the record, or of the feed"),
        perhaps("row", JsonForm::Whole, "the row of the feed"),
        always("table", JsonForm::Text, "the table of the record"),
        always("reason", JsonForm::Text, "why"),
        always("says", JsonForm::Text, "what the record is called"),
        always("line", JsonForm::Whole, "where the record stands in the file"),
        perhaps("rests", RESTS, "what the word rests on"),
    ],
));

fn ground_json(board: &Board, ground: &FigureGround) -> Json {
    let record = board.record(board.record_of(ground.subject));
    json!({
        "id": Id::as_str(&record.id),
        "row": ground.subject.feed_row().map(|at| at.row + 1),
        "table": record.table.name(),
        "reason": &*ground.reason,
        "says": board.brief(record),
        "line": record.spot.line,
        "rests": rests_json(board, board.record_of(ground.subject)),
    })
}

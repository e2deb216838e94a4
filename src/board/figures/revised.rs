//! Rows of event files that a later reading has otherwise, or no more.

use super::{Figure, FigureGround, FigureGrounds, FigureSpec, FigureValue, Labels, Register};
use crate::{
    board::{ChangedRow, ChangedRows, FeedFile, RowChanges, RowIx, Subject},
    model::{Bounds, Day},
};

const BY_THEN: &str = "all readings up to the day by which is asked; in hindsight all of them";

pub(super) static ROWS: &[FigureSpec] = &[
    FigureSpec {
        id: "rows-revised",
        unit: "rows",
        definition: "Rows of the file that say something else than when they were first read.",
        counts: "rows by their ids, each once, whatever it is that was changed; a row that is gone \
                 is not among them",
        window: BY_THEN,
        is_whole: true,
        is_cell: false,
        each: |register, spec| each(register, spec, "rows revised", |changes| changes.revised),
        why: |register, figure| why(register, figure, |changes| changes.revised),
    },
    FigureSpec {
        id: "rows-withdrawn",
        unit: "rows",
        definition: "Rows of the file that were read once, and that it tells no more though it \
                     covers them.",
        counts: "rows by their ids, each once; a row that came back is not among them",
        window: BY_THEN,
        is_whole: true,
        is_cell: false,
        each: |register, spec| each(register, spec, "rows withdrawn", |changes| changes.withdrawn),
        why: |register, figure| why(register, figure, |changes| changes.withdrawn),
    },
];

fn changes(register: &Register, file: &FeedFile) -> RowChanges {
    file.row_changes(None, register.board.clock.known_by().unwrap_or(Day::MAX))
}

/// Of each feed whose readings are kept.
fn each(
    register: &Register,
    spec: &'static FigureSpec,
    name: &str,
    class: fn(RowChanges) -> ChangedRows,
) -> Vec<Figure> {
    let is_kept = |file: &&FeedFile| file.lineage.as_ref().is_some_and(|of| !of.lineage.is_empty());
    let files = register.board.feeds.files.iter().map(|file| file.as_ref()).filter(is_kept);
    let figure = |file: &FeedFile| {
        let count = class(changes(register, file)).rows.len() as u64;
        let labels = Labels::one(format!("{} {name}", file.id));
        Figure::new(spec, labels, FigureValue::Listed(Bounds::new(count, count))).of(&file.id)
    };
    files.map(figure).collect()
}

fn why(
    register: &Register,
    figure: &Figure,
    class: fn(RowChanges) -> ChangedRows,
) -> FigureGrounds {
    let board = register.board;
    let feed = board.feeds.files.iter().position(|file| figure.is_of(&file.id));
    let Some(feed) = feed else { return FigureGrounds::default() };
    let Some(record) = board.feeds.record(&board.index, feed) else {
        return FigureGrounds::default();
    };
    let ground = |of: ChangedRow| {
        let told: Vec<String> = of
            .revisions
            .iter()
            .map(|one| format!("{}, seen {}", one.what.words(), one.seen.words()))
            .collect();
        let told = told.join("; ");
        match of.row {
            Some(row) if of.is_in_file => FigureGround {
                subject: Subject::FeedRow(RowIx { feed, row }),
                reason: told.as_str().into(),
            },
            // The file has it no more: its name stands with its feed.
            _ => FigureGround::of(record, format!("{}: {told}", of.called).as_str()),
        }
    };
    let rows = class(changes(register, &board.feeds.files[feed])).rows;
    FigureGrounds { certain: rows.into_iter().map(ground).collect(), ..FigureGrounds::default() }
}

//! The ledgers side by side: each party's patrol numbers with the running offset between them,
//! gaps and repeats.

use std::sync::Arc;

use super::{
    cells,
    sheet::{Column, Row, Sheet, Sort, SortKey},
};
use crate::{
    board::{Board, Ledger, Numbered, runs},
    look::{Flow, Phrase, Role, counted, width},
};

pub fn sheet(board: &Board, sort: Sort) -> Sheet {
    let ledgers = board.ledgers();
    let lines = Arc::new(board.numbered(&ledgers));
    let heads: Arc<Vec<String>> =
        Arc::new(ledgers.iter().map(|ledger| cells::head(board, &ledger.party, 4)).collect());
    let mut columns = vec![cells::date_column(0, (8, 13))];
    for (n, ledger) in ledgers.iter().enumerate() {
        let name = board.name(&ledger.party).to_owned();
        let wide = width(&name).clamp(5, 14);
        let (of, sorted) = (lines.clone(), lines.clone());
        let number =
            Column::new(name, 0, (wide.min(8), wide), move |_, row| number(&of[row.line], n));
        columns.push(number.right().sorted_by(move |_, row| {
            SortKey::Number(sorted[row.line].numbers[n].map(|number| number.number))
        }));
    }
    let (of, found) = (lines.clone(), lines.clone());
    columns.push(Column::new("offset", 1, (6, 6), move |_, row| offset(&of[row.line])).right());
    columns
        .push(Column::new("found", 1, (14, 50), move |_, row| remarks(&found[row.line], &heads)));
    columns.push(Column::new("patrol", 2, (12, 18), |board, row| {
        Phrase::new(board.record(row.record).id.as_str(), Role::Link)
    }));
    columns.push(Column::new("voice", 3, (10, 30), cells::voice));
    let rows: Vec<Row> = lines
        .iter()
        .enumerate()
        .map(|(line, numbered)| Row { line, ..super::sheet::row(board, numbered.patrol) })
        .collect();
    let total = rows.len();
    let summary = Flow::new(summary(board, &ledgers, &lines));
    Sheet { columns, rows, summary, total }.sorted(board, sort)
}

fn number(line: &Numbered, ledger: usize) -> Phrase {
    match line.numbers[ledger] {
        Some(number) if number.inferred => Phrase::new(format!("[{}]", number.number), Role::Stale),
        Some(number) => Phrase::plain(number.number.to_string()),
        None => Phrase::not_stated(),
    }
}

fn offset(line: &Numbered) -> Phrase {
    let role = if line.has_moved { Role::Warning } else { Role::Dim };
    line.offset.map_or_else(Phrase::default, |offset| match offset {
        0 => Phrase::new("0", role),
        offset => Phrase::new(format!("{offset:+}"), role),
    })
}

fn remarks(line: &Numbered, heads: &[String]) -> Phrase {
    let missing = line.missing.iter().zip(heads).filter(|(missing, _)| !missing.is_empty());
    let missing = missing.map(|(missing, head)| {
        Phrase::new(format!("{head} {} not found", runs(missing)), Role::Stale)
    });
    let repeated = line.repeated.iter().zip(heads).filter(|(repeated, _)| **repeated);
    let repeated = repeated.map(|(_, head)| Phrase::new(format!("{head} twice"), Role::Warning));
    let moved = line.has_moved.then(|| Phrase::new("offset moves", Role::Warning));
    Phrase::list(missing.chain(repeated).chain(moved), ", ")
}

fn summary(board: &Board, ledgers: &[Ledger], lines: &[Numbered]) -> Vec<Phrase> {
    let mut parts = vec![Phrase::plain(counted(lines.len(), "numbered patrol"))];
    for ledger in ledgers {
        let name = board.name(&ledger.party);
        parts.push(Phrase::plain(format!("{name} counts {}", ledger.count())));
        if !ledger.missing().is_empty() {
            let missing = runs(&ledger.missing());
            parts.push(Phrase::new(format!("{name} {missing} not found"), Role::Stale));
        }
        if !ledger.repeated().is_empty() {
            let repeated = runs(&ledger.repeated());
            parts.push(Phrase::new(format!("{name} {repeated} twice"), Role::Warning));
        }
    }
    let offset = lines.iter().rev().find_map(|line| line.offset);
    parts.extend(offset.map(|offset| Phrase::plain(format!("offset now {offset:+}"))));
    if lines.is_empty() { Vec::new() } else { parts }
}

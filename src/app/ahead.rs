//! What comes within a week, in a cell of the header: how much of it there is, and what comes first.

use crate::{
    board::{Board, Coming, ComingKind, human},
    look::{Phrase, Role, SummaryLine, counted},
    model::When,
};

/// The cell; `None` where nothing comes.
pub(super) fn line(board: &Board, coming: &[Coming]) -> Option<SummaryLine> {
    let first = coming.first()?;
    let all = Phrase::figure(coming.len().to_string(), Role::Plain, FIGURE);
    let day = human(&When::on(first.day), board.clock.as_of).to_string();
    let what = match first.kind {
        ComingKind::Deadline => format!("{} due", board.what(board.record(first.record))),
        ComingKind::Planned => format!("{} planned", board.what(board.record(first.record))),
        ComingKind::Check(_) => "to check".to_owned(),
    };
    let is_one = coming.len() == 1;
    let many = |rest: String| all.clone().and(rest, Role::Plain);
    let counts = counts(coming);
    let first_of = if is_one { format!("{what}, {day}") } else { format!("first {what}, {day}") };
    let full = many(format!(": {}; {first_of}", counts.join(", ")));
    let forms = [
        full,
        many(format!(": {first_of}")),
        many(format!(": {}", counts.join(", "))),
        many(format!(", first {day}")),
        all.clone(),
    ];
    SummaryLine::new("Next 7 days", forms.to_vec())
}

const FIGURE: &str = "next-7-days";

/// `2 deadlines`, `1 planned`, `1 check`
fn counts(coming: &[Coming]) -> Vec<String> {
    let of = |is_it: fn(&ComingKind) -> bool| coming.iter().filter(|one| is_it(&one.kind)).count();
    let deadlines = of(|kind| *kind == ComingKind::Deadline);
    let planned = of(|kind| *kind == ComingKind::Planned);
    let checks = coming.len() - deadlines - planned;
    let some = |n: usize, words: String| (n > 0).then_some(words);
    let all = [
        some(deadlines, counted(deadlines, "deadline")),
        some(planned, format!("{planned} planned")),
        some(checks, counted(checks, "check")),
    ];
    all.into_iter().flatten().collect()
}

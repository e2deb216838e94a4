//! The phases of an agreement, and what was amended in it.

use super::statuses::{self, all_of, name_of_voice};
use crate::{
    board::{AMENDED, Amended, Board, Clause, Compliance, Figure, Register, capitalized, human},
    look::{Phrase, Role, counted, glyph},
    model::{Id, Key, RecordIx, State, Table, Value},
    panel::cells,
};

impl Compliance {
    /// The clauses by phase, those of none first; one group without a phase where no clause has one.
    pub(super) fn phases(&self) -> Vec<(Option<i64>, Vec<usize>)> {
        let mut phases: Vec<Option<i64>> = self.clauses.iter().map(|clause| clause.phase).collect();
        phases.sort_unstable();
        phases.dedup();
        let of = |phase: Option<i64>| {
            let clauses = self.clauses.iter().enumerate();
            clauses.filter(|(_, clause)| clause.phase == phase).map(|(c, _)| c).collect()
        };
        phases.into_iter().map(|phase| (phase, of(phase))).collect()
    }
}

/// `Phase 1: 3 clauses, 1 met, 1 overdue.`; nothing where no clause of the agreement has a phase.
pub(super) fn head(
    board: &Board,
    agreement: &Compliance,
    phase: Option<i64>,
    clauses: &[usize],
) -> Option<Phrase> {
    agreement.clauses.iter().find(|clause| clause.phase.is_some())?;
    let name = phase.map_or_else(|| "No phase".to_owned(), |phase| format!("Phase {phase}"));
    let clauses = clauses.iter().map(|c| &agreement.clauses[*c]);
    let mut told = vec![Phrase::plain(counted(clauses.clone().count(), "clause"))];
    let stands = |is: State| {
        let standing = clauses.clone().filter_map(|clause| clause.standing.as_ref());
        standing.filter(|standing| standing.is == is).count()
    };
    for is in State::OF_CLAUSE {
        let (n, said) = (stands(*is), Value::Term(crate::model::Term::State(*is)));
        if n > 0 {
            let words = format!("{n} {}", board.in_words(Key::Is, &said));
            told.push(Phrase::new(words, Role::of(*is)));
        }
    }
    let is_over = |due: Option<crate::board::Due>| due.is_some_and(|due| due.is_over());
    let past = clauses.clone().filter_map(|clause| clause.deadline.as_ref());
    let past = past.filter(|deadline| is_over(deadline.due)).count();
    if past > 0 {
        told.push(Phrase::new(format!("{past} past the deadline"), Role::Severe));
    }
    let name = Phrase::new(format!("{name}. "), Role::Heading);
    Some(name.join(Phrase::list(told, ", ")).and(".", Role::Plain))
}

/// `, was 26 Jan, amended 26 Jan by UNIFIL`; nothing where nothing was amended.
pub(super) fn amended(board: &Board, amended: &Amended) -> Phrase {
    let Some(n) = amended.amendment else { return Phrase::default() };
    let day = board.clock.as_of;
    let was = amended.was.as_ref().and_then(Value::as_when);
    let was = was.map(|was| format!(", was {}", human(was, day))).unwrap_or_default();
    let since = board.written_date(board.record(n));
    let since = since.map(|since| format!(" {}", human(since, day))).unwrap_or_default();
    let mark = if amended.is_contested { format!(" {}", glyph::CONTESTED) } else { String::new() };
    let mut phrase = Phrase::new(mark, Role::Contested)
        .and(was, Role::Dim)
        .and(format!(", amended{since}{}", by(board, n)), Role::Dim);
    let others = amended.said.iter().filter(|said| **said != amended.value);
    for other in others.filter_map(Value::as_when) {
        phrase.push(format!("; another voice has {}", human(other, day)), Role::Contested);
    }
    phrase
}

/// ` by the UN and Qatar`, whoever says so.
fn by(board: &Board, n: RecordIx) -> String {
    let words = board.record(n).words.iter().filter(|word| board.counts(word));
    let mut names: Vec<String> = Vec::new();
    for voice in words.filter_map(|word| word.voice()) {
        let name = name_of_voice(board, voice);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() { String::new() } else { format!(" by {}", all_of(&names)) }
}

/// What a row below a clause is: a status before, or an amendment.
pub(super) fn how_it_bears(board: &Board, n: RecordIx) -> &'static str {
    match board.record(n).table {
        Table::Amendment => "  amended",
        _ => "  before",
    }
}

/// Where it stood, or what was amended.
pub(super) fn was(board: &Board, n: RecordIx) -> Phrase {
    if board.record(n).table != Table::Amendment {
        return statuses::was(board, n);
    }
    let parts = AMENDED.into_iter().filter(|key| board.shown(board.record(n), *key).is_some());
    let parts = parts.map(|key| {
        let head = Phrase::dim(format!("{} ", capitalized(key.name())));
        head.join(cells::told(board, n, key))
    });
    Phrase::list(parts, "; ")
}

/// Whose word it is.
pub(super) fn says(board: &Board, n: RecordIx) -> Phrase {
    if board.record(n).table != Table::Amendment {
        return statuses::says(board, n);
    }
    let record = board.record(n);
    let voices = record.words.iter().filter(|word| board.counts(word));
    let names: Vec<String> =
        voices.filter_map(|word| word.voice()).map(|voice| name_of_voice(board, voice)).collect();
    let verb = if names.len() == 1 { "says" } else { "say" };
    Phrase::dim(format!("{verb} {}", all_of(&names)))
}

/// `; mediated by Qatar, Egypt; guaranteed by the United States; signed by …`
pub(super) fn others(board: &Board, agreement: RecordIx) -> String {
    let record = board.record(agreement);
    let of = |words: &str, key: Key| {
        let names: Vec<String> =
            board.shown_ids(record, key).iter().map(|id: &Id| board.quoted_name(id)).collect();
        if names.is_empty() { String::new() } else { format!("; {words} {}", all_of(&names)) }
    };
    let mediated = of("mediated by", Key::Mediators);
    let guaranteed = of("guaranteed by", Key::Guarantors);
    format!("{mediated}{guaranteed}{}", of("signatures:", Key::Signatories))
}

/// The deadline and the end of an agreement or a clause, where they were amended.
pub(in crate::panel) fn as_it_stands(board: &Board, n: RecordIx) -> Vec<Phrase> {
    let of = |words: &str, stands: Option<Amended>| {
        let stands = stands.filter(|stands| stands.amendment.is_some())?;
        let day = human(stands.when()?, board.clock.as_of).to_string();
        Some(Phrase::plain(format!("{words} {day}")).join(amended(board, &stands)))
    };
    if !matches!(board.record(n).table, Table::Agreement | Table::Clause) {
        return Vec::new();
    }
    [of("due by", board.deadline_of(n)), of("until", board.runs_until(n))]
        .into_iter()
        .flatten()
        .collect()
}

/// `Promised: 600 aid trucks per day. 2400 of 3000 in 5 days told, by UN.`
pub(super) fn promised(board: &Board, register: &Register, clause: &Clause) -> Phrase {
    let record = board.record(clause.record);
    let Some(value @ Value::Promise(promise)) = record.get(Key::Promised) else {
        return Phrase::default();
    };
    let head = Phrase::dim("Promised: ").and(board.in_words(Key::Promised, value), Role::Plain);
    let figures = register.of("promised").into_iter();
    let figures: Vec<Phrase> = figures
        .filter(|figure| is_of(figure, &record.id))
        .map(|figure| {
            let rest = figure.labels.middle.strip_prefix(&*promise.of).unwrap_or_default();
            Phrase::figure(figure.text(), Role::Figure, &figure.name()).and(rest, Role::Plain)
        })
        .collect();
    let progress = match (figures.is_empty(), &promise.counts) {
        (false, _) => Phrase::list(figures, "; "),
        (true, Some(_)) => Phrase::new("nothing told of it yet", Role::Stale),
        (true, None) => Phrase::new("what counts towards it is not said", Role::Stale),
    };
    head.and(": ", Role::Plain).join(progress).and(".", Role::Plain)
}

/// Whether a figure is of this clause, whoever counts.
pub(super) fn is_of(figure: &Figure, clause: &Id) -> bool {
    let of = figure.of.as_deref().unwrap_or_default();
    figure.is_of(clause)
        || of.strip_prefix(clause.as_str()).is_some_and(|by| by.starts_with("-by-"))
}

//! The agreement: each clause with where it stands, what is due, and every record that names it,
//! for and against.

mod json;

use std::sync::Arc;

use super::{
    cells,
    rows::Row,
    sheet::{Column, Sheet},
    spec::{Content, OF_THE_WHOLE, PanelSpec, Placement},
    standing,
};
use crate::{
    board::{
        Bearing, Board, Breaches, Clause, Compliance, Disagreement, Naming, Standing, Way, human,
    },
    look::{Flow, Phrase, Role, glyph},
    model::{Bounds, Id, Key, PatrolOutcome, RecordIx, Table},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    name: "agreement",
    title: "Agreement",
    help: "the agreement: clause by clause, for and against",
    placement: Placement::Page {
        shows: "clause by clause: where it stands, deadlines, every record that names it, for and against",
    },
    content: Content::Derived {
        empty: "no agreement in this file, or none known by this day",
        json: json::rows,
    },
    adds: Some(Table::Status),
    of_the_whole: Some(OF_THE_WHOLE),
    opens_at_end: false,
    sheet: |board, _| sheet(board),
    caption: |_, _| None,
};

/// What stands in one row.
enum AgreementLine {
    Agreement(usize),
    Clause(usize, usize),
    Record(usize, usize, usize),
}

struct AgreementLines {
    agreements: Vec<Compliance>,
    lines: Vec<AgreementLine>,
}

impl AgreementLines {
    fn clause(&self, agreement: usize, clause: usize) -> &Clause {
        &self.agreements[agreement].clauses[clause]
    }

    fn bearing(&self, row: &Row) -> Option<&Bearing> {
        match self.lines[row.line] {
            AgreementLine::Record(agreement, clause, n) => {
                Some(&self.clause(agreement, clause).bearings[n])
            }
            AgreementLine::Agreement(_) | AgreementLine::Clause(..) => None,
        }
    }

    fn clause_of(&self, row: &Row) -> Option<&Clause> {
        match self.lines[row.line] {
            AgreementLine::Clause(agreement, clause) => Some(self.clause(agreement, clause)),
            AgreementLine::Agreement(_) | AgreementLine::Record(..) => None,
        }
    }

    fn standing(&self, row: &Row) -> Option<&Standing> {
        match self.lines[row.line] {
            AgreementLine::Agreement(agreement) => self.agreements[agreement].standing.as_ref(),
            AgreementLine::Clause(agreement, clause) => {
                self.clause(agreement, clause).standing.as_ref()
            }
            AgreementLine::Record(..) => None,
        }
    }
}

fn sheet(board: &Board) -> Sheet {
    let lines = Arc::new(lines(board));
    let rows: Vec<Row> = (0..lines.lines.len()).map(|line| row(board, &lines, line)).collect();
    let summary = Flow::new(summary(board, &lines.agreements));
    let total = rows.len();
    Sheet { columns: columns(&lines), rows: rows.into(), summary, total, ..Sheet::default() }
}

fn lines(board: &Board) -> AgreementLines {
    let agreements = Compliance::all(board);
    let mut lines = Vec::new();
    for (a, agreement) in agreements.iter().enumerate() {
        lines.push(AgreementLine::Agreement(a));
        for (c, clause) in agreement.clauses.iter().enumerate() {
            lines.push(AgreementLine::Clause(a, c));
            let shown = clause.bearings.iter().enumerate();
            let shown = shown.filter(|(_, bearing)| board.is_matching(bearing.record));
            lines.extend(shown.map(|(n, _)| AgreementLine::Record(a, c, n)));
        }
    }
    AgreementLines { agreements, lines }
}

fn row(board: &Board, lines: &AgreementLines, line: usize) -> Row {
    let row = match lines.lines[line] {
        AgreementLine::Agreement(agreement) => Row::of(lines.agreements[agreement].agreement),
        AgreementLine::Clause(agreement, clause) => Row::of(lines.clause(agreement, clause).record),
        AgreementLine::Record(agreement, clause, n) => {
            let bearing = &lines.clause(agreement, clause).bearings[n];
            super::sheet::row(board, bearing.record)
        }
    };
    let depth = match lines.lines[line] {
        AgreementLine::Agreement(_) => 0,
        AgreementLine::Clause(..) => 1,
        AgreementLine::Record(..) => 3, // beyond the mark of its clause
    };
    Row { line, depth, ..row }
}

/// A column whose cell is told from the lines.
fn column(
    lines: &Arc<AgreementLines>,
    (title, rank): (&str, u8),
    sizes: (usize, usize),
    cell: impl Fn(&Board, &AgreementLines, &Row) -> Phrase + Send + Sync + 'static,
) -> Column {
    let lines = lines.clone();
    Column::new(title, rank, sizes, move |board, row| cell(board, &lines, row))
}

fn columns(lines: &Arc<AgreementLines>) -> Vec<Column> {
    vec![
        column(lines, ("clause, record", 0), (20, 34), name),
        {
            let lines = lines.clone();
            Column::sized("stands, bears on it", 0, (14, 34), move |board, row, cells| {
                stands(board, &lines, row, cells)
            })
        },
        column(lines, ("since, date", 1), (10, 20), since),
        column(lines, ("against", 1), (7, 8), |board, lines, row| {
            tally(board, lines.clause_of(row).map(|clause| ("against", clause, clause.against)))
        })
        .right(),
        column(lines, ("for", 1), (5, 8), |board, lines, row| {
            tally(board, lines.clause_of(row).map(|clause| ("for", clause, clause.kept)))
        })
        .right(),
        column(lines, ("deadline", 2), (14, 26), deadline),
        column(lines, ("named by", 3), (10, 24), named_by),
        column(lines, ("text", 4), (20, 80), |board, _, row| text(board, row)),
    ]
}

fn name(board: &Board, _: &AgreementLines, row: &Row) -> Phrase {
    let record = board.record(board.record_of(row.subject));
    let indent = Phrase::plain("  ".repeat(row.depth));
    match record.table {
        Table::Agreement | Table::Clause => {
            let mark = Phrase::dim(format!("{} ", glyph::PARENT));
            let name =
                if record.table == Table::Clause { record.id.as_str() } else { record.heading() };
            indent.join(mark).and(name, Role::Heading)
        }
        _ => indent.and(record.id.as_str(), Role::Link),
    }
}

/// In the words used; of a record, how it bears on the clause.
fn stands(board: &Board, lines: &AgreementLines, row: &Row, cells: usize) -> Phrase {
    if let Some(bearing) = lines.bearing(row) {
        return way(board, bearing);
    }
    let standing = lines.standing(row);
    let not_stated = || Phrase::new("not stated", Role::Stale);
    standing.map_or_else(not_stated, |standing| standing::fitted(standing, cells))
}

fn way(board: &Board, bearing: &Bearing) -> Phrase {
    let record = board.record(bearing.record);
    let what = match record.table {
        Table::Patrol => board.shown_term::<PatrolOutcome>(record, Key::Outcome),
        _ => None,
    };
    let kind = board.shown_word(record, Key::Kind);
    let what = what.map(PatrolOutcome::word).or(kind).unwrap_or(record.table.name());
    let (word, role) = match bearing.way {
        Way::Against => ("against", Role::Severe),
        Way::For => ("for", Role::Good),
        Way::Names => ("names it", Role::Dim),
    };
    let perhaps = if bearing.is_certain { "" } else { " perhaps" };
    let is_desk = board.voice_shown(record, record.table.kind_key()).is_some_and(Id::is_desk);
    let by = if is_desk { " (the desk)" } else { "" };
    Phrase::new(format!("{word}{perhaps}"), role)
        .and(format!(": {what}"), Role::Plain)
        .and(by, Role::Dim)
}

fn since(board: &Board, lines: &AgreementLines, row: &Row) -> Phrase {
    if let Some(standing) = lines.standing(row) {
        let since = standing.since.as_ref().map(|since| human(since, board.clock.as_of));
        let mark =
            if standing.since_contested { format!(" {}", glyph::CONTESTED) } else { String::new() };
        return Phrase::plain(since.unwrap_or_default().to_string()).and(mark, Role::Contested);
    }
    match lines.bearing(row) {
        Some(bearing) => cells::date(board, bearing.record, usize::MAX),
        None => Phrase::default(),
    }
}

fn tally(board: &Board, told: Option<(&str, &Clause, Bounds)>) -> Phrase {
    let Some((id, clause, count)) = told else { return Phrase::default() };
    // Nothing on the board is no proof of nothing.
    if count.high == Some(0) {
        return Phrase::not_stated();
    }
    let name = format!("{id}:{}", board.record(clause.record).id);
    Phrase::figure(count.to_string(), Role::Plain, &name)
}

fn deadline(board: &Board, lines: &AgreementLines, row: &Row) -> Phrase {
    let Some(clause) = lines.clause_of(row) else { return Phrase::default() };
    let Some(deadline) = &clause.deadline else { return Phrase::default() };
    let when = Phrase::plain(human(&deadline.when, board.clock.as_of).to_string());
    match deadline.due {
        Some(due) if due.is_over() => when.and(format!(", {due}"), Role::Severe),
        Some(due) => when.and(format!(", {due}"), Role::Warning),
        None => match &clause.standing {
            Some(standing) => {
                when.and(format!(", {}", standing.is.word()), standing::role(standing))
            }
            None => when,
        },
    }
}

fn named_by(board: &Board, lines: &AgreementLines, row: &Row) -> Phrase {
    let Some(bearing) = lines.bearing(row) else { return Phrase::default() };
    let voices = bearing.voices.iter().filter(|voice| !voice.is_desk() || !bearing.is_by_desk);
    let voices = voices.map(|voice| Phrase::dim(board.voice_name(voice)));
    let desk = bearing.is_by_desk.then(|| Phrase::dim("the desk"));
    Phrase::list(desk.into_iter().chain(voices), ", ")
}

fn text(board: &Board, row: &Row) -> Phrase {
    let record = board.record(board.record_of(row.subject));
    match record.table {
        Table::Clause => cells::text(board, record, Key::Text),
        Table::Agreement => Phrase::default(),
        Table::Event => {
            Phrase::list([cells::text(board, record, Key::What), cells::note(board, record)], " ")
        }
        _ => cells::note(board, record),
    }
}

fn summary(board: &Board, agreements: &[Compliance]) -> Vec<Phrase> {
    let found = Disagreement::all(board).into_iter();
    let mut parts: Vec<Phrase> =
        found.map(|found| Phrase::new(found.in_words(board), Role::Warning)).collect();
    let all = || agreements.iter().flat_map(|agreement| &agreement.breaches);
    let mut named = all().flat_map(|breaches| &breaches.named);
    if named.any(|named| named.naming == Naming::Attributes) {
        parts.push(Phrase::dim("named by: whose act it was; that it bears on a clause others say"));
    }
    parts.extend(all().map(|breaches| breach(board, breaches)));
    parts
}

/// Records that are named in a part of a summary; the rest are counted.
const NAMED: usize = 3;

/// Violations in which some voice names an actor: by whom, and whether it blames or only tells of
/// an act that the desk holds against a clause. Never more than that.
fn breach(board: &Board, breaches: &Breaches) -> Phrase {
    let name = board.quoted_name(&breaches.actor);
    let records = |records: &[RecordIx]| {
        let shown = records.iter().take(NAMED).map(|n| board.record(*n).id.to_string());
        let more = records.len().saturating_sub(NAMED);
        let more = (more > 0).then(|| format!("{more} more"));
        shown.chain(more).collect::<Vec<_>>().join(", ")
    };
    if breaches.named.is_empty() && breaches.elsewhere.is_empty() {
        return Phrase::dim(format!("no voice names {name} in a violation"));
    }
    if breaches.named.is_empty() {
        let shown = breaches.elsewhere.iter().take(NAMED).map(|mention| {
            let record = board.record(mention.record);
            let by = if board.scenario().find(&mention.by).is_some() {
                board.quoted_name(&mention.by)
            } else {
                board.voice_name(&mention.by).to_owned()
            };
            let verb = if record.table == Table::Tally { "counted by" } else { "said by" };
            format!("{} ({verb} {by})", record.id)
        });
        let more = breaches.elsewhere.len().saturating_sub(NAMED);
        let more = (more > 0).then(|| format!("{more} more"));
        let named = shown.chain(more).collect::<Vec<_>>().join(", ");
        return Phrase::plain(format!("{name} named where nothing bears on a clause"))
            .and(format!(": {named}"), Role::Dim);
    }
    let groups = breaches.by_voice();
    let is_alone = groups.len() == 1;
    let voices = groups.into_iter().map(|(naming, voice, of)| {
        let (voice, n) = (board.voice_name(voice), of.len());
        let records = records(&of);
        match naming {
            Naming::Claims if is_alone && voice == name => format!("claims {n} ({records})"),
            Naming::Claims => format!("claimed by {voice}: {n} ({records})"),
            Naming::Blames => format!("blamed by {voice} for {n} ({records})"),
            Naming::Attributes => format!("named by {voice} in {n} ({records})"),
        }
    });
    let voices = voices.collect::<Vec<String>>().join("; ");
    let head = if is_alone {
        Phrase::plain(name)
    } else {
        let id = format!("named:{}", breaches.actor);
        let count = Phrase::figure(breaches.count.to_string(), Role::Plain, &id);
        Phrase::plain(format!("{name} in ")).join(count)
    };
    head.and(": ", Role::Plain).and(voices, Role::Dim)
}

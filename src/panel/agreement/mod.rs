//! The agreement: each clause with where it stands, what is due, and every record that names it,
//! for and against.

mod bearings;
mod due;
mod json;
mod phases;
mod prose;
mod statuses;

pub(super) use phases::as_it_stands;

use std::sync::Arc;

use self::prose::Prose;
use super::{
    cells,
    rows::Row,
    sheet::{Column, Sheet},
    spec::{Content, OF_THE_WHOLE, PanelSpec, Placement},
};
use crate::{
    board::{Bearing, Board, Breaches, Clause, Compliance, Disagreement, Register},
    command::Command,
    look::{Flow, Phrase, Role, counted},
    model::{Class, RecordIx, Table},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    title: "Agreement",
    help: "the agreement: clause by clause, for and against",
    placement: Placement::Page {
        shows: "clause by clause: where it stands and where it stood, deadlines, every record that names it, for and against",
    },
    content: Content::Derived {
        empty: "no agreement in this file, or none known by this day",
        json: json::rows,
        keys: &[json::KEYS],
    },
    adds: Some(Table::Status),
    of_the_whole: Some(OF_THE_WHOLE),
    opens_at_end: false,
    sheet: |board, _| sheet(board),
    caption: |board, row| Some(bearings::caption(board, row.record()?)),
};

/// What stands in one row.
enum AgreementLine {
    /// A line of sentences: which prose, and which of its rows.
    Prose(usize, usize),
    /// A record that names a clause: agreement, clause, bearing.
    Record(usize, usize, usize),
    /// A status before the one that holds, or an amendment.
    Earlier(RecordIx),
    /// An actor or a label that voices name in a violation: agreement, breaches.
    Blamed(usize, usize),
    /// An empty line between two parts.
    Space,
}

struct AgreementLines {
    agreements: Arc<Vec<Compliance>>,
    /// For how many cells sentences are laid out.
    cells: Option<usize>,
    /// Each with the rows that it has.
    prose: Vec<(Prose, usize)>,
    lines: Vec<(AgreementLine, Row)>,
}

impl AgreementLines {
    fn bearing(&self, row: &Row) -> Option<&Bearing> {
        match self.lines[row.line].0 {
            AgreementLine::Record(agreement, clause, n) => {
                Some(&self.agreements[agreement].clauses[clause].bearings[n])
            }
            _ => None,
        }
    }

    fn blamed(&self, row: &Row) -> Option<&Breaches> {
        match self.lines[row.line].0 {
            AgreementLine::Blamed(agreement, n) => Some(&self.agreements[agreement].breaches[n]),
            _ => None,
        }
    }

    fn earlier(&self, row: &Row) -> Option<RecordIx> {
        match self.lines[row.line].0 {
            AgreementLine::Earlier(status) => Some(status),
            _ => None,
        }
    }

    /// What stands across the columns; what is read aloud stands whole in the first row.
    fn across(&self, row: &Row, cells: usize) -> Option<Phrase> {
        match &self.lines[row.line].0 {
            AgreementLine::Record(..) | AgreementLine::Earlier(_) | AgreementLine::Blamed(..) => {
                None
            }
            AgreementLine::Space => Some(Phrase::default()),
            AgreementLine::Prose(n, 0) if cells == usize::MAX => Some(self.prose[*n].0.whole()),
            AgreementLine::Prose(..) if cells == usize::MAX => Some(Phrase::default()),
            AgreementLine::Prose(n, at) => {
                let (prose, rows) = &self.prose[*n];
                Some(prose.row(*at, *rows, cells))
            }
        }
    }
}

fn sheet(board: &Board) -> Sheet {
    let lines = Arc::new(lines(board));
    let rows: Vec<Row> = lines.lines.iter().map(|(_, row)| row.clone()).collect();
    let total = rows.len();
    let found = Disagreement::all(board).into_iter();
    let summary = found.map(|found| Phrase::new(found.in_words(board), Role::Warning)).collect();
    let summary = Flow::new(summary);
    let (columns, rows) = (columns(&lines), rows.into());
    let sheet = Sheet { columns, rows, summary, total, is_laid_out: true, ..Sheet::default() };
    sheet.headed(move |_, row, cells| lines.across(row, cells))
}

/// Cells from which on parts are set apart by empty lines.
const WIDE: usize = 115;
/// Records of a clause that stand in rows of their own; older ones stand in one line.
const RECENT: usize = 6;

fn lines(board: &Board) -> AgreementLines {
    let agreements = board.agreements();
    let register = Register::new(board);
    let (cells, prose) = (board.layout.cells, Vec::new());
    let mut lines =
        AgreementLines { agreements: agreements.clone(), cells, prose, lines: Vec::new() };
    for (a, agreement) in agreements.iter().enumerate() {
        lines.tell(prose::agreement(board, &register, agreement), Row::of(agreement.agreement));
        lines.tell_earlier(&agreement.earlier);
        lines.tell_earlier(&board.amendments(&board.record(agreement.agreement).id));
        lines.space(agreement.agreement);
        for (phase, clauses) in agreement.phases() {
            if let Some(head) = phases::head(board, agreement, phase, &clauses) {
                lines.tell(Prose::of(head), Row::of(agreement.agreement));
            }
            for c in clauses {
                lines.tell_clause(board, &register, (a, c), &agreement.clauses[c]);
            }
        }
        let named = |breaches: &&Breaches| {
            !breaches.named.is_empty() || !breaches.elsewhere(board).is_empty()
        };
        if agreement.breaches.iter().any(|breaches| named(&breaches)) {
            lines.tell(prose::blame_head(), Row::of(agreement.agreement));
        }
        for (n, breaches) in agreement.breaches.iter().enumerate().filter(|(_, of)| named(of)) {
            let actor = board.scenario().position(&breaches.actor);
            let row = Row::of(actor.unwrap_or(agreement.agreement));
            lines.push(AgreementLine::Blamed(a, n), Row { depth: 2, ..row });
        }
    }
    lines.lines.pop_if(|(line, _)| matches!(line, AgreementLine::Space));
    lines
}

impl AgreementLines {
    fn push(&mut self, line: AgreementLine, row: Row) {
        let row = Row { line: self.lines.len(), ..row };
        self.lines.push((line, row));
    }

    /// A clause with what bears on it; one that is closed, with how much that is.
    fn tell_clause(
        &mut self,
        board: &Board,
        register: &Register,
        (a, c): (usize, usize),
        clause: &Clause,
    ) {
        let of_clause = Row::of(clause.record);
        let below = Row { depth: 2, ..of_clause.clone() };
        let shown = clause.bearings.iter().enumerate();
        let shown: Vec<(usize, &Bearing)> =
            shown.filter(|(_, bearing)| board.is_matching(bearing.record)).collect();
        if board.layout.closed.contains(&board.record(clause.record).id) {
            self.tell(prose::clause_head(board, clause), of_clause);
            self.tell(Prose::note(closed_in_words(clause, shown.len())), below);
            self.space(clause.record);
            return;
        }
        self.tell(prose::clause(board, register, clause), of_clause);
        self.tell_earlier(&clause.amendments);
        self.tell_earlier(&clause.earlier);
        let (apart, older) = apart(board, &shown);
        for n in apart {
            let row = super::sheet::row(board, clause.bearings[n].record);
            self.push(AgreementLine::Record(a, c, n), Row { depth: 2, ..row });
        }
        if let Some(words) = older_in_words(board, &older) {
            self.tell(Prose::note(words), below);
        }
        self.space(clause.record);
    }

    /// An empty line below a part, where there is room.
    fn space(&mut self, of: RecordIx) {
        if self.cells.is_some_and(|cells| cells >= WIDE) {
            self.push(AgreementLine::Space, Row { depth: 2, ..Row::of(of) });
        }
    }

    fn tell_earlier(&mut self, earlier: &[RecordIx]) {
        for status in earlier {
            let row = Row { depth: 2, ..Row::of(*status) };
            self.push(AgreementLine::Earlier(*status), row);
        }
    }

    /// A prose in as many rows as it takes.
    fn tell(&mut self, prose: Prose, row: Row) {
        let (n, rows) = (self.prose.len(), prose.height(self.cells));
        self.prose.push((prose, rows));
        for at in 0..rows {
            self.push(AgreementLine::Prose(n, at), row.clone());
        }
    }
}

/// The records that stand in rows of their own, the latest whose day is told first, and the others.
/// One more is no line of others: it stands itself.
fn apart<'b>(board: &Board, shown: &[(usize, &'b Bearing)]) -> (Vec<usize>, Vec<&'b Bearing>) {
    let is_dated = |bearing: &Bearing| {
        let date = board.date_of(bearing.record);
        date.is_some_and(|date| date.earliest.is_some() && date.latest.is_some())
    };
    let (dated, undated): (Vec<(usize, &Bearing)>, Vec<_>) =
        shown.iter().copied().partition(|(_, bearing)| is_dated(bearing));
    let all: Vec<(usize, &Bearing)> = dated.into_iter().chain(undated).collect();
    let kept = if all.len() <= RECENT + 1 { all.len() } else { RECENT };
    let (rows, others) = all.split_at(kept);
    (rows.iter().map(|(n, _)| *n).collect(), others.iter().map(|(_, bearing)| *bearing).collect())
}

/// `Below: where it stands, 10 records, 2 earlier statuses; Space opens it`
fn closed_in_words(clause: &Clause, records: usize) -> String {
    let mut parts = vec!["where it stands".to_owned()];
    if records > 0 {
        parts.push(counted(records, "record"));
    }
    match clause.earlier.len() {
        0 => {}
        1 => parts.push("1 earlier status".to_owned()),
        n => parts.push(format!("{n} earlier statuses")),
    }
    format!("Below: {}; {} opens it", parts.join(", "), Command::Whole.key())
}

/// `4 older attacks, 2 without a day: Enter opens them`
fn older_in_words(board: &Board, older: &[&Bearing]) -> Option<String> {
    let table = board.record(older.first()?.record).table;
    let is_one_table = older.iter().all(|of| board.record(of.record).table == table);
    let dated = older.iter().filter(|of| {
        board
            .date_of(of.record)
            .is_some_and(|date| date.earliest.is_some() && date.latest.is_some())
    });
    let (dated, all) = (dated.count(), older.len());
    let is_attack = |of: &&Bearing| board.class_of(of.record) == Some(Class::Attack);
    let noun = match table {
        Table::Attack if older.iter().all(is_attack) => "attack",
        Table::Attack if is_one_table => "incident",
        Table::Patrol if is_one_table => "patrol",
        _ => "record",
    };
    let mut parts = Vec::new();
    if dated > 0 {
        parts.push(counted(dated, &format!("older {noun}")));
    }
    if all > dated {
        parts.push(format!("{} without a day", all - dated));
    }
    let them = if all == 1 { "it" } else { "them" };
    let key = Command::Open.key();
    Some(format!("{}: {key} opens {them}", parts.join(", ")))
}

/// A column whose cell is told from the bearing.
fn column(
    lines: &Arc<AgreementLines>,
    (title, rank): (&str, u8),
    sizes: (usize, usize),
    cell: impl Fn(&Board, &Bearing, usize) -> Phrase + Send + Sync + 'static,
    of_blamed: impl Fn(&Board, &Breaches) -> Phrase + Send + Sync + 'static,
    of_earlier: impl Fn(&Board, RecordIx) -> Phrase + Send + Sync + 'static,
) -> Column {
    let lines = lines.clone();
    Column::sized(title, rank, sizes, move |board, row, cells| {
        match (lines.bearing(row), lines.blamed(row)) {
            (Some(bearing), _) => cell(board, bearing, cells),
            (None, Some(breaches)) => of_blamed(board, breaches),
            (None, None) => match lines.earlier(row) {
                Some(status) => of_earlier(board, status),
                None => Phrase::default(),
            },
        }
    })
}

fn columns(lines: &Arc<AgreementLines>) -> Vec<Column> {
    let nothing = |_: &Board, _: &Breaches| Phrase::default();
    let named_by = |board: &Board, bearing: &Bearing, _: usize| {
        let voices = bearing.voices.iter().filter(|voice| !voice.is_desk() || !bearing.is_by_desk);
        let voices = voices.map(|voice| Phrase::dim(board.voice_name(voice)));
        let desk = bearing.is_by_desk.then(|| Phrase::dim("the desk"));
        Phrase::list(desk.into_iter().chain(voices), ", ")
    };
    vec![
        column(
            lines,
            ("bears on it", 0),
            (11, 11),
            |board, bearing, _| Phrase::plain("  ").join(bearings::way(board, bearing)),
            |board, breaches| match breaches.named.is_empty() {
                true => Phrase::dim("  for none"),
                false => {
                    let count = prose::count(&Register::new(board), breaches);
                    Phrase::plain("  for ").join(count)
                }
            },
            |board, n| Phrase::dim(phases::how_it_bears(board, n)),
        ),
        column(
            lines,
            ("record", 0),
            (14, 48),
            |board, bearing, _| bearings::what(board, bearing),
            |board, breaches| cells::name(board, &breaches.actor),
            phases::was,
        ),
        column(
            lines,
            ("whose word", 1),
            (21, 60),
            |board, bearing, _| bearings::whose_word(board, bearing.record),
            |board, breaches| Phrase::plain(prose::by_whom(board, breaches)),
            phases::says,
        ),
        column(
            lines,
            ("date", 0),
            (9, 12),
            |board, bearing, cells| cells::date(board, bearing.record, cells),
            nothing,
            |board, status| cells::date(board, status, usize::MAX),
        )
        .right(),
        column(lines, ("held by", 3), (10, 24), named_by, nothing, |_, _| Phrase::default()),
    ]
}

//! The rows of tables: records, and the rows of feeds among them, one after the other.

use std::io;

use super::{
    RowSink, TableCell, TableHead,
    columns::{self, ColumnSubject, TableColumn, columns},
    derived,
};
use crate::{
    board::{Board, RowIx, Terms, full_day},
    model::{FeedUse, Key, RecordIx, Table},
    panel::{
        Content, Panel,
        feed_json::{feed_handling, feed_rows, row_state},
    },
};

/// The rows of a panel, in the order of the board: records, then rows of these feeds.
pub fn panel_table(
    board: &Board,
    panel: Panel,
    file: &str,
    feeds: &[(usize, Terms)],
    sink: &mut dyn RowSink,
) -> io::Result<()> {
    let title = panel.title_on(board);
    match panel.spec().content {
        Content::Derived { json, .. } => derived::rows(board, &title, json(board), file, sink),
        Content::Records { table, joins, .. } => {
            let sheet = panel.sheet(board, Default::default());
            let records = sheet.rows.records().iter().filter(|row| !row.is_line);
            let records: Vec<RecordIx> = records.filter_map(|row| row.record()).collect();
            let of = TableOf { title: &title, tables: &[table], records: &records, joins };
            of.write(board, file, feeds, sink)
        }
    }
}

/// All records that show, in one table: what is reported of days, with the rows of these feeds.
pub fn one_table(
    board: &Board,
    file: &str,
    feeds: &[(usize, Terms)],
    sink: &mut dyn RowSink,
) -> io::Result<()> {
    let records: Vec<RecordIx> =
        Table::REPORTS.iter().flat_map(|table| board.shown_of(*table)).collect();
    let columns = columns(Table::REPORTS, true, board.without().is_some());
    let columns = begin(board, "records", columns, &records, !feeds.is_empty(), sink)?;
    for n in &records {
        record(board, *n, &columns, file, sink)?;
    }
    FeedUse::ALL.iter().try_for_each(|joins| feed_table(board, *joins, &columns, feeds, sink))
}

/// A table for each table of the format that has records on the board, with the rows of these feeds.
pub fn all_tables(
    board: &Board,
    file: &str,
    feeds: &[(usize, Terms)],
    sink: &mut dyn RowSink,
) -> io::Result<()> {
    let is_none = |table: &Table| matches!(table, Table::Scenario | Table::Layer | Table::Feed);
    for table in Table::ALL.iter().filter(|table| !is_none(table)) {
        // A filter is for what is told of days: who told it, and where, stands in any case.
        let records: Vec<RecordIx> = match Table::IN_PERIOD.contains(table) {
            true => board.shown_of(*table).collect(),
            false => board.visible_of(*table).collect(),
        };
        let joins = match table {
            Table::Attack => Some(FeedUse::Attacks),
            Table::Displacement => Some(FeedUse::Displacement),
            _ => None,
        };
        let has_rows = |joins: FeedUse| board.visible_rows(joins).is_some();
        if records.is_empty() && !joins.is_some_and(has_rows) {
            continue;
        }
        let title = board.called_together(*table);
        let of = TableOf { title, tables: &[*table], records: &records, joins };
        of.write(board, file, feeds, sink)?;
    }
    Ok(())
}

/// Records of a table, and which feeds' rows are among them.
struct TableOf<'a> {
    title: &'a str,
    tables: &'a [Table],
    records: &'a [RecordIx],
    joins: Option<FeedUse>,
}

impl TableOf<'_> {
    fn write(
        &self,
        board: &Board,
        file: &str,
        feeds: &[(usize, Terms)],
        sink: &mut dyn RowSink,
    ) -> io::Result<()> {
        let columns = columns(self.tables, self.joins.is_some(), board.without().is_some());
        let has_rows = self.joins.is_some_and(|joins| board.visible_rows(joins).is_some());
        let columns = begin(board, self.title, columns, self.records, has_rows, sink)?;
        for n in self.records {
            record(board, *n, &columns, file, sink)?;
        }
        self.joins.map_or(Ok(()), |joins| feed_table(board, joins, &columns, feeds, sink))
    }
}

/// Begins a table; the columns that are left where nothing fills the others.
fn begin(
    board: &Board,
    title: &str,
    mut columns: Vec<TableColumn>,
    records: &[RecordIx],
    has_rows: bool,
    sink: &mut dyn RowSink,
) -> io::Result<Vec<TableColumn>> {
    if sink.leaves_out_empty() {
        let is_filled = |told: ColumnSubject| {
            has_rows && is_told_of_rows(told)
                || records.iter().any(|n| columns::cell(board, *n, told, "") != TableCell::Nothing)
        };
        // What is the same of every row is said above them.
        let is_of_all = |told: ColumnSubject| {
            matches!(told, ColumnSubject::Scenario | ColumnSubject::AsOf | ColumnSubject::Clock)
        };
        columns.retain(|column| !is_of_all(column.told) && is_filled(column.told));
    }
    let header = &board.scenario().header;
    let mut notes =
        vec![format!("{}, {}, {}", header.title, full_day(board.clock.as_of), board.clock.words())];
    notes.extend(board.handling().map(|mark| format!("Handling: {mark}")));
    let named: Vec<(String, u16)> =
        columns.iter().map(|column| (column.name.clone(), column.width())).collect();
    sink.begin(&TableHead { title, columns: &named, notes: &notes })?;
    Ok(columns)
}

fn record(
    board: &Board,
    n: RecordIx,
    columns: &[TableColumn],
    file: &str,
    sink: &mut dyn RowSink,
) -> io::Result<()> {
    let cells = columns.iter().map(|column| columns::cell(board, n, column.told, file));
    sink.row(&cells.collect::<Vec<_>>())
}

fn feed_table(
    board: &Board,
    joins: FeedUse,
    columns: &[TableColumn],
    feeds: &[(usize, Terms)],
    sink: &mut dyn RowSink,
) -> io::Result<()> {
    for at in feed_rows(board, joins) {
        let Some((_, terms)) = feeds.iter().find(|(n, _)| *n == at.feed) else { continue };
        let cells = columns.iter().map(|column| row_cell(board, at, joins, terms, column.told));
        sink.row(&cells.collect::<Vec<_>>())?;
    }
    Ok(())
}

/// Whether a row of a feed says anything of it.
fn is_told_of_rows(told: ColumnSubject) -> bool {
    match told {
        ColumnSubject::Words(key) | ColumnSubject::From(key) | ColumnSubject::To(key) => {
            matches!(key, Key::Date | Key::Kind | Key::Place | Key::Killed | Key::Source)
        }
        ColumnSubject::Day(_)
        | ColumnSubject::Figure(_)
        | ColumnSubject::Grade
        | ColumnSubject::Voices
        | ColumnSubject::Contested => false,
        ColumnSubject::Table | ColumnSubject::Without => false,
        _ => true,
    }
}

/// What a column says of a row.
fn row_cell(
    board: &Board,
    at: RowIx,
    joins: FeedUse,
    terms: &Terms,
    told: ColumnSubject,
) -> TableCell {
    let Some(feed) = board.feeds.files.get(at.feed) else { return TableCell::Nothing };
    let rows = &feed.rows;
    let days = rows.span(at.row).map(|span| span.interval()).unwrap_or_default();
    let (site, deaths) = (board.site(at), rows.deaths(at.row));
    let people = match joins {
        FeedUse::Attacks => Key::Killed,
        FeedUse::Displacement => Key::Count,
    };
    let sort = rows.sort(at.row);
    match told {
        ColumnSubject::Table => match joins {
            FeedUse::Attacks => Table::Attack.name().into(),
            FeedUse::Displacement => Table::Displacement.name().into(),
        },
        ColumnSubject::Id => TableCell::text(format!("{}-{}", feed.id, at.row + 1)),
        ColumnSubject::Words(Key::Date) => match days.closed() {
            Some((first, last)) if first != last => TableCell::text(format!("{first} to {last}")),
            _ => days.end().map_or(TableCell::Nothing, |day| TableCell::text(day.to_string())),
        },
        ColumnSubject::From(Key::Date) => days.earliest.into(),
        ColumnSubject::To(Key::Date) => days.latest.into(),
        ColumnSubject::Words(Key::Kind) => sort.map(|sort| sort.label.as_str()).into(),
        ColumnSubject::Words(Key::Measure) => {
            sort.and_then(|sort| sort.measure).map(|measure| measure.word()).into()
        }
        ColumnSubject::Words(Key::Place) => site.map(|site| site.name.as_str()).into(),
        ColumnSubject::Latitude => {
            site.and_then(|site| site.at).map_or(TableCell::Nothing, |at| columns::degrees(at.lat))
        }
        ColumnSubject::Longitude => {
            site.and_then(|site| site.at).map_or(TableCell::Nothing, |at| columns::degrees(at.lon))
        }
        ColumnSubject::Precision => {
            site.and_then(|site| site.precision_km).map_or(TableCell::Nothing, TableCell::Number)
        }
        ColumnSubject::Words(key) if key == people => {
            deaths.best.map_or(TableCell::Nothing, |best| TableCell::text(best.to_string()))
        }
        ColumnSubject::From(key) if key == people => deaths.low.into(),
        ColumnSubject::To(key) if key == people => deaths.high.into(),
        ColumnSubject::Words(Key::Source) => rows.source(at.row).into(),
        ColumnSubject::State => row_state(feed, at.row).filter(|state| *state != "told").into(),
        ColumnSubject::SideA => rows.parties(at.row).map(|sides| sides.a.as_str()).into(),
        ColumnSubject::SideB => rows.parties(at.row).map(|sides| sides.b.as_str()).into(),
        ColumnSubject::Events => rows.events(at.row).into(),
        ColumnSubject::Feed => feed.id.as_str().into(),
        ColumnSubject::Handling => feed_handling(board, at.feed).as_ref().into(),
        ColumnSubject::File => (&feed.path).into(),
        ColumnSubject::Licence | ColumnSubject::Cite => columns::of_terms(terms, told),
        told => columns::of_the_board(board, told),
    }
}

//! Bulletins: reports that carry many facts, whose voice is typed once.

use super::{
    cells,
    sheet::{Column, Sheet, Sort, latest_first},
    spec::{Content, PanelSpec, Placement},
};
use crate::{
    board::{Board, Figure, Register, human},
    look::{Flow, Phrase, Role},
    model::{Key, RecordIx, Table, Value},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    title: "Bulletins",
    help: "bulletins: reports that carry many records",
    placement: Placement::Page {
        shows: "reports that carry many facts: issuer, serial, the days covered, what rests on each",
    },
    content: Content::Records { table: Table::Bulletin, joins: None },
    adds: Some(Table::Bulletin),
    of_the_whole: None,
    opens_at_end: false,
    sheet,
    caption: |board, row| Some(caption(board, row.record()?)),
};

fn sheet(board: &Board, sort: Sort) -> Sheet {
    let columns = vec![
        cells::date_column(0, (8, 16)).titled("published"),
        Column::of_record("issuer", 0, (10, 30), cells::voice),
        Column::of_record("serial", 0, (6, 16), serial),
        Column::of_record("covers", 1, (8, 20), |board, n| when(board, n, Key::Covers)),
        Column::of_record("records", 0, (7, 7), records).right(),
        Column::of_record("looked for", 2, (12, 36), looked_for),
        Column::of_record("area", 3, (8, 20), |board, n| cells::names_of(board, n, Key::Area)),
        Column::of_record("grade", 4, (5, 5), cells::grade),
        Column::of_record("note", 5, (12, 40), |board, n| cells::note(board, board.record(n)))
            .unless_sparse(),
    ];
    Sheet {
        columns,
        rows: latest_first(board, Table::Bulletin).into(),
        summary: Flow::new(summary(board)),
        total: board.visible_of(Table::Bulletin).count(),
        ..Sheet::default()
    }
    .sorted(board, sort)
}

fn serial(board: &Board, n: RecordIx) -> Phrase {
    match board.record(n).text(Key::Ref) {
        Some(serial) => Phrase::plain(serial.as_str()),
        None => cells::missing(board, board.record(n), Key::Ref),
    }
}

fn when(board: &Board, n: RecordIx, key: Key) -> Phrase {
    let record = board.record(n);
    match record.get(key).and_then(Value::as_when) {
        Some(when) => Phrase::plain(human(when, board.clock.as_of).to_string()),
        None => cells::missing(board, record, key),
    }
}

fn looked_for(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    match record.get(Key::LookedFor) {
        Some(topics) => Phrase::plain(board.in_words(Key::LookedFor, topics)),
        None => cells::missing(board, record, Key::LookedFor),
    }
}

fn records(board: &Board, n: RecordIx) -> Phrase {
    let id = &board.record(n).id;
    let count = board.resting_on(id).count();
    let role = if count == 0 { Role::Stale } else { Role::Plain };
    Phrase::figure(count.to_string(), role, &format!("resting-on:{id}"))
}

/// How many bulletins there are, how much rests on them, and which is the last.
fn summary(board: &Board) -> Vec<Phrase> {
    let register = Register::new(board);
    let total = register.one("bulletins").filter(Figure::counts_any);
    let Some(total) = total.map(|total| cells::counted_figure(board, &total, "bulletin")) else {
        return Vec::new();
    };
    let resting = register.one("resting-on-bulletins");
    let resting = resting.map(|of| cells::counted_figure(board, &of, "record"));
    let resting = resting.map(|records| records.and(" resting on them", Role::Plain));
    let last = latest_first(board, Table::Bulletin).into_iter().next();
    let last = last.and_then(|row| row.record()).map(|n| board.record(n)).map(|record| {
        let day = board.written_date(record).map(|day| human(day, board.clock.as_of));
        let what = board.what(record);
        // One without a serial is called by its day.
        let day = day.map(|day| day.to_string()).filter(|day| !what.ends_with(day));
        let day = day.map(|day| format!(", {day}")).unwrap_or_default();
        Phrase::dim("the last ").and(format!("{what}{day}"), Role::Plain)
    });
    [Some(total), resting, last].into_iter().flatten().collect()
}

fn caption(board: &Board, n: RecordIx) -> Phrase {
    let covers = when(board, n, Key::Covers);
    let covers = Phrase::dim("covers ").join(covers);
    Phrase::list([covers, looked_for(board, n)], " · ")
}

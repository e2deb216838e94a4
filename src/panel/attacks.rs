//! The attack list: attacks, obstructions and other incidents, each class counted on its own.

use super::{
    Rows, cells, feed_row,
    rows::Row,
    sheet::{Column, Sheet, Sort, latest_first},
    spec::{Content, PanelSpec, Placement},
};
use crate::{
    board::{Board, Figure, Naming, Register, VisibleRows},
    look::{Flow, Phrase, Role},
    model::{Class, FeedUse, Id, Key, RecordIx, Table, Value},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    name: "attacks",
    title: "Attacks",
    help: "attack list",
    placement: Placement::Front,
    content: Content::Records { table: Table::Attack, joins: Some(FeedUse::Attacks) },
    adds: Some(Table::Attack),
    of_the_whole: None,
    opens_at_end: false,
    sheet,
    caption: |board, row| Some(cells::caption(board, row, caption)),
};

fn sheet(board: &Board, sort: Sort) -> Sheet {
    let columns = vec![
        cells::date_column(0, (6, 12)),
        Column::new("kind", 0, (8, 13), cells::kind(kind)),
        Column::new(
            "place",
            2,
            (8, 22),
            cells::place(|board, n| cells::names_of(board, n, Key::Place)),
        ),
        // As wide as the next: what is said of both is said in the same way.
        cells::people_column("killed", 1, (6, 13), Key::Killed),
        Column::sized_of_record("hurt", 1, (5, 13), |board, n, cells| {
            cells::count(board, n, Key::Injured, cells)
        })
        .right()
        .sorted_by_record(|board, n| cells::count_key(board, n, Key::Injured)),
        Column::of_record("on", 4, (8, 20), |board, n| cells::names_of(board, n, Key::On)),
        Column::new("by", 5, (10, 36), cells::sides(by)),
        Column::of_record("patrol", 6, (8, 14), patrol),
        Column::of_record("grade", 3, (5, 5), cells::grade),
        Column::new("voice", 7, (10, 34), cells::source),
        Column::of_record("damage", 8, (10, 30), |board, n| {
            cells::text(board, board.record(n), Key::Damage)
        }),
        Column::of_record("clause", 10, (8, 16), |board, n| cells::names_of(board, n, Key::Clause)),
        Column::of_record("note", 9, (12, 60), |board, n| cells::note(board, board.record(n))),
    ];
    let records = latest_first(board, Table::Attack);
    let mut total = board.visible_of(Table::Attack).count();
    let rows = match board.visible_rows(FeedUse::Attacks) {
        Some(feed_rows) => {
            let day = |row: &Row| board.date_of(row.record()?)?.end();
            Rows::with_feed_rows(records, day, feed_rows)
        }
        None => records.into(),
    };
    total += board.all_visible_rows(FeedUse::Attacks).map_or(0, VisibleRows::len);
    Sheet { columns, rows, summary: Flow::new(summary(board)), total, ..Sheet::default() }
        .sorted(board, sort)
}

fn kind(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    let role = match board.class(record) {
        Some(Class::Attack) => Role::Plain,
        Some(Class::Obstruction) => Role::Warning,
        Some(Class::Other) | None => Role::Dim,
    };
    let word = board.displayed(record, Key::Kind).and_then(Value::word);
    let word = word.unwrap_or("not yet known");
    cells::contested(board, n, Key::Kind, Phrase::new(word, role))
}

/// By whom, always with its voice: from the group's own voice it is a claim, and only a voice whose
/// own account names a clause blames.
fn by(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    let voices = board.voices(record, Key::By).into_iter().map(|said| {
        let ids = said.value.ids();
        if ids.iter().all(Id::is_unknown) {
            return Phrase::dim("unknown");
        }
        let voice = record.words[said.word].voice();
        let by = voice.map_or(String::new(), |voice| {
            let namings = ids.iter().map(|id| board.naming(record, voice, id));
            let name = board.voice_name(voice);
            let is_itself = ids.iter().any(|id| board.name(id) == name);
            match namings.min().unwrap_or(Naming::Attributes) {
                Naming::Claims if is_itself => " (claims it)".to_owned(),
                Naming::Claims => format!(" (claimed by {name})"),
                Naming::Blames => format!(" (blamed by {name})"),
                Naming::Attributes => format!(" (says {name})"),
            }
        });
        cells::names(board, ids).and(by, Role::Dim)
    });
    let said: Vec<Phrase> = voices.collect();
    if said.is_empty() {
        return cells::missing(board, record, Key::By);
    }
    Phrase::list(said, "; ")
}

fn patrol(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    match board.shown_id(record, Key::Patrol) {
        Some(patrol) if patrol.is_unknown() => Phrase::new(patrol.as_str(), Role::Stale),
        Some(patrol) => Phrase::new(patrol.as_str(), Role::Link),
        None => cells::missing(board, record, Key::Patrol),
    }
}

fn caption(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    let words = board.written_date(record).and_then(|date| date.words.clone()).unwrap_or_default();
    let place = board.shown_id(record, Key::Place);
    let place = place.map(|place| cells::name(board, place)).unwrap_or_default();
    let on = board.shown_ids(record, Key::On);
    let on = if on.is_empty() {
        Phrase::default()
    } else {
        Phrase::dim("on ").join(cells::names(board, on))
    };
    let by = if board.voices(record, Key::By).is_empty() {
        Phrase::default()
    } else {
        Phrase::dim("by ").join(by(board, n))
    };
    let damage = cells::text(board, record, Key::Damage);
    let note = cells::note(board, record);
    Phrase::list(
        [Phrase::plain(words.as_str()), place, on, by, cells::voice(board, n), damage, note],
        " · ",
    )
}

fn summary(board: &Board) -> Vec<Phrase> {
    let register = Register::new(board);
    let totals = ["attacks", "obstructions", "other-incidents"];
    let totals = totals.into_iter().filter_map(|id| register.one(id)).filter(Figure::counts_any);
    let mut parts: Vec<Phrase> = totals.map(|figure| cells::named_figure(board, &figure)).collect();
    let last = register.one("days-since-attack");
    parts.extend(
        last.map(|last| Phrase::plain("last reported ").join(cells::day_figure(board, &last))),
    );
    if !parts.is_empty() {
        parts.extend(window(board, &register));
    }
    parts.extend(feed_row::summary(board, FeedUse::Attacks));
    parts.extend(cells::tallies(board, false));
    parts
}

/// The last days against those before, certain to possible, and how much of them was seen.
fn window(board: &Board, register: &Register) -> Vec<Phrase> {
    let windows = register.one("attacks-in-window").zip(register.one("attacks-before"));
    let Some((now, before)) = windows else { return Vec::new() };
    let line = Phrase::plain(format!("{}: ", now.labels.short)).join(cells::figure(board, &now));
    let before = Phrase::dim(" (before ").join(cells::figure(board, &before)).and(")", Role::Dim);
    let mut parts = vec![line.join(before.all_in(Role::Dim))];
    let seen = now.days.map(|days| days.seen()).unwrap_or_default();
    let unseen = seen.too_little(now.counts_any()).filter(|_| now.counts_any() || seen.n > 0);
    parts.extend(unseen.map(|words| Phrase::figure(words, Role::Stale, &now.name())));
    let more = ["attacks-so-far", "obstructions-in-window"];
    let more = more.into_iter().filter_map(|id| register.one(id)).filter(Figure::counts_any);
    parts.extend(more.map(|figure| {
        let label = Phrase::plain(format!("{}: ", figure.labels.short));
        label.join(cells::figure(board, &figure))
    }));
    let open = register.open_in_window(Class::Attack);
    if open > 0 {
        parts.push(Phrase::figure(format!("{open} with an open date"), Role::Dim, &now.name()));
    }
    parts
}

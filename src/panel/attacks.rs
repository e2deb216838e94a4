//! The attack list: attacks, obstructions and other incidents, each class counted on its own.

use super::{
    Rows, cells, feed_row,
    rows::Row,
    sheet::{Column, Sheet, Sort, latest_first},
    spec::{Content, OF_THE_WHOLE, PanelSpec, Placement},
};
use crate::{
    board::{Board, Naming, ReportSubject, Reported, Tally, VisibleRows, Windowed, days_in, human},
    look::{Flow, Phrase, Role},
    model::{Bounds, Class, Day, FeedUse, Id, Key, RecordIx, Table, Value, later},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    name: "attacks",
    title: "Attacks",
    help: "attack list",
    placement: Placement::Front,
    content: Content::Records { table: Table::Attack, joins: Some(FeedUse::Attacks) },
    adds: Some(Table::Attack),
    of_the_whole: Some(OF_THE_WHOLE),
    opens_at_end: false,
    sheet,
    caption: |board, row| Some(cells::caption(board, row, caption)),
};

fn sheet(board: &Board, sort: Sort) -> Sheet {
    let columns = vec![
        cells::date_column(0, (6, 13)),
        Column::new("kind", 0, (9, 13), cells::kind(kind)),
        Column::new(
            "place",
            2,
            (8, 22),
            cells::place(|board, n| cells::names_of(board, n, Key::Place)),
        ),
        cells::people_column("killed", 1, (6, 12), Key::Killed),
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
            let verb = match namings.min().unwrap_or(Naming::Attributes) {
                Naming::Claims => "claimed by",
                Naming::Blames => "blamed by",
                Naming::Attributes => "says",
            };
            format!(" ({verb} {})", board.voice_name(voice))
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
    let mut parts: Vec<Phrase> = Vec::new();
    for tally in Tally::all(board).into_iter().filter(|tally| tally.count.high != Some(0)) {
        let name = match tally.class {
            Class::Attack => "attacks",
            Class::Obstruction => "obstructions",
            Class::Other => "other",
        };
        parts.push(Phrase::plain(format!("{name} {}", tally.count)));
    }
    if let Some(days) = board.since_last_attack(false) {
        let when = human(&board.days_ago(days), board.clock.as_of);
        parts.push(Phrase::plain(format!("last reported {when}")));
    }
    if !parts.is_empty() {
        parts.extend(window(board));
    }
    parts.extend(feed_row::summary(board, FeedUse::Attacks));
    parts.extend(cells::tallies(board, false));
    parts
}

/// The last days against those before, certain to possible, and how much of them was seen.
fn window(board: &Board) -> Vec<Phrase> {
    let day = board.clock.as_of;
    let days = board.window.days();
    let before = later(day, -days).unwrap_or(day);
    let now = Windowed::of(board, Class::Attack, day, days);
    let then = Windowed::of(board, Class::Attack, before, days);
    let seen = |last: Day| {
        let first = later(last, 1 - days).unwrap_or(last);
        let reported = board.reported(ReportSubject::Incidents(Class::Attack));
        Reported { n: reported.within(first, last), of: days_in(first, last) }
    };
    let line = Phrase::plain(format!("attacks {days} d: {}", in_window(now.count, seen(day))));
    let earlier = in_window(then.count, seen(before));
    let mut parts = vec![line.and(format!(" (before {earlier})"), Role::Dim)];
    let counts_any = now.count.high != Some(0);
    let unseen = seen(day).too_little(counts_any).filter(|_| counts_any || seen(day).n > 0);
    parts.extend(unseen.map(|words| Phrase::new(words, Role::Stale)));
    let blocked = Windowed::of(board, Class::Obstruction, day, days).count;
    if blocked.high != Some(0) {
        parts.push(Phrase::plain(format!("obstructions {days} d: {blocked}")));
    }
    if now.open > 0 {
        parts.push(Phrase::dim(format!("{} with an open date", now.open)));
    }
    parts
}

/// An incident list never proves zero: no record is no report, not peace.
fn in_window(count: Bounds, days: Reported) -> String {
    match (count.high, days.n) {
        (Some(0), 0) => "no reports".to_owned(),
        (Some(0), _) => "none known".to_owned(),
        _ => count.to_string(),
    }
}

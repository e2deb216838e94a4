//! The incident list: attacks and whatever else is an incident, each class counted on its own.

use super::{
    Rows, cells, feed_row, harm,
    rows::Row,
    sheet::{Column, Sheet, Sort, latest_first},
    spec::{Content, PanelSpec, Placement},
    tallies,
};
use crate::{
    board::{Board, Case, Figure, LastAttack, Naming, Register, VisibleRows, day_month},
    look::{Phrase, Role, Summary, SummaryLine},
    model::{Bounds, Class, Day, FeedUse, Id, Key, RecordIx, Table, Value},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    title: "Attacks",
    help: "attack list, or list of incidents",
    placement: Placement::Front,
    content: Content::Records { table: Table::Attack, joins: Some(FeedUse::Attacks) },
    adds: Some(Table::Attack),
    of_the_whole: None,
    opens_at_end: false,
    sheet,
    caption: |board, row| Some(cells::caption(board, row, caption)),
};

fn sheet(board: &Board, sort: Sort) -> Sheet {
    let mut columns = vec![
        cells::date_column(0, (6, 12)),
        Column::sized("what", 0, (6, 14), |board, row, cells| {
            cells::shorter(cells::kind(kind)(board, row), cells)
        })
        .whole(),
        cells::place_column("place", 1, (8, 20), |board, n| cells::names_of(board, n, Key::Place))
            .takes_rest(),
        // As wide as the next: what is said of both is said in the same way.
        cells::people_column("killed", 2, (6, 13), Key::Killed)
            .behind("place", |board, row| cells::harmed(board, row, Key::Killed, "killed")),
        Column::sized_of_record("hurt", 2, (4, 13), |board, n, cells| {
            cells::count(board, n, Key::Injured, cells)
        })
        .right()
        .behind("place", |board, row| cells::harmed(board, row, Key::Injured, "hurt"))
        .sorted_by_record(|board, n| cells::count_key(board, n, Key::Injured)),
        Column::of_record("on", 4, (8, 20), |board, n| cells::names_of(board, n, Key::On)),
        Column::new("by", 5, (10, 36), cells::sides(by)),
        Column::of_record("patrol", 6, (8, 14), patrol).aloud(|board, row| {
            let said = row.record().map(|n| cells::briefs_of(board, n, Key::Patrol));
            said.unwrap_or_default()
        }),
        Column::of_record("grade", 3, (5, 5), cells::grade),
        Column::new("voice", 7, (10, 34), cells::source),
        Column::of_record("damage", 8, (10, 30), |board, n| {
            cells::text(board, board.record(n), Key::Damage)
        }),
        cells::clause_column(10),
        Column::of_record("note", 9, (12, 60), |board, n| cells::note(board, board.record(n))),
    ];
    columns.splice(5..5, rarer_columns(board));
    let records = latest_first(board, Table::Attack);
    let mut total = board.visible_of(Table::Attack).count();
    let rows = match board.visible_rows(FeedUse::Attacks) {
        Some(feed_rows) => {
            let day = |row: &Row| {
                let n = row.record().filter(|n| !board.is_undated(*n))?;
                board.date_of(n)?.end()
            };
            Rows::with_feed_rows(records, day, feed_rows)
        }
        None => records.into(),
    };
    let listed = |feed_rows: &VisibleRows| feed_rows.len() + feed_rows.gone().count();
    total += board.all_visible_rows(FeedUse::Attacks).map_or(0, listed);
    let sheet = Sheet { columns, rows, lines: summary(board), total, ..Sheet::default() };
    sheet.sorted(board, sort).with_undated(board, Table::Attack, sort)
}

/// What few boards tell of: the missing, the seized, what else was hit.
fn rarer_columns(board: &Board) -> Vec<Column> {
    let attacks = board.scenario().table(Table::Attack);
    let is_told = |key: Key| {
        attacks.iter().flat_map(|attack| &attack.words).any(|word| word.get(key).is_some())
    };
    let people = |(title, key): (&'static str, Key)| {
        let count =
            move |board: &Board, n: RecordIx, cells: usize| cells::count(board, n, key, cells);
        let column = Column::sized_of_record(title, 3, (7, 13), count).right();
        column.sorted_by_record(move |board, n| cells::count_key(board, n, key))
    };
    let people_told = [("missing", Key::Missing), ("detained", Key::Detained)].into_iter();
    let harmed =
        || Column::of_record("hit", 6, (8, 24), |board, n| cells::told(board, n, Key::Harmed));
    let people = people_told.filter(|(_, key)| is_told(*key)).map(people);
    let has_case = board.scenario().table(Table::Status).iter().any(|status| {
        let of = status.id_of(Key::Of).and_then(|id| board.scenario().find(id));
        of.is_some_and(|of| of.table == Table::Attack)
    });
    let case = has_case.then(|| Column::of_record("case", 8, (8, 24), case));
    people.chain(is_told(Key::Harmed).then(harmed)).chain(case).collect()
}

/// What became of it: how far its case is, what was found.
fn case(board: &Board, n: RecordIx) -> Phrase {
    let case = Case::of(board, n);
    case.map_or_else(Phrase::default, |case| super::cases::standing(board, &case))
}

fn kind(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    let role = Role::of_listed(board.class(record));
    let word = board.displayed(record, Key::Kind).and_then(Value::word_said);
    let word = word.unwrap_or("not yet known".into());
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

fn summary(board: &Board) -> Summary {
    let register = Register::new(board);
    let mut lines = Vec::new();
    let figure = |class: &Class| Some((*class, register.one(class.row().id)?));
    let totals = Class::ALL.iter().filter_map(figure).filter(|(_, figure)| figure.counts_any());
    let totals: Vec<Phrase> = totals.map(|(class, it)| in_all(board, class, &it)).collect();
    if !totals.is_empty() {
        lines.extend(window(board, &register));
        lines.extend(other_windows(board, &register));
        lines.push(on_patrols(board));
        let sides = harm::sides(board, &register);
        let of_classes = harm::lines(board, &register).into_iter();
        // The line of attacks stands first; where it is told by side, that stands in its place.
        let skipped = usize::from(!sides.is_empty());
        lines.extend(sides.into_iter().chain(of_classes.skip(skipped)));
        let first = totals.first().cloned().unwrap_or_default();
        let two = Phrase::list(totals.iter().take(2).cloned(), ", ");
        lines.push(SummaryLine::new("in all", vec![Phrase::list(totals, ", "), two, first]));
        lines.push(register.one("days-since-attack").and_then(|last| {
            let day = cells::day_figure(board, &last);
            SummaryLine::new("last", vec![Phrase::plain("reported ").join(day)])
        }));
    }
    let of_feeds = feed_row::summary(board, FeedUse::Attacks).into_iter();
    lines.extend(of_feeds.map(|part| {
        let short = part.to_first_figure();
        SummaryLine::new("", vec![part, short])
    }));
    lines.extend(tallies::tallies(board, false));
    Summary::new(lines)
}

/// `11–13 attacks`, `1–2 roads blocked`.
fn in_all(board: &Board, class: Class, figure: &Figure) -> Phrase {
    let (one, several) = class.row().brief;
    let words = if figure.value.bounds() == Some(Bounds::new(1, 1)) { one } else { several };
    cells::figure(board, figure).and(format!(" {words}"), Role::Plain)
}

/// When a patrol was last reported attacked, and what ran since.
fn on_patrols(board: &Board) -> Option<SummaryLine> {
    let last = LastAttack::if_told_of(board)?;
    let day = board.clock.as_of;
    let name = last.when.as_ref().map(|_| "days-since-attack-on-patrol");
    let forms = last.in_forms(day).into_iter().map(|words| match name {
        Some(name) => Phrase::figure(words, Role::Plain, name),
        None => Phrase::plain(words),
    });
    SummaryLine::new("on patrols", forms.collect())
}

/// The last days against those before, certain to possible, and how much of them was seen.
fn window(board: &Board, register: &Register) -> Vec<Option<SummaryLine>> {
    let windows = register.one("attacks-in-window").zip(register.one("attacks-before"));
    let Some((now, before)) = windows else { return Vec::new() };
    let label = now.days.map(|days| days_of(days.first, days.last)).unwrap_or_default();
    let is_one = now.value.bounds() == Some(Bounds::new(1, 1));
    let value = cells::figure(board, &now).and(
        if !now.counts_any() {
            ""
        } else if is_one {
            " attack"
        } else {
            " attacks"
        },
        Role::Plain,
    );
    let before = Phrase::dim(" (").join(cells::figure(board, &before)).and(" before)", Role::Dim);
    let line = value.clone().join(before.all_in(Role::Dim));
    let open = register.open_in_window(Class::Attack);
    let undated = format!("up to {open} undated");
    let undated = Phrase::dim(", ").join(Phrase::figure(undated, Role::Dim, &now.name()));
    let full = (open > 0).then(|| line.clone().join(undated));
    let mut lines = vec![SummaryLine::new(label, full.into_iter().chain([line, value]).collect())];
    let seen = now.days.map(|days| days.seen()).unwrap_or_default();
    let unseen = seen.too_little(now.counts_any()).filter(|_| now.counts_any() || seen.n > 0);
    lines.extend(unseen.map(|words| {
        let phrase = |words: String| Phrase::figure(words, Role::Stale, &now.name());
        let short = format!("{} of {} days", seen.n, seen.of);
        SummaryLine::new("seen", vec![phrase(words), phrase(short)])
    }));
    let so_far = register.one("attacks-so-far").filter(Figure::counts_any);
    lines.extend(so_far.map(|figure| {
        let value = cells::figure(board, &figure).and(" so far", Role::Plain);
        SummaryLine::new(day_month(board.clock.as_of), vec![value])
    }));
    lines
}

/// The last days against those before of each class of its own besides: never added to attacks.
fn other_windows(board: &Board, register: &Register) -> Vec<Option<SummaryLine>> {
    let is_told = |class: &&Class| !matches!(class, Class::Attack | Class::Obstruction);
    let line = |class: &Class| {
        let figure = |which: &str| register.one(&format!("{}-{which}", class.row().id));
        let (now, before) = figure("in-window").zip(figure("before"))?;
        let value = cells::figure(board, &now);
        let before =
            Phrase::dim(" (").join(cells::figure(board, &before)).and(" before)", Role::Dim);
        let both = value.clone().join(before.all_in(Role::Dim));
        SummaryLine::new(class.plural(), vec![both, value])
    };
    Class::ALL.iter().filter(is_told).map(line).collect()
}

/// `17 Jul–13 Aug`.
fn days_of(first: Day, last: Day) -> String {
    format!("{}–{}", day_month(first), day_month(last))
}

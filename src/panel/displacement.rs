//! The displacement gauge: each voice's latest figure as a bar, its series, its age; stock and
//! flow apart, voices never joined, a share only where a record says of what.

use std::collections::HashMap;

use super::{
    Rows, cells, feed_row,
    rows::{Row, SortKey},
    sheet::{Column, Sheet, Sort},
    spec::{Content, PanelSpec, Placement},
};
use crate::{
    board::{
        Board, FigureValue, PeopleFigure, Register, Share, Subject, VisibleRows, age, day_month,
        human,
    },
    look::{Phrase, Role, Summary, SummaryLine, bar, glyph},
    model::{Count, Day, FeedUse, Key, Measure, RecordIx, Table, Term, Word},
};
use chrono::Datelike;

pub(super) static SPEC: PanelSpec = PanelSpec {
    title: "Displacement",
    help: "displacement gauge",
    placement: Placement::Front,
    content: Content::Records { table: Table::Displacement, joins: Some(FeedUse::Displacement) },
    adds: Some(Table::Displacement),
    of_the_whole: None,
    opens_at_end: false,
    sheet,
    caption: |board, row| Some(cells::caption(board, row, caption)),
};

fn sheet(board: &Board, sort: Sort) -> Sheet {
    let figures = PeopleFigure::all(board);
    let (stock, flow) = (board.gauge_scale(false), board.gauge_scale(true));
    let series = all_series(board, &figures);
    let columns = vec![
        Column::new("measure", 0, (8, 15), |board, row| match rival(board, row) {
            Some(_) => Phrase::dim("or"),
            None => cells::kind(measure)(board, row),
        })
        .whole(),
        figure_column(),
        Column::sized_of_row("people", 2, (8, 16), move |board, row, n, cells| {
            let scale = if is_flow(board, n) { flow } else { stock };
            let count = rival(board, row).map_or_else(|| shown(board, n), |(_, count)| Some(count));
            count.map_or_else(Phrase::default, |count| bar(count, scale, cells.min(60)))
        })
        .picture(),
        Column::sized("voice", 1, (6, 22), |board, row, cells| match rival(board, row) {
            Some((word, _)) => {
                let voice = word.voice().map_or("", |voice| board.voice_name(voice));
                cells::shorter(Phrase::plain(voice), cells)
            }
            None => cells::shorter(cells::source(board, row), cells),
        }),
        cells::date_column(3, (6, 13)).titled("as of"),
        Column::sized_of_row("grade", 4, (5, 5), |board, row, n, _| match rival(board, row) {
            Some((word, _)) => Phrase::dim(board.grade(word).to_string()),
            None => cells::grade(board, n),
        }),
        Column::of_record("age", 5, (6, 9), age_of)
            .right()
            .sorted_by_record(|board, n| SortKey::Number(board.age_of(board.record(n)))),
        Column::sized_of_row("share", 6, (9, 18), |board, row, n, _| match row.line {
            0 => share(board, n),
            _ => Phrase::default(),
        }),
        Column::sized_of_row("series", 4, (18, 44), move |_, row, n, _| {
            let told = series.get(&n).filter(|_| row.line == 0);
            Phrase::dim(told.cloned().unwrap_or_default())
        }),
        cells::place_column("of", 8, (14, 50), |board, n| {
            cells::text(board, board.record(n), Key::Of)
        }),
        Column::of_record("note", 9, (12, 60), |board, n| cells::note(board, board.record(n))),
    ];
    let rows: Vec<Row> = figures
        .iter()
        .flat_map(|figure| {
            let row = super::sheet::row(board, figure.record);
            let role =
                if figure.latest || row.role != Role::Plain { row.role } else { Role::Stale };
            let row = Row { role, ..row };
            // Who says otherwise of the same figure stands below it.
            let rivals = rivals(board, figure.record).into_iter();
            let rivals = rivals.map(|word| Row { line: word + 1, depth: 1, ..row.clone() });
            [row.clone()].into_iter().chain(rivals.collect::<Vec<_>>())
        })
        .collect();
    let rows = match board.visible_rows(FeedUse::Displacement) {
        Some(of) => Rows::with_listed(rows, of.latest_of_each(), of.gone().collect()),
        None => rows.into(),
    };
    let listed = |of: &VisibleRows| of.latest_of_each().len() + of.gone().count();
    let feed_rows = board.all_visible_rows(FeedUse::Displacement).map_or(0, listed);
    let rivals = rows_of_rivals(&figures, board);
    let total = board.visible_of(Table::Displacement).count() + rivals + feed_rows;
    let lines = summary(board, &figures);
    let sheet = Sheet { columns, rows, lines, total, ..Sheet::default() }.sorted(board, sort);
    match earlier(board, &figures) {
        Some((first, says)) => {
            let records = sheet.rows.records().iter();
            let before = records.clone().position(|row| row.record() == Some(first));
            sheet.with_lines(sort, vec![(before.unwrap_or(0), says)])
        }
        None => sheet,
    }
}

/// The first figure that a later one of the same voice replaced, and what stands above such:
/// `earlier: 5 figures, 1 Jan to 6 Apr`.
fn earlier(board: &Board, figures: &[PeopleFigure]) -> Option<(RecordIx, Phrase)> {
    let earlier = || figures.iter().filter(|figure| !figure.latest);
    let first = earlier().next()?;
    let figure = Register::new(board).one("earlier-figures")?;
    let days = earlier().filter_map(|figure| figure.day);
    let (from, to) = (days.clone().min(), days.max());
    let of_year = |day: Day| match day.year() == board.clock.as_of.year() {
        true => day_month(day),
        false => format!("{} {}", day_month(day), day.year()),
    };
    let days = match from.zip(to) {
        Some((from, to)) if from == to => format!(", {}", of_year(from)),
        Some((from, to)) => format!(", {} to {}", of_year(from), of_year(to)),
        None => String::new(),
    };
    let count = cells::counted_figure(board, &figure, "figure");
    Some((first.record, Phrase::dim("earlier: ").join(count).and(days, Role::Dim)))
}

/// The words of a figure that give another count than the one that is shown, where voices cannot
/// both be right: their positions.
fn rivals(board: &Board, n: RecordIx) -> Vec<usize> {
    if !board.contested(n).contains(&Key::Count) {
        return Vec::new();
    }
    let record = board.record(n);
    let shown = board.shown(record, Key::Count);
    let others = board.voices(record, Key::Count).into_iter();
    let others = others.filter(|said| shown.as_ref().is_none_or(|it| it.value != said.value));
    others.map(|said| said.word).collect()
}

fn rows_of_rivals(figures: &[PeopleFigure], board: &Board) -> usize {
    figures.iter().map(|figure| rivals(board, figure.record).len()).sum()
}

/// The word that a row of a rival tells of, and its count; `None` of a figure's own row.
fn rival<'b>(board: &'b Board, row: &Row) -> Option<(&'b Word, &'b Count)> {
    let word = row.line.checked_sub(1)?;
    let word = board.record(row.record()?).words.get(word)?;
    Some((word, word.get(Key::Count)?.as_count()?))
}

/// The figure as it is shown, and in the rows below it as others have it.
fn figure_column() -> Column {
    Column::sized("figure", 0, (17, 18), |board, row, cells| {
        match (rival(board, row), row.subject) {
            (Some((_, count)), _) => {
                let mark = Phrase::plain(" ").and(glyph::CONTESTED, Role::Contested);
                cells::counted_in(count, cells.saturating_sub(mark.width())).join(mark)
            }
            (None, Subject::Record(n)) => cells::count(board, n, Key::Count, cells),
            (None, Subject::FeedRow(at)) => feed_row::people_with_past(board, at, cells),
        }
    })
    .right()
    .sorted_by(|board, row| match (rival(board, row), row.subject) {
        (Some((_, count)), _) => {
            SortKey::Number(count.central().and_then(|n| i64::try_from(n).ok()))
        }
        (None, Subject::Record(n)) => cells::count_key(board, n, Key::Count),
        (None, Subject::FeedRow(at)) => SortKey::Number(feed_row::people_number(board, at)),
    })
}

fn shown(board: &Board, n: RecordIx) -> Option<&Count> {
    board.shown(board.record(n), Key::Count)?.value.as_count()
}

fn is_flow(board: &Board, n: RecordIx) -> bool {
    let measure = board.shown_term(board.record(n), Key::Measure);
    measure.is_some_and(Measure::is_flow)
}

fn measure(board: &Board, n: RecordIx) -> Phrase {
    let word = board.shown(board.record(n), Key::Measure).and_then(|said| said.value.word_said());
    let word = word.unwrap_or("not yet known".into());
    cells::contested(board, n, Key::Measure, Phrase::plain(word))
}

fn age_of(board: &Board, n: RecordIx) -> Phrase {
    let days = board.date(board.record(n)).and_then(|date| age(&date, board.clock.as_of));
    days.map_or_else(Phrase::not_stated, |days| Phrase::dim(in_age(days, false)))
}

/// `today`, `1 day`, `170 days old`.
fn in_age(days: i64, is_said: bool) -> String {
    let (plural, old) = (if days == 1 { "" } else { "s" }, if is_said { " old" } else { "" });
    if days == 0 { "today".to_owned() } else { format!("{days} day{plural}{old}") }
}

fn share(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    let Some((share, _)) = Share::of(board, record) else { return Phrase::default() };
    let words = FigureValue::Share(share).text(None);
    Phrase::figure(words, Role::Plain, &format!("share:{}", record.id))
}

/// Figures of a series that its cell shows.
const IN_SERIES: usize = 6;

/// For the latest figure of each voice its series in time's order, shortened: `35k 29 Mar ─ 185k
/// 30 Apr`. A figure alone is no series.
fn all_series(board: &Board, figures: &[PeopleFigure]) -> HashMap<RecordIx, String> {
    let mut by_series: HashMap<_, Vec<&PeopleFigure>> = HashMap::new();
    for figure in figures {
        by_series.entry((figure.measure, figure.series)).or_default().push(figure);
    }
    let short = |figure: &&PeopleFigure| {
        let count = board.shown(board.record(figure.record), Key::Count)?.value.as_count()?;
        Some(format!("{} {}", rounded(count), crate::board::day_month(figure.day?)))
    };
    // Figures come latest first.
    let in_words = |series: Vec<&PeopleFigure>| {
        let latest = series.first().filter(|_| series.len() > 1)?.record;
        let words: Vec<String> = series.iter().take(IN_SERIES).rev().filter_map(short).collect();
        Some((latest, words.join(" ─ ")))
    };
    by_series.into_values().filter_map(in_words).collect()
}

fn rounded(count: &Count) -> String {
    match count.central() {
        None => "?".to_owned(),
        Some(n) if n >= 10_000_000 => format!("{}M", n / 1_000_000),
        Some(n) if n >= 10_000 => format!("{}k", n / 1_000),
        Some(n) => n.to_string(),
    }
}

fn caption(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    let dated = board
        .written_date(record)
        .map(|date| human(date, board.clock.as_of).to_string())
        .unwrap_or_default();
    let old = board
        .age_of(record)
        .map(|days| Phrase::new(in_age(days, true), Role::Stale))
        .unwrap_or_default();
    let voice = cells::voice(board, n).and(" ", Role::Plain).join(cells::grade(board, n));
    Phrase::list([voice, Phrase::plain(dated), old, cells::text(board, record, Key::Of)], " · ")
}

fn summary(board: &Board, figures: &[PeopleFigure]) -> Summary {
    let mut lines = Vec::new();
    for figure in figures.iter().filter(|figure| board.may_be_share(figure.record)) {
        let record = board.record(figure.record);
        if let Some((of_whole, whole)) = Share::of(board, record) {
            let share = self::share(board, figure.record);
            let of = board.shown(whole, Key::Measure).and_then(|said| said.value.word_said());
            let of = of.unwrap_or("whole".into());
            let line = share.clone().and(format!(" of the {of}"), Role::Plain);
            let voice = cells::voice(board, figure.record).text();
            let voice = if of_whole.same_voice {
                format!(", both by {voice}")
            } else {
                ", the whole by another voice".to_owned()
            };
            let full = line.clone().and(voice, Role::Dim);
            let label = Term::Measure(figure.measure).spoken();
            lines.push(SummaryLine::new(label, vec![full, line, share]));
        }
    }
    let has = |flow: bool| figures.iter().any(|figure| figure.measure.is_flow() == flow);
    if has(true) && has(false) {
        let flows = Measure::ALL.iter().filter(|measure| {
            measure.is_flow() && figures.iter().any(|figure| figure.measure == **measure)
        });
        let flows: Vec<_> = flows.map(|measure| Term::Measure(*measure).spoken()).collect();
        let words = format!("{}: never added to those above", flows.join(", "));
        lines.push(SummaryLine::new("in a time", vec![Phrase::dim(words)]));
    }
    let of_feeds = feed_row::summary(board, FeedUse::Displacement).into_iter();
    lines.extend(of_feeds.map(|part| {
        let short = part.to_first_figure();
        SummaryLine::new("", vec![part, short])
    }));
    Summary::new(lines)
}

//! Tempo beside the timeline: a window against the one before, how much of both was reported, and
//! whether the change is more than chance would often give.

use std::sync::Arc;

use super::{rows::Row, sheet::Column, to_come};
use crate::{
    board::{
        Board, Comparison, Corner, FigureValue, Pace, Ran, StrandKind, Tempo, TempoSubject,
        Timeline, Verdict, WindowCount, day_month,
    },
    look::{Phrase, Role},
    model::{Bounds, Class},
};

/// The pace that a row of the timeline has, if it is one of those that have one.
fn pace<'a>(timeline: &Timeline, tempo: &'a Tempo, row: &Row) -> Option<&'a Pace> {
    match timeline.rows.get(row.line)?.kind {
        StrandKind::Records { what, .. } => tempo.pace(what),
        StrandKind::Reports { .. } | StrandKind::Standing { .. } => None,
    }
}

pub(super) fn columns(timeline: &Arc<Timeline>, tempo: &Arc<Tempo>) -> Vec<Column> {
    let days = tempo.window.days();
    type CellOf = fn(&Board, &Pace) -> Phrase;
    let column = |title: String, rank: u8, size: (usize, usize), cell: CellOf| {
        let (timeline, tempo) = (timeline.clone(), tempo.clone());
        Column::new(title, rank, size, move |board: &Board, row: &Row| {
            pace(&timeline, &tempo, row).map(|pace| cell(board, pace)).unwrap_or_default()
        })
    };
    let mut columns = vec![
        column(format!("{days} days"), 1, (5, 7), |board, pace| {
            count(board, pace, pace.now.incidents.count, "in-window")
        })
        .right(),
        column("before".into(), 2, (6, 6), |board, pace| {
            count(board, pace, pace.before.incidents.count, "before").all_in(Role::Dim)
        })
        .right(),
        column("days reported".into(), 4, (13, 17), |_, pace| {
            let (now, before) = (pace.now.days, pace.before.days.reported);
            Phrase::dim(format!("{} of {} ({before})", now.reported, now.days()))
        }),
        column("last reported".into(), 5, (13, 19), |_, pace| {
            let days = pace.since_last.map(days_ago);
            Phrase::plain(days.unwrap_or_default())
        }),
        column("longest quiet".into(), 6, (13, 27), |_, pace| quiet(pace)),
        column("change".into(), 7, (20, 46), |_, pace| {
            let name = (pace.subject == ATTACKS).then_some(CHANGE);
            let told = || pace.change.as_ref().map(|told| change(told, name));
            to_come::instead_of_fewer(pace).or_else(told).unwrap_or_default()
        }),
    ];
    if tempo.paces.iter().filter_map(|pace| pace.to_come).any(to_come::is_told) {
        let (timeline, tempo) = (timeline.clone(), tempo.clone());
        let to_come = move |row: &Row| pace(&timeline, &tempo, row)?.to_come;
        columns.insert(2, to_come::column(3, to_come));
    }
    columns
}

/// `today`, `the last 1 to 4 days ago`.
fn days_ago(days: Bounds) -> String {
    match (days.low, days.high) {
        (0, Some(0)) => "today".to_owned(),
        (low, Some(high)) if low == high => {
            format!("{low} day{} ago", if low == 1 { "" } else { "s" })
        }
        (low, Some(high)) => format!("{low} to {high} days ago"),
        (low, None) => format!("{low} days ago or more"),
    }
}

/// No record is no report, not peace.
fn count(board: &Board, pace: &Pace, count: Bounds, which: &str) -> Phrase {
    if count.high == Some(0) {
        return Phrase::not_stated();
    }
    Phrase::figure(count.to_string(), Role::Plain, &figure_name(board, pace.subject, which))
}

/// The class that has a verdict of its own in the register.
const ATTACKS: TempoSubject = TempoSubject::Incidents(Class::Attack);
/// What the verdict on attacks is called in the register.
const CHANGE: &str = "attacks-change";

/// What a count of tempo is called in the register.
fn figure_name(board: &Board, subject: TempoSubject, which: &str) -> String {
    match subject {
        TempoSubject::FeedRows(n) => {
            let feed = board.feeds.files.get(n).map_or("", |file| file.id.as_str());
            format!("feed-attacks-{which}:{feed}")
        }
        _ => format!("{}-{which}", subject.word()),
    }
}

fn quiet(pace: &Pace) -> Phrase {
    let Some(spell) = pace.quiet else { return Phrase::default() };
    let last = (spell.first < spell.last).then(|| format!("–{}", day_month(spell.last)));
    let (days, first) = (spell.days(), day_month(spell.first));
    Phrase::plain(format!("{days} days, {first}{}", last.unwrap_or_default()))
}

/// The verdict, by its name where the register has it, with the lowest and highest p over the ends
/// of both ranges.
fn change(change: &Comparison, figure: Option<&str>) -> Phrase {
    let role = match change.verdict {
        Verdict::NoReports | Verdict::TooLittleSeen => Role::Stale,
        Verdict::More | Verdict::Fewer => Role::Warning,
        Verdict::DependsOnUncertain => Role::Plain,
        Verdict::CannotSay | Verdict::TooFew | Verdict::NoEvidence => Role::Dim,
    };
    let p = change.corners.as_ref().map(|(low, high)| format!(" ({})", p_in_words(low, high)));
    let verdict = match figure {
        Some(name) => Phrase::figure(change.in_words(), role, name),
        None => Phrase::new(change.in_words(), role),
    };
    verdict.and(p.unwrap_or_default(), Role::Dim)
}

fn p_in_words(low: &Corner, high: &Corner) -> String {
    let p = |corner: &Corner| format!("{:.2}", corner.chance.p);
    if p(low) == p(high) { format!("p {}", p(low)) } else { format!("p {}–{}", p(low), p(high)) }
}

/// What the tempo says in a line: of attacks, and of attacks on patrols that ran.
pub fn summary(board: &Board, tempo: &Tempo) -> Vec<Phrase> {
    let attacks = tempo.paces.iter().filter(|pace| pace.subject == ATTACKS);
    // An empty list says nothing where a feed tells of attacks.
    let is_told =
        |pace: &Pace| matches!(pace.subject, TempoSubject::FeedRows(_)) && !is_empty(pace);
    let in_feeds = tempo.paces.iter().any(is_told);
    let attacks = attacks.filter(|pace| !(in_feeds && is_empty(pace)));
    let days = tempo.window.days();
    let in_short = |pace: &Pace| attacks_in_short(board, pace, days);
    let mut parts: Vec<Phrase> = attacks.filter_map(in_short).collect();
    let (now, before) = (&tempo.attacked.now, &tempo.attacked.before);
    let ran = |ran: &Ran, name: &str| {
        let words = format!("{} of {}", ran.attacked, ran.attacked.plus(ran.spared));
        Phrase::figure(words, Role::Plain, name)
    };
    if now.attacked.high != Some(0) || before.attacked.high != Some(0) {
        let line = Phrase::plain("patrols attacked ").join(ran(now, "patrols-attacked-in-window"));
        let line = line.and(" that ran, ", Role::Plain);
        let line = line.join(ran(before, "patrols-attacked-before")).and(" before: ", Role::Plain);
        parts.push(line.join(change(&tempo.attacked.change, Some("patrols-attacked-change"))));
    }
    parts.extend(tempo.paces.iter().filter_map(|pace| still_to_come(board, pace, days)));
    parts
}

/// `acled, 28 days: 12 so far; by this source's delays 15–21 in the end`
fn still_to_come(board: &Board, pace: &Pace, days: i64) -> Option<Phrase> {
    let TempoSubject::FeedRows(n) = pace.subject else { return None };
    let words = to_come::in_words(pace.to_come?)?;
    let feed = board.feeds.files.get(n)?;
    Some(Phrase::plain(format!("{}, {days} days: ", feed.id)).join(words))
}

fn is_empty(pace: &Pace) -> bool {
    [&pace.now, &pace.before].iter().all(|counted| counted.incidents.count.high == Some(0))
}

/// Both windows with what can be said of them. Where nothing was counted and enough was seen,
/// nothing is: a list proves no zero.
fn attacks_in_short(board: &Board, pace: &Pace, days: i64) -> Option<Phrase> {
    let change_of = pace.change.as_ref()?;
    if is_empty(pace) {
        let unseen = change_of.unseen.is_some();
        return unseen.then(|| {
            Phrase::plain(format!("attacks, {days} days: ")).join(change(change_of, Some(CHANGE)))
        });
    }
    let count = |counted: &WindowCount, which: &str| {
        let name = figure_name(board, pace.subject, which);
        // A list proves no zero.
        let value = FigureValue::Listed(counted.incidents.count).text(Some(&counted.days));
        Phrase::figure(value, Role::Plain, &name)
    };
    let line = Phrase::plain("attacks as incidents ").join(count(&pace.now, "in-window"));
    let line = line.and(format!(" in {days} days (before "), Role::Plain);
    let line = line.join(count(&pace.before, "before")).and("): ", Role::Plain);
    let line = line.join(change(change_of, Some(CHANGE)));
    let tested =
        |counted: &WindowCount| format!("{} in {} days", counted.tested, counted.days.reported);
    let is_tested = change_of.unseen.is_none();
    let on = format!("; on reported days {}, {} before", tested(&pace.now), tested(&pace.before));
    Some(line.and(if is_tested { on } else { String::new() }, Role::Dim))
}

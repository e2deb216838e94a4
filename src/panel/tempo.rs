//! Tempo beside the timeline: a window against the one before, how much of both was reported, and
//! whether the change is more than chance would often give.

use std::sync::Arc;

use super::{rows::Row, sheet::Column};
use crate::{
    board::{
        Board, Comparison, Corner, Pace, StrandKind, Tempo, TempoSubject, Timeline, Verdict,
        WindowCount, day_month,
    },
    look::{Phrase, Role},
    model::Bounds,
};

/// The pace that a row of the timeline has, if it is one of those that have one.
fn pace<'a>(timeline: &Timeline, tempo: &'a Tempo, row: &Row) -> Option<&'a Pace> {
    match timeline.rows.get(row.line)?.kind {
        StrandKind::Records { what, .. } => tempo.pace(what),
        StrandKind::Reports { .. } | StrandKind::Standing { .. } => None,
    }
}

pub(super) fn columns(timeline: &Arc<Timeline>, tempo: Tempo) -> Vec<Column> {
    let tempo = Arc::new(tempo);
    let days = tempo.window.days();
    let column = |title: String, rank: u8, size: (usize, usize), cell: fn(&Pace) -> Phrase| {
        let (timeline, tempo) = (timeline.clone(), tempo.clone());
        Column::new(title, rank, size, move |_: &Board, row: &Row| {
            pace(&timeline, &tempo, row).map(cell).unwrap_or_default()
        })
    };
    vec![
        column(format!("{days} d"), 2, (5, 6), |pace| count(pace.now.incidents.count)).right(),
        column("before".into(), 3, (6, 6), |pace| {
            count(pace.before.incidents.count).all_in(Role::Dim)
        })
        .right(),
        column("reported (before)".into(), 4, (17, 17), |pace| {
            let (now, before) = (pace.now.days, pace.before.days.reported);
            Phrase::dim(format!("{} of {} d ({before})", now.reported, now.days()))
        }),
        column("last reported".into(), 5, (13, 13), |pace| {
            let days = pace.since_last.map(|days| format!("{days} d ago"));
            Phrase::plain(days.unwrap_or_default())
        }),
        column("longest quiet".into(), 6, (13, 24), quiet),
        column("change".into(), 7, (20, 46), |pace| {
            pace.change.as_ref().map(change).unwrap_or_default()
        }),
    ]
}

/// No record is no report, not peace.
fn count(count: Bounds) -> Phrase {
    if count.high == Some(0) { Phrase::not_stated() } else { Phrase::plain(count.to_string()) }
}

fn quiet(pace: &Pace) -> Phrase {
    let Some(spell) = pace.quiet else { return Phrase::default() };
    let last = (spell.first < spell.last).then(|| format!("–{}", day_month(spell.last)));
    let (days, first) = (spell.days(), day_month(spell.first));
    Phrase::plain(format!("{days} d, {first}{}", last.unwrap_or_default()))
}

/// The verdict with the lowest and highest p over the ends of both ranges.
pub fn change(change: &Comparison) -> Phrase {
    if let Some(unseen) = &change.unseen {
        return Phrase::new(unseen.to_string(), Role::Stale);
    }
    let role = match change.verdict {
        Verdict::NoReports | Verdict::TooLittleSeen => Role::Stale,
        Verdict::More | Verdict::Fewer => Role::Warning,
        Verdict::DependsOnUncertain => Role::Plain,
        Verdict::CannotSay | Verdict::TooFew | Verdict::NoEvidence => Role::Dim,
    };
    let p = change.corners.as_ref().map(|(low, high)| format!(" ({})", p_in_words(low, high)));
    Phrase::new(change.verdict.words(), role).and(p.unwrap_or_default(), Role::Dim)
}

fn p_in_words(low: &Corner, high: &Corner) -> String {
    let p = |corner: &Corner| format!("{:.2}", corner.chance.p);
    if p(low) == p(high) { format!("p {}", p(low)) } else { format!("p {}–{}", p(low), p(high)) }
}

/// What the tempo says in a line: of attacks, and of attacks on patrols that ran.
pub fn summary(tempo: &Tempo) -> Vec<Phrase> {
    let attacks = tempo.paces.iter().filter(|pace| pace.subject == TempoSubject::Attacks);
    // An empty list says nothing where a feed tells of attacks.
    let is_told =
        |pace: &Pace| matches!(pace.subject, TempoSubject::FeedRows(_)) && !is_empty(pace);
    let in_feeds = tempo.paces.iter().any(is_told);
    let attacks = attacks.filter(|pace| !(in_feeds && is_empty(pace)));
    let days = tempo.window.days();
    let mut parts: Vec<Phrase> = attacks.filter_map(|pace| attacks_in_short(pace, days)).collect();
    let (now, before) = (&tempo.attacked.now, &tempo.attacked.before);
    let ran =
        |ran: &crate::board::Ran| format!("{} of {}", ran.attacked, ran.attacked.plus(ran.spared));
    if now.attacked.high != Some(0) || before.attacked.high != Some(0) {
        let line = format!("patrols attacked {} that ran, {} before: ", ran(now), ran(before));
        parts.push(Phrase::plain(line).join(change(&tempo.attacked.change)));
    }
    parts
}

fn is_empty(pace: &Pace) -> bool {
    [&pace.now, &pace.before].iter().all(|counted| counted.incidents.count.high == Some(0))
}

/// Both windows with what can be said of them. Where nothing was counted and enough was seen,
/// nothing is: a list proves no zero.
fn attacks_in_short(pace: &Pace, days: i64) -> Option<Phrase> {
    let change_of = pace.change.as_ref()?;
    if is_empty(pace) {
        let unseen = change_of.unseen.is_some();
        return unseen
            .then(|| Phrase::plain(format!("attacks {days} d: ")).join(change(change_of)));
    }
    let (now, before) = (pace.now.incidents.count, pace.before.incidents.count);
    let line = Phrase::plain(format!("attacks as incidents {now} in {days} d (before {before}): "));
    let line = line.join(change(change_of));
    let tested =
        |counted: &WindowCount| format!("{} in {} d", counted.tested, counted.days.reported);
    let is_tested = change_of.unseen.is_none();
    let on = format!("; on reported days {}, {} before", tested(&pace.now), tested(&pace.before));
    Some(line.and(if is_tested { on } else { String::new() }, Role::Dim))
}

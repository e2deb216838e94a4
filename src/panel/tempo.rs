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
        column("last".into(), 5, (10, 10), |pace| {
            let days = pace.since_last.map(|days| format!("{days} d ago"));
            Phrase::plain(days.unwrap_or_default())
        }),
        column("longest quiet".into(), 6, (22, 24), quiet),
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
    let days = format!("{} d, {}–{}", spell.days(), day_month(spell.first), day_month(spell.last));
    Phrase::plain(days).and(format!(", {} reported", spell.reported), Role::Dim)
}

/// The verdict with the lowest and highest p over the ends of both ranges.
pub fn change(change: &Comparison) -> Phrase {
    let role = match change.verdict {
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
    let days = tempo.window.days();
    let attacks = tempo.paces.iter().filter(|pace| pace.subject == TempoSubject::Attacks);
    let attacks = attacks.filter_map(|pace| {
        let is_empty =
            [&pace.now, &pace.before].iter().all(|counted| counted.incidents.count.high == Some(0));
        let told = |counted: &WindowCount| {
            format!("{} in {} reported of {days} d", counted.incidents.count, counted.days.reported)
        };
        let (now, before) = (told(&pace.now), told(&pace.before));
        let line = Phrase::plain(format!("attacks as incidents {now}, {before} before: "));
        (!is_empty).then(|| line.join(pace.change.as_ref().map(change).unwrap_or_default()))
    });
    let mut parts: Vec<Phrase> = attacks.collect();
    let (now, before) = (&tempo.attacked.now, &tempo.attacked.before);
    let ran =
        |ran: &crate::board::Ran| format!("{} of {}", ran.attacked, ran.attacked.plus(ran.spared));
    if now.attacked.high != Some(0) || before.attacked.high != Some(0) {
        let line = format!("patrols attacked {}, {} before: ", ran(now), ran(before));
        parts.push(Phrase::plain(line).join(change(&tempo.attacked.change)));
    }
    parts
}

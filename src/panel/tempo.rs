//! Tempo beside the timeline: a window against the one before, how much of both was reported, and
//! whether the change is more than chance would often give.

use std::sync::Arc;

use super::sheet::{Column, Row};
use crate::{
    board::{
        Board, Comparison, Corner, Dated, Kind, Pace, Subject, Tempo, Timeline, Verdict, day_month,
    },
    look::{Phrase, Role},
    model::{Bounds, Class},
};

/// The pace that a row of the timeline has, if it is one of those that have one.
fn pace<'a>(timeline: &Timeline, tempo: &'a Tempo, row: &Row) -> Option<&'a Pace> {
    let subject = match timeline.rows.get(row.line)?.kind {
        Kind::Records { what: Dated::Patrols, .. } => Subject::Patrols,
        Kind::Records { what: Dated::Incidents(Class::Attack), .. } => Subject::Attacks,
        Kind::Records { what: Dated::Incidents(Class::Obstruction), .. } => Subject::Obstructions,
        Kind::Records { .. } | Kind::Reports { .. } | Kind::Standing { .. } => return None,
    };
    tempo.paces.iter().find(|pace| pace.subject == subject)
}

pub fn columns(timeline: &Arc<Timeline>, tempo: Tempo) -> Vec<Column> {
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
        column("reported".into(), 4, (14, 14), |pace| {
            let days = pace.now.days;
            Phrase::dim(format!("{} of {} d", days.reported, days.days()))
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
    let attacks = tempo.paces.iter().filter(|pace| pace.subject == Subject::Attacks);
    let attacks = attacks.filter_map(|pace| {
        let (now, before) = (pace.now.incidents.count, pace.before.incidents.count);
        let is_empty = now.high == Some(0) && before.high == Some(0);
        let line = Phrase::plain(format!("attacks {now} in {days} d, {before} before: "));
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

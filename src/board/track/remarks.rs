//! What is odd about a track, in plain words: the same in the detail of its patrol and in `check`.

use chrono::Timelike;

use super::{
    super::{Board, Reach, RouteEnd, Stretch, day_month},
    along::{Away, GapAlong, TrackReach},
    file::{GAP_KM, GAP_MINUTES, TrackFile, TrackGap},
    shown::{ToldTrack, TrackDifference},
};
use crate::{
    format::{Calendar, TrackForm},
    look::counted,
    model::{Code, Key, RecordIx},
};

/// Gaps, ways off the route and turns that are put into words, of each.
const TOLD: usize = 3;

/// One thing that is odd about a track.
#[derive(Clone, PartialEq, Debug)]
pub struct TrackRemark {
    /// What it is, as a word that scripts can rely on.
    pub code: Code,
    /// In plain words, behind the name of the file or of the track.
    pub words: String,
    /// What it means, or what to do.
    pub hint: &'static str,
}

impl Board {
    /// What is odd about a track that could be read.
    pub fn track_remarks(&self, patrol: RecordIx, track: &ToldTrack) -> Vec<TrackRemark> {
        let Some(Ok(file)) = track.file else { return Vec::new() };
        let mut found = Vec::new();
        match track.along {
            None => found.push(no_route()),
            Some((_, along)) if along.ends.is_none() => found.push(nowhere(along)),
            Some((route, along)) => {
                let differences = self.track_differences(patrol, route, along, file.within_km);
                found.extend(differences.iter().map(difference));
                found.extend(gaps(along));
                found.extend(away(along, self.geography().routes[route].line.km()));
                found.extend(turns(along));
            }
        }
        found.extend(plan(file));
        found.extend(self.other_days(patrol, file));
        found.extend(order(file));
        found
    }

    /// How far a patrol is reported to have got along a route: `km 0–62`.
    pub fn reach_in_words(&self, patrol: RecordIx, route: usize) -> String {
        match Reach::of(self, patrol, route) {
            Reach { sure: Some((from, to)), .. } => format!("km {from:.0}–{to:.0}"),
            Reach { possible: Some((from, to)), .. } => format!("at most km {from:.0}–{to:.0}"),
            _ => "not told how far".to_owned(),
        }
    }

    /// What the track of a patrol covered of a route, and what is reported of it.
    pub(in crate::board) fn track_and_report(&self, patrol: RecordIx, route: usize) -> String {
        let along = self.track_along(patrol, route);
        let track = along.and_then(TrackReach::in_words);
        let track = track.unwrap_or_else(|| "not on the route".to_owned());
        let unsaid = along.and_then(TrackReach::unsaid_in_words);
        let unsaid = unsaid.map(|km| format!(", cannot say {km}")).unwrap_or_default();
        format!("track {track}{unsaid}; reported {}", self.reach_in_words(patrol, route))
    }

    /// Moments of a track that lie on no day of its patrol.
    fn other_days(&self, patrol: RecordIx, file: &TrackFile) -> Option<TrackRemark> {
        let calendar = Calendar::of(&self.scenario().header);
        let (first, last) = file.times?;
        let (first, last) = (calendar.day_of(first)?, calendar.day_of(last)?);
        let date = self.date(self.record(patrol))?;
        let is_of_it = date.earliest.is_none_or(|day| day <= first)
            && date.latest.is_none_or(|day| last <= day);
        let name = |day| format!("{} {}", day_month(day), chrono::Datelike::year(&day));
        let days = |first, last| match first == last {
            true => name(first),
            false => format!("{} to {}", name(first), name(last)),
        };
        let of_patrol = match (date.earliest, date.latest) {
            (Some(first), Some(last)) => days(first, last),
            (Some(day), None) => format!("{} or later", name(day)),
            (None, Some(day)) => format!("{} or earlier", name(day)),
            (None, None) => return None,
        };
        let words = format!("its times are of {}, the patrol is of {of_patrol}", days(first, last));
        let hint = "reporting days are local to the scenario; the file is of another day, or its clock was wrong";
        (!is_of_it).then_some(TrackRemark { code: "track-day", words, hint })
    }

    /// From when to when a track was noted, as a local clock shows it; nothing of one without times.
    pub fn track_times(&self, file: &TrackFile) -> Option<(String, String)> {
        let calendar = Calendar::of(&self.scenario().header);
        let (first, last) = file.times?;
        let clock = |seconds| {
            let local = calendar.local(seconds)?;
            Some(format!("{:02}:{:02}", local.hour(), local.minute()))
        };
        clock(first).zip(clock(last))
    }
}

impl TrackReach {
    /// The stretches that it covered, as kilometres; nothing where it was never on the route.
    pub fn in_words(&self) -> Option<String> {
        // Where it only touched the route, it covered nothing: that is told where nothing else is.
        let is_long = |(from, to): &&Stretch| to - from >= 0.1;
        let long: Vec<Stretch> = self.covered.iter().filter(is_long).copied().collect();
        let told = if long.is_empty() { &self.covered } else { &long };
        (!told.is_empty()).then(|| stretches(told))
    }

    /// The stretches of which nobody can say.
    pub fn unsaid_in_words(&self) -> Option<String> {
        (!self.cannot_say.is_empty()).then(|| stretches(&self.cannot_say))
    }
}

/// A kilometre as it is told: whole where it is, to a hundred metres where the stretch is short.
fn stretch((from, to): Stretch) -> String {
    let decimals = if to - from < 3.0 { 1 } else { 0 };
    let (from, to) = (format!("{from:.decimals$}"), format!("{to:.decimals$}"));
    if from == to { from } else { format!("{from}–{to}") }
}

/// `km 0–20 and 31–48`.
fn stretches(all: &[Stretch]) -> String {
    let told: Vec<String> = all.iter().take(2 * TOLD).map(|of| stretch(*of)).collect();
    let more = all.len() - told.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    match told.as_slice() {
        [before @ .., last] if !before.is_empty() && more.is_empty() => {
            format!("km {} and {last}", before.join(", "))
        }
        _ => format!("km {}{more}", told.join(", ")),
    }
}

fn no_route() -> TrackRemark {
    TrackRemark {
        code: "track-no-route",
        words: "there is no route to measure it on".into(),
        hint: "name the route that the patrol ran along: route = \"…\"",
    }
}

fn nowhere(along: &TrackReach) -> TrackRemark {
    let (near, most) = (along.nearest_km, along.tolerance_km);
    TrackRemark {
        code: "track-nowhere",
        words: format!("it never touches the route: nowhere nearer than {near:.0} km"),
        hint: if most > super::TOLERANCE_KM {
            "on the route is what is no further from its line than that may be off the road"
        } else {
            "on the route is what is no further than 2 km from its line; longitude and latitude may be exchanged"
        },
    }
}

fn difference(of: &TrackDifference) -> TrackRemark {
    let (reported, measured) = (of.reported, of.measured);
    let apart = (reported - measured).abs();
    let words = match of.key {
        Key::From => format!(
            "reported from km {reported:.0}, track begins at km {measured:.0}, {apart:.0} km apart"
        ),
        _ => format!(
            "reported to km {reported:.0}, track reaches km {measured:.0}, {apart:.0} km apart"
        ),
    };
    let hint = "both stand; neither is put in the other's place";
    TrackRemark { code: "track-reach", words, hint }
}

fn gaps(along: &TrackReach) -> Option<TrackRemark> {
    let gap = |gap: &GapAlong| {
        let TrackGap { km, minutes } = gap.gap;
        let long = match minutes {
            Some(minutes) if minutes >= GAP_MINUTES => format!("no point for {minutes} minutes"),
            _ => format!("no point for {km:.0} km"),
        };
        match (gap.from, gap.to) {
            (Some(from), Some(to)) if (from - to).abs() < 0.1 => format!("{long} at km {from:.0}"),
            (Some(from), Some(to)) => {
                format!("{long} at km {}", stretch((from.min(to), from.max(to))))
            }
            (Some(from), None) => format!("{long} after km {from:.0}"),
            (None, Some(to)) => format!("{long} before km {to:.0}"),
            (None, None) => format!("{long} off the route"),
        }
    };
    let unsaid = along.unsaid_in_words().map(|km| format!("; nobody can say of {km}"));
    let hint = "a gap is more than 15 minutes or 5 km from one point to the next: what lies between counts as neither reached nor not";
    const { assert!(GAP_MINUTES == 15 && GAP_KM == 5.0) }; // as the hint says
    let words = format!("{}{}", first_few(&along.gaps, gap)?, unsaid.unwrap_or_default());
    Some(TrackRemark { code: "track-gap", words, hint })
}

fn away(along: &TrackReach, km: f64) -> Option<TrackRemark> {
    let of = |away: &Away| {
        let far = format!("up to {:.0} km from it", away.km.ceil());
        match (away.left, away.back, away.beyond) {
            (Some(_), None, Some(_)) => {
                format!("it goes on {far}, beyond km {:.0}", nearer_end(away, km))
            }
            (None, Some(back), _) => {
                format!("it begins off the route, {far}, and comes to it at km {back:.0}")
            }
            (Some(left), Some(back), _) if (left - back).abs() < 0.5 => {
                format!("it leaves the route at km {left:.0}, {far}")
            }
            (Some(left), Some(back), _) => {
                format!(
                    "it leaves the route at km {left:.0}, {far}, and comes back at km {back:.0}"
                )
            }
            (Some(left), None, None) => {
                format!("it leaves the route at km {left:.0} for good, {far}")
            }
            (None, None, _) => format!("it is off the route, {far}"),
        }
    };
    let hint = "off the route is what is further from its line than 2 km, or than that may be off the road; it counts as not reached";
    Some(TrackRemark { code: "track-off-route", words: first_few(&along.away, of)?, hint })
}

/// The chainage of the end beyond which a track went.
fn nearer_end(away: &Away, km: f64) -> f64 {
    match away.beyond {
        Some(RouteEnd::First) => 0.0,
        _ => km,
    }
}

fn turns(along: &TrackReach) -> Option<TrackRemark> {
    let turn = |(from, to): &(f64, f64)| format!("it runs back from km {from:.0} to km {to:.0}");
    let hint = "what was covered twice counts once";
    Some(TrackRemark { code: "track-runs-back", words: first_few(&along.turns, turn)?, hint })
}

fn plan(file: &TrackFile) -> Option<TrackRemark> {
    let words = "it is a route of GPX: what was planned, not what was run".into();
    let hint = "a receiver notes a track (trk)";
    (file.form == TrackForm::Planned).then_some(TrackRemark { code: "track-plan", words, hint })
}

fn order(file: &TrackFile) -> Option<TrackRemark> {
    let count = usize::try_from(file.backwards).unwrap_or(usize::MAX);
    let is = if count == 1 { "is" } else { "are" };
    let words = format!("{} {is} earlier than one before", counted(count, "point"));
    let hint = "the order of the file is kept; it may be put together from several";
    (count > 0).then_some(TrackRemark { code: "track-order", words, hint })
}

/// The first few of a list in words; nothing of an empty one.
fn first_few<T>(all: &[T], words: impl Fn(&T) -> String) -> Option<String> {
    let told: Vec<String> = all.iter().take(TOLD).map(words).collect();
    let more = all.len() - told.len();
    let more = if more > 0 { format!("; {more} times more") } else { String::new() };
    (!told.is_empty()).then(|| format!("{}{more}", told.join("; ")))
}

//! The track of a patrol in words and for scripts: what was measured, beside what was reported.

use serde_json::{Value as Json, json};

use super::{
    cells,
    json_keys::{JsonForm, always, perhaps},
};
use crate::{
    board::{
        Board, RouteEnd, Stretch,
        track::{Away, ToldTrack, TrackFile, TrackReach},
    },
    format::TrackForm,
    look::{Phrase, Role, counted, glyph},
    model::{Key, RecordIx},
};

/// What a track covered, in a few words: `km 0–48`; with a mark where it differs from the report.
pub(super) fn in_cell(board: &Board, n: RecordIx, cells: usize) -> Phrase {
    let Some(track) = board.track(n) else { return Phrase::default() };
    if !matches!(track.file, Some(Ok(_))) {
        return Phrase::new("not read", Role::Warning);
    }
    let Some((route, along)) = track.along else {
        return Phrase::new("no route", Role::Stale);
    };
    let mark = difference_mark(board, n, route);
    let Some(km) = along.in_words() else {
        return Phrase::new("elsewhere", Role::Stale).join(mark);
    };
    let in_part = along.span().filter(|_| along.covered.len() > 1);
    let in_part = in_part.map(|(from, to)| format!("km {from:.0}–{to:.0} in part"));
    let forms = [Some(km), in_part.clone(), in_part.map(|_| "in part".to_owned())];
    let forms = forms.into_iter().flatten();
    cells::shortest_that_fits(forms.map(|words| Phrase::plain(words).join(mark.clone())), cells)
}

/// What stands behind a track that ends otherwise than is reported.
fn difference_mark(board: &Board, n: RecordIx, route: usize) -> Phrase {
    let file = board.track(n).and_then(|track| track.file?.ok());
    let along = board.track_along(n, route);
    let differs = file.zip(along).is_some_and(|(file, along)| {
        !board.track_differences(n, route, along, file.within_km).is_empty()
    });
    if differs {
        Phrase::new(format!(" {}", glyph::CONTESTED), Role::Contested)
    } else {
        Phrase::default()
    }
}

/// The same on a route, behind what was reported; nothing of a patrol without a track.
pub(super) fn on_route(board: &Board, n: RecordIx, route: usize) -> Option<Phrase> {
    let along = board.track_along(n, route)?;
    let km = along.in_words().unwrap_or_else(|| "elsewhere".to_owned());
    Some(Phrase::plain(format!("track {km}")).join(difference_mark(board, n, route)))
}

/// The tracks of a patrol in its detail, each with what is odd about it.
pub(super) fn in_detail(board: &Board, n: RecordIx) -> Vec<Phrase> {
    let tracks = board.tracks(n);
    let is_one = tracks.len() == 1;
    let mut lines = Vec::new();
    for track in &tracks {
        let voice = board.record(n).words[track.word].voice();
        let voice = voice.filter(|_| !is_one).map(|voice| board.voice_name(voice));
        let by = voice.map_or_else(String::new, |voice| format!(" by {voice}"));
        let head = Phrase::dim(format!("track{by}: "));
        lines.push(head.join(measured(board, n, track)));
        let remarks = board.track_remarks(n, track).into_iter();
        lines.extend(remarks.map(|remark| Phrase::new(format!("  {}", remark.words), Role::Stale)));
    }
    lines
}

fn measured(board: &Board, n: RecordIx, track: &ToldTrack) -> Phrase {
    let path = track.path;
    let file = match track.file {
        None => {
            return Phrase::new(
                format!("{path} lies outside the scenario's folder"),
                Role::Warning,
            );
        }
        Some(Err(why)) => {
            return Phrase::new(format!("{path} is not read: {why}"), Role::Warning);
        }
        Some(Ok(file)) => file,
    };
    let mut parts = Vec::new();
    if let Some((route, along)) = track.along {
        let name = board.record(board.geography().routes[route].record).heading();
        let km = along.in_words();
        parts.extend(km.map(|km| Phrase::plain(format!("{km} of {name} measured"))));
        parts.push(Phrase::plain(format!("reported {}", board.reach_in_words(n, route))));
    }
    let count = usize::try_from(file.count).unwrap_or(usize::MAX);
    parts.push(Phrase::dim(format!("{path}, {}", counted(count, "point"))));
    let times = board.track_times(file);
    parts.extend(times.map(|(first, last)| Phrase::dim(format!("{first}–{last}"))));
    let broken = (file.broken > 0).then(|| format!("{} not readable", file.broken));
    parts.extend(broken.map(|words| Phrase::new(words, Role::Warning)));
    Phrase::list(parts, " · ")
}

/// A stretch of a route, from and to, in kilometres along it.
pub const SPAN: JsonForm = JsonForm::Many(&JsonForm::Number);
/// An end of a route.
pub const ENDS: JsonForm = JsonForm::Words(&["first", "last"]);

/// What the track of a patrol has for scripts.
pub const TRACK: JsonForm = JsonForm::Named(
    "track",
    &[
        always("file", JsonForm::Text, "its path beside the scenario"),
        perhaps("not_read", JsonForm::Text, "why it is not read"),
        perhaps("form", JsonForm::Words(&["recorded", "planned", "drawn"]), "what it is"),
        perhaps("points", JsonForm::Whole, "its points"),
        perhaps("unreadable", JsonForm::Whole, "points that cannot be read"),
        perhaps("within_km", JsonForm::Number, "how far off its points may be"),
        perhaps("first", JsonForm::Text, "the moment of its first point"),
        perhaps("last", JsonForm::Text, "the moment of its last point"),
        perhaps(
            "remarks",
            JsonForm::Many(&JsonForm::One(&[
                always("code", JsonForm::Text, "its sort"),
                always("words", JsonForm::Text, "what is odd"),
            ])),
            "what is odd about it",
        ),
        perhaps("route", JsonForm::Text, "the id of the route along which it is measured"),
        perhaps("from_km", JsonForm::Number, "where on the route it begins"),
        perhaps("to_km", JsonForm::Number, "how far it gets"),
        perhaps("covered_km", JsonForm::Many(&SPAN), "the stretches that it covered"),
        perhaps("cannot_say_km", JsonForm::Many(&SPAN), "those of which nobody can say"),
        perhaps("tolerance_km", JsonForm::Number, "how far off the route still counts"),
        perhaps(
            "off_route",
            JsonForm::Many(&JsonForm::One(&[
                perhaps("left_km", JsonForm::Number, "where it left the route"),
                perhaps("back_km", JsonForm::Number, "where it came back"),
                always("up_to_km", JsonForm::Number, "how far away it was at most"),
                perhaps("beyond_end", ENDS, "the end of the route that it went beyond"),
            ])),
            "where it was off the route",
        ),
        perhaps(
            "differs",
            JsonForm::Many(&JsonForm::One(&[
                always("end", JsonForm::Words(&["from", "to"]), "which end"),
                always("reported_km", JsonForm::Number, "as reported"),
                always("measured_km", JsonForm::Number, "as measured"),
            ])),
            "where that is not as reported",
        ),
    ],
);

/// The track of a patrol for scripts; `None` where nobody names one. Kilometres to three decimals.
pub fn track_json(board: &Board, n: RecordIx) -> Option<Json> {
    let track = board.track(n)?;
    let mut told = json!({ "file": &**track.path });
    match track.file {
        Some(Ok(file)) => merge(&mut told, file_json(board, n, &track, file)),
        Some(Err(why)) => told["not_read"] = json!(why.to_string()),
        None => told["not_read"] = json!("it lies outside the scenario's folder"),
    }
    Some(told)
}

fn merge(into: &mut Json, more: Json) {
    if let (Json::Object(into), Json::Object(more)) = (into, more) {
        into.extend(more);
    }
}

fn file_json(board: &Board, n: RecordIx, track: &ToldTrack, file: &TrackFile) -> Json {
    let form = match file.form {
        TrackForm::Recorded => "recorded",
        TrackForm::Planned => "planned",
        TrackForm::Drawn => "drawn",
    };
    let moment = |seconds| chrono::DateTime::from_timestamp(seconds, 0);
    let moment = |seconds| moment(seconds).map(|at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string());
    let remarks = board.track_remarks(n, track).into_iter();
    let remarks = remarks.map(|remark| json!({ "code": remark.code, "words": remark.words }));
    let mut told = json!({
        "form": form,
        "points": file.count,
        "unreadable": file.broken,
        "within_km": thousandths(file.within_km),
        "first": file.times.and_then(|(first, _)| moment(first)),
        "last": file.times.and_then(|(_, last)| moment(last)),
        "remarks": remarks.collect::<Vec<Json>>(),
    });
    if let Some((route, along)) = track.along {
        let differences = board.track_differences(n, route, along, file.within_km).into_iter();
        let differs = differences.map(|of| {
            let end = if of.key == Key::From { "from" } else { "to" };
            let (reported, measured) = (thousandths(of.reported), thousandths(of.measured));
            json!({ "end": end, "reported_km": reported, "measured_km": measured })
        });
        told["route"] = json!(board.record(board.geography().routes[route].record).id.as_str());
        merge(&mut told, along_json(along));
        told["differs"] = differs.collect();
    }
    told
}

/// What a track covered of a route.
pub(super) fn along_json(along: &TrackReach) -> Json {
    let stretches = |all: &[Stretch]| -> Json {
        all.iter().map(|(from, to)| json!([thousandths(*from), thousandths(*to)])).collect()
    };
    let span = along.span();
    let away = along.away.iter().map(|Away { left, back, km, beyond }| {
        let beyond = beyond.map(|end| match end {
            RouteEnd::First => "first",
            RouteEnd::Last => "last",
        });
        json!({
            "left_km": left.map(thousandths),
            "back_km": back.map(thousandths),
            "up_to_km": thousandths(*km),
            "beyond_end": beyond,
        })
    });
    json!({
        "from_km": span.map(|(from, _)| thousandths(from)),
        "to_km": span.map(|(_, to)| thousandths(to)),
        "covered_km": stretches(&along.covered),
        "cannot_say_km": stretches(&along.cannot_say),
        "tolerance_km": thousandths(along.tolerance_km),
        "off_route": away.collect::<Vec<Json>>(),
    })
}

fn thousandths(km: f64) -> f64 {
    (km * 1000.0).round() / 1000.0
}

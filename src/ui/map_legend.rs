//! What is on the map now and what it means, in labelled lines: lines, signs, colours, how it is drawn.

use std::collections::BTreeSet;

use super::{
    dots::Stroke,
    map::Sketch,
    strokes::{CHOSEN_REACH, EDGE, REACH, ROAD, TRACK, of_basemap, of_layer, of_zone},
};
use crate::{
    board::{
        basemap::GroundKind,
        map::{Age, Sign},
    },
    look::{Flow, Glyphs, Phrase, Role, glyph},
    panel::map::{self as signs, legend},
};

/// Cells of a label.
const LABEL: usize = 9;

/// The lines of the legend in so many cells and rows, the most important first: what has no room
/// falls off at the bottom of each label, then at the bottom of all.
pub(super) fn lines(
    sketch: &Sketch,
    shown: &BTreeSet<Sign>,
    (cells, rows): (usize, usize),
) -> Vec<Phrase> {
    let groups = [
        ("lines", drawn_lines(sketch)),
        ("signs", drawn_signs(sketch, shown)),
        ("colours", colours(sketch)),
        ("drawn", legend::drawn(sketch.board).into_iter().map(Phrase::dim).collect()),
    ];
    let told = groups.into_iter().filter(|(_, parts)| !parts.is_empty());
    let mut groups: Vec<Vec<Phrase>> = told
        .map(|(label, parts)| {
            let lines = Flow::new(parts).lines(cells.saturating_sub(LABEL));
            let labelled = |(n, line): (usize, Phrase)| {
                let label = if n == 0 { label } else { "" };
                Phrase::dim(format!("{label:<LABEL$}")).join(line)
            };
            lines.into_iter().enumerate().map(labelled).collect()
        })
        .collect();
    while groups.iter().map(Vec::len).sum::<usize>() > rows {
        // The longest gives way first; once all are of one line, the last.
        let longest = groups.iter_mut().filter(|lines| lines.len() > 1).max_by_key(|of| of.len());
        match longest {
            Some(lines) => {
                lines.pop();
                lines.iter_mut().last().into_iter().for_each(|line| line.push(" …", Role::Dim));
            }
            None => {
                groups.pop();
            }
        }
    }
    groups.concat()
}

fn sample(sketch: &Sketch, stroke: Stroke) -> Phrase {
    let words = match (sketch.glyphs(), stroke.sign) {
        (Glyphs::Ascii, _) => stroke.ascii.repeat(2),
        (_, Some("·")) => "· ·".to_owned(),
        (_, Some(sign)) => sign.repeat(3),
        (Glyphs::Block, None) => "▄▄".to_owned(),
        (Glyphs::Braille, None) if stroke.wide == 2 => "⠶⠶".to_owned(),
        (Glyphs::Braille, None) if stroke.wide > 2 => "⣶⣶".to_owned(),
        (Glyphs::Braille, None) => match stroke.dash {
            (_, 0) => "⠤⠤".to_owned(),
            (1, _) => "⠄⠠".to_owned(),
            (2, _) => "⠤ ⠤".to_owned(),
            (3, _) => "⠤⠄⠤".to_owned(),
            _ => "⠤⠤ ⠤".to_owned(),
        },
    };
    Phrase::new(words, stroke.role)
}

fn drawn_lines(sketch: &Sketch) -> Vec<Phrase> {
    let board = sketch.board;
    let named =
        |stroke: Stroke, words: String| sample(sketch, stroke).and(format!(" {words}"), Role::Dim);
    let mut parts: Vec<Phrase> = Vec::new();
    let roads = sketch.seen.roads.iter().map(|n| legend::road_name(board, *n));
    let roads: Vec<String> = roads.collect();
    if !roads.is_empty() {
        parts.push(named(ROAD, roads.join(", ")));
    }
    if sketch.map.reaches.iter().any(|reach| reach.age == Age::Fresh) {
        parts.push(named(REACH, format!("driven in {} days", board.window.days())));
    }
    if sketch.seen.track {
        parts.push(named(TRACK, "tracks, as measured".to_owned()));
    }
    let edges = sketch.seen.edges.iter();
    parts.extend(edges.map(|clause| named(EDGE, legend::edge_words(board, *clause))));
    let zones = sketch.seen.zones.iter().map(|n| &sketch.map.zones[*n]);
    let kinds = legend::zones_by_kind(board, zones);
    parts.extend(kinds.into_iter().map(|(kind, words)| named(of_zone(kind), words)));
    let layers = sketch.seen.layers.iter();
    parts.extend(layers.map(|n| named(of_layer(*n), board.index.layers[*n].name.to_string())));
    let seen = &sketch.seen;
    let of_basemap_lines = [
        (seen.border, GroundKind::Border, "border"),
        (seen.disputed, GroundKind::Disputed, "disputed or claimed"),
        (seen.inner, GroundKind::Inner, "province"),
        (seen.shore, GroundKind::Coast, "shore"),
    ];
    let is_seen = of_basemap_lines.into_iter().filter(|(is_seen, ..)| *is_seen);
    let km = sketch.km();
    parts.extend(is_seen.map(|(_, kind, words)| named(of_basemap(kind, km), words.to_owned())));
    if let Some(reach) = sketch.chosen_reach() {
        parts.push(named(CHOSEN_REACH, board.brief(board.record(reach.patrol))));
    }
    parts
}

fn drawn_signs(sketch: &Sketch, shown: &BTreeSet<Sign>) -> Vec<Phrase> {
    let sign = |sign: &Sign| {
        let glyph = signs::sign(*sign, sketch.glyphs());
        Phrase::plain(glyph).and(format!(" {}", signs::sign_word(*sign)), Role::Dim)
    };
    let mut parts: Vec<Phrase> = shown.iter().map(sign).collect();
    if !sketch.map.places.is_empty() {
        let place = sketch.glyphs().sign(glyph::PLACE);
        parts.push(Phrase::plain(place).and(" place", Role::Dim));
    }
    if sketch.is_crowded {
        parts.push(Phrase::dim("halo of the selected alone: too many are uncertain"));
    }
    parts
}

fn colours(sketch: &Sketch) -> Vec<Phrase> {
    legend::colours(sketch.board, sketch.map).map(Phrase::dim).into_iter().collect()
}

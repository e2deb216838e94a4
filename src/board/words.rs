//! Values in words: what the author wrote, with the names of what it refers to.

use super::{Board, human};
use crate::{
    look::counted,
    model::{
        ActorKind, Bounds, Clean, Coordinates, Corridor, Count, Evidence, GridSquare, Id, Key,
        Part, Point, PointNotation, Promise, Value, When,
    },
};

/// Names one behind the other; what a record says has commas of its own.
fn listed(names: Vec<String>) -> String {
    names.join(if names.iter().any(|name| name.contains(", ")) { "; " } else { ", " })
}

impl Board {
    /// What ids refer to, one behind the other, as [`name_or_brief`](Board::name_or_brief) has it.
    pub fn names_or_briefs(&self, ids: &[Id]) -> String {
        listed(ids.iter().map(|id| self.name_or_brief(id)).collect())
    }

    /// What to call an actor or a place; a label, somebody's name for others, stands in quotes.
    pub fn quoted_name(&self, id: &Id) -> String {
        let name = self.name(id);
        if self.is_label(id) { format!("“{name}”") } else { name.to_owned() }
    }

    /// Whether an id is somebody's name for unnamed groups.
    pub fn is_label(&self, id: &Id) -> bool {
        let record = self.scenario().find(id);
        record.is_some_and(|record| record.term(Key::Kind) == Some(ActorKind::Label))
    }

    /// A value in words: what it refers to by its name, and what has none by what it says.
    pub fn in_words(&self, key: Key, value: &Value) -> String {
        let named = |id: &Id| {
            if key.names_source() { self.voice_name(id).to_owned() } else { self.name_or_brief(id) }
        };
        match value {
            Value::When(when) => self.date_in_words(when),
            Value::Count(count) => written(count),
            Value::Counts(counts) => {
                let all = match (counts.total(), counts.named().next()) {
                    (Some(total), None) => written(total),
                    _ => self.parts_in_words(&counts.parts),
                };
                format!("{all}{}", among(&counts.of_which))
            }
            Value::Text(text) => text.to_string(),
            Value::Terms(terms) => {
                terms.iter().map(|term| term.spoken()).collect::<Vec<_>>().join(", ")
            }
            Value::Texts(texts) => texts.iter().map(Clean::as_str).collect::<Vec<_>>().join(", "),
            Value::Id(id) => named(id),
            Value::Ids(ids) => listed(ids.iter().map(named).collect()),
            Value::Term(term) => term.spoken().into_owned(),
            Value::Kind(kind) => kind.name.to_string(),
            Value::Number(number) => number.written.to_string(),
            Value::Integer(number) => number.to_string(),
            Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
            Value::Point(point) => self.point_as_written(point),
            Value::Path(points) if key == Key::Ring => counted(points.len(), "point"),
            Value::Path(points) => {
                let points = points.iter().map(|point| self.point_as_written(point));
                points.collect::<Vec<_>>().join("; ")
            }
            Value::Rings(rings) => rings_in_words(rings),
            Value::Corridor(corridor) => self.zone(corridor),
            Value::Within(within) => {
                let perhaps = if within.possible { "perhaps " } else { "" };
                format!("{perhaps}{} km of {}", within.km, self.name(&within.of))
            }
            Value::Promise(promise) => promised(promise),
            Value::Evidence(files) => {
                files.iter().map(file_in_words).collect::<Vec<_>>().join("; ")
            }
            Value::Columns(columns) | Value::Codes(columns) => columns
                .iter()
                .map(|(key, column)| format!("{key} = {column}"))
                .collect::<Vec<_>>()
                .join(", "),
        }
    }

    /// A point as it stands in a value: in degrees with the square that its author wrote, or as a
    /// square alone.
    fn point_as_written(&self, point: &Point) -> String {
        let (notation, off) = (self.layout.notation, point.precision_km);
        let degrees = || format!("{:.4}, {:.4}{}", point.lat, point.lon, off_by(off, " ± "));
        match (notation, point.square()) {
            (PointNotation::Mgrs, Some(square)) => in_square(&square, off),
            _ => match &point.grid {
                Some(square) => format!("{} ({square})", degrees()),
                None => degrees(),
            },
        }
    }

    /// A point on a map, with how far it may be off: `35.8123°N 36.6110°E ±5 km`.
    pub fn point_in_words(&self, at: Coordinates, precision_km: Option<f64>) -> String {
        let Coordinates { lat, lon } = at;
        let point = Point { lat, lon, precision_km, grid: None };
        match (self.layout.notation, point.square()) {
            (PointNotation::Mgrs, Some(square)) => in_square(&square, precision_km),
            _ => format!("{}{}", degrees(at), off_by(precision_km, " ±")),
        }
    }

    /// A point in a narrow column, where how far it may be off has no room: a square tells it.
    pub fn point_alone(&self, point: &Point) -> String {
        match (self.layout.notation, point.square()) {
            (PointNotation::Mgrs, Some(square)) => square.to_string(),
            _ => degrees(point.coordinates()),
        }
    }

    /// The author's words with the days they stand for, else the days.
    fn date_in_words(&self, when: &When) -> String {
        let plain = When { words: None, ..when.clone() };
        let days = human(&plain, self.clock.as_of);
        when.words.as_ref().map_or_else(|| days.to_string(), |words| format!("{words} ({days})"))
    }

    fn parts_in_words(&self, parts: &[Part]) -> String {
        let part = |part: &Part| {
            let id = Id::new(&part.name).filter(|id| self.scenario().find(id).is_some());
            let name = id.as_ref().map_or(&*part.name, |id| self.name(id));
            match &part.count {
                Some(count) => format!("{name} {}{}", written(count), among(&part.of_which)),
                None if !part.of_which.is_empty() => format!("{name}{}", among(&part.of_which)),
                None => format!("{name} ({})", self.parts_in_words(&part.parts)),
            }
        };
        parts.iter().map(part).collect::<Vec<_>>().join(", ")
    }

    fn zone(&self, corridor: &Corridor) -> String {
        let sides: Vec<String> =
            corridor.sides.iter().map(|(side, km)| format!("{km} km {side}")).collect();
        format!("{} of {}", sides.join(", "), self.name(&corridor.along))
    }
}

/// Who is among them: ` (among them 2 children, 4 women)`.
fn among(of_which: &[Part]) -> String {
    let part = |part: &Part| {
        let count = part.count.as_ref().map(written).unwrap_or_default();
        format!("{count} {}", part.name.replace('-', " "))
    };
    match of_which {
        [] => String::new(),
        parts => format!(" (among them {})", parts.iter().map(part).collect::<Vec<_>>().join(", ")),
    }
}

/// `12 points`; with holes `12 points, without 4 points`.
fn rings_in_words(rings: &[Vec<Point>]) -> String {
    let each = rings.iter().map(|ring| counted(ring.len(), "point"));
    each.collect::<Vec<_>>().join(", without ")
}

/// `600 aid trucks per day`
pub fn promised(promise: &Promise) -> String {
    let per = promise.per.map(|per| format!(" per {}", per.word())).unwrap_or_default();
    format!("{} {}{per}", written(&promise.count), promise.of)
}

/// `photo evidence/khiam.jpg, 3f5a9c1b`: a file by its name and the first digits of its hash.
fn file_in_words(file: &Evidence) -> String {
    format!("{} {}, {}", file.kind.word(), file.file, file.first_digits())
}

/// How far a point may be off, where anybody says.
fn off_by(precision_km: Option<f64>, sign: &str) -> String {
    precision_km.map(|km| format!("{sign}{km} km")).unwrap_or_default()
}

/// A square, and how far its point may be off where that is not how large the square is.
fn in_square(square: &GridSquare, precision_km: Option<f64>) -> String {
    format!("{square}{}", off_by(precision_km.filter(|km| *km != square.size_km()), " ±"))
}

/// A point in degrees, to some ten metres: `35.8123°N 36.6110°E`.
fn degrees(at: Coordinates) -> String {
    let named = |value: f64, [above, below]: [char; 2]| {
        format!("{:.4}°{}", value.abs(), if value < 0.0 { below } else { above })
    };
    format!("{} {}", named(at.lat, ['N', 'S']), named(at.lon, ['E', 'W']))
}

/// A count's own words; long bare numbers get their thousands apart.
pub fn written(count: &Count) -> String {
    let text = &count.written;
    if text.len() > 4 && text.bytes().all(|b| b.is_ascii_digit()) {
        return thousands(text);
    }
    // "nearly 1000000" reads badly; the words stay, only the digits are set apart.
    let grouped = |word: &str| {
        if word.len() > 4 && word.bytes().all(|b| b.is_ascii_digit()) {
            thousands(word)
        } else {
            word.to_owned()
        }
    };
    text.split(' ').map(grouped).collect::<Vec<_>>().join(" ")
}

/// What is counted, in the singular where it is one: 11 `violations`, 1 `violation`.
pub fn what_of(count: &Count, of: &str) -> String {
    if count.bounds() == Bounds::new(1, 1) { singular(of) } else { of.to_owned() }
}

/// The last word without its ending of the plural, where it has one.
fn singular(of: &str) -> String {
    const WHOLE: [&str; 3] = ["ss", "us", "is"];
    const WITH_E: [&str; 5] = ["ches", "shes", "sses", "xes", "zes"];
    let ends = |endings: &[&str]| endings.iter().any(|ending| of.ends_with(ending));
    if let Some(stem) = of.strip_suffix("ies") {
        return format!("{stem}y");
    }
    let ending = match () {
        () if ends(&WHOLE) => "",
        () if ends(&WITH_E) => "es",
        () => "s",
    };
    of.strip_suffix(ending).unwrap_or(of).to_owned()
}

fn thousands(digits: &str) -> String {
    let mut out = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_set_apart_and_words_stay() {
        let said = |text: &str| written(&Count { written: text.into(), ..Count::default() });
        assert_eq!(said("948000"), "948,000");
        assert_eq!(said("nearly 1000000"), "nearly 1,000,000");
        assert_eq!(said("more than 200,000"), "more than 200,000");
        assert_eq!(said("788"), "788");
        assert_eq!(said("2-5"), "2-5");
    }

    #[test]
    fn one_of_many_is_told_in_the_singular() {
        let said = |n: u64, of: &str| format!("{n} {}", what_of(&Count::exactly(n), of));
        assert_eq!(said(1, "ceasefire violations"), "1 ceasefire violation");
        assert_eq!(said(1, "breaches"), "1 breach");
        assert_eq!(said(1, "sorties"), "1 sorty", "no dictionary");
        assert_eq!(said(1, "loss"), "1 loss");
        assert_eq!(said(1, "people killed"), "1 people killed");
        assert_eq!(said(11, "violations"), "11 violations");
        let some = Count { low: Some(1), high: None, ..Count::exactly(1) };
        assert_eq!(what_of(&some, "violations"), "violations", "one or more");
    }
}

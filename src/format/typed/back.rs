//! A value as somebody would type it, so that it can be changed: reading it gives the value again.

use super::pairs;
use crate::{
    format::days,
    model::{Count, Counts, Decimal, Part, Point, Value, When, counts, later},
};

/// What to type for a value.
pub fn typed(value: &Value) -> String {
    match value {
        Value::When(when) => typed_when(when),
        Value::Count(count) => typed_count(count),
        Value::Counts(counts) => typed_counts(counts),
        Value::Text(text) => text.original().to_owned(),
        Value::Terms(terms) => listed(terms.iter().map(|term| term.word())),
        Value::Texts(texts) => listed(texts.iter().map(|text| text.original())),
        Value::Id(id) => id.to_string(),
        Value::Ids(ids) => listed(ids.iter().map(|id| id.as_str())),
        Value::Term(term) => term.word().to_owned(),
        Value::Number(number) => number.value.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::Point(point) => {
            let size = point.grid.map(|square| square.size_km());
            let said = point.precision_km.filter(|km| Some(*km) != size);
            let precision = said.map(|km| format!(" ±{km}")).unwrap_or_default();
            match point.grid {
                Some(square) => format!("{square}{precision}"),
                None => format!("{},{}{precision}", point.lat, point.lon),
            }
        }
        Value::Path(path) => typed_path(path),
        Value::Rings(rings) => {
            rings.iter().map(|ring| typed_path(ring)).collect::<Vec<_>>().join("; ")
        }
        Value::Corridor(corridor) => {
            let sides = corridor.sides.iter().map(|(side, km)| format!(" {side}={km}"));
            format!("{}{}", corridor.along, sides.collect::<String>())
        }
        Value::Within(within) => {
            let perhaps = if within.possible { "perhaps " } else { "" };
            format!("{perhaps}{} km of {}", within.km, within.of)
        }
        Value::Kind(kind) => kind.id.to_string(),
        Value::Promise(promise) => super::promised::typed(promise, typed_count(&promise.count)),
        Value::Evidence(files) => super::evidence::typed(files),
        Value::Columns(columns) | Value::Codes(columns) => {
            let pairs: Vec<String> = columns
                .iter()
                .map(|(key, column)| named(key.original(), column.original()))
                .collect();
            pairs.join(" ")
        }
    }
}

fn typed_path(path: &[Point]) -> String {
    let points: Vec<String> =
        path.iter().map(|point| format!("{},{}", point.lat, point.lon)).collect();
    points.join(" ")
}

/// Names between commas; an empty list as TOML has it.
fn listed<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let quoted = |text: &str| {
        // What begins like TOML would be read as TOML.
        let is_plain = !text.contains([',', ';']) && !text.starts_with(['{', '[']);
        if !is_plain { format!("\"{text}\"") } else { text.to_owned() }
    };
    let texts: Vec<String> = texts.map(quoted).collect();
    if texts.is_empty() { "[]".to_owned() } else { texts.join(",") }
}

fn named(name: &str, value: &str) -> String {
    let parts = |c: char| c.is_whitespace() || matches!(c, '=' | ',');
    let name = if name.contains(parts) { format!("\"{name}\"") } else { name.to_owned() };
    // A value goes on until the next name.
    if value.contains('=') { format!("{name}=\"{value}\"") } else { format!("{name}={value}") }
}

fn typed_when(when: &When) -> String {
    let written = when.written.original();
    let words = when.words.as_ref().map(|words| format!(" \"{}\"", words.original()));
    let words = words.unwrap_or_default();
    if !written.starts_with('{') && words.is_empty() && days::read_quoted(written).is_ok() {
        return written.to_owned(); // a day, a month, a year
    }
    if let Some(moment) = when.moment {
        let is_plain =
            !written.starts_with('{') && written.parse::<toml::value::Datetime>().is_ok();
        // An offset stays as it was written.
        let text = if is_plain && written.len() > 19 {
            written.to_owned()
        } else {
            moment.format("%Y-%m-%d %H:%M:%S").to_string()
        };
        let text = text.strip_suffix(":00").filter(|text| text.len() == 16).unwrap_or(&text);
        return format!("{text}{words}");
    }
    if written.starts_with('{') && written.contains(':') && words.is_empty() {
        return written.to_owned(); // times of day at the ends of an interval
    }
    let days = match (when.earliest, when.latest) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first}..{last}"),
        (None, Some(last)) => format!("before {}", later(last, 1).unwrap_or(last)),
        (Some(first), None) => format!("after {}", later(first, -1).unwrap_or(first)),
        (None, None) => written.to_owned(),
    };
    format!("{days}{words}")
}

fn typed_count(count: &Count) -> String {
    let written = count.written.original();
    let same = |read: &Count| figures(read) == figures(count);
    if counts::read(written).is_ok_and(|read| same(&read)) {
        return written.to_owned();
    }
    let number = |name: &str, n: Option<Decimal>| n.map(|n| (name.to_owned(), n.to_string()));
    let [low, best, high] = figures(count);
    let numbers = [("low", low), ("best", best), ("high", high)];
    let numbers = numbers.into_iter().filter_map(|(name, n)| number(name, n));
    let is_made = written == counts::in_numbers(low, best, high);
    let words = ("words".to_owned(), super::quote(written));
    pairs::table(numbers.chain(Some(words).filter(|_| !is_made)))
}

/// The least, the best and the most, as exact as they were written.
fn figures(count: &Count) -> [Option<Decimal>; 3] {
    match &count.decimals {
        Some(of) => [of.low, of.best, of.high],
        None => [count.low, count.best, count.high].map(|n| n.map(Decimal::whole)),
    }
}

fn typed_counts(counts: &Counts) -> String {
    if counts.parts.is_empty() && counts.of_which.is_empty() {
        return "{}".to_owned();
    }
    let short = |name: String, part: &Part| {
        let count = typed_count(part.count.as_ref()?);
        let is_short = part.parts.is_empty() && !count.starts_with('{');
        is_short.then(|| named(&name, &count))
    };
    let whole = |part: &Part| short(part.name.original().to_owned(), part);
    let each = counts.parts.iter().flat_map(|part| {
        let own = part.of_which.is_empty() || part.count.is_some();
        let among = |inner: &Part| {
            short(format!("{}.{}", part.name.original(), inner.name.original()), inner)
        };
        let among = part.of_which.iter().map(among);
        own.then(|| whole(part)).into_iter().chain(among).collect::<Vec<_>>()
    });
    // What has no short form is typed as it stands in a file.
    let each: Option<Vec<String>> = each.chain(counts.of_which.iter().map(whole)).collect();
    each.map_or_else(|| toml_counts(counts), |each| each.join(" "))
}

fn toml_counts(counts: &Counts) -> String {
    let value = |part: &Part| match (&part.count, part.of_which.as_slice()) {
        (Some(count), []) => super::count(&typed_count(count)),
        (None, []) => toml_counts(&Counts { parts: part.parts.clone(), of_which: Vec::new() }),
        (count, of_which) => {
            let total = count.iter().map(|count| Part {
                name: "total".into(),
                count: Some(count.clone()),
                parts: vec![],
                of_which: vec![],
            });
            let parts = total.chain(of_which.iter().cloned()).collect();
            toml_counts(&Counts { parts, of_which: Vec::new() })
        }
    };
    let all = counts.parts.iter().chain(&counts.of_which);
    pairs::table(all.map(|part| (part.name.original().to_owned(), value(part))))
}

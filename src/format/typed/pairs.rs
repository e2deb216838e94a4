//! Small tables and lists as people type them: `russia=3 turkey=several`, `russia,turkey`,
//! `35.8,36.6 ±5`.

use super::{number, quote, quote_key};
use crate::model::{GridSquare, Refusal, clean};

/// Pieces between separators that stand outside of quotes; quotes around a piece are taken off.
fn pieces(text: &str, is_separator: impl Fn(char) -> bool) -> Vec<String> {
    let (mut pieces, mut piece, mut quoted) = (Vec::new(), String::new(), false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            c if !quoted && is_separator(c) => pieces.push(std::mem::take(&mut piece)),
            c => piece.push(c),
        }
    }
    pieces.push(piece);
    let trimmed = pieces.iter().map(|piece| piece.trim().to_owned());
    trimmed.filter(|piece| !piece.is_empty()).collect()
}

/// `russia,turkey`: names between commas.
pub fn list(typed: &str) -> Vec<String> {
    pieces(typed, |c| matches!(c, ',' | ';'))
}

/// `russia=3 turkey=about 5`: a value goes on until the next name.
pub fn pairs(typed: &str, form: &str) -> Result<Vec<(String, String)>, Refusal> {
    let close = typed.replace(" =", "=").replace("= ", "=");
    let mut pairs: Vec<(String, String)> = Vec::new();
    for word in words(&close) {
        match (split_outside_quotes(&word), pairs.last_mut()) {
            (Some((name, value)), _) if !name.is_empty() => {
                pairs.push((bare(name), value.to_owned()))
            }
            (None, Some((_, value))) => {
                value.push(' ');
                value.push_str(&word);
            }
            _ => return Err(Refusal::new(format!("`{word}` belongs to nothing"), form)),
        }
    }
    for (name, value) in &mut pairs {
        *value = bare(value.trim().trim_end_matches([',', ';']));
        if clean(name).is_empty() {
            return Err(Refusal::new(format!("no name stands before `={value}`"), form));
        }
        if clean(value).is_empty() {
            return Err(Refusal::new(format!("nothing stands behind `{name}=`"), form));
        }
        // What is typed could not be told back.
        if name.contains('"') || value.contains('"') {
            return Err(Refusal::new(format!("a quote stands within `{name}={value}`"), form));
        }
    }
    if pairs.is_empty() { Err(Refusal::new("nothing is named", form)) } else { Ok(pairs) }
}

/// `642 children=44`: what stands before the first name is of all.
pub fn with_total(typed: &str) -> String {
    let close = typed.replace(" =", "=").replace("= ", "=");
    let words = words(&close);
    let before = words.iter().take_while(|word| split_outside_quotes(word).is_none()).count();
    if before == 0 { close } else { format!("total={}", words.join(" ")) }
}

/// Words between white space, quotes kept.
fn words(text: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in text.chars() {
        quoted ^= c == '"';
        if c.is_whitespace() && !quoted {
            words.push(std::mem::take(&mut word));
        } else {
            word.push(c);
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

fn split_outside_quotes(word: &str) -> Option<(&str, &str)> {
    let mut quoted = false;
    let at = word.find(|c: char| {
        quoted ^= c == '"';
        c == '=' && !quoted
    })?;
    Some((&word[..at], &word[at + 1..]))
}

fn bare(text: &str) -> String {
    text.trim().trim_matches('"').to_owned()
}

/// A small table of TOML; names in quotes where they need them.
pub fn table(pairs: impl Iterator<Item = (String, String)>) -> String {
    let pair = |(name, value): (String, String)| format!("{} = {value}", quote_key(&name));
    let pairs: Vec<String> = pairs.map(pair).collect();
    format!("{{ {} }}", pairs.join(", "))
}

const POINT: &str =
    "write 35.81,36.61 or, with its precision in km, 35.81,36.61 ±5; or a square: 37S BV 841 659";

/// `35.8,36.6 ±5`: latitude, longitude, precision in km; `37S BV 841 659`: a square of the grid.
pub fn point(typed: &str) -> Result<String, Refusal> {
    let (place, precision) = match typed.split_once('±').or_else(|| typed.split_once("+-")) {
        Some((place, precision)) => (place, Some(precision.trim().trim_end_matches("km"))),
        None => (typed, None),
    };
    let no_point = || Refusal::new(format!("`{typed}` is no point"), POINT);
    let precision = precision.map(|precision| ("precision_km".to_owned(), number(precision)));
    let is_wrong = |(_, number): &(String, String)| number.starts_with('"');
    if precision.as_ref().is_some_and(is_wrong) {
        return Err(no_point());
    }
    if is_square(place) {
        let square = ("mgrs".to_owned(), quote(&written_square(place)));
        return Ok(table(std::iter::once(square).chain(precision)));
    }
    let numbers = pieces(place, |c| c == ',' || c.is_whitespace());
    let [lat, lon] = numbers.as_slice() else { return Err(no_point()) };
    let pairs = vec![("lat".to_owned(), number(lat)), ("lon".to_owned(), number(lon))];
    if pairs.iter().any(is_wrong) {
        return Err(no_point());
    }
    Ok(table(pairs.into_iter().chain(precision)))
}

/// Whether a square of the grid is meant: a letter follows the zone, or stands first at the poles.
fn is_square(typed: &str) -> bool {
    let rest = typed.trim().trim_start_matches(|c: char| c.is_ascii_digit());
    rest.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// A square as it is printed; what is none stays as it is, so that the reader says what is wrong.
fn written_square(typed: &str) -> String {
    GridSquare::read(typed).map_or_else(|_| typed.trim().to_owned(), |square| square.to_string())
}

/// `35.8,36.6 35.9,36.7`: points in order.
pub fn path(typed: &str) -> Result<String, Refusal> {
    let mut points = Vec::new();
    for point in pieces(typed, char::is_whitespace) {
        let numbers: Vec<String> = list(&point).iter().map(|text| number(text)).collect();
        points.push(format!("[{}]", numbers.join(", ")));
    }
    Ok(format!("[{}]", points.join(", ")))
}

/// Rings between semicolons, each a path.
pub fn rings(typed: &str) -> Result<String, Refusal> {
    let rings: Vec<String> = typed.split(';').map(path).collect::<Result<_, _>>()?;
    Ok(format!("[{}]", rings.join(", ")))
}

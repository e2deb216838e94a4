//! Points as files write them: degrees in decimals or in minutes and seconds, with the letter of their
//! hemisphere before or behind, with a decimal comma, in western or Arabic-Indic digits.

use super::{blanks::trimmed, digits::western};

/// Degrees north and east; `None` where either is none, or they lie beyond the earth.
pub(super) fn point(lat: &str, lon: &str) -> Option<(f64, f64)> {
    degrees(lat, 90.0, ['N', 'S']).zip(degrees(lon, 180.0, ['E', 'W']))
}

/// Both in one cell: `35.8142, 36.6106`, `35,8142; 36,6106`, `35°48'51"N 36°36'38"E`.
pub(super) fn pair(text: &str) -> Option<(f64, f64)> {
    let text = western(text.trim().trim_end_matches([',', ';']));
    let apart = |sign: char| -> Option<(f64, f64)> {
        let mut parts = text.split(sign).map(str::trim).filter(|part| !part.is_empty());
        let both = (parts.next()?, parts.next()?);
        if parts.next().is_some() { None } else { point(both.0, both.1) }
    };
    // A comma parts two numbers only where it does not part the decimals of either.
    let by_comma = || text.contains('.').then(|| apart(',')).flatten();
    apart(';').or_else(by_comma).or_else(|| apart(' '))
}

/// A number with a decimal point or comma.
pub(super) fn number(text: &str) -> Option<f64> {
    bare_number(&western(trimmed(text)))
}

fn bare_number(text: &str) -> Option<f64> {
    let plain: Option<f64> = text.parse().ok();
    let with_comma = || {
        let is_comma = text.matches(',').count() == 1 && !text.contains('.');
        is_comma.then(|| text.replace(',', ".").parse().ok()).flatten()
    };
    plain.or_else(with_comma).filter(|number| number.is_finite())
}

/// Degrees, within `most` to either side of zero; the letters are of the hemispheres above and below.
fn degrees(text: &str, most: f64, letters: [char; 2]) -> Option<f64> {
    let text = western(trimmed(text));
    let plain = bare_number(&text);
    let degrees = plain.or_else(|| in_signs(&text, letters))?;
    (degrees.abs() <= most).then_some(degrees)
}

/// Degrees with a letter, or with the signs of degrees, minutes and seconds.
fn in_signs(text: &str, letters: [char; 2]) -> Option<f64> {
    let is_letter = |c: char| letters.contains(&c.to_ascii_uppercase());
    let letter = text.chars().find(|c| is_letter(*c));
    let bare =
        text.strip_prefix(is_letter).or_else(|| text.strip_suffix(is_letter)).unwrap_or(text);
    let (is_minus, bare) = match bare.trim().strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, bare.trim()),
    };
    if is_minus && letter.is_some() {
        return None; // twice below zero nobody can say
    }
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let is_sign = |c: char| {
        matches!(c, '°' | 'º' | '˚' | '\'' | '′' | '’' | '"' | '″' | '”' | ':') || c.is_whitespace()
    };
    if !bare.chars().all(|c| is_part(c) || is_sign(c)) {
        return None;
    }
    let parts = bare.split(is_sign).filter(|part| !part.is_empty());
    let parts: Vec<f64> = parts.map(number).collect::<Option<_>>()?;
    let (degrees, rest) = parts.split_first()?;
    let is_whole = |part: &f64| part.fract() == 0.0;
    let fits = rest.len() <= 2
        && rest.iter().all(|part| *part < 60.0)
        && parts.iter().rev().skip(1).all(is_whole);
    let sum = degrees + rest.iter().zip([60.0, 3600.0]).map(|(part, of)| part / of).sum::<f64>();
    let is_below = is_minus || letter.is_some_and(|c| c.to_ascii_uppercase() == letters[1]);
    fits.then_some(if is_below { -sum } else { sum })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_read_in_every_writing_or_not_at_all() {
        let near = |read: Option<(f64, f64)>, lat: f64, lon: f64| {
            read.is_some_and(|at| (at.0 - lat).abs() < 1e-3 && (at.1 - lon).abs() < 1e-3)
        };
        for (lat, lon) in [
            ("35.8142", "36.6106"),
            ("35,8142", "36,6106"),
            ("35°48'51\"N", "36°36'38\"E"),
            ("35° 48.852' N", "36° 36.636' E"),
            ("35.8142N", "36.6106E"),
            ("N35.8142", "E36.6106"),
            ("35.8142°", "36.6106°"),
            ("\u{663}\u{665}.8142", "36.6106"),
            ("+35.8142", "+36.6106"),
            ("3.58142e1", "3.66106e1"),
            ("35 48 51", "36 36 38"),
        ] {
            assert!(near(point(lat, lon), 35.8142, 36.6106), "{lat} {lon}: {:?}", point(lat, lon));
        }
        assert!(near(point("35.8S", "36.6W"), -35.8, -36.6));
        for (lat, lon) in [
            ("3581420", "3661060"),
            ("-35.8142", "396.6106"),
            ("91", "36"),
            ("35,814.2", "36.6"),
            ("35.8142E", "36.6106N"),
            ("35°61'N", "36°E"),
            ("-35.8S", "36.6"),
            ("", "36.6"),
            ("NaN", "1"),
            ("35.8 approx", "36"),
        ] {
            assert_eq!(point(lat, lon), None, "{lat} {lon}");
        }
        for text in
            ["35.8142,36.6106", "35.8142, 36.6106;", "35,8142; 36,6106", "35.8142N 36.6106E"]
        {
            assert!(near(pair(text), 35.8142, 36.6106), "{text}");
        }
        assert_eq!((pair("35,8142,36,6106"), pair("35.8142")), (None, None));
    }
}

//! Files that are no table, whatever they are called: told for what they are.

use crate::model::Refusal;

/// Why some bytes cannot begin a table, where that is plain.
pub(super) fn no_table(sample: &[u8]) -> Option<Refusal> {
    let begins = |with: &[&[u8]]| with.iter().any(|with| sample.starts_with(with));
    let zeros = memchr::memchr_iter(0, sample).count();
    let is_control = |b: &&u8| b.is_ascii_control() && !b"\t\n\r\x0c".contains(b);
    let controls = sample.iter().filter(is_control).count();
    let refusal = |why: &str, hint: &str| Some(Refusal::new(why, hint));
    match () {
        _ if begins(&[
            b"\x1f\x8b",
            b"\x28\xb5\x2f\xfd",
            b"BZh",
            b"\xfd7zXZ",
            b"7z\xbc\xaf",
            b"Rar!\x1a",
        ]) =>
        {
            refusal("it is compressed", "unpack it first")
        }
        _ if begins(&[b"PK\x03\x04", b"\xd0\xcf\x11\xe0"]) => {
            refusal("it is an archive or a spreadsheet", "save its table as CSV")
        }
        _ if begins(&[b"SQLite format 3"]) => {
            refusal("it is a database of SQLite", "export its table as CSV")
        }
        _ if begins(&[b"%PDF"]) => refusal("it is a PDF", "ask for the table behind it"),
        _ if begins(&[b"version https://git-lfs"]) => {
            refusal("it is a pointer to a file that was not fetched", "`git lfs pull` fetches it")
        }
        _ if zeros * 4 > sample.len() => {
            refusal("it is no text: bytes of zero stand in it", "save its table as CSV, in UTF-8")
        }
        _ if controls * 10 > sample.len() => {
            refusal("it is no text: bytes that are no signs stand in it", "save its table as CSV")
        }
        _ => marked_up(sample),
    }
}

/// Pages, maps and answers of servers, by their first signs.
fn marked_up(sample: &[u8]) -> Option<Refusal> {
    let beginning = String::from_utf8_lossy(&sample[..sample.len().min(4096)]);
    let text = beginning.trim_start_matches('\u{feff}').trim_start();
    let small = text.to_ascii_lowercase();
    if small.starts_with("<!doctype html") || small.starts_with("<html") {
        let hint = "perhaps of a login that ran out: download the file itself";
        return Some(Refusal::new("it is a web page", hint));
    }
    if small.starts_with("<?xml") || small.starts_with("<kml") || small.starts_with("<gpx") {
        let is_map = small.contains("<kml");
        let (what, hint) = match is_map {
            true => ("it is KML", "a [[layer]] draws it once it is saved as GeoJSON"),
            false => ("it is XML", "save its table as CSV"),
        };
        return Some(Refusal::new(what, hint));
    }
    let inner = text.strip_prefix(['{', '[']).map(str::trim_start)?;
    if !inner.starts_with(['"', '{', '[', '}', ']']) {
        return None;
    }
    let error = serde_json::from_str::<serde_json::Value>(text).ok().and_then(|answer| {
        let keys = ["error", "message", "detail", "errors"];
        keys.iter().find_map(|key| answer.get(key).map(|value| value.to_string()))
    });
    Some(match error {
        Some(error) => {
            let why = format!("it is an answer in JSON that tells of an error, {error}");
            Refusal::new(why, "ask the server again, with a key that it accepts")
        }
        None => Refusal::new("it is JSON", "save its table as CSV"),
    })
}

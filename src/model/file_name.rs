//! Names of files that mean one file on every system, and the same to whoever reads them.

use super::clean;

/// Bytes that a name is cut to: there is room for what is put to it.
const CUT_TO: usize = 100;
/// Bytes of a name at most: file systems take 255.
const MOST_BYTES: usize = 200;
/// Bytes of an ending that is kept when a name is cut.
const ENDING_BYTES: usize = 12;
/// What a file is called of whose own name nothing is left.
const NAMELESS: &str = "file";

/// The name of one file, with nothing in it that a terminal, a shell or a system would take for
/// something else: no separators, controls or invisible characters, no dot or dash at its beginning,
/// no dot or blank at its end, none of the names that are devices elsewhere, and not too long.
pub fn safe_file_name(name: &str) -> String {
    let name = tidied(&cut(&tidied(name)));
    if name.is_empty() { NAMELESS.to_owned() } else { name }
}

/// The name however long it is; empty where nothing is left of it. What stood behind a dot that is
/// gone may have to go as well: a mark without a letter.
fn tidied(name: &str) -> String {
    let mut name = tidied_once(name);
    loop {
        let again = tidied_once(&name);
        if again == name {
            return name;
        }
        name = again;
    }
}

fn tidied_once(name: &str) -> String {
    let shown = clean(name);
    let name: String = shown.chars().map(|c| if is_odd(c) { '_' } else { c }).collect();
    let name = name.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '-' | '~'));
    let name = without_end(name);
    if is_device(name) { format!("_{name}") } else { name.to_owned() }
}

/// The same name with a number before its ending: `khiam-2.jpg`.
pub fn numbered_file_name(name: &str, number: usize) -> String {
    let (stem, ending) = split(name);
    format!("{stem}-{number}{ending}")
}

/// Whether each part of a path from a folder is such a name, and the path leads nowhere else.
pub fn is_safe_path(path: &str) -> bool {
    let is_safe = |part: &str| !part.is_empty() && part.len() <= MOST_BYTES && tidied(part) == part;
    path.split('/').all(is_safe)
}

/// The nearest path that is safe.
pub fn safe_path(path: &str) -> String {
    let parts = path.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | ".."));
    let parts: Vec<String> = parts.map(safe_file_name).collect();
    if parts.is_empty() { NAMELESS.to_owned() } else { parts.join("/") }
}

/// What has a meaning on some system, or stands for what cannot be shown.
fn is_odd(c: char) -> bool {
    matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '\u{fffd}')
        || matches!(c, '\u{2400}'..='\u{2421}')
        || c.is_whitespace() && c != ' '
}

/// Windows drops dots and blanks at the end of a name: two names would mean one file.
fn without_end(name: &str) -> &str {
    name.trim_end_matches(|c: char| c == '.' || c.is_whitespace())
}

/// Whether Windows takes a name for a device, whatever its ending.
fn is_device(name: &str) -> bool {
    const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let is_port = |prefix: &str| {
        let number = stem.strip_prefix(prefix).map(|rest| rest.chars().collect::<Vec<_>>());
        matches!(number.as_deref(), Some(['0'..='9' | '¹' | '²' | '³']))
    };
    DEVICES.contains(&stem.as_str()) || is_port("COM") || is_port("LPT")
}

/// The name before its ending, and the ending with its dot.
fn split(name: &str) -> (&str, &str) {
    let at = name.rfind('.').filter(|at| *at > 0 && name.len() - at <= ENDING_BYTES);
    name.split_at(at.unwrap_or(name.len()))
}

fn cut(name: &str) -> String {
    if name.len() <= CUT_TO {
        return name.to_owned();
    }
    let (stem, ending) = split(name);
    let stem = &stem[..stem.floor_char_boundary(CUT_TO - ending.len())];
    // A mark or a joiner that lost its neighbour would be another name once it is cleaned.
    let whole = clean(stem).replace('\u{fffd}', "");
    format!("{}{ending}", without_end(&whole))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_made_safe() {
        for (name, safe) in [
            ("khiam.jpg", "khiam.jpg"),
            ("عين الحور.jpg", "عين الحور.jpg"),
            ("My photo (2).jpeg", "My photo (2).jpeg"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("a\u{0}b.jpg", "a_b.jpg"),
            ("a\u{1b}[2J.jpg", "a_[2J.jpg"),
            ("gpj.\u{202e}exe", "gpj._exe"),
            ("a\nb", "a b"),
            (".bashrc", "bashrc"),
            ("--help", "help"),
            ("-rf .jpg", "rf .jpg"),
            ("photo.jpg. . .", "photo.jpg"),
            ("CON", "_CON"),
            ("con.jpg", "_con.jpg"),
            ("COM¹.txt", "_COM¹.txt"),
            ("Lpt9", "_Lpt9"),
            ("conference.jpg", "conference.jpg"),
            ("C:\\a.jpg", "C__a.jpg"),
            ("a?b*c|d.jpg", "a_b_c_d.jpg"),
            ("", "file"),
            ("...", "file"),
            (" ", "file"),
        ] {
            assert_eq!(safe_file_name(name), safe, "{name:?}");
        }
        let long = safe_file_name(&format!("{}.jpeg", "é".repeat(300)));
        assert!(long.len() <= CUT_TO && long.ends_with("é.jpeg"), "{long}");
        assert_eq!(numbered_file_name("khiam.jpg", 2), "khiam-2.jpg");
        assert_eq!(numbered_file_name("khiam", 3), "khiam-3");
    }

    #[test]
    fn every_part_of_a_path_is_a_name() {
        for path in ["evidence/khiam.jpg", "a.jpg", "2024/11/27/عين.jpg"] {
            assert!(is_safe_path(path), "{path}");
            assert_eq!(safe_path(path), path);
        }
        for (path, safe) in [
            ("../a.jpg", "a.jpg"),
            ("/etc/passwd", "etc/passwd"),
            ("evidence//a.jpg", "evidence/a.jpg"),
            ("evidence/", "evidence"),
            ("evidence\\a.jpg", "evidence/a.jpg"),
            ("evidence/.git", "evidence/git"),
            ("evidence/NUL.jpg", "evidence/_NUL.jpg"),
            ("", "file"),
        ] {
            assert!(!is_safe_path(path), "{path}");
            assert_eq!(safe_path(path), safe, "{path}");
        }
    }

    #[track_caller]
    fn assert_safe(name: &str) {
        let safe = safe_file_name(name);
        assert!(is_safe_path(&safe) && !safe.contains('/'), "{name:?} became {safe:?}");
        assert_eq!(clean(&safe), safe, "{name:?} is shown as it is");
        assert!(safe.len() <= CUT_TO && !safe.is_empty(), "{safe:?}");
        assert!(!safe.starts_with(['.', '-']) && !safe.ends_with('.'), "{safe:?}");
        assert!(is_safe_path(&numbered_file_name(&safe, 12)), "{safe:?}");
        assert!(is_safe_path(&safe_path(name)), "{name:?}");
    }

    #[test]
    fn the_strings_that_break_programs_are_made_safe() {
        let strings: Vec<String> =
            serde_json::from_str(include_str!("../../tests/data/blns.json")).unwrap();
        assert!(strings.len() > 400);
        strings.iter().for_each(|name| assert_safe(name));
    }

    proptest! {
        #[test]
        fn whatever_the_name_it_is_made_safe(name in any::<String>()) {
            assert_safe(&name);
        }

        #[test]
        fn and_so_are_long_ones(name in "[éa\u{301}\u{200c}م. -]{80,200}") {
            assert_safe(&name);
        }
    }
}

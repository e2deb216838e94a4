//! A reader's own themes: `sitboard/themes/NAME.toml` in the folder of settings.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::environment;
use super::files::shown;
use super::opening::{self, Unopened};
use crate::look::{Theme, counted, read_theme};
use crate::model::{Problem, Refusal, Severity};

/// The longest theme that is read, in bytes.
const MOST_BYTES: usize = 1 << 16;
/// The longest name of one.
const LONGEST_NAME: usize = 64;
/// Themes of a folder that are walked through.
const MOST: usize = 100;

/// A theme as it was read, and what is to be said of it.
#[derive(Clone)]
struct ReadTheme {
    name: String,
    text: String,
    theme: Theme,
    doubts: Vec<Refusal>,
}

/// What was read so far: a theme stays for good, and so one text makes one theme.
static READ: Mutex<Vec<ReadTheme>> = Mutex::new(Vec::new());

/// The theme of a name, built-in or the reader's own. Errs where there is none, or where its file
/// cannot be read as one.
pub fn named(name: &str) -> Result<Theme, Refusal> {
    if let Some(theme) = Theme::from_name(name) {
        return Ok(theme);
    }
    let unknown = || {
        let message = format!("no theme is called `{name}`");
        let names = names();
        let known = Theme::ALL.iter().map(|theme| theme.name());
        let known: Vec<&str> = known.chain(names.iter().map(String::as_str)).collect();
        Refusal::hinted(message, crate::format::hint(name, known))
    };
    if !is_name(name) {
        return Err(unknown());
    }
    own(name).unwrap_or_else(|| Err(unknown()))
}

/// Every theme that can be walked through, the built-in ones first; and why one of the folder's cannot.
pub fn all() -> (Vec<Theme>, Vec<Refusal>) {
    let (mut themes, mut refused) = (Theme::ALL.to_vec(), Vec::new());
    for name in names() {
        match own(&name) {
            Some(Ok(theme)) => themes.push(theme),
            Some(Err(why)) => refused.push(why),
            None => {} // gone meanwhile
        }
    }
    (themes, refused)
}

/// What is to be said of a theme that can be used.
pub fn doubts(theme: Theme) -> Vec<Refusal> {
    let read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    read.iter().find(|read| read.theme == theme).map(|read| read.doubts.clone()).unwrap_or_default()
}

/// The files that can be themes.
pub fn files() -> Vec<PathBuf> {
    let Some(folder) = folder() else { return Vec::new() };
    names().into_iter().map(|name| folder.join(format!("{name}.toml"))).collect()
}

/// The theme that a file is by now, and the first of what is to be said of it; `None` of a file that
/// is none of the folder's.
pub fn of_file(path: &Path) -> Option<Result<(Theme, Option<Refusal>), Refusal>> {
    let name = path.file_stem()?.to_str()?;
    let is_its = folder()?.join(format!("{name}.toml")) == path && is_name(name);
    let with_doubt = |theme: Theme| (theme, doubts(theme).into_iter().next());
    Some(own(name).filter(|_| is_its)?.map(with_doubt))
}

fn folder() -> Option<PathBuf> {
    Some(environment::config_folder()?.join("sitboard/themes"))
}

/// The names in the folder that a theme can have, in their order.
fn names() -> Vec<String> {
    let Some(entries) = folder().and_then(|folder| folder.read_dir().ok()) else {
        return Vec::new();
    };
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.ok()?.path();
        let stem = path.file_stem()?.to_str()?.to_owned();
        (path.extension() == Some(OsStr::new("toml")) && is_name(&stem)).then_some(stem)
    };
    let mut names: Vec<String> = entries.filter_map(name).take(MOST).collect();
    names.sort();
    names
}

/// Letters, digits, `-` and `_`: no path leads out of the folder.
fn is_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    !name.is_empty() && name.len() <= LONGEST_NAME && name.chars().all(is_plain)
}

/// The theme in the file of this name; `None` where there is no such file.
fn own(name: &str) -> Option<Result<Theme, Refusal>> {
    let path = folder()?.join(format!("{name}.toml"));
    let told = |why: &Refusal| in_file(name, &path, why);
    if Theme::from_name(name).is_some() {
        let why = Refusal::from("a built-in theme has this name");
        return Some(Err(told(&why)));
    }
    let bytes = match opening::read(&path, MOST_BYTES) {
        Ok(bytes) => bytes,
        Err(Unopened::Missing) => return None,
        Err(why) => return Some(Err(told(&Refusal::from(why.to_string().as_str())))),
    };
    let Ok(text) = String::from_utf8(bytes) else {
        return Some(Err(told(&Refusal::from("it is not UTF-8 text"))));
    };
    Some(kept(name, text).map_err(|why| told(&why)))
}

/// The theme of a text that is its file's now.
fn kept(name: &str, text: String) -> Result<Theme, Refusal> {
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(read) = read.iter().find(|read| read.name == name && read.text == text) {
        return Ok(read.theme);
    }
    let (palette, problems) = read_theme(name, &text);
    let Some(palette) = palette else {
        let mut errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
        let first = errors.next().map_or_else(|| "it is no theme".into(), at);
        return Err(match errors.count() {
            0 => first,
            more => {
                let more = counted(more, "error");
                Refusal { message: format!("{}, and {more} more", first.message).into(), ..first }
            }
        });
    };
    let theme = Theme::own(palette);
    let doubts = problems.iter().map(|doubt| prefixed(name, &at(doubt))).collect();
    read.push(ReadTheme { name: name.to_owned(), text, theme, doubts });
    Ok(theme)
}

fn at(problem: &Problem) -> Refusal {
    let (line, column) = (problem.spot.line, problem.spot.column);
    let message = format!("line {line}, column {column}: {}", problem.message);
    Refusal { spot: Some(problem.spot), ..Refusal::hinted(message, problem.hint.clone()) }
}

fn prefixed(name: &str, why: &Refusal) -> Refusal {
    Refusal { message: format!("themes/{name}.toml: {}", why.message).into(), ..why.clone() }
}

/// With the file's name; where nothing else is to be done, with its path.
fn in_file(name: &str, path: &Path, why: &Refusal) -> Refusal {
    let hint = why.hint.clone().unwrap_or_else(|| format!("it is {}", shown(path)).into());
    Refusal { hint: Some(hint), ..prefixed(name, why) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_makes_one_theme_and_mistakes_are_told() {
        let night = || kept("night", "severe = \"#ff8888\"".to_owned());
        let theme = night().unwrap();
        assert_eq!(night(), Ok(theme));
        assert_eq!((theme.name(), doubts(theme)), ("night", vec![]));
        let dim = kept("dim", "quiet = \"#333333\"".to_owned()).unwrap();
        let said = doubts(dim)[0].to_string();
        assert!(said.starts_with("themes/dim.toml: line 1, column 9: quiet (#333333)"), "{said}");
        let why = kept("bad", "a = 1\nb = 2\nc = 3".to_owned()).unwrap_err();
        let words = "line 1, column 1: a theme has no role `a`, and 2 errors more";
        assert_eq!(why.message.as_str(), words);
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        for name in ["", "../x", "a/b", ".x", "a b", "a\u{1b}"] {
            assert!(!is_name(name), "{name:?}");
        }
        assert!(is_name("nacht-2") && is_name("ночь"));
    }
}

//! The house plan: rooms use only the floors below them, only `runtime` touches the world, and no
//! files use each other in a circle.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Ground floor first; a room may use any that stands before it.
const FLOORS: &[&str] = &[
    "model", "feed", "format", "look", "command", "board", "panel", "app", "ui", "report",
    "runtime", "cli",
];

/// What only the runtime may reach for.
const WORLD: &[&str] =
    &["std::fs", "std::env", "std::process", "std::net", "SystemTime::now", "Instant::now"];

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push((
                path.to_string_lossy().replace('\\', "/"),
                fs::read_to_string(&path).unwrap(),
            ));
        }
    }
}

/// Every file of the library with the room it stands in; tests inside files do not count.
fn rooms() -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut found);
    let in_room = |(path, text): (String, String)| {
        let inside = path.split("/src/").last()?.to_owned();
        let room = inside.split(['/', '.']).next()?.to_owned();
        let text = text.split("#[cfg(test)]\nmod tests {").next()?.to_owned();
        FLOORS.contains(&room.as_str()).then_some((inside, room, text))
    };
    found.into_iter().filter_map(in_room).collect()
}

#[test]
fn no_room_uses_a_floor_above_it() {
    let floor = |room: &str| FLOORS.iter().position(|known| *known == room);
    let mut wrong = Vec::new();
    for (path, room, text) in rooms() {
        let flat: String = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join(" ");
        for (at, _) in flat.match_indices("crate::") {
            let rest = flat[at + 7..].trim_start();
            // `use crate::{a::X, b::Y}` names several rooms at once.
            let names: Vec<&str> = match rest.strip_prefix('{') {
                Some(group) => heads(group),
                None => vec![
                    rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(""),
                ],
            };
            for name in names {
                if floor(name) > floor(&room) {
                    wrong.push(format!("{path} uses {name}"));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// The first names of a group of paths, whatever nests inside.
fn heads(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut heads) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                heads.push(&group[start..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                heads.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    let head = |path: &&str| !path.trim().is_empty();
    heads
        .into_iter()
        .filter(head)
        .map(|path| path.trim().split([':', ' ']).next().unwrap_or(""))
        .collect()
}

#[test]
fn only_the_runtime_touches_the_world() {
    let mut wrong = Vec::new();
    for (path, room, text) in rooms().into_iter().filter(|(_, room, _)| room != "runtime") {
        for (n, line) in
            text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"))
        {
            if let Some(reached) = WORLD.iter().find(|reached| line.contains(*reached)) {
                wrong.push(format!("{path}:{} ({room}) reaches for {reached}", n + 1));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// What writes a file, or gives one another name.
const WRITES: &[&str] = &[
    "fs::write",
    "File::create",
    "create_new",
    ".write(true)",
    ".append(true)",
    ".truncate(true)",
    "fs::rename",
    "fs::copy",
    "hard_link",
    "renameat",
    "linkat",
    "set_len",
    "write_all_at",
    "OFlags::CREATE",
    "OFlags::WRONLY",
    "OFlags::RDWR",
];

/// Where that may be done: the one recipe of saving, and the journal, which is only ever added to.
const WRITERS: &[&str] = &["runtime/save/", "runtime/journal/"];

#[test]
fn files_are_written_by_the_one_recipe_only() {
    let (mut wrong, mut held) = (Vec::new(), 0);
    let is_test = |path: &str| path.ends_with("/tests.rs");
    for (path, _, text) in rooms().into_iter().filter(|(path, ..)| !is_test(path)) {
        for (n, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            let Some(writes) = WRITES.iter().find(|writes| code.contains(*writes)) else {
                continue;
            };
            if WRITERS.iter().any(|room| path.starts_with(room)) {
                held += 1;
            } else {
                wrong.push(format!("{path}:{} writes by {writes}", n + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(held > 8, "{held}");
}

/// How a file is opened for reading, or read, by whoever does not ask `runtime::opening`.
const READS: &[&str] =
    &["fs::read(", "read_to_string", "File::open(", ".read(true)", "read_link(", "io::stdin"];

/// Who may: the room itself, and what is read from the user; the saving recipe and the journal hold
/// what they read.
const READERS: &[&str] = &[
    "runtime/opening.rs",
    "runtime/piped.rs",
    "runtime/input.rs",
    "runtime/save/",
    "runtime/journal/mod.rs",
];

#[test]
fn what_is_read_is_opened_in_one_way() {
    let is_test = |path: &str| path.ends_with("/tests.rs");
    let mut wrong = Vec::new();
    for (path, _, text) in rooms().into_iter().filter(|(path, ..)| !is_test(path)) {
        if READERS.iter().any(|reader| path.starts_with(reader)) {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or_default().lines().enumerate();
        for (n, line) in code.filter(|(_, line)| !line.trim_start().starts_with("//")) {
            if let Some(read) = READS.iter().find(|read| line.contains(*read)) {
                wrong.push(format!("{path}:{} reads by {read}", n + 1));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// What puts text into cells without a look at it.
const RAW: &[&str] = &[
    "Span::",
    "Line::",
    "Text::",
    "Paragraph",
    "set_string",
    "set_stringn",
    "set_span",
    "set_line",
    "set_symbol",
    "set_char",
    "append_symbol",
    "Block::",
    "cell_mut",
    ".render(",
    "render_widget",
];

/// Where text is drawn, and where drawing ends: a phrase becomes a line, a line becomes cells.
const DRAWN: &[(&str, &[&str])] = &[
    ("look/phrase.rs", &["Span::", "Line::"]),
    ("look/ascii.rs", &["set_symbol"]), // of the board's own signs
    ("ui/canvas.rs", &["set_line", "Block::", ".render("]),
];

#[test]
fn only_phrases_are_drawn() {
    let mut wrong = Vec::new();
    let draws = |room: &str| ["look", "panel", "app", "ui"].contains(&room);
    for (path, _, text) in rooms().into_iter().filter(|(_, room, _)| draws(room)) {
        let may = DRAWN.iter().find(|(drawn, _)| *drawn == path).map_or(&[][..], |(_, may)| may);
        let code =
            text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
        for (n, line) in code {
            let is_part = |c: char| c.is_alphanumeric() || c == '_';
            let is_raw = |raw: &&&str| {
                line.match_indices(**raw)
                    .any(|(at, _)| raw.starts_with('.') || !line[..at].ends_with(is_part))
            };
            let raw = RAW.iter().filter(|raw| !may.contains(raw)).find(is_raw);
            wrong.extend(raw.map(|raw| format!("{path}:{} draws by {raw}", n + 1)));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_module_says_what_it_is_for() {
    let mute: Vec<String> = rooms()
        .into_iter()
        .filter(|(_, _, text)| !text.starts_with("//!"))
        .map(|(path, _, _)| path)
        .collect();
    assert_eq!(mute, Vec::<String>::new());
}

/// Every string of a text with the line it begins on; comments and letters in quotes are none.
fn strings(text: &str) -> Vec<(usize, String)> {
    let (mut found, mut line, mut open): (_, usize, Option<(usize, String)>) =
        (Vec::new(), 1, None);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        line += usize::from(c == '\n');
        match (&mut open, c) {
            (Some((_, string)), '\\') => string.extend(chars.next().filter(|c| *c == '"')),
            (Some(_), '"') => found.extend(open.take()),
            (Some((_, string)), c) => string.push(c),
            (None, '"') => open = Some((line, String::new())),
            (None, '\'') if chars.peek() == Some(&'"') => drop(chars.next()),
            (None, '/') if chars.peek() == Some(&'/') => {
                chars.by_ref().find(|c| *c == '\n');
                line += 1;
            }
            (None, _) => {}
        }
    }
    found
}

/// Whether words say a key by its name, as `Ctrl-S writes`, `; w saves` or `(w)` do.
fn names_a_key(words: &str) -> bool {
    const NAMED: [&str; 7] = ["Esc", "Enter", "Tab", "Backspace", "PgUp", "PgDn", "Del"];
    let words: Vec<&str> = words.split_whitespace().collect();
    let is_named = |word: &&str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        NAMED.contains(&bare) || word.starts_with("Ctrl-") || word.starts_with("Shift-")
    };
    let in_brackets = |word: &&str| {
        let mut chars = word.chars();
        chars.next() == Some('(')
            && chars.next().is_some_and(|c| c.is_ascii_alphabetic())
            && chars.next() == Some(')')
    };
    // One sign at the beginning of a clause, and a verb after it.
    let acts = |n: usize| {
        let is_sign = matches!(words[n].as_bytes(), [sign]
            if sign.is_ascii_alphabetic() && *sign != b'a' || b"!?/:.".contains(sign));
        let begins = n == 0 || words[n - 1].ends_with([';', ',', ':', '.', '?']);
        let verb = words.get(n + 1).map_or("", |word| word.trim_end_matches(['.', ',', ';']));
        is_sign && begins && verb.len() > 2 && verb.ends_with('s')
    };
    words.iter().any(|word| is_named(word) || in_brackets(word)) || (0..words.len()).any(acts)
}

#[test]
fn only_the_table_of_commands_names_keys() {
    let mut wrong = Vec::new();
    for (path, room, text) in rooms() {
        if ["command", "runtime"].contains(&room.as_str()) {
            continue;
        }
        let named = strings(&text).into_iter().filter(|(_, string)| names_a_key(string));
        wrong.extend(named.map(|(line, string)| format!("{path}:{line} says “{string}”")));
        if text.contains("KeyCode") {
            wrong.push(format!("{path} matches keys"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    for named in ["Esc once more leaves", "F clears it", "gone; w saves", "save first (w): so"] {
        assert!(names_a_key(named), "{named}");
    }
}

/// What stands between backticks in the developer's guide on how to add something.
fn named_in_how_to_add() -> Vec<String> {
    let guide = include_str!("../src/lib.rs").split_once("# How to add").unwrap().1;
    let guide = guide.split_once("# How a change is held").unwrap().0;
    guide.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn what_the_guide_on_adding_names_exists() {
    let rooms = rooms();
    let is_in = |room: &str, word: &str| {
        let is_part = |c: char| !c.is_alphanumeric() && c != '_';
        rooms.iter().any(|(_, of, text)| of == room && text.split(is_part).any(|one| one == word))
    };
    let mut wrong = Vec::new();
    let mut held = 0;
    for name in named_in_how_to_add() {
        let path: Vec<&str> = name.split("::").collect();
        let exists = match path.as_slice() {
            _ if name.contains('/') => Path::new(env!("CARGO_MANIFEST_DIR")).join(&name).exists(),
            [room, .., item] if FLOORS.contains(room) => is_in(room, item),
            [single] => match single.strip_suffix('!') {
                Some(made) => {
                    let made = format!("macro_rules! {made} ");
                    rooms.iter().any(|(.., text)| text.contains(&made))
                }
                None => continue,
            },
            _ => false,
        };
        held += 1;
        if !exists {
            wrong.push(name);
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(held > 8, "{held}");
}

#[test]
fn every_public_type_has_a_name_of_its_own() {
    const DECLARES: [&str; 4] = ["struct ", "enum ", "trait ", "type "];
    let mut declared: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, _, text) in rooms() {
        for line in text.lines().filter(|line| line.starts_with("pub")) {
            let Some((_, rest)) = line.split_once(' ') else { continue };
            let name = DECLARES.iter().find_map(|word| rest.strip_prefix(word));
            let is_part = |c: char| !c.is_alphanumeric() && c != '_';
            if let Some(name) = name.and_then(|name| name.split(is_part).next()) {
                declared.entry(name.to_owned()).or_default().push(path.clone());
            }
        }
    }
    assert!(declared.len() > 300, "{}", declared.len());
    declared.retain(|_, paths| paths.len() > 1);
    assert_eq!(declared, BTreeMap::new());
}

/// Types around which a room turns: their methods stand in many files, which therefore name them.
const CENTRES: &[&str] = &["App", "Board", "Index"];

/// Where a name is found: modules from the crate's root, then the name.
type Names = Vec<String>;

/// The names that a file uses, and those among them that it passes on.
#[derive(Default)]
struct Uses {
    own: Vec<Names>,
    passed_on: Vec<Names>,
}

/// Every file by its module, with what it uses; files of tests do not count.
fn modules() -> BTreeMap<Names, Uses> {
    let module = |path: &str| -> Names {
        let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
        path.split('/').map(str::to_owned).collect()
    };
    let is_test = |path: &str| path.ends_with("/tests.rs") || path.ends_with("/made.rs");
    let files = rooms().into_iter().filter(|(path, ..)| !is_test(path));
    let texts: BTreeMap<Names, String> =
        files.map(|(path, _, text)| (module(&path), text)).collect();
    let uses = |(own, text): (&Names, &String)| (own.clone(), uses_of(own, text, &texts));
    texts.iter().map(uses).collect()
}

fn uses_of(own: &Names, text: &str, all: &BTreeMap<Names, String>) -> Uses {
    let code: Vec<&str> =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let (mut uses, mut rest) = (Uses::default(), String::new());
    for statement in code.join("\n").split_inclusive(';') {
        let starts = statement.match_indices("use ").map(|(at, _)| at).filter(|at| {
            let line = statement[..*at].rsplit('\n').next().unwrap_or_default().trim();
            line.is_empty() || line.starts_with("pub")
        });
        let Some(at) = starts.last() else {
            rest.push_str(statement);
            continue;
        };
        let line = statement[..at].rfind('\n').map_or(0, |end| end + 1);
        let list =
            if statement[line..at].trim().is_empty() { &mut uses.own } else { &mut uses.passed_on };
        rest.push_str(&statement[..line]);
        expand(&[], statement[at + "use ".len()..].trim_end_matches(';'), list);
    }
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let words = rest.split(|c: char| !is_name(c) && c != ':').filter(|word| word.contains("::"));
    let path = |word: &str| -> Names { word.split("::").map(str::to_owned).collect() };
    uses.own.extend(words.map(path));
    let absolute =
        |list: Vec<Names>| list.iter().filter_map(|path| from_root(own, path, all)).collect();
    Uses { own: absolute(uses.own), passed_on: absolute(uses.passed_on) }
}

/// The paths of a tree such as `super::{a, b::{C, D}}`.
fn expand(before: &[String], tree: &str, paths: &mut Vec<Names>) {
    let names = |path: &str| -> Vec<String> {
        let path = path.split(" as ").next().unwrap_or_default();
        path.split("::").map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
    };
    let Some((head, group)) = tree.split_once('{') else {
        let path = [before.to_vec(), names(tree)].concat();
        paths.extend((!path.is_empty()).then_some(path));
        return;
    };
    let before = [before.to_vec(), names(head)].concat();
    let (mut depth, mut start) = (0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            ',' | '}' if depth == 0 => {
                expand(&before, &group[start..at], paths);
                start = at + 1;
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
}

/// A path as it is written in a module, from the crate's root; none out of it.
fn from_root(own: &Names, path: &[String], all: &BTreeMap<Names, String>) -> Option<Names> {
    let child = || [own.clone(), path[..1].to_vec()].concat();
    match path.first()?.as_str() {
        "crate" => Some(path[1..].to_vec()),
        "self" => Some([own, &path[1..]].concat()),
        "super" => {
            let up = path.iter().take_while(|name| *name == "super").count();
            Some([&own[..own.len().checked_sub(up)?], &path[up..]].concat())
        }
        _ if all.contains_key(&child()) => Some([own, path].concat()),
        _ => None,
    }
}

/// The file that declares a name, however many pass it on.
fn declares(path: &[String], all: &BTreeMap<Names, Uses>) -> Option<Names> {
    let depth = (1..=path.len()).take_while(|n| all.contains_key(&path[..*n])).last()?;
    let (module, uses) = all.get_key_value(&path[..depth])?;
    let name = path.get(depth)?;
    let passed = uses.passed_on.iter().find(|passed| passed.last() == Some(name));
    passed
        .filter(|passed| passed[..] != *path)
        .and_then(|passed| declares(passed, all))
        .or_else(|| Some(module.clone()))
}

/// What holds text in a picture.
const OF_TEXT: &[&str] = &["<text", "<tspan", "<title", "</title"];
/// Where these are written, through the escaper.
const ESCAPED: &[&str] =
    &["report/drawing.rs", "report/frame_page.rs", "report/frame_picture.rs", "report/html/mod.rs"];

#[test]
fn only_what_escapes_it_puts_text_into_pictures() {
    let mut wrong = Vec::new();
    for (path, _, text) in rooms().into_iter().filter(|(_, room, _)| room == "report") {
        let written = strings(&text).into_iter();
        let of_text = written.filter(|(_, string)| OF_TEXT.iter().any(|tag| string.contains(tag)));
        let is_free = ESCAPED.contains(&&*path) || path.ends_with("/tests.rs");
        for (line, string) in of_text.filter(|_| !is_free) {
            wrong.push(format!("{path}:{line} writes {string}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let all = modules();
    // A folder and what lies in it are one thing.
    let is_apart = |a: &Names, b: &Names| !a.starts_with(b) && !b.starts_with(a);
    let is_centre = |path: &Names| path.last().is_some_and(|name| CENTRES.contains(&name.as_str()));
    let used = |(own, uses): (&Names, &Uses)| {
        let used = uses.own.iter().filter(|path| !is_centre(path));
        let used = used.filter_map(|path| declares(path, &all)).filter(|file| is_apart(file, own));
        (own.clone(), used.collect::<BTreeSet<Names>>())
    };
    let used: BTreeMap<Names, BTreeSet<Names>> = all.iter().map(used).collect();
    let reached = |from: &Names| {
        let (mut reached, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(file) = open.pop() {
            open.extend(used[file].iter().filter(|next| reached.insert((*next).clone())));
        }
        reached
    };
    let reached: BTreeMap<Names, BTreeSet<Names>> =
        used.keys().map(|file| (file.clone(), reached(file))).collect();
    let circle = |file: &Names| -> Vec<String> {
        let both = reached[file].iter().filter(|other| reached[*other].contains(file));
        both.map(|file| file.join("/")).collect()
    };
    let circles: BTreeSet<Vec<String>> =
        used.keys().map(circle).filter(|circle| !circle.is_empty()).collect();
    assert!(circles.is_empty(), "{circles:#?}");
    assert!(used[&["cli".to_owned(), "add".to_owned()][..]].len() > 5, "paths are read");
}

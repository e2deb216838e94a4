//! Every diagnostic of the format, pinned word by word: a diagnostic exists only if a file in
//! `tests/data/invalid/` provokes it.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use sitboard::{
    app::{Place, step_findings},
    board::{LoadedFile, Unfetched},
    feed::FAULTS,
    format,
    model::{Problem, Severity},
    report,
    runtime::{evidence, feeds},
};

/// Codes of limits: no file of a repository is that large, so `tests/limits.rs` makes them.
const LIMITS: &[&str] = &[
    // What readings find is kept beside a scenario: `tests/lineage` makes them.
    "lineage",
    "no-lineage",
    // A link that leads out of the folder: `tests/evidence.rs` makes one.
    "evidence-outside",
    "too-large",
    "too-deep",
    "too-long",
    "too-many-tokens",
    "too-many-records",
    "too-many-problems",
    "too-many-errors",
    "no-memory",
];

fn files(folder: &str) -> Vec<(String, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(folder);
    let mut files: Vec<(String, PathBuf)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), path))
        .collect();
    files.sort();
    files
}

fn read(path: &Path, stem: &str) -> LoadedFile {
    let beside = |name: &str| fs::read(path.with_file_name(name)).map_err(|_| Unfetched::Missing);
    let mut loaded = LoadedFile::beside(&fs::read(path).unwrap(), stem, &beside);
    let of_steps = loaded.index.as_ref().map(step_findings).unwrap_or_default();
    loaded.tell_of_steps(of_steps);
    feeds::read_all(&Place::File(path.into()), &mut loaded, &Default::default());
    evidence::check(&Place::File(path.into()), &mut loaded);
    loaded.tell_of_towns();
    loaded
}

/// What `check` says of a file, and how much of it the board still shows.
fn told(loaded: &LoadedFile) -> String {
    let mut text: String = loaded
        .problems
        .iter()
        .map(|problem| report::problem_text("FILE", problem, false))
        .collect();
    text.push_str(&match &loaded.index {
        Some(index) => {
            let scenario = &index.scenario;
            format!(
                "{} records, {} left out\n",
                scenario.records().len(),
                scenario.left_out.total()
            )
        }
        None => "does not load\n".to_owned(),
    });
    text
}

#[test]
fn every_invalid_file_says_what_is_wrong_with_it() {
    for (stem, path) in files("invalid") {
        let loaded = read(&path, &stem);
        assert_ne!(loaded.problems, [], "{stem} is not invalid");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("invalid-{stem}"), told(&loaded));
        });
    }
}

#[test]
fn a_file_is_named_after_a_code_that_it_provokes() {
    // What these show is a circumstance, not a code of its own.
    const CIRCUMSTANCES: &[&str] = &["byte-order-mark", "crlf", "hostile", "hostile-raw"];
    for (stem, path) in files("invalid") {
        let loaded = read(&path, &stem);
        let named = loaded.problems.iter().any(|problem| stem.starts_with(problem.code));
        assert!(named || CIRCUMSTANCES.contains(&&*stem), "{stem}");
    }
}

#[test]
fn every_diagnostic_is_provoked_by_some_file() {
    let provoked: BTreeSet<&str> = files("invalid")
        .iter()
        .flat_map(|(stem, path)| read(path, stem).problems)
        .map(|problem| problem.code)
        .collect();
    let declared = codes_in_the_sources();
    assert!(declared.len() > 30, "the sources were not read: {declared:?}");
    for code in &declared {
        assert!(
            provoked.contains(&**code) || LIMITS.contains(&&**code),
            "no file in tests/data/invalid provokes `{code}`"
        );
    }
    let of_cells: BTreeSet<&str> = FAULTS.iter().map(|(_, word, _)| *word).collect();
    for code in provoked.into_iter().chain(LIMITS.iter().copied()) {
        assert!(declared.contains(code) || of_cells.contains(code), "`{code}` stands in no source");
    }
}

/// The code of every problem that the sources can report: the literal after what reports it.
fn codes_in_the_sources() -> BTreeSet<String> {
    const BEFORE_A_CODE: &[&str] = &[
        ".error(",
        "refuse(",
        "note(",
        "Severity::Error,",
        "Severity::Warning,",
        "Severity::Note,",
        "code: ",
        "let code = if broken {",
        "let code = if broken { \"syntax\" } else {",
        "severity,",
    ];
    let mut codes = BTreeSet::new();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in ["format", "board", "app"].iter().flat_map(|folder| sources(&src.join(folder))) {
        let text = fs::read_to_string(&file).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for before in BEFORE_A_CODE {
            for (at, _) in text.match_indices(before) {
                let rest = text[at + before.len()..].trim_start();
                let literal = rest.strip_prefix('"').and_then(|rest| rest.split('"').next());
                codes.extend(literal.filter(|literal| is_code(literal)).map(str::to_owned));
            }
        }
    }
    codes
}

fn is_code(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// What every problem keeps, whatever the file.
fn assert_well_placed(problems: &[Problem], bytes: &[u8], stem: &str) {
    let text = String::from_utf8_lossy(bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let lines = text.split('\n').count();
    for pair in problems.windows(2) {
        assert!(pair[0].span.start <= pair[1].span.start, "{stem}: not in file order");
    }
    for problem in problems {
        let spot = problem.spot;
        assert!((1..=lines).contains(&(spot.line as usize)), "{stem}: {spot:?} of {lines} lines");
        assert!(problem.span.start <= text.len(), "{stem}: {:?}", problem.span);
        assert_eq!(format::SourceText::new(text).spot(problem.span.start), spot, "{stem}");
        let width = problem.line.chars().count();
        assert!(problem.caret.0 <= width && problem.caret.0 < problem.caret.1, "{stem}");
        assert!(problem.message.chars().count() < 400, "{stem}: {}", problem.message);
    }
}

#[test]
fn every_problem_stands_inside_its_file_and_in_its_order() {
    for (stem, path) in files("invalid") {
        let bytes = fs::read(&path).unwrap();
        assert_well_placed(&read(&path, &stem).problems, &bytes, &stem);
    }
}

#[test]
fn only_errors_make_a_file_fail() {
    for (stem, severity) in [
        ("no-id", Severity::Warning),
        ("quoted-date", Severity::Warning),
        ("odd-link", Severity::Warning),
        ("long-text", Severity::Warning),
        ("estimate-order", Severity::Note),
        ("parts-above-total", Severity::Note),
    ] {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/invalid/{stem}.toml"));
        let loaded = read(&path, stem);
        assert!(loaded.problems.iter().all(|problem| problem.severity == severity), "{stem}");
        assert!(loaded.index.unwrap().scenario.left_out.is_empty(), "{stem}");
    }
}

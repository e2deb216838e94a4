//! The morning page as it is sent: whole, the same every time, every figure with its citation, and
//! made again by the command at its end.

use std::{
    collections::BTreeSet,
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use unicode_width::UnicodeWidthStr;

const IDLIB: &str = include_str!("../scenarios/idlib-2020.toml");
const PROGRAM: &str = env!("CARGO_BIN_EXE_sitboard");
const COLUMNS: usize = 72;

fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn done(output: Output) -> String {
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), errors.as_str()), (Some(0), ""));
    String::from_utf8(output.stdout).unwrap()
}

fn page(folder: &Path, arguments: &[&str]) -> String {
    done(Command::new(PROGRAM).current_dir(folder).arg("report").args(arguments).output().unwrap())
}

const DAYS: [(&str, &str); 2] =
    [("scenarios/idlib-2020.toml", "2020-08-14"), ("scenarios/donbas-2020.toml", "2020-08-07")];

/// Both pages in both formats.
fn pages() -> impl Iterator<Item = (String, String)> {
    DAYS.into_iter().flat_map(|(path, day)| {
        ["md", "text"].map(|format| {
            let arguments = [path, "--as-of", day, "--format", format];
            let name = path.split(['/', '-']).nth(1).unwrap();
            (format!("{name}-{format}"), page(home(), &arguments))
        })
    })
}

#[test]
fn the_pages_of_idlib_and_donbas() {
    for (name, page) in pages() {
        let page = page.replace(env!("CARGO_PKG_VERSION"), "VERSION");
        insta::assert_snapshot!(name, page);
    }
}

// ---------------------------------------------------------------------- what holds for every page

/// The numbers in brackets of a text, and nothing else in brackets.
fn marks(text: &str) -> BTreeSet<usize> {
    let after = text.split('[').skip(1);
    after.filter_map(|rest| rest.split_once(']')?.0.parse().ok()).collect()
}

/// Every mark has its entry, and every entry its mark.
#[track_caller]
fn assert_cited(page: &str) {
    let parts = ["\n## Sources\n", "\nSources\n-------\n"].map(|title| page.split_once(title));
    let (body, rest) = parts.into_iter().flatten().next().unwrap();
    let entries: Vec<usize> = rest
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix('[')?.split_once(']')?.0.parse().ok())
        .collect();
    let numbered: Vec<usize> = (1..=entries.len()).collect();
    assert_eq!(entries, numbered, "entries are numbered from one on");
    assert_eq!(marks(body), numbered.into_iter().collect(), "what is cited is listed");
}

/// No line is broken by a mail client, save an address on a line of its own.
#[track_caller]
fn assert_narrow(page: &str) {
    let is_address = |line: &&str| line.trim_start().trim_start_matches('<').starts_with("http");
    for line in page.lines().filter(|line| !is_address(line)) {
        assert!(line.width() <= COLUMNS, "{} columns: {line}", line.width());
    }
}

/// The command at the end of a page.
fn command(page: &str) -> &str {
    page.rsplit_once("with:\n\n").unwrap().1
}

/// What a shell makes of the command in this folder, with this on its standard input.
fn made_again(page: &str, folder: &Path, input: &str) -> String {
    let programs = PathBuf::from(PROGRAM);
    let path = format!("{}:{}", programs.parent().unwrap().display(), env::var("PATH").unwrap());
    let mut shell = Command::new("sh")
        .args(["-c", command(page)])
        .current_dir(folder)
        .env("PATH", path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = shell.stdin.take().unwrap().write_all(input.as_bytes()); // it may not read
    done(shell.wait_with_output().unwrap())
}

#[test]
fn every_figure_is_cited_and_every_citation_used() {
    for (_, page) in pages() {
        assert_cited(&page);
    }
    for day in ["2020-01-01", "2020-03-05", "2020-07-14", "2020-12-31", "2021-05-01"] {
        for clock in [None, Some("--hindsight")] {
            let arguments = ["scenarios/idlib-2020.toml", "--as-of", day, "--since", "2020-01-01"];
            assert_cited(&page(home(), &[&arguments[..], clock.as_slice()].concat()));
        }
    }
}

#[test]
fn no_line_is_wider_than_a_mail() {
    for (_, page) in pages() {
        assert_narrow(&page);
    }
    for day in ["2020-03-20", "2020-07-14", "2021-05-01"] {
        for days in ["1", "28", "3660"] {
            let arguments = ["scenarios/idlib-2020.toml", "--as-of", day, "--days", days];
            assert_narrow(&page(home(), &arguments));
            assert_narrow(&page(home(), &[&arguments[..], &["--format", "text"]].concat()));
        }
    }
}

/// Figures of many digits, names without end, words as long as they come.
fn wide_scenario() -> String {
    let long = "The Joint Coordination Centre for the Monitoring of the Observance of the Cessation of Hostilities";
    let word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk";
    let arabic = "وزارة الدفاع للجمهورية العربية السورية ".repeat(3);
    format!(
        "format = 1\n[scenario]\nid = \"wide\"\ntitle = \"{long} {word}\"\nhandling = \"{word}\"\n\
         [[source]]\nid = \"s\"\nname = \"{arabic}\"\nkind = \"media\"\nevery_days = 1\n\
         [[source]]\nid = \"t\"\nname = \"{word}\"\nkind = \"media\"\n\
         [[actor]]\nid = \"a\"\nname = \"{long}\"\nkind = \"state\"\n\
         [[place]]\nid = \"p\"\nname = \"{arabic}\"\n\
         [[tally]]\nid = \"{}\"\ndate = 2020-07-01\nof = \"{word}\"\nby = \"a\"\nsource = \"s\"\n\
         count = {{ low = 123456789, high = 234567890 }}\nby_place = {{ p = \"at least 123456789\" }}\n\
         [[attack]]\nid = \"x\"\ndate = 2020-07-01\nkind = \"ied\"\nplace = \"p\"\nkilled = {{ best = 3, words = \"{word}\" }}\n\
         damage = \"{long}\"\nsource = \"s\"\nverify = \"{word}\"\n\
         account = [ {{ source = \"t\", killed = 9, kind = \"rpg\" }} ]\n\
         [[indicator]]\nid = \"i\"\nname = \"{long}\"\ncounts = \"attack\"\nwindow_days = 7\nwatch = 1\nalarm = 2\n",
        "id-".repeat(21) + "z"
    )
}

#[test]
fn wide_figures_and_endless_names_leave_a_page_as_narrow() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("wide.toml"), wide_scenario()).unwrap();
    for day in ["2020-07-01", "2020-07-02", "2020-07-10"] {
        for format in ["md", "text"] {
            let arguments = ["wide.toml", "--as-of", day, "--since", "2020-01-01"];
            let page = page(folder.path(), &[&arguments[..], &["--format", format]].concat());
            assert_narrow(&page);
            assert_cited(&page);
        }
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (once, again): (Vec<_>, Vec<_>) = (pages().collect(), pages().collect());
    assert_eq!(once, again);
    // Nor does it depend on where the reader sits.
    for (name, value) in [("TZ", "Pacific/Auckland"), ("LC_ALL", "ar_SY.UTF-8"), ("COLUMNS", "20")]
    {
        let output = Command::new(PROGRAM)
            .current_dir(home())
            .args(["report", DAYS[0].0, "--as-of", DAYS[0].1])
            .env(name, value)
            .output();
        assert_eq!(done(output.unwrap()), once[0].1, "{name}={value}");
    }
}

#[test]
fn the_command_at_its_end_makes_the_page_again() {
    for (_, page) in pages() {
        assert_eq!(made_again(&page, home(), ""), page);
    }
    for more in [
        &["--hindsight", "--as-of", "D+130"][..],
        &["--as-of", "14 jul", "--known-by", "2020-07-20", "--since", "3d ago"],
        &["--known-by", "2020-07-20", "--as-of", "14 jul", "--days", "28", "--format", "text"],
    ] {
        let page = page(home(), &[&["scenarios/idlib-2020.toml"], more].concat());
        assert_eq!(made_again(&page, home(), ""), page, "{more:?}");
    }
}

#[test]
fn whatever_the_file_is_called_its_command_makes_the_page_again() {
    for name in [
        "idlib 2020.toml",
        "it's a \"name\".toml",
        "$(touch owned) `touch owned` ; & | > owned.toml",
        "-dash.toml",
        "back\\slash *.toml",
        "~tilde!.toml",
        "عين الحور.toml",
        "# comment.toml",
        "[12].toml",
        "a very long name of a file that has no business on one line of a page but stands there all the same.toml",
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), IDLIB).unwrap();
        let dotted = format!("./{name}");
        for path in [&dotted, "."] {
            for format in ["md", "text"] {
                let page = page(folder.path(), &[path, "--format", format]);
                assert_eq!(made_again(&page, folder.path(), ""), page, "{name} as {path}");
            }
        }
        let found = fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(found, 1, "nothing but {name} is in the folder");
    }
}

#[test]
fn built_in_and_piped_pages_are_made_again_too() {
    let empty = tempfile::tempdir().unwrap();
    let built_in = page(empty.path(), &[]);
    assert!(built_in.contains("--scenario idlib-2020"), "{}", command(&built_in));
    // Several scenarios are built in: the command names the one that the page is of.
    let one = built_in.split("\n# ").next().unwrap();
    assert_eq!(made_again(one, empty.path(), "").trim_end(), one.trim_end());

    let program = Command::new(PROGRAM)
        .args(["report", "-", "--as-of", "2020-08-14"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut program = program.unwrap();
    program.stdin.take().unwrap().write_all(IDLIB.as_bytes()).unwrap();
    let piped = done(program.wait_with_output().unwrap());
    assert!(command(&piped).contains("sitboard report - "), "{}", command(&piped));
    assert_eq!(made_again(&piped, empty.path(), IDLIB), piped);
}

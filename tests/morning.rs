//! The morning page as it is sent: one sheet, the same every time, every statement with its citation,
//! no figure but those of the board, and made again by the command at its end; the appendix behind it.

use std::{
    collections::BTreeSet,
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use chrono::Datelike;
use sitboard::{
    app::Place,
    board::{Board, Clock, Knowledge, LoadedFile, Query, Register, WindowTable, full_day},
    model::Day,
    report::{Morning, PageFormat, WINDOW, default_since, morning as morning_page},
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
    // Where none is named it says which one it is of.
    let errors: String = errors.lines().filter(|line| !line.contains(": this is ")).collect();
    assert_eq!((output.status.code(), errors.as_str()), (Some(0), ""));
    String::from_utf8(output.stdout).unwrap()
}

fn page(folder: &Path, arguments: &[&str]) -> String {
    done(Command::new(PROGRAM).current_dir(folder).arg("report").args(arguments).output().unwrap())
}

const LINES: usize = 60;

const DAYS: [(&str, &str); 7] = [
    ("scenarios/idlib-2020.toml", "2020-08-14"),
    ("scenarios/donbas-2020.toml", "2020-08-07"),
    ("scenarios/hodeidah-2018.toml", "2020-04-20"),
    ("scenarios/syria-2016.toml", "2016-03-11"),
    ("scenarios/karabakh-2020.toml", "2021-01-13"),
    ("scenarios/lebanon-2024.toml", "2025-02-18"),
    ("scenarios/gaza-2025.toml", "2025-03-09"),
];

/// Boards that are hard on a page: names without end, Arabic, one record, nothing uncontested.
const HARD: [(&str, &str); 4] = [
    ("tests/data/valid/long-names.toml", "2020-07-12"),
    ("tests/data/valid/arabic.toml", "2020-07-12"),
    ("tests/data/valid/one-record.toml", "2020-07-14"),
    ("tests/data/valid/all-contested.toml", "2020-07-14"),
];

/// The pages in both formats.
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
fn the_pages_of_the_shipped_scenarios() {
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

/// Every mark of a sheet has its entry in the sources, and every entry its mark.
#[track_caller]
fn assert_cited(sheet: &str) {
    let parts = ["\nSOURCES: ", "\n- **Sources:** "].map(|title| sheet.split_once(title));
    let (body, rest) = parts.into_iter().flatten().next().expect("a sheet has sources");
    let (sources, _) = rest.split_once("\nMade by:").unwrap();
    let (cited, listed) = (marks(body), marks(sources));
    assert_eq!(cited, listed, "what is cited is listed");
    assert_eq!(listed, (1..=listed.len()).collect(), "entries are numbered from one on");
}

/// Every mark of a page has its entry in the appendix, one by one.
#[track_caller]
fn assert_cited_in_full(page: &str) {
    let titles = ["\n## Sources of the appendix\n", "\nSources of the appendix\n---"];
    let parts = titles.map(|title| page.split_once(title));
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

/// The command of a page.
fn command(page: &str) -> &str {
    let command = page.split_once("\nMade by:").unwrap().1.trim_start();
    let ends = ["\n\nAppendix: ", "\n\n# Appendix: "];
    ends.iter().find_map(|end| Some(command.split_once(end)?.0)).unwrap_or(command)
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
fn every_statement_is_cited_and_every_citation_used() {
    for (_, page) in pages() {
        assert_cited(&page);
    }
    for day in ["2020-01-01", "2020-03-05", "2020-07-14", "2020-12-31", "2021-05-01"] {
        for clock in [None, Some("--hindsight")] {
            let arguments = ["scenarios/idlib-2020.toml", "--as-of", day, "--since", "2020-01-01"];
            let arguments = [&arguments[..], clock.as_slice()].concat();
            assert_cited(&page(home(), &arguments));
            assert_cited_in_full(&page(home(), &[&arguments[..], &["--appendix"]].concat()));
        }
    }
}

#[test]
fn the_appendix_goes_on_from_the_sheet_and_has_every_record() {
    for format in ["md", "text"] {
        let arguments = ["scenarios/idlib-2020.toml", "--as-of", "2020-08-14", "--format", format];
        let sheet = page(home(), &arguments);
        let whole = page(home(), &[&arguments[..], &["--appendix"]].concat());
        let (said, _) = sheet.split_once("Addresses").unwrap();
        assert!(whole.starts_with(said), "its numbers are those of the sheet");
        assert_cited_in_full(&whole);
        assert_narrow(&whole);
        for told in ["attack ied-14jul", "patrol patrol-12aug", "idlib-2020.toml:2"] {
            assert!(whole.contains(told), "{told} in {format}");
            assert!(!sheet.contains(told), "{told} in {format}");
        }
        assert!(!sheet.contains("http"), "no addresses on the sheet");
    }
}

/// Whether it is one sheet: no more lines, and none wider.
#[track_caller]
fn assert_sheet(page: &str, context: &str) {
    let lines = page.lines().count();
    assert!(lines <= LINES, "{lines} lines: {context}\n{page}");
    assert_narrow(page);
    assert_cited(page);
    let boxes = |c: char| ('\u{2500}'..='\u{259f}').contains(&c);
    assert!(!page.contains(boxes), "nothing that a reader would spell out: {context}\n{page}");
}

#[test]
fn a_page_is_one_sheet_whatever_is_asked_of_it() {
    for (path, day) in DAYS.into_iter().chain(HARD) {
        for format in ["md", "text"] {
            for more in [
                &[][..],
                &["--hindsight"],
                &["--since", "2016-01-01"],
                &["--days", "1"],
                &["--days", "28"],
                &["--days", "3660"],
            ] {
                let arguments = [&[path, "--as-of", day, "--format", format][..], more].concat();
                assert_sheet(&page(home(), &arguments), &arguments.join(" "));
            }
        }
    }
}

/// Every day of each shipped scenario on which anything turns; all days, by both clocks, where
/// `SITBOARD_ALL_DAYS` is set.
#[test]
fn a_page_is_one_sheet_on_every_day() {
    let all = env::var_os("SITBOARD_ALL_DAYS").is_some();
    for name in ["idlib-2020", "donbas-2020", "hodeidah-2018"] {
        let path = home().join("scenarios").join(name).with_extension("toml");
        let loaded = LoadedFile::read(&fs::read(&path).unwrap(), name);
        let index = loaded.index.clone().unwrap();
        let place = Place::File(path);
        let turns = index.days();
        let days: BTreeSet<Day> = match all {
            true => turns[0].iter_days().take_while(|day| day <= turns.last().unwrap()).collect(),
            false => turns.iter().copied().collect(),
        };
        for (n, as_of) in days.into_iter().enumerate() {
            let clocks = [Knowledge::Then, Knowledge::Hindsight];
            for knowledge in
                clocks.into_iter().skip(if all { 0 } else { n % 2 }).take(if all { 2 } else { 1 })
            {
                let board = Board::new(index.clone(), Clock { as_of, knowledge }, Query::default());
                let format = [PageFormat::Text, PageFormat::Markdown][n / 2 % 2];
                let since = default_since(as_of);
                let morning = Morning {
                    loaded: &loaded,
                    place: &place,
                    since,
                    days: WINDOW,
                    format,
                    appendix: false,
                };
                let sheet = morning_page(&board, &morning);
                let context = format!("{name} on {as_of}, {}", board.clock.words());
                assert_sheet(&sheet, &context);
                assert_told(&board, &sheet, &context);
            }
        }
    }
}

/// Every number of a sheet, but for those of citations and of what is only counted, stands in a figure
/// of the register, in a window, or in the file itself.
#[track_caller]
fn assert_told(board: &Board, sheet: &str, context: &str) {
    let numbers = |text: &str| -> BTreeSet<u64> {
        let digits = text.replace(',', "");
        let runs = digits.split(|c: char| !c.is_ascii_digit());
        runs.filter_map(|run| run.parse().ok()).collect()
    };
    let mut known: BTreeSet<u64> = (1..=31).collect(); // days of months, and of the shorter window
    for figure in Register::new(board).all() {
        known.extend(numbers(&format!("{} {}", figure.text(), figure.labels.long)));
        known.extend(figure.days.into_iter().flat_map(|days| [days.reported, days.days()]));
    }
    for days in [WINDOW, 28] {
        for row in WindowTable::of(board, days).rows {
            let told = [&row.count, &row.previous, &row.so_far, &row.running];
            told.into_iter().flatten().for_each(|told| known.extend(numbers(&told.to_string())));
        }
    }
    for record in board.scenario().records() {
        for entry in record.words.iter().flat_map(|word| &word.entries) {
            known.extend(numbers(&board.in_words(entry.key, &entry.value)));
        }
    }
    let day = board.clock.as_of;
    known.extend(numbers(&format!(
        "{} {}",
        full_day(day),
        board.day_in_words(day).unwrap_or_default()
    )));
    known.extend(
        board
            .scenario()
            .all()
            .filter_map(|n| u64::try_from(board.date_of(n)?.earliest?.year()).ok()),
    );
    let (body, _) =
        sheet.split_once("SOURCES").or_else(|| sheet.split_once("- **Sources")).unwrap();
    for line in body.lines().skip(3) {
        let line = line
            .split(" [")
            .map(|part| part.split_once(']').map_or(part, |(_, rest)| rest))
            .collect::<String>();
        let is_counted = [
            "more",
            "besides",
            "Besides",
            "new records",
            "no word on this board",
            " ago",
            "silent",
        ]
        .iter()
        .any(|word| line.contains(word));
        if !is_counted {
            for number in numbers(&line) {
                assert!(
                    known.contains(&number),
                    "{number} of `{line}` is told nowhere: {context}\n{sheet}"
                );
            }
        }
    }
}

/// The cells of a row of the counts.
fn cells(sheet: &str, row: &str) -> Vec<String> {
    let line = sheet.lines().find_map(|line| line.strip_prefix(row)).unwrap_or_default();
    let cells = line.split("  ").map(str::trim).filter(|cell| !cell.is_empty());
    cells.map(str::to_owned).collect()
}

#[test]
fn the_counts_are_the_figures_that_show_figures_prints() {
    for day in ["2020-06-20", "2020-07-16", "2020-08-14"] {
        let sheet =
            page(home(), &["scenarios/idlib-2020.toml", "--as-of", day, "--format", "text"]);
        let told = done(
            Command::new(PROGRAM)
                .current_dir(home())
                .args(["show", "figures", "scenarios/idlib-2020.toml", "--as-of", day])
                .output()
                .unwrap(),
        );
        let figure = |id: &str| {
            let line = told.lines().find(|line| line.starts_with(&format!("{id} "))).unwrap();
            line.split("  ")
                .map(str::trim)
                .filter(|cell| !cell.is_empty())
                .nth(1)
                .unwrap()
                .to_owned()
        };
        let attacks = cells(&sheet, "Attacks");
        assert_eq!(attacks[1], figure("attacks-in-window"), "{day}\n{sheet}");
        assert_eq!(attacks[2], figure("attacks-before"), "{day}\n{sheet}");
        let ran = cells(&sheet, "Patrols that ran");
        assert_eq!(ran[1], figure("patrols-in-window"), "{day}\n{sheet}");
        assert_eq!(ran[2], figure("patrols-before"), "{day}\n{sheet}");
        let attacked = cells(&sheet, "  of these attacked");
        assert_eq!(attacked[1], figure("patrols-attacked-in-window"), "{day}\n{sheet}");
        assert_eq!(attacked[2], figure("patrols-attacked-before"), "{day}\n{sheet}");
    }
}

/// What a reader in a hurry may take from the sheet of the day after the halt.
#[test]
fn the_sheet_of_the_halt_says_what_is_said_and_by_whom() {
    let sheet =
        page(home(), &["scenarios/idlib-2020.toml", "--as-of", "2020-08-14", "--format", "text"]);
    let flat = sheet.split_whitespace().collect::<Vec<_>>().join(" ");
    for told in [
        "Patrols: Suspended since 13 Aug, “temporarily suspended”, says Russia [1]; SouthFront says since 14 Aug [2].",
        "“tenuous ceasefire continues to hold” (holding), says SOFREP alone [3]; since when is not said.",
        "Reason: Russia, 13 Aug: Terrorists shell",
        "2 patrols since, neither reported attacked",
        "shelling 1, attributed to Syrian government by SOFREP",
        "The board names no cause.",
        "First airstrike on this board: near Jabal al-Akrad, “last week” (3–13 Aug), attributed to Russia by SOFREP",
        "26 of 28 new records rest on SOFREP alone. Without it: attacks 17 Jul–13 Aug: 1, not 3; no voice says where the agreement stands.",
        "SOFREP: nearly 1,000,000 displaced; more than 200,000 returned, Idlib province",
        "Attacks 17 Jul–13 Aug: 3; attacks 16 Jul–12 Aug: 1.",
        "Nayrab, 26 Apr: how many killed? 4 (SOHR, 2 at first) [13], or 5 (The New Arab) [14].",
        "Ariha, 14 Jul: of which kind? IED (Russia, The National and SOFREP) [5], or car bomb",
        "TO CHECK: Additional Protocol, Moscow holding: The date of the article.",
        "too little seen, 7 of 28 days",
    ] {
        assert!(flat.contains(told), "{told}\n{sheet}");
    }
    // Whose dead, on which side, and what both sides count in one line, never added.
    for (row, told) in [
        ("  killed: Turkey", ["·", "·", "·", "4+"]),
        ("  hurt: Russia, Turkey", ["·", "·", "5+", "8+"]),
        ("Violations: Russia, Turkey", ["no report", "36+, 3+", "10+≠, 5+", "63+≠, 19+"]),
    ] {
        assert_eq!(cells(&sheet, row), told, "{row}: {sheet}");
    }
    for never in ["D+", "in force", "no attack for", "ied", "rpg", "moscow-protocol", "C–"] {
        assert!(!sheet.contains(never), "{never}\n{sheet}");
    }
    let order = [
        "WHERE IT STANDS",
        "WHAT CHANGED",
        "COUNTED",
        "CONTESTED",
        "SILENT",
        "WATCHED",
        "TO CHECK",
        "SOURCES",
        "Made by",
    ];
    let places: Vec<usize> = order.iter().map(|title| sheet.find(title).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn a_week_ahead_and_the_desk_stand_at_the_end() {
    let sheet = page(
        home(),
        &["tests/data/valid/long-names.toml", "--as-of", "2020-07-12", "--format", "text"],
    );
    assert!(sheet.contains("NEXT 7 DAYS: ") && sheet.contains("DESK'S COMMENT: "), "{sheet}");
    let syria =
        page(home(), &["scenarios/syria-2016.toml", "--as-of", "2016-03-11", "--format", "text"]);
    assert!(syria.contains("DESK'S COMMENT: Fewer, not none"), "{syria}");
    let after =
        page(home(), &["scenarios/syria-2016.toml", "--as-of", "2016-03-12", "--format", "text"]);
    assert!(!after.contains("DESK'S COMMENT"), "a judgement of another day: {after}");
}

/// A page of what is given on standard input.
fn page_of(text: &str, arguments: &[&str]) -> String {
    let mut program = Command::new(PROGRAM)
        .args(["report", "-", "--format", "text"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    program.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let page = done(program.wait_with_output().unwrap());
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What falls due: a deadline, the check of what comes up, a planned patrol of which nobody told, and a word that
/// grows old; what was to be checked long ago, or in two weeks, is none of the week.
#[test]
fn checks_that_fall_due_stand_in_the_week_ahead() {
    let text = r#"
format = 1
scenario = { id = "x", title = "X" }
[[source]]
id = "un"
name = "UN"
kind = "un"
[[agreement]]
id = "deal"
name = "The deal"
signed = 2020-07-01
effective = 2020-07-01
source = "un"
published = 2020-07-01
[[agreement.clause]]
id = "exchange"
kind = "detainees"
text = "Exchange of prisoners"
deadline = 2020-08-17
[[status]]
id = "holding"
of = "deal"
is = "holding"
since = 2020-07-18
source = "un"
published = 2020-07-18
[[patrol]]
id = "planned"
date = 2020-08-10
outcome = "planned"
source = "un"
published = 2020-08-01
[[patrol]]
id = "next"
date = 2020-08-18
outcome = "planned"
source = "un"
published = 2020-08-01
verify = "Whether it is to go at all"
[[attack]]
id = "old"
date = 2020-08-02
kind = "ied"
source = "un"
published = 2020-08-02
verify = "The day"
"#;
    let page = page_of(text, &["--as-of", "2020-08-14"]);
    let (_, week) = page.split_once("NEXT 7 DAYS: ").unwrap();
    let (week, _) = week.split_once(" SOURCES").unwrap();
    for told in [
        "To check since 10 Aug: how it went: Patrol, 10 Aug",
        "Deadline 17 Aug: Exchange of prisoners",
        "Planned: Patrol, 18 Aug",
        "To check by 18 Aug: Patrol, 18 Aug: Whether it is to go at all",
        "The deal holding, last said 18 Jul",
    ] {
        assert!(week.contains(told), "{told}: {week}");
    }
    assert!(!week.contains("The day"), "an attack long over falls due on no day: {week}");
    let page = page_of(text, &["--as-of", "2020-08-02"]);
    assert!(!page.contains("To check by 18 Aug"), "two weeks ahead: {page}");
}

#[test]
fn a_page_that_begins_on_its_own_day_says_so() {
    let day = ["--as-of", "2020-07-13", "--since", "2020-07-13"];
    let page = page_of(IDLIB, &day);
    assert!(page.contains("Mon 13 Jul 2020 alone, as known then"), "{page}");
    assert!(page.contains("WHAT CHANGED: Not told: this page begins on its own day"), "{page}");
    let page = page_of(IDLIB, &["--as-of", "2020-08-02", "--since", "2020-07-13"]);
    assert!(page.contains("Mon 13 Jul 2020 to Sun 2 Aug 2020, as known then"), "{page}");
}

#[test]
fn the_head_says_who_issues_it() {
    let sheet = page(
        home(),
        &["tests/data/valid/arabic.toml", "--as-of", "2020-07-12", "--format", "text"],
    );
    let sheet = sheet.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        sheet.contains("Issued by وزارة الدفاع للجمهورية العربية السورية. Contact:"),
        "{sheet}"
    );
    assert!(sheet.contains("desk@example.org"), "{sheet}");
    assert!(sheet.contains("as known then; cut-off 24:00 Asia/Aden."), "{sheet}");
}

#[test]
fn a_board_of_one_record_says_no_more_than_that() {
    let sheet = page(
        home(),
        &["tests/data/valid/one-record.toml", "--as-of", "2020-07-14", "--format", "text"],
    );
    assert!(
        sheet.contains("- First IED on this board: 14 Jul, says The only source; killed: 1 [1]."),
        "{sheet}"
    );
    for nothing in ["WHERE IT STANDS", "CONTESTED", "SILENT", "WATCHED", "TO CHECK"] {
        assert!(!sheet.contains(nothing), "{nothing} has nothing to say: {sheet}");
    }
}

#[test]
fn no_line_is_wider_than_a_mail() {
    for (_, page) in pages() {
        assert_narrow(&page);
    }
    for day in ["2020-03-20", "2020-07-14", "2021-05-01"] {
        for days in ["1", "28", "3660"] {
            let arguments =
                ["scenarios/idlib-2020.toml", "--as-of", day, "--days", days, "--appendix"];
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
            let arguments = [&arguments[..], &["--format", format]].concat();
            assert_sheet(&page(folder.path(), &arguments), &arguments.join(" "));
            let whole = page(folder.path(), &[&arguments[..], &["--appendix"]].concat());
            assert_narrow(&whole);
            assert_cited_in_full(&whole);
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
        &["--as-of", "14 jul", "--appendix"],
        &["--as-of", "14 jul", "--appendix", "--format", "text"],
        &["--without", "sofrep", "--least", "C", "--as-of", "2020-08-14"],
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

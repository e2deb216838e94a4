//! What is printed as a scenario is one: whatever an event file holds, `check` finds no error in what
//! `import` makes of it, and what could not be taken over is told with its line.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_sitboard");

/// Runs the program with this on its standard input.
fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(PROGRAM)
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let feeder = std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    output
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The scenario that a file becomes, and what is said of it; `check` accepts it.
#[track_caller]
fn imported(file: &Path, more: &[&str]) -> (String, String) {
    let order = [&["import", file.to_str().unwrap()], more].concat();
    let output = run(&order, "");
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{}: {told}", file.display());
    let toml = text(&output.stdout);
    let checked = run(&["check", "-"], &toml);
    let verdict = text(&checked.stdout);
    assert_eq!(checked.status.code(), Some(0), "{}: {verdict}\n{toml}", file.display());
    (toml, told)
}

fn imported_text(rows: &str, more: &[&str]) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rows.csv");
    fs::write(&file, rows).unwrap();
    imported(&file, more)
}

#[test]
fn words_with_a_meaning_are_no_ids() {
    let (toml, told) = imported_text(
        "event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,actor2,country,admin1,location,latitude,longitude,geo_precision,source,notes,fatalities\n\
         SYR1,01 August 2020,2020,1,Battles,Armed clash,A,B,Syria,Idlib,Low,35.8,36.6,1,Civilians,x,1\n\
         SYR2,02 August 2020,2020,1,Battles,Armed clash,A,B,Syria,Idlib,Unknown,35.8,36.6,1,Desk,x,1\n\
         SYR3,03 August 2020,2020,1,Battles,Armed clash,A,B,Syria,Idlib,Several,35.8,36.6,1,Now,x,1\n",
        &[],
    );
    assert!(told.contains("3 rows taken over as records"), "{told}");
    for block in [
        "[[place]]\nid = \"place-low\"\nname = \"Low\"\n",
        "[[place]]\nid = \"place-unknown\"\nname = \"Unknown\"\n",
        "[[place]]\nid = \"several\"\nname = \"Several\"\n",
        "[[source]]\nid = \"source-civilians\"\nname = \"Civilians\"\n",
        "[[source]]\nid = \"source-desk\"\nname = \"Desk\"\n",
    ] {
        assert!(toml.contains(block), "{block}{toml}");
    }
    assert_eq!(toml.matches("[[attack]]").count(), 3);
    assert_eq!(toml.matches("place = \"place-low\"").count(), 1);
    assert_eq!(
        toml.matches("{ source = \"source-desk\" }").count(),
        1,
        "no word of this desk's own"
    );
}

#[test]
fn a_place_and_a_record_never_share_an_id() {
    let (toml, _) = imported_text(
        "id,date,kind,place,source\n1,2020-08-01,ied,csv 1,a\n2,2020-08-02,ied,CSV-2!,a\n3,2020-08-03,ied,csv 2,csv\n",
        &["--kind", "csv"],
    );
    assert_eq!(toml.matches("[[attack]]").count(), 3, "{toml}");
    assert_eq!(toml.matches("[[place]]").count(), 3, "{toml}");
}

#[test]
fn a_day_that_no_board_knows_is_told_with_its_line() {
    let rows = "id,year,type_of_violence,side_a,side_b,source_office,source_date,where_prec,where_coordinates,latitude,longitude,country,date_prec,date_start,date_end,best,low,high\n\
        1,2018,1,A,B,SOHR,2018-09-04,2,Town,35.8,36.3,Syria,1,2018-09-04,2018-09-04,4,4,4\n\
        2,2018,1,A,B,\"SOHR;Two\nlines\",12-09-04;2018-09-05,2,Town,35.8,36.3,Syria,1,2018-09-04,2018-09-04,2,2,2\n\
        3,2018,1,A,B,SOHR;AP,0012-09-04;2018-09-04,2,Town,35.8,36.3,Syria,1,2018-09-04,2018-09-04,2,2,2\n\
        4,2018,1,A,B,SOHR,9999-01-01,2,Town,35.8,36.3,Syria,1,2018-09-04,2018-09-04,1,1,1\n";
    let (toml, told) = imported_text(rows, &["--kind", "ucdp-ged"]);
    assert_eq!(toml.matches("[[attack]]").count(), 4, "{toml}");
    for day in ["12-09-04", "0012-09-04", "9999-01-01"] {
        assert!(!toml.contains(&format!("published = {day}")), "{toml}");
        assert!(told.contains(&format!("`{day}` is no day")), "{told}");
    }
    // The second row takes two lines: those after it count on from there.
    for line in ["line 3: ", "line 5: ", "line 6: "] {
        assert!(told.contains(line), "{line}{told}");
    }
    assert!(told.contains("add `published` by hand"), "{told}");
    assert_eq!(toml.matches("{ source = \"ap\", published = 2018-09-04 }").count(), 1, "{toml}");
}

#[test]
fn a_row_that_check_refuses_is_left_out_and_told() {
    let long = "x".repeat(70_000);
    let rows = format!(
        "id,date,kind,place,killed,source\n\
         1,2020-08-01,ied,Ariha,3,a\n\
         {long},2020-08-02,ied,Ariha,4,b\n\
         {long}y,2020-08-03,ied,Saraqib,4,c\n\
         4,2020-08-04,ied,Ariha,5,a\n"
    );
    let (toml, told) = imported_text(&rows, &["--kind", "csv"]);
    assert_eq!(toml.matches("[[attack]]").count(), 2, "{toml}");
    assert!(toml.contains("killed = 3\n") && toml.contains("killed = 5\n"), "{toml}");
    assert!(!toml.contains("Saraqib"), "what only such a row names goes with it: {toml}");
    for line in ["line 3: ", "line 4: "] {
        let said = told.lines().find(|said| said.contains(line)).unwrap_or_default();
        assert!(said.contains("64 KiB; the row is left out; a closing quote"), "{told}");
    }
    assert!(told.contains("2 rows taken over") && told.contains("2 rows left out"), "{told}");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rows.csv");
    fs::write(&file, rows).unwrap();
    let dry = run(&["import", file.to_str().unwrap(), "--kind", "csv", "--dry-run"], "");
    assert!(text(&dry.stdout).contains("line 4: "), "said of a dry run too");
}

/// A cell as RFC 4180 quotes it.
fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

#[test]
fn hostile_cells_make_no_error() {
    let mut naughty: Vec<String> = serde_json::from_str(include_str!("data/blns.json")).unwrap();
    naughty.extend(
        [
            "low",
            "best",
            "high",
            "words",
            "total",
            "any",
            "others",
            "combatants",
            "desk",
            "patrols",
            "unknown",
            "civilians",
            "source",
            "place",
            "row",
            "csv-1",
            "imported",
            "\"\"\"",
            "'''",
            "a\nb",
            "[[place]]",
            "\\u0000",
            "\u{1b}[2J",
            "=1+1",
            "عين",
        ]
        .map(str::to_owned),
    );
    naughty.push("long ".repeat(20_000));
    naughty.push("x".repeat(70_000));
    let mut rows = "id,date,kind,a,b,place,killed,source,published\n".to_owned();
    for (n, text) in naughty.iter().enumerate() {
        let at = |more: usize| cell(&naughty[(n + more) % naughty.len()]);
        rows += &format!(
            "{},2020-08-{:02},{},{},{},{},{n},{},{}\n",
            cell(text),
            n % 28 + 1,
            at(1),
            at(2),
            at(3),
            at(4),
            at(5),
            at(6)
        );
    }
    let (toml, told) = imported_text(&rows, &["--kind", "csv"]);
    let records = toml.matches("\n[[attack]]\n").count();
    // Of ids that differ by the space around them only, one row is taken.
    assert!(records + 6 > naughty.len(), "{records} of {}: {told}", naughty.len());
}

/// Every table below a folder.
fn tables(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            tables(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "csv") {
            found.push(path);
        }
    }
}

#[test]
fn what_any_known_file_becomes_is_accepted() {
    let (mut found, mut taken) = (Vec::new(), 0);
    tables(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/feeds"), &mut found);
    tables(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/data"), &mut found);
    assert!(found.len() > 10);
    for file in found {
        let order = ["import", file.to_str().unwrap(), "--most", "20000"];
        let output = run(&order, "");
        if output.status.code() == Some(2) {
            continue; // it is no table of events, which is said
        }
        imported(&file, &["--most", "20000"]);
        taken += 1;
    }
    assert!(taken > 5, "{taken}");
}

#[test]
fn what_new_writes_is_a_scenario_whatever_the_file_is_called() {
    let folder = tempfile::tempdir().unwrap();
    for name in
        ["desk", "unknown", "عين", "\"]\nx = 1\n[a", "\u{1b}[2J", "a b", "-", "1", "=x", "%s"]
    {
        let file = folder.path().join(format!("{name}.toml"));
        let made = Command::new(PROGRAM).arg("new").arg(&file).output().unwrap();
        assert_eq!(made.status.code(), Some(0), "{name:?}: {}", text(&made.stderr));
        let checked = Command::new(PROGRAM).arg("check").arg(&file).output().unwrap();
        let verdict = text(&checked.stdout);
        assert!(verdict.ends_with("0 errors, 0 warnings, 0 notes\n"), "{name:?}: {verdict}");
    }
}

//! Small files of the kinds that real feeds come in, invented, each with what is right of it.

use std::path::{Path, PathBuf};

use sitboard::{
    feed::{FaultKind, Identity, Wanted},
    runtime::feeds::{self, FeedContents},
};

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cases").join(name)
}

/// What a file is read as, of itself.
fn read(name: &str) -> FeedContents {
    feeds::read(&case(name), &Wanted::default(), &mut |_| true).unwrap()
}

/// What a command says of a case, and its exit code.
fn said(words: &[&str]) -> (String, Option<i32>) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_sitboard"))
        .args(words)
        .current_dir(case(""))
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (String::from_utf8(text).unwrap(), output.status.code())
}

#[test]
fn an_id_met_again_counts_once_and_the_newest_word_stands() {
    for (name, kept, killed, earlier) in [
        ("same-id-twice/acled-dup.csv", 2, 6, vec![(1, 2)]),
        ("same-id-twice/acled-monadic.csv", 2, 12, vec![(1, 2), (3, 4)]),
    ] {
        let rows = read(name).rows;
        assert_eq!((rows.kept(), rows.sums().best), (kept, Some(killed)), "{name}");
        let listed = rows.faults.listed();
        let met = listed.iter().filter(|fault| fault.kind == FaultKind::IdMetBefore);
        let places: Vec<_> = met.map(|fault| (fault.row, fault.line)).collect();
        assert_eq!(places, earlier, "{name}");
    }
    let rows = read("same-id-twice/acled-dup.csv").rows;
    assert_eq!(rows.earlier_rows(), [0], "the revision stands, though it is not the last row");
    assert_eq!(rows.identity(0), rows.identity(2));
    assert_ne!(rows.fingerprint(0), rows.fingerprint(2));
    assert!(matches!(rows.identity(1), Some(Identity::Id(_))));
    let (board, _) = said(&["show", "attacks", "--hindsight", "same-id-twice/dup.toml"]);
    assert!(board.contains("f 2 rows") && board.contains("killed: 4"), "{board}");
    assert!(!board.contains("killed: 10"), "{board}");
}

#[test]
fn parts_of_one_round_stand_each_as_a_part() {
    let rows = read("parts-of-one-round/dtm-min.csv").rows;
    let part = |n: usize| (rows.deaths(n).best.unwrap(), rows.sort(n).unwrap().part.to_string());
    let parts: Vec<_> = (0..rows.len()).map(part).collect();
    let wanted = [(900_000, "Conflict"), (40_000, "Insecurity"), (5_000, "Natural disaster")];
    assert_eq!(parts, wanted.map(|(count, part)| (count, part.to_owned())));
    assert_ne!(rows.identity(0), rows.identity(1));
    let (shown, _) =
        said(&["show", "displacement", "--hindsight", "parts-of-one-round/dtm-min.toml"]);
    for (figure, part) in wanted {
        let row = shown.lines().find(|line| line.contains(&format!("figure: {figure};")));
        assert!(row.is_some_and(|row| row.contains(part)), "{figure} {part}: {shown}");
    }
}

/// Two districts with towns of one name, two causes, two rounds, flows of two months, and a
/// district as a whole.
#[test]
fn figures_stand_by_place_part_and_period() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "\
#operation,#adm1,#adm2,#loc+name,#affected+idps,#affected+idps+new,#date+reported,#cause+name,#cause+code
Op,North,East,Newtown,100,,2020-05-31,Conflict,C
Op,North,East,Newtown,120,,2020-06-30,Conflict,C
Op,North,West,Newtown,300,,2020-06-30,Conflict,C
Op,North,West,Newtown,30,,2020-06-30,Flood,F
Op,North,West,,900,,2020-06-30,,
Op,North,East,,,10,2020-05-31,,
Op,North,East,,,20,2020-06-30,,
";
    std::fs::write(folder.path().join("f.csv"), rows).unwrap();
    let scenario = "format = 1\n[scenario]\nid = \"x\"\ntitle = \"X\"\nopen_at = 2020-12-31\n\
        [[feed]]\nid = \"f\"\nkind = \"hxl\"\npath = \"f.csv\"\nas = \"displacement\"\n";
    let file = folder.path().join("x.toml");
    std::fs::write(&file, scenario).unwrap();
    let words = ["show", "displacement", "--hindsight", file.to_str().unwrap()];
    let (shown, _) = said(&words);
    let figures = shown.lines().filter_map(|line| line.split_once("figure: "));
    let figures: Vec<&str> = figures.filter_map(|(_, rest)| rest.split(';').next()).collect();
    assert_eq!(figures, ["300", "120", "30", "900", "20", "10"], "{shown}");
}

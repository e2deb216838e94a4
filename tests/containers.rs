//! Feeds in every container: the same rows, sums and days as the plain file, and as other readers find
//! in them. The files in `data/feeds/containers` and what pandas, openpyxl and DuckDB read of them
//! (`figures.json`) are made by `make.py` there.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::Arc,
};

use serde_json::Value as Json;
use sitboard::feed::{PackedBytes, unpack};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/feeds/containers")
}

/// Runs the program with a cache of its own.
fn run(cache: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sitboard"))
        .args(words)
        .env("XDG_CACHE_HOME", cache)
        .output()
        .unwrap()
}

/// What `feed` tells of a file, for scripts.
fn told(cache: &Path, file: &Path, more: &[&str]) -> Json {
    let words = [&["feed", file.to_str().unwrap(), "--format", "json"], more].concat();
    let output = run(cache, &words);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{file:?}: {errors}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// How `feed` refuses a file.
fn refused(cache: &Path, file: &Path, more: &[&str]) -> String {
    let output = run(cache, &[&["feed", file.to_str().unwrap()], more].concat());
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{file:?}: {errors}");
    assert!(!errors.contains("panicked"), "{errors}");
    errors
}

fn more(name: &str) -> &'static [&'static str] {
    if name.ends_with(".xlsx") { &["--sheet", "Data"] } else { &[] }
}

#[test]
fn every_container_gives_what_other_readers_find_in_it() {
    let cache = tempfile::tempdir().unwrap();
    let figures = fs::read_to_string(folder().join("figures.json")).unwrap();
    let figures: Json = serde_json::from_str(&figures).unwrap();
    let figures = figures.as_object().unwrap();
    assert!(figures.len() > 24, "{}", figures.len());
    for (name, figures) in figures {
        let told = told(cache.path(), &folder().join(name), more(name));
        let set = name.split('.').next().unwrap();
        if set == "hxl" {
            // Others take the row of tags for data.
            assert_eq!(told["rows"].as_u64(), figures["rows"].as_u64().map(|n| n - 1), "{name}");
            assert_eq!(told["kind"], "hxl", "{name}");
            continue;
        }
        for key in ["rows", "best", "first", "last"] {
            assert_eq!(told[key], figures[key], "{name}: {key}");
        }
        let kind = if set == "acled" { "acled" } else { "ucdp-ged" };
        assert_eq!(told["kind"], kind, "{name}");
    }
}

#[test]
fn every_container_gives_the_same_rows() {
    let cache = tempfile::tempdir().unwrap();
    for set in ["acled", "ucdp", "hxl"] {
        let plain = told(cache.path(), &folder().join(format!("{set}.csv")), &[]);
        assert!(
            plain["container"].is_null()
                && plain["header_line"] == 1.max(if set == "hxl" { 2 } else { 1 })
        );
        for end in ["csv.gz", "csv.zst", "zip", "xlsx", "parquet", "json", "jsonl", "geojson"] {
            let name = format!("{set}.{end}");
            if !folder().join(&name).exists() {
                assert_eq!(name, "hxl.geojson");
                continue;
            }
            let packed = told(cache.path(), &folder().join(&name), more(&name));
            for key in
                ["kind", "joins", "rows", "kept", "figures", "first", "last", "low", "best", "high"]
            {
                assert_eq!(packed[key], plain[key], "{name}: {key}");
            }
            let findings = |told: &Json| told["findings"].clone();
            assert_eq!(findings(&packed), findings(&plain), "{name}");
            // A feature names its point last.
            let sorted = |told: &Json| {
                let mut columns = told["columns"].as_array().unwrap().clone();
                columns.sort_by_key(|column| column["column"].to_string());
                columns
            };
            assert_eq!(sorted(&packed), sorted(&plain), "{name}");
            let word = end.rsplit('.').next().unwrap();
            let containers = packed["container"]["packed"].as_array().unwrap();
            assert_eq!(containers[0], word, "{name}");
        }
    }
}

#[test]
fn a_file_is_unpacked_once_and_a_changed_one_anew() {
    let cache = tempfile::tempdir().unwrap();
    let here = tempfile::tempdir().unwrap();
    let file = here.path().join("f.json");
    let kept = || {
        let found = fs::read_dir(cache.path().join("sitboard/unpacked")).unwrap();
        let mut files: Vec<(PathBuf, std::time::SystemTime)> = found
            .map(|entry| entry.unwrap().path())
            .map(|path| (path.clone(), fs::metadata(&path).unwrap().modified().unwrap()))
            .collect();
        files.sort();
        files
    };
    fs::write(&file, r#"[{"date":"2020-01-02","kind":"ied","killed":3}]"#).unwrap();
    assert_eq!(told(cache.path(), &file, &["--kind", "csv"])["best"], 3);
    let first = kept();
    assert_eq!(first.len(), 2, "a text and what is known of it: {first:?}");
    assert_eq!(told(cache.path(), &file, &["--kind", "csv"])["best"], 3);
    assert_eq!(kept(), first, "nothing is written again");
    fs::write(&file, r#"[{"date":"2020-01-02","kind":"ied","killed":44}]"#).unwrap();
    assert_eq!(told(cache.path(), &file, &["--kind", "csv"])["best"], 44);
    assert_eq!(kept().len(), 2, "in the place of what was there");
    // What is damaged in the cache is made again.
    fs::write(&kept()[0].0, "damaged").unwrap();
    fs::write(&kept()[1].0, "date,killed\n").unwrap();
    assert_eq!(told(cache.path(), &file, &["--kind", "csv"])["best"], 44);
    // What was unpacked of a file that is gone goes with the next.
    fs::rename(&file, here.path().join("g.json")).unwrap();
    assert_eq!(told(cache.path(), &here.path().join("g.json"), &["--kind", "csv"])["best"], 44);
    assert_eq!(kept().len(), 2, "{:?}", kept());
}

#[test]
fn faults_stand_on_the_lines_of_the_original() {
    let cache = tempfile::tempdir().unwrap();
    let here = tempfile::tempdir().unwrap();
    let file = here.path().join("f.json");
    fs::write(
        &file,
        "{\"data\": [\n {\"date\": \"2020-01-02\", \"killed\": 1,\n  \"note\": \"two\\nlines\"},\n\n {\"date\": \"soon\", \"killed\": 2}\n]}\n",
    )
    .unwrap();
    let output = run(cache.path(), &["feed", file.to_str().unwrap(), "--kind", "csv"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("row 2, line 5: “soon”\n"), "{text}");
    assert!(text.contains("packed: json\n"), "{text}");
    assert!(!text.contains("header on line"), "{text}");
}

#[test]
fn a_sheet_is_asked_for_by_name() {
    let cache = tempfile::tempdir().unwrap();
    let file = folder().join("acled.xlsx");
    let told = told(cache.path(), &file, &["--sheet", "data"]);
    assert_eq!(told["container"]["sheet"], "Data");
    assert_eq!(told["container"]["other_sheets"], serde_json::json!(["About"]));
    let errors = refused(cache.path(), &file, &["--sheet", "Events"]);
    assert!(
        errors.contains("it has no sheet called Events; its sheets are: About, Data"),
        "{errors}"
    );
}

/// The table that a file is unpacked into.
fn table(file: &str) -> String {
    let cache = tempfile::tempdir().unwrap();
    told(cache.path(), &folder().join(file), &["--kind", "csv"]);
    let found = fs::read_dir(cache.path().join("sitboard/unpacked")).unwrap();
    let mut tables = found.map(|entry| entry.unwrap().path());
    let table = tables.find(|path| path.extension().is_some_and(|end| end == "csv")).unwrap();
    fs::read_to_string(table).unwrap()
}

#[test]
fn a_workbook_is_read_as_its_author_sees_it() {
    // The title over the table fills no column; the merged place does; a formula that nobody worked
    // out has no value.
    assert_eq!(
        table("quirks.xlsx"),
        "\"Incident log, north\"\n\
         date,kind,place,killed,km,sure\n\
         2020-03-05,ied,Ariha,2,35.8142,true\n\
         2020-03-05T14:30:00,shelling,Ariha,3,0.3,false\n\
         2020-03-07,\"ied, twice\",\"Idlib\nnorth\",,1000000000000000,\n\
         06:05:00,#N/A,,20200102,-0.5,\n"
    );
}

/// The same of columns, which are read where they stand: nothing of them is kept.
fn table_of_columns(file: &str) -> String {
    let cache = tempfile::tempdir().unwrap();
    told(cache.path(), &folder().join(file), &["--kind", "csv"]);
    assert!(!cache.path().join("sitboard/unpacked").exists());
    let bytes: Arc<dyn PackedBytes> = Arc::new(fs::read(folder().join(file)).unwrap());
    let mut text = Vec::new();
    unpack(&bytes, None, &mut text, &|| true).unwrap();
    String::from_utf8(text).unwrap()
}

#[test]
fn columns_of_parquet_are_read_however_they_are_packed() {
    for codec in ["none", "snappy", "gzip", "zstd", "lz4"] {
        assert_eq!(
            table_of_columns(&format!("codec-{codec}.parquet")),
            "date,kind,killed,lat,toll\n2020-01-02,ied,3,35.8,\n2020-01-03,shelling,,35.9,7\n\
             2020-01-04,,4,36,8\n",
            "{codec}"
        );
    }
    let cache = tempfile::tempdir().unwrap();
    let file = folder().join("codec-none.parquet");
    let told = told(cache.path(), &file, &["--kind", "csv"]);
    let lost = serde_json::json!([{ "name": "tags", "records": 3 }]);
    assert_eq!(told["container"]["lost"], lost);
    let errors = refused(cache.path(), &folder().join("codec-brotli.parquet"), &[]);
    assert!(errors.contains("its columns are packed by brotli, which is not read"), "{errors}");
}

#[test]
fn a_board_reads_a_packed_feed_and_shows_its_rows() {
    let cache = tempfile::tempdir().unwrap();
    let here = tempfile::tempdir().unwrap();
    let scenario = |path: &str, sheet: &str| {
        let text = format!(
            "format = 1\n[scenario]\nid = \"x\"\ntitle = \"X\"\nopen_at = 2021-12-31\n\
             [[feed]]\nid = \"f\"\nkind = \"acled\"\npath = \"{path}\"\nas = \"attacks\"\n{sheet}"
        );
        let file = here.path().join("x.toml");
        fs::write(&file, text).unwrap();
        file
    };
    let window = |file: &Path| {
        let words = ["window", "--hindsight", "--days", "2000", file.to_str().unwrap()];
        let output = run(cache.path(), &words);
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    fs::copy(folder().join("acled.csv"), here.path().join("f.csv")).unwrap();
    let plain = window(&scenario("f.csv", ""));
    assert!(plain.contains("f: attacks"), "{plain}");
    for end in ["zip", "parquet", "json", "xlsx"] {
        let name = format!("f.{end}");
        fs::copy(folder().join(format!("acled.{end}")), here.path().join(&name)).unwrap();
        let sheet = if end == "xlsx" { "sheet = \"Data\"\n" } else { "" };
        let packed = window(&scenario(&name, sheet));
        assert_eq!(packed, plain, "{end}");
    }
}

#[test]
fn what_is_hostile_is_refused_and_leaves_nothing() {
    let cache = tempfile::tempdir().unwrap();
    let here = tempfile::tempdir().unwrap();
    let read = |name: &str| fs::read(folder().join(name)).unwrap();
    let cut = |name: &str| {
        let bytes = read(name);
        bytes[..bytes.len() * 2 / 3].to_vec()
    };
    let not_whole = "it ends in the middle: it is not whole";
    for (name, bytes, words) in [
        ("a.gz", cut("acled.csv.gz"), not_whole),
        ("a.zst", cut("acled.csv.zst"), not_whole),
        ("a.parquet", cut("acled.parquet"), not_whole),
        ("a.zip", cut("acled.zip"), "it is damaged"),
        ("a.xlsx", cut("acled.xlsx"), "it is damaged"),
        ("a.json", cut("acled.json"), not_whole),
        ("a.csv", b"PAR1PAR1".to_vec(), not_whole),
        (
            "b.parquet",
            [b"PAR1\xff\xff\xff\x7f".as_slice(), &[0xff; 4096], b"\x00\x10\x00\x00PAR1"].concat(),
            "it is damaged",
        ),
        (
            "deep.json",
            [b"{\"a\":".as_slice(), &b"[".repeat(1 << 20)].concat(),
            "nested more than 64 deep",
        ),
        (
            "long.json",
            [b"[{\"a\":\"".as_slice(), &b"x".repeat(40 << 20)].concat(),
            "a record of more than 16 MiB",
        ),
        (
            "error.json",
            br#"{"status":403,"success":false,"message":"Access denied"}"#.to_vec(),
            "an error: status: 403",
        ),
    ] {
        let file = here.path().join(name);
        fs::write(&file, bytes).unwrap();
        let errors = refused(cache.path(), &file, &[]);
        assert!(errors.contains(words), "{name}: {errors}");
    }
    let left = fs::read_dir(cache.path().join("sitboard/unpacked")).unwrap().count();
    assert_eq!(left, 0, "nothing is left of what was refused");
}

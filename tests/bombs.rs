//! Inputs that are small to make and large to read: each is told for what it is, soon and in little
//! memory.

use std::{
    fs::{self, File},
    io::Write,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const HEAD: &str = "format = 1\n[scenario]\nid = \"s\"\ntitle = \"S\"\n";
/// A second for the program as it is given out; what is built for tests takes twenty times as long,
/// and others may build meanwhile.
const AT_ONCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 1 });
const MOST_KIB: u64 = 256 * 1024;

/// What came of a command: what it said, its exit code, and the most memory it took, in KiB.
struct Ended {
    told: String,
    code: Option<i32>,
    peak: u64,
}

/// Runs a command in a folder, with what `write` writes piped into it.
#[track_caller]
fn run(folder: &Path, words: &[&str], write: &dyn Fn(&mut dyn Write)) -> Ended {
    let begun = Instant::now();
    let mut child = Command::new("sh")
        .args(["-c", "exec /usr/bin/time -o time -f %M \"$@\"", "sh"])
        .arg(env!("CARGO_BIN_EXE_sitboard"))
        .args(words)
        .current_dir(folder)
        .env("XDG_CACHE_HOME", folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    write(&mut child.stdin.take().unwrap());
    let output = child.wait_with_output().unwrap();
    let took = begun.elapsed();
    let told = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(took < AT_ONCE, "{took:?} until {told}");
    assert!(!told.contains("panicked"), "{told}");
    let time = fs::read_to_string(folder.join("time")).unwrap();
    let peak = time.lines().last().and_then(|line| line.trim().parse().ok()).unwrap();
    println!("{words:?}: {took:?}, {peak} KiB: {}", told.lines().next().unwrap_or_default());
    Ended { told, code: output.status.code(), peak }
}

fn can_measure() -> bool {
    Path::new("/usr/bin/time").exists()
}

/// Writes a unit so often; the reader may have read enough before.
fn repeat(to: &mut dyn Write, unit: &str, times: usize) {
    let many = ((1 << 16) / unit.len()).max(1);
    let part = unit.repeat(many);
    for _ in 0..times / many {
        if to.write_all(part.as_bytes()).is_err() {
            return;
        }
    }
    let _ = to.write_all(unit.repeat(times % many).as_bytes());
}

#[test]
fn a_scenario_that_is_a_bomb_is_refused_at_once() {
    if !can_measure() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    type Bomb = (&'static str, &'static str, &'static dyn Fn(&mut dyn Write));
    let bombs: [Bomb; 7] = [
        ("too-deep", "a = ", &|to| repeat(to, "[", 1_000_000)),
        ("too-deep", "a = ", &|to| repeat(to, "{b=", 1_000_000)),
        ("too-many-tokens", "a = [", &|to| repeat(to, "1,", 5 << 20)),
        ("too-large", "summary = \"", &|to| repeat(to, "xxxxxxxxxxxxxxxx", 1 << 26)),
        ("too-large", "summary = \"\"\"", &|to| repeat(to, "a\n", 1 << 29)),
        ("too-many-tokens", "", &|to| {
            let keys: String = (0..1_000_000).map(|n| format!("k{n}=1\n")).collect();
            repeat(to, &keys, 1);
        }),
        ("too-deep", "", &|to| repeat(to, "a.", 1_000_000)),
    ];
    for (code, before, bomb) in bombs {
        let ended = run(folder.path(), &["check", "-"], &|to| {
            let _ = to.write_all(HEAD.as_bytes());
            let _ = to.write_all(before.as_bytes());
            bomb(to);
        });
        assert!(ended.told.contains(&format!("error[{code}]")), "{}", ended.told);
        assert_eq!(ended.code, Some(1), "{}", ended.told);
        assert!(ended.peak < MOST_KIB, "{} KiB: {}", ended.peak, ended.told);
    }
}

const ROW: &str = "2020-01-02,ied,3,Ariha\n";

/// An event file with some rows, what `write` writes, and a hole up to a length.
fn feed(path: &Path, length: u64, write: &dyn Fn(&mut dyn Write)) {
    let mut file = File::create(path).unwrap();
    file.write_all(b"date,kind,killed,place\n").unwrap();
    repeat(&mut file, ROW, 20_000);
    write(&mut file);
    if length > 0 {
        file.set_len(length).unwrap();
    }
}

#[test]
fn a_feed_that_is_a_bomb_takes_little_memory() {
    if !can_measure() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("f.csv");
    let told = |words: &str| {
        let ended = run(folder.path(), &["feed", "f.csv"], &|_| {});
        assert!(ended.told.contains(words), "{}", ended.told);
        assert_eq!(ended.code, Some(0), "{}", ended.told);
        assert!(ended.peak < MOST_KIB, "{} KiB: {}", ended.peak, ended.told);
    };
    // A quote that is never closed; of a gigabyte it holds as well, and takes longer.
    feed(&file, 1 << 27, &|to| to.write_all(b"\"never closed,").unwrap());
    told("too-long");
    // A line without an end.
    feed(&file, 1 << 26, &|_| {});
    told("too-long");
    // Records that are just not too long, one after another.
    feed(&file, 0, &|to| {
        for _ in 0..3 {
            to.write_all(b"2020-01-02,ied,3,\"").unwrap();
            repeat(to, "x", 15 << 20);
            to.write_all(b"\"\n").unwrap();
        }
    });
    told("20003 rows");
    // Cells without an end to them.
    feed(&file, 0, &|to| {
        repeat(to, ",", 12 << 20);
        to.write_all(b"\n").unwrap();
    });
    told("long-row");
}

/// A workbook of one sheet, whose parts are as given.
fn workbook(sheet: &[u8], merged: &str) -> Vec<u8> {
    let mut to = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let head = "<?xml version=\"1.0\"?>";
    let part = |name: &str| {
        Some(match name {
            "[Content_Types].xml" => format!("{head}<Types/>"),
            "xl/workbook.xml" => format!(
                "{head}<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
                 <sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
            "_rels/.rels" => format!(
                "{head}<Relationships><Relationship Id=\"r0\" Target=\"xl/workbook.xml\" \
                 Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\"/>\
                 </Relationships>"
            ),
            "xl/_rels/workbook.xml.rels" => format!(
                "{head}<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\" \
                 Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\"/>\
                 </Relationships>"
            ),
            _ => return None,
        })
    };
    let names =
        ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"];
    for name in names {
        to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(part(name).unwrap().as_bytes()).unwrap();
    }
    to.start_file("xl/worksheets/sheet1.xml", zip::write::SimpleFileOptions::default()).unwrap();
    to.write_all(format!("{head}<worksheet><sheetData>").as_bytes()).unwrap();
    to.write_all(sheet).unwrap();
    to.write_all(format!("</sheetData>{merged}</worksheet>").as_bytes()).unwrap();
    to.finish().unwrap().into_inner()
}

#[test]
fn a_packed_feed_that_is_a_bomb_is_refused_in_little_memory() {
    if !can_measure() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let gz = |bytes: &[u8]| {
        let mut to = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        to.write_all(bytes).unwrap();
        to.finish().unwrap()
    };
    let zeros = vec![b'0'; 1 << 20];
    let wide = "<row r=\"1\"><c r=\"XFD1048576\" t=\"str\"><v>x</v></c></row>";
    let cell = |text: &[u8]| {
        [b"<row r=\"1\"><c r=\"A1\" t=\"str\"><v>".as_slice(), text, b"</v></c></row>"].concat()
    };
    let merged = "<mergeCells count=\"1\"><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>";
    let bombs: [(&str, Vec<u8>, &str); 6] = [
        ("a.gz", gz(&zeros).repeat(100), "more than 200 times its size"),
        (
            "a.zst",
            zstd::encode_all(&zeros[..], 1).unwrap().repeat(100),
            "more than 200 times its size",
        ),
        ("deep.gz", gz(&gz(&gz(b"date\n"))), "packed more than 2 times over"),
        ("text.xlsx", workbook(&cell(&zeros.repeat(20)), ""), "a cell of it has more than 16 MiB"),
        ("deep.json", b"[{\"a\":".repeat(1 << 18), "nested more than 64 deep"),
        (
            "long.json",
            [b"[{\"a\":\"".as_slice(), &zeros.repeat(64)].concat(),
            "a record of more than 16 MiB",
        ),
    ];
    for (name, bytes, words) in bombs {
        fs::write(folder.path().join(name), bytes).unwrap();
        let ended = run(folder.path(), &["feed", name], &|_| {});
        assert!(ended.told.contains(words), "{name}: {}", ended.told);
        assert_eq!(ended.code, Some(2), "{name}");
        assert!(ended.peak < MOST_KIB, "{name}: {} KiB", ended.peak);
    }
    let sheet = [cell(b"date"), wide.as_bytes().to_vec()].concat();
    fs::write(folder.path().join("wide.xlsx"), workbook(&sheet, merged)).unwrap();
    let ended = run(folder.path(), &["feed", "wide.xlsx", "--kind", "csv"], &|_| {});
    assert!(ended.peak < MOST_KIB, "{} KiB: {}", ended.peak, ended.told);
    assert!(ended.told.contains("packed: xlsx, sheet S"), "{}", ended.told);
    let left = fs::read_dir(folder.path().join("sitboard/unpacked")).unwrap();
    let left: Vec<String> =
        left.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    assert!(left.iter().all(|name| !name.contains("draft") && !name.contains("lock")), "{left:?}");
}

//! Containers taken apart in memory.

use std::{
    io::{Cursor, Write},
    sync::Arc,
};

use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;

/// What comes out of some bytes, and what was found on the way.
fn out_of(bytes: Vec<u8>) -> Result<(String, Packing), String> {
    let original: Arc<dyn PackedBytes> = Arc::new(bytes);
    let mut out = Vec::new();
    let packing = unpack(&original, None, &mut out, &|| true).map_err(|why| why.to_string())?;
    Ok((String::from_utf8(out).expect("text"), packing))
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut to = GzEncoder::new(Vec::new(), Compression::best());
    to.write_all(bytes).expect("memory");
    to.finish().expect("memory")
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).expect("memory")
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        to.start_file(*name, SimpleFileOptions::default()).expect("a name");
        to.write_all(bytes).expect("memory");
    }
    to.finish().expect("memory").into_inner()
}

fn refused(bytes: Vec<u8>, words: &str) {
    let told = out_of(bytes).map(|(text, _)| text.len()).expect_err(words);
    assert!(told.starts_with(words), "{told}");
}

#[test]
fn what_was_packed_comes_out_as_it_was() {
    let text = "date,killed\n2020-01-02,3\n";
    for (bytes, words) in [
        (gz(text.as_bytes()), "gz › csv"),
        ([gz(b"date,killed\n"), gz(b"2020-01-02,3\n")].concat(), "gz › csv"),
        (zst(text.as_bytes()), "zst › csv"),
        (zipped(&[("a/f.csv", text.as_bytes())]), "zip, a/f.csv › csv"),
        (zipped(&[("__MACOSX/._f.csv", b"x"), ("f.csv", text.as_bytes())]), "zip, f.csv › csv"),
        (zipped(&[("f.csv.gz", &gz(text.as_bytes()))]), "zip, f.csv.gz › gz › csv"),
        (zst(&gz(text.as_bytes())), "zst › gz › csv"),
    ] {
        let (out, packing) = out_of(bytes).expect(words);
        assert_eq!((out.as_str(), packing.words().as_str()), (text, words));
        assert_eq!(packing.lines.original(2), 2);
    }
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn text_in_utf_16_is_decoded_wherever_it_stands() {
    let text = "date,place\n2020-01-02,\"Idlib\nإدلب\"\n2020-01-03,Ariha\n";
    let high_first = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for (bytes, words) in [
        (utf16(text), "UTF-16LE › csv"),
        (utf16(&format!("\u{feff}{text}")), "UTF-16LE › csv"),
        (high_first, "UTF-16BE › csv"),
        (gz(&utf16(text)), "gz › UTF-16LE › csv"),
        (zipped(&[("f.csv", &utf16(text))]), "zip, f.csv › UTF-16LE › csv"),
    ] {
        let (out, packing) = out_of(bytes).expect(words);
        assert_eq!((out.as_str(), packing.words().as_str()), (text, words));
        assert_eq!((packing.lines.original(4), packing.has_header_line()), (4, true));
        assert!(packing.remarks.is_empty());
    }
    let (out, packing) = out_of(utf16("[{\"date\":\"2020-01-02\",\"killed\":3}]")).expect("JSON");
    assert_eq!(packing.words(), "UTF-16LE › json");
    assert_eq!(out, "date,killed\n2020-01-02,3\n");
    let mut cut = utf16(text);
    cut.push(b'x');
    let (out, packing) = out_of(cut).expect("text");
    assert!(out.ends_with("Ariha\n\u{fffd}"), "{out}");
    let remarks: Vec<&str> = packing.remarks.iter().map(|remark| &**remark).collect();
    assert_eq!(remarks, ["what is no UTF-16LE in it reads \u{fffd}"]);
}

#[test]
fn what_is_damaged_is_told() {
    let text = "date,killed\n".repeat(3_000);
    for whole in [gz(text.as_bytes()), zst(text.as_bytes())] {
        refused(whole[..whole.len() / 2].to_vec(), "it ends in the middle: it is not whole");
    }
    let mut broken = gz(text.as_bytes());
    let middle = broken.len() / 2;
    broken[middle] ^= 0xff;
    let told = out_of(broken).map(|(text, _)| text.len()).expect_err("a broken file");
    assert!(told.starts_with("it is damaged") || told.starts_with("it ends"), "{told}");
    let whole = zipped(&[("f.csv", text.as_bytes())]);
    refused(whole[..whole.len() - 9].to_vec(), "it is damaged");
    refused(whole[..whole.len() / 2].to_vec(), "it is damaged");
    refused(b"PK\x03\x04".repeat(9), "it is damaged");
}

#[test]
fn an_archive_of_several_files_names_them() {
    let names = ["a.csv", "b.csv", "c.csv", "d.csv", "e.csv", "f.csv", "g.csv"];
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, &b"x"[..])).collect();
    refused(
        zipped(&members),
        "it holds 7 files: a.csv, b.csv, c.csv, d.csv, e.csv and 2 more; unpack it and name",
    );
    refused(zipped(&[]), "the archive is empty");
    refused(
        zipped(&[("../../f.csv", b"x")]),
        "the file in it is called ../../f.csv, which leads out",
    );
    refused(zipped(&[("word/document.xml", b"x")]), "it is a Word document; save its table");
    refused(zipped(&[("xl/workbook.bin", b"x")]), "it is a workbook of kind .xlsb");
    let many: Vec<String> = (0..1_001).map(|n| format!("{n}.csv")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    refused(zipped(&many), "it holds more than 1000 files");
}

#[test]
fn a_bomb_is_told_and_fills_nothing() {
    // Packed files one after another unpack to one.
    let zeros = vec![b'0'; 1 << 20];
    let (gz_bomb, zst_bomb) = (gz(&zeros).repeat(80), zst(&zeros).repeat(80));
    for bomb in [zipped(&[("f.csv.gz", &gz_bomb)]), gz_bomb, zst_bomb] {
        refused(bomb, "it unpacks to more than 200 times its size, as no table does; if you trust");
    }
    let nested = gz(&gz(&gz(b"date\n")));
    refused(nested, "it is packed more than 2 times over");
    refused(gz(&zipped(&[("f.csv", b"x")])), "what is in it is a container again (.zip)");
    let mut tar = vec![0; 512];
    tar[257..262].copy_from_slice(b"ustar");
    refused(gz(&tar), "it holds a tar archive");
}

#[test]
fn nobody_waits_in_vain() {
    let original: Arc<dyn PackedBytes> = Arc::new(gz(&vec![b'x'; 1 << 20]));
    let asked = std::cell::Cell::new(0);
    let goes_on = || {
        asked.set(asked.get() + 1);
        asked.get() < 3
    };
    let mut out = Vec::new();
    let ended = unpack(&original, None, &mut out, &goes_on);
    assert!(matches!(ended, Err(NotUnpacked::Unwanted)), "{ended:?}");
    assert!(out.len() < 1 << 20, "{}", out.len());
}

fn json(text: &str) -> (String, Packing) {
    out_of(text.as_bytes().to_vec()).expect(text)
}

#[test]
fn rows_of_json_below_one_of_names_are_a_table() {
    let (out, packing) =
        json("[[\"date\",\"killed\"],[\"2020-01-02\",3],\n[\"2020-01-03\"],[1,[2],4]]");
    assert_eq!(out, "date,killed\n2020-01-02,3\n2020-01-03,\n1,\n");
    assert_eq!((packing.words().as_str(), packing.lines.original(3)), ("json", 2));
    let lost: Vec<(&str, u64)> = packing.lost.iter().map(|(name, n)| (&**name, *n)).collect();
    assert_eq!(lost, [("killed", 1), ("values beyond the last column", 1)]);
    // Arrays of anything else name no columns.
    refused(b"[[1,2],[3,4]]".to_vec(), "it holds no records");
    refused(b"[[\"a\",\"b\"]]".to_vec(), "it holds no records");
}

#[test]
fn records_of_json_are_found_wherever_they_stand() {
    let table = "id,killed,note\n1,3,\"a, b\"\n2,,\n";
    let (one, two) =
        (r#"{"id":1,"killed":3,"note":"a, b"}"#, r#"{"id":"2","killed":null,"note":""}"#);
    for (text, word, line) in [
        (format!("[{one},{two}]"), "json", 1),
        (format!("\u{feff}[\n{one},\n{two}\n]\n"), "json", 3),
        (format!("{{\"status\":200,\"messages\":[],\"data\":[{one},\n{two}]}}"), "json", 2),
        (format!("{{\"TotalCount\":2,\"Result\":[{one},{two}],\"x\":{{\"y\":[1]}}}}"), "json", 1),
        (format!("{{\"a\":{{\"b\":[{one}\n,{two}]}}}}"), "json", 2),
        (format!("{one}\n{two}\n"), "jsonl", 2),
        (format!("{one}\r\n\r\n{two}"), "jsonl", 3),
    ] {
        let (out, packing) = json(&text);
        assert_eq!((out.as_str(), packing.words().as_str()), (table, word), "{text}");
        assert_eq!(packing.lines.original(3), line, "{text}");
        assert_eq!((packing.lost, packing.remarks), (vec![], vec![]), "{text}");
    }
}

#[test]
fn columns_of_json_keep_their_order_and_what_is_nested_is_told() {
    let (out, packing) = json(
        r#"{"data":[{"b":1.50,"a":"x","tags":["t"],"none":[]},{"c":true,"b":-2e3,"deep":{"x":1}},
        {"tags":{"y":2},"a":"q\u00e9\"\n"}],"more":[{"z":1}],"next":"https://x.org/?page=2"}"#,
    );
    assert_eq!(out, "b,a,none,c\n1.50,x,,\n-2e3,,,true\n,\"q\u{e9}\"\"\n\",,\n");
    let lost: Vec<(&str, u64)> = packing.lost.iter().map(|(name, n)| (&**name, *n)).collect();
    assert_eq!(lost, [("more", 1), ("deep", 1), ("tags", 2)]);
    assert_eq!(&*packing.remarks[0], "it is one page of several: more is at https://x.org/?page=2");
}

#[test]
fn features_of_geojson_are_rows_with_their_point() {
    let (out, packing) = json(
        r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":"f1","geometry":{"type":"Point","coordinates":[36.61,35.8142,7]},
         "properties":{"date":"2020-01-02","killed":3}},
        {"type":"Feature","id":"f2","geometry":null,"properties":{"date":"2020-01-03","killed":null}},
        {"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]},
         "properties":{"date":"2020-01-04"}}]}"#,
    );
    assert_eq!(
        out,
        "id,date,killed,latitude,longitude\nf1,2020-01-02,3,35.8142,36.61\n\
         f2,2020-01-03,,,\n,2020-01-04,,,\n"
    );
    assert_eq!(packing.words(), "geojson");
    assert_eq!(packing.lost, [("geometry that is no point".into(), 1)]);
    assert_eq!([2, 3, 4].map(|line| packing.lines.original(line)), [2, 4, 5]);
    let own = r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"latitude":"9"}}"#;
    assert_eq!(json(&format!("{own}\n{own}\n")).0, "latitude\n9\n9\n");
}

#[test]
fn an_answer_without_rows_is_named_for_what_it_is() {
    for (text, words) in [
        (
            r#"{"status":403,"success":false,"message":"Access denied"}"#,
            "it is the answer of a server that tells of an error: status: 403, success: false, \
             message: Access denied; it holds no rows",
        ),
        (
            r#"{"error":{"code":"429","message":"Too many requests"}}"#,
            "it is the answer of a server that tells of an error: error.code: 429, error.message: Too",
        ),
        (
            r#"{"success":false,"error":[{"code":429,"message":"Too many"}]}"#,
            "it is the answer of a server that tells of an error: error: {\"code\":429,\"message\":",
        ),
        (r#"{"status":200,"count":0,"data":[]}"#, "its data is empty: it holds no rows"),
        ("[]", "its array is empty"),
        ("{}", "its records hold no values"),
        ("[[1],[2]]", "it holds no records"),
        (r#"[{"a":1"#, "it ends in the middle"),
        (r#"[{"a":1},{"a":}]"#, "it is damaged: the record on line 1: expected value"),
        (r#"[{"a":1}]}"#, "it is damaged: a bracket on line 1 closes nothing"),
    ] {
        refused(text.as_bytes().to_vec(), words);
    }
    let deep = format!("{{\"a\":{}", "[".repeat(1 << 20));
    refused(deep.into_bytes(), "it is nested more than 64 deep");
    let deep = format!("[{{\"a\":{}", "[".repeat(1 << 20));
    refused(deep.into_bytes(), "it is nested more than 64 deep");
    let long = format!("[\n{{\"a\":\"{}", "x".repeat(17 << 20));
    refused(long.into_bytes(), "a record of more than 16 MiB begins on line 2");
    assert_eq!(json(r#"{"date":"2020-01-02","killed":3}"#).0, "date,killed\n2020-01-02,3\n");
}

#[test]
fn numbers_lose_the_noise_of_their_binary_form() {
    for (number, text) in [
        (0.1 + 0.2, "0.3"),
        (35.814_200_000_000_01, "35.8142"),
        (-36.61, "-36.61"),
        (1e15, "1000000000000000"),
        (20_200_102.0, "20200102"),
        (0.0, "0"),
        (f64::NAN, ""),
    ] {
        assert_eq!(table::number(number), text);
    }
}

/// Cells that any of the containers can hold.
fn cell() -> impl Strategy<Value = String> {
    "[a-zé,;\"'\n\r \t0-9ب{}\\[\\]]{0,9}"
}

proptest! {
    #[test]
    fn any_table_comes_out_of_every_container_as_it_went_in(
        rows in proptest::collection::vec(proptest::collection::vec(cell(), 3), 1..9),
    ) {
        let mut text = csv::Writer::from_writer(Vec::new());
        text.write_record(["a", "b", "c"]).expect("memory");
        rows.iter().for_each(|row| text.write_record(row).expect("memory"));
        let text = String::from_utf8(text.into_inner().expect("memory")).expect("text");
        let record = |row: &Vec<String>| serde_json::json!({"a": row[0], "b": row[1], "c": row[2]});
        let records: Vec<serde_json::Value> = rows.iter().map(record).collect();
        let lines: Vec<String> = records.iter().map(ToString::to_string).collect();
        let packed = [
            gz(text.as_bytes()),
            zst(text.as_bytes()),
            zipped(&[("t.csv", text.as_bytes())]),
            serde_json::to_vec(&records).expect("memory"),
            serde_json::to_vec_pretty(&serde_json::json!({"data": records})).expect("memory"),
            lines.join("\n").into_bytes(),
            gz(lines.join("\n").as_bytes()),
        ];
        for bytes in packed {
            prop_assert_eq!(out_of(bytes).expect("a table").0, text.as_str());
        }
    }

    #[test]
    fn any_bytes_are_unpacked_or_refused(bytes: Vec<u8>, head in 0usize..9) {
        const HEADS: [&[u8]; 9] = [
            b"", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"PK\x03\x04", b"PAR1", b"[{", b"{\"a\":[{",
            b"{\"type\":\"FeatureCollection\",\"features\":[", b"PK\x05\x06",
        ];
        let _ = out_of([HEADS[head], &bytes].concat());
    }
}

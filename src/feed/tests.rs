//! Feeds as a whole: the corpora that stand with the tests, and any bytes.

use std::io::Read;

use proptest::prelude::*;

use super::*;
use crate::model::{FeedKind, FeedUse};

/// Hands over so many bytes at once.
struct Chunks<'a>(&'a [u8], usize);

impl Read for Chunks<'_> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        let n = self.1.min(to.len()).min(self.0.len());
        to[..n].copy_from_slice(&self.0[..n]);
        self.0 = &self.0[n..];
        Ok(n)
    }
}

pub(super) fn csv_wanted() -> Wanted {
    let columns = ["date", "kind", "killed", "place"].map(|key| (key.into(), key.into()));
    Wanted {
        kind: Some(FeedKind::Csv),
        joins: Some(FeedUse::Attacks),
        columns: columns.to_vec(),
        ..Wanted::default()
    }
}

/// Everything that was read, in words.
fn told(rows: &FeedRows) -> String {
    let row = |n: usize| {
        format!(
            "{:?} {:?} {:?} {:?} {:?} {:?} {:?}\n",
            rows.offset(n),
            rows.place_of(n),
            rows.identity(n),
            rows.span(n),
            rows.sort(n),
            rows.deaths(n),
            rows.site(n)
        )
    };
    let all: String = (0..rows.len()).map(row).collect();
    format!("{all}{} {} {:?}", rows.records, rows.left_out, rows.faults.listed())
}

fn read(bytes: &[u8], chunk: usize, block: usize, most: usize) -> Option<FeedRows> {
    let Opened { reading, blocks } = Opened::new(Chunks(bytes, chunk), &csv_wanted()).ok()?;
    let mut blocks = blocks.with_sizes(block, most);
    let (mut rows, mut reader) = (FeedRows::default(), reading.reader(0));
    while let Some(block) = blocks.next_block(Vec::new()).expect("memory is read") {
        rows.take_in(reader.piece(&block));
    }
    rows.settle();
    Some(rows)
}

const HEADER: &str = "date,kind,killed,place\n";

#[test]
fn a_quote_that_is_never_closed_costs_its_record_alone_and_no_memory() {
    let row = "2020-01-02,ied,3,Ariha\n";
    let text = format!("{HEADER}{row}\"never closed,{}", row.repeat(100));
    let rows = read(text.as_bytes(), 7, 64, 200).expect("a header");
    assert_eq!((rows.records, rows.len(), rows.faults.of(FaultKind::TooLong)), (2, 1, 1));
    let fault = &rows.faults.listed()[0];
    assert_eq!((fault.row, fault.line), (2, 3));
    // Closed after all, what follows is read on.
    let text = format!("{HEADER}{row}\"{}\",,,\n{row}", "x".repeat(300));
    let rows = read(text.as_bytes(), 7, 64, 200).expect("a header");
    assert_eq!((rows.records, rows.len(), rows.left_out), (3, 2, 1));
    assert_eq!(rows.offset(1), Some((text.len() - row.len()) as u64));
}

#[test]
fn more_kinds_than_two_bytes_can_number_stay_apart() {
    let row = |n: usize| format!("2020-01-02,free text {n},1,\n");
    let text: String = (0..66_000).map(row).collect();
    let rows = read(format!("{HEADER}{text}").as_bytes(), 1 << 20, BLOCK, MOST_RECORD);
    let rows = rows.expect("a header");
    assert_eq!(rows.sort(65_999).unwrap().label.as_str(), "free text 65999");
    assert_eq!(rows.sort(463).unwrap().label.as_str(), "free text 463");
}

#[test]
fn no_event_lies_where_both_degrees_are_zero() {
    let text = "date,kind,lat,lon\n2020-01-02,ied,0,0.000\n2020-01-02,ied,0,36.6\n";
    let wanted = Wanted { columns: Vec::new(), ..csv_wanted() };
    let rows = Opened::new(text.as_bytes(), &wanted).expect("a header").read().expect("memory");
    assert_eq!((rows.site(0).unwrap().at, rows.faults.of(FaultKind::ZeroPoint)), (None, 1));
    assert!(rows.site(1).unwrap().at.is_some(), "on the equator");
}

#[test]
fn quotes_within_cells_and_lone_carriage_returns_are_read_as_others_read_them() {
    let text = format!("{HEADER}2020-01-02,ied,1,the \"old\" town\r2020-01-03,ied,2,\"a, b\"\n");
    let rows = read(text.as_bytes(), 5, 64, 200).expect("a header");
    let names: Vec<_> = (0..rows.len()).map(|n| rows.site(n).unwrap().name.to_string()).collect();
    assert_eq!(names, ["the \"old\" town", "a, b"]);
    assert_eq!(rows.faults.of(FaultKind::StrayQuote), 1);
}

#[test]
fn day_and_month_are_told_by_their_column_or_stay_open() {
    let days = |cells: &str| {
        let text = format!("date,kind\n{}", cells.replace(' ', ",ied\n") + ",ied\n");
        let rows = read(text.as_bytes(), 1 << 20, BLOCK, MOST_RECORD).expect("a header");
        let day = |n: usize| {
            let (first, last) = rows.span(n)?.interval().closed()?;
            Some(if first == last { first.to_string() } else { format!("{first}/{last}") })
        };
        (0..rows.len()).filter_map(day).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(days("03-04-2020 25-04-2020"), "2020-04-03 2020-04-25", "days come first");
    assert_eq!(days("03-04-2020 04-25-2020"), "2020-03-04 2020-04-25", "months come first");
    assert_eq!(days("03-04-2020"), "2020-03-04/2020-04-03", "nobody knows");
    assert_eq!(
        days("03-04-2020 25-04-2020 04-25-2020"),
        "2020-03-04/2020-04-03 2020-04-25 2020-04-25",
        "both"
    );
    assert_eq!(
        days("2020-06 2019 05-05-2020"),
        "2020-06-01/2020-06-30 2019-01-01/2019-12-31 2020-05-05"
    );
}

#[test]
fn a_candidate_file_without_a_header_is_known_by_its_form() {
    let mut cells = vec![""; 49];
    for (n, cell) in [
        (0, "512345"),
        (5, "1"),
        (14, "Government of Syria"),
        (17, "IS"),
        (21, "2024-01-07"),
        (24, "2"),
        (25, "Palmyra town"),
        (29, "34.55"),
        (30, "38.27"),
        (37, "1"),
        (38, "2024-01-05 00:00:00.000"),
        (39, "2024-01-06 00:00:00.000"),
        (44, "3"),
        (45, "5"),
        (46, "2"),
    ] {
        cells[n] = cell;
    }
    let text = cells.join(",") + "\n";
    let opened = Opened::new(text.as_bytes(), &Wanted::default()).expect("a GED file");
    let dialect = opened.reading.dialect.clone();
    assert_eq!((dialect.kind, dialect.head), (FeedKind::UcdpGed, HeaderKind::None));
    let rows = opened.read().expect("memory is read");
    let deaths = Deaths { low: Some(2), best: Some(3), high: Some(5) };
    assert_eq!((rows.len(), rows.deaths(0)), (1, deaths));
    assert_eq!(rows.site(0).unwrap().precision_km, Some(25.0));
    assert_eq!(rows.told(0), "2024-01-07".parse().ok());
}

#[test]
fn old_columns_and_other_encodings_are_known() {
    let text = "GWNO,EVENT_ID_CNTY,EVENT_DATE,TIME_PRECISION,EVENT_TYPE,ACTOR1,LOCATION,LATITUDE,LONGITUDE,GEO_PRECISION,FATALITIES\n\
                615,1ALG,1/13/1997,2,Violence against civilians,GIA,Alg\u{e9}rie,36.7,3.0,1,5\n";
    let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let opened = Opened::new(latin.as_slice(), &Wanted::default()).expect("an ACLED file");
    let dialect = opened.reading.dialect.clone();
    assert!(dialect.is_old && dialect.encoding == Encoding::OTHER);
    let rows = opened.read().expect("memory is read");
    assert_eq!(rows.site(0).unwrap().name.as_str(), "Algérie");
    let days = rows.span(0).unwrap().interval().closed().unwrap();
    assert_eq!(
        (days.0.to_string(), days.1.to_string()),
        ("1997-01-10".into(), "1997-01-16".into())
    );
    assert_eq!(rows.faults.total(), 0);
    let refused: [(&[u8], &str); 5] = [
        (b"\xff\xfee\0v\0", "bytes of zero"),
        (b"d\0a\0t\0e\0,\0k\0", "bytes of zero"),
        (b"\x1f\x8b\x08\0date,kind\n", "unpack it first"),
        (b"PK\x03\x04date,kind\n", "save its table as CSV"),
        (b"", "there is no header and no row in it"),
    ];
    for (bytes, word) in refused {
        match Opened::new(bytes, &Wanted::default()) {
            Err(Unusable::Unlike(why)) => {
                assert!(format!("{why}{:?}", why.hint).contains(word), "{why}")
            }
            other => panic!("{other:?}"),
        }
    }
}

proptest! {
    /// Whatever the bytes, whatever comes at once.
    #[test]
    fn any_bytes_read_the_same_at_every_size(
        cells in proptest::collection::vec(
            prop_oneof![
                4 => prop_oneof!["2020-01-0[1-9]", "ied", "[0-9]{1,2}", "[a-c]{0,4}"],
                1 => "[\",\r\n a\"]{0,5}",
                1 => "\"[a,\n\"]{0,6}\"",
            ], 0..60),
        ends in proptest::collection::vec(prop_oneof![8 => Just(","), 3 => Just("\n"), 1 => Just("\r\n"), 1 => Just("\r")], 60),
        junk in proptest::collection::vec(any::<u8>(), 0..20),
        (chunk, block, other) in (1usize..40, 1usize..200, 1usize..200),
    ) {
        let body: String = cells.iter().zip(&ends).flat_map(|(cell, end)| [cell.as_str(), end]).collect();
        let bytes = [HEADER.as_bytes(), body.as_bytes(), &junk].concat();
        let sizes = [(chunk, block), (1, other), (1 << 20, other)];
        // So many control signs in so few bytes are no text, whatever comes at once.
        let Some(whole) = read(&bytes, 1 << 20, BLOCK, MOST_RECORD) else {
            let is_refused = |(chunk, block)| read(&bytes, chunk, block, MOST_RECORD).is_none();
            prop_assert!(sizes.into_iter().all(is_refused));
            return Ok(());
        };
        for (chunk, block) in sizes {
            let parts = read(&bytes, chunk, block, MOST_RECORD).expect("it has a header");
            prop_assert_eq!(told(&parts), told(&whole), "chunks of {}, blocks of {}", chunk, block);
        }
        // As the reader takes it that is the slower one and the more exact.
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes.as_slice());
        prop_assert_eq!(whole.records, reader.byte_records().count() as u64);
        // No more is held than the longest record, and what comes in at once.
        let opened = Opened::new(Chunks(&bytes, chunk), &csv_wanted()).expect("it has a header");
        let mut blocks = opened.blocks.with_sizes(block, 50);
        while let Some(next) = blocks.next_block(Vec::new()).expect("memory is read") {
            prop_assert!(next.bytes.len() <= block + 50 + block);
        }
    }

    /// Of rows with one id the one changed last stands, else the last of them, in whatever parts and
    /// by however many readers they are read; each is told with the line that it stands on.
    #[test]
    fn an_id_counts_once_however_it_is_read(
        events in proptest::collection::vec((0u8..12, 0u32..4, 0u64..9, "[ab]{0,2}|x\n\ny"), 0..60),
        blocks in proptest::collection::vec(1usize..300, 1..4),
        is_stamped in any::<bool>(),
    ) {
        let stamp = if is_stamped { "timestamp" } else { "other" };
        let mut text = format!("event_id_cnty,event_date,event_type,notes,fatalities,{stamp}\n");
        for (id, changed, killed, note) in &events {
            let id = if *id == 0 { String::new() } else { format!("SYR{id}") };
            text += &format!("{id},2020-07-14,Battles,\"{note}\",{killed},{changed}\n");
        }
        let newest = |n: usize| {
            let of = |m: usize| (if is_stamped { events[m].1 } else { 0 }, m);
            let same = (0..events.len()).filter(|m| events[*m].0 == events[n].0);
            events[n].0 == 0 || same.map(of).max().is_some_and(|(_, m)| m == n)
        };
        for block in blocks {
            let Opened { reading, blocks } =
                Opened::new(text.as_bytes(), &Wanted::default()).expect("an ACLED file");
            let mut blocks = blocks.with_sizes(block, MOST_RECORD);
            let mut rows = FeedRows::default();
            let mut readers = [reading.reader(0), reading.reader(1)];
            for n in 0.. {
                let Some(block) = blocks.next_block(Vec::new()).expect("memory is read") else { break };
                rows.take_in(readers[n % 2].piece(&block));
                rows.settle();
            }
            let stand: Vec<usize> = (0..rows.len()).filter(|n| rows.stands(*n)).collect();
            let wanted: Vec<usize> = (0..events.len()).filter(|n| newest(*n)).collect();
            prop_assert_eq!(&stand, &wanted);
            let sum: u64 = wanted.iter().map(|n| events[*n].2).sum();
            prop_assert_eq!(rows.sums().best.unwrap_or(0), sum);
            prop_assert_eq!(rows.kept(), wanted.len() as u64);
            let listed = rows.faults.listed();
            let met: Vec<_> = listed.iter().filter(|f| f.kind == FaultKind::IdMetBefore).collect();
            prop_assert_eq!(met.len(), events.len() - wanted.len());
            for n in 0..rows.len() {
                let begin = usize::try_from(rows.offset(n).unwrap()).unwrap();
                let line = 1 + line_ends(&text.as_bytes()[..begin]);
                prop_assert_eq!(rows.place_of(n), Some((n as u64 + 1, line)));
            }
            for fault in met {
                prop_assert!(!stand.contains(&(fault.row as usize - 1)));
            }
        }
    }

    #[test]
    fn any_bytes_at_all_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for kind in [None, Some(FeedKind::Hxl), Some(FeedKind::Acled)] {
            let wanted = Wanted { kind, ..Wanted::default() };
            if let Ok(opened) = Opened::new(bytes.as_slice(), &wanted) {
                let rows = opened.read().expect("memory is read");
                prop_assert!(rows.records >= rows.left_out);
            }
        }
    }
}

/// Rows with names that are shared, text to clean and faults, as bytes.
fn kept() -> (FeedRows, Vec<u8>) {
    let text = format!(
        "{HEADER}2020-01-02,ied,3,Ariha\n31/13/2020,ied,1,\"a\nb\"\n2020-01-05,what,x,Sarāqib\n\
         2020-01-07,ied,2,Ariha\u{1b}[2J\n"
    );
    let rows = read(text.as_bytes(), 1 << 20, BLOCK, MOST_RECORD).expect("a header");
    let bytes = rows.to_bytes();
    (rows, bytes)
}

/// The bytes with the sum that belongs to them, as of a writer who means harm.
fn summed(body: &[u8]) -> Vec<u8> {
    [body, &xxhash_rust::xxh3::xxh3_64(body).to_le_bytes()].concat()
}

#[test]
fn what_is_kept_comes_back_and_what_was_damaged_does_not() {
    let (rows, bytes) = kept();
    let back = FeedRows::from_bytes(&bytes).expect("they are whole");
    assert_eq!(told(&back), told(&rows));
    assert_eq!((back.end, back.period(), back.is_told), (rows.end, rows.period(), rows.is_told));
    assert_eq!(back.to_bytes(), bytes);
    for n in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[n] ^= 0x41;
        assert!(FeedRows::from_bytes(&damaged).is_none(), "byte {n}");
        assert!(FeedRows::from_bytes(&bytes[..n]).is_none(), "{n} bytes of {}", bytes.len());
        // Nor does a sum make whole what was cut off.
        let cut = summed(&bytes[..n]);
        assert!(n == bytes.len() - 8 || FeedRows::from_bytes(&cut).is_none(), "{n} summed");
    }
}

#[test]
fn a_fault_in_any_column_is_kept() {
    let text = "#date+start,#affected+idps,#adm2+name\n2020-01-02,many,Ariha\n";
    let wanted = Wanted { kind: Some(FeedKind::Hxl), ..Wanted::default() };
    let rows = Opened::new(text.as_bytes(), &wanted).expect("tags").read().expect("memory is read");
    let means: Vec<_> = rows.faults.listed().iter().map(|fault| fault.means).collect();
    assert!(means.contains(&Some(Means::People)), "{means:?}");
    let back = FeedRows::from_bytes(&rows.to_bytes()).expect("they are whole");
    assert_eq!(told(&back), told(&rows));
}

proptest! {
    #[test]
    fn foreign_bytes_are_no_rows(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(FeedRows::from_bytes(&bytes).is_none());
        // In a form that is known, and with lengths that no memory holds.
        let (_, kept) = kept();
        let _ = FeedRows::from_bytes(&summed(&[&kept[..8], &bytes].concat()));
        let _ = FeedRows::from_bytes(&summed(&[&kept[..8], &[0xff; 9], &bytes].concat()));
    }

    /// Behind a sum that fits, whatever is not refused can be asked everything.
    #[test]
    fn damaged_bytes_are_no_rows_or_rows_that_hold(
        flips in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..6),
        length in any::<proptest::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let (_, whole) = kept();
        let mut bytes = whole.clone();
        for (at, byte) in flips {
            *at.get_mut(&mut bytes) = byte;
        }
        if is_cut {
            bytes.truncate(length.index(bytes.len()));
        }
        prop_assert!(bytes == whole || FeedRows::from_bytes(&bytes).is_none());
        let body = &bytes[..bytes.len().saturating_sub(8)];
        if let Some(rows) = FeedRows::from_bytes(&summed(body)) {
            told(&rows);
            let days = (0..rows.len()).map(|row| (rows.told(row), rows.span(row).map(DayRange::interval)));
            prop_assert_eq!(days.count(), rows.len());
            let _ = (rows.period(), rows.sums(), rows.row_at(40));
            prop_assert!(FeedRows::from_bytes(&rows.to_bytes()).is_some());
        }
    }
}

#[test]
fn what_stands_behind_a_day_is_a_time_or_the_day_is_not_read() {
    let day = |cell: &str| {
        super::dates::read(cell, &DateForm { order: DayOrder::DayFirst, ..DateForm::default() })
            .map(|read| read.first.to_string())
    };
    for (cell, wanted) in [
        ("2025-05-16", Some("2025-05-16")),
        ("2025-05-16 10:30:00.000", Some("2025-05-16")),
        ("2025-05-16T10:30:00Z", Some("2025-05-16")),
        ("16 May 2025", Some("2025-05-16")),
        ("16-05-2025 08:15", Some("2025-05-16")),
        ("2020-03-01 to 2020-03-31", None),
        ("16 May 2020 - 20 May 2020", None),
        ("2025-05-16/2025-06-20", None),
        ("2025-05-16 approx. or June", None),
        ("May 16-18 2025", None),
    ] {
        assert_eq!(day(cell).as_deref(), wanted, "{cell}");
    }
}

#[test]
fn a_source_day_before_the_event_narrows_nothing() {
    let text = "date,until,kind,published\n2020-03-10,2020-03-20,ied,2020-03-05\n";
    let rows = Opened::new(text.as_bytes(), &Wanted::default()).expect("a table").read();
    let rows = rows.expect("memory is read");
    let (first, last) = rows.span(0).unwrap().interval().closed().unwrap();
    assert_eq!((first.to_string(), last.to_string()), ("2020-03-10".into(), "2020-03-20".into()));
    assert_eq!(rows.faults.of(FaultKind::SourceDayBefore), 1);
}

/// What comes of opening a file, or why it is none.
fn opened(text: &str, wanted: &Wanted) -> Result<FeedRows, String> {
    let opened = Opened::new(text.as_bytes(), wanted).map_err(|why| why.to_string())?;
    Ok(opened.read().expect("memory is read"))
}

#[test]
fn a_header_longer_than_the_sample_is_read_whole() {
    // A few columns with long names, of which the last are those that are wanted.
    let fill = |names: usize, length: usize| -> String {
        (0..names).map(|n| format!("{n}{},", "x".repeat(length))).collect()
    };
    let row = |empty: usize| format!("{}2020-01-02,ied,3,Ariha\n", ",".repeat(empty));
    for (names, length) in [(3, 100_000), (30, 100_000), (16_000, 20)] {
        let head = format!("{}date,kind,killed,place\n", fill(names, length));
        assert!(head.len() > SAMPLE, "{}", head.len());
        let text = format!("{head}{}", row(names).repeat(5));
        let rows = opened(&text, &csv_wanted()).unwrap();
        assert_eq!((rows.records, rows.len(), rows.faults.total()), (5, 5, 0), "{names}");
        assert_eq!(rows.site(4).unwrap().name.as_str(), "Ariha");
    }
    // Names as long above the tags of HXL.
    let tags = "#date+reported,#affected+idps,#adm1+name\n";
    let text = format!("{}\n{tags}2020-01-02,7,Idlib\n", "a,".repeat(3).repeat(60_000));
    let told = opened(&text, &Wanted::default()).unwrap_err();
    assert_eq!(told, "it has more than 16384 columns");
    let text = format!("{}\n{tags}2020-01-02,7,Idlib\n", fill(3, 200_000));
    let wanted = Wanted { kind: Some(FeedKind::Hxl), ..Wanted::default() };
    assert_eq!(opened(&text, &wanted).unwrap().len(), 1);
}

#[test]
fn a_header_without_an_end_is_told_for_what_it_is() {
    let told = |text: &str| opened(text, &csv_wanted()).unwrap_err();
    let rows = "2020-01-02,ied,3,Ariha\n".repeat(200_000);
    for open in [format!("date,\"kind,killed,place\n{rows}"), "date,kind ".repeat(500_000)] {
        assert_eq!(
            told(&open),
            "its first record does not end within 4096 KiB; perhaps a quote in it is never closed"
        );
    }
    assert_eq!(told(&format!("{}\n{rows}", ",".repeat(4 << 19))), "it has more than 16384 columns");
}

//! What is vague, or looks like something else, is told and not guessed.

use super::{tests::csv_wanted, *};

#[test]
fn of_a_year_of_two_digits_it_is_said_what_it_was_taken_for() {
    let text = "date,kind,killed\nJul-20,ied,1\n20-07-14,ied,2\n14-07-2020,ied,4\nJul 20,ied,8\n";
    let rows =
        Opened::new(text.as_bytes(), &csv_wanted()).expect("a table").read().expect("memory");
    let span = rows.span(0).and_then(|span| span.interval().closed()).expect("days");
    assert_eq!(
        (span.0.to_string(), span.1.to_string()),
        ("2020-07-01".into(), "2020-07-31".into())
    );
    let mut listed = rows.faults.listed();
    listed.sort_by_key(|fault| fault.row);
    let told: Vec<(FaultKind, u64, &str)> =
        listed.iter().map(|fault| (fault.kind, fault.row, &*fault.text)).collect();
    assert_eq!(
        told,
        [
            (FaultKind::ShortYear, 1, "Jul-20"),
            (FaultKind::EitherYear, 2, "20-07-14"),
            (FaultKind::BadDay, 4, "Jul 20"),
        ]
    );
    assert_eq!((rows.kept(), rows.sums().best), (2, Some(5)));
    let wanted = Wanted { date_format: Some("%y-%m-%d".into()), ..csv_wanted() };
    let text = "date,kind,killed\n20-07-14,ied,2\n";
    let rows = Opened::new(text.as_bytes(), &wanted).expect("a table").read().expect("memory");
    assert_eq!((rows.len(), rows.faults.total()), (1, 0));
}

#[test]
fn a_day_without_signs_may_have_a_time_without_signs() {
    let read =
        |cell: &str| dates::read(cell, &DateForm::default()).map(|read| read.first.to_string());
    for cell in ["20200714T1030Z", "20200714T103000+0300", "20200714T10", "20200714"] {
        assert_eq!(read(cell).as_deref(), Some("2020-07-14"), "{cell}");
    }
    for cell in ["20200714T", "20200714Tnoon", "20200714T103", "20200714T1030+x", "20200714T1030é"]
    {
        assert_eq!(read(cell), None, "{cell}");
    }
}

#[test]
fn what_is_no_text_is_told_for_what_it_is() {
    let why = |bytes: &[u8]| match Opened::new(bytes, &Wanted::default()) {
        Err(why) => why.to_string(),
        Ok(_) => "a table".to_owned(),
    };
    let database = [&b"SQLite format 3\0"[..], &[1; 600]].concat();
    assert!(why(&database).starts_with("it is a database of SQLite"), "{}", why(&database));
    let bytes = [&b"MM"[..], &[7, 31, 200, 65, 66, 67].repeat(99)].concat();
    assert!(why(&bytes).starts_with("it is no text"), "{}", why(&bytes));
    assert!(why(b"7z\xbc\xaf\x27\x1c\0\x04").starts_with("it is compressed"));
    assert_eq!(why(b"date,place\x1b[2J\n2020-01-02,a\x07\n"), "a table", "a few cost nothing");
}

#[test]
fn sex_and_age_name_a_part_of_the_people() {
    let text = "Date,District,IDPs,Sex,Age\n#date,#adm2+name,#affected+idps,#population+sex,#meta+age\n\
                2020-03-31,Ariha,70,f,0-17\n2020-03-31,Ariha,48,m,0-17\n";
    let rows = Opened::new(text.as_bytes(), &Wanted::default()).expect("tags");
    let rows = rows.read().expect("memory");
    let parts: Vec<&str> =
        (0..rows.len()).filter_map(|n| rows.sort(n)).map(|sort| sort.part.as_str()).collect();
    assert_eq!(parts, ["f · 0-17", "m · 0-17"]);
}

#[test]
fn a_delimiter_that_only_texts_have_is_none() {
    for (text, delimiter) in [
        ("Datum;Ort;Tote\n1.2.2020;a, b, c, d, e;3\n2.2.2020;f, g, h, i, j;4\n", b';'),
        ("Datum;Ort;Tote\n2020-02-01;1,5,2,3;3\n", b';'),
        ("day,where\n2020-01-02,\"a; b; c; d\"\n2020-01-03,\"a; b; c; d\"\n", b','),
        ("Report, final\na\tb\tc\n1\t2, 3\t3\n", b'\t'),
    ] {
        let opened = Opened::new(text.as_bytes(), &Wanted::default()).expect(text);
        assert_eq!(opened.reading.dialect.delimiter, delimiter, "{text}");
    }
}

#[test]
fn a_square_of_the_grid_is_a_point_as_far_off_as_it_is_large() {
    let columns = [("date", "d"), ("lat", "mgrs"), ("lon", "mgrs")];
    let columns = columns.map(|(ours, theirs)| (ours.into(), theirs.into())).to_vec();
    let wanted = Wanted { columns, ..csv_wanted() };
    let text = "d,mgrs\n2020-01-02,37S BV 841 659\n2020-01-03,37SBV\n2020-01-04,\"35.8, 36.6\"\n";
    let rows = Opened::new(text.as_bytes(), &wanted).expect("a table").read().expect("memory");
    let site = rows.site(0).expect("a site");
    let at = site.at.expect("a point");
    assert!((at.lat - 35.8142).abs() < 0.001 && (at.lon - 36.6106).abs() < 0.001, "{at:?}");
    assert!((site.precision_km.expect("known") - 0.0707).abs() < 0.001);
    assert_eq!(rows.site(1).and_then(|site| site.at), None);
    assert_eq!(rows.faults.of(FaultKind::BadPoint), 1);
    let plain = rows.site(2).expect("a site");
    assert_eq!((plain.at.map(|at| at.lat), plain.precision_km), (Some(35.8), None));
}

#[test]
fn of_what_is_at_least_nobody_says_the_most() {
    let bounds = |low, best, high| {
        let bounds = Deaths { low, best, high }.bounds();
        (bounds.low, bounds.high)
    };
    assert_eq!(bounds(Some(12), None, None), (12, None));
    assert_eq!(bounds(None, None, Some(12)), (0, Some(12)));
    assert_eq!(bounds(Some(2), Some(3), Some(9)), (2, Some(9)));
    assert_eq!(bounds(Some(4), Some(3), Some(2)), (2, Some(4)), "the file contradicts itself");
    assert_eq!(bounds(None, None, None), (0, None));
    assert_eq!(bounds(Some(7), Some(7), Some(7)), (7, Some(7)));
}

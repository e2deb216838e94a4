//! JSON as a table: an array of flat records, or of rows below one that names their columns, alone or
//! within the answer of a server; or one record on each line. The file is read twice: once for its columns, once for its rows.

mod flat;
mod records;

use flat::JsonColumns;
use records::{Layout, Records};

use super::{
    Stream, Taker,
    kinds::Container,
    outlet::Outlet,
    packing::Packing,
    refused::{NotUnpacked, damaged},
    table::TableWriter,
};
use crate::model::{Clean, Refusal};

/// Keys of an answer that tells of an error.
const ERRORS: [&str; 7] =
    ["error", "errors", "error_description", "message", "detail", "fault", "title"];
/// Those of them under which several errors stand as records.
const ERROR_LISTS: [&str; 3] = ["error", "errors", "fault"];
/// Signs of such a record that are told.
const TOLD: usize = 200;
/// Keys under which an answer names where it goes on.
const NEXT: [&str; 5] = ["next", "nextpage", "next_page", "nextpageurl", "next_page_url"];
/// Values that a refusal names.
const NAMED: usize = 4;

/// Unpacks records into a table; what is found is noted.
pub fn unpack(stream: &Stream, packing: &mut Packing, to: &mut Outlet) -> Result<(), NotUnpacked> {
    let mut layout = Layout::Array;
    stream(&mut |bytes| {
        let are_lines = Records::new(bytes, Layout::Array).are_lines()?;
        layout = if are_lines { Layout::Lines } else { Layout::Array };
        Ok(())
    })?;
    let mut learned = learn(stream, layout, packing, to)?;
    if learned.is_none() && layout == Layout::Array {
        layout = Layout::Rows;
        learned = learn(stream, layout, packing, to)?;
    }
    if learned.is_none() && layout == Layout::Rows {
        // An object that holds no array is one record.
        layout = Layout::Lines;
        learned = learn(stream, layout, packing, to)?;
    }
    let columns = learned
        .ok_or("it holds no records, and only records can be read")
        .map_err(Refusal::from)?;
    let container = match layout {
        _ if columns.is_geo => Container::GeoJson,
        Layout::Array | Layout::Rows => Container::Json,
        Layout::Lines => Container::JsonLines,
    };
    packing.containers.pop();
    packing.containers.push(container);
    write(stream, layout, &columns, packing, to)
}

/// The columns of all records; `None` where there is no array of records in an object. Errs where the
/// file says why there are none.
fn learn(
    stream: &Stream,
    layout: Layout,
    packing: &mut Packing,
    to: &Outlet,
) -> Result<Option<JsonColumns>, NotUnpacked> {
    let mut columns = JsonColumns::default();
    let mut is_found = false;
    let mut first = String::new();
    let mut take = |bytes: &mut dyn std::io::Read| {
        let mut records = Records::new(bytes, layout);
        while let Some(record) = records.next_record()? {
            if layout == Layout::Rows && !columns.are_rows {
                if !columns.head(record.bytes)? {
                    return Ok(()); // arrays of something else
                }
                continue;
            }
            if !is_found {
                is_found = true;
                first = String::from_utf8_lossy(record.bytes).chars().take(TOLD).collect();
                columns.is_geo = flat::is_feature(record.bytes);
            }
            let line = record.line;
            to.is_wanted()?;
            columns.learn(record.bytes).map_err(|why| on_line(line, &why))?;
        }
        if !is_found {
            return match no_records(&records.head, &records.empty) {
                Some(why) => Err(why.into()),
                None => Ok(()),
            };
        }
        if let Some(path) = records.table.as_ref().filter(|path| is_of_errors(path)) {
            let (path, told) = (Clean::from(path.as_str()), Clean::from(first.as_str()));
            return Err(answered(&format!("{path}: {told}")).into());
        }
        let beside = records.others.iter().map(|(path, n)| (path.as_str().into(), *n));
        packing.lost.extend(beside);
        packing.remarks.extend(remarks(&records.head));
        Ok(())
    };
    stream(&mut take)?;
    if is_found && columns.names.is_empty() {
        return Err(Refusal::from("its records hold no values, only what is nested").into());
    }
    packing.lost.extend(columns.lost.iter().map(|(name, n)| (name.as_str().into(), *n)));
    Ok(is_found.then_some(columns))
}

fn write(
    stream: &Stream,
    layout: Layout,
    columns: &JsonColumns,
    packing: &mut Packing,
    to: &mut Outlet,
) -> Result<(), NotUnpacked> {
    let mut table = TableWriter::new(to);
    table.row(&columns.names, 1)?;
    let mut is_below_head = false;
    let mut take = |bytes: &mut dyn std::io::Read| {
        let mut records = Records::new(bytes, layout);
        while let Some(record) = records.next_record()? {
            let line = record.line;
            if layout == Layout::Rows && !is_below_head {
                is_below_head = true;
                continue;
            }
            let row = columns.row(record.bytes).map_err(|why| on_line(line, &why))?;
            table.row(row.iter().map(|cell| cell.as_bytes()), line)?;
        }
        Ok(())
    };
    let take: &mut Taker = &mut take;
    stream(take)?;
    packing.lines = table.finish()?;
    Ok(())
}

fn on_line(line: u64, why: &Refusal) -> NotUnpacked {
    damaged(&format!("the record on line {line}: {}", why.message)).into()
}

/// Whether the records of an array are errors, by the keys that lead there.
fn is_of_errors(path: &str) -> bool {
    path.split('.').any(|name| ERROR_LISTS.contains(&name.to_lowercase().as_str()))
}

/// That a server answered with an error.
fn answered(told: &str) -> Refusal {
    let message = format!("it is the answer of a server that tells of an error: {told}");
    Refusal::new(message, "it holds no rows; ask the server again")
}

/// Why an answer holds no records, where it says so; `None` where it may be a record itself.
fn no_records(head: &[(String, String)], empty: &[String]) -> Option<Refusal> {
    let is_error = |(path, value): &&(String, String)| {
        let names = || path.split('.');
        let last = names().next_back().unwrap_or_default().to_lowercase();
        let is_named = names().any(|name| ERRORS.contains(&name.to_lowercase().as_str()));
        match last.as_str() {
            "success" => value == "false",
            "status" | "code" | "status_code" => value.parse().is_ok_and(|code: u32| code >= 400),
            _ => is_named && !value.is_empty() && value != "null",
        }
    };
    let told: Vec<String> = head
        .iter()
        .filter(is_error)
        .take(NAMED)
        .map(|(path, value)| {
            format!("{}: {}", Clean::from(path.as_str()), Clean::from(value.as_str()))
        })
        .collect();
    if !told.is_empty() && told.len() * 4 >= head.len() {
        return Some(answered(&told.join(", ")));
    }
    let first = empty.first()?;
    let name = if first.is_empty() {
        "its array".into()
    } else {
        format!("its {}", Clean::from(first.as_str()))
    };
    Some(Refusal::new(
        format!("{name} is empty: it holds no rows"),
        "the question may ask for too little",
    ))
}

/// What an answer says of itself that whoever counts its rows must know.
fn remarks(head: &[(String, String)]) -> Vec<Clean> {
    let last = |path: &str| path.rsplit('.').next().unwrap_or_default().to_lowercase();
    let remark = |(path, value): &(String, String)| -> Option<Clean> {
        let is_set = !value.is_empty() && !matches!(value.as_str(), "null" | "false");
        match last(path).as_str() {
            name if NEXT.contains(&name) && is_set => {
                Some(format!("it is one page of several: more is at {value}").into())
            }
            "exceededtransferlimit" if is_set => {
                Some("the server cut its answer off: more rows are there".into())
            }
            _ => None,
        }
    };
    head.iter().filter_map(remark).collect()
}

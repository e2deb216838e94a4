//! How a file is packed. A container says how bytes are packed, the kind of a feed what its columns
//! mean: whatever is no plain text is unpacked into CSV, and that is read like any other; but of a
//! file of columns those are read that are asked for.

mod archive;
mod column_steps;
mod columns_as_text;
mod json;
mod kinds;
mod limits;
mod lines;
mod named_values;
mod original;
mod outlet;
mod packing;
mod parquet;
mod parquet_cells;
mod refused;
#[cfg(test)]
mod round_trip;
mod sheet;
mod table;
#[cfg(test)]
mod tests;
mod utf16;

use std::{
    cell::Cell,
    io::{BufReader, Read, Write, copy},
    sync::Arc,
};

use flate2::bufread::MultiGzDecoder;

pub use column_steps::{ColumnReading, ColumnStep};
pub use columns_as_text::ColumnsAsText;
pub use kinds::{CONTAINERS, Container};
pub use lines::LineMap;
pub use original::PackedBytes;
pub use packing::Packing;
pub use parquet::{ColumnFile, ColumnPart};
pub use refused::NotUnpacked;

use self::{archive::Archive, limits::MOST_DEPTH, original::PackedReader, outlet::Outlet};
use crate::model::{Clean, Refusal};

/// Bytes at the beginning by which a container is told.
pub const TELLING: usize = 4096;

/// Bytes that are taken at once of what is held in memory.
const STEP: u64 = 1 << 20;

/// Whoever takes the bytes that came out of a container, which may be packed again.
type Taker<'a> = dyn FnMut(&mut dyn Read) -> Result<(), NotUnpacked> + 'a;

/// Gives these bytes from their beginning, as often as they are wanted.
type Stream<'a> = dyn Fn(&mut Taker) -> Result<(), NotUnpacked> + 'a;

/// Unpacks a file into a table of text. `sheet` is the sheet of a workbook that is asked for;
/// `goes_on` is asked again and again whether anybody still waits.
pub fn unpack(
    original: &Arc<dyn PackedBytes>,
    sheet: Option<&Clean>,
    to: &mut dyn std::io::Write,
    goes_on: &dyn Fn() -> bool,
) -> Result<Packing, NotUnpacked> {
    let reader = PackedReader::new(original);
    let mut outlet = Outlet::new(to, &reader, goes_on);
    let mut packing = Packing::new(sheet.cloned());
    let done = unpack_whole(&reader, &mut packing, &mut outlet);
    match done {
        Ok(()) => Ok(packing),
        Err(error) => Err(outlet.cause(error)),
    }
}

fn unpack_whole(
    reader: &PackedReader,
    packing: &mut Packing,
    to: &mut Outlet,
) -> Result<(), NotUnpacked> {
    let sample = reader.beginning(TELLING)?;
    let container = Container::of(&sample);
    if container == Container::Zip {
        let archive = Archive::new(reader)?;
        return match archive.has("xl/workbook.xml") {
            true => sheet::unpack(&archive, reader, packing, to),
            false => archive::unpack(&archive, reader, packing, to),
        };
    }
    packing.containers.push(container);
    match container {
        Container::Gzip | Container::Zstandard => {
            let stream = |take: &mut Taker| decompress(container, &mut reader.from(0), take);
            unpack_stream(&stream, 1, packing, to)
        }
        Container::Utf16Le | Container::Utf16Be => {
            decode(container, &|take: &mut Taker| take(&mut reader.from(0)), packing, to)
        }
        Container::Parquet => unpack_columns(reader, packing, to),
        Container::Json => json::unpack(&|take: &mut Taker| take(&mut reader.from(0)), packing, to),
        _ => Err(Refusal::from("it is not packed").into()),
    }
}

/// Unpacks what comes out of a container.
fn unpack_stream(
    stream: &Stream,
    depth: usize,
    packing: &mut Packing,
    to: &mut Outlet,
) -> Result<(), NotUnpacked> {
    let mut sample = Vec::new();
    stream(&mut |bytes| {
        bytes.take(TELLING as u64).read_to_end(&mut sample)?;
        Ok(())
    })?;
    let container = Container::of(&sample);
    packing.containers.push(container);
    match container {
        Container::Text if is_tar(&sample) => {
            let hint = "unpack it and name the file that is meant";
            Err(Refusal::new("it holds a tar archive", hint).into())
        }
        Container::Json => json::unpack(stream, packing, to),
        Container::Text => stream(&mut |bytes| Ok(copy(bytes, to).map(drop)?)),
        Container::Utf16Le | Container::Utf16Be => decode(container, stream, packing, to),
        Container::Gzip | Container::Zstandard if depth < MOST_DEPTH => {
            let inner = |take: &mut Taker| stream(&mut |bytes| decompress(container, bytes, take));
            unpack_stream(&inner, depth + 1, packing, to)
        }
        Container::Gzip | Container::Zstandard => {
            let message = format!("it is packed more than {MOST_DEPTH} times over");
            Err(Refusal::new(message, "unpack it and name what is in it").into())
        }
        Container::Zip | Container::Parquet => unpack_inner(stream, container, packing, to),
        other => Err(again(other)),
    }
}

/// Unpacks a workbook or columns that come out of a container: they are read at any place, so what
/// is packed is held in memory first.
fn unpack_inner(
    stream: &Stream,
    container: Container,
    packing: &mut Packing,
    to: &mut Outlet,
) -> Result<(), NotUnpacked> {
    let mut inner = Vec::new();
    stream(&mut |bytes| {
        loop {
            to.is_wanted()?;
            if bytes.take(STEP).read_to_end(&mut inner)? == 0 {
                return Ok(());
            }
            to.weigh_held(inner.len() as u64)?;
        }
    })?;
    let inner: Arc<dyn PackedBytes> = Arc::new(inner);
    let reader = PackedReader::new(&inner);
    if container == Container::Parquet {
        return unpack_columns(&reader, packing, to);
    }
    packing.containers.pop();
    let archive = Archive::new(&reader)?;
    match archive.has("xl/workbook.xml") {
        true => sheet::unpack(&archive, &reader, packing, to),
        false => Err(again(container)),
    }
}

/// Writes out every column that holds single values.
fn unpack_columns(
    reader: &PackedReader,
    packing: &mut Packing,
    to: &mut Outlet,
) -> Result<(), NotUnpacked> {
    let file = ColumnFile::of(reader)?;
    let mut text = ColumnsAsText::new(&file);
    copy(&mut text, to)?;
    to.flush()?;
    packing.lost = file.lost();
    packing.lines = text.lines();
    Ok(())
}

/// That what came out of a container is one again that is not opened there.
fn again(container: Container) -> NotUnpacked {
    let what = format!("what is in it is a container again (.{})", container.word());
    Refusal::new(what, "unpack it once and name that file").into()
}

/// Unpacks a text in UTF-16, whose lines stay as they are.
fn decode(
    container: Container,
    stream: &Stream,
    packing: &mut Packing,
    to: &mut Outlet,
) -> Result<(), NotUnpacked> {
    let encoding = match container {
        Container::Utf16Be => encoding_rs::UTF_16BE,
        _ => encoding_rs::UTF_16LE,
    };
    let has_replaced = Cell::new(false);
    let inner = |take: &mut Taker| {
        stream(&mut |bytes| {
            let mut decoded = utf16::Decoded::new(bytes, encoding);
            let done = take(&mut decoded);
            has_replaced.set(has_replaced.get() | decoded.has_replaced);
            done
        })
    };
    // Within a text only text stands, or records.
    unpack_stream(&inner, MOST_DEPTH, packing, to)?;
    if has_replaced.get() {
        let remark = format!("what is no {} in it reads \u{fffd}", encoding.name());
        packing.remarks.push(Clean::new(&remark));
    }
    Ok(())
}

/// Gives the bytes that were compressed.
fn decompress(
    container: Container,
    packed: &mut dyn Read,
    take: &mut Taker,
) -> Result<(), NotUnpacked> {
    let packed = BufReader::with_capacity(1 << 16, packed);
    match container {
        Container::Zstandard => take(&mut zstd::stream::read::Decoder::with_buffer(packed)?),
        _ => take(&mut MultiGzDecoder::new(packed)),
    }
}

/// Whether some bytes begin a tar archive.
fn is_tar(sample: &[u8]) -> bool {
    sample.get(257..262) == Some(b"ustar")
}

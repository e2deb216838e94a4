//! Zip files: an archive with one file, or one of the kinds of document that are archives themselves.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use zip::{ZipArchive, result::ZipError};

use super::{
    Taker,
    kinds::Container,
    limits::{MOST_DIRECTORY, MOST_MEMBERS, MOST_UNPACKED},
    original::PackedReader,
    outlet::{Outlet, is_past_ratio, too_large, too_well_packed},
    packing::Packing,
    refused::{NotUnpacked, damaged},
    unpack_stream,
};
use crate::model::{Clean, Refusal};

/// Names that a refusal tells.
const NAMED: usize = 5;

/// An archive with its directory read.
#[derive(Clone)]
pub struct Archive {
    archive: ZipArchive<PackedReader>,
    /// Where each of its files stands in the directory, and what it is called.
    files: Vec<(usize, String)>,
}

/// Unpacks the one file of an archive.
pub fn unpack(
    archive: &Archive,
    reader: &PackedReader,
    packing: &mut Packing,
    to: &mut Outlet,
) -> Result<(), NotUnpacked> {
    if let Some(what) = archive.document() {
        return Err(what.into());
    }
    packing.containers.push(Container::Zip);
    let files: Vec<&str> = archive.names().filter(|name| !is_beside(name)).collect();
    let [name] = files[..] else { return Err(several(&files).into()) };
    archive.check(name, reader)?;
    packing.member = Some(name.into());
    unpack_stream(&|take: &mut Taker| archive.open(name, take), 1, packing, to)
}

impl Archive {
    /// Reads the directory of an archive.
    pub fn new(reader: &PackedReader) -> Result<Archive, NotUnpacked> {
        // The library holds all of a directory in memory.
        let mut directory = Capped { reader: reader.from(0), left: MOST_DIRECTORY };
        let read = ZipArchive::new(&mut directory).map(drop);
        if directory.left == 0 {
            return Err(too_many().into());
        }
        read.map_err(unzipped)?;
        let archive = ZipArchive::new(reader.from(0)).map_err(unzipped)?;
        if archive.len() > MOST_MEMBERS {
            return Err(too_many().into());
        }
        if archive.has_duplicate_names() {
            let hint = "unpack it and name the file that is meant";
            return Err(Refusal::new("it holds two files of one name", hint).into());
        }
        let names = archive.file_names_raw().map(|name| String::from_utf8_lossy(name).into_owned());
        let files = names.enumerate().filter(|(_, name)| !name.ends_with('/')).collect();
        Ok(Archive { archive, files })
    }

    /// What its files are called, in the order of the directory.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(_, name)| name.as_str())
    }

    /// Whether it has a file of this name.
    pub fn has(&self, name: &str) -> bool {
        self.names().any(|one| one == name)
    }

    /// Gives the bytes of a file, from their beginning.
    pub fn open(&self, name: &str, take: &mut Taker) -> Result<(), NotUnpacked> {
        let mut archive = self.archive.clone();
        let mut file = archive.by_index(self.place(name)?).map_err(unzipped)?;
        take(&mut BufReader::with_capacity(1 << 16, &mut file))
    }

    fn place(&self, name: &str) -> Result<usize, NotUnpacked> {
        let file = self.files.iter().find(|(_, one)| one == name);
        file.map(|(at, _)| *at).ok_or_else(|| damaged(&"a file of it is missing").into())
    }

    /// Refuses a file that cannot be read, or that the directory says to be too large.
    fn check(&self, name: &str, reader: &PackedReader) -> Result<(), NotUnpacked> {
        let entry = self.archive.by_index_data(self.place(name)?).map_err(unzipped)?;
        let name: Clean = name.into();
        if entry.enclosed_name().is_none() {
            let message = format!("the file in it is called {name}, which leads out of its folder");
            return Err(Refusal::new(message, "ask whoever made it what it is").into());
        }
        if entry.encrypted() {
            let hint = "unpack it with its password, and name what is in it";
            return Err(Refusal::new(format!("{name} in it is locked by a password"), hint).into());
        }
        match entry.size() {
            size if size > MOST_UNPACKED => Err(too_large().into()),
            size if is_past_ratio(size, reader.length()) => Err(too_well_packed().into()),
            _ => Ok(()),
        }
    }

    /// What it is where it is a document of its own that is not read.
    fn document(&self) -> Option<Refusal> {
        let begins = |with: &str| self.names().any(|name| name.starts_with(with));
        let what = match () {
            () if self.has("xl/workbook.bin") => "it is a workbook of kind .xlsb",
            () if self.has("mimetype") && self.has("content.xml") => "it is an OpenDocument file",
            () if begins("word/") => "it is a Word document",
            () if begins("ppt/") => "it is a presentation",
            () => return None,
        };
        Some(Refusal::new(what, "save its table as .xlsx or CSV"))
    }
}

/// Whether a file is what some systems put beside those that are meant.
fn is_beside(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or_default();
    name.starts_with("__MACOSX/") || last.starts_with('.')
}

fn too_many() -> Refusal {
    let message = format!("it holds more than {MOST_MEMBERS} files");
    Refusal::new(message, "unpack it and name the one that is meant")
}

/// What is said of an archive that holds several files, or none.
fn several(names: &[&str]) -> Refusal {
    if names.is_empty() {
        return "the archive is empty".into();
    }
    let named: Vec<Clean> = names.iter().take(NAMED).map(|name| (*name).into()).collect();
    let named: Vec<&str> = named.iter().map(|name| &**name).collect();
    let more = names.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let message = format!("it holds {} files: {}{more}", names.len(), named.join(", "));
    Refusal::new(message, "unpack it and name the one that is meant")
}

/// Why an archive cannot be read, in words.
fn unzipped(error: ZipError) -> NotUnpacked {
    match error {
        ZipError::Io(error) => error.into(),
        ZipError::CompressionMethodNotSupported(method) => Refusal::new(
            format!("it is packed in a way that is not read (method {method})"),
            "unpack it yourself and name what is in it",
        )
        .into(),
        other => damaged(&other).into(),
    }
}

/// A reader that gives up after so many bytes.
struct Capped {
    reader: PackedReader,
    left: u64,
}

impl Read for Capped {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(into.len());
        if most == 0 && !into.is_empty() {
            return Err(io::Error::other("too much of it"));
        }
        let read = self.reader.read(&mut into[..most])?;
        self.left -= read as u64;
        Ok(read)
    }
}

impl Seek for Capped {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.reader.seek(to)
    }
}

//! Feeds that are packed: unpacked once into the reader's cache, and read from there. What stands
//! there is believed only of the very same file; a changed one is unpacked anew.

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::UNIX_EPOCH,
};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3;

use super::{
    FeedStamp,
    source::{FeedSource, OriginalFile, given_up},
};
use crate::{
    board::Digest,
    feed::{ColumnFile, Container, NotUnpacked, PackedBytes, Packing, TELLING, unpack},
    model::{Clean, Reason, Refusal},
    runtime::{environment, opening, opening::Unopened, panics::caught, private, save, why::why},
};

/// The form of what is kept about an unpacked file: another form is another number.
const FORM: &[u8; 8] = b"sitpack1";
/// Bytes of what is kept about an unpacked file, at most.
const MOST_ABOUT: usize = 64 << 20;
/// Where unpacked files stand below the cache folder.
const FOLDER: &str = "sitboard/unpacked";

/// The form of what is kept beside an unpacked file. Its number is raised with every change of it: what
/// another build kept is unpacked anew.
const KEPT_FORM: &str = concat!(env!("CARGO_PKG_VERSION"), " 3");

/// Where Linux names the run of the system since it was started.
const BOOT: &str = "/proc/sys/kernel/random/boot_id";
const MOST_BOOT: usize = 256;

/// A feed's file with what its rows are read from.
pub struct FeedText {
    /// The file itself, its columns, or what was unpacked of it.
    pub source: FeedSource,
    /// What the file was; of plain text nobody has looked yet.
    pub stamp: Option<FeedStamp>,
    /// How it is packed; `None` for plain text.
    pub packing: Option<Arc<Packing>>,
}

/// What is kept beside an unpacked file.
#[derive(Serialize, Deserialize)]
struct About {
    version: String,
    original: PathBuf,
    /// What the original was.
    stamp: [u8; 32],
    /// What the text was when it was written.
    text: TextStamp,
    /// The run of the system in which the text was written, where nobody waited until it was on the
    /// disk: in another run a power cut may have taken some of it.
    boot: Option<String>,
    packing: Packing,
}

/// How many bytes a text had and when it was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct TextStamp {
    length: u64,
    written: u128,
}

impl TextStamp {
    fn of(file: &File) -> io::Result<TextStamp> {
        let about = file.metadata()?;
        let written = about.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        Ok(TextStamp { length: about.len(), written: written.as_nanos() })
    }
}

/// What to do where there is no room for what is unpacked.
const ROOM: &str = "make room, or set XDG_CACHE_HOME to where there is some";

/// Why there is no text of a feed's file.
#[derive(Debug)]
pub enum NoText {
    /// The file itself cannot be had.
    Unopened(Unopened),
    /// It is packed, and cannot be unpacked.
    NotUnpacked(NotUnpacked),
}

impl<E: Into<Unopened>> From<E> for NoText {
    fn from(why: E) -> Self {
        NoText::Unopened(why.into())
    }
}

impl From<NotUnpacked> for NoText {
    fn from(why: NotUnpacked) -> Self {
        NoText::NotUnpacked(why)
    }
}

impl NoText {
    /// Why, to whoever wants to read the file.
    pub fn refusal(self) -> Refusal {
        match self {
            NoText::Unopened(why) => why.into(),
            NoText::NotUnpacked(NotUnpacked::Refused(why)) => why,
            NoText::NotUnpacked(NotUnpacked::Unwritten(error)) => {
                let message = format!("what is in it cannot be kept in the cache: {}", why(&error));
                Refusal::new(message, ROOM)
            }
            NoText::NotUnpacked(why) => why.message().to_string().into(),
        }
    }
}

/// Opens a feed's file; one that is packed is unpacked first, unless that was done before. `sheet` is
/// the sheet of a workbook that is asked for.
pub fn open(
    path: &Path,
    sheet: Option<&Clean>,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Result<FeedText, NoText> {
    let file = opening::file(path)?;
    let container = container(&file)?;
    if container == Container::Text {
        return Ok(FeedText { source: FeedSource::Text(file), stamp: None, packing: None });
    }
    let stamp = FeedStamp::of(&file)?;
    if container == Container::Parquet {
        let (source, packing) = columns(file, sheet)?;
        return Ok(FeedText { source, stamp: Some(stamp), packing: Some(Arc::new(packing)) });
    }
    let path = &private::whole(path).unwrap_or_else(|| path.into());
    let place = place(path, sheet)?;
    if let Some((text, packing)) = found(&place, Some(stamp)) {
        let source = FeedSource::Text(text);
        return Ok(FeedText { source, stamp: Some(stamp), packing: Some(packing) });
    }
    // To wait for the disk would take longer than to read what was unpacked.
    let boot = boot();
    let packing = unpacked(file, sheet, (&place, boot.is_some()), goes_on)?;
    let text = opening::file(&place)?;
    let about = About {
        version: KEPT_FORM.into(),
        original: path.clone(),
        stamp: stamp.to_bytes(),
        text: TextStamp::of(&text)?,
        boot,
        packing,
    };
    // Whoever comes later unpacks it again where this is not there.
    let _ = save::put(&beside(&place), &[&about.to_bytes()]);
    let source = FeedSource::Text(text);
    Ok(FeedText { source, stamp: Some(stamp), packing: Some(Arc::new(about.packing)) })
}

/// The columns of a file, which are read where they stand.
fn columns(file: File, sheet: Option<&Clean>) -> Result<(FeedSource, Packing), NoText> {
    let original = Arc::new(OriginalFile::of(file)?);
    let bytes: Arc<dyn PackedBytes> = original.clone();
    // A library that gives up on hostile bytes does not end the board.
    let opened = caught(|| ColumnFile::new(&bytes)).map_err(given_up)??;
    let packing = Packing { asked: sheet.cloned(), ..opened.packing() };
    Ok((FeedSource::Columns(Box::new(opened), original), packing))
}

/// Opens what rows were read from, to read single ones again.
pub fn reopen(path: &Path, packing: Option<&Packing>) -> Result<FeedSource, NoText> {
    let Some(packing) = packing else { return Ok(FeedSource::Text(opening::file(path)?)) };
    let sheet = packing.asked.as_ref();
    if packing.containers == [Container::Parquet] {
        return open(path, sheet, &|| true).map(|opened| opened.source);
    }
    let whole = private::whole(path).unwrap_or_else(|| path.into());
    match found(&place(&whole, sheet)?, None) {
        Some((text, _)) => Ok(FeedSource::Text(text)),
        None => open(path, sheet, &|| true).map(|opened| opened.source),
    }
}

/// What a file is by its first bytes.
fn container(file: &File) -> io::Result<Container> {
    let mut sample = vec![0; TELLING];
    let read = super::read_at(file, &mut sample, 0)?;
    Ok(Container::of(&sample[..read]))
}

/// Where a file is unpacked to.
fn place(path: &Path, sheet: Option<&Clean>) -> Result<PathBuf, NoText> {
    let nowhere = || {
        let hint = "set HOME or XDG_CACHE_HOME";
        NotUnpacked::Refused(Refusal::new("no folder is named to unpack it in", hint))
    };
    let folder = environment::cache_folder().ok_or_else(nowhere)?.join(FOLDER);
    let name = format!("{}\n{}", path.display(), sheet.map_or("", |sheet| sheet.original()));
    Ok(folder.join(format!("{}.csv", Digest::of(name.as_bytes()))))
}

/// Where it is told what an unpacked file is.
fn beside(place: &Path) -> PathBuf {
    place.with_extension("about")
}

/// What was unpacked before: of a file that was this, or of any.
fn found(place: &Path, stamp: Option<FeedStamp>) -> Option<(File, Arc<Packing>)> {
    let about = About::from_bytes(&opening::read(&beside(place), MOST_ABOUT).ok()?)?;
    let is_whole = about.boot.is_none() || about.boot == boot();
    let is_same = is_whole && stamp.is_none_or(|stamp| stamp.to_bytes() == about.stamp);
    let text = opening::file(place).ok().filter(|_| is_same)?;
    (TextStamp::of(&text).ok()? == about.text).then(|| (text, Arc::new(about.packing)))
}

/// The run of the system; `None` where it is not named.
fn boot() -> Option<String> {
    let id = String::from_utf8(opening::read(Path::new(BOOT), MOST_BOOT).ok()?).ok()?;
    Some(id.trim().to_owned()).filter(|id| !id.is_empty())
}

/// Unpacks a file to its place, be it that a power cut may take it; nothing is left there where it does not come to its end.
fn unpacked(
    file: File,
    sheet: Option<&Clean>,
    (place, may_be_lost): (&Path, bool),
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Result<Packing, NoText> {
    let folder = place.parent().unwrap_or(place);
    private::open_folder(folder).map_err(NotUnpacked::Unwritten)?;
    forget_the_gone(folder);
    let original: Arc<dyn PackedBytes> = Arc::new(OriginalFile::of(file)?);
    let write = |to: &mut dyn io::Write| unpack(&original, sheet, to, goes_on);
    // A library that gives up on hostile bytes ends this thread, and not the board.
    let done = std::thread::scope(|scope| {
        let put = || caught(|| save::put_written(place, may_be_lost, write));
        scope.spawn(put).join().unwrap_or_else(|_| Err("unpacking it failed".into()))
    });
    let put = done.map_err(given_up)?;
    put.map_err(|error| match error {
        save::Unput::NotMade(why) => why.into(),
        save::Unput::NotSaved(stop) => {
            let message = format!("what is in it cannot be kept in the cache: {stop}");
            NotUnpacked::Refused(Refusal::new(message, ROOM)).into()
        }
    })
}

/// Removes what was unpacked of files that are there no more.
fn forget_the_gone(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "about") {
            continue;
        }
        let about = opening::read(&path, MOST_ABOUT).ok();
        let about = about.and_then(|bytes| About::from_bytes(&bytes));
        if about.is_none_or(|about| !about.original.exists()) {
            let _ = std::fs::remove_file(path.with_extension("csv"));
            let _ = std::fs::remove_file(path);
        }
    }
}

impl About {
    fn to_bytes(&self) -> Vec<u8> {
        let mut out = postcard::to_extend(self, FORM.to_vec()).unwrap_or_default(); // memory cannot fail
        out.extend_from_slice(&xxh3::xxh3_64(&out).to_le_bytes());
        out
    }

    fn from_bytes(bytes: &[u8]) -> Option<About> {
        let (body, sum) = bytes.split_last_chunk()?;
        if u64::from_le_bytes(*sum) != xxh3::xxh3_64(body) {
            return None;
        }
        let about: About = postcard::from_bytes(body.strip_prefix(FORM)?).ok()?;
        (about.version == KEPT_FORM).then_some(about)
    }
}

//! Event files: read on two threads. Each takes the next block in turn, which only one may do at a
//! time, and reads it while the other takes the one that follows; the pieces are put together here.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufRead, BufReader, Read},
    os::unix::fs::FileExt,
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

mod compared;
mod kept;
mod lineage;
mod memory;
mod search;
mod source;
mod stamp;
mod unpacked;

use super::{clock, files, opening::Unopened};
use crate::{
    app::{Place, ScenarioIx},
    board::{FeedFile, FeedRequest, LineagePlace, LoadedFile, RowIx, Unfetched, feed_requests},
    feed::{Cell, FaultKind, FeedReading, FeedRows, Packing, Unusable, Wanted, line_ends},
    model::Refusal,
};
pub use compared::record_sums;
use lineage::LineageReading;
pub use lineage::{Keeps, merge};
pub use memory::FeedMemory;
pub use search::search;
use source::{FeedSource, FirstPlace};
pub use stamp::FeedStamp;
use unpacked::{FeedText, NoText, reopen};

/// Threads that read.
const READERS: usize = 2;

/// What is told while a file is read; false to stop.
pub type Progress<'a> = dyn FnMut(&FeedRows) -> bool + 'a;

/// A file as it was read.
pub struct FeedContents {
    /// The form that it was read by, to read single rows again.
    pub reading: FeedReading,
    /// All its rows.
    pub rows: FeedRows,
    /// How the file is packed; `None` for plain text.
    pub packing: Option<Arc<Packing>>,
}

/// Reads a file from its beginning to its end, or as far as wanted.
pub fn read(
    path: &Path,
    wanted: &Wanted,
    progress: &mut Progress,
) -> Result<FeedContents, Unusable> {
    let FeedText { source, packing, .. } = text(path, wanted)?;
    let wanted = wanted.of_unpacked(packing.as_deref()).map_err(Unusable::Unlike)?;
    let (reading, start) = source.opened(&wanted)?;
    let rows = source.rows(&reading, start, FeedRows::default(), progress)?;
    let (reading, mut rows) = settled(&source, reading, (start, rows), progress)?;
    tell_lines(&mut rows, packing.as_deref());
    let packing = with_lost(packing.as_ref(), &rows, &reading);
    Ok(FeedContents { reading, rows, packing })
}

/// The text of a file that no board wants.
fn text(path: &Path, wanted: &Wanted) -> Result<FeedText, Unusable> {
    unpacked::open(path, wanted.sheet.as_ref(), &|| true).map_err(|why| match why {
        NoText::Unopened(Unopened::Failed(error)) => Unusable::Unreadable(error),
        why => Unusable::Unlike(why.refusal()),
    })
}

/// How a file is packed, with the values that its rows lost.
fn with_lost(
    packing: Option<&Arc<Packing>>,
    rows: &FeedRows,
    reading: &FeedReading,
) -> Option<Arc<Packing>> {
    packing.map(|packing| Arc::new(packing.with_lost(rows, &reading.dialect.columns)))
}

/// Tells of faults on the lines on which they stand in a packed file.
fn tell_lines(rows: &mut FeedRows, packing: Option<&Packing>) {
    if let Some(packing) = packing {
        Arc::make_mut(&mut rows.faults).move_lines(|line| packing.lines.original(line));
    }
}

/// Readings of one file at most: each settles more of it, and two or three settle all.
const MOST_READINGS: usize = 4;

/// What was read, or where all of the file tells otherwise than its beginning, what it is by all of it.
fn settled(
    source: &FeedSource,
    mut reading: FeedReading,
    (start, mut read): (FirstPlace, FeedRows),
    progress: &mut Progress,
) -> Result<(FeedReading, FeedRows), Unusable> {
    for _ in 1..MOST_READINGS {
        let Some(by_all) = reading.settled(&read) else { break };
        reading = by_all;
        let before = std::mem::take(&mut read);
        read = source.rows(&reading, start, FeedRows::beside(before), progress)?;
    }
    Ok((reading, read))
}

/// Reads a file that a scenario wants, and tells of it more and more: when there are twice as many
/// rows as were told last, and at its end. Of a file that was read before and only grew, what is new
/// is read; of one that was kept, nothing is. Nothing more is told once the run is not wanted.
pub fn fetch(
    place: &Place,
    request: &FeedRequest,
    before: Option<&Arc<FeedFile>>,
    run: &FeedRun,
    tell: &mut TellFeed,
) {
    let result = (|| {
        let scenario = place.path().ok_or(Unfetched::NoFolder)?;
        let path = files::path_beside(scenario, request.path.original())?;
        let unread = |error: io::Error| {
            Unfetched::Unreadable(Unusable::Unreadable(error).to_string().into())
        };
        let unlike = |why: Unusable| Unfetched::Unreadable(why.to_string().into());
        let opened = unpacked::open(&path, request.wanted.sheet.as_ref(), &|| run.is_wanted());
        let FeedText { source, stamp, packing } = opened.map_err(|why| match why {
            NoText::Unopened(why) => files::unfetched(why),
            why => Unfetched::Unreadable(why.refusal().to_string().into()),
        })?;
        let stamp = stamp.map_or_else(|| FeedStamp::of(source.file()), Ok).map_err(unread)?;
        let wanted = request.wanted.of_unpacked(packing.as_deref());
        let opened = wanted.map_err(Unusable::Unlike);
        let (reading, start) = opened.and_then(|wanted| source.opened(&wanted)).map_err(unlike)?;
        // What was read before, for whoever asks what a row said then.
        let earlier = || {
            let known = before.filter(|before| before.is_whole).map(|before| before.rows.clone());
            let sheet = request.wanted.sheet.as_ref();
            let kept = || kept::before(&path, &reading, sheet, run.memory.room(None)).map(Arc::new);
            known.or_else(kept)
        };
        let of = |reading: &FeedReading, mut rows: FeedRows, end: ReadTo| {
            tell_lines(&mut rows, packing.as_deref());
            let rows = Arc::new(rows);
            run.memory.hold(&rows);
            let packing = with_lost(packing.as_ref(), &rows, reading);
            Arc::new(FeedFile {
                lineage: None,
                id: request.id.clone(),
                path: request.path.clone(),
                reading: reading.clone(),
                rows,
                is_whole: end == ReadTo::End,
                is_full: end == ReadTo::Memory,
                stamp: stamp.to_bytes(),
                packing,
            })
        };
        let with_lineage = |file: Arc<FeedFile>, tell: &mut TellFeed| {
            if !run.is_wanted() || !lineage::is_wanted(scenario, request, run.keeps) {
                return file;
            }
            // What nobody asked for keeps nobody waiting for rows.
            if request.lineage == LineagePlace::WithReader && file.rows.len() >= FIRST {
                tell(Ok(file.clone()));
            }
            let taken = Arc::new(lineage::take(&LineageReading {
                scenario,
                request,
                file: source.file(),
                rows: &file.rows,
                before: &earlier,
                day: clock::today(),
                written: clock::day_of(stamp.changed).filter(|_| stamp.changed != 0),
                keeps: run.keeps,
                room: run.memory.room(None),
            }));
            run.memory.hold_lineage(&taken);
            Arc::new(FeedFile { lineage: Some(taken), ..file.as_ref().clone() })
        };
        let known = before.filter(|before| {
            (before.is_whole || before.is_full)
                && before.reading.begun == reading.begun
                && before.reading.joins == reading.joins
                && before.packing == with_lost(packing.as_ref(), &before.rows, &before.reading)
        });
        let is_same = |known: &Arc<FeedFile>| known.stamp == stamp.to_bytes();
        if let Some(same) = known.filter(|known| known.is_whole && is_same(known)) {
            return Ok(same.clone());
        }
        let of_file = (stamp, request.wanted.sheet.as_ref());
        let room = run.memory.room(None);
        // What is unpacked anew is read anew.
        let grown = known.filter(|known| match known.is_full {
            _ if packing.is_some() => false,
            true => is_same(known) && known.rows.records > 0,
            false => is_grown(source.file(), known).unwrap_or(false),
        });
        // Whoever reads on holds all names a second time until what was told before is let go of.
        if let Some(known) = grown.filter(|known| room < known.rows.weight_of_names()) {
            let known = known.as_ref().clone();
            return Ok(Arc::new(FeedFile { is_whole: false, is_full: true, ..known }));
        }
        if room == 0 {
            return Ok(of(&reading, FeedRows::default(), ReadTo::Memory));
        }
        if let Some(rows) = kept::find(&path, &reading, of_file, room) {
            return Ok(with_lineage(of(&reading.of_all(&rows), rows, ReadTo::End), tell));
        }
        // Rows of a file that grew are read on as those before them were.
        let reading = grown.map_or(&reading, |known| &known.reading).clone();
        let (mut told, mut is_full) = (0, false);
        let mut progress = |rows: &FeedRows| {
            is_full = run.memory.room(Some(rows)) == 0;
            let is_due = rows.len() >= FIRST.max(2 * told) && run.memory.bears_copy(rows);
            if run.is_wanted() && !is_full && is_due {
                told = rows.len();
                let mut so_far = rows.clone();
                so_far.settle();
                tell(Ok(of(&reading, so_far, ReadTo::Here)));
            }
            run.is_wanted() && !is_full
        };
        let read = match grown {
            Some(known) => {
                let (from, so_far) = (FirstPlace::of(known.rows.end), known.rows.as_ref().clone());
                source.rows(&reading, from, so_far.resumed(), &mut progress)
            }
            None => source.rows(&reading, start, FeedRows::default(), &mut progress),
        };
        let read = read.and_then(|rows| match run.is_wanted() {
            true => settled(&source, reading.clone(), (start, rows), &mut progress),
            false => Ok((reading.clone(), rows)),
        });
        let (settled, rows) = read.map_err(unlike)?;
        if is_full {
            return Ok(of(&settled, rows, ReadTo::Memory));
        }
        let has_room = run.memory.room(Some(&rows)) >= kept::room_for(&rows);
        let file = with_lineage(of(&settled, rows, ReadTo::End), tell); // before what it is compared with is written over
        // What a row said before is asked of the last reading that counts.
        let says_more = file.lineage.as_ref().is_some_and(|lineage| lineage.says_more());
        let is_worth_it = file.rows.len() >= kept::FROM || says_more;
        if run.is_wanted() && is_worth_it && has_room {
            let _ = kept::keep(&path, &settled, of_file, &file.rows); // it is read again where it is not there
        }
        Ok(file)
    })();
    if run.is_wanted() {
        tell(result);
    }
}

/// Takes what is known of a file so far.
pub type TellFeed<'a> = dyn FnMut(Result<Arc<FeedFile>, Unfetched>) + 'a;

/// How far a file was read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ReadTo {
    End,
    /// To where it is read on.
    Here,
    /// To where no more may be held.
    Memory,
}

/// Whether a file is what it was with more behind it, from the beginning of a line on.
fn is_grown(file: &File, known: &FeedFile) -> io::Result<bool> {
    let Some(stamp) = FeedStamp::from_bytes(known.stamp) else { return Ok(false) };
    let is_sure = |kind| known.rows.faults.of(kind) == 0;
    let ends_there = known.rows.end.0 == stamp.length
        && is_sure(FaultKind::TooLong)
        && is_sure(FaultKind::OpenQuote);
    Ok(ends_there && stamp.is_outgrown(file)? && stamp::is_line_end(file, stamp.length)?)
}

/// Reads all files that a loaded scenario wants, here and now, and tells of them among its problems.
pub fn read_all(place: &Place, loaded: &mut LoadedFile, memory: &Arc<FeedMemory>) {
    let Some(index) = &loaded.index else { return };
    let read = |request: FeedRequest| {
        let mut last = Err(Unfetched::Missing);
        let mut keep = |result: Result<Arc<FeedFile>, Unfetched>| {
            // A part that is held would be held beside the whole.
            if result.as_ref().map_or(true, |file| file.is_whole || file.is_full) {
                last = result;
            }
        };
        let run = FeedRun::within(memory).keeping(Keeps::AskedFor);
        fetch(place, &request, None, &run, &mut keep);
        (request, last)
    };
    let results: Vec<_> = feed_requests(&index.scenario).into_iter().map(read).collect();
    loaded.tell_of_feeds(results.iter().map(|(request, result)| (request, result)));
}

/// Some rows of a file with their cells.
pub fn rows_of(
    path: &Path,
    contents: &FeedContents,
    rows: &[usize],
) -> Result<Vec<(usize, Vec<Cell>)>, Unopened> {
    let source = reopened(path, contents)?;
    let place = |row: &usize| contents.rows.offset(*row).ok_or(Unopened::Missing);
    let places: Vec<u64> = rows.iter().map(place).collect::<Result<_, _>>()?;
    let cells = source.cells(&contents.reading.dialect, &places).map_err(unopened)?;
    let whole = |(row, cells): (&usize, Option<Vec<Cell>>)| {
        Ok((*row, cells.ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))?))
    };
    rows.iter().zip(cells).map(whole).collect()
}

/// Why what was read once cannot be read again.
fn unopened(why: Unusable) -> Unopened {
    match why {
        Unusable::Unreadable(error) => error.into(),
        unlike => io::Error::other(unlike.to_string()).into(),
    }
}

/// The lines of a file, from 1, on which some rows begin; the rows in the order of the file.
pub fn lines_of(
    path: &Path,
    contents: &FeedContents,
    rows: &[usize],
) -> Result<Vec<u64>, Unopened> {
    let source = reopened(path, contents)?;
    let FeedSource::Text(file) = &source else {
        let line = |row: &usize| contents.rows.offset(*row).map(|place| place + 1);
        return rows.iter().map(|row| line(row).ok_or(Unopened::Missing)).collect();
    };
    let mut reader = BufReader::new(file);
    let (mut at, mut line, mut last) = (0, 1, b' ');
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let offset = contents.rows.offset(*row).ok_or(Unopened::Missing)?;
        let mut before = reader.by_ref().take(offset.saturating_sub(at));
        loop {
            let bytes = before.fill_buf()?;
            let Some(end) = bytes.last() else { break };
            // Both halves of one line end may lie in two pieces.
            line -= u64::from(last == b'\r' && bytes.starts_with(b"\n"));
            line += line_ends(bytes);
            last = *end;
            let long = bytes.len();
            before.consume(long);
        }
        at = at.max(offset);
        let packing = contents.packing.as_ref();
        found.push(packing.map_or(line, |packing| packing.lines.original(line)));
    }
    Ok(found)
}

/// The text of a file that was read.
fn reopened(path: &Path, contents: &FeedContents) -> Result<FeedSource, Unopened> {
    reopen(path, contents.packing.as_deref()).map_err(|why| match why {
        NoText::Unopened(why) => why,
        why => io::Error::other(why.refusal().to_string()).into(),
    })
}

/// The cells of a row, read where it stands in its file. The file may have changed since: what
/// stands there may then be no row, or another, and is not shown as this one.
pub fn row(place: &Place, file: &FeedFile, at: RowIx) -> Result<Arc<[Cell]>, Refusal> {
    let why = |why: Unopened| Refusal::from(format!("the row cannot be read: {why}"));
    let scenario = place.path().ok_or("the scenario stands in no folder")?;
    let path = files::path_beside(scenario, file.path.original())
        .map_err(|_| Refusal::from("the file of this feed is there no more"))?;
    let offset = file.rows.offset(at.row).ok_or("there is no such row")?;
    let opened = reopen(&path, file.packing.as_deref()).map_err(|no_text| match no_text {
        NoText::Unopened(unopened) => why(unopened),
        no_text => no_text.refusal(),
    })?;
    let cells = opened.cells(&file.reading.dialect, &[offset]);
    let cells = cells.map_err(|error| why(unopened(error)))?.into_iter().flatten().next();
    let cells = cells.ok_or("no row stands there any more")?;
    if !file.is_row(at.row, &cells) {
        return Err("the file changed since it was read: this row stands there no more".into());
    }
    Ok(cells.into())
}

/// Fills the bytes from a place of a file, or as far as it goes.
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
    let mut done = 0;
    while done < bytes.len() {
        match file.read_at(&mut bytes[done..], offset + done as u64) {
            Ok(0) => break,
            Ok(read) => done += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(done)
}

/// Rows that are told of first.
const FIRST: usize = 2_000;

/// Which reading of each open scenario's feeds is still wanted: a new one ends the one before.
#[derive(Default)]
pub struct Runs {
    under_way: Mutex<BTreeMap<ScenarioIx, Arc<AtomicBool>>>,
    memory: Arc<FeedMemory>,
}

/// One reading.
pub struct FeedRun {
    is_wanted: Arc<AtomicBool>,
    memory: Arc<FeedMemory>,
    /// Whether what it finds may be noted in the lineages of its feeds.
    keeps: Keeps,
}

impl Runs {
    /// Readings whose rows together take no more than this memory.
    pub fn within(memory: Arc<FeedMemory>) -> Runs {
        Runs { memory, ..Runs::default() }
    }

    /// Begins a reading for an open scenario; the one before is no longer wanted.
    pub fn begin(&self, scenario: ScenarioIx) -> FeedRun {
        let mut runs = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        let run = FeedRun::within(&self.memory);
        if let Some(before) = runs.insert(scenario, run.is_wanted.clone()) {
            before.store(false, Ordering::Relaxed);
        }
        run
    }
}

impl FeedRun {
    /// One that is wanted until another takes its place.
    fn within(memory: &Arc<FeedMemory>) -> FeedRun {
        let is_wanted = Arc::new(AtomicBool::new(true));
        FeedRun { is_wanted, memory: memory.clone(), keeps: Keeps::None }
    }

    /// The same, which may note what it finds in these lineages of its feeds.
    pub(super) fn keeping(self, keeps: Keeps) -> FeedRun {
        FeedRun { keeps, ..self }
    }

    /// Whether no later reading has begun.
    pub(super) fn is_wanted(&self) -> bool {
        self.is_wanted.load(Ordering::Relaxed)
    }
}

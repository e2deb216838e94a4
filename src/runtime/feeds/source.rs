//! What the rows of a feed are read from: text, be it the file or what was unpacked of it, or the
//! columns of a file that has them. Two threads read, each the next block or the next part in turn.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    sync::{Arc, Mutex, PoisonError, mpsc},
};

use super::{Progress, READERS, read_at};
use crate::{
    feed::{
        BlockReader, BlockRows, Blocks, Cell, ColumnFile, ColumnPart, ColumnStep, ColumnsAsText,
        Dialect, FeedReading, FeedRows, MOST_RECORD, NotUnpacked, Opened, PackedBytes, Unusable,
        Wanted, record_at,
    },
    model::Refusal,
    runtime::panics::caught,
};

/// What the rows of a feed are read from.
pub enum FeedSource {
    /// Text.
    Text(File),
    /// Columns, and the file that they stand in.
    Columns(Box<ColumnFile>, Arc<OriginalFile>),
}

/// Where rows begin: the byte and line of text, the row of columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FirstPlace {
    place: u64,
    line: u64,
}

impl FirstPlace {
    /// Where rows that were read end.
    pub fn of((place, line): (u64, u64)) -> FirstPlace {
        FirstPlace { place, line }
    }
}

/// A packed file, read at any place.
pub struct OriginalFile {
    file: File,
    length: u64,
}

impl OriginalFile {
    /// An open file.
    pub fn of(file: File) -> io::Result<OriginalFile> {
        Ok(OriginalFile { length: file.metadata()?.len(), file })
    }
}

impl PackedBytes for OriginalFile {
    fn length(&self) -> u64 {
        self.length
    }

    fn read_at(&self, into: &mut [u8], from: u64) -> io::Result<usize> {
        read_at(&self.file, into, from)
    }
}

impl FeedSource {
    /// Looks at the beginning and tells how all is to be read, and where the rows begin.
    pub fn opened(&self, wanted: &Wanted) -> Result<(FeedReading, FirstPlace), Unusable> {
        match self {
            FeedSource::Text(file) => {
                let mut file = file;
                file.seek(SeekFrom::Start(0)).map_err(Unusable::Unreadable)?;
                let reading = Opened::new(file, wanted)?.reading;
                let start = FeedSource::start_of_text(&reading);
                Ok((reading, start))
            }
            FeedSource::Columns(file, _) => whole(|| {
                let mut text = ColumnsAsText::new(file);
                let reading = Opened::new(&mut text, wanted).map_err(named)?.reading;
                // Above the first row only the names of the columns stand, and rows that are none.
                let row = text.lines().original(reading.dialect.start.line);
                Ok((reading, FirstPlace { place: row.saturating_sub(1), line: row }))
            }),
        }
    }

    fn start_of_text(reading: &FeedReading) -> FirstPlace {
        let start = reading.dialect.start;
        FirstPlace { place: start.byte, line: start.line }
    }

    /// Reads all rows from a place on, behind those that are there so far.
    pub fn rows(
        &self,
        reading: &FeedReading,
        from: FirstPlace,
        so_far: FeedRows,
        progress: &mut Progress,
    ) -> Result<FeedRows, Unusable> {
        match self {
            FeedSource::Text(file) => {
                let mut file = file;
                let start = file.seek(SeekFrom::Start(from.place));
                start.map_err(Unusable::Unreadable)?;
                let blocks = reading.blocks(file, from.place, from.line);
                let pieces = TextPieces(Mutex::new((0, blocks)));
                read_pieces(&pieces, reading, so_far, progress)
            }
            FeedSource::Columns(file, _) => {
                let pieces = |wants: Vec<bool>| ColumnPieces::new(file, from.place, wants);
                let wants = pieces(reading.used(file.width()));
                let rows = read_pieces(&wants, reading, so_far, progress)?;
                if !rows.needs_all {
                    return Ok(rows);
                }
                let all = pieces(vec![true; file.width()]);
                read_pieces(&all, reading, FeedRows::beside(rows), progress)
            }
        }
    }

    /// The file whose bytes are what was read.
    pub fn file(&self) -> &File {
        match self {
            FeedSource::Text(file) => file,
            FeedSource::Columns(_, original) => &original.file,
        }
    }

    /// The cells of the records at some places; `None` of those where none is whole.
    pub fn cells(
        &self,
        dialect: &Dialect,
        places: &[u64],
    ) -> Result<Vec<Option<Vec<Cell>>>, Unusable> {
        match self {
            FeedSource::Text(file) => {
                let cells = places.iter().map(|place| cells_at(file, dialect, *place));
                cells.collect::<io::Result<_>>().map_err(Unusable::Unreadable)
            }
            FeedSource::Columns(file, _) => whole(|| cells_of(file, dialect, places)),
        }
    }
}

/// Gives some columns of all rows to whoever looks at them, step by step, on two threads and in no
/// order; false to stop.
pub fn each_step(
    file: &ColumnFile,
    wants: &[bool],
    look: &(dyn Fn(&ColumnStep) -> bool + Sync),
) -> Result<(), Unusable> {
    let parts = ColumnPieces::new(file, 0, wants.to_vec());
    let look_at = |part: ColumnPart| -> Result<bool, Unusable> {
        let mut reading = file.read(part, wants)?;
        while let Some(step) = reading.next_step(u64::MAX)? {
            if !look(&step) {
                return Ok(false);
            }
        }
        Ok(true)
    };
    let failed = Mutex::new(None);
    std::thread::scope(|scope| {
        for _ in 0..READERS {
            scope.spawn(|| {
                while let Some(part) = parts.part() {
                    match whole(|| look_at(part)) {
                        Ok(true) => {}
                        Ok(false) => return,
                        Err(why) => {
                            *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(why);
                            return;
                        }
                    }
                }
            });
        }
    });
    failed.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
}

/// Runs what a library may give up on where bytes are hostile.
fn whole<T>(run: impl FnOnce() -> Result<T, Unusable>) -> Result<T, Unusable> {
    caught(run).unwrap_or_else(|why| Err(given_up(why).into()))
}

/// Why nothing is known of a file that a library gave up on.
pub fn given_up(why: Refusal) -> NotUnpacked {
    let message = format!("it is damaged: {}", why.message);
    Refusal::new(message, "download it again, or unpack it yourself").into()
}

/// What of an error of columns is told.
fn named(error: Unusable) -> Unusable {
    match error {
        Unusable::Unreadable(error) => NotUnpacked::from(error).into(),
        unlike => unlike,
    }
}

/// A piece, or why there is none: where it stands among all, and where the one behind it does.
struct Placed {
    at: u64,
    next: u64,
    rows: Result<BlockRows, Unusable>,
}

impl Placed {
    fn none(at: u64, why: Unusable) -> Placed {
        Placed { at, next: at, rows: Err(why) }
    }
}

/// What is read piece by piece, by several threads.
trait Pieces: Sync {
    /// Where the first piece stands.
    fn first(&self) -> u64;
    /// Reads pieces for as long as there are some and somebody takes them.
    fn read(&self, reader: &mut BlockReader, give: &mut dyn FnMut(Placed) -> bool);
}

/// Blocks of text, and how many were given out: each thread takes the next.
struct TextPieces<R>(Mutex<(u64, Blocks<R>)>);

impl<R: Read + Send> Pieces for TextPieces<R> {
    fn first(&self) -> u64 {
        0
    }

    fn read(&self, reader: &mut BlockReader, give: &mut dyn FnMut(Placed) -> bool) {
        let mut spent = Vec::new();
        loop {
            let (at, block) = {
                let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
                let (n, blocks) = &mut *held;
                *n += 1;
                (*n - 1, blocks.next_block(spent))
            };
            let (piece, rest) = match block {
                Ok(None) => return,
                Ok(Some(block)) => {
                    let rows = Ok(reader.piece(&block));
                    (Placed { at, next: at + 1, rows }, block.bytes)
                }
                Err(error) => (Placed::none(at, Unusable::Unreadable(error)), Vec::new()),
            };
            spent = rest;
            let is_error = piece.rows.is_err();
            if !give(piece) || is_error {
                return;
            }
        }
    }
}

/// Parts of columns: each thread takes the next. A piece has as many rows as are read at once.
struct ColumnPieces<'a> {
    file: &'a ColumnFile,
    wants: Vec<bool>,
    is_partial: bool,
    first: u64,
    /// The row that is next.
    next: Mutex<u64>,
}

impl<'a> ColumnPieces<'a> {
    fn new(file: &'a ColumnFile, first: u64, wants: Vec<bool>) -> ColumnPieces<'a> {
        let is_partial = wants.contains(&false);
        ColumnPieces { file, wants, is_partial, first, next: Mutex::new(first) }
    }

    fn part(&self) -> Option<ColumnPart> {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let part = self.file.part_from(*next)?;
        *next = part.end();
        Some(part)
    }

    /// Reads a part; false where nobody takes more. `at` is where its next piece stands.
    fn read_part(
        &self,
        part: ColumnPart,
        at: &mut u64,
        reader: &mut BlockReader,
        give: &mut dyn FnMut(Placed) -> bool,
    ) -> Result<bool, NotUnpacked> {
        let mut reading = self.file.read(part, &self.wants)?;
        while let Some(step) = reading.next_step(u64::MAX)? {
            let next = *at + step.len() as u64;
            let rows = Ok(reader.piece_of_columns(&step, self.is_partial));
            if !give(Placed { at: *at, next, rows }) {
                return Ok(false);
            }
            *at = next;
        }
        Ok(true)
    }
}

impl Pieces for ColumnPieces<'_> {
    fn first(&self) -> u64 {
        self.first
    }

    fn read(&self, reader: &mut BlockReader, give: &mut dyn FnMut(Placed) -> bool) {
        while let Some(part) = self.part() {
            let mut at = part.first();
            let done = caught(|| self.read_part(part, &mut at, reader, give));
            let done = done.unwrap_or_else(|why| Err(given_up(why)));
            match done {
                Ok(true) => {}
                Ok(false) => return,
                Err(why) => {
                    give(Placed::none(at, why.into()));
                    return;
                }
            }
        }
    }
}

/// Reads all pieces on two threads, and puts them together in their order.
fn read_pieces(
    pieces: &impl Pieces,
    reading: &FeedReading,
    mut so_far: FeedRows,
    progress: &mut Progress,
) -> Result<FeedRows, Unusable> {
    let (send, receive) = mpsc::sync_channel::<Placed>(2 * READERS);
    std::thread::scope(|scope| {
        for number in 0..READERS {
            let send = send.clone();
            scope.spawn(move || {
                let mut reader = reading.reader(number);
                // Nobody may wait for more.
                pieces.read(&mut reader, &mut |piece| send.send(piece).is_ok());
            });
        }
        drop(send);
        let rows = &mut so_far;
        let (mut early, mut next) = (BTreeMap::new(), pieces.first());
        for piece in receive {
            early.insert(piece.at, piece);
            while let Some(piece) = early.remove(&next) {
                rows.take_in(piece.rows?);
                next = piece.next;
                if !progress(rows) || rows.needs_all {
                    return Ok(());
                }
            }
        }
        Ok(())
    })
    .map(|()| {
        so_far.settle();
        so_far.resumed()
    })
}

/// The cells of a record with the names of their columns.
fn cells_of(
    file: &ColumnFile,
    dialect: &Dialect,
    places: &[u64],
) -> Result<Vec<Option<Vec<Cell>>>, Unusable> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|n| places[*n]);
    let wants = vec![true; file.width()];
    let mut found = vec![None; places.len()];
    let mut open = None;
    for n in order {
        let place = places[n];
        let Some(part) = file.part_from(place) else { continue };
        let is_there = open.as_ref().is_some_and(|(end, _)| place < *end);
        if !is_there {
            open = Some((part.end(), file.read(part, &wants)?));
        }
        let Some((_, reading)) = &mut open else { continue };
        reading.skip_to(place)?;
        found[n] = reading.next_step(1)?.map(|step| step.cells(dialect));
    }
    Ok(found)
}

/// The cells of the record at a place of a file; `None` where none is whole there.
fn cells_at(file: &File, dialect: &Dialect, offset: u64) -> io::Result<Option<Vec<Cell>>> {
    let mut bytes = Vec::new();
    // Nearly every record is short; the longest that is kept has its end within the limit.
    for most in [1 << 16, MOST_RECORD + (1 << 16)] {
        bytes.resize(most, 0);
        let read = read_at(file, &mut bytes, offset)?;
        bytes.truncate(read);
        if let Some((cells, _)) = record_at(&bytes, dialect, read < most) {
            return Ok(Some(cells));
        }
    }
    Ok(None)
}

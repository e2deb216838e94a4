//! Event files: read on two threads. Each takes the next block in turn, which only one may do at a
//! time, and reads it while the other takes the one that follows; the pieces are put together here.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read},
    path::Path,
    sync::{Mutex, PoisonError, mpsc},
};

use crate::feed::{Blocks, Opened, Piece, Reading, Rows, Unusable, Wanted};

/// Threads that read.
const READERS: usize = 2;

/// What is told while a file is read; false to stop.
pub type Progress<'a> = dyn FnMut(&Rows) -> bool + 'a;

/// A file as it was read.
pub struct Fed {
    pub reading: Reading,
    pub rows: Rows,
}

/// Reads a file from its beginning to its end, or as far as wanted.
pub fn read(path: &Path, wanted: &Wanted, progress: &mut Progress) -> Result<Fed, Unusable> {
    let file = File::open(path).map_err(Unusable::Unreadable)?;
    let Opened { reading, blocks } = Opened::new(file, wanted)?;
    let rows = rows(blocks, &reading, progress).map_err(Unusable::Unreadable)?;
    Ok(Fed { reading, rows })
}

fn rows<R: Read + Send>(
    blocks: Blocks<R>,
    reading: &Reading,
    progress: &mut Progress,
) -> io::Result<Rows> {
    let blocks = Mutex::new((0usize, blocks));
    let (send, receive) = mpsc::sync_channel::<(usize, io::Result<Piece>)>(2 * READERS);
    std::thread::scope(|scope| {
        for number in 0..READERS {
            let (send, blocks) = (send.clone(), &blocks);
            scope.spawn(move || {
                let (mut reader, mut spent) = (reading.reader(number), Vec::new());
                loop {
                    let (n, block) = {
                        let mut held = blocks.lock().unwrap_or_else(PoisonError::into_inner);
                        let (n, blocks) = &mut *held;
                        *n += 1;
                        (*n, blocks.next_block(spent))
                    };
                    let piece = match block {
                        Ok(None) => return,
                        Ok(Some(block)) => {
                            let piece = reader.piece(&block);
                            spent = block.bytes;
                            Ok(piece)
                        }
                        Err(error) => {
                            spent = Vec::new();
                            Err(error)
                        }
                    };
                    let is_error = piece.is_err();
                    if send.send((n, piece)).is_err() || is_error {
                        return; // nobody waits for more
                    }
                }
            });
        }
        drop(send);
        let mut rows = Rows::default();
        let mut early: BTreeMap<usize, io::Result<Piece>> = BTreeMap::new();
        let mut next = 1;
        for (n, piece) in receive {
            early.insert(n, piece);
            while let Some(piece) = early.remove(&next) {
                rows.take_in(piece?);
                next += 1;
                if !progress(&rows) {
                    return Ok(rows);
                }
            }
        }
        Ok(rows)
    })
}

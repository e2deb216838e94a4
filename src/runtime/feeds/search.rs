//! A word in all the text of event files, notes included: found in the bytes of the file, and told as
//! it is found. As typed, in small letters, in capitals and with a capital at the beginning; names that
//! the board knows are found whatever their case and marks.

use std::{
    collections::BTreeSet,
    fs::File,
    io,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use memchr::memmem::Finder;

use super::{
    FeedRun, read_at,
    source::{FeedSource, each_step},
};
use crate::{
    app::Place,
    board::{FeedFile, RowIx, rows_named},
    feed::ColumnFile,
    runtime::files,
};

/// Bytes that are looked through at once, by each of the readers.
const STEP: usize = 1 << 20;

/// Looks through the files of an open scenario's feeds; `tell` gets the rows that are found, and whether that
/// was all. It ends early where nobody wants it any more.
pub fn search(
    place: &Place,
    files: &[Arc<FeedFile>],
    text: &str,
    run: &FeedRun,
    tell: &(dyn Fn(Vec<RowIx>, bool) + Sync),
) {
    for (feed, file) in files.iter().enumerate() {
        let at = |row: usize| RowIx { feed, row };
        let named = rows_named(file, text);
        if !named.is_empty() {
            tell(named.into_iter().map(at).collect(), false);
        }
        let path = place.path().map(|path| files::path_beside(path, file.path.original()));
        let Some(Ok(path)) = path else { continue };
        let found = |rows: BTreeSet<usize>| tell(rows.into_iter().map(at).collect(), false);
        // What cannot be read any more has no hits; the feed itself says why.
        let _ = match super::reopen(&path, file.packing.as_deref()) {
            Ok(FeedSource::Text(opened)) => look_through(&opened, file, text, run, &found),
            Ok(FeedSource::Columns(opened, _)) => look_at(&opened, file, text, run, &found),
            Err(_) => Ok(()),
        };
    }
    tell(Vec::new(), true);
}

fn look_through(
    opened: &File,
    file: &FeedFile,
    text: &str,
    run: &FeedRun,
    found: &(dyn Fn(BTreeSet<usize>) + Sync),
) -> io::Result<()> {
    let spellings = spellings(text);
    let finders: Vec<Finder> = spellings.iter().map(|word| Finder::new(word.as_bytes())).collect();
    let overlap = spellings.iter().map(String::len).max().unwrap_or(1).saturating_sub(1);
    let (next, failed) = (AtomicUsize::new(0), Mutex::new(None));
    std::thread::scope(|scope| {
        for _ in 0..super::READERS {
            scope.spawn(|| {
                let mut bytes = vec![0; STEP + overlap];
                while run.is_wanted() {
                    let from = (next.fetch_add(1, Ordering::Relaxed) * STEP) as u64;
                    let read = match read_at(opened, &mut bytes, from) {
                        Ok(0) => return,
                        Ok(read) => read,
                        Err(error) => {
                            *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                            return;
                        }
                    };
                    let hits = finders.iter().flat_map(|finder| finder.find_iter(&bytes[..read]));
                    let rows = hits.filter_map(|hit| file.rows.row_at(from + hit as u64));
                    let rows: BTreeSet<usize> = rows.collect();
                    if !rows.is_empty() {
                        found(rows);
                    }
                }
            });
        }
    });
    failed.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
}

/// The same in the cells of columns.
fn look_at(
    opened: &ColumnFile,
    file: &FeedFile,
    text: &str,
    run: &FeedRun,
    found: &(dyn Fn(BTreeSet<usize>) + Sync),
) -> io::Result<()> {
    let spellings = spellings(text);
    let finders: Vec<Finder> = spellings.iter().map(|word| Finder::new(word.as_bytes())).collect();
    let looked = each_step(opened, &vec![true; opened.width()], &|step| {
        let rows = finders.iter().flat_map(|finder| step.rows_with(finder));
        let rows = rows.filter_map(|place| file.rows.row_at(place));
        let rows: BTreeSet<usize> = rows.collect();
        if !rows.is_empty() {
            found(rows);
        }
        run.is_wanted()
    });
    looked.map_err(io::Error::other)
}

/// The ways in which a word is looked for.
fn spellings(text: &str) -> BTreeSet<String> {
    let small = text.to_lowercase();
    let mut letters = small.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let capitalised: String = first.chain(letters).collect();
    BTreeSet::from([text.to_owned(), text.to_uppercase(), capitalised, small])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_looked_for_in_the_ways_it_is_written() {
        let words: Vec<String> = spellings("convoy").into_iter().collect();
        assert_eq!(words, ["CONVOY", "Convoy", "convoy"]);
        assert_eq!(spellings("M4").len(), 2);
    }
}

//! A file that was opened: what it is, and its blocks, one after another.

use std::{
    error::Error,
    fmt,
    io::{self, Chain, Cursor, Read},
    sync::Arc,
};

use super::{
    Blocks, Dialect, FeedReading, FeedRows, FirstRow, NotUnpacked, SAMPLE, Wanted,
    dialect::{MOST_SAMPLE, shows_enough},
};
use crate::model::{FeedUse, Reason, Refusal};

/// Why a file is no feed.
#[derive(Debug)]
pub enum Unusable {
    /// The file cannot be read at all.
    Unreadable(io::Error),
    /// It is not what it is said to be.
    Unlike(Refusal),
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unusable::Unreadable(error) => write!(f, "it cannot be read: {error}"),
            Unusable::Unlike(why) => why.fmt(f),
        }
    }
}

impl Error for Unusable {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Unusable::Unreadable(error) => Some(error),
            Unusable::Unlike(why) => Some(why),
        }
    }
}

impl Reason for Unusable {}

impl From<NotUnpacked> for Unusable {
    fn from(why: NotUnpacked) -> Self {
        match why {
            NotUnpacked::Unreadable(error) | NotUnpacked::Unwritten(error) => {
                Unusable::Unreadable(error)
            }
            NotUnpacked::Refused(why) => Unusable::Unlike(why),
            NotUnpacked::Unwanted => Unusable::Unlike(Refusal::from("it is not wanted any more")),
        }
    }
}

/// A file with its form known and no row read.
#[derive(Debug)]
pub struct Opened<R> {
    /// How its blocks are to be read.
    pub reading: FeedReading,
    /// The whole file in blocks, with the part that was looked at.
    pub blocks: Blocks<Chain<Cursor<Vec<u8>>, R>>,
}

/// As much of a file as its form can be told by, and whether that is all of it: where a few wide
/// records fill the sample, more.
fn beginning(reader: &mut impl Read) -> io::Result<(Vec<u8>, bool)> {
    let (mut sample, mut most) = (Vec::new(), SAMPLE);
    loop {
        let more = (most - sample.len()) as u64;
        reader.by_ref().take(more).read_to_end(&mut sample)?;
        let is_whole = sample.len() < most;
        if is_whole || most >= MOST_SAMPLE || shows_enough(&sample) {
            return Ok((sample, is_whole));
        }
        most = (most * 4).min(MOST_SAMPLE);
    }
}

impl<R: Read> Opened<R> {
    /// Looks at the beginning of a file and tells its form. Errs where it cannot be read or is no
    /// such feed.
    pub fn new(mut reader: R, wanted: &Wanted) -> Result<Opened<R>, Unusable> {
        let (sample, is_whole) = beginning(&mut reader).map_err(Unusable::Unreadable)?;
        let dialect = Dialect::of(&sample, is_whole, wanted);
        let dialect = dialect.map_err(Unusable::Unlike)?;
        let joins = dialect.spec().joins.or(wanted.joins).unwrap_or(FeedUse::Attacks);
        if wanted.joins.is_some_and(|wanted| wanted != joins) {
            let (kind, joins) = (dialect.kind.word(), joins.word());
            return Err(Unusable::Unlike(format!("rows of kind {kind} join {joins}").into()));
        }
        let FirstRow { byte: offset, line } = dialect.start;
        let mut sample = Cursor::new(sample);
        sample.set_position(offset);
        let reading = FeedReading::new(Arc::new(dialect), joins);
        let blocks = reading.blocks(sample.chain(reader), offset, line);
        Ok(Opened { reading, blocks })
    }

    /// Reads all of it, here and now, as its beginning tells; whether all of it tells otherwise says
    /// [`FeedReading::settled`].
    pub fn read(mut self) -> io::Result<FeedRows> {
        let (mut rows, mut reader) = (FeedRows::default(), self.reading.reader(0));
        let mut spent = Vec::new();
        while let Some(block) = self.blocks.next_block(spent)? {
            rows.take_in(reader.piece(&block));
            spent = block.bytes;
        }
        rows.settle();
        Ok(rows)
    }
}

//! Why a packed file is not unpacked.

use std::{error::Error, fmt, io};

use parquet::errors::ParquetError;

use crate::model::{Reason, Refusal};

/// Why nothing came of an unpacking.
#[derive(Debug)]
pub enum NotUnpacked {
    /// The packed file cannot be read.
    Unreadable(io::Error),
    /// There is no room for what is in it, or it cannot be written there.
    Unwritten(io::Error),
    /// Nobody waits for it any more.
    Unwanted,
    /// It is damaged, too large, or holds no table.
    Refused(Refusal),
}

impl fmt::Display for NotUnpacked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotUnpacked::Unreadable(error) => write!(f, "it cannot be read: {error}"),
            NotUnpacked::Unwritten(error) => {
                write!(f, "what is in it cannot be kept in the cache: {error}")
            }
            NotUnpacked::Unwanted => f.write_str("it is not wanted any more"),
            NotUnpacked::Refused(why) => why.fmt(f),
        }
    }
}

impl Error for NotUnpacked {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            NotUnpacked::Unreadable(error) | NotUnpacked::Unwritten(error) => Some(error),
            NotUnpacked::Refused(why) => Some(why),
            NotUnpacked::Unwanted => None,
        }
    }
}

impl Reason for NotUnpacked {}

impl From<Refusal> for NotUnpacked {
    fn from(why: Refusal) -> Self {
        NotUnpacked::Refused(why)
    }
}

/// What a reader says of bytes that are not as they should be is a damage; anything else is the
/// system's.
impl From<io::Error> for NotUnpacked {
    fn from(error: io::Error) -> Self {
        let error = match error.downcast::<NotUnpacked>() {
            Ok(why) => return why,
            Err(error) => error,
        };
        use io::ErrorKind::{InvalidData, InvalidInput, Other, UnexpectedEof};
        match error.kind() {
            UnexpectedEof => cut_off().into(),
            InvalidData | InvalidInput | Other => damaged(&error).into(),
            _ => NotUnpacked::Unreadable(error),
        }
    }
}

/// That a file ends too early.
pub fn cut_off() -> Refusal {
    Refusal::new("it ends in the middle: it is not whole", "download it again")
}

/// That a file is not what it should be, as a library says.
pub fn damaged(why: &dyn fmt::Display) -> Refusal {
    Refusal::new(format!("it is damaged: {why}"), "download it again, or unpack it yourself")
}

/// What the library of Parquet says of a way of packing that it was built without, before its name.
const LEFT_OUT: &str = "Disabled feature at compile time: ";

/// Why columns cannot be read, in words.
pub fn unread(error: ParquetError) -> NotUnpacked {
    match error {
        ParquetError::EOF(_) => cut_off().into(),
        ParquetError::General(why) => match why.strip_prefix(LEFT_OUT) {
            Some(codec) => {
                let message = format!("its columns are packed by {codec}, which is not read");
                Refusal::new(message, "save it packed by Zstandard, or not at all").into()
            }
            None => damaged(&why).into(),
        },
        other => damaged(&other).into(),
    }
}

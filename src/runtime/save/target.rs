//! The file that is saved: where the path leads, and what stands there now.

use std::fs::{self, File, FileType, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::{Access, AtFlags, CWD, OFlags, accessat};
use rustix::io::Errno;

use crate::app::{Loss, SaveStop};
use crate::board::Digest;
use crate::format::MOST_BYTES;
use crate::model::Clean;
use crate::runtime::stamp::FileStamp;
use crate::runtime::why::{shown, why};

/// How long a file must not change before what is in it counts as written to its end.
const STILL: Duration = Duration::from_millis(100);
/// How long is waited for that.
const PATIENCE: Duration = Duration::from_secs(3);
/// Bytes of a file's name that the names beside it begin with: a name may have 255.
const LONGEST_NAME: usize = 200;

/// A regular file, with every link on the way to it followed.
pub struct SaveTarget {
    pub path: PathBuf,
    pub folder: PathBuf,
    /// As the user calls it.
    pub name: Clean,
    /// Whether nothing was read of it: it is written, not saved.
    is_new: bool,
}

/// A file as it was read.
pub struct Original {
    pub file: File,
    pub about: Metadata,
    pub stamp: FileStamp,
    pub bytes: Vec<u8>,
    pub digest: Digest,
}

impl SaveTarget {
    /// Follows the path; anything but a regular file is refused, in words.
    pub fn find(path: &Path) -> Result<SaveTarget, SaveStop> {
        let (name, is_new) = (shown(path), false);
        let mut target = SaveTarget { path: path.into(), folder: PathBuf::new(), name, is_new };
        let lost = |error| match fs::symlink_metadata(path) {
            Ok(found) if found.is_symlink() && (is_absence(&error) || is_circle(&error)) => {
                target.refusal("it is a link that leads nowhere")
            }
            _ => target.failed("finding it", &error),
        };
        let whole = fs::canonicalize(path).map_err(lost)?;
        let about = fs::metadata(&whole).map_err(|error| target.failed("finding it", &error))?;
        if !about.is_file() {
            return Err(target.refusal(&format!("it is {}, not a file", kind(about.file_type()))));
        }
        target.folder = whole.parent().unwrap_or(Path::new("/")).into();
        target.path = whole;
        target.permits()?;
        Ok(target)
    }

    /// Where a file is written that need not be there: its folder must be, with every link on the
    /// way to it followed.
    pub fn of_new(path: &Path) -> Result<SaveTarget, SaveStop> {
        let (name, is_new) = (shown(path), true);
        let mut target = SaveTarget { path: path.into(), folder: PathBuf::new(), name, is_new };
        let Some(file) = path.file_name() else {
            return Err(target.refusal("this is no name of a file"));
        };
        let folder = path.parent().filter(|folder| *folder != Path::new(""));
        let folder = fs::canonicalize(folder.unwrap_or(Path::new(".")));
        target.folder = folder.map_err(|error| target.failed("finding its folder", &error))?;
        target.path = target.folder.join(file);
        if !target.folder.is_dir() {
            return Err(target.refusal("what should be its folder is none"));
        }
        let writing = Access::WRITE_OK | Access::EXEC_OK;
        let may = accessat(CWD, &target.folder, writing, AtFlags::EACCESS);
        may.map_err(|error| target.failed("writing in its folder", &error.into()))?;
        Ok(target)
    }

    /// A file that may not be written is not replaced either, although its folder may let us.
    fn permits(&self) -> Result<(), SaveStop> {
        let writing = Access::READ_OK | Access::WRITE_OK;
        let may =
            |path, access| accessat(CWD, path, access, AtFlags::EACCESS).map_err(io::Error::from);
        may(&self.path, writing).map_err(|error| self.failed("writing it", &error))?;
        may(&self.folder, writing | Access::EXEC_OK)
            .map_err(|error| self.failed("writing in its folder", &error))
    }

    /// What stands beside the file while it is saved. Two files with names so long that these are
    /// one wait for each other.
    pub fn beside(&self, what: &str) -> PathBuf {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let name = &name[..name.floor_char_boundary(LONGEST_NAME)];
        self.folder.join(format!(".{name}.sitboard-{what}"))
    }

    /// What the file says. Where that is not what it was, somebody else may still be writing: then
    /// what it says once it stands still. Where its times can be trusted, they may tell at once that
    /// it was written to its end.
    pub fn read_still(&self, was: Digest, trusts_times: bool) -> Result<Original, SaveStop> {
        let begun = Instant::now();
        loop {
            let original = self.read()?;
            if original.digest == was {
                return Ok(original);
            }
            let came_written = trusts_times && original.stamp.came_written();
            if !came_written && original.stamp.is_young() {
                thread::sleep(STILL);
            }
            if self.is_still(&original) {
                return Ok(original);
            }
            if begun.elapsed() > PATIENCE {
                return Err(self.refusal("another program keeps writing it"));
            }
        }
    }

    /// Whether the file that was read stands there untouched.
    pub fn is_still(&self, original: &Original) -> bool {
        FileStamp::of(&self.path).is_ok_and(|found| found == Some(original.stamp))
    }

    fn read(&self) -> Result<Original, SaveStop> {
        let failed = |error: io::Error| self.failed("reading it", &error);
        let file = open(&self.path).map_err(failed)?;
        let about = file.metadata().map_err(failed)?;
        if !about.is_file() {
            return Err(self.refusal("it is no longer a file"));
        }
        let bytes = read(&file).map_err(failed)?;
        if bytes.len() > MOST_BYTES {
            return Err(self.refusal(&format!("it is larger than {} MiB", MOST_BYTES >> 20)));
        }
        let digest = Digest::of(&bytes);
        Ok(Original { file, stamp: FileStamp::from(&about), about, bytes, digest })
    }

    /// Why it cannot be saved: what could not be done, and what the system says to that.
    pub fn failed(&self, doing: &str, error: &io::Error) -> SaveStop {
        if is_absence(error) && !self.is_new {
            return SaveStop::Gone(format!("{} is gone: nothing was saved", self.name).into());
        }
        self.refusal(&format!("{doing}: {}", why(error)))
    }

    /// Why it cannot be saved, in words.
    pub fn refusal(&self, why: &str) -> SaveStop {
        let stopped = if self.is_new {
            "cannot be written, and nothing was"
        } else {
            "cannot be saved, and is unchanged"
        };
        SaveStop::Failed(format!("{} {stopped}: {why}", self.name).into())
    }

    pub fn unconfirmed(&self, error: &io::Error) -> Clean {
        format!("{} is saved, but may not outlast a power cut ({})", self.name, why(error)).into()
    }
}

impl Original {
    pub fn other_names(&self) -> Option<Loss> {
        other_names(&self.about)
    }
}

pub fn other_names(about: &Metadata) -> Option<Loss> {
    (about.nlink() > 1).then(|| Loss::OtherNames(about.nlink() - 1))
}

/// Opens without following a link, and without waiting where a pipe stands.
pub fn open(path: &Path) -> io::Result<File> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)
}

/// One byte over the limit is enough to refuse.
pub fn read(file: &File) -> io::Result<Vec<u8>> {
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(MOST_BYTES).min(MOST_BYTES);
    let mut bytes = Vec::with_capacity(length + 1);
    file.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn is_circle(error: &io::Error) -> bool {
    Errno::from_io_error(error) == Some(Errno::LOOP)
}

fn kind(found: FileType) -> &'static str {
    match () {
        () if found.is_dir() => "a folder",
        () if found.is_fifo() => "a named pipe",
        () if found.is_socket() => "a socket",
        () => "a device",
    }
}

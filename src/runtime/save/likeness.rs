//! What a file is besides its text: owner, mode and attributes, given to the draft.

use std::fs::{self, File, Metadata, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
use std::path::Path;

use rustix::fs::{XattrFlags, fgetxattr, flistxattr, fremovexattr, fsetxattr};
use rustix::io::Errno;

use super::target::{SaveTarget, open};
use crate::app::{Loss, SaveStop};

/// The access control list of a file.
const ACCESS: &str = "system.posix_acl_access";
/// The longest list of names, and the longest value, that Linux has.
const LONGEST: usize = 64 * 1024;

/// What a file was besides its text, to be given to the one that takes its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Likeness {
    owner: u32,
    group: u32,
    mode: u32,
    attributes: Vec<(String, Vec<u8>)>,
}

impl Likeness {
    /// Of the file that stands at a path, for the case that it is gone by the time it is saved.
    /// `None` if nothing of it can be told.
    pub fn at(path: &Path) -> Option<Likeness> {
        let file = open(&fs::canonicalize(path).ok()?).ok()?;
        Likeness::of(&file, &file.metadata().ok()?).ok()
    }

    /// Of a file that is open.
    pub fn of(file: &File, about: &Metadata) -> Result<Likeness, Errno> {
        let mut attributes = Vec::new();
        let mut value = Vec::with_capacity(LONGEST);
        for name in names(file)? {
            value.clear();
            fgetxattr(file, &name, rustix::buffer::spare_capacity(&mut value))?;
            attributes.push((name, value.clone()));
        }
        let (owner, group, mode) = (about.uid(), about.gid(), about.mode() & 0o7777);
        Ok(Likeness { owner, group, mode, attributes })
    }

    /// Makes the draft like the file, or asks where it cannot be.
    pub fn give(&self, draft: &File, agreed: &[Loss], target: &SaveTarget) -> Result<(), SaveStop> {
        let failed = |error: io::Error| target.failed("keeping its owner and mode", &error);
        self.give_owner(draft, agreed)
            .map_err(failed)?
            .map_or(Ok(()), |loss| Err(SaveStop::Asks(loss)))?;
        self.give_attributes(draft)
            .map_err(|error| target.failed("keeping its attributes", &error.into()))?;
        // Last: a change of owner takes bits of the mode away, and a list of access rewrites it.
        draft.set_permissions(Permissions::from_mode(self.mode)).map_err(failed)
    }

    /// Gives the draft the file's owner and group; what that costs where it cannot be.
    fn give_owner(&self, draft: &File, agreed: &[Loss]) -> io::Result<Option<Loss>> {
        let about = draft.metadata()?;
        if (about.uid(), about.gid()) == (self.owner, self.group) {
            return Ok(None);
        }
        match fchown(draft, Some(self.owner), Some(self.group)) {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                // The group may still be one of ours.
                let _ = fchown(draft, None, Some(self.group));
                Ok(Some(Loss::Owner).filter(|loss| !agreed.contains(loss)))
            }
            owned => owned.map(|()| None),
        }
    }

    fn give_attributes(&self, draft: &File) -> Result<(), Errno> {
        for (name, value) in &self.attributes {
            match fsetxattr(draft, name, value, XattrFlags::empty()) {
                // The label is the system's own affair: most users may not set it.
                Err(_) if name.starts_with("security.") => {}
                set => set?,
            }
        }
        if !self.attributes.iter().any(|(name, _)| name == ACCESS) {
            // A folder may give its new files a list that this one did not have.
            let _ = fremovexattr(draft, ACCESS);
        }
        Ok(())
    }
}

/// The attributes that belong to a file's text: those that users gave it, who has access, and the
/// security label. `None` where the file system keeps none.
fn names(original: &File) -> Result<Vec<String>, Errno> {
    let mut list = Vec::with_capacity(LONGEST);
    match flistxattr(original, rustix::buffer::spare_capacity(&mut list)) {
        Err(Errno::NOTSUP | Errno::NOSYS) => return Ok(Vec::new()),
        listed => listed?,
    };
    let names = list.split(|byte| *byte == 0).filter_map(|name| std::str::from_utf8(name).ok());
    let belongs =
        |name: &&str| name.starts_with("user.") || matches!(*name, ACCESS | "security.selinux");
    Ok(names.filter(belongs).map(str::to_owned).collect())
}

//! What a file is besides its text: owner, mode and attributes, given to the draft.

use std::fs::{File, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};

use rustix::fs::{XattrFlags, fgetxattr, flistxattr, fremovexattr, fsetxattr};
use rustix::io::Errno;

use super::target::{Original, SaveTarget};
use crate::app::{Loss, SaveStop};

/// The access control list of a file.
const ACCESS: &str = "system.posix_acl_access";
/// The longest list of names, and the longest value, that Linux has.
const LONGEST: usize = 64 * 1024;

/// Makes the draft like the file, or asks where it cannot be.
pub fn liken(
    draft: &File,
    original: &Original,
    agreed: &[Loss],
    target: &SaveTarget,
) -> Result<(), SaveStop> {
    let failed = |error: io::Error| target.failed("keeping its owner and mode", &error);
    own(draft, original, agreed)
        .map_err(failed)?
        .map_or(Ok(()), |loss| Err(SaveStop::Asks(loss)))?;
    attributes(draft, &original.file)
        .map_err(|error| target.failed("keeping its attributes", &error.into()))?;
    // Last: a change of owner takes bits of the mode away, and a list of access rewrites it.
    let mode = original.about.mode() & 0o7777;
    draft.set_permissions(Permissions::from_mode(mode)).map_err(failed)
}

/// Gives the draft the file's owner and group; what that costs where it cannot be.
fn own(draft: &File, original: &Original, agreed: &[Loss]) -> io::Result<Option<Loss>> {
    let (owner, group) = (original.about.uid(), original.about.gid());
    let about = draft.metadata()?;
    if (about.uid(), about.gid()) == (owner, group) {
        return Ok(None);
    }
    match fchown(draft, Some(owner), Some(group)) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            // The group may still be one of ours.
            let _ = fchown(draft, None, Some(group));
            Ok(Some(Loss::Owner).filter(|loss| !agreed.contains(loss)))
        }
        owned => owned.map(|()| None),
    }
}

fn attributes(draft: &File, original: &File) -> Result<(), Errno> {
    let mut value = Vec::with_capacity(LONGEST);
    let names = names(original)?;
    for name in &names {
        value.clear();
        fgetxattr(original, name, rustix::buffer::spare_capacity(&mut value))?;
        match fsetxattr(draft, name, &value, XattrFlags::empty()) {
            // The label is the system's own affair: most users may not set it.
            Err(_) if name.starts_with("security.") => {}
            set => set?,
        }
    }
    if !names.iter().any(|name| name == ACCESS) {
        // A folder may give its new files a list that this one did not have.
        let _ = fremovexattr(draft, ACCESS);
    }
    Ok(())
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

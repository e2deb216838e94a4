//! `new`: a short commented scenario to start from.

use std::path::Path;

use super::{
    Outcome,
    output::{print, say},
    settings::today,
};
use crate::{
    format,
    runtime::{files, save},
};

pub(super) fn new(file: &Path) -> Outcome {
    if file.as_os_str() == "-" {
        return print(&format::starter("my-board", today())?, 0);
    }
    let stem =
        file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let text = format::starter(&stem, today())?;
    let shown = files::shown(file);
    let written = save::write_new(file, &text)?;
    say(&format!("wrote {written}; open it with: sitboard {shown}"));
    Ok(0)
}

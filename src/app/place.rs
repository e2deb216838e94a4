//! Where scenarios come from.

use std::{path::PathBuf, sync::Arc};

use crate::model::Clean;

/// Where a scenario comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// A file on the disk, the only place that can be saved to.
    File(PathBuf),
    /// Part of the program: its file name and its text.
    Embedded(&'static str, &'static str),
    /// Read from standard input, once.
    Input(Arc<[u8]>),
    /// Read once from what stands at a path and is no file, such as a pipe.
    Piped(PathBuf, Arc<[u8]>),
}

impl Place {
    /// What stands in messages and headers; already clean.
    pub fn name(&self) -> Clean {
        match self {
            Place::File(path) | Place::Piped(path, _) => Clean::new(&path.to_string_lossy()),
            Place::Embedded(name, _) => format!("built in: {name}").into(),
            Place::Input(_) => "standard input".into(),
        }
    }

    /// What a file without an id is called by.
    pub fn stem(&self) -> String {
        match self {
            Place::File(path) | Place::Piped(path, _) => path
                .file_stem()
                .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned()),
            Place::Embedded(name, _) => name.trim_end_matches(".toml").to_owned(),
            Place::Input(_) => "input".to_owned(),
        }
    }

    /// The path of a file; `None` of what cannot be saved.
    pub fn path(&self) -> Option<&PathBuf> {
        match self {
            Place::File(path) => Some(path),
            Place::Embedded(..) | Place::Input(_) | Place::Piped(..) => None,
        }
    }
}

//! What a record has elsewhere: files of evidence, addresses on the web.

use crate::model::{Evidence, WebAddress};

/// Something that another program opens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Openable {
    /// A file of evidence, if it still is what was taken in.
    File(Box<Evidence>),
    /// An address on the web.
    Address(WebAddress),
}

impl Openable {
    /// `photo evidence/khiam.jpg`, `link to example.org`
    pub fn called(&self) -> String {
        match self {
            Openable::File(file) => format!("{} {}", file.kind.word(), file.file),
            Openable::Address(address) => format!("link to {}", address.host()),
        }
    }
}

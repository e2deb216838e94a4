//! sitboard: a terminal situation board for people who watch a ceasefire.
#![forbid(unsafe_code)]

pub mod format;
pub mod model;

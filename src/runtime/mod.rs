//! The only room that touches the world: terminal, threads, files, clock.

pub mod baseline;
mod clipboard;
pub mod clock;
pub mod config;
mod editor;
mod effects;
mod ending;
pub mod environment;
pub mod evidence;
pub mod exec;
pub mod feeds;
pub mod files;
mod frame_writer;
mod fronts;
#[cfg(fuzzing)]
pub mod fuzzed;
pub mod headless;
mod input;
pub mod journal;
pub mod keeping;
mod kept;
mod keys;
mod opener;
pub mod opening;
mod panics;
mod piped;
mod private;
pub mod raster;
pub mod recent;
mod run;
pub mod save;
mod signals;
mod stamp;
pub mod story;
pub mod terminal;
pub mod terminal_kind;
pub mod themes;
mod tracks;
pub mod views;
pub mod watch;
pub mod watching;
mod why;
mod work;
mod worker;

pub use run::{Settle, run};

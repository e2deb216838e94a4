//! The only room that touches the world: terminal, threads, files, clock.

pub mod baseline;
pub mod clock;
mod effects;
pub mod environment;
pub mod files;
pub mod headless;
mod held;
mod input;
mod keys;
mod panics;

mod run;
pub mod save;
mod signals;
mod stamp;
pub mod terminal;
pub mod watch;
mod wire;
mod worker;

pub use run::run;

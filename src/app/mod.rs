//! The state of the board, and how it changes: `update` is pure, and what must happen outside is
//! returned as effects. No files, no clock, no terminal.

mod asking;
mod availability;
mod changes;
mod effect;
mod input;
mod keys;
mod list;
mod message;
mod mouse;
mod moving;
mod on_top;
mod overlay;
mod page;
mod plan;
mod saving;
mod shelf;
mod shown;
mod state;
mod time;
mod trail;
mod update;

pub use availability::unavailable;
pub use changes::{ChangeLine, Changes, Recall, Since};
pub use effect::{Effect, Request};
pub use input::Input;
pub use list::ListState;
pub use message::{End, Message};
pub use overlay::{HelpLine, Overlay, PaletteEntry, Prompt, Purpose, help};
pub use page::{Writing, Written};
pub use plan::{EXCERPT, MARKS, PREVIEW, PanelPlan, Plan};
pub use saving::{LeftOver, Loss, Saved, Stop, Unsaved};
pub use shelf::{Fault, Place, View, Volume, changed};
pub use shown::{Headline, Shown};
pub use state::{App, Notice, Opening};
pub use trail::{Page, page_lines};
pub use update::update;

//! The state of the board, and how it changes: `update` is pure, and what must happen outside is
//! returned as effects. No files, no clock, no terminal.

mod asking;
mod availability;
mod changes;
mod effect;
mod entry;
mod feeds;
mod history;
mod input;
mod keys;
mod list;
mod map;
mod map_view;
mod message;
mod mouse;
mod moving;
mod on_top;
mod overlay;
mod page;
mod plan;
mod saving;
mod scenario_ix;
mod searching;
mod shown;
mod state;
mod time;
mod trail;
mod update;
mod workspace;

pub use availability::unavailable;
pub use changes::{ChangeLine, Changes, Recall, Since};
pub use effect::{Effect, Request};
pub use entry::{Ask, Form, FormLine, LineEntry, Writes, versions};
pub use feeds::Feeding;
pub use history::{
    Choice, Clash, EditHistory, EditStep, JournaledChange, Merged, Rejection, SaveRequest,
    SavedScenario, Settled, Transaction, apply_transaction, over,
};
pub use input::Input;
pub use keys::show_alone;
pub use list::ListState;
pub use map_view::{lines_below, pane, selected_mark};
pub use message::{End, Message};
pub use on_top::add_words;
pub use overlay::{HelpLine, Overlay, PaletteEntry, Prompt, Purpose, help};
pub use page::{ComposedReport, ReportRequest};
pub use plan::{EXCERPT, MARKS, PREVIEW, PanelPlan, Plan, form_parts};
pub use saving::{LeftOver, Loss, SaveStop, Saved, Unsaved};
pub use scenario_ix::ScenarioIx;
pub use searching::Hits;
pub use shown::{Headline, Shown};
pub use state::{App, Notice, Opening};
pub use trail::{OpenDetail, page_lines};
pub use update::update;
pub use workspace::{
    FileFault, LoadResult, OpenScenario, Place, RowText, ScenarioReading, ScenarioView, Workspace,
    changed,
};

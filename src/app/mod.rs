//! The state of the board, and how it changes: `update` is pure, and what must happen outside is
//! returned as effects. No files, no clock, no terminal.

mod ahead;
mod arranging;
mod asking;
mod availability;
mod changes;
pub mod clock_line;
mod comparing;
mod copy_request;
mod copying;
mod effect;
mod entry;
mod evidence;
mod feeding;
mod feeds;
mod figures;
mod front;
pub mod headline;
mod help;
mod help_keys;
mod history;
mod hits;
mod input;
mod keys;
mod laying_out;
mod leaving;
mod list;
mod map;
mod map_view;
mod message;
mod mouse;
mod moving;
mod naming;
mod notice;
mod on_top;
mod open_detail;
mod overlay;
mod pace;
mod page;
mod place;
mod plan;
mod reading;
mod report;
mod saving;
mod scenario_ix;
mod searching;
mod shown;
mod small_header;
mod state;
mod taking;
mod time;
mod tour;
mod trail;
mod typed_ahead;
mod update;
mod workspace;

pub use availability::unavailable;
pub use changes::{ChangeLine, Changes, Recall, Since};
pub use copy_request::{Copied, CopyForm, CopyRequest};
pub use effect::Effect;
pub use entry::{
    Ask, Form, FormLine, LineEntry, PlaceOffer, VersionLine, Writes, chosen_bulletin, versions,
};
pub use feeding::Feeding;
pub use figures::is_of_figure;
pub use help::{HelpLine, HelpView, WORDS, help};
pub use history::{
    Choice, Choices, Clash, ClashPart, ContestedPart, DiscardedChanges, EditHistory, EditStep,
    JournaledChange, Merged, Rejection, SaveRequest, SavedScenario, Settled, Transaction,
    WordVersions, apply_transaction, over,
};
pub use hits::Hits;
pub use input::Input;
pub use keys::show_alone;
pub use laying_out::show_route;
pub use list::ListState;
pub use map_view::{lines_below, pane, selected_mark};
pub use message::{End, Message};
pub use notice::{Notice, NoticeHolds};
pub use on_top::add_words;
pub use open_detail::OpenDetail;
pub use overlay::{ClashView, Overlay, PaletteEntry, Prompt, Purpose};
pub use pace::PlayPace;
pub use place::Place;
pub use plan::{EXCERPT, MARKS, PREVIEW, PanelPlan, Plan, form_parts};
pub use reading::{FileFault, LoadResult, RowText, ScenarioReading};
pub use report::{ComposedReport, ReportRequest};
pub use saving::{LeftOver, Loss, SaveStop, Saved, Unsaved};
pub use scenario_ix::ScenarioIx;
pub use shown::{Headline, Request, Shown};
pub use state::{App, Opening};
pub use tour::{Tour, TourAct, TourPress};
pub use trail::page_lines;
pub use update::update;
pub use workspace::{AskedFigures, OpenScenario, ScenarioView, Workspace, changed};

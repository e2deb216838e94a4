//! sitboard: a terminal situation board for people who watch a ceasefire.
//!
//! A scenario is a text file of what is said to have happened: patrols, attacks, displaced people,
//! what was agreed and who says so. A board shows it as of one day, with what was known by then, and
//! keeps apart what different voices say of one thing:
//!
//! ```
//! use std::sync::Arc;
//!
//! use sitboard::app::{App, Opening, Place};
//! use sitboard::board::{Board, Clock, Dated, Index, Query, opening_day};
//! use sitboard::look::Theme;
//! use sitboard::model::{Key, Table};
//! use sitboard::report::{FrameFormat, frame, render};
//! use sitboard::{format, runtime::headless};
//!
//! let text = r#"
//! format = 1
//!
//! [scenario]
//! id = "m4"
//! title = "Patrols on the M4"
//!
//! [[source]]
//! id = "mod-russia"
//! name = "Russian Ministry of Defence"
//! kind = "party"
//!
//! [[source]]
//! id = "mod-turkey"
//! name = "Turkish Ministry of National Defence"
//! kind = "party"
//!
//! [[patrol]]
//! id = "second-patrol"
//! date = 2020-03-23
//! outcome = "cut-short"
//! source = "mod-russia"
//! published = 2020-03-23
//! account = [{ source = "mod-turkey", published = 2020-03-23, outcome = "completed" }]
//! "#;
//!
//! // What the file says, and what is wrong with it.
//! let loaded = format::load(text.as_bytes(), "m4");
//! assert_eq!(loaded.problems, []);
//! let scenario = loaded.scenario.expect("it has a [scenario]");
//!
//! // What the board answers on the day that it opens on, through no filter. Seen years later, when
//! // nobody adds to the file any more, that is the last day that it tells of.
//! let today = "2026-11-29".parse().expect("a day of the calendar");
//! let clock = Clock::then(opening_day(&scenario, today));
//! assert_eq!(clock.as_of.to_string(), "2020-03-23");
//! let board = Board::new(Arc::new(Index::new(Arc::new(scenario))), clock, Query::default());
//! assert_eq!(board.counted(Dated::Patrols).to_string(), "1");
//! let patrol = board.shown_of(Table::Patrol).next().expect("it shows");
//! assert!(board.contested(patrol).contains(&Key::Outcome));
//!
//! // The same scenario on a screen of 100 by 30 cells, as text.
//! let place = Place::Input(text.as_bytes().into());
//! let mut app = App::new(vec![place], (100, 30), Theme::Terminal, Opening::default());
//! let effects = app.start();
//! headless::settle(&mut app, effects);
//! let screen = render(&frame(&app), FrameFormat::Text, app.theme);
//! assert!(screen.contains("Patrols on the M4"));
//! ```
//!
//! This page is the guide for whoever changes the program; the README is the one for whoever uses it.
//!
//! # The map of the house
//!
//! ```text
//! scenario.toml ──format──▶ Scenario + Problems ─┬─board(clock, filter)──▶ Board ──panel, ui──▶ frame
//! events.csv ─────feed────▶ FeedRows + Faults ───┘         │
//!                                                          └────report────▶ text, json, pictures, html, tables, maps
//! key, mouse, file changed ─▶ Message ─update─▶ Effect ─runtime─▶ disk, watcher, worker, terminal ─▶ Message
//! ```
//!
//! The upper half is what is read and shown: a [`model::Scenario`] and the [`feed::FeedRows`] beside
//! it make a [`board::Board`], which is drawn or told. The lower half is what happens: a key, the
//! mouse or a changed file becomes an [`app::Message`], [`app::update`] changes the [`app::App`] by it,
//! and what must be done outside is returned as an [`app::Effect`], whose outcome is a message again.
//!
//! One way round, no side doors. A value enters by [`mod@format`], becomes a fact in [`model`], is asked
//! a question in [`board`], is seen through [`panel`] and [`ui`] or told by [`report`]. A room, as the
//! modules below are called, uses only the rooms before it, and only [`runtime`] touches files, clock
//! and terminal; a test holds both.
//!
//! | room | holds |
//! | --- | --- |
//! | [`model`] | plain facts: records in the words of every voice, interval dates, estimates, grades; `Clean`, the one gate for text from outside |
//! | [`mod@format`] | text ⇄ model: the one declaration of tables and keys, the reader, its problems and hints, edits that keep what they do not mean, the printed reference |
//! | [`feed`] | event files of any size: bytes into columns, what each kind of file means, what was wrong with it |
//! | [`look`] | roles and themes, glyphs, text fitted to cells |
//! | [`command`] | the one table of commands, and the keys that ask for them in each context, by their place on keyboards of other scripts |
//! | [`board`] | every question an analyst asks, as pure functions of scenario, clock and filter; the filter language |
//! | [`panel`] | the panels, the pages and the detail: rows, columns, summaries |
//! | [`app`] | `App`, `Message`, `update`, `Effect`, `Plan` (rectangles only) |
//! | [`ui`] | the frame |
//! | [`report`] | the board without a screen |
//! | [`runtime`] | the terminal, threads, files, clock |
//! | [`cli`] | arguments and exit codes |
//!
//! # How a record is kept
//!
//! A [`model::Record`] is a list of words: its own, and one for each account. A word is a short list
//! of keys with values, each with its place in the file. Whatever asks for a key asks the
//! [`board::Board`], which knows the day: [`board::Board::shown`] is the shown value,
//! [`board::Board::voices`] what each voice says, [`board::Board::contested`] where they cannot all
//! be right. A word that rests on a bulletin has what the bulletin says for it among its entries,
//! marked as such: [`model::Word::written`] leaves that out, and is what edits see. Detail, JSON and the columns of the panels read the same three. What is asked of all
//! records at once (whether it shows, its days, its class) a board keeps in a small account of each;
//! [`board::Board::moved`] makes the board of another day from these and looks again only at the
//! records whose words or dates turn in between. What many panels and figures rest on (incidents,
//! tempo, the window table, how an agreement is kept) a board works out once, for the first who asks
//! for it ([`board::Board::tempo`], [`board::Board::window_table`], [`board::Board::agreements`]).
//!
//! # What the board answers
//!
//! | question | asked in | seen in |
//! | --- | --- | --- |
//! | what shows, whose word, what is contested | [`board::Board`] | every panel |
//! | how much, how often, is it chance | [`board::Tempo`], [`board::Incidents`], [`board::Comparison`] | timeline |
//! | who reported of a day, and of how many of a window | [`board::ReportedDays`], [`board::DayReport`] | timeline, window table, indicators |
//! | where something stands, and how old that word is; what ran since the last attack | [`board::Standing`], [`board::LastAttack`] | header, agreement, morning page |
//! | a deadline as it stands, and what it was | [`board::Amended`] | agreement, morning page |
//! | what became of an incident | [`board::Case`] | cases, detail |
//! | what comes within a week | [`board::Coming`] | header, morning page |
//! | what a party gives as its reason | [`board::Board::reasons`] | patrol log, morning page |
//! | what a record is called, by what it says | [`board::Board::brief`] | wherever a record is named |
//! | who says otherwise | [`board::Matter`] | accounts |
//! | how the agreement is kept | [`board::Compliance`], [`board::Disagreement`] | agreement |
//! | what each side counts | [`board::Ledger`], [`board::SideBySide`], [`board::WindowTable`] | ledgers, window table |
//! | what rests on what | [`board::EvidenceChange`], [`board::Board::resting_on`] | assessments, bulletins |
//! | where it lies to a route and a corridor, as far as can be said | [`board::Geography`], [`board::Board::located`] | filter |
//! | what lies in a zone, by ground, name or a voice's word, as the zone was on the day | [`board::Area`], [`board::ZonesThen`], [`board::Board::stands`] | zones, filter, window table, agreement |
//! | what lies where, how far patrols got, in any view | [`board::Map`] | map, its picture, GeoJSON |
//! | how near a tripwire is, who is silent | [`board::Indicator`], [`board::Silence`] | indicators |
//! | how far patrols got, what lies in the corridor | [`board::Coverage`], [`board::Reach`], [`board::Stands`] | corridor |
//! | how far they got as measured, where that is not as reported | [`board::track::TrackReach`], [`board::track::TrackDifference`] | corridor, patrol log, map, detail |
//! | when a row was first seen, revised, gone | [`feed::Lineage`], [`board::RowRevision`], [`board::RowChanges`] | the list of changes, the morning page, figures, a row's page |
//! | what a row said then | [`board::RowsThen`] | every list and sum as of a day |
//! | which rows of feeds show, how many a window holds | [`board::VisibleRows`], [`board::ByDay`], [`board::RowGroup`] | attacks, timeline, window table, corridor, map, indicators |
//! | why a figure is what it is | [`board::Register`], [`board::FigureGrounds`] | figures, why, `sitboard why` |
//! | what turns without some voices | [`board::Flip`] on [`model::Scenario::without`] | without |
//! | which files bear a record out, and whether they still are what was taken in | [`board::Board::evidence`], [`board::EvidenceFault`] | detail, `sitboard check --evidence` |
//! | what changed | [`board::Differences`] | the list of changes, `sitboard diff` |
//! | what changed while nobody looked | [`board::Watched`] | `sitboard watch` |
//! | all of it on one page | [`report::morning()`] | the morning page |
//!
//! # What is kept of a reader
//!
//! Nothing beside the files: what a reader chose and saw lies in the reader's own state folder, a file
//! for each scenario, place and kind (`runtime::kept`): the front ([`app::Effect::KeepFront`]), views
//! and the one in which the board was left ([`app::SavedView`], `runtime::views`), what a watch told of
//! (`runtime::watching`), the board that was closed (`runtime::baseline`), unsaved changes
//! (`runtime::journal`), readings of feeds.
//!
//! # How a change is made
//!
//! What is typed ([`app::Form`], [`app::LineEntry`]) becomes edits, and edits become bytes:
//! [`format::edit`] splices the text and refuses what `check` would refuse. On the board a change is
//! an [`app::EditStep`] with a name and a patch; [`app::apply_transaction`] does, undoes and redoes
//! it, off the main thread and one at a time, after the journal has it. [`runtime::save`] tells how it
//! reaches the file, and [`app::over`] how it goes together with what somebody else wrote meanwhile.
//!
//! # How to add
//!
//! - a key of the format: one name in [`model::Key`], with its role where it is no fact, one row in a
//!   file of `src/format/tables`;
//! - a table: one row in [`model::Table`], which says where its records count, show and stand, one
//!   declaration in a file of `src/format/tables`, listed in [`format::TABLES`]; a panel of its own as
//!   below;
//! - a class of incidents: one row in `src/model/vocabulary/class.rs`, which totals, windows, figures,
//!   the timeline and the list walk; its roles in [`look::Role`];
//! - a kind of incident: one row in `src/model/vocabulary/kind.rs`, below its class; what a kind is to
//!   the board is asked of [`model::RecordKind`], of the format's and of a scenario's own alike;
//! - a command of the board: one row in [`command::COMMANDS`], in the section of its group and context;
//!   one arm in `app::keys::run`, or in the handler of what lies on top;
//! - a key: one more word in the row's keys; whoever names it asks [`command::Command::key`], since
//!   readers bind others, also while a board stands. What German, French, Turkish, Russian or Arabic
//!   keyboards lack needs a twin: `src/command/places/tests.rs` asks for it;
//! - a setting: one row in `runtime::config::OPTIONS`, its field in [`runtime::config::Config`], its
//!   flag, and where it shows on a board its field in [`app::Settings`]; template, `show` and `check`
//!   follow;
//! - a context of keys: one variant of [`command::Context`], what it falls back to, and the
//!   overlay that has it;
//! - a kind of feed: one word in [`model::FeedKind`], one [`feed::FeedSpec`] in a file of its own
//!   under `src/feed/kinds`, one arm where [`feed::FeedSpec`] is chosen;
//! - a form of dates in feeds: one row in [`feed::DATE_FORMS`], one arm in the reader beside it; a
//!   language for its months: one row in `src/feed/months.rs`;
//! - a filter key: one row in `board::FILTER_KEYS`, one arm in its test;
//! - a figure: one row in a file of `src/board/figures`, with its value and its grounds; whoever prints
//!   it asks [`board::Register`];
//! - a column: one line in its panel; `panel::Column` says whether it is told of records only, or of
//!   whatever a `board::Subject` is;
//! - a line that sums a panel of the front up: one [`look::SummaryLine`] in the panel, from its
//!   fullest form to its shortest, its figure from the register;
//! - a format that leaves the board: its escaper in `src/report/escape`, and a parser of it in
//!   `tests/hostile`, which finds nothing there that a text made; of rows a sink in `src/report/table`,
//!   whose columns follow the format's declaration, of places one in `src/report/features`; a row of
//!   `ways_out` in `tests/leaving.rs`, which looks there for what may not be published;
//! - a command of the command line: one row in `src/cli/arguments/mod.rs`, one file in `src/cli`, what
//!   completes its values in `src/cli/completions.rs`; what it prints for scripts: its keys beside what
//!   writes them ([`panel::json_keys::JsonKey`]) and a row in `src/report/outputs.rs`, which
//!   `tests/outputs.rs` holds to every scenario;
//! - a theme: one declaration in `src/look/theme.rs`, which cells, pictures and drawings follow, in
//!   every depth of colour ([`look::Depth`]); a sign: one constant in `src/look/glyph.rs`, in
//!   `src/look/ascii.rs` what stands for it in ASCII, and where it fills its cell its shape in
//!   `src/report/cell_shapes.rs`;
//! - a panel on existing tables: its file in `src/panel`, where it declares all of itself as a
//!   `panel::PanelSpec`; its `mod` and its line in `panels!` in `src/panel/mod.rs`; unless it stands
//!   on the front, its key, a row `GoTo` in `command::COMMANDS` (`src/command/table.rs`). Help, command
//!   line, what `a` adds, the reference and the tests of all panels follow: `UPDATE_DOCS=1` writes the
//!   reference anew, its snapshots are to be looked at and kept, and where its rows are worked out
//!   `tests/board/time.rs` asks how they name their records for scripts;
//! - a page of the reference: its file in `src/reference`, its line in `topics!` in
//!   `src/report/topics/mod.rs`, and its row in the README; what the program knows itself is generated.
//!
//! # How a refusal is told
//!
//! Every error is an `Error` and a [`model::Reason`]: what is wrong, what to do instead, and where.
//! Most are a [`model::Refusal`]; those on whose case the caller decides are enums of their own
//! ([`app::SaveStop`], [`app::Rejection`], [`app::FileFault`], [`board::Unfetched`],
//! [`feed::Unusable`]).
//!
//! # How a change is held
//!
//! Tests sit with the code; `tests/changing.rs` holds the commands that write, `tests/schema.rs` the
//! schema of the format, `tests/shells.rs` completions and manual pages; `tests/board` pins text and
//! roles of every screen, `tests/terminal` runs the program in a pseudo-terminal and traces it there (no connection, faults at the calls of
//! its saves, kills), `tests/hostile` puts what is hostile into every text and argument,
//! `tests/saving` breaks a save off at each of its system calls, `tests/house.rs` holds this plan,
//! `tests/bulletins.rs` holds what rests on a bulletin to the same written out, `tests/lineage`
//! compares downloads of a feed as a reader would, `tests/still_to_come` makes feeds by lot and looks
//! how often the band of what is still to come holds, `tests/private.rs` looks for what is private in
//! all that leaves the desk, `tests/leaving.rs` for what may not be published, and reads each format,
//! `tests/browser.rs` opens and prints the page of HTML, `tests/stories.rs` reads that of a story, `tests/tracks.rs` does so for tracks, and reads what is hostile beside a
//! scenario, `tests/handling.rs` for the mark that this bears, `tests/evidence.rs` takes files in under
//! hostile names and verifies them (`tests/terminal` has them opened), `tests/watching.rs` watches as
//! cron does and as a service, `tests/docs.rs` holds
//! the README and the reference, `tests/article.rs` the Idlib scenario to a table of what the article behind it says,
//! `tests/boards.rs` three more to tables of the facts that they were written from,
//! `tests/pictures.rs` each run of a picture to its cells, what other programs draw of it to what
//! this one does, and the last frame of a recording to the screen, `tests/packages.rs` what is given
//! out (how, and what changed between versions, is told in [`release`]). `cargo bench`
//! prints the speed table. `tests/bench/instructions.rs` counts what loading, deriving, drawing and
//! reading of fixed inputs take, and fails on a tenth more than `tests/bench/instructions.txt` keeps.
//!
//! Some tests do less than they can: `SITBOARD_FULL_SWEEP=1 cargo test --test terminal faults` refuses
//! each call of a board's saves in five ways (six minutes), `SITBOARD_KILLS=200 cargo test --test
//! terminal kills` kills a board as often while it saves, `STORM_SECONDS=1800 cargo test --release
//! --test terminal storm` lets the storm of keys last, `SITBOARD_ALL_WIDTHS=1 cargo test --test board
//! whole` looks for cut figures in each panel at every width (two minutes), `SITBOARD_ALL_DAYS=1 cargo
//! test --test morning` writes the page of every day of the scenarios by both clocks,
//! `SIMULATED_RUNS=2000 cargo test --release --test still_to_come coverage -- --ignored --nocapture`
//! prints how often bands hold in each kind of feed (an hour). `tests/fuzz` has
//! a target for each way in: `cargo +nightly fuzz run --fuzz-dir tests/fuzz load
//! tests/fuzz/corpus/load scenarios tests/data/valid tests/data/invalid`.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod app;
pub mod board;
pub mod cli;
pub mod command;
pub mod feed;
pub mod format;
pub mod look;
pub mod model;
pub mod panel;
pub mod release;
pub mod report;
pub mod runtime;
pub mod ui;

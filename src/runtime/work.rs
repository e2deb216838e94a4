//! What each effect comes to: the one list of effects, for the board on the screen and for the one
//! without.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use super::{
    baseline::Store,
    clipboard, evidence,
    feeds::{self, FeedMemory, Keeps},
    files,
    fronts::Fronts,
    keeping::Keeping,
    opener,
    recent::Recent,
    save,
    views::Views,
    worker::{Job, Task, Tell},
};
use crate::{
    app::{Effect, LoadResult, Message, Ring, ScenarioIx, Shown},
    board::{FeedFile, RowIx, Unfetched},
    model::Clean,
};

/// What an effect comes to.
pub enum Work {
    /// Reads and works out: with a screen on a thread, since it may take long, without one at once.
    Answer(Job, Task),
    /// Changes, watches or waits for something outside: left undone without a screen.
    Outside(Outside),
    /// Needs the terminal: left undone without one.
    Terminal(TerminalWork),
    Quit,
}

/// What reaches beyond the board.
pub enum Outside {
    Background(Job, Task),
    /// Here and now: whoever leaves the board next has done it.
    AtOnce(Task),
    /// Watch these files, and no others.
    Watch(Vec<PathBuf>),
    /// Tell this after a while.
    Later(Duration, Message),
}

/// What is done to the terminal.
pub enum TerminalWork {
    Mouse(bool),
    Redraw,
    Ring(Ring, Clean),
    Suspend,
    /// Write what has the terminal copy something.
    Clipboard(Arc<str>),
    /// Lend it to the reader's own editor.
    Edit {
        path: PathBuf,
        line: u32,
    },
}

/// What work is done with.
pub struct Resources {
    keeping: Arc<Keeping>,
    /// The boards that the reader closed. `None` if nothing may depend on them.
    closed: Option<Arc<Store>>,
    /// The fronts that the reader chose. `None` if nothing may depend on them.
    fronts: Option<Fronts>,
    /// The views that the reader kept. `None` if nothing may depend on them.
    views: Option<Views>,
    /// Where the commands that were chosen last are kept. `None` if nothing may be.
    recent: Option<Recent>,
    /// Whether what was found so far is told on the way.
    tells_progress: bool,
    feeding: feeds::Runs,
    searching: feeds::Runs,
}

impl Resources {
    /// Those of the reader who sits before the board.
    pub fn of_reader(memory: FeedMemory) -> Resources {
        let keeping = Arc::new(Keeping::of_reader());
        let closed = Store::of_reader().map(Arc::new);
        let (fronts, views) = (Fronts::of_reader(), Views::of_reader());
        let recent = Recent::of_reader();
        let nobodys = Resources::of_nobody(memory.into());
        Resources { keeping, closed, fronts, views, recent, tells_progress: true, ..nobodys }
    }

    /// For a board that nobody sits before: nothing is kept, and what a reader closed is not known.
    pub fn of_nobody(memory: Arc<FeedMemory>) -> Resources {
        let (feeding, searching) = (feeds::Runs::within(memory), feeds::Runs::default());
        let keeping = Arc::new(Keeping::nowhere());
        let (closed, fronts, views, recent) = (None, None, None, None);
        let tells_progress = false;
        Resources { keeping, closed, fronts, views, recent, tells_progress, feeding, searching }
    }

    /// What of an open scenario would be lost if the board ended now.
    pub fn unkept(&self, scenario: ScenarioIx) -> Option<Clean> {
        self.keeping.unkept(scenario)
    }

    /// What an effect comes to.
    pub fn work(&self, effect: Effect) -> Work {
        match effect {
            Effect::Load { scenario, place, before } => {
                let (keeping, fronts) = (Arc::clone(&self.keeping), self.fronts.clone());
                let views = self.views.clone();
                let task = move |tell: Tell| {
                    let read = || files::load(&place, before.as_ref());
                    let told = |mut result: LoadResult| {
                        if let (None, Ok(reading), Some(fronts)) = (&before, &mut result, &fronts) {
                            reading.front = fronts.read(&place, &reading.loaded);
                        }
                        if let (None, Ok(reading), Some(views)) = (&before, &mut result, &views) {
                            let index = reading.loaded.index.as_ref();
                            let id = index.map(|index| &index.scenario.header.id);
                            reading.views = id.and_then(|id| views.read(&place, id));
                        }
                        tell(Message::Loaded { scenario, result });
                    };
                    keeping.saw(scenario, &place);
                    keeping.read_between_saves(scenario, &read, &told);
                };
                Work::Answer(Job::Load(scenario), Box::new(task))
            }
            Effect::Feed { scenario, place, requests, may_keep } => {
                // Whoever only looks leaves nothing behind.
                let keeps = if may_keep && self.tells_progress { Keeps::All } else { Keeps::None };
                let run = self.feeding.begin(scenario).keeping(keeps);
                let tells_progress = self.tells_progress;
                let task = move |tell: Tell| {
                    for (request, before) in requests {
                        let mut read = |result: Result<Arc<FeedFile>, Unfetched>| {
                            let is_part =
                                result.as_ref().is_ok_and(|file| !file.is_whole && !file.is_full);
                            if tells_progress || !is_part {
                                let request = request.clone();
                                let request = Box::new(request);
                                tell(Message::FeedRead { scenario, request, result });
                            }
                        };
                        feeds::fetch(&place, &request, before.as_ref(), &run, &mut read);
                    }
                };
                Work::Answer(Job::Feed(scenario), Box::new(task))
            }
            Effect::ReadRow { scenario, place, file, at } => {
                answer(Job::Row(scenario), move || {
                    let text = feeds::row(&place, &file, at);
                    Message::Row { scenario, at, text }
                })
            }
            Effect::Search { scenario, place, files, text } => {
                let (run, tells_progress) = (self.searching.begin(scenario), self.tells_progress);
                let task = move |tell: Tell| {
                    let untold = Mutex::new(Vec::new());
                    let found = |rows: Vec<RowIx>, is_over: bool| {
                        let mut untold = untold.lock().unwrap_or_else(PoisonError::into_inner);
                        untold.extend(rows);
                        if tells_progress || is_over {
                            let (text, rows) = (text.clone(), std::mem::take(&mut *untold));
                            tell(Message::Found { scenario, text, rows, is_over });
                        }
                    };
                    feeds::search(&place, &files, &text, &run, &found);
                };
                Work::Answer(Job::Search(scenario), Box::new(task))
            }
            Effect::Derive(request) => {
                let (scenario, generation) = (request.scenario, request.generation);
                answer(Job::Derive(scenario), move || {
                    let shown = Shown::derive(*request).into();
                    Message::Derived { scenario, generation, shown }
                })
            }
            Effect::Warm { scenario, index } => {
                let task = move |_: Tell| index.warm();
                Work::Outside(Outside::Background(Job::Warm(scenario), Box::new(task)))
            }
            Effect::Follow(paths) => Work::Outside(Outside::Watch(paths)),
            Effect::Mouse(on) => Work::Terminal(TerminalWork::Mouse(on)),
            Effect::Redraw => Work::Terminal(TerminalWork::Redraw),
            Effect::Tick { run, after } => Work::Outside(Outside::Later(after, Message::Tick(run))),
            Effect::Recall { scenario, from } => {
                let closed = self.closed.clone();
                answer(Job::Recall(scenario), move || {
                    let result = files::recall(&from, closed.as_deref());
                    Message::Recalled { scenario, from, result }
                })
            }
            Effect::ComposeReport(request) => answer(Job::ComposeReport, move || {
                let page = files::page(&request);
                Message::ReportComposed { scenario: request.scenario, page }
            }),
            Effect::WriteReport { path, text } => at_once(move |tell| {
                let result = save::write_new(&path, &text);
                tell(Message::ReportWritten { path, result });
            }),
            Effect::ApplyTransaction { scenario, place, text, file, transaction } => {
                let keeping = Arc::clone(&self.keeping);
                answer(Job::Edit(scenario), move || {
                    let result = keeping.transaction(scenario, &place, (&text, file), &transaction);
                    Message::TransactionSettled { scenario, transaction, result }
                })
            }
            Effect::SaveScenario(request) => {
                let (keeping, scenario) = (Arc::clone(&self.keeping), request.scenario);
                background(Job::Edit(scenario), move || {
                    let result = keeping.save_scenario(&request);
                    Message::ScenarioSaved { scenario, result }
                })
            }
            Effect::Probe { scenario, path } => background(Job::Probe(scenario), move || {
                Message::Probed { scenario, result: save::may_write(&path) }
            }),
            Effect::LookForLeftOver { scenario, place, digest } => {
                let keeping = Arc::clone(&self.keeping);
                at_once(move |tell| {
                    let (left, remarks) = keeping.left_over(scenario, &place, digest);
                    if !left.is_empty() || !remarks.is_empty() {
                        tell(Message::LeftOver { scenario, left, remarks });
                    }
                })
            }
            Effect::KeepView { place, id, name, view } => match self.views.clone() {
                Some(views) => at_once(move |tell| {
                    if let Err(why) =
                        views.change(&place, &id, |kept| kept.set(&name, view.map(|view| *view)))
                    {
                        tell(Message::Failed(format!("the view is not kept: {why}")));
                    }
                }),
                None => at_once(|_| {}),
            },
            Effect::KeepFront { place, id, front } => match self.fronts.clone() {
                Some(fronts) => at_once(move |tell| {
                    if let Err(why) = fronts.write(&place, &id, front) {
                        tell(Message::Failed(format!("the front is not kept: {why}")));
                    }
                }),
                None => at_once(|_| {}),
            },
            Effect::FindRecords { scenario, shown, text } => answer(Job::FindRecords, move || {
                let hits = shown.find(&text);
                Message::RecordsFound { scenario, text, hits }
            }),
            Effect::KeepRecent(commands) => match self.recent.clone() {
                Some(recent) => at_once(move |tell| {
                    if let Err(why) = recent.write(&commands) {
                        tell(Message::Failed(format!("what was chosen is not kept: {why}")));
                    }
                }),
                None => at_once(|_| {}),
            },
            Effect::Forget(scenario) => {
                let keeping = Arc::clone(&self.keeping);
                at_once(move |_| keeping.forget(scenario))
            }
            Effect::Discard => {
                let keeping = Arc::clone(&self.keeping);
                at_once(move |_| keeping.discard())
            }
            Effect::Copy(request) => {
                background(Job::Copy, move || Message::Copied(clipboard::copy(&request)))
            }
            Effect::Clipboard(sequence) => Work::Terminal(TerminalWork::Clipboard(sequence)),
            Effect::OpenEvidence { place, file } => background(Job::OpenEvidence, move || {
                Message::EvidenceOpened(evidence::open(&place, &file))
            }),
            Effect::OpenAddress(address) => background(Job::OpenEvidence, move || {
                Message::EvidenceOpened(opener::open_address(&address))
            }),
            Effect::Edit { path, line } => Work::Terminal(TerminalWork::Edit { path, line }),
            Effect::Ring(ring, words) => Work::Terminal(TerminalWork::Ring(ring, words)),
            Effect::Suspend => Work::Terminal(TerminalWork::Suspend),
            Effect::Quit => Work::Quit,
        }
    }
}

fn answer(job: Job, work: impl FnOnce() -> Message + Send + 'static) -> Work {
    Work::Answer(job, Box::new(|tell: Tell| tell(work())))
}

fn background(job: Job, work: impl FnOnce() -> Message + Send + 'static) -> Work {
    Work::Outside(Outside::Background(job, Box::new(|tell: Tell| tell(work()))))
}

fn at_once(work: impl FnOnce(Tell) + Send + 'static) -> Work {
    Work::Outside(Outside::AtOnce(Box::new(work)))
}

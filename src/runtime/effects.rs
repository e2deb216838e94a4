//! Does what `update` asks for.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use super::editor;
use super::feeds;
use super::files;
use super::input::Input;
use super::keeping::Keeping;
use super::save;
use super::signals;
use super::terminal::Session;
use super::watch::{Notices, Watcher};
use super::worker::{Job, Workers};
use crate::app::{Effect, Message, Shown};

/// Everything the runtime can lay hands on.
pub struct Services {
    pub session: Session,
    input: Input,
    background: BackgroundServices,
}

/// What works without a terminal.
struct BackgroundServices {
    watcher: Watcher,
    workers: Workers,
    keeping: Arc<Keeping>,
    feeding: feeds::Runs,
    searching: feeds::Runs,
    post: Sender<Message>,
}

impl BackgroundServices {
    fn open(post: &Sender<Message>) -> io::Result<BackgroundServices> {
        let watcher = Watcher::start(Notices::Asked, post.clone())?;
        let workers = Workers::start(2, post)?;
        let keeping = Arc::new(Keeping::of_reader());
        let (feeding, searching) = Default::default();
        let post = post.clone();
        Ok(BackgroundServices { watcher, workers, keeping, feeding, searching, post })
    }

    /// Does an effect, or gives it back when it needs the terminal.
    fn perform(&self, effect: Effect) -> io::Result<Option<Effect>> {
        match effect {
            Effect::Follow(paths) => self.watcher.follow(paths),
            Effect::Load { scenario, place, before } => {
                self.workers.run(Job::Load(scenario), move || Message::Loaded {
                    scenario,
                    result: files::load(&place, before.as_ref()),
                });
            }
            Effect::Feed { scenario, place, requests } => {
                let run = self.feeding.begin(scenario);
                let post = self.post.clone();
                self.workers.run(Job::Feed(scenario), move || {
                    for (request, before) in requests {
                        let mut tell = |result| {
                            let request = request.clone();
                            let _ = post.send(Message::FeedRead { scenario, request, result }); // the board was left
                        };
                        feeds::fetch(&place, &request, before.as_ref(), &run, &mut tell);
                    }
                    Message::Warmed
                });
            }
            Effect::ReadRow { scenario, place, file, at } => {
                self.workers.run(Job::Row(scenario), move || {
                    let text = feeds::row(&place, &file, at);
                    Message::Row { scenario, at, text }
                });
            }
            Effect::Search { scenario, place, files, text } => {
                let (run, post) = (self.searching.begin(scenario), self.post.clone());
                self.workers.run(Job::Search(scenario), move || {
                    let tell = |rows, is_over| {
                        let text = text.clone();
                        let _ = post.send(Message::Found { scenario, text, rows, is_over }); // the board was left
                    };
                    feeds::search(&place, &files, &text, &run, &tell);
                    Message::Warmed
                });
            }
            Effect::Derive(request) => {
                let (scenario, generation) = (request.scenario, request.generation);
                self.workers.run(Job::Derive(scenario), move || Message::Derived {
                    scenario,
                    generation,
                    shown: Shown::derive(*request).into(),
                });
            }
            Effect::Recall { scenario, from } => {
                self.workers.run(Job::Recall(scenario), move || {
                    let result = files::recall(&from);
                    Message::Recalled { scenario, from, result }
                })
            }
            Effect::ComposeReport(request) => {
                self.workers.run(Job::ComposeReport, move || Message::ReportComposed {
                    scenario: request.scenario,
                    page: files::page(&request),
                });
            }
            Effect::WriteReport { path, text } => {
                // Here and now: whoever leaves the board next has saved.
                let result = files::save(&path, &text);
                let _ = self.post.send(Message::ReportWritten { path, result });
            }
            Effect::ApplyTransaction { scenario, place, text, file, transaction } => {
                let keeping = Arc::clone(&self.keeping);
                self.workers.run(Job::Edit(scenario), move || {
                    let result = keeping.transaction(scenario, &place, (&text, file), &transaction);
                    Message::TransactionSettled { scenario, transaction, result }
                });
            }
            Effect::SaveScenario(request) => {
                let keeping = Arc::clone(&self.keeping);
                let scenario = request.scenario;
                self.workers.run(Job::Edit(scenario), move || Message::ScenarioSaved {
                    scenario,
                    result: keeping.save_scenario(&request),
                });
            }
            Effect::Probe { scenario, path } => {
                self.workers.run(Job::Probe(scenario), move || Message::Probed {
                    scenario,
                    result: save::may_write(&path),
                });
            }
            Effect::LookForLeftOver { scenario, place, digest } => {
                let left = self.keeping.left_over(scenario, &place, digest);
                if !left.is_empty() {
                    let _ = self.post.send(Message::LeftOver { scenario, left });
                }
            }
            Effect::Forget(scenario) => self.keeping.forget(scenario),
            Effect::Discard => self.keeping.discard(),
            Effect::Warm { scenario, index } => self.workers.run(Job::Warm(scenario), move || {
                index.warm();
                Message::Warmed
            }),
            Effect::Tick { run, after } => {
                let post = self.post.clone();
                let tick = move || {
                    thread::sleep(after);
                    let _ = post.send(Message::Tick(run)); // nobody waits for it once the board is left
                };
                thread::Builder::new().name("tick".into()).spawn(tick)?;
            }
            Effect::Mouse(_)
            | Effect::Redraw
            | Effect::Suspend
            | Effect::Edit { .. }
            | Effect::Quit => {
                return Ok(Some(effect));
            }
        }
        Ok(None)
    }
}

impl Services {
    /// Takes the terminal. What comes first is begun before, so that reading and taking overlap.
    pub fn open(post: &Sender<Message>, first: Vec<Effect>) -> io::Result<Services> {
        let background = BackgroundServices::open(post)?;
        for effect in first {
            background.perform(effect)?;
        }
        let session = Session::open()?;
        let input = Input::start(post.clone())?;
        Ok(Services { session, input, background })
    }

    /// Does one effect; true when it was the wish to leave. An error means a lost terminal.
    pub fn perform(&mut self, effect: Effect) -> io::Result<bool> {
        match self.background.perform(effect)? {
            Some(Effect::Mouse(on)) => self.session.mouse(on)?,
            Some(Effect::Redraw) => self.session.redraw()?,
            Some(Effect::Suspend) => self.suspend()?,
            Some(Effect::Edit { path, line }) => self.edit(&path, line)?,
            Some(Effect::Quit) => return Ok(true),
            Some(_) | None => {}
        }
        Ok(false)
    }

    /// Ctrl-Z. What follows is `resume`, when the shell continues us.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.input.park();
        if !self.session.suspend()? {
            self.input.unpark();
        }
        Ok(())
    }

    /// Lends the terminal to the reader's editor; what it wrote is read when it is left.
    fn edit(&mut self, path: &Path, line: u32) -> io::Result<()> {
        self.input.park();
        self.session.leave();
        signals::lent(true);
        let left = editor::open(path, line);
        signals::lent(false);
        self.resume()?;
        if let Err(error) = left {
            let words = format!("the editor could not be used: {error}");
            let _ = self.background.post.send(Message::Failed(words));
        }
        let _ = self.background.post.send(Message::FileChanged(path.to_owned()));
        Ok(())
    }

    /// After SIGCONT, whoever stopped us: the terminal may look like anything.
    pub fn resume(&mut self) -> io::Result<()> {
        self.session.resume()?;
        self.input.unpark();
        Ok(())
    }

    /// The terminal comes back; keys typed from now on are the shell's.
    pub fn leave(mut self) {
        self.input.park();
        self.session.leave();
    }

    /// As `leave`, without a byte to a terminal that is gone.
    pub fn abandon(mut self) {
        self.session.abandon();
    }
}

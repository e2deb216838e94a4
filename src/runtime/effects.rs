//! Does what `update` asks for, before a reader's eyes.

use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::thread;

use super::config;
use super::editor;
use super::input::InputThread;
use super::signals;
use super::terminal::{Session, Wants};
use super::themes;
use super::watch::{Notices, Watcher};
use super::work::{Outside, Resources, TerminalWork, Work};
use super::worker::Workers;
use crate::app::{App, Effect, Message, ScenarioIx};
use crate::model::Clean;
use crate::ui::{draw, links};

/// The exit code of a board that its reader left.
pub const LEFT: i32 = 0;

/// Everything the runtime can lay hands on.
pub struct Services {
    pub session: Session,
    input: InputThread,
    background: BackgroundServices,
}

/// What works without a terminal.
struct BackgroundServices {
    watcher: Watcher,
    workers: Workers,
    resources: Resources,
    post: Sender<Message>,
    /// The file of settings, there or not. `None` if the environment names no folder for it.
    config: Option<PathBuf>,
}

/// What is left of an effect for whoever has the terminal.
enum Left {
    Nothing,
    Terminal(TerminalWork),
    Quit,
}

impl BackgroundServices {
    fn open(post: &Sender<Message>, resources: Resources) -> io::Result<BackgroundServices> {
        let watcher = Watcher::start(Notices::Asked, post.clone())?;
        let workers = Workers::start(2, post)?;
        let config = config::path();
        Ok(BackgroundServices { watcher, workers, resources, post: post.clone(), config })
    }

    /// Does an effect as far as that needs no terminal.
    fn perform(&self, effect: Effect) -> io::Result<Left> {
        match self.resources.work(effect) {
            Work::Answer(job, task) => self.workers.run(job, task),
            Work::Outside(outside) => self.reach(outside)?,
            Work::Terminal(work) => return Ok(Left::Terminal(work)),
            Work::Quit => return Ok(Left::Quit),
        }
        Ok(Left::Nothing)
    }

    fn reach(&self, outside: Outside) -> io::Result<()> {
        match outside {
            Outside::Background(job, task) => self.workers.run(job, task),
            Outside::AtOnce(task) => task(&|message| {
                let _ = self.post.send(message); // the board was left
            }),
            Outside::Watch(paths) => {
                let more = self.config.iter().cloned().chain(themes::files());
                self.watcher.follow(paths.into_iter().chain(more).collect());
            }
            Outside::Later(after, message) => {
                let post = self.post.clone();
                let tick = move || {
                    thread::sleep(after);
                    let _ = post.send(message); // nobody waits for it once the board is left
                };
                thread::Builder::new().name("tick".into()).spawn(tick)?;
            }
        }
        Ok(())
    }
}

impl Services {
    /// Takes the terminal. What comes first is begun before, so that reading and taking overlap.
    pub fn open(
        post: &Sender<Message>,
        resources: Resources,
        first: Vec<Effect>,
        wants: Wants,
    ) -> io::Result<Services> {
        let background = BackgroundServices::open(post, resources)?;
        for effect in first {
            background.perform(effect)?;
        }
        let session = Session::open(wants)?;
        let input = InputThread::start(post.clone())?;
        Ok(Services { session, input, background })
    }

    /// Draws the board. Where it must know which keys were typed before that, the frame is told of
    /// behind all of those.
    pub fn draw(&mut self, app: &App) -> io::Result<()> {
        let (input, post) = (&mut self.input, &self.background.post);
        let leaves = || {
            if let Some(frame) = app.unseen() {
                input.catch_up();
                let _ = post.send(Message::Drawn(frame)); // the board was left
            }
        };
        self.session.draw(|frame| draw(app, frame), |size| links(app, size), leaves)
    }

    /// Does one effect; breaks with the exit code when it was the wish to leave. An error means a
    /// lost terminal.
    pub fn perform(&mut self, effect: Effect) -> io::Result<ControlFlow<i32>> {
        match self.background.perform(effect)? {
            Left::Nothing => {}
            Left::Terminal(TerminalWork::Mouse(on)) => self.session.mouse(on)?,
            Left::Terminal(TerminalWork::Clipboard(sequence)) => self.session.copy(&sequence)?,
            Left::Terminal(TerminalWork::Redraw) => self.session.redraw()?,
            Left::Terminal(TerminalWork::Ring(ring, words)) => self.session.ring(ring, &words)?,
            Left::Terminal(TerminalWork::Suspend) => self.suspend()?,
            Left::Terminal(TerminalWork::Edit { path, line }) => self.edit(&path, line)?,
            Left::Quit => return Ok(ControlFlow::Break(LEFT)),
        }
        Ok(ControlFlow::Continue(()))
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
    pub fn leave(&mut self) {
        self.input.park();
        self.session.leave();
    }

    /// As `leave`, without a byte to a terminal that is gone.
    pub fn abandon(&mut self) {
        self.session.abandon();
    }

    /// Does an effect of a board that was left: what needs the terminal is left undone.
    pub fn perform_unseen(&self, effect: Effect) {
        let _ = self.background.perform(effect);
    }

    /// The file of settings, there or not.
    pub fn config(&self) -> Option<&Path> {
        self.background.config.as_deref()
    }

    /// What of an open scenario would be lost if the board ended now.
    pub fn unkept(&self, scenario: ScenarioIx) -> Option<Clean> {
        self.background.resources.unkept(scenario)
    }
}

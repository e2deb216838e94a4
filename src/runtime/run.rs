//! The loop: wait for a message, take all that have come, update for each, do what is asked, draw
//! once. Nothing here ticks: with no message there is no work.

use std::io;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use super::config::{self, Config};
use super::effects::{LEFT, Services};
use super::feeds::FeedMemory;
use super::terminal::Wants;
use super::work::Resources;
use super::{clock, ending, panics, signals, themes};
use crate::app::{App, End, Message, Settings, update};

/// So many messages at most between two frames: a flood must not hide the board.
const BATCH: usize = 4096;

/// How long the board may look as before while messages are taken.
const LONGEST: Duration = Duration::from_millis(50);

/// A board that is read at once is the first thing seen: no flash of an empty frame before it.
const FIRST: Duration = Duration::from_millis(100);

/// What a file of settings comes to beside the flags.
pub type Settle = Box<dyn Fn(&Config) -> Settings>;

/// Shows the board, whose feeds take no more than this memory, until it is left; the file of settings
/// is followed meanwhile, and `settle` says what it comes to. The number is for
/// `std::process::exit`, which the caller calls at once. An error is one of starting, before the
/// terminal was touched.
pub fn run(mut app: App, memory: FeedMemory, settle: Settle) -> io::Result<i32> {
    panics::install();
    let (post, mail) = mpsc::channel();
    signals::start(post.clone())?;
    let first = app.start();
    let resources = if app.is_practice {
        Resources::of_nobody(memory.into())
    } else {
        Resources::of_reader(memory)
    };
    let mut services = Services::open(&post, resources, first, Wants::of(&app))?;
    if app.mouse {
        services.session.mouse(true)?;
    }
    let code = match turns(&mut app, &mut services, &mail, &settle) {
        Ok(code) => {
            services.leave();
            code
        }
        Err(_) => {
            services.abandon();
            End::HangUp.code()
        }
    };
    if app.is_practice {
        return Ok(code); // nothing of it was to last
    }
    // Whoever left by asking was asked about what is not saved.
    if code != LEFT || app.is_interrupted {
        ending::finish(&mut app, &services, &mail);
    }
    drop(app.leave_story()); // it is left where its reader was
    ending::keep(&app);
    Ok(code)
}

/// Ends with a code, or with an error when the terminal is lost.
fn turns(
    app: &mut App,
    services: &mut Services,
    mail: &Receiver<Message>,
    settle: &Settle,
) -> io::Result<i32> {
    let patience = Instant::now() + FIRST;
    while app.is_reading() {
        let left = patience.saturating_duration_since(Instant::now());
        let Ok(message) = mail.recv_timeout(left) else { break };
        if let ControlFlow::Break(code) = turn(app, services, message, settle)? {
            return Ok(code);
        }
    }
    loop {
        services.draw(app)?;
        let Ok(first) = mail.recv() else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let batch = std::iter::once(first).chain(mail.try_iter()).take(BATCH).collect();
        let mut begun = Instant::now();
        for message in last_resize_only(batch) {
            if begun.elapsed() > LONGEST {
                services.draw(app)?;
                begun = Instant::now();
            }
            if let ControlFlow::Break(code) = turn(app, services, message, settle)? {
                return Ok(code);
            }
        }
    }
}

/// One message; breaks with the exit code when the board is to be left: what the runtime must do itself, then what the app makes of it.
fn turn(
    app: &mut App,
    services: &mut Services,
    message: Message,
    settle: &Settle,
) -> io::Result<ControlFlow<i32>> {
    let message = match message {
        Message::FileChanged(path) | Message::FileGone(path)
            if services.config().is_some_and(|config| config == path) =>
        {
            settings_of(&path, settle)
        }
        Message::FileChanged(path) => match themes::of_file(&path) {
            Some(read) => Message::ThemeRead(read),
            None => Message::FileChanged(path),
        },
        message => message,
    };
    // A board may stand for days.
    (app.opening.today, app.now) = (clock::today(), clock::now());
    let mut flow = ControlFlow::Continue(());
    match &message {
        Message::TerminalLost => return Err(io::ErrorKind::BrokenPipe.into()),
        Message::Signal(end) => flow = ControlFlow::Break(end.code()),
        Message::Suspend => services.suspend()?,
        Message::Continue => services.resume()?,
        Message::KeyboardOffered => services.session.spell_keys()?,
        Message::Resize(..) => services.session.resize(),
        _ => {}
    }
    for effect in update(app, message) {
        if let left @ ControlFlow::Break(_) = services.perform(effect)? {
            flow = left;
        }
    }
    Ok(flow)
}

/// Reads the settings again. Where they are whole, their keys are those of the process from now on.
fn settings_of(path: &Path, settle: &Settle) -> Message {
    let read = config::read_file(path).and_then(config::ReadConfig::whole);
    Message::SettingsRead(read.map(|config| {
        config.keymap().install();
        settle(&config)
    }))
}

/// While a window is dragged, only the size it has now counts.
fn last_resize_only(batch: Vec<Message>) -> impl Iterator<Item = Message> {
    let last = batch.iter().rposition(|message| matches!(message, Message::Resize(..)));
    batch
        .into_iter()
        .enumerate()
        .filter(move |(i, message)| !matches!(message, Message::Resize(..)) || Some(*i) == last)
        .map(|(_, message)| message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_sizes_the_last_counts() {
        let batch = vec![
            Message::Resize(1, 1),
            Message::Failed("a".into()),
            Message::Resize(2, 2),
            Message::Failed("b".into()),
        ];
        let kept: Vec<String> =
            last_resize_only(batch).map(|message| format!("{message:?}")).collect();
        assert_eq!(kept, ["Failed(\"a\")", "Resize(2, 2)", "Failed(\"b\")"]);
    }
}

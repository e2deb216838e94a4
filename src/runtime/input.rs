//! The one thread that reads the terminal. It waits, without a tick, for bytes or for a word from
//! us; a hang-up is told once and ends it.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyEventKind};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio::stdin;
use rustix::termios::isatty;

use super::keys::{Answer, Decoder};
use crate::app::Message;

const PARK: u8 = b'p';
const UNPARK: u8 = b'u';
const CATCH_UP: u8 = b'c';

/// How long more of a flood may take to come.
const FLOOD_PATIENCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 1_000_000 };
/// Reads at most when a flood is caught up with.
const FLOOD_READS: usize = 16;

pub struct InputThread {
    wake: UnixStream,
    /// The orders that were obeyed.
    obeyed: Receiver<u8>,
    is_parked: bool,
}

impl InputThread {
    pub fn start(post: Sender<Message>) -> io::Result<InputThread> {
        let terminal = keyboard()?;
        let (wake, orders) = UnixStream::pair()?;
        let (told, obeyed) = mpsc::channel();
        let reader = TerminalReader { terminal, orders, told, post };
        thread::Builder::new().name("input".into()).spawn(move || reader.run())?;
        Ok(InputThread { wake, obeyed, is_parked: false })
    }

    /// Keeps the keys for another program. When this returns, nothing more is read.
    pub fn park(&mut self) {
        if !self.is_parked && self.wake.write_all(&[PARK]).is_ok() {
            self.wait_for(PARK, Duration::from_secs(1));
            self.is_parked = true;
        }
    }

    /// Has all read that was typed by now. When this returns, its messages are posted.
    pub fn catch_up(&mut self) {
        if !self.is_parked && self.wake.write_all(&[CATCH_UP]).is_ok() {
            self.wait_for(CATCH_UP, Duration::from_millis(50));
        }
    }

    /// The thread answers at once; if it has ended, the channel says so.
    fn wait_for(&self, order: u8, limit: Duration) {
        let until = Instant::now() + limit;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.obeyed.recv_timeout(left) {
                Ok(obeyed) if obeyed != order => {} // an earlier one, which took too long
                _ => return,
            }
        }
    }

    pub fn unpark(&mut self) {
        if self.is_parked {
            let _ = self.wake.write_all(&[UNPARK]);
            self.is_parked = false;
        }
    }
}

/// Standard input if it is a terminal; where a file was piped in, the terminal that controls us.
fn keyboard() -> io::Result<OwnedFd> {
    if isatty(stdin()) { Ok(rustix::io::dup(stdin())?) } else { Ok(File::open("/dev/tty")?.into()) }
}

struct TerminalReader {
    terminal: OwnedFd,
    orders: UnixStream,
    told: Sender<u8>,
    post: Sender<Message>,
}

enum Woken {
    Bytes,
    Order,
    Silence,
    Nothing,
    Lost,
}

impl TerminalReader {
    fn run(mut self) {
        let mut decoder = Decoder::default();
        loop {
            let goes_on = match self.wait(decoder.patience()) {
                Woken::Bytes => self.read(&mut decoder),
                Woken::Nothing => true,
                Woken::Silence => {
                    let mut events = Vec::new();
                    decoder.settle(&mut events);
                    self.post(events)
                }
                Woken::Order => self.obey(&mut decoder),
                Woken::Lost => self.lost(),
            };
            if !goes_on {
                return;
            }
        }
    }

    /// Reads once what has come; false when nothing more will.
    fn read(&self, decoder: &mut Decoder) -> bool {
        // More than a terminal hands out at once.
        let mut bytes = [0; 8192];
        let mut events = Vec::new();
        match rustix::io::read(&self.terminal, &mut bytes) {
            Ok(0) => return self.lost(),
            Ok(n) => decoder.push(&bytes[..n], &mut events),
            Err(Errno::INTR | Errno::AGAIN) => {}
            Err(_) => return self.lost(),
        }
        let answered = decoder.answers().into_iter().all(|answer| {
            let message = match answer {
                Answer::Background(colour) => Message::Background(colour),
                Answer::Keyboard => Message::KeyboardOffered,
            };
            self.post.send(message).is_ok()
        });
        answered && self.post(events)
    }

    /// False when the board was left.
    fn post(&self, events: Vec<Event>) -> bool {
        events.into_iter().filter_map(message).all(|message| self.post.send(message).is_ok())
    }

    fn wait(&self, patience: Option<Duration>) -> Woken {
        let limit = patience.and_then(|patience| Timespec::try_from(patience).ok());
        let mut fds =
            [PollFd::new(&self.terminal, PollFlags::IN), PollFd::new(&self.orders, PollFlags::IN)];
        match poll(&mut fds, limit.as_ref()) {
            Ok(0) => return Woken::Silence,
            Ok(_) => {}
            Err(Errno::INTR) => return Woken::Nothing,
            Err(_) => return Woken::Lost,
        }
        if !fds[1].revents().is_empty() {
            Woken::Order
        } else if fds[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            Woken::Lost
        } else {
            Woken::Bytes
        }
    }

    /// Stays parked until told otherwise; false when the program is ending.
    fn obey(&mut self, decoder: &mut Decoder) -> bool {
        let mut order = [0];
        while self.orders.read_exact(&mut order).is_ok() {
            match order[0] {
                PARK if self.told.send(PARK).is_ok() => {}
                CATCH_UP => return self.catch_up(decoder) && self.told.send(CATCH_UP).is_ok(),
                UNPARK => return true,
                _ => return false,
            }
        }
        false
    }

    /// Reads until nothing more comes.
    fn catch_up(&self, decoder: &mut Decoder) -> bool {
        for nth in 0..FLOOD_READS {
            let limit = if nth == 0 { Timespec::default() } else { FLOOD_PATIENCE };
            let mut fds = [PollFd::new(&self.terminal, PollFlags::IN)];
            let is_ready = matches!(poll(&mut fds, Some(&limit)), Ok(1..));
            if !is_ready || !fds[0].revents().contains(PollFlags::IN) {
                return true;
            }
            if !self.read(decoder) {
                return false;
            }
        }
        true
    }

    /// Tells that the terminal is gone; false, since nothing more will come.
    fn lost(&self) -> bool {
        let _ = self.post.send(Message::TerminalLost);
        false
    }
}

/// A released key does nothing, and the board does not care who has the focus.
fn message(event: Event) -> Option<Message> {
    match event {
        Event::Key(key) if key.kind == KeyEventKind::Release => None,
        Event::Key(key) => Some(Message::Key(key)),
        Event::Mouse(mouse) => Some(Message::Mouse(mouse)),
        Event::Paste(text) => Some(Message::Paste(text)),
        Event::Resize(..) | Event::FocusGained | Event::FocusLost => None,
    }
}

//! The one thread that reads the terminal. It waits, without a tick, for bytes or for a word from
//! us; a hang-up is told once and ends it.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use crossterm::event::{Event, KeyEventKind};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio::stdin;
use rustix::termios::isatty;

use super::keys::Decoder;
use crate::app::Message;

const PARK: u8 = b'p';
const UNPARK: u8 = b'u';

pub struct InputThread {
    wake: UnixStream,
    parked: Receiver<()>,
    is_parked: bool,
}

impl InputThread {
    pub fn start(post: Sender<Message>) -> io::Result<InputThread> {
        let terminal = keyboard()?;
        let (wake, orders) = UnixStream::pair()?;
        let (told, parked) = mpsc::channel();
        let reader = TerminalReader { terminal, orders, told, post };
        thread::Builder::new().name("input".into()).spawn(move || reader.run())?;
        Ok(InputThread { wake, parked, is_parked: false })
    }

    /// Keeps the keys for another program. When this returns, nothing more is read.
    pub fn park(&mut self) {
        if !self.is_parked && self.wake.write_all(&[PARK]).is_ok() {
            // The thread answers at once; if it has ended, the channel says so.
            let _ = self.parked.recv_timeout(Duration::from_secs(1));
            self.is_parked = true;
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
    told: Sender<()>,
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
        let mut events = Vec::new();
        // More than a terminal hands out at once.
        let mut bytes = [0; 8192];
        loop {
            match self.wait(decoder.patience()) {
                Woken::Bytes => match rustix::io::read(&self.terminal, &mut bytes) {
                    Ok(0) => return self.lost(),
                    Ok(n) => decoder.push(&bytes[..n], &mut events),
                    Err(Errno::INTR | Errno::AGAIN) => {}
                    Err(_) => return self.lost(),
                },
                Woken::Nothing => {}
                Woken::Silence => decoder.settle(&mut events),
                Woken::Order => {
                    if !self.obey() {
                        return;
                    }
                }
                Woken::Lost => return self.lost(),
            }
            for message in events.drain(..).filter_map(message) {
                if self.post.send(message).is_err() {
                    return;
                }
            }
        }
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
    fn obey(&mut self) -> bool {
        let mut order = [0];
        while self.orders.read_exact(&mut order).is_ok() {
            match order[0] {
                PARK if self.told.send(()).is_ok() => {}
                UNPARK => return true,
                _ => return false,
            }
        }
        false
    }

    fn lost(&self) {
        let _ = self.post.send(Message::TerminalLost);
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

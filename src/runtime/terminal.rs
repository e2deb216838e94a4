//! The terminal while it is ours: taken at the start, given back whatever ends the program.

use std::io;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::buffer::Cell;
use ratatui::layout::Size;
use ratatui::{Frame, Terminal};
use rustix::io::retry_on_intr;
use rustix::process::{Signal, getpgrp, getsid, kill_current_process_group};
use rustix::stdio::stdout;
use rustix::termios::{OptionalActions, Termios, isatty, tcgetattr, tcgetwinsize, tcsetattr};

use super::frame_writer::{self, FrameWriter, Output};
use super::terminal_kind::TerminalKind;
use crate::app::{App, Ring};
use crate::look::{Depth, Glyphs, Theme};
use crate::model::Clean;
use crate::ui::ScreenLink;

const ENTER: &str = "\x1b[?1049h\x1b[?25l\x1b[?2004h";
/// Presses, drags and the wheel, but not every movement: an idle board stays idle under the mouse.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l\x1b[?1000l";
/// Asks whether keys can be spelled out, as kitty's protocol has it.
const ASK_KEYBOARD: &str = "\x1b[?u";
/// Asks for the background's colour (OSC 11).
const ASK_BACKGROUND: &str = "\x1b]11;?\x1b\\";
/// From now on keys that look alike are told apart (1), each also as on a Latin keyboard (4).
const SPELL_KEYS: &str = "\x1b[>5u";
const SPELL_NO_KEYS: &str = "\x1b[<u";
/// What is written stands as it is written (BDSM of ECMA-48), where the terminal would put text that
/// runs from right to left in order too; and the terminal's own way again.
const AS_WRITTEN: &str = "\x1b[8l";
const ITS_OWN_WAY: &str = "\x1b[8h";
/// Ends a frame that was cut short, then undoes `ENTER` in reverse.
const LEAVE: &str =
    "\x1b[?2026l\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?2004l\x1b[0m\x1b[?1049l\x1b[?25h";

/// No larger frame is drawn: a terminal that claims 30,000 columns would cost gigabytes.
const LARGEST: u16 = 1000;

/// The line settings found at the start, and whether the terminal is ours now. Static, because the
/// panic hook and the signal thread give the terminal back too.
static FOUND: OnceLock<Termios> = OnceLock::new();
static OURS: AtomicBool = AtomicBool::new(false);
/// Whether it spells out keys for us.
static SPELLS: AtomicBool = AtomicBool::new(false);
/// Whether it leaves text as it is written, for us.
static LEAVES_ORDER: AtomicBool = AtomicBool::new(false);

/// What a board wants of its terminal.
#[derive(Clone, Copy, Debug)]
pub struct Wants {
    /// What its frames are written with.
    pub output: Output,
    /// Whether the terminal understands links.
    takes_links: bool,
    /// Whether the terminal may be asked anything.
    asks: bool,
    /// Whether the colour of its background matters.
    asks_background: bool,
    /// Whether the board puts text that runs from right to left in order.
    puts_in_order: bool,
}

impl Wants {
    /// What a board wants that begins so, of the terminal that the environment tells of. Who chose
    /// signs or colours that this has not has them.
    pub fn of(app: &App) -> Wants {
        let kind = TerminalKind::here();
        let is_coloured = kind.depth == Depth::None && app.theme != Theme::Mono;
        Wants {
            output: Output {
                depth: if is_coloured { Depth::Sixteen } else { kind.depth },
                is_ascii: !kind.takes_utf8 && app.glyphs == Glyphs::Ascii,
            },
            takes_links: kind.takes_links,
            asks: kind.takes_strings,
            asks_background: app.follows_background,
            puts_in_order: kind.takes_strings && app.puts_in_order,
        }
    }
}

/// The terminal while the board has it; dropped, it is given back as it was.
pub struct Session {
    terminal: Terminal<FrameWriter>,
    mouse: bool,
    /// Whether the terminal has offered to spell out keys.
    spells_keys: bool,
    /// Whether it understands links, and those that stand on it.
    takes_links: bool,
    links: Vec<ScreenLink>,
    puts_in_order: bool,
    /// Lent to the shell or to an editor: nothing is drawn until `resume`.
    away: bool,
}

impl Session {
    /// Takes the terminal that is stdout: raw mode, alternate screen, hidden cursor, bracketed paste.
    pub fn open(wants: Wants) -> io::Result<Session> {
        if let Some(why) = refusal() {
            return Err(io::Error::new(io::ErrorKind::Unsupported, why));
        }
        let found = tcgetattr(stdout())?;
        FOUND.get_or_init(|| found);
        let mut session = Session {
            terminal: Terminal::new(FrameWriter::new(size(), wants.output))?,
            mouse: false,
            spells_keys: false,
            takes_links: wants.takes_links,
            links: Vec::new(),
            puts_in_order: wants.puts_in_order,
            away: true,
        };
        session.resume()?;
        // Nobody waits for what it says: that comes among the keys, or never.
        if wants.asks {
            frame_writer::write_all(ASK_KEYBOARD.as_bytes())?;
            if wants.asks_background {
                frame_writer::write_all(ASK_BACKGROUND.as_bytes())?;
            }
        }
        Ok(session)
    }

    /// The terminal has offered to spell out keys. Errs where it cannot be written to.
    pub(super) fn spell_keys(&mut self) -> io::Result<()> {
        self.spells_keys = true;
        if self.away || SPELLS.swap(true, Ordering::SeqCst) {
            return Ok(());
        }
        frame_writer::write_all(SPELL_KEYS.as_bytes())
    }

    /// Draws one frame, in which these cells lead to addresses; `leaves` is called before its first
    /// byte goes. An error means that the terminal is lost.
    pub fn draw(
        &mut self,
        render: impl FnOnce(&mut Frame),
        links: impl FnOnce((u16, u16)) -> Vec<ScreenLink>,
        leaves: impl FnOnce(),
    ) -> io::Result<()> {
        if self.away {
            return Ok(());
        }
        let drawn = self.terminal.draw(render)?;
        let (area, links_to) = (drawn.area, self.takes_links);
        let now = if links_to { links((area.width, area.height)) } else { Vec::new() };
        if !now.is_empty() || !self.links.is_empty() {
            // What led somewhere and does not any more is plain first.
            let before = std::mem::take(&mut self.links);
            let gone = before.iter().filter(|link| !now.contains(link)).map(|link| (link, None));
            let stand = now.iter().map(|link| (link, Some(&*link.address)));
            let rows = gone.chain(stand).map(|(link, address)| {
                let cells = (link.x..link.x.saturating_add(link.width))
                    .filter_map(|x| drawn.buffer.cell((x, link.y)).cloned());
                (link.x, link.y, cells.collect::<Vec<Cell>>(), address)
            });
            let rows: Vec<_> = rows.collect();
            let writer = self.terminal.backend_mut();
            if before != now || writer.has_cells() {
                for (x, y, cells, address) in rows {
                    writer.write_linked(x, y, &cells, address);
                }
            }
            self.links = now;
        }
        leaves();
        match self.terminal.backend_mut().take_frame()? {
            Some(frame) => frame_writer::write_all(&frame),
            None => Ok(()),
        }
    }

    /// Takes the size that the terminal has now; the next frame is drawn in full if it is new.
    pub fn resize(&mut self) {
        self.terminal.backend_mut().resize(size());
    }

    /// Turns reports of clicks and of the wheel on or off. Errs where the terminal cannot be
    /// written to.
    pub(super) fn mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        if self.away {
            return Ok(());
        }
        frame_writer::write_all(if on { MOUSE_ON } else { MOUSE_OFF }.as_bytes())
    }

    /// Asks for the reader's attention; where the terminal is lent, it is not ours to ask.
    pub(super) fn ring(&mut self, ring: Ring, words: &Clean) -> io::Result<()> {
        let bytes = match ring {
            _ if self.away => return Ok(()),
            Ring::None => return Ok(()),
            Ring::Bell => "\x07".to_owned(),
            Ring::Osc9 => format!("\x1b]9;{words}\x1b\\"),
            // What stands before a semicolon is the title.
            Ring::Osc777 => {
                format!("\x1b]777;notify;sitboard;{}\x1b\\", words.replace(';', ","))
            }
        };
        frame_writer::write_all(bytes.as_bytes())
    }

    /// Writes what has the terminal copy something. Errs where it cannot be written to.
    pub(super) fn copy(&mut self, sequence: &str) -> io::Result<()> {
        if self.away {
            return Ok(());
        }
        frame_writer::write_all(sequence.as_bytes())
    }

    /// Draws the next frame in full, whatever the screen looks like now.
    pub fn redraw(&mut self) -> io::Result<()> {
        self.terminal.clear()
    }

    /// Stops the program as Ctrl-Z does elsewhere. It comes back as SIGCONT, which must lead to
    /// `resume`. False, and nothing is done, where no shell waits to continue it: the board would
    /// freeze its own window.
    pub fn suspend(&mut self) -> io::Result<bool> {
        if getsid(None)? == getpgrp() {
            return Ok(false);
        }
        self.leave();
        // STOP, not TSTP: our own handler catches TSTP. The whole group, as the terminal would do.
        if let Err(error) = kill_current_process_group(Signal::STOP) {
            self.resume()?;
            return Err(error.into());
        }
        Ok(true)
    }

    /// Gives the terminal back for a while, to the shell or to an editor.
    pub fn leave(&mut self) {
        self.away = true;
        restore();
    }

    /// Takes the terminal again and draws the next frame in full. Does no harm when it is ours.
    pub fn resume(&mut self) -> io::Result<()> {
        if let Some(found) = FOUND.get() {
            let mut raw = found.clone();
            raw.make_raw();
            // First of all: in the background, this stops us before the shell's screen is touched.
            retry_on_intr(|| tcsetattr(stdout(), OptionalActions::Now, &raw))?;
        }
        OURS.store(true, Ordering::SeqCst);
        frame_writer::write_all(ENTER.as_bytes())?;
        if self.mouse {
            frame_writer::write_all(MOUSE_ON.as_bytes())?;
        }
        if self.puts_in_order && !LEAVES_ORDER.swap(true, Ordering::SeqCst) {
            frame_writer::write_all(AS_WRITTEN.as_bytes())?;
        }
        self.away = false;
        if self.spells_keys {
            self.spell_keys()?;
        }
        self.resize();
        self.terminal.backend_mut().cursor_was_hidden();
        self.terminal.clear()
    }

    /// The terminal is gone: not another byte.
    pub fn abandon(&mut self) {
        self.away = true;
        OURS.store(false, Ordering::SeqCst);
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back if it is ours: from any thread, any number of times, without a panic.
pub fn restore() {
    if OURS.swap(false, Ordering::SeqCst) {
        if SPELLS.swap(false, Ordering::SeqCst) {
            frame_writer::write_parting(SPELL_NO_KEYS.as_bytes());
        }
        if LEAVES_ORDER.swap(false, Ordering::SeqCst) {
            frame_writer::write_parting(ITS_OWN_WAY.as_bytes());
        }
        frame_writer::write_parting(LEAVE.as_bytes());
        if let Some(found) = FOUND.get() {
            let _ = tcsetattr(stdout(), OptionalActions::Now, found);
        }
    }
}

/// Why the board cannot be shown here, if it cannot.
pub fn refusal() -> Option<&'static str> {
    if !isatty(stdout()) {
        return Some("the board needs a terminal, and standard output is not one");
    }
    match std::env::var_os("TERM") {
        Some(term) if term == "dumb" => Some(
            "the board needs a full screen, and TERM=dumb has none; `sitboard show` tells it in lines",
        ),
        _ => None,
    }
}

/// Columns and rows; 80×24 where the terminal does not say.
pub fn size() -> Size {
    match tcgetwinsize(stdout()) {
        Ok(said) if said.ws_col > 0 && said.ws_row > 0 => {
            Size::new(said.ws_col.min(LARGEST), said.ws_row.min(LARGEST))
        }
        _ => Size::new(80, 24),
    }
}

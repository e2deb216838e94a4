//! A board in a pseudo-terminal: what a user types, what a user sees, what is left behind.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::fd::AsFd;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use pty_process::Size;
use pty_process::blocking::{Pts, Pty};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{LocalModes, Termios, tcgetattr};
use tempfile::TempDir;
use vt100::{MouseProtocolMode, Parser, Screen};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_sitboard");
pub const IDLIB: &str = include_str!("../../scenarios/idlib-2020.toml");
pub const DONBAS: &str = include_str!("../../scenarios/donbas-2020.toml");

/// What a program may take to end, whatever ends it.
pub const AT_ONCE: Duration = Duration::from_secs(1);
pub const PATIENCE: Duration = Duration::from_secs(5);
/// The same where a flood of keys has to be worked off first, by a build that is not made to be fast.
const FLOODED: Duration = Duration::from_secs(60);

/// What tells of a terminal beside TERM.
const OF_THE_TERMINAL: [&str; 12] = [
    "NO_COLOR",
    "CLICOLOR_FORCE",
    "FORCE_COLOR",
    "COLORTERM",
    "LC_ALL",
    "LC_CTYPE",
    "LANG",
    "TMUX",
    "STY",
    "VTE_VERSION",
    "DISPLAY",
    "WAYLAND_DISPLAY",
];

const FRAME: &[u8] = b"\x1b[?2026h";

/// A folder with one scenario file in it, for as long as the test runs.
pub struct Case {
    pub folder: TempDir,
    file: &'static str,
}

impl Case {
    /// The scenario of Idlib, as it is shipped.
    pub fn idlib() -> Case {
        Case::of("idlib-2020.toml", IDLIB)
    }

    pub fn of(file: &'static str, text: &str) -> Case {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(file), text).unwrap();
        Case { folder, file }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join(self.file)
    }

    pub fn start(&self) -> Start {
        Start::board(&[self.path().to_str().unwrap()])
    }

    /// The board with this file, read and drawn.
    pub fn board(&self) -> Board {
        self.start().ready()
    }

    /// Saves as most editors do: a new file beside it takes its name.
    pub fn save(&self, text: &str) {
        save_by_renaming(&self.path(), text);
    }
}

pub fn save_by_renaming(path: &Path, text: &str) {
    let beside = path.with_extension("tmp");
    fs::write(&beside, text).unwrap();
    fs::rename(beside, path).unwrap();
}

/// How a program is started: on a terminal of its own unless told otherwise.
pub struct Start {
    program: Vec<String>,
    env: Vec<(String, String)>,
    columns: u16,
    rows: u16,
    controlled: bool,
}

impl Start {
    pub fn board(arguments: &[&str]) -> Start {
        Start::program(&[&[PROGRAM], arguments].concat())
    }

    pub fn program(words: &[&str]) -> Start {
        let program = words.iter().map(|&word| word.to_owned()).collect();
        Start { program, env: Vec::new(), columns: 120, rows: 40, controlled: true }
    }

    pub fn env(mut self, name: &str, value: &str) -> Start {
        self.env.push((name.into(), value.into()));
        self
    }

    pub fn size(mut self, columns: u16, rows: u16) -> Start {
        (self.columns, self.rows) = (columns, rows);
        self
    }

    /// The terminal does not send this program signals, as for one started with `setsid`.
    pub fn uncontrolled(mut self) -> Start {
        self.controlled = false;
        self
    }

    pub fn spawn(self) -> Board {
        let (master, line) = pty_process::blocking::open().unwrap();
        master.resize(Size::new(self.rows, self.columns)).unwrap();
        let found = tcgetattr(&line).unwrap();
        let mut command = Command::new(&self.program[0]);
        command.args(&self.program[1..]).env("TERM", "xterm-256color");
        command.env("XDG_STATE_HOME", "/dev/null/state").envs(self.env.clone()); // kept nowhere
        // Nothing of the terminal that the tests are run in.
        for name in OF_THE_TERMINAL {
            if self.env.iter().all(|(own, _)| own != name) {
                command.env_remove(name);
            }
        }
        let child = if self.controlled {
            pty_process::blocking::Command::from(command).spawn_borrowed(&line).unwrap()
        } else {
            let end = || Stdio::from(line.as_fd().try_clone_to_owned().unwrap());
            command.stdin(end()).stdout(end()).stderr(end()).spawn().unwrap()
        };
        let parser = Parser::new(number(self.rows), number(self.columns), 0);
        Board {
            master: Some(master),
            line,
            found,
            child,
            parser,
            raw: Vec::new(),
            patience: PATIENCE,
            _case: None,
        }
    }

    /// Spawns and waits for the first frame with records in its first panel.
    #[track_caller]
    pub fn ready(self) -> Board {
        let mut board = self.spawn();
        // Beside the list, the detail has the voice that is shown in reverse, too.
        board.wait_for("the first panel", |screen| {
            let titles = reversed(screen).into_iter();
            titles.filter_map(|at| title_around(screen, at)).any(|title| title.starts_with('1'))
        });
        board
    }
}

fn number(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap()
}

/// Rows and columns.
fn size(screen: &Screen) -> (u16, u16) {
    let (rows, columns) = screen.size();
    (rows.get(), columns.get())
}

fn stands_in(screen: &str, words: &str) -> bool {
    let begins_with_letter = words.starts_with(char::is_alphanumeric);
    screen
        .match_indices(words)
        .any(|(at, _)| !(begins_with_letter && screen[..at].ends_with(char::is_alphanumeric)))
}

/// The row in reverse video: where it begins, and its words.
pub fn selected(screen: &Screen) -> Option<(u16, u16, String)> {
    let (row, first) = reversed(screen).into_iter().next()?;
    let columns = size(screen).1;
    let is_reversed = |column: &u16| is_reversed(screen, row, *column);
    let cells = (first..columns).take_while(is_reversed).filter_map(|n| screen.cell(row, n));
    Some((row, first, cells.map(|cell| cell.contents()).collect()))
}

/// Where reverse video begins, in each row that has any.
fn reversed(screen: &Screen) -> Vec<(u16, u16)> {
    let (rows, columns) = size(screen);
    let first = |row: u16| {
        let first = (0..columns).find(|column| is_reversed(screen, row, *column))?;
        Some((row, first))
    };
    (0..rows).filter_map(first).collect()
}

fn is_reversed(screen: &Screen, row: u16, column: u16) -> bool {
    screen.cell(row, column).is_some_and(vt100::Cell::inverse)
}

/// The title of the box that the reversed row stands in.
pub fn focus(screen: &Screen) -> Option<String> {
    let (row, column, _) = selected(screen)?;
    title_around(screen, (row, column))
}

fn title_around(screen: &Screen, (row, column): (u16, u16)) -> Option<String> {
    let is = |row: u16, column: u16, glyph: &str| {
        screen.cell(row, column).is_some_and(|cell| cell.contents() == glyph)
    };
    let side = (0..column).rev().find(|column| is(row, *column, "│"))?;
    let top = (0..row).rev().find(|row| is(*row, side, "╭"))?;
    let title = screen.contents_between(top, side + 1, top, size(screen).1);
    Some(title.trim_start_matches('─').split('─').next()?.trim().to_owned())
}

pub struct Board {
    /// Dropped by `hang_up`.
    master: Option<Pty>,
    /// Kept open, as a shell would, so that the settings can be compared afterwards.
    line: Pts,
    found: Termios,
    child: Child,
    parser: Parser,
    raw: Vec<u8>,
    /// How long it may take until something stands on the screen.
    patience: Duration,
    /// What must be there for as long as the board is.
    _case: Option<Case>,
}

impl Board {
    /// A board with the scenario of Idlib, read and drawn.
    #[track_caller]
    pub fn idlib() -> Board {
        let case = Case::idlib();
        let mut board = case.board();
        board._case = Some(case);
        board
    }

    /// Keeps what must be there for as long as the board is.
    pub fn keep(&mut self, case: Case) {
        self._case = Some(case);
    }

    pub fn keys(&self, bytes: impl AsRef<[u8]>) {
        self.master.as_ref().unwrap().write_all(bytes.as_ref()).unwrap();
    }

    /// Types so much that it has to be read by the program bit by bit.
    pub fn flood(&mut self, bytes: &[u8]) {
        self.patience = FLOODED;
        for part in bytes.chunks(2000) {
            self.keys(part);
            self.read_for(Duration::ZERO);
        }
    }

    /// Reads on until the screen is as wished; fails with the screen where it is not in time.
    #[track_caller]
    pub fn wait_for(&mut self, what: &str, request: impl Fn(&Screen) -> bool) {
        let until = Instant::now() + self.patience;
        while !request(self.parser.screen()) {
            assert!(
                Instant::now() < until,
                "waited in vain for {what}; on screen:\n{}",
                self.text()
            );
            self.read_once(until);
        }
    }

    /// Waits until these words stand on the screen, from a word's beginning: `saved` is not seen in
    /// `unsaved`.
    #[track_caller]
    pub fn sees(&mut self, text: &str) {
        self.wait_for(text, |screen| stands_in(&screen.contents(), text));
    }

    #[track_caller]
    pub fn sees_no_more(&mut self, text: &str) {
        self.wait_for(&format!("the end of {text}"), |screen| !screen.contents().contains(text));
    }

    /// Waits until the reversed row stands in this box.
    #[track_caller]
    pub fn focus_is(&mut self, title: &str) {
        self.wait_for(title, |screen| focus(screen).is_some_and(|words| words.contains(title)));
    }

    /// The words of the reversed row.
    #[track_caller]
    pub fn selection(&self) -> String {
        selected(self.screen()).expect("nothing is selected").2
    }

    #[track_caller]
    pub fn selection_is(&mut self, words: &str) {
        self.wait_for(&format!("the selection of {words}"), |screen| {
            selected(screen).is_some_and(|(_, _, row)| row.contains(words))
        });
    }

    /// Presses a key that selects another row, and waits for it; returns its words.
    #[track_caller]
    pub fn step(&mut self, key: &str) -> String {
        let before = self.selection();
        self.keys(key);
        self.selection_leaves(&before);
        self.selection()
    }

    /// Waits until another row than this one is selected.
    #[track_caller]
    pub fn selection_leaves(&mut self, words: &str) {
        self.wait_for("another selection", |screen| {
            selected(screen).is_some_and(|(_, _, row)| row != words)
        });
    }

    pub fn screen(&self) -> &Screen {
        self.parser.screen()
    }

    pub fn text(&self) -> String {
        self.screen().contents()
    }

    /// The board has left or stopped: what is typed now is the shell's.
    #[track_caller]
    pub fn at_the_shell(&mut self) {
        self.wait_for("the shell", |screen| !screen.alternate_screen() && !screen.hide_cursor());
        let until = Instant::now() + PATIENCE;
        while !self.is_cooked() {
            assert!(Instant::now() < until, "the line settings were not put back");
            self.read_for(Duration::from_millis(1));
        }
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.master.as_ref().unwrap().resize(Size::new(rows, columns)).unwrap();
        self.parser.screen_mut().set_size(number(rows), number(columns));
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn kill(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// The window is closed.
    pub fn hang_up(&mut self) {
        self.master = None;
    }

    /// The exit code, or 1000 and the number of the signal that killed it.
    #[track_caller]
    pub fn exit_status(&mut self, within: Duration) -> i32 {
        let until = Instant::now() + within;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                self.read_for(Duration::from_millis(1));
                return status.code().unwrap_or_else(|| 1000 + status.signal().unwrap_or(0));
            }
            assert!(
                Instant::now() < until,
                "still running after {within:?}; on screen:\n{}",
                self.text()
            );
            self.read_for(Duration::from_millis(5));
        }
    }

    /// Whether it still runs.
    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Everything the program has written so far.
    pub fn raw_bytes(&self) -> &[u8] {
        &self.raw
    }

    /// Lets go of what the program has written so far.
    pub fn forget_written(&mut self) {
        self.raw.clear();
    }

    pub fn has_written(&self, bytes: &[u8]) -> bool {
        self.raw.windows(bytes.len()).any(|part| part == bytes)
    }

    /// Reads on until these bytes were written after the first `mark` ones.
    #[track_caller]
    pub fn wait_to_write(&mut self, mark: usize, bytes: &[u8]) {
        let until = Instant::now() + PATIENCE;
        while !self.raw[mark..].windows(bytes.len()).any(|part| part == bytes) {
            assert!(
                Instant::now() < until,
                "{bytes:?} was not written; on screen:\n{}",
                self.text()
            );
            self.read_once(until);
        }
    }

    pub fn frames_since(&self, mark: usize) -> usize {
        self.raw[mark..].windows(FRAME.len()).filter(|bytes| *bytes == FRAME).count()
    }

    /// Reads what comes within this time, all of it.
    pub fn read_for(&mut self, time: Duration) {
        let until = Instant::now() + time;
        while self.read_once(until) {}
    }

    /// Reads what comes first; false when nothing came in time.
    fn read_once(&mut self, until: Instant) -> bool {
        let left = until.saturating_duration_since(Instant::now());
        let Some(master) = &mut self.master else {
            std::thread::sleep(left);
            return false;
        };
        let limit = Timespec::try_from(left).unwrap();
        if poll(&mut [PollFd::new(&*master, PollFlags::IN)], Some(&limit)).unwrap() == 0 {
            return false;
        }
        let mut bytes = [0; 1 << 16];
        let n = master.read(&mut bytes).unwrap();
        self.raw.extend_from_slice(&bytes[..n]);
        self.parser.process(&bytes[..n]);
        true
    }

    /// Whether the line settings are those of a shell, not of a board.
    pub fn is_cooked(&self) -> bool {
        let now = tcgetattr(&self.line).unwrap();
        now.local_modes.contains(LocalModes::ICANON | LocalModes::ECHO)
    }

    /// The terminal is as it was found: every mode left, every setting of the line put back.
    #[track_caller]
    pub fn assert_restored(&self) {
        let screen = self.screen();
        assert!(!screen.alternate_screen(), "the alternate screen was not left");
        assert!(!screen.hide_cursor(), "the cursor was not shown");
        assert!(!screen.bracketed_paste(), "bracketed paste was not switched off");
        assert_eq!(
            screen.mouse_protocol_mode(),
            MouseProtocolMode::None,
            "the mouse was not let go"
        );
        for off in ["\x1b[?1049l", "\x1b[?25h", "\x1b[?2004l", "\x1b[?1000l", "\x1b[?2026l"] {
            assert!(self.has_written(off.as_bytes()), "{off:?} was not written");
        }
        let now = tcgetattr(&self.line).unwrap();
        let modes = |t: &Termios| (t.input_modes, t.output_modes, t.control_modes, t.local_modes);
        assert_eq!(modes(&now), modes(&self.found), "the line settings were not put back");
    }

    /// Processor time used so far, in ticks of 10 ms, and how often its threads were woken.
    pub fn effort(&self) -> (u64, u64) {
        let stat = self.stat();
        let count = |field: &str| field.parse::<u64>().unwrap();
        // User and system time are 12th and 13th after the name.
        let fields: Vec<&str> = stat.split(' ').collect();
        let ticks = count(fields[11]) + count(fields[12]);
        let threads = fs::read_dir(format!("/proc/{}/task", self.child.id())).unwrap();
        let woken = threads.map(|thread| {
            let status = fs::read_to_string(thread.unwrap().path().join("status")).unwrap();
            count(field(&status, "voluntary_ctxt_switches:"))
        });
        (ticks, woken.sum())
    }

    /// Memory that is held now, in bytes.
    pub fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        field(&status, "VmRSS:").parse::<u64>().unwrap() * 1024
    }

    /// 'S' sleeping, 'R' running, 'T' stopped, 'Z' ended.
    pub fn state(&self) -> char {
        self.stat().chars().next().unwrap()
    }

    /// `/proc/…/stat` from the state on: the name before it may hold spaces and brackets.
    fn stat(&self) -> String {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        stat[stat.rfind(')').unwrap() + 2..].to_owned()
    }
}

/// The first word after a name in a file of `/proc`.
fn field<'a>(status: &'a str, name: &str) -> &'a str {
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    line[name.len()..].split_whitespace().next().unwrap()
}

impl Drop for Board {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

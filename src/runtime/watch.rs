//! Tells when a file has been saved, is gone, or is back. The system's notices say when to look;
//! what is found on looking is the truth, and every two seconds it is looked at anyway, since
//! network file systems give no notice.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf, absolute};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::panics::caught;
use super::stamp::{FileStamp, hash};
use crate::app::Message;

/// A save is over when nothing more was heard of it for so long …
const QUIET: Duration = Duration::from_millis(100);
/// … sooner when a whole file took its name, which no half-written one does …
const BRIEF: Duration = Duration::from_millis(30);
/// … but a file that is written without a pause is looked at now and then.
const PATIENCE: Duration = Duration::from_secs(1);
const SWEEP: Duration = Duration::from_secs(2);
/// Bytes; a larger file is read only when two looks have found it the same.
const LARGE: u64 = 16 << 20;

/// Whether to ask the system for notices, or to look every two seconds and no more.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Notices {
    /// Notices of the system, and a look now and then where it gives none.
    Asked,
    /// A look every two seconds.
    None,
}

/// The thread that looks whether files in use were changed by somebody else.
pub struct Watcher {
    orders: Sender<WatchOrder>,
}

enum WatchOrder {
    Follow(Vec<Followed>),
    Heard(notify::Result<Event>),
}

impl Watcher {
    /// Starts the thread; what changed goes to `post`. Errs where no thread can be had.
    pub fn start(notices: Notices, post: Sender<Message>) -> io::Result<Watcher> {
        let (orders, heard) = mpsc::channel();
        let notices = (notices == Notices::Asked).then(|| orders.clone());
        thread::Builder::new().name("watch".into()).spawn(move || {
            let complain = post.clone();
            if let Err(words) = caught(move || Watch::new(notices, post).run(&heard)) {
                let _ =
                    complain.send(Message::Failed(format!("files are no longer watched: {words}")));
            }
        })?;
        Ok(Watcher { orders })
    }

    /// Follows these files and no others. Call it before loading them: what changes after this call
    /// is told. A file followed already keeps what is known of it.
    pub fn follow(&self, paths: Vec<PathBuf>) {
        let files = paths.iter().map(|path| Followed::new(path)).collect();
        let _ = self.orders.send(WatchOrder::Follow(files));
    }
}

struct Followed {
    /// As the app names it, as the system's notices name it, and where links lead to.
    path: PathBuf,
    place: PathBuf,
    target: PathBuf,
    /// What the app has been told of, and whether the file was missing at the last look.
    stamp: Option<FileStamp>,
    hash: Option<u64>,
    missed: bool,
    /// How a large file looked at the last look.
    sighted: Option<FileStamp>,
}

enum Sight {
    Same,
    Changed,
    Gone,
    /// Being written, or between two steps of a save: look again soon.
    Moving,
}

impl Followed {
    fn new(path: &Path) -> Followed {
        let place = absolute(path).unwrap_or_else(|_| path.to_owned());
        let stamp = FileStamp::of(&place).unwrap_or(None);
        let target = fs::canonicalize(&place).unwrap_or_else(|_| place.clone());
        Followed {
            path: path.to_owned(),
            place,
            target,
            stamp,
            hash: None,
            missed: false,
            sighted: None,
        }
    }

    fn look(&mut self) -> Sight {
        let Ok(found) = FileStamp::of(&self.place) else {
            return Sight::Same;
        };
        let Some(found) = found else {
            return self.miss();
        };
        self.missed = false;
        let young = found.is_young();
        let same_look = self.stamp == Some(found);
        if same_look && !young {
            return Sight::Same;
        }
        // A file just emptied is about to be written.
        if young && found.size == 0 && self.stamp.is_some_and(|before| before.size > 0) {
            return Sight::Moving;
        }
        // A large file that grows without a pause would be read without a pause.
        if found.size > LARGE && self.sighted.replace(found) != Some(found) {
            return Sight::Moving;
        }
        // A file that cannot be read has changed: loading it will say why. A large one that looks
        // otherwise is taken to be so, since nobody knows how long reading it would take.
        let now = if found.size > LARGE { None } else { hash(&self.place).ok() };
        if !matches!(FileStamp::of(&self.place), Ok(Some(after)) if after == found) {
            return Sight::Moving;
        }
        let before = std::mem::replace(&mut self.hash, now);
        self.stamp = Some(found);
        let same_text = before.is_some() && before == now;
        if same_text || (same_look && before.is_none()) { Sight::Same } else { Sight::Changed }
    }

    /// Gone is what was missed twice: some editors delete before they write. Where something else
    /// stands in the file's place, loading it will say what.
    fn miss(&mut self) -> Sight {
        if self.stamp.is_none() {
            return Sight::Same;
        }
        if !std::mem::replace(&mut self.missed, true) {
            return Sight::Moving;
        }
        (self.stamp, self.hash, self.missed) = (None, None, false);
        if fs::metadata(&self.place).is_ok() { Sight::Changed } else { Sight::Gone }
    }
}

struct Watch {
    files: Vec<Followed>,
    notices: Option<RecommendedWatcher>,
    /// Watched folders, each with the identity it had: one made again needs a new watch.
    armed: BTreeMap<PathBuf, (u64, u64)>,
    post: Sender<Message>,
}

impl Watch {
    fn new(orders: Option<Sender<WatchOrder>>, post: Sender<Message>) -> Watch {
        let tell = |orders: Sender<WatchOrder>| {
            // Our own reading gives notices too: only a write that was closed counts as access.
            notify::recommended_watcher(move |heard: notify::Result<Event>| match &heard {
                Ok(Event { kind: EventKind::Access(kind), .. })
                    if *kind != AccessKind::Close(AccessMode::Write) => {}
                _ => drop(orders.send(WatchOrder::Heard(heard))),
            })
        };
        // Where the system has no notices left to give, the sweeps go on alone.
        let notices = orders.and_then(|orders| tell(orders).ok());
        Watch { files: Vec::new(), notices, armed: BTreeMap::new(), post }
    }

    fn run(mut self, orders: &Receiver<WatchOrder>) {
        let mut sweep = Instant::now() + SWEEP;
        // When the unrest began, when to look, and how often the file was found moving.
        let mut unrest: Option<(Instant, Instant)> = None;
        let mut moving = 0;
        loop {
            let now = Instant::now();
            let due = unrest.map_or(sweep, |(_, due)| due.min(sweep));
            if now >= due {
                if self.look() {
                    moving += 1;
                    let pause = (QUIET * moving).min(SWEEP);
                    unrest = Some((now, now + pause));
                } else {
                    (moving, unrest) = (0, None);
                }
                sweep = now + SWEEP;
                continue;
            }
            let order = if self.files.is_empty() {
                orders.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                orders.recv_timeout(due - now)
            };
            match order {
                Ok(WatchOrder::Follow(files)) => {
                    self.follow(files);
                    // A save may have come before the folder was watched.
                    let now = Instant::now();
                    unrest = Some((now, now + QUIET));
                }
                Ok(WatchOrder::Heard(heard)) => {
                    if self.concerns(&heard) {
                        let now = Instant::now();
                        let since = unrest.map_or(now, |(since, _)| since);
                        let pause = if self.is_arrival(&heard) { BRIEF } else { QUIET };
                        unrest = Some((since, (now + pause).min(since + PATIENCE)));
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn follow(&mut self, files: Vec<Followed>) {
        let mut known = std::mem::take(&mut self.files);
        let keep = |file: Followed| match known.iter().position(|old| old.path == file.path) {
            Some(at) => known.swap_remove(at),
            None => file,
        };
        self.files = files.into_iter().map(keep).collect();
        self.arm();
    }

    /// Looks at every file; true when one must be looked at again soon.
    fn look(&mut self) -> bool {
        self.arm();
        let mut moving = false;
        for file in &mut self.files {
            let told = match file.look() {
                Sight::Same => continue,
                Sight::Moving => {
                    moving = true;
                    continue;
                }
                Sight::Changed => Message::FileChanged(file.path.clone()),
                Sight::Gone => Message::FileGone(file.path.clone()),
            };
            let _ = self.post.send(told);
        }
        moving
    }

    /// Whether a notice is about one of our files, or about a folder on the way to one.
    fn concerns(&mut self, heard: &notify::Result<Event>) -> bool {
        let Ok(event) = heard else { return true };
        if matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))) {
            for path in &event.paths {
                // A watched folder that goes takes its watch along, whatever comes in its place.
                self.disarm(path);
            }
        }
        let on_the_way = |path: &PathBuf| {
            self.files
                .iter()
                .any(|file| file.place.starts_with(path) || file.target.starts_with(path))
        };
        event.need_rescan() || event.paths.is_empty() || event.paths.iter().any(on_the_way)
    }

    /// Whether a file has just been renamed to one of ours.
    fn is_arrival(&self, heard: &notify::Result<Event>) -> bool {
        let Ok(Event { kind: EventKind::Modify(ModifyKind::Name(mode)), paths, .. }) = heard else {
            return false;
        };
        let is_ours = |path: &PathBuf| {
            self.files.iter().any(|file| file.place == *path || file.target == *path)
        };
        matches!(mode, RenameMode::To | RenameMode::Both) && paths.last().is_some_and(is_ours)
    }

    /// Watches the folder of every file, or the nearest one that exists: a watch on the file itself
    /// would die at the first save by renaming.
    fn arm(&mut self) {
        if self.notices.is_none() {
            return;
        }
        let mut wanted = BTreeMap::new();
        for file in &mut self.files {
            file.target = fs::canonicalize(&file.place).unwrap_or_else(|_| file.place.clone());
            for path in [&file.place, &file.target] {
                wanted.extend(
                    path.ancestors()
                        .skip(1)
                        .find_map(|folder| Some((folder.to_owned(), identity(folder)?))),
                );
            }
        }
        let stale: Vec<PathBuf> = self
            .armed
            .iter()
            .filter(|(folder, is)| wanted.get(*folder) != Some(is))
            .map(|(folder, _)| folder.clone())
            .collect();
        for folder in stale {
            self.disarm(&folder);
        }
        for (folder, is) in wanted {
            let Some(notices) = &mut self.notices else {
                return;
            };
            if !self.armed.contains_key(&folder)
                && notices.watch(&folder, RecursiveMode::NonRecursive).is_ok()
            {
                self.armed.insert(folder, is);
            }
        }
    }

    fn disarm(&mut self, folder: &Path) {
        if self.armed.remove(folder).is_some()
            && let Some(notices) = &mut self.notices
        {
            // An error means that the watch has died with its folder.
            let _ = notices.unwatch(folder);
        }
    }
}

fn identity(folder: &Path) -> Option<(u64, u64)> {
    fs::metadata(folder).ok().filter(|found| found.is_dir()).map(|found| (found.dev(), found.ino()))
}

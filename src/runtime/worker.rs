//! A few threads for what would make the board wait: loading and deriving.

use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::panics::caught;
use crate::app::{Message, ScenarioIx};

/// Tells the board what came of something; it may have been left.
pub type Tell<'a> = &'a (dyn Fn(Message) + Sync);

/// Something to be done, which tells what comes of it.
pub type Task = Box<dyn FnOnce(Tell) + Send>;

/// What a job is about. Of several that wait, only the latest is done, and two are never under way
/// at once: an answer cannot be overtaken by an older one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Job {
    Load(ScenarioIx),
    Feed(ScenarioIx),
    Row(ScenarioIx),
    Search(ScenarioIx),
    FindRecords,
    Derive(ScenarioIx),
    Warm(ScenarioIx),
    Recall(ScenarioIx),
    ComposeReport,
    Edit(ScenarioIx),
    Probe(ScenarioIx),
    OpenEvidence,
    Copy,
}

pub struct Workers {
    desk: Arc<JobQueue>,
}

#[derive(Default)]
struct JobQueue {
    jobs: Mutex<Jobs>,
    bell: Condvar,
}

#[derive(Default)]
struct Jobs {
    waiting: Vec<(Job, Task)>,
    under_way: Vec<Job>,
}

impl Workers {
    pub fn start(threads: usize, post: &Sender<Message>) -> io::Result<Workers> {
        let desk = Arc::new(JobQueue::default());
        for number in 1..=threads.max(1) {
            let (desk, post) = (Arc::clone(&desk), post.clone());
            let name = format!("worker {number}");
            thread::Builder::new().name(name).spawn(move || work_through_queue(&desk, &post))?;
        }
        Ok(Workers { desk })
    }

    /// Does a task when a thread is free and posts what it tells. A panic is posted as `Failed`.
    pub fn run(&self, job: Job, task: Task) {
        let mut jobs = self.desk.jobs();
        match jobs.waiting.iter_mut().find(|(waiting, _)| *waiting == job) {
            Some((_, older)) => *older = task,
            None => jobs.waiting.push((job, task)),
        }
        drop(jobs);
        self.desk.bell.notify_one();
    }
}

impl JobQueue {
    /// Nothing that holds this lock can panic, so a poisoned one is still whole.
    fn jobs(&self) -> MutexGuard<'_, Jobs> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a job that can be begun.
    fn next(&self) -> (Job, Task) {
        let mut jobs = self.jobs();
        loop {
            let free = jobs.waiting.iter().position(|(job, _)| !jobs.under_way.contains(job));
            if let Some(at) = free {
                let (job, task) = jobs.waiting.remove(at);
                jobs.under_way.push(job);
                return (job, task);
            }
            jobs = self.bell.wait(jobs).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn finish(&self, job: Job) {
        self.jobs().under_way.retain(|under_way| *under_way != job);
        // A later one of its kind may have been passed over.
        self.bell.notify_one();
    }
}

fn work_through_queue(desk: &JobQueue, post: &Sender<Message>) {
    loop {
        let (job, task) = desk.next();
        let tell = |message| {
            let _ = post.send(message); // the board was left
        };
        if let Err(why) = caught(|| task(&tell)) {
            tell(Message::Failed(why.to_string()));
        }
        desk.finish(job);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{self, Receiver};

    use super::Tell;
    use super::*;

    fn nth(position: usize) -> ScenarioIx {
        ScenarioIx::new(position)
    }

    fn telling(number: u16) -> Task {
        Box::new(move |tell: Tell| tell(Message::Resize(number, 0)))
    }

    /// Begins a job that lasts until something is sent.
    fn long(workers: &Workers, job: Job, number: u16) -> Sender<()> {
        let (end, ended) = mpsc::channel();
        let (begin, begun) = mpsc::channel();
        let task = move |tell: Tell| {
            let _ = begin.send(());
            let _ = ended.recv();
            tell(Message::Resize(number, 0));
        };
        workers.run(job, Box::new(task));
        begun.recv().unwrap();
        end
    }

    fn numbers(mail: &Receiver<Message>, count: usize) -> Vec<u16> {
        let number = |message| match message {
            Message::Resize(number, _) => number,
            other => panic!("{other:?}"),
        };
        mail.iter().take(count).map(number).collect()
    }

    #[test]
    fn a_panic_is_told_and_the_thread_goes_on() {
        let (post, mail) = mpsc::channel();
        let workers = Workers::start(1, &post).unwrap();
        workers.run(Job::Load(nth(0)), Box::new(|_: Tell| panic!("no such row")));
        assert!(matches!(mail.recv().unwrap(), Message::Failed(_)));
        workers.run(Job::Load(nth(0)), telling(1));
        assert_eq!(numbers(&mail, 1), [1]);
    }

    #[test]
    fn of_many_that_wait_the_latest_is_done() {
        let (post, mail) = mpsc::channel();
        let workers = Workers::start(1, &post).unwrap();
        let end = long(&workers, Job::Load(nth(0)), 1);
        for number in 2..=100 {
            workers.run(Job::Derive(nth(0)), telling(number));
            workers.run(Job::Derive(nth(1)), telling(1000 + number));
        }
        end.send(()).unwrap();
        assert_eq!(numbers(&mail, 3), [1, 100, 1100]);
        workers.run(Job::Load(nth(0)), telling(2));
        assert_eq!(numbers(&mail, 1), [2], "nothing else was done");
    }

    #[test]
    fn an_answer_is_not_overtaken_by_a_later_one() {
        let (post, mail) = mpsc::channel();
        let workers = Workers::start(2, &post).unwrap();
        let end = long(&workers, Job::Load(nth(0)), 1);
        workers.run(Job::Load(nth(0)), telling(2));
        // The other thread is free, and does what is about something else.
        workers.run(Job::Load(nth(1)), telling(3));
        assert_eq!(numbers(&mail, 1), [3]);
        end.send(()).unwrap();
        assert_eq!(numbers(&mail, 2), [1, 2]);
    }
}

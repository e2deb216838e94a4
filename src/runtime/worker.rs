//! A few threads for what would make the board wait: loading and deriving.

use std::io;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::panics::caught;
use crate::app::Message;

type Work = Box<dyn FnOnce() -> Message + Send>;

pub struct Workers {
    jobs: Sender<Work>,
}

impl Workers {
    pub fn start(threads: usize, post: &Sender<Message>) -> io::Result<Workers> {
        let (jobs, queue) = mpsc::channel();
        let queue = Arc::new(Mutex::new(queue));
        for number in 1..=threads.max(1) {
            let (queue, post) = (Arc::clone(&queue), post.clone());
            let name = format!("worker {number}");
            thread::Builder::new().name(name).spawn(move || toil(&queue, &post))?;
        }
        Ok(Workers { jobs })
    }

    /// Runs `work` when a thread is free and posts its message. A panic is posted as `Failed`.
    pub fn run(&self, work: impl FnOnce() -> Message + Send + 'static) {
        // The threads live as long as the program, so the queue cannot be closed.
        let _ = self.jobs.send(Box::new(work));
    }
}

fn toil(queue: &Mutex<Receiver<Work>>, post: &Sender<Message>) {
    loop {
        // Nothing that holds this lock can panic, so a poisoned one is still whole.
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(work) = next else { return };
        if post.send(caught(work).unwrap_or_else(Message::Failed)).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_and_the_thread_goes_on() {
        let (post, mail) = mpsc::channel();
        let workers = Workers::start(1, &post).unwrap();
        workers.run(|| panic!("no such row"));
        workers.run(|| Message::Resize(1, 1));
        assert!(matches!(mail.recv().unwrap(), Message::Failed(_)));
        assert!(matches!(mail.recv().unwrap(), Message::Resize(1, 1)));
    }
}

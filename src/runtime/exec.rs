//! A command of the reader's own, which is given something to read.

use std::{
    io::{ErrorKind, Write},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::why::why;
use crate::model::{Refusal, clean};

/// How long a command may take.
const ENDS_WITHIN: Duration = Duration::from_secs(120);
const PAUSE: Duration = Duration::from_millis(10);

/// A program and its arguments.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Program {
    name: String,
    arguments: Vec<String>,
}

impl Program {
    /// Takes a line apart as a shell does, quotes and all, and nothing else that a shell does: no
    /// variable, no pipe. Errs where a quote is open, or nothing is named.
    pub fn parse(line: &str) -> Result<Program, Refusal> {
        let words = shlex::split(line).ok_or_else(|| {
            Refusal::new(
                "the command has an open quote",
                "close it, or write \\\" for the sign itself",
            )
        })?;
        let mut words = words.into_iter();
        let name = words.next().filter(|name| !name.is_empty()).ok_or("no command is named")?;
        Ok(Program { name, arguments: words.collect() })
    }

    /// Runs it with `input` on its standard input and waits for it, two minutes at most. Errs where it
    /// cannot be started, takes longer, or ends with anything but 0.
    pub fn run(&self, input: &[u8]) -> Result<(), Refusal> {
        let name = clean(&self.name);
        let child = Command::new(&self.name).args(&self.arguments).stdin(Stdio::piped()).spawn();
        let mut child = child.map_err(|error| match error.kind() {
            ErrorKind::NotFound => Refusal::new(
                format!("`{name}` was not found"),
                "name a program; for what a shell does, `sh -c '…'`",
            ),
            _ => Refusal::from(format!("`{name}` cannot be started: {}", why(&error))),
        })?;
        // It may end without reading, and a long input must not wait for it.
        if let Some(mut pipe) = child.stdin.take() {
            let input = input.to_vec();
            let give = move || drop(pipe.write_all(&input));
            let _ = thread::Builder::new().name("input".into()).spawn(give);
        }
        match wait(&mut child) {
            Some(status) if status.success() => Ok(()),
            Some(status) => Err(format!("`{name}` ended with {status}").into()),
            None => Err(format!(
                "`{name}` took longer than {} seconds, and was ended",
                ENDS_WITHIN.as_secs()
            )
            .into()),
        }
    }
}

/// How it ended; `None` where it was ended for taking too long.
fn wait(child: &mut Child) -> Option<ExitStatus> {
    let begun = Instant::now();
    while begun.elapsed() < ENDS_WITHIN {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) => thread::sleep(PAUSE),
            Err(_) => return None,
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_taken_apart_without_a_shell() {
        let parts = |line: &str| {
            let program = Program::parse(line).unwrap();
            [vec![program.name], program.arguments].concat()
        };
        assert_eq!(parts("mail -s 'M4 board' desk@x"), ["mail", "-s", "M4 board", "desk@x"]);
        assert_eq!(parts("tell $HOME; rm"), ["tell", "$HOME;", "rm"]);
        assert!(Program::parse("tell 'open").unwrap_err().message.contains("open quote"));
        assert!(Program::parse("  ").is_err());
    }

    #[test]
    fn it_reads_what_it_is_given_and_its_end_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("told");
        let run = |line: String, input: &[u8]| Program::parse(&line).unwrap().run(input);
        run(format!("sh -c 'cat > \"$0\"' {}", to.display()), b"an alarm\n").unwrap();
        assert_eq!(std::fs::read_to_string(to).unwrap(), "an alarm\n");
        let failed = run("false".to_owned(), b"").unwrap_err();
        assert_eq!(failed.message.as_str(), "`false` ended with exit status: 1");
        let none = run("no-such-program-here".to_owned(), b"").unwrap_err();
        assert!(none.message.contains("was not found"), "{none}");
        // One that does not read does not make whoever tells wait.
        run("true".to_owned(), &vec![b'x'; 1 << 20]).unwrap();
    }
}

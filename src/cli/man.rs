//! `man`: the manual pages, from the one table of arguments.

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::{
    Outcome,
    arguments::{Cli, told_names},
    output::print,
};
use crate::model::Refusal;

/// The page of the program, or of one of its commands by its words: `evidence add`.
pub(super) fn man(words: &[String]) -> Outcome {
    let mut program = Cli::command();
    program.build(); // else a command has no name of its own
    let command = command(&program, words)?;
    let mut page = Vec::new();
    let command = command.clone().long_version(None::<&str>); // a page is not of one build
    let written = Man::new(command).render(&mut page);
    written.map_err(|error| Refusal::from(format!("the page cannot be made: {error}")))?;
    print(&String::from_utf8_lossy(&page), 0)
}

/// A command by its words.
pub(super) fn command<'c>(program: &'c Command, words: &[String]) -> Result<&'c Command, Refusal> {
    let mut command = program;
    for word in words {
        let known = |command: &Command| -> Vec<String> {
            let visible = command.get_subcommands().filter(|command| !command.is_hide_set());
            visible.map(|command| command.get_name().to_owned()).collect()
        };
        let names = known(command);
        command = command.find_subcommand(word).ok_or_else(|| {
            told_names(word, "command", names.iter().map(String::as_str).collect())
        })?;
    }
    Ok(command)
}

//! `help`: the pages of the reference as plain text, and what each command takes.

use std::fmt::Write as _;
use std::io::{self, IsTerminal};

use clap::CommandFactory;

use super::{
    Outcome,
    arguments::{Cli, told_names},
    config::template,
    man::command,
    output::{print, say},
};
use crate::{
    format,
    report::{TOPICS, plain_page},
    runtime::{
        config::{self, ReadConfig},
        terminal,
    },
};

/// Cells of a line where no terminal says how many there are, and beyond which a line is hard to read.
const USUAL: usize = 80;
const MOST: usize = 100;
const LEAST: usize = 40;

/// The topics and commands, or the page of one. A topic comes before the command that is called so,
/// of which `--help` tells.
pub(super) fn help(words: &[String], is_markdown: bool) -> Outcome {
    let cells = match io::stdout().is_terminal() {
        true => usize::from(terminal::size().width).clamp(LEAST, MOST),
        false => USUAL,
    };
    let named = |name: &String| TOPICS.iter().find(|topic| topic.name == name);
    let topic = match words {
        [] => return print(&list(), 0),
        [name] => named(name),
        _ => None,
    };
    let Some(topic) = topic else { return of_command(words) };
    // The keys are those that the reader's settings bind.
    match config::read().and_then(ReadConfig::whole) {
        Ok(config) => config.keymap().install(),
        Err(why) => say(&format!("defaults hold: {why}")),
    }
    let page = topic.markdown();
    let mut text = if is_markdown { page } else { plain_page(&page, cells) };
    match topic.name {
        "format" => text += &format!("\n{}", format::reference()),
        "settings" => text += &format!("\n{}", template()),
        _ => {}
    }
    print(&text, 0)
}

fn list() -> String {
    let mut text = String::from("Topics:\n");
    for topic in TOPICS {
        let _ = writeln!(text, "  {:<12} {}", topic.name, topic.title()); // into a string
    }
    text += "\nCommands:\n";
    for command in Cli::command().get_subcommands().filter(|command| !command.is_hide_set()) {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        let first = about.split([';', ':']).next().unwrap_or_default();
        let _ = writeln!(text, "  {:<12} {first}", command.get_name());
    }
    text + "\n`sitboard help TOPIC` or `sitboard help COMMAND` prints the page of it.\n"
}

fn of_command(words: &[String]) -> Outcome {
    let mut program = Cli::command();
    program.build(); // else a command has no name of its own
    match command(&program, words) {
        Ok(found) => print(&found.clone().render_long_help().to_string(), 0),
        Err(why) => match words {
            [name] => {
                let commands = program.get_subcommands().map(clap::Command::get_name);
                let names = TOPICS.iter().map(|topic| topic.name).chain(commands);
                Err(told_names(name, "topic or command", names.collect()))
            }
            _ => Err(why),
        },
    }
}

//! The command line: arguments parsed low, meant high; data on stdout, messages on stderr.
//! Exit 0 is yes, 1 is no (`check` found errors, `diff` differences), 2 is trouble.

mod account;
mod add;
mod arguments;
mod board;
mod check;
mod completions;
mod config;
mod diff;
mod edit;
mod evidence;
mod export;
mod feed;
mod help;
mod import;
mod leaving;
mod list;
mod man;
mod meant;
mod morning;
mod new;
mod output;
mod panel_rows;
mod reading;
mod remove;
mod render;
mod routed;
mod schema;
mod settings;
mod settle;
mod show;
mod story;
mod watch;
mod why;
mod window;
mod withdraw;
mod word;
mod writing;

use arguments::{Cli, Narrowed, Order, RowFormat, Scenarios, Times, cleaned, told_names};
use clap::Parser;
use meant::one_opened;
use output::{print, print_json, say};
use reading::{each_board, load, opened, opening, refused};
use routed::Drawn;
use settings::today;

use crate::{format, model::Refusal};

/// The exit code, or why a command could not do what was asked.
type Outcome = Result<i32, Refusal>;

/// Runs the command line; the number is the exit code.
pub fn run() -> i32 {
    completions::answer();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let code = error.exit_code();
            let _ = cleaned(error).print();
            return code;
        }
    };
    match obey(cli) {
        Ok(code) => code,
        Err(why) => {
            say(&why.to_string());
            2
        }
    }
}

fn obey(cli: Cli) -> Outcome {
    cli.feed_memory_mib.into_iter().for_each(settings::set_feed_memory);
    match cli.order {
        None => board::board(&cli.narrowed, &cli.looks, &cli.changing, &cli.returning),
        Some(Order::Check { scenarios, audit, evidence, format, looks }) => {
            check::check(&scenarios, (audit, evidence), format, &looks)
        }
        Some(Order::Render { narrowed, size, panel, route, format, keys, leaving, looks }) => {
            let drawn = Drawn { panel, route };
            let narrowed = Narrowed { publish: leaving.publish, ..narrowed };
            render::render(&narrowed, size, &drawn, format, &keys, &looks)
        }
        Some(Order::Show { view, route, narrowed, leaving, format }) => {
            let narrowed = Narrowed { publish: leaving.publish, ..narrowed };
            show::show(&view, route.as_deref(), &narrowed, format)
        }
        Some(Order::Why { figure, narrowed, format }) => {
            why::why(figure.as_deref(), narrowed, format)
        }
        Some(Order::Diff { scenarios, since, times, format }) => {
            diff::diff(&scenarios, since.as_deref(), &times, format)
        }
        Some(Order::Report { scenarios, times, aside, leaving, since, days, format, appendix }) => {
            let publish = leaving.publish;
            let narrowed = Narrowed { scenarios, times, aside, publish, ..Narrowed::default() };
            morning::morning(&narrowed, since.as_deref(), days, format, appendix)
        }
        Some(Order::Story { scenarios, story, leaving, format }) => {
            let publish = leaving.publish;
            let narrowed = Narrowed { scenarios, publish, ..Narrowed::default() };
            story::story(&narrowed, story.as_deref(), format)
        }
        Some(Order::Window { scenarios, times, aside, days, format }) => {
            let narrowed = Narrowed { scenarios, times, aside, ..Narrowed::default() };
            window::window(&narrowed, days, format)
        }
        Some(Order::Watch { scenarios, times, aside, exec, once, format }) => {
            let narrowed = Narrowed { scenarios, times, aside, ..Narrowed::default() };
            watch::watch(narrowed, &watch::Watching { exec, once, format })
        }
        Some(Order::Add { words, adding, writing }) => add::add(words, &adding, &writing),
        Some(Order::Account { words, writing }) => account::account(words, &writing),
        Some(Order::Edit { words, voice, writing }) => edit::edit(words, &voice, &writing),
        Some(Order::Withdraw { words, on, voice, writing }) => {
            withdraw::withdraw(words, &on, &voice, &writing)
        }
        Some(Order::Remove { words, voice, writing }) => remove::remove(words, &voice, &writing),
        Some(Order::Settle { settling }) => settle::settle(&settling),
        Some(Order::Evidence { order }) => evidence::evidence(order),
        Some(Order::Export { narrowed, leaving, format, allow }) => {
            let narrowed = Narrowed { publish: leaving.publish, ..narrowed };
            export::export(&narrowed, format, allow)
        }
        Some(Order::Feed { file, merge: Some(other), .. }) => feed::merge(&file, &other),
        Some(Order::Feed { file, against: None, wanted, format, all, .. }) => {
            feed::feed(&file, &wanted, format, all)
        }
        Some(Order::Feed { file, against: Some(older), wanted, format, all, .. }) => {
            feed::against(&file, &older, &wanted, format, all)
        }
        Some(Order::Import { file, wanted, since, until, text, most, dry_run }) => {
            let chosen = import::Chosen { since, until, text, most };
            import::import(&file, &wanted, &chosen, dry_run)
        }
        Some(Order::List { what, scenarios, format }) => {
            list::list(what.as_deref(), scenarios, format)
        }
        Some(Order::Tour { looks }) => board::tour(&looks),
        Some(Order::Config { order }) => config::config(order),
        Some(Order::Schema { output }) => schema::schema(output.as_deref()),
        Some(Order::Completions { shell }) => completions::completions(shell),
        Some(Order::Man { command }) => man::man(&command),
        Some(Order::Help { words, markdown }) => help::help(&words, markdown),
        Some(Order::Format) => print(&format::reference(), 0),
        Some(Order::New { file }) => new::new(&file),
    }
}

//! Settings, and what is said of mistakes in them.

use super::*;
use crate::command::{COMMANDS, Chord, Command, Context};

/// Each problem as `line:column message; hint`.
fn problems(text: &str) -> Vec<String> {
    let told = |problem: &Problem| {
        let spot = problem.spot;
        let hint = problem.hint.as_ref().map(|hint| format!("; {hint}")).unwrap_or_default();
        format!("{}:{} {}{hint}", spot.line, spot.column, problem.message)
    };
    parse(text).problems.iter().map(told).collect()
}

fn config(text: &str) -> Config {
    assert_eq!(problems(text), [""; 0]);
    parse(text).config
}

#[test]
fn settings_are_read() {
    let read = config("theme = \"light\"\nglyphs = \"ascii\"\nautosave = true\nmouse = false\n");
    assert_eq!(read.theme, Theme::from_name("light"));
    assert_eq!(read.glyphs, Glyphs::from_name("ascii"));
    assert_eq!((read.autosave, read.mouse, read.read_only), (Some(true), Some(false), None));
    let line = |name| OPTIONS.iter().find(|option| option.name == name).unwrap().line(&read);
    assert_eq!((line("autosave"), line("color")), (Some(3), None));
    assert_eq!(config(""), Config::default());
    let read = config("coordinates = \"mgrs\"\ncolor = \"never\"\nfeed_memory_mib = 64");
    assert_eq!(read.coordinates, Some(PointNotation::Mgrs));
    assert_eq!((read.color, read.feed_memory_mib), (Some(ColourUse::Never), Some(64)));
}

#[test]
fn every_mistake_is_told_with_its_place_and_what_to_write() {
    let text = "autosave = 1\nautosafe = true\ntheme = \"ligth\"\nglyphs = \"runes\"\n\
                feed_memory_mib = 63\n";
    insta::assert_snapshot!(problems(text).join("\n"));
    assert_eq!(parse(text).config, Config::default(), "nothing of it holds");
    let broken = problems("autosave = true\ntheme = \n");
    assert!(broken.len() == 1 && broken[0].starts_with("2:"), "{broken:?}");
    assert_eq!(problems("feed_memory_mib = 1048577").len(), 1);
    assert_eq!(problems("feed_memory_mib = -1").len(), 1);
}

#[test]
fn keys_are_bound_by_the_names_of_commands() {
    let read = config(
        "[keys]\nnext-panel = \"C-n\"\ngo-to-map = [\"F12\", \"g m\"]\nslot-1 = []\n\
         first = \"Home\"\n[keys.form]\nfind-line = \"A-f\"\n[keys.list]\ndown = [\"Down\", \"e\"]\n",
    );
    let keymap = read.keymap();
    let asked = |context, key| keymap.command(context, Chord::parse(key).unwrap());
    assert_eq!(asked(Context::Board, "C-n"), Some(Command::NextPanel));
    assert_eq!(asked(Context::Board, "Tab"), None);
    assert_eq!(asked(Context::Board, "g m"), Some(Command::GoTo("map")));
    assert_eq!(asked(Context::Board, "1"), None);
    assert_eq!(asked(Context::Form, "A-f"), Some(Command::FindLine));
    assert_eq!((asked(Context::List, "e"), asked(Context::List, "j")), (Some(Command::Down), None));
    assert_eq!(asked(Context::Board, "j"), Some(Command::Down));
}

#[test]
fn every_mistake_in_keys_is_told() {
    let text = "[keys]\nnext-pannel = \"x\"\ndown = \"jk l\"\nup = 3\nundo = \"U\"\nfirst = \"m\"\n\
                to-front = \"g g\"\nescape = \"Q\"\nquit = []\npage-down = \"%\"\n\
                [keys.froms]\nescape = \"F9\"\n\
                [keys.form]\nwrite-record = \"w\"\nsort = \"C-g\"\n\
                [keys.text]\ndelete-word = [\"C-w\", \"Entre\"]\n";
    insta::assert_snapshot!(problems(text).join("\n"));
    assert_eq!(problems("keys = 3").len(), 1);
    // The way to a key that another command has is told.
    let clash = problems("[keys]\nundo = \"U\"\n");
    assert_eq!(
        clash,
        [
            "2:1 `U` asks for go-to-without in board, and for undo; give one of them another key, or \
          none: go-to-without = []"
        ]
    );
    assert_eq!(problems("[keys]\nundo = \"U\"\ngo-to-without = []\n"), [""; 0]);
    let first_of_two = problems("[keys]\nreload = \"g r\"\n");
    assert!(first_of_two[0].contains("`g` asks for first"), "{first_of_two:?}");
}

#[test]
fn the_template_says_what_holds_and_nothing_is_wrong_with_it() {
    let text = template(|command| command.doc().into_owned());
    assert_eq!(config(&text), Config::default());
    // With every line in force it says the same.
    let in_force: String = text
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(set) if !set.starts_with(' ') => format!("{set}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let read = config(&in_force);
    assert_eq!(read.keymap(), Keymap::default());
    for option in OPTIONS {
        assert_eq!(option.written(&read), Some(option.usual()), "{}", option.name);
    }
    let bound = |command| read.bindings.iter().any(|binding| binding.command == command);
    assert!(COMMANDS.iter().all(|row| bound(row.command)));
}

#[test]
fn what_holds_is_shown_with_where_it_comes_from() {
    let read = config("theme = \"light\"\n[keys]\nundo = [\"C-g\"]\n[keys.list]\nhelp = \"F1\"\n");
    let held = show(&read, |option| (option.name == "mouse").then(|| "true".to_owned()));
    let from = |name: &str| {
        let held = held.iter().find(|held| held.name == name).unwrap();
        (held.value.as_str(), held.from.as_str())
    };
    assert_eq!(from("theme"), ("\"light\"", "config.toml, line 1"));
    assert_eq!(from("mouse"), ("true", "--mouse"));
    assert_eq!(from("autosave"), ("false", "default"));
    assert_eq!(from("keys.undo"), ("\"C-g\"", "config.toml"));
    assert_eq!(from("keys.list.help"), ("\"F1\"", "config.toml"));
    assert_eq!(from("keys.down"), ("[\"j\", \"Down\"]", "default"));
}

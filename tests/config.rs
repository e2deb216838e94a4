//! `sitboard config`: what holds, where it stands, a file to start from, what is wrong with it.

use std::{fs, path::Path, process::Command};

const PROGRAM: &str = env!("CARGO_BIN_EXE_sitboard");

/// The exit code, and what is said on both streams, with settings in a folder.
fn answer(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(PROGRAM);
    let output = command.args(arguments).env("XDG_CONFIG_HOME", folder).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn set(folder: &Path, text: &str) {
    fs::create_dir_all(folder.join("sitboard")).unwrap();
    fs::write(folder.join("sitboard/config.toml"), text).unwrap();
}

#[test]
fn the_template_passes_and_says_what_holds() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (code, template, _) = answer(folder, &["config", "template"]);
    assert_eq!(code, 0);
    assert!(template.contains("#next-panel = \"Tab\" # next panel"), "{template}");
    set(folder, &template);
    let (code, said, trouble) = answer(folder, &["config", "check"]);
    assert_eq!((code, trouble.as_str()), (0, ""), "{said}");
    assert!(said.ends_with("config.toml: 0 errors\n"), "{said}");
    let (code, path, _) = answer(folder, &["config", "path"]);
    let wanted = folder.join("sitboard/config.toml");
    assert_eq!((code, path.trim_end()), (0, wanted.to_str().unwrap()));
}

#[test]
fn check_tells_every_problem_and_fails() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (code, _, said) = answer(folder, &["config", "check"]);
    assert!(code == 2 && said.contains("sitboard config template"), "{said}");
    set(folder, "theme = \"lihgt\"\n[keys]\nundo = \"U\"\nfnord = 1\n");
    let (code, said, _) = answer(folder, &["config", "check"]);
    assert_eq!(code, 1);
    for words in [
        "config.toml:1:9: no theme is called `lihgt`",
        "did you mean `light`?",
        "config.toml:3:1: `U` asks for go-to-without in board, and for undo",
        "go-to-without = []",
        "config.toml:4:1: no command is called `fnord`",
        "config.toml: 4 errors",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let (code, said, _) = answer(folder, &["config", "check", "--format", "json"]);
    let problems: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!((code, problems.as_array().unwrap().len()), (1, 4));
    let (code, _, trouble) = answer(folder, &["config", "show"]);
    assert!(code == 2 && trouble.contains("config.toml:1:9"), "{trouble}");
}

#[test]
fn show_says_where_each_comes_from() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    set(folder, "theme = \"light\"\nread_only = true\n[keys]\nhelp = \"F12\"\n");
    let arguments =
        ["config", "show", "--glyphs", "ascii", "--read-only=false", "--feed-memory-mib", "64"];
    let (code, said, trouble) = answer(folder, &arguments);
    assert_eq!(code, 0, "{trouble}");
    let line = |name: &str| {
        let mut lines = said.lines().filter(|line| line.starts_with(&format!("{name} = ")));
        lines.next().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(line("theme"), "theme = \"light\" # config.toml, line 1");
    assert_eq!(line("glyphs"), "glyphs = \"ascii\" # --glyphs");
    assert_eq!(line("read_only"), "read_only = false # --read-only");
    assert_eq!(line("feed_memory_mib"), "feed_memory_mib = 64 # --feed-memory-mib");
    assert_eq!(line("color"), "color = \"auto\" # default");
    assert_eq!(line("keys.help"), "keys.help = \"F12\" # config.toml");
    let (_, json, _) = answer(folder, &["config", "show", "--format", "json"]);
    let held: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(held[0]["name"], "theme");
    assert_eq!(held[0]["from"], "config.toml, line 1");
}

/// Every setting is a flag of the board.
#[test]
fn every_setting_has_a_flag() {
    let folder = tempfile::tempdir().unwrap();
    let (_, help, _) = answer(folder.path(), &["--help"]);
    for option in sitboard::runtime::config::OPTIONS {
        assert!(help.contains(&option.flag()), "{}", option.flag());
    }
}

//! Completions as shells ask for them, and the manual pages.

use std::{fs, process::Command};

const PROGRAM: &str = env!("CARGO_BIN_EXE_sitboard");

/// What bash is told when it asks for the last of some words.
fn completed(words: &[&str]) -> Vec<String> {
    let output = Command::new(PROGRAM)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("SITBOARD_COMPLETE", "bash")
        .env("_CLAP_COMPLETE_INDEX", words.len().to_string())
        .env("_CLAP_IFS", "\n")
        .args(["--", "sitboard"])
        .args(words)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(str::to_owned).collect()
}

#[test]
fn values_are_completed_too() {
    assert_eq!(completed(&["wit"]), ["withdraw"]);
    assert_eq!(completed(&["show", "attac"])[0], "attacks", "panels come first");
    assert_eq!(completed(&["show", "ied-1"]), ["ied-16jun", "ied-14jul"]);
    assert_eq!(completed(&["render", "--theme", "hi"]), ["high-contrast"]);
    assert_eq!(completed(&["render", "--panel", "corr"]), ["corridor"]);
    assert_eq!(completed(&["show", "patrols", "--scenario", "kara"]), ["karabakh-2020"]);
    assert_eq!(completed(&["list", "sour"]), ["sources"]);
    assert_eq!(completed(&["why", "attacks-in-w"]), ["attacks-in-window"]);
    let idlib = "scenarios/idlib-2020.toml";
    assert_eq!(completed(&["edit", idlib, "ied-14"]), ["ied-14jul"]);
    assert_eq!(completed(&["edit", idlib, "ied-14jul", "--voice", "sof"]), ["sofrep"]);
    let karabakh = completed(&["show", "--scenario", "karabakh-2020", "return-of"]);
    assert_eq!(karabakh, ["return-of-displaced"]);
}

#[test]
fn each_shell_has_a_script() {
    for (shell, words) in [
        ("bash", "complete -o"),
        ("zsh", "#compdef sitboard"),
        ("fish", "complete --keep-order"),
        ("elvish", "edit:completion:arg-completer[sitboard]"),
        ("nushell", "export extern sitboard"),
    ] {
        let output = Command::new(PROGRAM).args(["completions", shell]).output().unwrap();
        let script = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && script.contains(words), "{shell}: {script}");
    }
    let output = Command::new(PROGRAM).args(["completions", "csh"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_page_of_every_command_is_clean_roff() {
    let help = Command::new(PROGRAM).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands = commands.take_while(|line| !line.is_empty());
    let names = commands.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names: Vec<String> =
        names.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect();
    assert!(names.len() > 15, "{help}");
    let folder = tempfile::tempdir().unwrap();
    for name in names.iter().map(String::as_str).chain(["", "evidence add"]) {
        let words = name.split_whitespace();
        let output = Command::new(PROGRAM).arg("man").args(words).output().unwrap();
        let page = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && page.contains(".SH NAME"), "{name}: {page}");
        let path = folder.path().join("page.1");
        fs::write(&path, &page).unwrap();
        // Where there is no groff, the page is not looked at any closer.
        let groff = Command::new("groff").args(["-ww", "-man", "-Tutf8"]).arg(&path).output();
        if let Ok(drawn) = groff {
            let complaints = String::from_utf8_lossy(&drawn.stderr).into_owned();
            assert_eq!(complaints, "", "{name}");
            let text = String::from_utf8_lossy(&drawn.stdout).into_owned();
            assert!(text.contains("sitboard"), "{name}: {text}");
        }
    }
    let output = Command::new(PROGRAM).args(["man", "shwo"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("did you mean `show`?"));
}

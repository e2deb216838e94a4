//! A story on a page: its words, its pictures, and what is refused.

use std::{fs, path::Path, process::Command};

use base64::{Engine, prelude::BASE64_STANDARD};

const STEPS: usize = 8;

fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_sitboard"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("XDG_STATE_HOME", std::env::temp_dir().join("sitboard-stories-state"))
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn idlib(format: &str) -> String {
    let (code, out, said) = run(&["story", "--format", format, "scenarios/idlib-2020.toml"]);
    assert_eq!((code, said.as_str()), (0, ""));
    out
}

/// The texts of the elements of a page.
fn texts(page: &scraper::Html, selector: &str) -> Vec<String> {
    let selector = scraper::Selector::parse(selector).unwrap();
    page.select(&selector).map(|it| it.text().collect()).collect()
}

/// What the pictures of a page show on light paper, each as the texts in it.
fn pictures(page: &scraper::Html, selector: &str, attribute: &str) -> Vec<String> {
    let selector = scraper::Selector::parse(selector).unwrap();
    let picture = |it: scraper::ElementRef| {
        let address = it.value().attr(attribute).unwrap();
        let data = address.strip_prefix("data:image/svg+xml;base64,").unwrap();
        let svg = String::from_utf8(BASE64_STANDARD.decode(data).unwrap()).unwrap();
        let read = roxmltree::Document::parse(&svg).unwrap();
        let texts = read.descendants().filter(|node| node.has_tag_name("text"));
        let texts = texts.filter_map(|node| node.text().map(|text| text.replace('\u{a0}', " ")));
        texts.collect::<Vec<_>>().join(" ")
    };
    page.select(&selector).map(picture).collect()
}

#[test]
fn the_page_has_a_picture_and_the_words_of_each_step() {
    let text = idlib("html");
    assert!(!text.contains("<script") && text.contains("default-src 'none'"));
    let page = scraper::Html::parse_document(&text);
    assert_eq!(texts(&page, "header h1"), ["How the patrols came to a halt"]);
    assert_eq!(texts(&page, "header .handling"), ["TLP:CLEAR"]);
    let headings = texts(&page, "h2");
    assert_eq!(headings.len(), STEPS);
    assert_eq!(headings[3], "4 of 8: The bomb near Ariha");
    let said = texts(&page, "p").join("\n");
    assert!(said.contains("At 08:50 on 14 July a bomb at the roadside"), "{said}");
    assert!(said.contains("On this first day nobody has said yet"), "its second paragraph");
    let captions = texts(&page, "figcaption");
    assert_eq!(captions[3], "attacks, 14 Jul, kind:ied");
    assert_eq!(captions[7], "patrols, 25 Aug, in hindsight");
    let (light, dark) = (pictures(&page, "img", "src"), pictures(&page, "source", "srcset"));
    assert_eq!((light.len(), dark.len()), (STEPS, STEPS));
    assert_eq!(light, dark, "they say the same in other colours");
    assert!(light[3].contains("08:50") && light[3].contains("16 Jun"), "{}", light[3]);
    assert!(light[5].contains("Maria Zakharova"), "{}", light[5]);
    assert!(light.iter().all(|picture| picture.contains("Idlib: joint patrols")));
    let beside = light.iter().all(|it| !it.contains("Esc") && !it.contains("of 8"));
    assert!(beside, "keys and words of the story stand on no picture");
}

#[test]
fn it_is_told_in_lines_as_well() {
    let text = idlib("text");
    assert!(text.contains("3 of 8: Each side counts its own\n----"), "{text}");
    assert!(text.contains("On the board: patrols, 25 Aug, in hindsight."), "{text}");
    assert!(text.contains("Handling: TLP:CLEAR."), "{text}");
    let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(widest <= 72, "{widest}");
    let markdown = idlib("md");
    assert!(markdown.starts_with("# How the patrols came to a halt\n"), "{markdown}");
    assert!(markdown.contains("\n## 6 of 8: Moscow stops\n"), "{markdown}");
}

/// A scenario with these stories in a folder of its own.
fn with(stories: &str, look: impl Fn(&Path)) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made.toml");
    let text = format!(
        "format = 1\n[scenario]\nid = \"made\"\ntitle = \"Made\"\nhandling = \"TLP:CLEAR\"\n\
         [[source]]\nid = \"un\"\nname = \"UN\"\nkind = \"un\"\n\
         [[attack]]\nid = \"mine\"\ndate = 2020-03-20\nkind = \"ied\"\nsource = \"un\"\n\
         published = 2020-03-20\n{stories}"
    );
    fs::write(&path, text).unwrap();
    look(&path);
}

const TWO: &str = "[[story]]\nid = \"a\"\ntitle = \"First\"\nhandling = \"TLP:AMBER\"\n\
                   step = [{ title = \"A\", text = \"B\", panel = \"attacks\", sort = \"dates\" }]\n\
                   [[story]]\nid = \"b\"\ntitle = \"Second\"\nstep = [{ title = \"C\", text = \"D\" }]\n";

#[test]
fn of_several_stories_one_is_named() {
    with(TWO, |path| {
        let file = path.to_str().unwrap();
        let (code, out, said) = run(&["story", file]);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(said.contains("made tells several stories; --story takes one: a, b"), "{said}");
        let (code, out, said) = run(&["story", "--story", "c", file]);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(said.contains("no story is called `c`"), "{said}");
        let (code, out, _) = run(&["story", "--story", "b", "--format", "text", file]);
        assert!(code == 0 && out.contains("1 of 1: C"), "{out}");
    });
    with("", |path| {
        let (code, _, said) = run(&["story", path.to_str().unwrap()]);
        assert_eq!(code, 2);
        assert!(said.contains("made tells no story; a [[story]] in its file is one"), "{said}");
    });
}

#[test]
fn the_page_bears_the_strictest_mark_and_says_what_does_not_hold() {
    with(TWO, |path| {
        let file = path.to_str().unwrap();
        let (_, out, _) = run(&["story", "--story", "a", "--format", "text", file]);
        assert!(out.contains("Handling: TLP:AMBER."), "{out}");
        assert!(out.contains("does not hold any more: attacks have no column `dates`"), "{out}");
        let (code, found, _) = run(&["check", file]);
        assert_eq!(code, 1);
        assert!(found.contains("error[bad-view]") && found.contains("did you mean `date`?"));
    });
}

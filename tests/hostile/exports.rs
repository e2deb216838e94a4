//! What leaves the board, read by a parser of its format: no text of a file makes anything there, and
//! each is read as it is.

use std::{collections::BTreeSet, fs, path::Path};

use comrak::{
    Arena,
    nodes::{AstNode, NodeValue},
};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};
use sitboard::model::clean;

use super::{assert_harmless_picture, naughty, run, scenario::scenario};

/// What would be markup in one format or another, or a formula, or the end of a line.
const MARKUP: &[&str] = &[
    "![p](http://evil.example/p.png)",
    "Ariha [read more](http://evil.example/login)",
    "[1]: http://evil.example",
    "[2](http://evil.example)",
    "http://evil.example/a_b_c",
    "https://evil.example/?a=1&b=2",
    "www.evil.example",
    "me@evil.example",
    "<http://evil.example>",
    "<b onclick=\"x()\">bold</b><!-- gone -->",
    "*a* **b** _c_ __d__ ~~e~~",
    "`code` ``` fence",
    "| a | b |\n|---|---|\n| c | d |",
    "---",
    "===",
    "# heading #",
    "- point",
    "+ point",
    "1. one",
    "2) two",
    "> quoted",
    "    code",
    "&amp; &lt;b&gt; &#42;",
    "\\* \\\\ \\",
    "~~~ fence",
    "]]></title><script>alert(1)</script>",
    "\" onload=\"x()",
    "' onload='x()",
    "=1+1",
    " =1+1",
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1+1",
    "＝1+1",
    "a,b;c\td\"e\"",
    "two\nlines\r\nthree",
    "{\"type\": \"Feature\"}",
];

/// All hostile texts, so many further on; a text of nothing would be none.
fn hostile(round: usize) -> impl FnMut() -> String {
    let all = MARKUP.iter().map(|text| (*text).to_owned()).chain(naughty());
    let all: Vec<String> = all.filter(|text| !text.trim().is_empty()).collect();
    let mut n = round;
    move || {
        n += 1;
        all[(n - 1) % all.len()].clone()
    }
}

fn harmless() -> impl FnMut() -> String {
    let mut n = 0;
    move || {
        n += 1;
        format!("word{n}")
    }
}

/// Every text of the list in many fields: each round is a scenario of some hundred and sixty texts.
fn rounds() -> impl Iterator<Item = usize> {
    (0..MARKUP.len()).step_by(5).chain((0..560).step_by(140))
}

fn with_scenario(text: &str, check: impl FnOnce(&Path)) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.toml");
    fs::write(&file, text).unwrap();
    check(&file);
}

fn printed(file: &Path, arguments: &[&str]) -> String {
    run(file, arguments).0
}

// ---------------------------------------------------------------------- the page that is sent

/// What a page is made of, save text and line breaks, and its text outside code blocks.
struct ReadPage {
    parts: Vec<String>,
    text: String,
}

fn github() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
}

fn parsed(page: &str, options: Options) -> ReadPage {
    let mut read = ReadPage { parts: Vec::new(), text: String::new() };
    let mut is_code = false;
    for event in Parser::new_ext(page, options) {
        match event {
            Event::Text(text) if !is_code => read.text.push_str(&text),
            Event::Code(text) => {
                assert!(is_address(&text), "code that is no address: {text:?}");
                read.text.push_str(&text);
            }
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                assert_eq!(link_type, LinkType::Autolink, "{dest_url}");
                assert!(is_web(&dest_url), "{dest_url}");
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                assert!(!kind.is_fenced());
                is_code = true;
                read.parts.push("code block".into());
            }
            Event::Start(tag) => read.parts.push(format!("{tag:?}")),
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => is_code = false,
            Event::SoftBreak | Event::HardBreak => read.text.push(' '),
            Event::Text(_) | Event::End(_) => {}
            other => panic!("{other:?}"),
        }
    }
    read
}

fn is_address(text: &str) -> bool {
    text.contains("://") || text.contains('@') || text.to_ascii_lowercase().contains("www")
}

fn is_web(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    url.starts_with("http://") || url.starts_with("https://")
}

/// The same by the dialect of GitHub, which makes links of bare addresses.
fn github_parts(page: &str) -> Vec<String> {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    let arena = Arena::new();
    let mut parts = Vec::new();
    gather(comrak::parse_document(&arena, page, &options), &mut parts);
    parts
}

fn gather<'a>(node: &'a AstNode<'a>, parts: &mut Vec<String>) {
    match &node.data.borrow().value {
        NodeValue::Document | NodeValue::Text(_) | NodeValue::SoftBreak | NodeValue::LineBreak => {}
        NodeValue::Code(code) => assert!(is_address(&code.literal), "{}", code.literal),
        NodeValue::Link(link) => assert!(is_web(&link.url), "{}", link.url),
        NodeValue::Strong => parts.push("strong".into()),
        NodeValue::Paragraph => parts.push("paragraph".into()),
        NodeValue::Heading(heading) => parts.push(format!("heading {}", heading.level)),
        NodeValue::List(_) => parts.push("list".into()),
        NodeValue::Item(_) => parts.push("item".into()),
        NodeValue::CodeBlock(block) => {
            assert!(!block.fenced);
            parts.push("code block".into());
        }
        other => panic!("{other:?}"),
    }
    node.children().for_each(|child| gather(child, parts));
}

/// The words of both pages that can be compared: what is verbatim is laid out for each format, and
/// the lines below headings and the marks of points are of those signs. Numbers of citations follow
/// what the sheets had room for.
fn words(text: &str) -> String {
    let end = text.rfind("Sources of the appendix").unwrap();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mut words = String::new();
    for (nth, piece) in text[..end].split('[').enumerate() {
        let rest = piece.split_once(']').filter(|(number, _)| nth > 0 && is_number(number));
        words.push_str(rest.map_or(piece, |(_, rest)| rest));
    }
    words.chars().filter(|c| !c.is_whitespace() && !"-=".contains(*c)).collect()
}

/// A page of plain text without its table.
fn without_table(page: &str) -> String {
    let (before, rest) = page.split_once("\nCounted, ").unwrap();
    let end = rest.find("\nContested\n---------\n").unwrap();
    let table = rest.find("\n\n\n").or_else(|| rest.find("possible.\n").map(|at| at + 9)).unwrap();
    format!("{before}\nCounted, {}{}", &rest[..table], &rest[end..])
}

const AS_OF: [&str; 6] = ["report", "--as-of", "2020-08-14", "--since", "2020-01-01", "--appendix"];

/// The sheet, which has room for so much of it, and the appendix, which has all of it.
fn halves(page: &str) -> (&str, &str) {
    let at = page.find("\n# Appendix: ").or_else(|| page.find("\nAppendix: ")).unwrap();
    (&page[..at], &page[at + 1..])
}

#[test]
fn a_name_that_is_markdown_stays_a_name() {
    let text = "format = 1\n[scenario]\nid = \"s\"\ntitle = \"![p](http://evil.example/p.png)\"\nopen_at = 2020-08-14\n\
        [[source]]\nid = \"s1\"\nname = \"A source\"\nkind = \"media\"\n\
        [[place]]\nid = \"p\"\nname = \"Ariha [read more](http://evil.example/login)\"\n\
        [[attack]]\nid = \"a\"\ndate = 2020-08-13\nkind = \"ied\"\nplace = \"p\"\nsource = \"s1\"\npublished = 2020-08-13\n\
        url = \"https://example.org/a_b\"\n";
    with_scenario(text, |file| {
        let page = printed(file, &["report", "--since", "2020-08-01", "--appendix"]);
        assert!(page.starts_with("# !\\[p\\](`http://evil.example/p.png`)\n"), "{page}");
        let read = parsed(&page, github());
        assert!(read.text.starts_with("![p](http://evil.example/p.png)"), "{}", read.text);
        assert!(read.text.contains("Ariha [read more](http://evil.example/login)"), "{page}");
        let links: Vec<String> = Parser::new_ext(&page, github())
            .filter_map(|event| match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    Some(dest_url.to_string())
                }
                _ => None,
            })
            .collect();
        assert_eq!(links, ["https://example.org/a_b"], "only what the file gives as an address");
        github_parts(&page);
    });
}

#[test]
fn the_page_has_the_parts_of_one_with_plain_words() {
    let mut plain = None;
    with_scenario(&scenario(harmless()), |file| plain = Some(printed(file, &AS_OF)));
    let plain = plain.unwrap();
    for round in rounds() {
        with_scenario(&scenario(hostile(round)), |file| {
            let page = printed(file, &AS_OF);
            let (sheet, page) = halves(&page);
            let (_, plain) = halves(&plain);
            for options in [Options::empty(), github()] {
                parsed(sheet, options); // is made of nothing else, however much has room
                let (read, wanted) = (parsed(page, options), parsed(plain, options));
                assert_eq!(read.parts, wanted.parts, "round {round}: {page}");
            }
            github_parts(sheet);
            assert_eq!(github_parts(page), github_parts(plain), "round {round}: {page}");
            let text = printed(file, &[&AS_OF[..], &["--format", "text"]].concat());
            let (_, text) = halves(&text);
            let read = parsed(page, github());
            assert_eq!(words(&read.text), words(&without_table(text)), "round {round}");
        });
    }
}

// ---------------------------------------------------------------------- pictures, tables, maps

#[test]
fn pictures_hold_text_as_text() {
    for round in rounds().step_by(3) {
        let mut texts = hostile(round);
        let title = clean(&texts());
        with_scenario(&scenario(hostile(round)), |file| {
            for panel in ["map", "strip", "chart", "board"] {
                let mut order = vec!["render", "--as-of", "2020-08-14", "--format", "svg"];
                if panel != "board" {
                    order.extend(["--panel", panel]);
                }
                let svg = printed(file, &order);
                assert_harmless_picture(&svg);
                let picture = roxmltree::Document::parse(&svg).unwrap();
                let of_title = picture.descendants().find(|node| node.has_tag_name("title"));
                if panel != "board" {
                    assert_eq!(of_title.unwrap().text(), Some(&*title), "{panel}");
                }
            }
        });
    }
}

#[test]
fn no_cell_of_a_table_is_a_formula() {
    for round in rounds() {
        with_scenario(&scenario(hostile(round)), |file| {
            let order = ["window", "--as-of", "2020-08-14", "--days", "30", "--format", "csv"];
            let table = printed(file, &order);
            let mut reader = csv::Reader::from_reader(table.as_bytes());
            let columns = reader.headers().unwrap().len();
            let mut rows = 0;
            for record in reader.records() {
                let record = record.unwrap();
                rows += 1;
                assert_eq!(record.len(), columns, "{record:?}");
                for cell in &record {
                    let first = cell.trim_start().chars().next().unwrap_or(' ');
                    assert!(!"=+-@＝＋－＠".contains(first), "{cell:?}");
                }
            }
            assert!(rows > 3, "{table}");
        });
    }
}

#[test]
fn other_maps_read_the_names_as_they_are() {
    for round in rounds() {
        let mut texts = hostile(round);
        // The first of any scenario are of a few fields; a name of a place is one of them all.
        let known: BTreeSet<String> = (0..700).map(|_| clean(&texts())).collect();
        with_scenario(&scenario(hostile(round)), |file| {
            let text = printed(file, &["export", "--as-of", "2020-08-14"]);
            let read: geojson::GeoJson = text.parse().unwrap();
            let geojson::GeoJson::FeatureCollection(read) = read else { panic!("{text}") };
            let mut names = 0;
            for feature in &read.features {
                let name = feature.property("name").and_then(|name| name.as_str());
                names += usize::from(name.is_some());
                assert!(name.is_none_or(|name| known.contains(name)), "{name:?}");
            }
            assert!(names > 0, "{text}");
        });
    }
}

#[test]
fn globes_and_receivers_read_the_names_as_they_are() {
    for round in rounds().step_by(2) {
        let mut texts = hostile(round);
        let known: BTreeSet<String> = (0..700).map(|_| clean(&texts())).collect();
        with_scenario(&scenario(hostile(round)), |file| {
            for (format, tags) in [("kml", &KML[..]), ("gpx", &GPX[..])] {
                let text = printed(file, &["export", "--as-of", "2020-08-14", "--format", format]);
                let read = roxmltree::Document::parse(&text).unwrap();
                for node in read.descendants().filter(roxmltree::Node::is_element) {
                    assert!(tags.contains(&node.tag_name().name()), "{format}: {node:?}");
                }
                // What a reader of KML takes for HTML holds no tag.
                let described = read.descendants().filter(|node| node.has_tag_name("description"));
                for text in described.filter_map(|node| node.text()) {
                    let html = scraper::Html::parse_fragment(text);
                    let elements = html.root_element().descendent_elements().count();
                    assert_eq!(elements, 1, "{text}");
                }
                let names: Vec<&str> = read
                    .descendants()
                    .filter(|node| node.attribute("name") == Some("place"))
                    .filter_map(|node| node.first_element_child()?.text())
                    .collect();
                assert!(names.iter().all(|name| known.contains(*name) || is_id(name)), "{names:?}");
            }
        });
    }
}

/// Elements that the maps are made of.
const KML: [&str; 20] = [
    "kml",
    "Document",
    "Placemark",
    "name",
    "description",
    "TimeSpan",
    "begin",
    "end",
    "ExtendedData",
    "Data",
    "value",
    "Point",
    "LineString",
    "Polygon",
    "MultiGeometry",
    "outerBoundaryIs",
    "LinearRing",
    "coordinates",
    "tessellate",
    "Style",
];
const GPX: [&str; 12] = [
    "gpx", "metadata", "name", "desc", "src", "link", "type", "wpt", "trk", "trkseg", "trkpt",
    "time",
];

fn is_id(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Elements that the page of HTML is made of, and the attributes that they have.
const ELEMENTS: [&str; 31] = [
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "main",
    "header",
    "h1",
    "h2",
    "p",
    "b",
    "a",
    "ul",
    "ol",
    "li",
    "div",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "pre",
    "section",
    "figure",
    "picture",
    "source",
    "img",
    "figcaption",
    "caption",
];
const ATTRIBUTES: [&str; 15] = [
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "class",
    "id",
    "value",
    "href",
    "rel",
    "media",
    "srcset",
    "src",
    "alt",
    "colspan",
];

#[test]
fn a_page_of_html_has_no_tag_that_a_text_made() {
    for round in rounds().step_by(2) {
        let mut texts = hostile(round);
        let title = clean(&texts());
        with_scenario(&scenario(hostile(round)), |file| {
            let page = printed(file, &[&AS_OF[..], &["--format", "html"]].concat());
            // A browser joins no blanks there.
            assert_eq!(plain_page(&page, round, 4), [title.as_str()], "round {round}");
            let story = printed(file, &["story"]);
            assert_eq!(plain_page(&story, round, 4).len(), 1, "round {round}");
        });
    }
}

/// Looks for what a text made in a page with so many pictures or more; the titles of the page.
fn plain_page(page: &str, round: usize, least: usize) -> Vec<String> {
    use base64::{Engine, prelude::BASE64_STANDARD};
    use sha2::{Digest, Sha256};
    const PICTURE: &str = "data:image/svg+xml;base64,";
    let read = scraper::Html::parse_document(page);
    assert_eq!(
        read.quirks_mode,
        scraper::html::Html::parse_document("<!DOCTYPE html>").quirks_mode
    );
    let (mut styles, mut pictures) = (Vec::new(), 0);
    for element in read.root_element().descendent_elements() {
        let name = element.value().name();
        assert!(ELEMENTS.contains(&name), "round {round}: {name}");
        for (attribute, value) in element.value().attrs() {
            assert!(ATTRIBUTES.contains(&attribute), "round {round}: {attribute}={value}");
            match attribute {
                "href" => assert!(is_web(value) || value.starts_with("#c-"), "{value}"),
                "src" | "srcset" => {
                    let picture = BASE64_STANDARD.decode(value.strip_prefix(PICTURE).unwrap());
                    assert_harmless_picture(&String::from_utf8(picture.unwrap()).unwrap());
                    pictures += 1;
                }
                "class" => assert!(is_id(&value.replace(' ', "-")), "{value}"),
                _ => {}
            }
        }
        if name == "style" {
            styles.push(element.text().collect::<String>());
        }
    }
    assert!(pictures >= least, "{pictures}");
    let [style] = &styles[..] else { panic!("{} styles", styles.len()) };
    let hash = BASE64_STANDARD.encode(Sha256::digest(style.as_bytes()));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'"
    );
    assert!(page.contains(&format!("content=\"{policy}\"")), "round {round}");
    let selector = scraper::Selector::parse("header h1").unwrap();
    read.select(&selector).map(|it| it.text().collect::<String>()).collect()
}

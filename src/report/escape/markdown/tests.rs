//! What is written, read by two parsers of Markdown: pulldown-cmark as CommonMark and with its
//! extensions, comrak as GitHub reads it.

use comrak::{
    Arena, Options as GithubOptions,
    nodes::{AstNode, NodeValue},
};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{markdown_address, markdown_lines};
use crate::{look::width, model::clean};

/// Where text may stand on a page: as a paragraph, a point, a heading ahead of its text and one
/// above its line.
const FRAMES: [fn(&[String]) -> String; 4] = [
    |lines| format!("before\n\n{}\n\nafter\n", lines.join("\n")),
    |lines| format!("before\n\n- {}\n- after\n", lines.join("\n  ")),
    |lines| format!("# {}\n\nafter\n", lines.join(" ")),
    |lines| format!("{}\n---\n\nafter\n", lines.join("\n")),
];
/// What those frames hold besides, by themselves.
const OWN: [&str; 4] = ["before|after", "before|after", "after", "after"];

fn dialects() -> [Options; 3] {
    let github = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    // Smart punctuation is asked to write other text than stands there, and attributes of a heading
    // cannot be escaped.
    let untrue = Options::ENABLE_SMART_PUNCTUATION | Options::ENABLE_HEADING_ATTRIBUTES;
    [Options::empty(), github, Options::all() - untrue]
}

/// The text that a page of one of those dialects shows, and the kinds of what it is made of.
fn read(page: &str, options: Options) -> (String, Vec<String>) {
    let (mut text, mut kinds) = (String::new(), Vec::new());
    for event in Parser::new_ext(page, options) {
        match event {
            Event::Text(piece) => text.push_str(&piece),
            Event::Code(piece) => {
                assert!(is_address(&piece), "{piece:?} is no address: {page:?}");
                text.push_str(&piece);
            }
            Event::SoftBreak => text.push(' '),
            Event::Start(tag) => kinds.push(match tag {
                Tag::Paragraph => "paragraph".to_owned(),
                Tag::Heading { level, .. } => format!("heading {level}"),
                Tag::List(None) => "list".to_owned(),
                Tag::Item => "item".to_owned(),
                other => format!("{other:?}"),
            }),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => text.push(' '),
            Event::End(_) => {}
            other => kinds.push(format!("{other:?}")),
        }
    }
    (text, kinds)
}

/// The same by the dialect of GitHub, which makes links of bare addresses.
fn read_github(page: &str) -> (String, Vec<String>) {
    let mut options = GithubOptions::default();
    let more = &mut options.extension;
    more.table = true;
    more.strikethrough = true;
    more.autolink = true;
    more.tasklist = true;
    more.footnotes = true;
    more.alerts = true;
    more.math_dollars = true;
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, page, &options);
    let (mut text, mut kinds) = (String::new(), Vec::new());
    gather(root, &mut text, &mut kinds);
    (text, kinds)
}

fn gather<'a>(node: &'a AstNode<'a>, text: &mut String, kinds: &mut Vec<String>) {
    match &node.data.borrow().value {
        NodeValue::Document => {}
        NodeValue::Text(piece) => text.push_str(piece),
        NodeValue::Code(code) => {
            assert!(is_address(&code.literal), "{:?} is no address", code.literal);
            text.push_str(&code.literal);
        }
        NodeValue::SoftBreak => text.push(' '),
        NodeValue::Paragraph => kinds.push("paragraph".into()),
        NodeValue::Heading(heading) => kinds.push(format!("heading h{}", heading.level)),
        NodeValue::List(_) => kinds.push("list".into()),
        NodeValue::Item(_) => kinds.push("item".into()),
        other => kinds.push(format!("{other:?}")),
    }
    for child in node.children() {
        gather(child, text, kinds);
    }
    text.push(' ');
}

fn is_address(text: &str) -> bool {
    text.contains("://") || text.to_ascii_lowercase().contains("www") || text.contains('@')
}

/// Text as far as a page keeps it: blanks may be broken lines.
fn words(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Whatever stands around it, text is read as itself and makes nothing.
#[track_caller]
fn assert_only_text(text: &str) {
    for columns in [72, 20, 3] {
        let lines = markdown_lines(text, columns);
        for (frame, own) in FRAMES.iter().zip(OWN) {
            let page = frame(&lines);
            let (plain, wanted_kinds) = (frame(&["word".to_owned()]), words(text));
            let mut readings: Vec<_> =
                dialects().iter().map(|on| (read(&page, *on), read(&plain, *on).1)).collect();
            readings.push((read_github(&page), read_github(&plain).1));
            for ((shown, kinds), plainly) in readings {
                if wanted_kinds.is_empty() {
                    continue; // where nothing is to be shown, a paragraph may be missing
                }
                let shown = words(&shown);
                let (before, after) = own.split_once('|').unwrap_or(("", own));
                let shown = shown.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
                assert_eq!(shown, Some(&*wanted_kinds), "{text:?} in {page:?}");
                assert_eq!(kinds, plainly, "{text:?} in {page:?}");
            }
        }
    }
}

/// What each kind of mark looks like, alone and where it would work.
const MARKS: &[&str] = &[
    "![p](http://evil.example/p.png)",
    "Ariha [read more](http://evil.example/login)",
    "[a]: http://evil.example 'title'",
    "[a][b] [b]: <http://x>",
    "![a][1] [1](http://x) [1]: http://x",
    "[^1] [^1]: note ^[note]",
    "[ ] done [x] done",
    "<http://evil.example> <b>bold</b> <!-- gone --> <?php ?> <![CDATA[x]]> </p>",
    "<script>alert(1)</script> <img src=x onerror=alert(1)>",
    "*a* **b** ***c*** _d_ __e__ (_f_) a_b_c snake_case _",
    "`code` ``two`` ```fence``` ```",
    "~a~ ~~b~~ ~~~ ~~~rust about ~40 to ~50 people x~y~z ~ ~~",
    "a | b |c| |---|---| :-: | -",
    "# h ## h #hash h # ### ###",
    "> quoted >not > [!NOTE]",
    "- point + point * point -5 +5 --- - - - *** ___ _ _ _ === = ==",
    "1. one 2) two 1.5 12. 123456789) x 1234567890. y",
    "&amp; &lt;b&gt; &#42; &#x2a; &nbsp; AT&T &unknown; &",
    "\\ \\* \\\\ \\[ C:\\temp a\\",
    "http://a.example/b_c_d*e* https://x.example/?a=1&b=2) HTTP://X.EXAMPLE. ftp://a.b",
    "www.evil.example WWW.evil.example (www.evil.example) xwww.no.example _www.x.example_",
    "mail me@evil.example, mailto:a.b+c@d.example xmpp:a@b.example/x a@b @b a@b@c.d é@b.example",
    "x`http://a`b`www.c.d`e@f.gh` \\http://x \\`www.x.y\\` _a@b.cd_ ~a@b.cd~ [a@b.cd](b@c.de)",
    "<1@w> <.@x> a<2@y> <3@z a@b.cd+http://x a@b.cde@f.gh,www.x.y",
    "$1.www.$ $a http://x.example/$y $http://a$b@c.de$ www.$a@b.cd",
    "$5 and $6, US$5 or US$6, $x$ $$y$$ ($a $b)",
    "a^b^c ^d^ {#id .class} {: .x} :::warning ::: : defined",
    "a --> b <- c <3 >< a<b a< b 1<2",
    "![[wiki|link]] [[wiki]] {{x}} {% raw %} %%x%%",
    "    four    spaces  and  an end  ",
    "+++ title = 1 +++",
    "--- title: x ---",
    ":-- --: :-: -:- :",
    "a\n\n# b\n\n    c\r\n- d\n```\ne\t|\n",
    "\u{a0} \u{3000}- x\u{2003}# y",
    "_\u{a0}_a_\u{a0}*\u{a0}b_! !x! ![ ] [] ()[]",
];

#[test]
fn no_mark_of_a_text_is_one_of_the_page() {
    for text in MARKS {
        assert_only_text(text);
        for word in text.split(' ') {
            assert_only_text(word);
            assert_only_text(&format!("{word} and {word}"));
            assert_only_text(&format!("x {word}"));
        }
    }
}

#[test]
fn no_naughty_string_makes_anything() {
    let list: Vec<String> =
        serde_json::from_str(include_str!("../../../../tests/data/blns.json")).unwrap();
    for text in list {
        assert_only_text(&clean(&text));
    }
}

#[test]
fn ordinary_sentences_stay_as_they_are() {
    for text in [
        "Halted! “tenuous but holding”, as of 14 Aug 2020 (known then).",
        "patrol-14jul: file_name_of_it.toml, about ~40 people at $5 each; AT&T, 3 < 5 > 2",
        "Ariha (east) #2, km 40-50, -5 to +5, 12.5 and 1. and 2) but - or + or = or # or >",
        "who: 'said' \"so\" [12]. More [3] [4]; and (watch 1, alarm 2) [5]",
        "50 % of 100 & more; a/b, x = y, C++, @handle, e.g. this:",
        "وزارة الدفاع – Ґанок",
    ] {
        assert_eq!(markdown_lines(text, 200), [text]);
        assert_only_text(text);
    }
}

#[test]
fn what_would_mean_something_is_marked_where_it_would() {
    for (text, wanted) in [
        ("![p](http://e.example/p)", "!\\[p\\](`http://e.example/p`)"),
        ("1. one", "1\\. one"),
        ("- point", "\\- point"),
        ("# head #", "\\# head \\#"),
        ("a_ _b c_d", "a\\_ \\_b c_d"),
        ("me@a.example.", "`me@a.example`."),
        ("&amp; &c", "\\&amp; &c"),
        ("[12](x) [12]: [12]", "\\[12\\](x) \\[12\\]: [12]"),
    ] {
        assert_eq!(markdown_lines(text, 200), [wanted]);
    }
    // Only the line that begins with a mark has it escaped.
    assert_eq!(markdown_lines("one - two - three", 9), ["one - two", "\\- three"]);
    for line in markdown_lines("aaaa bbb\n- cccc ddd", 9) {
        assert!(width(&line) <= 9, "{line}");
    }
}

#[test]
fn only_addresses_of_the_web_are_followed() {
    let address = "https://example.org/a_b?c=d&e=*f*";
    assert_eq!(markdown_address(address), Some(format!("<{address}>")));
    let (text, _) = read(&markdown_address(address).unwrap(), Options::all());
    assert_eq!(words(&text), address);
    for wrong in [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "http://",
        "example.org",
        "http://a b",
        "http://a>b<http://c",
        "https://a\u{fffd}b",
        "http://a`b",
        " https://a",
    ] {
        assert_eq!(markdown_address(wrong), None, "{wrong}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn whatever_is_put_in_is_read_back(text in "[-+*_`~=#<>&;!|:.()\\[\\]{}\\\\$^/@ 1a\\-w]{0,24}") {
        assert_only_text(&text);
    }

    #[test]
    fn marks_in_any_order_make_nothing(parts in prop::collection::vec(
        prop::sample::select(vec![
            "[", "](", ")", "](http://a.b)", "![", "`", "``", "*", "**", "_", "~", "~~", "|", "-",
            "---", "+", "=", "#", ">", "<", "<a", "<!--", "-->", "&lt;", "&", "\\", "\n", "  ", " ",
            "www.", "http://", "a@b.cd", "1.", "2)", ":", ":-", "[^1]", "[1]", "$", "^", "{", "}",
            "word", "é", "\u{a0}", "🚒", "!", "x",
        ]), 0..12)) {
        assert_only_text(&parts.concat());
    }

    #[test]
    fn any_text_at_all_makes_nothing(text in any::<String>()) {
        assert_only_text(&clean(&text));
    }
}

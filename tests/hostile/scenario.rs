//! Scenarios with text in every field that takes any.

/// A basic string of TOML that holds exactly this text.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The same string with a letter at its end.
fn letter(quoted: &str) -> String {
    format!("{}x\"", &quoted[..quoted.len() - 1])
}

/// A scenario with other text in every field that takes any.
pub fn scenario(mut texts: impl FnMut() -> String) -> String {
    let mut text = move || quoted(&texts());
    let mut out = format!(
        "format = 1\n[scenario]\nid = \"hostile\"\ntitle = {}\nsummary = {}\nhandling = {}\n\
         open_at = 2020-08-14\n",
        text(),
        text(),
        text()
    );
    let word = |text: &mut dyn FnMut() -> String| {
        format!(
            "source = \"s\"\ncredibility = 2\nnote = {}\nwords = {}\nverify = {}\nurl = {}\n",
            text(),
            text(),
            text(),
            text()
        )
    };
    out += &format!(
        "[[source]]\nid = \"s\"\nname = {}\nkind = \"media\"\nreliability = \"B\"\nurl = {}\nnote = {}\n",
        text(),
        text(),
        text()
    );
    for id in ["a", "b"] {
        out += &format!(
            "[[actor]]\nid = \"{id}\"\nname = {}\nshort = {}\naliases = [{}, {}]\nkind = \"{}\"\n\
             role = \"signatory\"\ntitle = {}\nnote = {}\ntie = [{{ to = \"a\", as = {}, words = {}, source = \"s\" }}]\n",
            text(),
            text(),
            text(),
            text(),
            if id == "a" { "state" } else { "label" },
            text(),
            text(),
            text(),
            text()
        );
    }
    for (id, lon) in [("p", 36.3), ("q", 36.6)] {
        out += &format!(
            "[[place]]\nid = \"{id}\"\nname = {}\naliases = [{}]\nat = {{ lat = 35.8, lon = {lon} }}\nnote = {}\n",
            text(),
            text(),
            text()
        );
    }
    out += &format!(
        "[[route]]\nid = \"r\"\nname = {}\nthrough = [\"p\", \"q\"]\nnote = {}\n",
        text(),
        text()
    );
    out += &format!(
        "[[agreement]]\nid = \"g\"\nname = {}\nsigned = {{ on = 2020-03-05, words = {} }}\nparties = [\"a\", \"b\"]\n{}\
         clause = [{{ id = \"c\", kind = \"patrols\", text = {}, note = {}, corridor = {{ along = \"r\", both_km = 6 }} }}]\n",
        text(),
        text(),
        word(&mut text),
        text(),
        text()
    );
    out += &format!(
        "[[status]]\nid = \"st\"\nof = \"patrols\"\nis = \"suspended\"\nsince = 2020-08-13\n{}",
        word(&mut text)
    );
    for n in 0..3 {
        out += &format!(
            "[[patrol]]\nid = \"patrol-{n}\"\ndate = {{ on = 2020-08-0{}, words = {} }}\nby = [\"a\", \"b\"]\nroute = \"r\"\n\
             from = \"p\"\nto = \"q\"\noutcome = \"completed\"\nnumber = {n}\n{}account = [{{ source = \"desk\", note = {}, number = 9 }}]\n",
            n + 1,
            text(),
            word(&mut text),
            text()
        );
        out += &format!(
            "[[attack]]\nid = \"attack-{n}\"\ndate = 2020-08-0{}\nkind = \"ied\"\nby = \"b\"\non = [\"a\"]\nplace = \"p\"\n\
             patrol = \"patrol-{n}\"\nkilled = {{ low = 1, words = {} }}\ninjured = {{ a = {{ words = {} }} }}\ndamage = {}\n{}",
            n + 1,
            text(),
            text(),
            text(),
            word(&mut text)
        );
        out += &format!(
            "[[displacement]]\nid = \"displacement-{n}\"\ndate = 2020-08-0{}\nmeasure = \"displaced\"\n\
             count = {{ best = 9, words = {} }}\nplace = \"p\"\nof = {}\n{}",
            n + 1,
            text(),
            text(),
            word(&mut text)
        );
    }
    out += &format!(
        "[[event]]\nid = \"e\"\ndate = 2020-08-10\nkind = {}\nwhat = {}\nby = \"a\"\n{}",
        text(),
        text(),
        word(&mut text)
    );
    out += &format!(
        "[[statement]]\nid = \"said\"\ndate = 2020-08-13\nspeaker = \"a\"\nkind = \"claim\"\nsays = {}\n{}",
        text(),
        word(&mut text)
    );
    out += &format!(
        "[[assessment]]\nid = \"as\"\ndate = 2020-08-13\njudgement = {}\n{}",
        text(),
        word(&mut text)
    );
    out += &format!(
        "[[tally]]\nid = \"t\"\ndate = 2020-08-13\nof = {}\ncount = 1\nby_place = {{ {} = 5 }}\nby_kind = {{ {} = 7 }}\n{}",
        text(),
        text(),
        text(),
        word(&mut text)
    );
    out += &format!(
        "[[indicator]]\nid = \"i\"\nname = {}\ncounts = {}\nwindow_days = 7\nwatch = 1\nalarm = 2\nnote = {}\n",
        text(),
        text(),
        text()
    );
    out += &format!(
        "[[layer]]\nid = \"l\"\npath = {}\nname = {}\nnote = {}\n",
        text(),
        text(),
        text()
    );
    // Each text is at least a letter, or the step would be left out.
    out += &format!("[[story]]\nid = \"story\"\ntitle = {}\nnote = {}\n", letter(&text()), text());
    for view in ["panel = \"attacks\"\nas_of = 2020-08-03", "panel = \"map\""] {
        out += &format!(
            "[[story.step]]\ntitle = {}\ntext = {}\nfilter = {}\nwithout = {}\nleast = {}\nsort = {}\n{view}\n",
            letter(&text()),
            letter(&text()),
            text(),
            text(),
            text(),
            text()
        );
    }
    out += &format!(
        "[[feed]]\nid = \"f\"\nkind = \"csv\"\npath = {}\nas = \"attacks\"\nlicence = {}\ncite = {}\ncolumns = {{ {} = {} }}\nnote = {}\n",
        text(),
        text(),
        text(),
        text(),
        text(),
        text()
    );
    out
}

/// Every key and every value is wrong, so that messages and hints quote it.
pub fn broken(naughty: &[String]) -> String {
    let mut out = "format = 1\n[scenario]\nid = \"broken\"\ntitle = \"T\"\n".to_owned();
    for (n, text) in naughty.iter().enumerate() {
        let text = quoted(text);
        out += &format!(
            "[[attack]]\nid = \"x{n}\"\ndate = {text}\nkind = {text}\nby = {text}\nkilled = {text}\nsource = {text}\nat = {text}\n\
             {} = {text}\n",
            quoted(&format!("key {n} {}", naughty[n]))
        );
    }
    for text in naughty {
        out += &format!("[[{}]]\n", quoted(&format!("table {} {text}", out.len())));
    }
    out
}

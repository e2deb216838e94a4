//! Scenarios of any size, the same every time.

/// A scenario of `records` patrols, attacks and figures in equal parts, with accounts, references
/// and a contested value here and there. The same every time.
pub fn generated(records: usize) -> String {
    let mut text = String::from(
        "format = 1\n[scenario]\nid = \"made\"\ntitle = \"Made for measuring\"\nopen_at = 2022-12-31\n\n",
    );
    for n in 0..20 {
        text.push_str(&format!(
            "[[source]]\nid = \"source-{n}\"\nname = \"Source {n}\"\nkind = \"media\"\nreliability = \"{}\"\n",
            ["A", "B", "C", "D", "E", "F"][n % 6]
        ));
        if n < 2 {
            text.push_str(&format!("actor = \"actor-{n}\"\n"));
        }
        text.push_str(&format!(
            "[[actor]]\nid = \"actor-{n}\"\nname = \"Actor number {n}\"\nkind = \"armed-group\"\n"
        ));
        text.push_str(&format!("[[place]]\nid = \"place-{n}\"\nname = \"Place {n}\"\n"));
    }
    let date =
        |n: usize| format!("{}-{:02}-{:02}", 2020 + n / 336 % 3, n / 28 % 12 + 1, n % 28 + 1);
    for n in 0..records / 3 {
        let (date, place, source) = (date(n), n % 20, n % 20);
        text.push_str(&format!(
            "\n[[patrol]]\nid = \"patrol-{n}\"\ndate = {date}\nby = [\"actor-0\", \"actor-1\"]\nto = \"place-{place}\"\n\
             outcome = \"{}\"\nsource = \"source-0\"\npublished = {date}\nnumber = {n}\n\
             account = [\n  {{ source = \"source-1\", published = {date}, number = {} }},\n]\n",
            ["completed", "cut-short", "unknown"][n % 3],
            n + 1
        ));
        text.push_str(&format!(
            "\n[[attack]]\nid = \"attack-{n}\"\ndate = {date}T08:50:00\nkind = \"{}\"\nby = \"unknown\"\n\
             on = [\"actor-{}\"]\npatrol = \"patrol-{n}\"\nplace = \"place-{place}\"\nkilled = {}\n\
             injured = {{ actor-0 = {}, actor-1 = \"several\" }}\nnote = \"Reported from the road near the town, number {n}.\"\n\
             source = \"source-{source}\"\npublished = {date}\ncredibility = {}\n\
             account = [\n  {{ source = \"source-{}\", published = {date}, kind = \"rpg\", killed = {} }},\n]\n",
            ["ied", "shelling", "drone", "blockade"][n % 4],
            n % 20,
            n % 5,
            n % 7,
            n % 6 + 1,
            (source + 1) % 20,
            n % 4
        ));
        text.push_str(&format!(
            "\n[[displacement]]\nid = \"figure-{n}\"\ndate = {date}\nmeasure = \"{}\"\ncount = \"about {}\"\n\
             place = \"place-{place}\"\nsource = \"source-{source}\"\npublished = {date}\n",
            ["displaced", "returned", "returning"][n % 3],
            1000 + n * 37
        ));
    }
    text
}

/// A scenario with so many attacks, each at a point of its own within some hundred kilometres.
#[allow(dead_code, reason = "the bench alone draws so many")]
pub fn located(records: usize) -> String {
    let mut text = String::from(
        "format = 1\n[scenario]\nid = \"made\"\ntitle = \"Made\"\n\
         [[source]]\nid = \"s\"\nname = \"S\"\nkind = \"media\"\n",
    );
    for n in 0..records {
        // The golden ratio spreads them evenly, without a pattern.
        let spread = |by: f64| (n as f64 * by).fract();
        let (lat, lon) = (35.0 + spread(0.618_034), 36.0 + spread(0.754_878));
        let day = n % 28 + 1;
        text.push_str(&format!(
            "[[attack]]\nid = \"a{n}\"\ndate = 2020-07-{day:02}\nkind = \"shelling\"\n\
             at = {{ lat = {lat:.5}, lon = {lon:.5} }}\nsource = \"s\"\n"
        ));
    }
    text
}

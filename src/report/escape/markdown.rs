//! Text in Markdown, as CommonMark and GitHub's dialect of it read it: the reader sees the text that
//! was put in, and nothing that the text made. What neither takes for a mark stays as it is, so that
//! an ordinary sentence reads as one in a plain mail too.

use std::ops::Range;

use crate::look::{width, wrap_words};

/// Text as lines of at most so many columns, save a word that alone is wider. They may begin a
/// paragraph, a point or a heading, or go on with one.
pub fn markdown_lines(text: &str, columns: usize) -> Vec<String> {
    let words: Vec<String> =
        text.split([' ', '\n', '\r', '\t']).filter(|word| !word.is_empty()).map(inline).collect();
    let text = words.join(" ");
    let lines = |columns| -> Vec<String> {
        wrap_words(&text, columns).iter().map(|line| at_line_end(at_line_start(line))).collect()
    };
    let fitting = lines(columns);
    // A mark at the beginning of a line takes a column of its own.
    if fitting.iter().any(|line| width(line) > columns) {
        return lines(columns.saturating_sub(1));
    }
    fitting
}

/// An address to be followed, in angle brackets; `None` where it is no plain one of the web, and so
/// only text.
pub fn markdown_address(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let is_web = ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\\`\u{fffd}".contains(c);
    let fits = is_web && !rest.is_empty() && rest.chars().all(is_plain);
    fits.then(|| format!("<{url}>"))
}

// ---------------------------------------------------------------------- within a line

/// A word with nothing in it that means something within a line.
fn inline(word: &str) -> String {
    let mut out = String::with_capacity(word.len() + 8);
    let mut before = None;
    let mut rest = word;
    while let Some(mut found) = address(rest) {
        // Code that begins where other code ends would be neither.
        while let Some(next) = address(&rest[found.end..]).filter(|next| next.start == 0) {
            found.end += next.end;
        }
        let (plain, code) = (&rest[..found.start], &rest[found.clone()]);
        escape(plain, before, Some('`'), &mut out);
        // A reader of Markdown makes links of bare addresses, escaped or not; in code it makes none.
        out.extend(["`", code, "`"]);
        before = Some('`');
        rest = &rest[found.end..];
    }
    escape(rest, before, None, &mut out);
    out
}

/// A piece of a word, which stands between these.
fn escape(text: &str, before: Option<char>, after: Option<char>, out: &mut String) {
    let mut before = before;
    let mut mark_ends = 0;
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let next = rest.chars().next().or(after);
        if c == '[' && before.is_none() && after.is_none() {
            mark_ends = citation(&text[at..]).map_or(0, |long| at + long);
        }
        let is_marked = match c {
            '\\' | '`' | '*' | '|' => true,
            '[' | ']' => at >= mark_ends,
            '_' => !is_letter(before) || !is_letter(next),
            // Such a pair opens before a word and closes behind one; what can only open is no pair.
            '~' | '$' | '^' => !(before.is_none() || c == '~' && opens(before)) || !is_letter(next),
            // A tag, or a mailbox in brackets, whose host needs no dot there.
            '<' => {
                next.is_some_and(|c| c.is_ascii_alphabetic() || "/!?".contains(c))
                    || rest.contains('@')
            }
            '&' => is_entity(rest),
            _ => false,
        };
        if is_marked {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

fn opens(c: Option<char>) -> bool {
    c.is_some_and(|c| "(\"'“‘".contains(c))
}

/// How long a number in brackets is that nothing could turn into a link, as a page cites by.
fn citation(text: &str) -> Option<usize> {
    let (number, rest) = text.strip_prefix('[')?.split_once(']')?;
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let ends = rest.is_empty() || rest.chars().all(|c| ".,;)".contains(c));
    (is_number && ends).then_some(number.len() + 2)
}

/// Whether `&` and what follows it may be the name or number of a character.
fn is_entity(rest: &str) -> bool {
    let name = rest.strip_prefix('#').unwrap_or(rest);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric());
    end.is_some_and(|end| end > 0 && name[end..].starts_with(';'))
}

/// Where in a word an address begins and ends that a reader might make a link of by itself: with a
/// scheme, `www.`, or of a mailbox.
fn address(word: &str) -> Option<Range<usize>> {
    let begins = [schemed(word), bare_host(word), mailbox(word)];
    let first = begins.into_iter().flatten().min_by_key(|found| found.start)?;
    // What ends a sentence ends no address; a backtick would end the code it stands in, and the end
    // of a formula is found in code too.
    let long = word[first.clone()].find(['`', '$']).unwrap_or(first.len());
    let whole = &word[first.start..first.start + long];
    let ended = whole.trim_end_matches(|c: char| ".,;:!?)'\"…”’".contains(c));
    Some(first.start..first.start + ended.len())
}

fn schemed(word: &str) -> Option<Range<usize>> {
    let places = word.match_indices("://");
    let mut found = places.filter_map(|(at, _)| {
        let is_of_scheme = |c: char| c.is_ascii_alphanumeric() || "+.-".contains(c);
        let start = word[..at].trim_end_matches(is_of_scheme).len();
        (start < at).then_some(start..word.len())
    });
    found.next()
}

fn bare_host(word: &str) -> Option<Range<usize>> {
    let folded = word.to_ascii_lowercase();
    let mut places = folded.match_indices("www.").map(|(at, _)| at);
    let start = places.find(|at| !is_letter(word[..*at].chars().next_back()))?;
    Some(start..word.len())
}

fn mailbox(word: &str) -> Option<Range<usize>> {
    let places = word.match_indices('@');
    let mut found = places.filter_map(|(at, _)| {
        let is_of_name = |c: char| c.is_alphanumeric() || ".+-_".contains(c);
        let is_of_host = |c: char| c.is_alphanumeric() || "-_.@".contains(c);
        let start = word[..at].trim_end_matches(is_of_name).len();
        let host = &word[at + 1..];
        let long = host.find(|c| !is_of_host(c)).unwrap_or(host.len());
        let end = at + 1 + long;
        (start < at && host[..long].contains('.')).then_some(start..end)
    });
    found.next()
}

// ---------------------------------------------------------------------- at its ends

/// A line whose beginning is that of no list, quotation, heading, rule, underline or definition.
fn at_line_start(line: &str) -> String {
    let first = line.chars().next();
    let is_apart = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let at = match first {
        Some('>' | ':') => Some(0),
        Some('=') => line.chars().all(|c| "= ".contains(c)).then_some(0),
        // A row of dashes and colons makes the line above it the head of a table.
        Some('-' | '+') => {
            let is_rule = line.chars().all(|c| ":-+ ".contains(c));
            (is_rule || is_apart(&line[1..])).then_some(0)
        }
        Some('#') => is_apart(line.trim_start_matches('#')).then_some(0),
        _ => {
            let mark = line[digits..].starts_with(['.', ')']);
            (digits > 0 && mark && is_apart(&line[digits + 1..])).then_some(digits)
        }
    };
    match at {
        Some(at) => format!("{}\\{}", &line[..at], &line[at..]),
        None => line.to_owned(),
    }
}

/// A line whose end does not close a heading.
fn at_line_end(line: String) -> String {
    let without = line.trim_end_matches('#');
    if without.len() == line.len() || !(without.is_empty() || without.ends_with(' ')) {
        return line;
    }
    // Of a line of nothing else, the beginning has seen to it.
    format!("{without}\\{}", &line[without.len()..])
}

#[cfg(test)]
mod tests;

//! The words of a line: between white space, a text in double quotes as one.

use crate::model::{Key, Refusal, Span};

/// One word with its bytes in the line; of a quoted text the quotes belong to the bytes only.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TypedWord<'a> {
    pub text: &'a str,
    pub span: Span,
    pub is_quoted: bool,
}

impl<'a> TypedWord<'a> {
    /// What stands before its first `=`, and what behind.
    pub fn parted(self, line: &'a str) -> [TypedWord<'a>; 2] {
        let Span { start, end } = self.span;
        let at = start + line[start..end].find('=').unwrap_or(end - start);
        [word(line, start, at), word(line, (at + 1).min(end), end)]
    }
}

pub fn words(line: &str) -> Vec<TypedWord<'_>> {
    let mut words = Vec::new();
    let (mut start, mut quoted) = (None, false);
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        let ends = at == line.len() || c.is_whitespace() && !quoted;
        match start {
            None if !ends => {
                start = Some(at);
                quoted = c == '"';
            }
            Some(from) if ends => {
                words.push(word(line, from, at));
                (start, quoted) = (None, false);
            }
            Some(_) if c == '"' => quoted = !quoted,
            _ => {}
        }
    }
    words
}

/// The line that a shell has cut into arguments: one with white space in it was quoted there, and
/// a single one is the whole line.
pub fn line_of(arguments: &[String]) -> Result<String, Refusal> {
    if let [line] = arguments {
        return Ok(line.clone());
    }
    let mut line = Vec::new();
    for argument in arguments {
        let is_bare = !argument.is_empty() && !argument.contains(char::is_whitespace);
        if !is_bare && argument.contains('"') {
            let why = format!("`{argument}` has quotes within quotes");
            return Err(Refusal::new(why, "give such a record with --json"));
        }
        // `note=two houses` was quoted as a whole.
        let pair = argument.split_once('=').filter(|(key, _)| Key::from_name(key).is_some());
        line.push(match pair {
            _ if is_bare => argument.clone(),
            Some((key, value)) => format!("{key}=\"{value}\""),
            None => format!("\"{argument}\""),
        });
    }
    Ok(line.join(" "))
}

fn word(line: &str, start: usize, end: usize) -> TypedWord<'_> {
    let whole = &line[start..end];
    let inner = whole.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    // `"a"="b"` begins and ends with quotes and is no quoted text.
    let inner = inner.filter(|inner| !inner.contains('"'));
    let span = Span { start, end };
    TypedWord { text: inner.unwrap_or(whole), span, is_quoted: inner.is_some() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_text_is_one_word() {
        let line = " ied  note \"two houses\" \"a b\"=3 \"open end";
        let read = words(line);
        let texts: Vec<&str> = read.iter().map(|word| word.text).collect();
        assert_eq!(texts, ["ied", "note", "two houses", "\"a b\"=3", "\"open end"]);
        assert_eq!(
            read.iter().map(|word| word.is_quoted).collect::<Vec<_>>(),
            [false, false, true, false, false]
        );
        assert_eq!(&line[read[2].span.start..read[2].span.end], "\"two houses\"");
    }

    #[test]
    fn a_shell_keeps_words_together() {
        let line = |arguments: &[&str]| {
            let arguments: Vec<String> = arguments.iter().map(|word| (*word).to_owned()).collect();
            line_of(&arguments).map_err(|error| error.message.to_string())
        };
        assert_eq!(line(&["ied", "note", "two houses"]).unwrap(), "ied note \"two houses\"");
        assert_eq!(line(&["ied note \"two houses\""]).unwrap(), "ied note \"two houses\"");
        assert_eq!(
            line(&["note", "he said \"no\""]).unwrap_err(),
            "`he said \"no\"` has quotes within quotes"
        );
    }
}

//! Files of evidence as people type them: `file=evidence/khiam.jpg sha256=… kind=photo`. Several
//! stand as they do in a file.

use super::{pairs, quote};
use crate::{
    format::tables::EVIDENCE_KEYS,
    model::{Clean, Evidence, Refusal, When},
};

const FORM: &str = "write file=evidence/khiam.jpg sha256=… kind=photo; `sitboard evidence add` \
                    copies a file and writes all of it";

/// The TOML that is meant; `when` reads a day.
pub fn toml(
    typed: &str,
    when: impl Fn(&str) -> Result<String, Refusal>,
) -> Result<String, Refusal> {
    let value = |(key, value): (String, String)| {
        let value = match key.as_str() {
            "taken" => when(&value)?,
            "private" if ["true", "yes", "y"].contains(&value.as_str()) => "true".to_owned(),
            "private" if ["false", "no", "n"].contains(&value.as_str()) => "false".to_owned(),
            _ => quote(&value),
        };
        Ok((key, value))
    };
    let pairs = pairs::pairs(typed, FORM)?.into_iter().map(value);
    let pairs: Vec<(String, String)> = pairs.collect::<Result<_, Refusal>>()?;
    Ok(format!("[{}]", pairs::table(pairs.into_iter())))
}

/// Files as they stand in a scenario.
pub fn typed(files: &[Evidence]) -> String {
    let files: Vec<String> = files.iter().map(file_toml).collect();
    if files.is_empty() { "[]".to_owned() } else { format!("[{}]", files.join(", ")) }
}

/// One file as it stands in a scenario, its keys in the format's order.
pub fn file_toml(file: &Evidence) -> String {
    format!("{{ {} }}", file_lines(file).join(", "))
}

/// The same as lines below a header of its own.
pub fn file_lines(file: &Evidence) -> Vec<String> {
    let text = |text: &Option<Clean>| text.as_ref().map(|it| quote(it.original()));
    let line = |key: &&str| {
        let value = match *key {
            "file" => quote(file.file.original()),
            "sha256" => quote(&file.sha256),
            "kind" => quote(file.kind.word()),
            "by" => text(&file.by)?,
            "taken" => file.taken.as_ref().map(when_toml)?,
            "url" => text(&file.url)?,
            "archived" => text(&file.archived)?,
            "private" => file.is_private.then(|| "true".to_owned())?,
            _ => text(&file.note)?,
        };
        Some(format!("{key} = {value}"))
    };
    EVIDENCE_KEYS.iter().filter_map(line).collect()
}

/// A date as it was written.
fn when_toml(when: &When) -> String {
    let written = when.written.original();
    let is_bare = written.starts_with('{') || written.parse::<toml::value::Datetime>().is_ok();
    if is_bare { written.to_owned() } else { quote(written) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{Shape, alone::KnownIds};

    #[test]
    fn a_file_is_typed_key_by_key() {
        let day = |typed: &str| Ok(format!("day of {typed}"));
        let typed = "file=evidence/a b.jpg sha256=00 kind=photo taken=27 nov private=yes by=A. B.";
        assert_eq!(
            toml(typed, day).unwrap(),
            "[{ file = \"evidence/a b.jpg\", sha256 = \"00\", kind = \"photo\", \
             taken = day of 27 nov, private = true, by = \"A. B.\" }]"
        );
        assert!(toml("evidence/a.jpg", day).unwrap_err().to_string().contains("evidence add"));
    }

    #[test]
    fn what_is_typed_for_files_is_read_as_the_same_files() {
        let hash = "ab".repeat(32);
        let files = format!(
            "[{{ file = 'evidence/ع.jpg', sha256 = '{hash}', kind = 'photo', by = 'a \"b\"', \
             taken = {{ from = 2024-11-27, to = 2024-11-28, words = 'night' }}, private = true }}, \
             {{ file = 'b.pdf', sha256 = '{hash}', kind = 'document', taken = '2024-11', \
             url = 'https://example.org/b', note = 'n' }}]"
        );
        let read = |text: &str| KnownIds::default().read(Shape::Evidence, text).unwrap().value;
        let value = read(&files);
        assert_eq!(value.evidence().len(), 2);
        let typed = typed(value.evidence());
        assert_eq!(read(&typed).evidence(), value.evidence(), "{typed}");
        assert_eq!(super::typed(&[]), "[]");
    }
}

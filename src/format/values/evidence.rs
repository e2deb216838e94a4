//! Evidence as a value: a list of files beside the scenario, each with its hash.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{ValueReading, paths::leads_outside, span_of};
use crate::{
    format::tables,
    model::{Clean, ClosedWord, Evidence, EvidenceKind, When, is_safe_path, safe_path},
};

type Node<'i> = Spanned<DeValue<'i>>;

/// Characters of a maker's name, and of a remark, at most before a warning.
const NAME: usize = 80;
const NOTE: usize = 500;
/// Digits of a SHA-256.
const DIGITS: usize = 64;

impl ValueReading<'_> {
    /// Files of evidence; one that cannot be read is reported and left out. One alone is taken as a
    /// list of one.
    pub(super) fn evidence(&mut self, node: &Node) -> Option<Vec<Evidence>> {
        if node.get_ref().is_table() {
            return self.evidence_file(node).map(|file| vec![file]);
        }
        let items = self.list(node, "[{ file = \"…\", sha256 = \"…\", kind = \"photo\" }]")?;
        let files: Vec<Evidence> =
            items.iter().filter_map(|item| self.evidence_file(item)).collect();
        (!files.is_empty() || items.is_empty()).then_some(files)
    }

    fn evidence_file(&mut self, node: &Node) -> Option<Evidence> {
        let table = self.table(node, "{ file = \"…\", sha256 = \"…\", kind = \"photo\" }")?;
        self.known_keys(table, tables::EVIDENCE_KEYS, "file of evidence");
        let (Some(file), Some(sha256), Some(kind)) =
            (table.get("file"), table.get("sha256"), table.get("kind"))
        else {
            let message = "evidence needs `file`, `sha256` and `kind`";
            let hint = Clean::from("`sitboard evidence add FILE RECORD` writes all three");
            self.error("missing-key", span_of(node), message, Some(hint));
            return None;
        };
        // All that is wrong with it is told, and not only the first.
        let path = self.evidence_path(file);
        let sha256 = self.sha256(sha256);
        let kind = self.term(kind, &EvidenceKind::WORDS);
        let (by, note) = (self.told(table, "by", NAME), self.told(table, "note", NOTE));
        let (url, archived) = (self.address(table, "url"), self.address(table, "archived"));
        let taken: Option<Option<When>> = match table.get("taken") {
            Some(node) => self.when(node).map(Some),
            None => Some(None),
        };
        let is_private = match table.get("private").map(|node| (node, node.get_ref())) {
            Some((_, DeValue::Boolean(flag))) => Some(*flag),
            Some((node, _)) => {
                self.wrong_type(node, "true or false");
                None
            }
            None => Some(false),
        };
        let spot = self.source.spot(span_of(file).start);
        Some(Evidence {
            file: path?,
            sha256: sha256?,
            kind: EvidenceKind::of(kind?)?,
            by: by?,
            taken: taken?,
            url: url?,
            archived: archived?,
            is_private: is_private?,
            note: note?,
            line: spot.line,
            column: spot.column,
        })
    }

    /// A text that may be left out: `None` where it cannot be read.
    fn told(&mut self, table: &DeTable, key: &str, most: usize) -> Option<Option<Clean>> {
        match table.get(key) {
            Some(node) => self.text(node, most).map(Some),
            None => Some(None),
        }
    }

    fn address(&mut self, table: &DeTable, key: &str) -> Option<Option<Clean>> {
        match table.get(key) {
            Some(node) => self.link(node).map(Some),
            None => Some(None),
        }
    }

    /// A path from the scenario's folder, each part of which is a name that means one file on every
    /// system.
    fn evidence_path(&mut self, node: &Node) -> Option<Clean> {
        let path = self.text(node, usize::MAX)?;
        let (text, span) = (path.original(), span_of(node));
        if leads_outside(text) {
            self.outside_folder(span, "evidence/khiam.jpg");
            return None;
        }
        if !is_safe_path(text) {
            let message = format!("`{path}` may mean another file elsewhere, or none");
            let hint = format!("call it {}", safe_path(text));
            self.error("unsafe-name", span, message, Some(hint.into()));
            return None;
        }
        Some(path)
    }

    fn sha256(&mut self, node: &Node) -> Option<Clean> {
        let text = self.string(node, "a hash in quotes")?;
        if text.len() == DIGITS && text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Some(text.to_ascii_lowercase().into());
        }
        let length = text.chars().count();
        let message = if length == DIGITS {
            "a SHA-256 has digits from 0 to 9 and from a to f only".to_owned()
        } else {
            format!("a SHA-256 has {DIGITS} digits, not {length}")
        };
        let hint = Clean::from("write what `sha256sum` prints of the file");
        self.error("bad-hash", span_of(node), message, Some(hint));
        None
    }
}

//! A scenario file as it was last read: what it says, and what is wrong with it.

use std::sync::Arc;

use super::{Digest, Fetch, Index, Unfetched, findings, layers::layers};
use crate::{
    format::{self, SourceText},
    model::{Problem, Severity, Span},
};

/// What came of a file. Without an index it does not load, and the problems say why.
#[derive(Clone, Debug)]
pub struct Book {
    pub index: Option<Arc<Index>>,
    pub problems: Vec<Problem>,
    /// Of the bytes as they were read.
    pub digest: Digest,
    /// The bytes themselves, to be changed and compared with later; none where nothing loads.
    pub bytes: Option<Arc<[u8]>>,
}

impl Book {
    /// Reads a file's bytes and finds all there is to find; `stem` names it where it does not. Of
    /// the files that it names beside itself none is read.
    pub fn read(bytes: &[u8], stem: &str) -> Book {
        Book::beside(bytes, stem, &|_| Err(Unfetched::NoFolder))
    }

    /// The same, with the files beside it as `fetch` brings them.
    pub fn beside(bytes: &[u8], stem: &str, fetch: &Fetch) -> Book {
        let digest = Digest::of(bytes);
        let loaded = format::load(bytes, stem);
        let mut problems = loaded.problems;
        let Some(scenario) = loaded.scenario else {
            return Book { index: None, problems, digest, bytes: None };
        };
        let text = std::str::from_utf8(bytes).unwrap_or_default(); // it loaded, so it is text
        let source = SourceText::new(text);
        let (layers, mut found) = layers(&scenario, fetch);
        let mut index = Index::new(Arc::new(scenario));
        index.layers = layers;
        let index = Arc::new(index);
        found.extend(findings(&index));
        for finding in found {
            let start = source.offset(finding.spot);
            let span = Span { start, end: start + finding.key.name().len() };
            problems.push(source.problem(
                finding.severity,
                finding.code,
                span,
                finding.message,
                finding.hint,
            ));
        }
        problems.sort_by_key(|problem| (problem.span.start, problem.severity));
        Book { index: Some(index), problems, digest, bytes: Some(Arc::from(bytes)) }
    }

    pub fn count(&self, severity: Severity) -> usize {
        self.problems.iter().filter(|problem| problem.severity == severity).count()
    }

    /// Errors and warnings: what is wrong with the file, as against its sources.
    pub fn faults(&self) -> usize {
        self.problems.len() - self.count(Severity::Note)
    }
}

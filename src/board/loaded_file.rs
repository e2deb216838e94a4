//! A scenario file as it was last read: what it says, and what is wrong with it.

use std::sync::Arc;

use super::{
    Digest, EvidenceFault, FeedFile, FeedRequest, Fetch, Finding, Index, Unfetched, feed_rows,
    findings,
    layers::layers,
    place_audit,
    track::{self, FetchTrack, NoTrack, TrackFile},
};
use crate::{
    format::{self, SourceText},
    model::{Audience, Evidence, Problem, Severity, Span},
};

/// What came of a file. Without an index it does not load, and the problems say why.
#[derive(Clone, Debug)]
pub struct LoadedFile {
    /// What the file says; `None` where it does not load.
    pub index: Option<Arc<Index>>,
    /// What is wrong with it and with the files that it names, in the order of the text.
    pub problems: Vec<Problem>,
    /// Of the bytes as they were read.
    pub digest: Digest,
    /// The bytes themselves, to be changed and compared with later; `None` where nothing loads.
    pub bytes: Option<Arc<[u8]>>,
    /// What was read of the files of its feeds, by whoever reads them.
    pub feeds: Vec<Arc<FeedFile>>,
    /// The problems of the file itself, without those of its feeds.
    own: Vec<Problem>,
    /// Whether its problems tell of its feeds as they are now.
    pub is_told: bool,
}

impl LoadedFile {
    /// What others may see of it.
    pub fn for_others(self) -> LoadedFile {
        let index = self.index.map(|index| index.for_others());
        LoadedFile { index, ..self }
    }

    /// What these may see of it; nothing where all of it may not be published.
    pub fn for_audience(self, audience: Audience) -> LoadedFile {
        match audience {
            Audience::Desk => self,
            Audience::Others => self.for_others(),
            Audience::Public => {
                let index = self.index.filter(|index| index.scenario.unpublishable().is_none());
                LoadedFile { index: index.map(|index| index.published().0), ..self }
            }
        }
    }

    /// Reads a file's bytes and finds all there is to find; `stem` names it where it does not. Of
    /// the files that it names beside itself none is read.
    pub fn read(bytes: &[u8], stem: &str) -> LoadedFile {
        LoadedFile::beside(bytes, stem, &|_| Err(Unfetched::NoFolder))
    }

    /// The same, with the files beside it as `fetch` brings them.
    pub fn beside(bytes: &[u8], stem: &str, fetch: &Fetch) -> LoadedFile {
        let track = |path: &str| {
            let bytes = fetch(path).map_err(NoTrack::Unfetched)?;
            TrackFile::read(&*bytes).map(Arc::new).map_err(NoTrack::Refused)
        };
        LoadedFile::with_tracks(bytes, stem, fetch, &track)
    }

    /// The same, with the tracks beside it as `fetch_track` reads them: they may be larger than what
    /// `fetch` brings whole.
    pub fn with_tracks(
        bytes: &[u8],
        stem: &str,
        fetch: &Fetch,
        fetch_track: &FetchTrack,
    ) -> LoadedFile {
        let digest = Digest::of(bytes);
        let loaded = format::load(bytes, stem);
        let mut problems = loaded.problems;
        let Some(scenario) = loaded.scenario else {
            let own = problems.clone();
            return LoadedFile {
                index: None,
                problems,
                digest,
                bytes: None,
                feeds: Vec::new(),
                own,
                is_told: false,
            };
        };
        let text = std::str::from_utf8(bytes).unwrap_or_default(); // it loaded, so it is text
        let source = SourceText::new(text);
        let read = layers(&scenario, fetch);
        let (tracks, of_tracks) = track::tracks(&scenario, fetch_track);
        let mut found = read.found;
        found.extend(of_tracks);
        let mut index = Index::new(Arc::new(scenario));
        (index.layers, index.zone_files) = (read.layers, read.zone_files);
        index.tracks = tracks;
        let index = Arc::new(index);
        found.extend(findings(&index));
        problems.extend(found.into_iter().map(|finding| problem(&source, finding)));
        problems.sort_by_key(|problem| (problem.span.start, problem.severity));
        let (own, bytes) = (problems.clone(), Some(Arc::from(bytes)));
        LoadedFile {
            index: Some(index),
            problems,
            digest,
            bytes,
            feeds: Vec::new(),
            own,
            is_told: false,
        }
    }

    /// Takes in what was read of the feeds that the scenario names, and tells of it.
    pub fn tell_of_feeds<'a>(
        &mut self,
        results: impl Iterator<Item = (&'a FeedRequest, &'a Result<Arc<FeedFile>, Unfetched>)>,
    ) {
        self.is_told = true;
        self.problems.clone_from(&self.own);
        self.feeds.clear();
        let (Some(index), Some(bytes)) = (&self.index, &self.bytes) else { return };
        let text = std::str::from_utf8(bytes).unwrap_or_default(); // it loaded, so it is text
        let source = SourceText::new(text);
        for (request, result) in results {
            let found = match result {
                Ok(file) => {
                    self.feeds.push(file.clone());
                    let form = feed_rows::form(index, file);
                    let columns = feed_rows::columns(&index.scenario, file);
                    form.into_iter()
                        .chain(feed_rows::full(&index.scenario, file))
                        .chain(feed_rows::lost(&index.scenario, file))
                        .chain(columns)
                        .chain(feed_rows::readings(&index.scenario, file))
                        .chain(feed_rows::faults(&index.scenario, file))
                        .collect()
                }
                Err(why) => Vec::from_iter(feed_rows::unfetched(&index.scenario, request, why)),
            };
            self.problems.extend(found.into_iter().map(|finding| problem(&source, finding)));
        }
        self.problems.sort_by_key(|problem| (problem.span.start, problem.severity));
    }

    /// Takes in what was found wrong with the files of evidence that the scenario lists.
    pub fn tell_of_evidence<'a>(
        &mut self,
        faults: impl Iterator<Item = (&'a Evidence, EvidenceFault)>,
    ) {
        self.tell(faults.map(|(file, fault)| fault.finding(file)));
    }

    /// Tells of the towns that the world's map knows by the names of places without a point.
    pub fn tell_of_towns(&mut self) {
        let Some(index) = self.index.clone() else { return };
        self.tell(place_audit::offers(&index.scenario).into_iter());
    }

    /// Takes in what the steps of its stories ask for in vain. Whatever its feeds say, that stays.
    pub fn tell_of_steps(&mut self, findings: Vec<Finding>) {
        self.tell(findings.into_iter());
        self.own.clone_from(&self.problems);
    }

    fn tell(&mut self, findings: impl Iterator<Item = Finding>) {
        let Some(bytes) = &self.bytes else { return };
        let text = std::str::from_utf8(bytes).unwrap_or_default(); // it loaded, so it is text
        let source = SourceText::new(text);
        self.problems.extend(findings.map(|finding| problem(&source, finding)));
        self.problems.sort_by_key(|problem| (problem.span.start, problem.severity));
    }

    /// How many problems are as bad as this, no more and no less.
    pub fn count(&self, severity: Severity) -> usize {
        self.problems.iter().filter(|problem| problem.severity == severity).count()
    }

    /// Errors and warnings: what is wrong with the file, as against its sources.
    pub fn faults(&self) -> usize {
        self.problems.len() - self.count(Severity::Note)
    }
}

fn problem(source: &SourceText, finding: Finding) -> Problem {
    let start = source.offset(finding.spot);
    let span = Span { start, end: start + finding.key.name().len() };
    source.problem(finding.severity, finding.code, span, finding.message, finding.hint)
}

//! The feeds of an open scenario: which its scenario names, what was read of them so far.

use std::sync::Arc;

use super::{App, Effect, Feeding, Hits, OpenScenario, Place, RowText, ScenarioIx};
use crate::{
    board::{FeedFile, FeedRequest, RowIx, SubjectId, Unfetched, feed_requests},
    command::Command,
    model::{Clean, Table},
};

impl OpenScenario {
    /// The files that were read, whole or so far.
    pub fn read_feeds(&self) -> Vec<Arc<FeedFile>> {
        self.feeds.iter().filter_map(|feed| feed.result.as_ref()?.as_ref().ok().cloned()).collect()
    }

    /// Tells of them beside the problems of the scenario, once for each change of either.
    pub(super) fn tell_of_feeds(&mut self) {
        if self.loaded.as_ref().is_none_or(|loaded| loaded.is_told) {
            return;
        }
        let told = |feed: &Feeding| {
            [&feed.result, &feed.lost].map(|read| Some((feed.request.clone(), read.clone()?)))
        };
        let results: Vec<_> = self.feeds.iter().flat_map(told).flatten().collect();
        let results = results.iter().map(|(request, result)| (request, result));
        if let Some(loaded) = &mut self.loaded {
            loaded.tell_of_feeds(results);
        }
    }
}

/// What an open scenario's scenario wants that is not there: the files to read, and to watch.
pub(super) fn wanted(app: &mut App, n: ScenarioIx) -> Vec<Effect> {
    let may_keep = !app.read_only;
    let Some(open) = app.workspace.get_mut(n) else { return Vec::new() };
    let Some(index) = open.index() else { return Vec::new() };
    let tracks: Vec<Clean> = index.tracks.paths().cloned().collect();
    let requests = feed_requests(&index.scenario);
    let follows_same = open.tracks == tracks;
    open.tracks = tracks;
    let is_same = |(feed, request): (&Feeding, &FeedRequest)| feed.request == *request;
    if open.feeds.len() == requests.len() && open.feeds.iter().zip(&requests).all(is_same) {
        return if follows_same { Vec::new() } else { vec![Effect::Follow(app.followed())] };
    }
    let before = std::mem::take(&mut open.feeds);
    let feeding = |request: FeedRequest| {
        let known = before.iter().find(|feed| feed.request == request);
        let result = known.and_then(|feed| feed.result.clone());
        let is_stopped = known.is_some_and(|feed| feed.is_stopped);
        Feeding { result, lost: None, is_stopped, request }
    };
    open.feeds = requests.into_iter().map(feeding).collect();
    open.loaded.iter_mut().for_each(|loaded| loaded.is_told = false);
    let reading = reading(n, open, may_keep, |_| false);
    vec![reading, Effect::Follow(app.followed())]
}

/// The reading of what is not read yet, and of those that are to be read again. It ends the one before.
fn reading(
    n: ScenarioIx,
    open: &OpenScenario,
    may_keep: bool,
    again: impl Fn(&Feeding) -> bool,
) -> Effect {
    let missing = open.feeds.iter().filter(|feed| feed.is_under_way() || again(feed));
    let requests = missing.map(|feed| (feed.request.clone(), feed.known())).collect();
    Effect::Feed { scenario: n, place: open.place.clone(), requests, may_keep }
}

/// Stops the reading: what was read so far stands, and says so.
pub(super) fn stop(app: &mut App) -> Option<Effect> {
    let (current, may_keep) = (app.current, !app.read_only);
    let open = app.open_scenario_mut()?;
    for feed in open.feeds.iter_mut().filter(|feed| feed.is_under_way()) {
        feed.is_stopped = true;
    }
    let effect = reading(current, open, may_keep, |_| false);
    app.say(format!("stopped: the rows read so far stand; {} reads all", Command::Reload.key()));
    Some(effect)
}

/// Begins again what was stopped, and what memory did not suffice for: others may have gone.
pub(super) fn resume(app: &mut App) -> Option<Effect> {
    let (current, may_keep) = (app.current, !app.read_only);
    let open = app.open_scenario_mut()?;
    let stopped = open.feeds.iter_mut().map(|feed| std::mem::take(&mut feed.is_stopped));
    let is_any = stopped.fold(false, |any, is_stopped| any | is_stopped);
    let is_any = is_any || open.feeds.iter().any(Feeding::is_full);
    is_any.then(|| reading(current, open, may_keep, Feeding::is_full))
}

/// A track changed, or is gone: it is read with its scenario, since it is measured on that.
pub(super) fn track_changed(app: &mut App, path: &std::path::Path) -> Vec<Effect> {
    let names = |open: &OpenScenario| {
        open.tracks.iter().any(|track| beside(&open.place, track).as_deref() == Some(path))
    };
    let of_tracks = app.workspace.numbered().filter(|(_, open)| names(open)).map(|(n, _)| n);
    let of_tracks: Vec<ScenarioIx> = of_tracks.collect();
    of_tracks.into_iter().map(|n| app.load(n)).collect()
}

/// A file of a feed changed: it is read anew, and what was read of it stays until then.
pub(super) fn changed(app: &App, path: &std::path::Path) -> Vec<Effect> {
    let of_one = |(n, open): (ScenarioIx, &OpenScenario)| {
        let is_it =
            |feed: &&Feeding| feed_path(&open.place, &feed.request).is_some_and(|of| of == path);
        let is_any = open.feeds.iter().any(|feed| is_it(&feed));
        is_any.then(|| reading(n, open, !app.read_only, |feed| is_it(&feed) && !feed.is_stopped))
    };
    app.workspace.numbered().filter_map(of_one).collect()
}

fn feed_path(place: &Place, request: &FeedRequest) -> Option<std::path::PathBuf> {
    beside(place, &request.path)
}

/// Where a file is that a scenario names.
fn beside(place: &Place, path: &Clean) -> Option<std::path::PathBuf> {
    Some(place.path()?.parent()?.join(path.original()))
}

impl App {
    /// Every file that is watched: scenarios, and the feeds and tracks beside them.
    fn followed(&self) -> Vec<std::path::PathBuf> {
        let own = self.workspace.iter().filter_map(|open| open.place.path().cloned());
        let feeds = self.workspace.iter().flat_map(|open| {
            open.feeds.iter().filter_map(|feed| feed_path(&open.place, &feed.request))
        });
        let tracks = self
            .workspace
            .iter()
            .flat_map(|open| open.tracks.iter().filter_map(|track| beside(&open.place, track)));
        own.chain(feeds).chain(tracks).collect()
    }
}

/// Asks for the text of a row.
pub(super) fn read(app: &App, at: RowIx) -> Option<Effect> {
    let open = app.open_scenario()?;
    let is_there = open.read.as_ref().is_some_and(|(of, text)| *of == at && text.is_ok());
    let file = app.board()?.feeds.files.get(at.feed)?.clone();
    let (place, scenario) = (open.place.clone(), app.current);
    (!is_there).then_some(Effect::ReadRow { scenario, place, file, at })
}

/// The text of a row was read, or not.
pub(super) fn row(app: &mut App, n: ScenarioIx, at: RowIx, text: RowText) {
    if let Some(open) = app.workspace.get_mut(n) {
        open.read = Some((at, text));
    }
}

/// Where the file was read anew, the selected row is looked for by its own id: the same row may
/// stand elsewhere, and another in its place.
fn find_again(open: &mut OpenScenario, before: &FeedFile, after: &FeedFile) {
    let feed = open.read_feeds().iter().position(|file| file.id == after.id);
    let Some(feed) = feed.filter(|_| before.is_whole) else { return };
    let id =
        |file: &FeedFile, row: usize| file.rows.segment_of(row).map(|(segment, n)| segment.id[n]);
    for list in &mut open.view.lists {
        let Some(selected) = &mut list.selected else { continue };
        let Some(at) = selected.feed_row().filter(|at| at.feed == feed) else { continue };
        let wanted = id(before, at.row);
        if wanted.is_none() || id(after, at.row) == wanted {
            continue;
        }
        let ids = after.rows.segments.iter().flat_map(|segment| &segment.id);
        let found = ids.enumerate().filter(|(_, id)| Some(**id) == wanted).map(|(row, _)| row);
        let mut found = found.filter(|row| after.rows.stands(*row));
        // Nowhere or more than once, nobody can say which it is: none is meant then.
        let row = found.next().filter(|_| found.next().is_none());
        *selected = match row {
            Some(row) => SubjectId::FeedRow { feed: after.id.clone(), at: RowIx { feed, row } },
            None => SubjectId::of_record(Table::Feed, &after.id),
        };
    }
}

/// More of a feed was read, all of it, or nothing.
pub(super) fn feed_read(
    app: &mut App,
    n: ScenarioIx,
    request: &FeedRequest,
    result: Result<Arc<FeedFile>, Unfetched>,
) -> Vec<Effect> {
    let Some(open) = app.workspace.get_mut(n) else { return Vec::new() };
    let Some(feed) = open.feeds.iter_mut().find(|feed| feed.request == *request) else {
        return Vec::new(); // it is named no more
    };
    // While it is read anew, the whole of before says more than a part.
    let is_part = result.as_ref().is_ok_and(|file| !file.is_whole && !file.is_full);
    let full = result.as_ref().ok().filter(|file| file.is_full).map(|file| file.rows.len());
    let has_whole = matches!(&feed.result, Some(Ok(file)) if file.is_whole);
    feed.lost = None;
    open.loaded.iter_mut().for_each(|loaded| loaded.is_told = false);
    if let Err(why) = &result
        && has_whole
    {
        let why = match why {
            Unfetched::Missing => format!("{} is there no more", request.path),
            why => format!("{} cannot be read: {why}", request.path),
        };
        feed.lost = Some(result); // what was read stands, and why it is no more is told
        app.refuse(format!("{why}; what was read of it stands"));
        return app.derive(n);
    }
    if !(is_part && has_whole) {
        let before = feed.result.take();
        feed.result = Some(result);
        let after = feed.result.as_ref().and_then(|read| read.as_ref().ok()).cloned();
        let before = before.and_then(Result::ok);
        if let (Some(before), Some(after)) = (before, after) {
            find_again(open, &before, &after);
        }
        open.read = None; // its rows may stand elsewhere
        open.hits = Hits::default();
    }
    if let Some(rows) = full {
        let rows = crate::look::counted(rows, "row");
        app.refuse(format!("{}: no memory left for feeds; {rows} stand", request.path));
    }
    app.derive(n)
}

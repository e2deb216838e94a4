//! The feeds of a volume: which its scenario names, what was read of them so far.

use std::sync::Arc;

use super::{
    App, Effect, RowText,
    shelf::{Place, Volume},
};
use crate::board::{FeedFile, RowAt, Unfetched, Wish, wishes};

/// A feed that a scenario names.
#[derive(Clone, Debug)]
pub struct Feeding {
    pub wish: Wish,
    /// What was read of it, or why nothing was.
    pub result: Option<Result<Arc<FeedFile>, Unfetched>>,
}

impl Volume {
    /// The files that were read, whole or so far.
    pub fn fed(&self) -> Vec<Arc<FeedFile>> {
        self.feeds.iter().filter_map(|feed| feed.result.as_ref()?.as_ref().ok().cloned()).collect()
    }

    /// Tells of them beside the problems of the scenario.
    pub(super) fn tell_of_feeds(&mut self) {
        let results =
            self.feeds.iter().filter_map(|feed| Some((&feed.wish, feed.result.as_ref()?)));
        if let Some(book) = &mut self.book {
            book.tell_of_feeds(results);
        }
    }
}

/// What a volume's scenario wants that is not there: the files to read, and to watch.
pub(super) fn wanted(app: &mut App, n: usize) -> Vec<Effect> {
    let Some(volume) = app.shelf.get_mut(n) else { return Vec::new() };
    let Some(index) = volume.index() else { return Vec::new() };
    let wishes = wishes(&index.scenario);
    let is_same = |(feed, wish): (&Feeding, &Wish)| feed.wish == *wish;
    if volume.feeds.len() == wishes.len() && volume.feeds.iter().zip(&wishes).all(is_same) {
        return Vec::new();
    }
    let before = std::mem::take(&mut volume.feeds);
    let feeding = |wish: Wish| {
        let known = before.iter().find(|feed| feed.wish == wish);
        Feeding { result: known.and_then(|feed| feed.result.clone()), wish }
    };
    volume.feeds = wishes.into_iter().map(feeding).collect();
    let missing = volume.feeds.iter().filter(|feed| feed.result.is_none());
    let missing = missing.map(|feed| (feed.wish.clone(), None)).collect();
    let place = volume.place.clone();
    vec![Effect::Feed { volume: n, place, wishes: missing }, Effect::Follow(app.followed())]
}

/// A file of a feed changed: it is read anew, and what was read of it stays until then.
pub(super) fn changed(app: &App, path: &std::path::Path) -> Vec<Effect> {
    let of_volume = |(n, volume): (usize, &Volume)| {
        let is_it =
            |feed: &&Feeding| feed_path(&volume.place, &feed.wish).is_some_and(|of| of == path);
        let before =
            |feed: &Feeding| feed.result.as_ref().and_then(|read| read.as_ref().ok().cloned());
        let of_path = volume.feeds.iter().filter(is_it);
        let wishes: Vec<_> = of_path.map(|feed| (feed.wish.clone(), before(feed))).collect();
        let place = volume.place.clone();
        (!wishes.is_empty()).then_some(Effect::Feed { volume: n, place, wishes })
    };
    app.shelf.iter().enumerate().filter_map(of_volume).collect()
}

fn feed_path(place: &Place, wish: &Wish) -> Option<std::path::PathBuf> {
    Some(place.path()?.parent()?.join(wish.path.original()))
}

impl App {
    /// Every file that is watched: scenarios, and the feeds beside them.
    fn followed(&self) -> Vec<std::path::PathBuf> {
        let own = self.shelf.iter().filter_map(|volume| volume.place.path().cloned());
        let feeds = self.shelf.iter().flat_map(|volume| {
            volume.feeds.iter().filter_map(|feed| feed_path(&volume.place, &feed.wish))
        });
        own.chain(feeds).collect()
    }
}

/// Asks for the text of a row.
pub(super) fn read(app: &App, at: RowAt) -> Option<Effect> {
    let volume = app.volume()?;
    let is_there = volume.read.as_ref().is_some_and(|(of, text)| *of == at && text.is_ok());
    let file = app.board()?.feeds.files.get(at.feed)?.clone();
    let (place, volume) = (volume.place.clone(), app.current);
    (!is_there).then_some(Effect::ReadRow { volume, place, file, at })
}

/// The text of a row was read, or not.
pub(super) fn row(app: &mut App, n: usize, at: RowAt, text: RowText) {
    if let Some(volume) = app.shelf.get_mut(n) {
        volume.read = Some((at, text));
    }
}

/// More of a feed was read, all of it, or nothing.
pub(super) fn fed(
    app: &mut App,
    n: usize,
    wish: &Wish,
    result: Result<Arc<FeedFile>, Unfetched>,
) -> Vec<Effect> {
    let Some(volume) = app.shelf.get_mut(n) else { return Vec::new() };
    let Some(feed) = volume.feeds.iter_mut().find(|feed| feed.wish == *wish) else {
        return Vec::new(); // it is named no more
    };
    // While it is read anew, the whole of before says more than a part.
    let is_part = result.as_ref().is_ok_and(|file| !file.is_whole);
    let has_whole = matches!(&feed.result, Some(Ok(file)) if file.is_whole);
    if !(is_part && has_whole) {
        feed.result = Some(result);
        volume.read = None; // its rows may stand elsewhere
    }
    app.derive(n)
}

//! The strip: the route as a straight line, above it how many patrols of the window got how far,
//! below it the incidents of the window, and on lines of their own where access was denied, each
//! denial once, and the rows of feeds: what both tell of is not added.

use unicode_segmentation::UnicodeSegmentation;

use super::{ChartedRoute, DENIED, class, mark};
use crate::{
    board::{Board, CoveredPart, Denial, DeniedAt, Located, RouteEnd, Stands, Stretch, Subject},
    look::{Phrase, Role, glyph, width},
    model::{Class, RecordIx, Table, later},
};

/// All that the strip is drawn from.
pub struct Strip {
    km: f64,
    /// Names of stops by their chainage.
    stops: Vec<(f64, String)>,
    /// The name of where the road goes on to, nobody knows where.
    goes_on: Option<String>,
    parts: Vec<CoveredPart>,
    /// What tracks covered, and of what of that nobody can say; `None` where there are none.
    tracks: Option<[Vec<Stretch>; 2]>,
    incidents: Vec<Hit>,
    /// Where access was denied; `None` where it was nowhere on the route.
    denied: Option<Vec<Hit>>,
    /// Of rows of feeds; `None` where there are no feeds.
    rows: Option<Vec<Hit>>,
}

/// The chainage of an incident, with its mark.
type Hit = (f64, &'static str, Role);

impl Strip {
    pub(super) fn of(board: &Board, corridor: &ChartedRoute) -> Strip {
        let route = corridor.route(board.geography());
        let name = |place: RecordIx| board.record(place).heading().to_owned();
        let located = route.stops.iter().filter_map(|stop| Some((stop.chainage_km?, stop.place)));
        let stops = located.map(|(km, place)| (km, name(place))).collect();
        let last = route.stops.last().filter(|_| route.goes_on(RouteEnd::Last));
        let as_of = board.clock.as_of;
        let first = later(as_of, 1 - corridor.window.days()).unwrap_or(as_of);
        let is_in = |n: &RecordIx| {
            let date = board.date_of(*n);
            date.is_some_and(|date| {
                date.latest.is_none_or(|day| day >= first)
                    && date.earliest.is_none_or(|day| day <= as_of)
            })
        };
        let denials = corridor.denied.iter();
        let denials: Vec<&(Denial, DeniedAt)> =
            denials.filter(|(denial, _)| denial.told.iter().any(is_in)).collect();
        // What tells of a denial is on the line of these.
        let is_denial = |n: &RecordIx| denials.iter().any(|(denial, _)| denial.told.contains(n));
        let denied = denials.iter().map(|(_, at)| (at.km, DENIED.0, DENIED.1)).collect::<Vec<_>>();
        let shown = board.shown_of(Table::Attack).filter(|n| !board.is_taken_back(*n));
        let hit = |located: Option<Located>, class: Option<Class>| {
            let (along, stands) = corridor.stands(board, located)?;
            let (glyph, role) = mark(class);
            (stands != Stands::Outside).then_some((along.chainage_km, glyph, role))
        };
        let incidents = shown
            .filter(is_in)
            .filter(|n| !is_denial(n))
            .filter_map(|n| hit(board.located(n), class(board, Subject::Record(n))));
        let rows = corridor.feed_rows.as_ref().map(|feed_rows| {
            let rows = feed_rows.touching(first, as_of);
            rows.filter_map(|at| hit(board.located_row(at), class(board, Subject::FeedRow(at))))
                .collect()
        });
        Strip {
            km: corridor.coverage.km,
            stops,
            goes_on: last.map(|stop| name(stop.place)),
            parts: corridor.coverage.parts.clone(),
            tracks: board.tracks_along(corridor.route, is_in),
            incidents: incidents.collect(),
            denied: Some(denied).filter(|denied| !denied.is_empty()),
            rows,
        }
    }

    /// What stands before the lines of the strip, but for the last.
    pub fn heads(&self, days: &str) -> Vec<Phrase> {
        let patrols = Phrase::dim(format!("patrols {days}"));
        let mut heads = vec![Phrase::default(), patrols];
        heads.extend(self.tracks.as_ref().map(|_| Phrase::dim("by track")));
        heads.extend([Phrase::default(), Phrase::dim("incidents")]);
        heads.extend(self.denied.as_ref().map(|_| Phrase::dim("access denied")));
        heads.extend(self.rows.as_ref().map(|_| Phrase::dim("rows of feeds")));
        heads
    }

    /// The lines in `cells` cells: names, patrols, tracks, route, incidents, what was denied, rows of
    /// feeds, kilometres.
    pub fn lines(&self, cells: usize) -> Vec<Phrase> {
        let cells = cells.clamp(1, 1000);
        let tracks = self.tracks.as_ref().map(|tracks| self.by_track(tracks, cells));
        let above = [self.names(cells), self.reached(cells)].into_iter().chain(tracks);
        let above = above.chain([self.line(cells)]);
        let hits =
            [Some(&self.incidents), self.denied.as_ref(), self.rows.as_ref()].into_iter().flatten();
        let mut lines: Vec<Phrase> =
            above.chain(hits.map(|of| hits_on(of, self.km, cells))).collect();
        lines.push(self.scale(cells));
        lines
    }

    fn names(&self, cells: usize) -> Phrase {
        let tail = self.goes_on.as_ref().map(|name| format!(" {} {name}", glyph::LINK));
        let tail = tail.filter(|tail| width(tail) < cells / 2).unwrap_or_default();
        let room = cells - width(&tail);
        let mut row = LabelLine::new(room);
        // The ends first: they say which way the picture runs.
        let ends = self.stops.first().into_iter().chain(self.stops.last());
        for (km, name) in ends.chain(&self.stops) {
            row.put(cell(*km, self.km, cells), name);
        }
        Phrase::dim(row.line()).and(tail, Role::Stale)
    }

    /// A bar for each cell, as high as patrols are many against the most; what none is known to
    /// have reached is unseen.
    fn reached(&self, cells: usize) -> Phrase {
        let part = |n: usize| {
            let middle = (n as f64 + 0.5) * self.km / cells as f64;
            self.parts.iter().find(|part| part.stretch.0 <= middle && middle <= part.stretch.1)
        };
        let most = self.parts.iter().map(|part| part.sure).max().unwrap_or(0).max(1);
        let steps = glyph::HEIGHTS.len();
        let mut row: Vec<(String, Role)> = (0..cells)
            .map(|n| match part(n) {
                Some(part) if part.sure > 0 => {
                    let height = (part.sure * steps).div_ceil(most).clamp(1, steps);
                    (glyph::HEIGHTS[height - 1].to_owned(), Role::Bar)
                }
                Some(part) if part.possible > 0 => (glyph::SPAN.to_owned(), Role::BarUncertain),
                _ => (glyph::UNSEEN.to_owned(), Role::Stale),
            })
            .collect();
        name_unseen(&mut row);
        Phrase::of_cells(row)
    }

    /// What tracks covered; where they have a gap, nobody can say.
    fn by_track(&self, [covered, cannot_say]: &[Vec<Stretch>; 2], cells: usize) -> Phrase {
        let mut row = vec![(" ".to_owned(), Role::Plain); cells];
        let at = |km: f64| cell(km, self.km, cells);
        let signs = [
            (cannot_say, glyph::SPAN, Role::BarUncertain),
            (covered, glyph::BY_TRACK, Role::Mentioned),
        ];
        for (stretches, sign, role) in signs {
            for (from, to) in stretches {
                let last = at((to - 1e-9).max(*from));
                row[at(*from)..=last].fill((sign.to_owned(), role));
            }
        }
        Phrase::of_cells(row)
    }

    fn line(&self, cells: usize) -> Phrase {
        let mut row = vec![(glyph::BETWEEN.to_owned(), Role::Plain); cells];
        for (km, _) in &self.stops {
            row[cell(*km, self.km, cells)].0 = glyph::STOP.to_owned();
        }
        if self.goes_on.is_some() {
            row[cells - 1] = (glyph::LINK.to_owned(), Role::Stale);
        }
        Phrase::of_cells(row)
    }

    /// Kilometres at round distances.
    fn scale(&self, cells: usize) -> Phrase {
        let mut row = LabelLine::new(cells);
        row.put(0, "km 0");
        row.put(cells - 1, &format!("{:.0}", self.km));
        let step = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0]
            .into_iter()
            .find(|step| step / self.km * cells as f64 >= 10.0)
            .unwrap_or(self.km);
        let count = (self.km / step).floor().min(1000.0) as usize;
        for n in 1..=count {
            let km = n as f64 * step;
            row.put(cell(km, self.km, cells), &format!("{km:.0}"));
        }
        Phrase::dim(row.line())
    }
}

/// A mark for each cell that was hit, or how often it was.
fn hits_on(hits: &[Hit], of_km: f64, cells: usize) -> Phrase {
    let mut row = vec![(" ".to_owned(), Role::Plain); cells];
    let mut counts = vec![0; cells];
    for (km, glyph, role) in hits {
        let at = cell(*km, of_km, cells);
        counts[at] += 1;
        row[at] = match counts[at] {
            1 => ((*glyph).to_owned(), *role),
            n if n < 10 => (n.to_string(), *role),
            _ => ("+".to_owned(), *role),
        };
    }
    Phrase::of_cells(row)
}

/// The cell of a chainage.
pub fn cell(km: f64, of_km: f64, cells: usize) -> usize {
    let at = (km / of_km * cells as f64).floor();
    if at.is_finite() { (at.max(0.0) as usize).min(cells.saturating_sub(1)) } else { 0 }
}

/// The word in the midst of what is unseen, where there is room for it.
fn name_unseen(row: &mut [(String, Role)]) {
    const WORD: &str = "unseen";
    let is_unseen = |cell: &(String, Role)| cell.0 == glyph::UNSEEN;
    let mut from = 0;
    while from < row.len() {
        let long = row[from..].iter().take_while(|cell| is_unseen(cell)).count();
        if long >= WORD.len() + 2 {
            let start = from + (long - WORD.len()) / 2;
            for (cell, letter) in row[start..].iter_mut().zip(WORD.chars()) {
                cell.0 = letter.to_string();
            }
        }
        from += long.max(1);
    }
}

/// Labels on one line that leave each other alone: who comes first stays.
struct LabelLine {
    cells: Vec<String>,
    taken: Vec<bool>,
}

impl LabelLine {
    fn new(cells: usize) -> LabelLine {
        LabelLine { cells: vec![" ".to_owned(); cells], taken: vec![false; cells] }
    }

    /// Puts a label from a cell on, or so that it ends with the line; not where it would touch
    /// another.
    fn put(&mut self, at: usize, label: &str) {
        // Letter by letter: joined, some take less room than one by one.
        let (long, room) = (label.graphemes(true).map(width).sum::<usize>(), self.cells.len());
        if long == 0 || long > room {
            return;
        }
        let at = at.min(room - long);
        let around = at.saturating_sub(1)..(at + long + 1).min(room);
        if self.taken[around].iter().any(|taken| *taken) {
            return;
        }
        let mut cell = at;
        for grapheme in label.graphemes(true) {
            let wide = width(grapheme);
            if wide == 0 {
                continue;
            }
            self.cells[cell] = grapheme.to_owned();
            self.cells[cell + 1..cell + wide].fill(String::new());
            self.taken[cell..cell + wide].fill(true);
            cell += wide;
        }
    }

    fn line(self) -> String {
        self.cells.concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn strip(km: f64, stops: Vec<(f64, String)>, cuts: Vec<f64>) -> Strip {
        let mut cuts: Vec<f64> = cuts.into_iter().map(|part| part * km).chain([0.0, km]).collect();
        cuts.sort_by(f64::total_cmp);
        let part = |pair: &[f64]| CoveredPart {
            stretch: (pair[0], pair[1]),
            sure: (pair[0] * 7.0) as usize % 3,
            possible: (pair[0] * 7.0) as usize % 4,
            last: None,
        };
        let parts = cuts.windows(2).map(part).collect();
        let incidents: Vec<Hit> =
            cuts.iter().map(|km| (*km, glyph::ATTACKED, Role::Severe)).collect();
        let rows = Some(incidents.clone()).filter(|_| km > 10.0);
        let denied = Some(incidents.clone()).filter(|_| km > 20.0);
        let goes_on = Some("عين الحور".to_owned());
        let tracks = (km > 5.0).then(|| [vec![(0.0, km / 3.0), (km, km)], vec![(km / 3.0, km)]]);
        Strip { km, stops, goes_on, parts, tracks, incidents, denied, rows }
    }

    proptest! {
        /// Whatever the route and the room, every line stays in its room.
        #[test]
        fn no_line_leaves_its_cells(
            km in 0.01f64..50_000.0,
            stops in proptest::collection::vec((0.0f64..1.0, "[a-z]{0,12}|[一-龥]{1,5}|[ا-ي]{1,6}"), 0..12),
            cuts in proptest::collection::vec(0.0f64..1.0, 0..9),
            cells in 1usize..300,
        ) {
            let stops = stops.into_iter().map(|(at, name)| (at * km, name)).collect();
            for line in strip(km, stops, cuts).lines(cells) {
                prop_assert!(line.width() <= cells, "{} > {cells}: {}", line.width(), line.text());
            }
        }
    }

    #[test]
    fn what_is_not_reached_is_marked_and_named_where_there_is_room() {
        let part = |stretch, sure| CoveredPart { stretch, sure, possible: sure, last: None };
        let parts = vec![part((0.0, 5.0), 2), part((5.0, 10.0), 1), part((10.0, 20.0), 0)];
        let stops = vec![(0.0, "A".to_owned()), (20.0, "B".to_owned())];
        let incidents = vec![(5.0, glyph::ATTACKED, Role::Severe); 2];
        let rows = Some(vec![(12.0, glyph::ATTACKED, Role::Severe); 12]);
        let strip = Strip {
            km: 20.0,
            stops,
            goes_on: None,
            parts,
            tracks: None,
            incidents,
            denied: None,
            rows,
        };
        let lines: Vec<String> = strip.lines(20).iter().map(|line| line.text()).collect();
        assert_eq!(lines[0], "A                  B");
        assert_eq!(lines[1], "█████▄▄▄▄▄░░unseen░░");
        assert_eq!(lines[2], "┬──────────────────┬");
        assert_eq!(lines[3].trim_end(), "     2");
        assert_eq!(
            lines[4].trim_end(),
            "            +",
            "more than nine, never added to the records"
        );
        assert_eq!(lines[5], "km 0      10      20");
    }

    #[test]
    fn what_tracks_covered_has_a_line_of_its_own_with_its_gaps() {
        let tracks = Some([vec![(0.0, 8.0), (14.0, 16.0)], vec![(8.0, 14.0)]]);
        let strip = Strip { tracks, ..strip(20.0, Vec::new(), vec![0.5]) };
        let heads: Vec<String> = strip.heads("28 days").iter().map(|head| head.text()).collect();
        let lines: Vec<String> = strip.lines(20).iter().map(|line| line.text()).collect();
        assert_eq!(heads[2], "by track");
        assert_eq!(lines[2], "════════┄┄┄┄┄┄══    ");
        assert_eq!(lines.len(), heads.len() + 1);
    }
}

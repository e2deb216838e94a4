//! Where the sites of a feed stand to a corridor or a zone, stretch of days by stretch.

use chrono::Datelike;

use super::KnownNames;
use crate::{
    board::{Area, Index, RowsToArea, Stands, ZoneDrawing, ZonesThen, zones::ZoneSubject},
    feed::FeedRows,
};

/// A site, asked where it lies.
struct SiteSubject<'a> {
    index: &'a Index,
    known: &'a KnownNames,
    rows: &'a FeedRows,
    site: usize,
}

impl ZoneSubject for SiteSubject<'_> {
    fn to_drawing(&self, n: usize, _drawing: &ZoneDrawing) -> Stands {
        let sites = self.known.drawings.of(self.index, &self.known.places, self.rows, n);
        sites.get(self.site).copied().unwrap_or(Stands::CannotSay)
    }
}

impl KnownNames {
    /// Where the sites of a feed stand to a corridor, or to a zone as it was known by then.
    pub fn to_area(
        &self,
        index: &Index,
        rows: &FeedRows,
        then: &ZonesThen,
        area: Area,
    ) -> RowsToArea {
        let sites = 0..rows.sites.list().len();
        match area {
            Area::Corridor(n) => {
                let geography = index.geography();
                let corridor = geography.zones.get(n);
                let stands = |site: usize| {
                    Some(self.located(index, rows, site)?.stands(corridor?, geography))
                };
                RowsToArea::new(Vec::new(), vec![sites.map(stands).collect()])
            }
            Area::Zone(zone) => {
                let turns = then.turns(zone);
                let says_where = |site: usize| {
                    let of = rows.sites.list().get(site);
                    of.is_some_and(|of| of.at.is_some())
                        || self.places.get(site).is_some_and(|places| !places.is_empty())
                };
                let of_stretch = |stretch: usize| {
                    let day = then.day_of(zone, stretch);
                    let stands = |site: usize| {
                        let subject = SiteSubject { index, known: self, rows, site };
                        says_where(site).then(|| then.stands_on(index.zones(), zone, day, &subject))
                    };
                    sites.clone().map(stands).collect()
                };
                let days = turns.iter().map(Datelike::num_days_from_ce).collect();
                RowsToArea::new(days, (0..=turns.len()).map(of_stretch).collect())
            }
        }
    }
}

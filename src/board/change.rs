//! Whether a count changed by more than chance, said over the whole of what is uncertain.

use std::{cmp::Ordering, fmt};

use super::{
    Reported,
    rates::{Chance, Exposure, equal_rates, equal_shares},
};
use crate::model::Bounds;

/// One pair of counts that the ranges allow, and what the test says of it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Corner {
    /// A count of the later window that its range allows, and what it is held against.
    pub now: Exposure,
    /// A count of the earlier window that its range allows, and what it is held against.
    pub before: Exposure,
    /// What the test says of the two.
    pub chance: Chance,
}

/// What can be said of the difference between two windows. It never names a cause.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Of one of the windows no day is reported: what is not seen is not fewer.
    NoReports,
    /// Of one of the windows fewer than half the days are reported.
    TooLittleSeen,
    /// In one of the windows nothing was reported, or no patrol ran: there is nothing to hold the
    /// counts against.
    CannotSay,
    /// No split of so few could ever be told from chance.
    TooFew,
    /// No pair of counts that may be true differs by more than chance would often give.
    NoEvidence,
    /// All that may be true is more than before, and more than chance would often give.
    More,
    /// All that may be true is fewer than before, and fewer than chance would often give.
    Fewer,
    /// Some of what may be true is more than chance would often give, and some is not.
    DependsOnUncertain,
}

/// The test at the ends of both ranges.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Comparison {
    /// What can be said in one word, over all corners.
    pub verdict: Verdict,
    /// The corners with the lowest and the highest p. Where the ranges overlap, counts between the
    /// corners may have a higher one: the verdict allows for it.
    pub corners: Option<(Corner, Corner)>,
    /// Why there is no test: too few days of one of the windows are reported.
    pub unseen: Option<TooLittleSeen>,
}

/// A window of which too few days are reported for any verdict.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooLittleSeen {
    /// How many of its days are.
    pub days: Reported,
    /// Whether anything was counted in it all the same.
    pub counts_any: bool,
    /// Whether it is the earlier window.
    pub is_before: bool,
}

/// In words: `too little seen: 9 of 28 days`.
impl fmt::Display for TooLittleSeen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = self.days.too_little(self.counts_any).unwrap_or_default();
        let before = if self.is_before { " before" } else { "" };
        f.pad(&format!("{words}{before}"))
    }
}

impl Verdict {
    /// Every verdict, from what says least on.
    pub const ALL: &'static [Verdict] = &[
        Verdict::NoReports,
        Verdict::TooLittleSeen,
        Verdict::CannotSay,
        Verdict::TooFew,
        Verdict::NoEvidence,
        Verdict::More,
        Verdict::Fewer,
        Verdict::DependsOnUncertain,
    ];

    /// One word for a machine.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::NoReports => "no-reports",
            Verdict::TooLittleSeen => "too-little-seen",
            Verdict::CannotSay => "cannot-say",
            Verdict::TooFew => "too-few",
            Verdict::NoEvidence => "no-evidence",
            Verdict::More => "more",
            Verdict::Fewer => "fewer",
            Verdict::DependsOnUncertain => "depends-on-uncertain",
        }
    }

    /// The verdict in words, for rows and pages.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::NoReports => "no reports",
            Verdict::TooLittleSeen => "too little seen",
            Verdict::CannotSay => "nothing to compare with",
            Verdict::TooFew => "too few to tell",
            Verdict::NoEvidence => "no more change than chance often gives",
            Verdict::More => "more than chance would often give",
            Verdict::Fewer => "fewer than chance would often give",
            Verdict::DependsOnUncertain => "depends on what is uncertain",
        }
    }
}

impl Corner {
    /// How the rate now stands to the rate before.
    fn direction(&self) -> Ordering {
        let across = |a: Exposure, b: Exposure| u128::from(a.count) * u128::from(b.over);
        across(self.now, self.before).cmp(&across(self.before, self.now))
    }
}

impl Comparison {
    /// The verdict, or why there is none.
    pub fn in_words(&self) -> String {
        let unseen = self.unseen.as_ref().map(TooLittleSeen::to_string);
        unseen.unwrap_or_else(|| self.verdict.words().to_owned())
    }

    /// Two rates: counts over reported days.
    pub fn of_rates(now: (Bounds, u64), before: (Bounds, u64)) -> Comparison {
        let ends = |(count, over): (Bounds, u64)| {
            [count.low, count.high.unwrap_or(count.low)].map(|count| Exposure { count, over })
        };
        Comparison::over(ends(now), ends(before), equal_rates)
    }

    /// Two shares: so many with, so many without.
    pub fn of_shares(now: (Bounds, Bounds), before: (Bounds, Bounds)) -> Comparison {
        let ends = |(with, without): (Bounds, Bounds)| {
            let seen = |with, without| Exposure { count: with, over: with + without };
            let (high, most) = (with.high.unwrap_or(with.low), without.high.unwrap_or(without.low));
            [seen(with.low, most), seen(high, without.low)]
        };
        let test = |now: Exposure, before: Exposure| {
            (now.over > 0 && before.over > 0).then(|| equal_shares(now, before))
        };
        Comparison::over(ends(now), ends(before), test)
    }

    /// The same where both windows are seen well enough: how many of their days are reported, and
    /// whether anything was counted in them. No verdict otherwise.
    pub fn where_seen(self, now: (Reported, bool), before: (Reported, bool)) -> Comparison {
        let unseen = |(days, counts_any): (Reported, bool), is_before| {
            (!days.is_enough()).then_some(TooLittleSeen { days, counts_any, is_before })
        };
        let Some(unseen) = unseen(now, false).or_else(|| unseen(before, true)) else {
            return self;
        };
        let is_blind = unseen.days.n == 0 && !unseen.counts_any;
        let verdict = if is_blind { Verdict::NoReports } else { Verdict::TooLittleSeen };
        Comparison { verdict, corners: None, unseen: Some(unseen) }
    }

    /// The test at every corner of two ranges.
    fn over(
        now: [Exposure; 2],
        before: [Exposure; 2],
        test: impl Fn(Exposure, Exposure) -> Option<Chance>,
    ) -> Comparison {
        let pairs = now.into_iter().flat_map(|now| before.map(|before| (now, before)));
        let corner = |(now, before)| Some(Corner { now, before, chance: test(now, before)? });
        let corners: Vec<Corner> = pairs.filter_map(corner).collect();
        let p = |corner: &Corner| corner.chance.p;
        let lowest = corners.iter().copied().min_by(|a, b| p(a).total_cmp(&p(b)));
        let highest = corners.iter().copied().max_by(|a, b| p(a).total_cmp(&p(b)));
        Comparison { verdict: verdict(&corners), corners: lowest.zip(highest), unseen: None }
    }
}

fn verdict(corners: &[Corner]) -> Verdict {
    let Some(first) = corners.first().map(Corner::direction) else { return Verdict::CannotSay };
    let significant = corners.iter().filter(|corner| corner.chance.is_significant()).count();
    // Between corners on both sides lie equal rates, which are evidence of nothing.
    let one_way = corners.iter().all(|corner| corner.direction() == first);
    match first {
        _ if corners.iter().all(|corner| corner.chance.is_too_few()) => Verdict::TooFew,
        _ if significant == 0 => Verdict::NoEvidence,
        Ordering::Greater if one_way && significant == corners.len() => Verdict::More,
        Ordering::Less if one_way && significant == corners.len() => Verdict::Fewer,
        _ => Verdict::DependsOnUncertain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rates(now: (u64, u64), before: (u64, u64)) -> Comparison {
        let bounds = |(low, high)| (Bounds::new(low, high), 28);
        Comparison::of_rates(bounds(now), bounds(before))
    }

    #[test]
    fn a_verdict_holds_over_all_that_is_uncertain() {
        assert_eq!(rates((1, 2), (0, 3)).verdict, Verdict::TooFew);
        assert_eq!(rates((3, 4), (4, 4)).verdict, Verdict::NoEvidence);
        assert_eq!(rates((9, 12), (0, 1)).verdict, Verdict::More);
        assert_eq!(rates((0, 1), (9, 12)).verdict, Verdict::Fewer);
        assert_eq!(rates((2, 9), (0, 0)).verdict, Verdict::DependsOnUncertain);
    }

    #[test]
    fn the_lowest_and_the_highest_p_come_with_their_counts() {
        let (lowest, highest) = rates((2, 9), (0, 1)).corners.unwrap();
        assert_eq!((lowest.now.count, lowest.before.count), (9, 0));
        assert_eq!((highest.now.count, highest.before.count), (2, 1));
        assert_eq!(lowest.chance.p, 0.00390625);
        assert_eq!(highest.chance.p, 1.0);
    }

    #[test]
    fn ends_on_both_sides_of_equal_rates_are_no_evidence_either_way() {
        let bounds = |low, high| (Bounds::new(low, high), 28);
        let comparison = Comparison::of_rates(bounds(0, 40), bounds(15, 15));
        assert!(comparison.corners.unwrap().1.chance.is_significant(), "at every corner");
        assert_eq!(comparison.verdict, Verdict::DependsOnUncertain);
    }

    #[test]
    fn a_window_that_was_hardly_seen_has_no_verdict() {
        let seen = |n| (Reported { n, of: 28 }, true);
        let fewer = rates((0, 1), (9, 12));
        assert_eq!(fewer.where_seen(seen(14), seen(14)).verdict, Verdict::Fewer, "half is enough");
        let blind = fewer.where_seen((Reported { n: 0, of: 28 }, false), seen(28));
        assert_eq!((blind.verdict, blind.corners), (Verdict::NoReports, None));
        assert_eq!(blind.unseen.unwrap().to_string(), "no reports");
        let told = |now, before| fewer.where_seen(now, before).unseen.unwrap().to_string();
        assert_eq!(told(seen(13), seen(28)), "too little seen: 13 of 28 days");
        assert_eq!(told(seen(14), seen(9)), "too little seen: 9 of 28 days before");
        assert_eq!(told(seen(0), seen(9)), "too little seen: 0 of 28 days", "but something was");
    }

    #[test]
    fn without_a_reported_day_nothing_can_be_said() {
        let three = (Bounds::new(3, 3), 0);
        let comparison = Comparison::of_rates(three, (Bounds::new(9, 9), 28));
        assert_eq!((comparison.verdict, comparison.corners), (Verdict::CannotSay, None));
    }

    #[test]
    fn shares_are_compared_at_the_ends_of_both_their_parts() {
        let exactly = |n| Bounds::new(n, n);
        let of = |hit, missed| (exactly(hit), exactly(missed));
        assert_eq!(Comparison::of_shares(of(4, 0), of(0, 4)).verdict, Verdict::More);
        assert_eq!(Comparison::of_shares(of(1, 3), of(0, 4)).verdict, Verdict::TooFew);
        assert_eq!(Comparison::of_shares(of(0, 0), of(0, 4)).verdict, Verdict::CannotSay);
        let vague = (Bounds::new(3, 4), Bounds::new(0, 1));
        let (lowest, highest) = Comparison::of_shares(vague, of(0, 4)).corners.unwrap();
        assert_eq!(lowest.now, Exposure { count: 4, over: 4 });
        assert_eq!(highest.now, Exposure { count: 3, over: 4 });
    }
}

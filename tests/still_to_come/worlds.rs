//! Feeds made by lot from a seed: how often things happen, how the source tells and takes back, and
//! who reads it.

use sitboard::{
    board::{BetweenReadings, FeedReadings, Redated, SeenRow},
    model::Day,
};

/// The day of a number.
pub fn day(number: i32) -> Day {
    Day::from_num_days_from_ce_opt(number).unwrap()
}

/// SplitMix64 (Steele, Lea & Flood 2014): the same numbers everywhere.
pub struct Lots(pub u64);

impl Lots {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Above 0, at most 1.
    fn part(&mut self) -> f64 {
        ((self.next() >> 11) + 1) as f64 / (1u64 << 53) as f64
    }

    fn exponential(&mut self) -> f64 {
        -self.part().ln()
    }

    /// Box & Muller.
    fn normal(&mut self) -> f64 {
        (2.0 * self.exponential()).sqrt() * (std::f64::consts::TAU * self.part()).cos()
    }

    /// Mean 1 (Marsaglia & Tsang 2000).
    fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            return self.gamma(shape + 1.0) * (shape + 1.0) / shape * self.part().powf(1.0 / shape);
        }
        let d = shape - 1.0 / 3.0;
        loop {
            let x = self.normal();
            let v = (1.0 + x / (9.0 * d).sqrt()).powi(3);
            if v > 0.0 && self.part().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v / shape;
            }
        }
    }

    fn poisson(&mut self, mean: f64) -> u64 {
        let mut sum = self.exponential();
        let mut count = 0;
        while sum < mean {
            count += 1;
            sum += self.exponential();
        }
        count
    }
}

/// How a source tells.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Telling {
    /// Each row when it is known.
    Steadily,
    /// Every seventh day.
    Weekly,
    /// On one day in so many, by lot.
    OneDayIn(f64),
}

/// How a source withdraws.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Going {
    /// Each row when it is found wrong.
    Singly,
    /// Every tenth day.
    EveryTenthDay,
    /// On one day in twenty, by lot.
    OneDayIn20,
}

/// A feed and who reads it.
#[derive(Clone, Copy, Debug)]
pub struct World {
    pub name: &'static str,
    /// Clusters of events a day.
    pub rate: f64,
    /// The shape of the gamma that a day's rate is drawn from; infinite for none.
    pub days_vary: f64,
    /// How many events a cluster has on average; they are told together.
    pub cluster: f64,
    pub median: f64,
    pub spread: f64,
    pub telling: Telling,
    /// Days between readings.
    pub every: i32,
    /// Days of readings.
    pub span: i32,
    /// The share of rows that is withdrawn, and when.
    pub withdrawn: f64,
    pub going: Going,
    /// The share of rows whose event day is put right by up to three days.
    pub redated: f64,
    /// The rate is so many times as high from so many days before the last reading on.
    pub surge: (f64, i32),
    /// The delay is.
    pub slower: (f64, i32),
}

pub const PLAIN: World = World {
    name: "plain, daily",
    rate: 12.0,
    days_vary: f64::INFINITY,
    cluster: 1.0,
    median: 4.0,
    spread: 0.8,
    telling: Telling::Steadily,
    every: 1,
    span: 119,
    withdrawn: 0.0,
    going: Going::Singly,
    redated: 0.0,
    surge: (1.0, 0),
    slower: (1.0, 0),
};

/// What was read, and what there is in the end.
pub struct Made {
    pub readings: FeedReadings,
    pub last: i32,
    /// The days of the events that are there in the end.
    pub in_the_end: Vec<i32>,
}

const START: i32 = 737_000;

impl World {
    /// The feed of one seed.
    pub fn make(&self, seed: u64) -> Made {
        let mut lots = Lots(seed.wrapping_mul(0xD134_2543_DE82_EF95) ^ 0x5EED);
        let steps = self.span / self.every;
        let phase = (lots.next() % 70_000) as i32;
        let last = START + steps * self.every;
        let days: Vec<i32> = (0..=steps).map(|n| START + n * self.every).collect();
        let open: Vec<bool> = (0..700).map(|_| self.is_open(&mut lots)).collect();
        let mut made = Made { readings: FeedReadings::default(), last, in_the_end: Vec::new() };
        for event in START - 60..=last {
            let surge = if last - event < self.surge.1 { self.surge.0 } else { 1.0 };
            let vary = if self.days_vary.is_finite() { lots.gamma(self.days_vary) } else { 1.0 };
            for _ in 0..lots.poisson(self.rate * surge * vary) {
                let told = self.told(event, last, phase, &open, &mut lots);
                for _ in 0..self.size(&mut lots) {
                    self.tell(&mut made, &days, (event, told, phase), &mut lots);
                }
            }
        }
        made.readings.every_days = (self.every > 7).then_some(self.every as u32);
        made.readings.days = days.into_iter().map(day).collect();
        made
    }

    fn is_open(&self, lots: &mut Lots) -> bool {
        match self.telling {
            Telling::OneDayIn(days) => lots.part() * days < 1.0,
            _ => true,
        }
    }

    /// One, or a geometric number with the mean of a cluster.
    fn size(&self, lots: &mut Lots) -> u64 {
        let mut size = 1;
        while lots.part() < 1.0 - 1.0 / self.cluster {
            size += 1;
        }
        size
    }

    fn told(&self, event: i32, last: i32, phase: i32, open: &[bool], lots: &mut Lots) -> i32 {
        let slower = if last - event < self.slower.1 { self.slower.0 } else { 1.0 };
        let days = self.median * slower * (self.spread * lots.normal()).exp();
        let known = event + days as i32;
        match self.telling {
            Telling::Weekly => known + (phase - known).rem_euclid(7),
            _ => (known..)
                .find(|day| open[(day - START + 100).rem_euclid(700) as usize])
                .unwrap_or(known),
        }
    }

    fn goes(&self, from: i32, phase: i32) -> i32 {
        let is_one_in_20 = |day: &i32| Lots(*day as u64 * 70_001 + phase as u64).part() < 0.05;
        match self.going {
            Going::Singly => from,
            Going::EveryTenthDay => from + (phase - from).rem_euclid(10),
            Going::OneDayIn20 => (from..).find(is_one_in_20).unwrap_or(from),
        }
    }

    fn tell(
        &self,
        made: &mut Made,
        days: &[i32],
        (event, told, phase): (i32, i32, i32),
        lots: &mut Lots,
    ) {
        let is_withdrawn = lots.part() < self.withdrawn;
        let goes = self.goes(told + (20.0 * lots.exponential()) as i32 + 1, phase);
        if !is_withdrawn {
            made.in_the_end.push(event);
        }
        let is_wrong = self.redated > 0.0 && lots.part() < self.redated;
        let put_right = told + 1 + (10.0 * lots.exponential()) as i32;
        let wrong = (event - 3 + (lots.next() % 7) as i32).min(told);
        let between = |change: i32| {
            let at = days.partition_point(|&day| day < change);
            let by = *days.get(at)?;
            Some(BetweenReadings { after: at.checked_sub(1).map(|at| day(days[at])), by: day(by) })
        };
        let Some(seen) = between(told) else { return };
        let gone = between(goes).filter(|_| is_withdrawn);
        let redated = between(put_right).filter(|at| is_wrong && at.by > seen.by);
        let redated = redated.map(|at| Redated { from: day(wrong), at });
        let event = if is_wrong && between(put_right).is_none() { wrong } else { event };
        if gone.is_none_or(|gone| gone.by > seen.by) {
            made.readings.rows.push(SeenRow { event: day(event), seen, gone, redated });
        }
    }
}

pub fn worlds() -> Vec<World> {
    use Telling::*;
    vec![
        PLAIN,
        World { name: "plain, weekly readings", every: 7, ..PLAIN },
        World { name: "plain, 60 days", span: 61, ..PLAIN },
        World { name: "busy, daily", rate: 60.0, ..PLAIN },
        World { name: "busy, weekly readings", rate: 60.0, every: 7, ..PLAIN },
        World { name: "sparse, daily", rate: 0.7, ..PLAIN },
        World { name: "days vary", days_vary: 1.5, ..PLAIN },
        World { name: "days vary, busy, weekly", days_vary: 1.5, rate: 60.0, every: 7, ..PLAIN },
        World { name: "clusters of 3", cluster: 3.0, rate: 6.0, ..PLAIN },
        World {
            name: "clusters, days vary, busy",
            cluster: 3.0,
            days_vary: 2.0,
            rate: 25.0,
            ..PLAIN
        },
        World { name: "clusters, weekly readings", cluster: 3.0, rate: 20.0, every: 7, ..PLAIN },
        World { name: "clusters, 60 days", cluster: 3.0, rate: 10.0, span: 61, ..PLAIN },
        World {
            name: "told weekly, read daily",
            telling: Weekly,
            rate: 20.0,
            median: 3.0,
            ..PLAIN
        },
        World { name: "told one day in 3", telling: OneDayIn(3.0), rate: 20.0, ..PLAIN },
        World { name: "10 % withdrawn", withdrawn: 0.1, rate: 30.0, ..PLAIN },
        World {
            name: "15 % withdrawn every 10th day, weekly readings",
            withdrawn: 0.15,
            going: Going::EveryTenthDay,
            rate: 30.0,
            every: 7,
            ..PLAIN
        },
        World {
            name: "10 % withdrawn on one day in 20",
            withdrawn: 0.1,
            going: Going::OneDayIn20,
            rate: 30.0,
            ..PLAIN
        },
        World { name: "10 % re-dated", redated: 0.1, rate: 20.0, ..PLAIN },
        World {
            name: "monthly readings of a monthly feed",
            median: 12.0,
            spread: 0.6,
            every: 30,
            span: 360,
            rate: 10.0,
            ..PLAIN
        },
        World {
            name: "long tail (1.3 % after 90 days)",
            median: 5.0,
            spread: 1.3,
            rate: 20.0,
            ..PLAIN
        },
        World {
            name: "clusters, days vary, told weekly, 5 % withdrawn",
            cluster: 3.0,
            days_vary: 2.0,
            telling: Weekly,
            withdrawn: 0.05,
            rate: 15.0,
            ..PLAIN
        },
        World { name: "rate x 3 for 10 days", surge: (3.0, 10), rate: 20.0, ..PLAIN },
        World { name: "rate x 0.2 for 10 days", surge: (0.2, 10), rate: 30.0, ..PLAIN },
        World { name: "slow delay (median 9)", median: 9.0, spread: 0.6, rate: 20.0, ..PLAIN },
        World { name: "CHANGED x 2 for 21 days", slower: (2.0, 21), ..PLAIN },
        World { name: "CHANGED x 2 for 28 days, weekly", slower: (2.0, 28), every: 7, ..PLAIN },
        World { name: "CHANGED x 3 for 14 days", slower: (3.0, 14), ..PLAIN },
        World { name: "CHANGED x 0.5 for 21 days", slower: (0.5, 21), ..PLAIN },
        World { name: "CHANGED x 1.3 for 28 days", slower: (1.3, 28), ..PLAIN },
        World {
            name: "CHANGED x 2 for 28 days, clusters",
            slower: (2.0, 28),
            cluster: 3.0,
            rate: 6.0,
            ..PLAIN
        },
        World { name: "CHANGED x 2 for 28 days, sparse", slower: (2.0, 28), rate: 0.7, ..PLAIN },
    ]
}

//! The band of a window: what is still to come, what will be withdrawn, and how much both vary.

use std::ops::{Range, RangeInclusive};

use super::{
    KnownDelay, PredictionBand, SeenRow, TooLittleKnown,
    delay::Delay,
    moments::{Moments, ends},
    triangle::{ToldByAge, Triangle, day, number},
};

/// The least share of the youngest days that must be told.
const LEAST_TOLD: f64 = 0.1;

/// As how many answers to the question itself those count that are to the question of one day: the
/// latter are many, and blind to what days have in common.
const AS_DAYS: f64 = 8.0;

/// How much wider a band is where what varies is known from few answers. By simulation: the ratio of
/// what comes in clusters is more often too low than too high.
const UNSURE: f64 = 4.0;

/// The least that counts vary by, against chance alone: nothing is told more evenly than by chance,
/// but what is seen of it is now above and now below, and only its mean is right.
const LEAST_NOISE: f64 = 0.9;

/// So that nothing is divided by what no row tells of.
const LEAST_EXPOSURE: f64 = 1e-3;

/// The rows that count, as the readings saw them.
#[derive(Clone, Debug)]
pub(super) struct SeenRows {
    rows: Vec<SeenRow>,
    told: ToldByAge,
    /// How much they vary from day to day.
    noise: Noise,
}

impl SeenRows {
    pub(super) fn new(known: &KnownDelay, rows: Vec<SeenRow>) -> Self {
        let KnownDelay { triangle, fit, .. } = known;
        let told = triangle.counts(&rows);
        let noise = Noise::of_days(triangle, &fit.delay, &told);
        SeenRows { rows, told, noise }
    }

    /// The band of those with an event day in a window.
    pub(super) fn band(
        &self,
        known: &KnownDelay,
        window: RangeInclusive<i32>,
    ) -> Result<PredictionBand, TooLittleKnown> {
        let last = known.triangle.last();
        if *window.end() > last {
            return Err(TooLittleKnown::AfterLastReading { last: day(last) });
        }
        let present = || self.rows.iter().filter(|row| row.gone.is_none());
        let standing: Vec<&SeenRow> =
            present().filter(|row| window.contains(&number(row.event))).collect();
        let to_come = self.to_come(known, &window)?;
        let (into, out) = known.revisions.moving(present(), &window);
        let coming = to_come.thinned(known.revisions.staying()).and(into);
        let going = known.revisions.going(standing.iter().copied()).and(out);
        Ok(ends(standing.len() as u64, &coming.likelihoods(), &going.likelihoods()))
    }

    /// How many of a window are still to be told.
    fn to_come(
        &self,
        known: &KnownDelay,
        window: &RangeInclusive<i32>,
    ) -> Result<Moments, TooLittleKnown> {
        let KnownDelay { triangle, fit, .. } = known;
        let question = AgedWindow::new(triangle, &fit.delay, window);
        let share = question.told_of_youngest(&fit.delay);
        let too_early = TooLittleKnown::TooEarly { told: (share * 100.0) as u32 };
        if share < LEAST_TOLD {
            return Err(too_early);
        }
        let noise = question.noise(triangle, &fit.delay, &self.told, self.noise);
        let moments = |delay: &Delay| question.moments(triangle.last(), delay, &self.told, noise);
        let Moments { mean, variance } = moments(&fit.delay);
        let unsure = fit.variance(|delay| moments(delay).mean);
        if unsure > (mean + noise.dispersion).powi(2) {
            return Err(too_early);
        }
        let half_a_cluster = (noise.dispersion.powi(2) - 1.0).max(0.0) / 2.0;
        Ok(Moments {
            mean,
            variance: variance + unsure + half_a_cluster.min(mean * noise.dispersion),
        })
    }
}

/// A window as it is asked of any reading: the ages of its days, in groups of days that are too
/// young to tell each for itself how much happened on it.
struct AgedWindow {
    groups: Vec<Range<i32>>,
}

/// How much counts vary.
#[derive(Clone, Copy, Debug)]
struct Noise {
    /// How many times as much what comes varies as chance alone would have it.
    dispersion: f64,
    /// The squared coefficient of variation of what happens on neighbouring days.
    days_vary: f64,
}

impl Noise {
    const CHANCE: Noise = Noise { dispersion: 1.0, days_vary: 0.0 };

    /// As single days have it, at each age at which they are neither all told nor not at all.
    fn of_days(triangle: &Triangle, delay: &Delay, told: &ToldByAge) -> Noise {
        let ages = (0..triangle.most).filter(|&age| (0.1..0.9).contains(&delay.share(age)));
        let days = ages.map(|age| AgedWindow { groups: std::iter::once(age..age + 1).collect() });
        let asked = days.map(|day| day.asked(triangle, delay, told, Noise::CHANCE));
        let dispersion =
            asked.fold(PastAnswers::default(), PastAnswers::and).ratio().max(LEAST_NOISE);
        Noise { dispersion, days_vary: days_vary(triangle, delay, told, dispersion) }
    }
}

/// The squared coefficient of variation of what happens on neighbouring days, beyond what chance makes
/// of it: by how much each day that is all but told differs from the next.
fn days_vary(triangle: &Triangle, delay: &Delay, told: &ToldByAge, dispersion: f64) -> f64 {
    let last = triangle.last();
    let is_told = |event: &i32| delay.share(last - event) > 0.9;
    let days: Vec<f64> =
        triangle.event_days().filter(is_told).map(|event| told.seen(event, last - event)).collect();
    let count = days.len() as f64;
    let mean = days.iter().sum::<f64>() / count;
    let squares = days.windows(2).map(|pair| (pair[1] - pair[0]).powi(2) / 2.0);
    let variance = squares.sum::<f64>() / (count - 1.0);
    if count > 1.0 && mean > 0.0 {
        ((variance - dispersion * mean) / mean / mean).max(0.0)
    } else {
        0.0
    }
}

/// How often a question was asked before, and how far off the answers were.
#[derive(Clone, Copy, Default)]
struct PastAnswers {
    squares: f64,
    /// What the squares would be by chance alone.
    chance: f64,
    times: f64,
}

impl PastAnswers {
    fn and(self, other: PastAnswers) -> PastAnswers {
        PastAnswers {
            squares: self.squares + other.squares,
            chance: self.chance + other.chance,
            times: self.times + other.times,
        }
    }

    fn ratio(self) -> f64 {
        if self.chance > 0.0 { self.squares / self.chance } else { 1.0 }
    }
}

impl AgedWindow {
    fn new(triangle: &Triangle, delay: &Delay, window: &RangeInclusive<i32>) -> Self {
        let youngest = triangle.last() - window.end();
        let end = (triangle.last() - window.start() + 1).min(triangle.most);
        let mut groups: Vec<Range<i32>> = Vec::new();
        let (mut from, mut exposure) = (youngest, 0.0);
        for age in youngest..end {
            exposure += delay.share(age);
            if exposure >= 1.0 - 1e-9 || age + 1 == end {
                groups.push(from..age + 1);
                (from, exposure) = (age + 1, 0.0);
            }
        }
        AgedWindow { groups }
    }

    /// The share that is told of the youngest group of days.
    fn told_of_youngest(&self, delay: &Delay) -> f64 {
        let share = |ages: &Range<i32>| {
            ages.clone().map(|age| delay.share(age)).sum::<f64>() / f64::from(ages.end - ages.start)
        };
        self.groups.first().map_or(1.0, share)
    }

    /// What is still to come as a reading had it: each group for itself a negative binomial, as of
    /// clusters as large as the dispersion whose rate is known from those that are told.
    fn moments(&self, reading: i32, delay: &Delay, told: &ToldByAge, noise: Noise) -> Moments {
        let of_group = |ages: &Range<i32>| {
            let events = ages.clone().map(|age| told.seen(reading - age, age));
            let (told, days) = (events.sum::<f64>(), f64::from(ages.end - ages.start));
            let exposure =
                ages.clone().map(|age| delay.share(age)).sum::<f64>().max(LEAST_EXPOSURE);
            let clusters = told / noise.dispersion + 0.5;
            let odds = (days - exposure) / exposure;
            let mean = clusters * noise.dispersion * odds;
            let rate = told / exposure;
            let uneven = ages.clone().map(|age| 1.0 - delay.share(age) * (1.0 + odds));
            let uneven =
                rate * rate * noise.days_vary * uneven.map(|part| part * part).sum::<f64>();
            Moments { mean, variance: mean * noise.dispersion + mean * mean / clusters + uneven }
        };
        self.groups.iter().map(of_group).fold(Moments::default(), Moments::and)
    }

    /// How much what comes varies: the same question asked at every earlier reading, against what
    /// came of it since, and against how single days vary.
    fn noise(&self, triangle: &Triangle, delay: &Delay, told: &ToldByAge, days: Noise) -> Noise {
        let asked = self.asked(triangle, delay, told, days);
        let open = self.groups.iter().flat_map(Clone::clone);
        let open = open.filter(|&age| delay.share(age) < 0.95).count().max(1) as f64;
        let oldest = self.groups.last().map_or(0, |ages| ages.end - 1);
        let span = f64::from(triangle.last() - triangle.start() - 1 - oldest);
        let apart = (span / open).clamp(0.0, asked.times);
        let all = apart + AS_DAYS;
        let factor = (asked.ratio() * apart + AS_DAYS) / all;
        let dispersion = 1.0 + (days.dispersion * factor - 1.0) * (1.0 + UNSURE / all);
        Noise { dispersion: dispersion.max(LEAST_NOISE), days_vary: days.days_vary * factor }
    }

    /// The question asked at every earlier reading.
    fn asked(
        &self,
        triangle: &Triangle,
        delay: &Delay,
        told: &ToldByAge,
        noise: Noise,
    ) -> PastAnswers {
        let oldest = self.groups.last().map_or(0, |ages| ages.end - 1);
        let from = triangle.start() + 1 + oldest;
        let readings =
            triangle.readings.iter().filter(|&&day| day >= from && day < triangle.last());
        let errors = readings.map(|&day| self.error((day, triangle.last()), delay, told, noise));
        errors.fold(PastAnswers::default(), |sum, (error, chance)| {
            sum.and(PastAnswers { squares: error * error, chance, times: 1.0 })
        })
    }

    /// How much more came after a reading than its part of all that came, and the variance of that
    /// by chance alone.
    fn error(
        &self,
        (reading, last): (i32, i32),
        delay: &Delay,
        told: &ToldByAge,
        noise: Noise,
    ) -> (f64, f64) {
        let of_group = |ages: &Range<i32>| {
            let sum = |of_age: &dyn Fn(i32) -> f64| ages.clone().map(of_age).sum::<f64>();
            let now = |age: i32| delay.share(last - reading + age);
            let all = sum(&|age| told.seen(reading - age, last - reading + age));
            let told_now = sum(&now).max(LEAST_EXPOSURE);
            let later = 1.0 - sum(&|age| delay.share(age)) / told_now;
            let came = all - sum(&|age| told.seen(reading - age, age));
            let rate = all / told_now;
            let uneven = sum(&|age| (now(age) * (1.0 - later) - delay.share(age)).powi(2));
            let by_chance = noise.dispersion * all * later * (1.0 - later);
            (came - all * later, by_chance + rate * rate * noise.days_vary * uneven)
        };
        self.groups
            .iter()
            .map(of_group)
            .fold((0.0, 0.0), |(error, variance), group| (error + group.0, variance + group.1))
    }
}

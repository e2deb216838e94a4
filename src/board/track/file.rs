//! A file of a track: its points, of which no more are kept than a line needs, and what is odd about
//! them.

use std::io::Read;

use super::super::corridor::earth;
use crate::{
    format::{TrackForm, TrackPoint, TrackStep, track},
    model::{Coordinates, Refusal},
};

/// Kilometres between two points beyond which nobody can say what lies between.
pub const GAP_KM: f64 = 5.0;
/// Minutes between two points beyond which nobody can say so either.
pub const GAP_MINUTES: i64 = 15;
/// Kilometres within which a point adds nothing to the one before.
const STEP_KM: f64 = 0.05;
/// Points that are kept, unless each is a gap away from the next; and then.
const MOST_KEPT: usize = 20_000;
const MOST_GAPS: usize = 50_000;

/// A track as it was read.
#[derive(Clone, PartialEq, Debug)]
pub struct TrackFile {
    /// What its points are.
    pub form: TrackForm,
    /// The points that are kept, in the order of the file.
    pub points: Vec<KeptPoint>,
    /// Kilometres that a point of the file may be off the line of those that are kept.
    pub within_km: f64,
    /// How many points the file has.
    pub count: u64,
    /// The first of what could not be read, each with its place, and how much in all.
    pub faults: Vec<Refusal>,
    /// How much could not be read in all.
    pub broken: u64,
    /// Its earliest and its latest moment, in seconds of Unix time; `None` where it has none.
    pub times: Option<(i64, i64)>,
    /// How many points have a moment.
    pub timed: u64,
    /// How many points are earlier than one before them.
    pub backwards: u64,
}

/// A point that is kept.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct KeptPoint {
    /// Where it lies, in degrees.
    pub at: Coordinates,
    /// The gap between the point before it and this one; `None` where there is none.
    pub gap: Option<TrackGap>,
}

/// Two points between which nobody can say what lies.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TrackGap {
    /// Kilometres from one to the other, as the crow flies.
    pub km: f64,
    /// Minutes from one to the other; `None` where the file does not say.
    pub minutes: Option<i64>,
}

impl TrackFile {
    /// Reads a track, of which it never holds more than is kept.
    ///
    /// # Errors
    ///
    /// Says why it is none, and where.
    pub fn read(read: impl Read) -> Result<TrackFile, Refusal> {
        let mut thinning = Thinning::default();
        let read = track(read, &mut |step| match step {
            TrackStep::Point(point) => thinning.take(point),
            TrackStep::Anew => thinning = Thinning::default(),
        })?;
        if thinning.is_full {
            let words = format!("it jumps more than {MOST_GAPS} times");
            return Err(Refusal::new(words, "it is damaged, or no track of a patrol"));
        }
        if thinning.count == 0 {
            let why = read.faults.into_iter().next();
            return Err(why.unwrap_or_else(|| "it has no point".into()));
        }
        thinning.ends();
        let Thinning { points, within_km, count, times, timed, backwards, .. } = thinning;
        let (form, faults, broken) = (read.form, read.faults, read.broken);
        Ok(TrackFile { form, points, within_km, count, faults, broken, times, timed, backwards })
    }
}

/// Keeps points while they are read.
struct Thinning {
    points: Vec<KeptPoint>,
    step_km: f64,
    within_km: f64,
    /// The last point of the file, where it lies earth-centred, and whether it is kept.
    last: Option<(TrackPoint, [f64; 3], bool)>,
    /// The last that is kept, earth-centred.
    kept: [f64; 3],
    count: u64,
    times: Option<(i64, i64)>,
    timed: u64,
    backwards: u64,
    is_full: bool,
}

impl Default for Thinning {
    fn default() -> Thinning {
        Thinning {
            points: Vec::new(),
            step_km: STEP_KM,
            within_km: 0.0,
            last: None,
            kept: [0.0; 3],
            count: 0,
            times: None,
            timed: 0,
            backwards: 0,
            is_full: false,
        }
    }
}

/// Kilometres through the earth, which over a few is as much as over ground.
fn apart(a: [f64; 3], b: [f64; 3]) -> f64 {
    let off = earth::minus(a, b);
    earth::dot(off, off).sqrt()
}

impl Thinning {
    fn take(&mut self, point: TrackPoint) {
        self.count += 1;
        if let Some(time) = point.time {
            let (first, last) = self.times.unwrap_or((time, time));
            self.backwards += u64::from(time < last);
            self.times = Some((first.min(time), last.max(time)));
            self.timed += 1;
        }
        if self.is_full {
            return;
        }
        let here = earth::centred(point.at);
        let Some((last, at, is_kept)) = self.last else {
            self.keep(point, here, None);
            return;
        };
        let seconds = last.time.zip(point.time).map(|(a, b)| (b - a).abs());
        let is_late = seconds.is_some_and(|seconds| seconds > GAP_MINUTES * 60);
        if is_late || apart(at, here) > GAP_KM {
            if !is_kept {
                self.keep(last, at, None);
            }
            let km = earth::between(last.at, point.at).km;
            let minutes = seconds.map(|seconds| seconds / 60);
            self.keep(point, here, Some(TrackGap { km, minutes }));
        } else if apart(self.kept, here) > self.step_km {
            self.keep(point, here, None);
        } else {
            self.within_km = self.within_km.max(self.step_km);
            self.last = Some((point, here, false));
        }
    }

    fn keep(&mut self, point: TrackPoint, here: [f64; 3], gap: Option<TrackGap>) {
        self.points.push(KeptPoint { at: point.at, gap });
        (self.kept, self.last) = (here, Some((point, here, true)));
        while self.points.len() > MOST_KEPT && self.step_km < GAP_KM {
            self.thin();
        }
        self.is_full = self.points.len() > MOST_GAPS;
    }

    /// Leaves out every point that is nearer to the last one kept than twice as far as before; what
    /// stands beside a gap stays.
    fn thin(&mut self) {
        self.step_km *= 2.0;
        // What was left out before lies within a step of what is left out now.
        self.within_km = 2.0 * self.step_km;
        let before = std::mem::take(&mut self.points);
        let mut kept = [f64::INFINITY; 3];
        for (n, point) in before.iter().enumerate() {
            let here = earth::centred(point.at);
            let is_beside_a_gap =
                point.gap.is_some() || before.get(n + 1).is_none_or(|next| next.gap.is_some());
            if n == 0 || is_beside_a_gap || apart(kept, here) > self.step_km {
                self.points.push(*point);
                kept = here;
            }
        }
    }

    fn ends(&mut self) {
        if let Some((last, at, false)) = self.last {
            self.keep(last, at, None);
        }
    }
}

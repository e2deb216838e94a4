//! The compact form of the basemap, read with every step checked.

use std::fmt;

use super::{Basemap, GeoBox, GroundKind, GroundPoint, PointRange, TileGrid, Town};

const MAGIC: &[u8] = b"NEmap1\n\0";
/// The kinds in the order in which their lines stand in the bytes.
const KINDS: [GroundKind; 5] = [
    GroundKind::Coast,
    GroundKind::Shore,
    GroundKind::Border,
    GroundKind::Disputed,
    GroundKind::Inner,
];

/// The bytes are not a basemap, seen at this byte.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Damaged {
    /// Position of that byte, from 0.
    pub at: usize,
}

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "no basemap: damaged at byte {}", self.at)
    }
}

impl<'a> Basemap<'a> {
    /// Reads the compact form. Numbers are varints (seven bits a byte, the lowest first), signed
    /// ones zigzag:
    ///
    /// - eight bytes `NEmap1\n\0`, then the units to a degree;
    /// - for coasts, shores, borders, disputed lines and inner lines, each: how many lines; for
    ///   each line: how many points, then the first point, east and north in units counted from
    ///   the first point of the line before (of the same kind; else from 0, 0), then a step to
    ///   each further point: one byte `15 (east + 7) + north + 7` where both are within ±7; two,
    ///   big-endian, `225 · 256 + 87 (east + 43) + north + 43` where both are within ±43; else the
    ///   byte 255 and two signed numbers;
    /// - how many places, the most important first; for each: twice the length of its name, plus
    ///   one for a capital; the name in UTF-8; east and north, signed, in units.
    pub fn read(bytes: &'a [u8]) -> Result<Basemap<'a>, Damaged> {
        let mut input = ByteReader { bytes, at: 0, scale: 1 };
        if input.take(MAGIC.len())? != MAGIC {
            return Err(Damaged { at: 0 });
        }
        input.scale = match i32::try_from(input.number()?) {
            Ok(scale @ 1..=1_000_000) => scale,
            _ => return input.damaged(),
        };
        let scale = f64::from(input.scale);
        let (mut points, mut lines) = (Vec::new(), Vec::new());
        for kind in KINDS {
            let mut start = [0, 0];
            for _ in 0..input.number()? {
                let from = points.len();
                start = input.line(start, &mut points)?;
                let bounds = around(&points[from..], scale);
                lines.push(PointRange { kind, bounds, points: from..points.len() });
            }
        }
        let mut places = Vec::new();
        for rank in 0..input.number()? {
            places.push(input.place(rank)?);
        }
        if input.at != bytes.len() {
            return input.damaged();
        }
        let lines_near = TileGrid::of(lines.iter().map(|line| line.bounds));
        let dot =
            |GroundPoint { lat, lon }| GeoBox { west: lon, south: lat, east: lon, north: lat };
        let places_near = TileGrid::of(places.iter().map(|place| dot(place.spot)));
        Ok(Basemap { scale, points, lines, places, lines_near, places_near })
    }
}

/// The smallest box around points that do not cross the antimeridian.
fn around(points: &[[i32; 2]], scale: f64) -> GeoBox {
    let (mut low, mut high) = ([i32::MAX; 2], [i32::MIN; 2]);
    for point in points {
        for axis in 0..2 {
            low[axis] = low[axis].min(point[axis]);
            high[axis] = high[axis].max(point[axis]);
        }
    }
    let (low, high) = (GroundPoint::of(low, scale), GroundPoint::of(high, scale));
    GeoBox { west: low.lon, south: low.lat, east: high.lon, north: high.lat }
}

/// Bytes and how far they have been read.
struct ByteReader<'a> {
    bytes: &'a [u8],
    at: usize,
    scale: i32,
}

impl<'a> ByteReader<'a> {
    fn damaged<T>(&self) -> Result<T, Damaged> {
        Err(Damaged { at: self.at })
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], Damaged> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let Some(taken) = rest.get(..length) else { return self.damaged() };
        self.at += length;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Damaged> {
        self.take(1).map(|byte| byte[0])
    }

    /// A varint of up to 32 bits.
    fn number(&mut self) -> Result<usize, Damaged> {
        let mut number = 0u64;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return usize::try_from(number).or(self.damaged());
            }
        }
        self.damaged()
    }

    fn signed(&mut self) -> Result<i32, Damaged> {
        let number = self.number()? as u64;
        let half = i32::try_from(number >> 1).or(self.damaged())?;
        Ok(if number & 1 == 0 { half } else { -1 - half })
    }

    /// East and north, unless that is off the globe.
    fn moved(&self, [east, north]: [i32; 2], by: [i32; 2]) -> Result<[i32; 2], Damaged> {
        let sum = |at: i32, by: i32, degrees: i32| {
            let sum = at.checked_add(by)?;
            (sum.unsigned_abs() <= (degrees * self.scale).unsigned_abs()).then_some(sum)
        };
        match (sum(east, by[0], 180), sum(north, by[1], 90)) {
            (Some(east), Some(north)) => Ok([east, north]),
            _ => self.damaged(),
        }
    }

    fn step(&mut self) -> Result<[i32; 2], Damaged> {
        match self.byte()? {
            255 => Ok([self.signed()?, self.signed()?]),
            high @ 225.. => {
                let both = i32::from(high - 225) * 256 + i32::from(self.byte()?);
                Ok([both / 87 - 43, both % 87 - 43])
            }
            both => Ok([i32::from(both / 15) - 7, i32::from(both % 15) - 7]),
        }
    }

    /// Adds the points of a line that starts so far from `before`, and gives its first point.
    fn line(&mut self, before: [i32; 2], points: &mut Vec<[i32; 2]>) -> Result<[i32; 2], Damaged> {
        let count = self.number()?;
        if count < 2 {
            return self.damaged();
        }
        let by = [self.signed()?, self.signed()?];
        let start = self.moved(before, by)?;
        points.push(start);
        let mut at = start;
        for _ in 1..count {
            let step = self.step()?;
            at = self.moved(at, step)?;
            points.push(at);
        }
        Ok(start)
    }

    fn place(&mut self, rank: usize) -> Result<Town<'a>, Damaged> {
        let head = self.number()?;
        let name = std::str::from_utf8(self.take(head >> 1)?).or(self.damaged())?;
        let by = [self.signed()?, self.signed()?];
        let spot = GroundPoint::of(self.moved([0, 0], by)?, f64::from(self.scale));
        Ok(Town { name, spot, rank, capital: head & 1 == 1 })
    }
}

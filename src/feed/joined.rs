//! Pieces put together into rows, one after another.

use std::sync::Arc;

use super::{BlockRows, DayRange, FeedRows, MOST_ROWS, SEGMENT, Segment, UNTOLD, rows::Numbers};

impl FeedRows {
    /// Takes in the piece that follows.
    pub fn take_in(&mut self, piece: BlockRows) {
        let BlockRows { columns, written, .. } = piece;
        if self.readers.len() <= piece.reader {
            self.readers.resize_with(piece.reader + 1, Numbers::default);
        }
        let Numbers { sorts, parties, sites, deaths, sources } = &mut self.readers[piece.reader];
        Arc::make_mut(&mut self.sorts).take_in(piece.sorts, sorts);
        Arc::make_mut(&mut self.parties).take_in(piece.parties, parties);
        Arc::make_mut(&mut self.sites).take_in(piece.sites, sites);
        Arc::make_mut(&mut self.deaths).take_in(piece.deaths, deaths);
        Arc::make_mut(&mut self.sources).take_in(piece.sources, sources);
        Arc::make_mut(&mut self.faults).extend(piece.faults, self.records);
        Arc::make_mut(&mut self.marks).extend(&piece.marks, self.count, self.records);
        let room = MOST_ROWS.saturating_sub(self.count).min(columns.len());
        self.left_out += piece.left_out + (columns.len() - room) as u64;
        self.records += piece.records;
        self.bytes += piece.bytes;
        self.end = piece.end;
        self.seen |= piece.seen;
        self.needs_all |= piece.needs_all;
        for (column, lost) in piece.lost {
            *self.lost.entry(column).or_default() += lost;
        }
        let all = [self.written, written].into_iter().flatten();
        self.written = all.reduce(DayRange::and);
        self.is_told |= columns.told.iter().any(|told| *told != UNTOLD);
        let mut done = 0;
        while done < room {
            if self.count.is_multiple_of(SEGMENT) {
                // The first may stay small; what follows it will be filled.
                let rows = if self.count == 0 { 0 } else { SEGMENT };
                self.segments.push(Arc::new(Segment::with_capacity(rows)));
            }
            let Some(last) = self.segments.last_mut() else { return };
            let segment = Arc::make_mut(last);
            let upto = (done + SEGMENT - segment.len()).min(room);
            let part = done..upto;
            segment.offset.extend_from_slice(&columns.offset[part.clone()]);
            segment.first.extend_from_slice(&columns.first[part.clone()]);
            segment.more.extend_from_slice(&columns.more[part.clone()]);
            segment.told.extend_from_slice(&columns.told[part.clone()]);
            segment.id.extend_from_slice(&columns.id[part.clone()]);
            segment
                .changed
                .extend_from_slice(columns.changed.get(part.clone()).unwrap_or_default());
            let new = |to: &mut Vec<u32>, from: &[u32], numbers: &[u32]| {
                to.extend(from[part.clone()].iter().map(|n| numbers[*n as usize]));
            };
            new(&mut segment.sort, &columns.sort, sorts);
            new(&mut segment.parties, &columns.parties, parties);
            new(&mut segment.site, &columns.site, sites);
            new(&mut segment.deaths, &columns.deaths, deaths);
            new(&mut segment.source, &columns.source, sources);
            let some = |column: &[u32]| column.get(part.clone()).unwrap_or_default().to_vec();
            segment.events.extend(some(&columns.events));
            segment.own.extend(some(&columns.own).iter().map(|n| deaths[*n as usize]));
            segment
                .incident
                .extend_from_slice(columns.incident.get(part.clone()).unwrap_or_default());
            self.count += upto - done;
            done = upto;
        }
    }
}

//! When each picture of a film is shown, by its index. Pure.

use mp4::Mp4Track;

/// More pictures than any film of the service has, by far.
const MAX_SAMPLES: u32 = 1_000_000;
/// Players tell times as fractions that may lie a hair before the picture that they show.
const HAIR: f64 = 0.0005;

/// What the index says of a film's pictures. Each table is pairs of a count and what so many of them have.
#[derive(Clone, Debug)]
pub(super) struct Index {
    samples: u32,
    /// Ticks of a second.
    ticks: u32,
    lengths: Vec<(u32, u32)>,
    delays: Vec<(u32, i32)>,
    keys: Option<Vec<u32>>,
    /// What is played after each other: for how long, in the movie's ticks, and from which tick of this track on.
    edits: Vec<(u64, u64)>,
    /// The movie's ticks of a second.
    movie: u32,
}

impl Index {
    /// Of this track. `None`: it comes in fragments, of which the index does not tell when they are shown.
    pub(super) fn of(track: &Mp4Track, movie: u32) -> Option<Self> {
        let table = &track.trak.mdia.minf.stbl;
        let delays = table.ctts.iter().flat_map(|table| &table.entries);
        let edits = track.trak.edts.iter().flat_map(|edits| &edits.elst).flat_map(|list| &list.entries);
        track.trafs.is_empty().then(|| Self {
            samples: track.sample_count(),
            ticks: track.timescale(),
            lengths: table.stts.entries.iter().map(|entry| (entry.sample_count, entry.sample_delta)).collect(),
            delays: delays.map(|entry| (entry.sample_count, entry.sample_offset)).collect(),
            keys: table.stss.as_ref().map(|keys| keys.entries.clone()),
            edits: edits.map(|edit| (edit.segment_duration, edit.media_time)).collect(),
            movie,
        })
    }

    /// The tick with which playing begins: an edit list may leave out the beginning, or wait before it.
    fn begins(&self) -> i64 {
        let mut wait = 0_u128;
        for (length, from) in &self.edits {
            // Both versions of the box say with all bits set: nothing is shown.
            if *from != u64::from(u32::MAX) && *from != u64::MAX {
                let wait = wait * u128::from(self.ticks) / u128::from(self.movie.max(1));
                return i64::try_from(*from)
                    .unwrap_or_default()
                    .saturating_sub(i64::try_from(wait).unwrap_or_default());
            }
            wait += u128::from(*length);
        }
        0
    }
}

/// A film in one piece. Samples are counted from 1, in the order in which they are decoded.
#[derive(Debug, PartialEq)]
pub(super) struct Timeline {
    /// When each sample is shown, in ticks.
    shown: Vec<i64>,
    /// The samples at which decoding may begin, rising; `None`: at each.
    keys: Option<Vec<u32>>,
    /// The tick with which playing begins.
    begins: i64,
    /// Ticks of a second.
    ticks: u32,
}

impl Timeline {
    /// By this index. `None`: it has too many pictures, none, or leaves some without a time.
    pub(super) fn of(index: Index) -> Option<Self> {
        if index.samples == 0 || index.samples > MAX_SAMPLES {
            return None;
        }
        let (mut now, begins) = (0_i64, index.begins());
        let Index { samples, ticks, lengths, delays, keys, .. } = index;
        let delays = spread(&delays).chain(std::iter::repeat(0));
        let shown = spread(&lengths).zip(delays).take(samples as usize).map(|(length, delay)| {
            let at = now.saturating_add(i64::from(delay));
            now = now.saturating_add(i64::from(length));
            at
        });
        let shown: Vec<_> = shown.collect();
        (shown.len() == samples as usize).then_some(Self { shown, keys, begins, ticks })
    }

    /// The sample that is shown at this second.
    pub(super) fn at(&self, seconds: f64) -> u32 {
        // The cast takes what is no number for the beginning, and what is far beyond for the end.
        let at = self.begins.saturating_add(((seconds + HAIR) * f64::from(self.ticks)).floor() as i64);
        let begun = self.numbered().filter(|(_, shown)| *shown <= at).max_by_key(|(_, shown)| *shown);
        begun.or_else(|| self.numbered().min_by_key(|(_, shown)| *shown)).map_or(1, |(sample, _)| sample)
    }

    /// The sample that is shown last.
    pub(super) fn last(&self) -> u32 {
        self.numbered().max_by_key(|(_, shown)| *shown).map_or(1, |(sample, _)| sample)
    }

    /// The last sample at which decoding may begin so that this one comes out whole. What is shown before a key frame and
    /// decoded after it may need what is before both.
    pub(super) fn key_before(&self, sample: u32) -> u32 {
        let shown = |sample: u32| self.shown.get(sample as usize - 1).copied().unwrap_or(i64::MAX);
        match &self.keys {
            None => sample,
            Some(keys) => {
                let fits = |key: &&u32| (1..=sample).contains(*key) && shown(**key) <= shown(sample);
                keys.iter().rev().find(fits).copied().unwrap_or(1)
            }
        }
    }

    /// How many samples from this one on are shown before that one.
    pub(super) fn shown_before(&self, sample: u32, from: u32) -> usize {
        let at = self.shown.get(sample as usize - 1).copied().unwrap_or_default();
        let earlier = |(other, shown): &(u32, i64)| (*shown, *other) < (at, sample);
        self.numbered().skip(from as usize - 1).filter(earlier).count()
    }

    pub(super) fn samples(&self) -> u32 {
        u32::try_from(self.shown.len()).unwrap_or(u32::MAX)
    }

    fn numbered(&self) -> impl Iterator<Item = (u32, i64)> {
        (1..).zip(self.shown.iter().copied())
    }
}

/// One value for each sample.
fn spread<T: Copy>(table: &[(u32, T)]) -> impl Iterator<Item = T> {
    table.iter().flat_map(|(count, value)| std::iter::repeat_n(*value, *count as usize))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// I P B B, I P B B: ten ticks a picture, 100 ticks a second, shown one picture later than decoded.
    fn index(edits: &[(u64, u64)]) -> Index {
        Index {
            samples: 8,
            ticks: 100,
            lengths: vec![(3, 10), (5, 10)],
            delays: [10, 30, 0, 0, 10, 30, 0, 0].map(|delay| (1, delay)).to_vec(),
            keys: Some(vec![1, 5]),
            edits: edits.to_vec(),
            movie: 1000,
        }
    }

    fn timeline(edits: &[(u64, u64)]) -> Timeline {
        Timeline::of(index(edits)).unwrap()
    }

    #[test]
    fn a_picture_is_found_by_when_it_is_shown_and_not_by_when_it_is_decoded() {
        let timeline = timeline(&[(800, 10)]);
        let shown: Vec<_> = (0..8).map(|n| timeline.at(f64::from(n) * 0.1)).collect();
        assert_eq!(shown, [1, 3, 4, 2, 5, 7, 8, 6]);
        assert_eq!(timeline.last(), 6);
    }

    #[test]
    fn a_time_between_two_pictures_is_the_first_ones_and_a_hair_before_one_is_its_own() {
        let timeline = timeline(&[(800, 10)]);
        assert_eq!((timeline.at(0.199), timeline.at(0.1999), timeline.at(0.2), timeline.at(0.25)), (3, 4, 4, 4));
    }

    #[test]
    fn before_the_first_is_the_first_and_after_the_last_the_last() {
        let timeline = timeline(&[(800, 10)]);
        for (seconds, sample) in [(-5.0, 1), (f64::NAN, 1), (99.0, 6), (f64::INFINITY, 6), (f64::MAX, 6)] {
            assert_eq!(timeline.at(seconds), sample, "{seconds}");
        }
    }

    #[test]
    fn an_edit_list_moves_the_beginning() {
        assert_eq!(timeline(&[]).at(0.1), 1, "without one, playing begins with the first tick");
        assert_eq!(timeline(&[(600, 30)]).at(0.0), 4, "the first two are left out");
        let waits = timeline(&[(200, u64::from(u32::MAX)), (800, 10)]);
        assert_eq!((waits.at(0.2), waits.at(0.3)), (1, 3), "it waits a fifth of a second");
    }

    #[test]
    fn decoding_begins_with_the_last_key_frame_that_suffices() {
        let timeline = timeline(&[]);
        assert_eq!([1, 2, 4, 5, 8].map(|sample| timeline.key_before(sample)), [1, 1, 1, 5, 5]);
        let mut open = index(&[]);
        open.delays[6].1 = -30;
        assert_eq!(Timeline::of(open).unwrap().key_before(7), 1, "shown before the key frame that it comes after");
        let each = Timeline::of(Index { keys: None, ..index(&[]) }).unwrap();
        assert_eq!(each.key_before(7), 7);
    }

    #[test]
    fn what_is_shown_before_a_picture_is_counted_from_where_decoding_begins() {
        let timeline = timeline(&[]);
        let before = |sample, from| timeline.shown_before(sample, from);
        assert_eq!([before(1, 1), before(2, 1), before(3, 1), before(6, 1)], [0, 3, 1, 7]);
        assert_eq!([before(5, 5), before(6, 5), before(7, 5)], [0, 3, 1]);
    }

    #[test]
    fn an_index_that_lies_is_no_timeline() {
        for samples in [0, 9, u32::MAX] {
            assert_eq!(Timeline::of(Index { samples, ..index(&[]) }), None, "{samples}");
        }
        let endless = Index { lengths: vec![(u32::MAX, u32::MAX)], delays: vec![(u32::MAX, i32::MIN)], ..index(&[]) };
        assert_eq!(Timeline::of(endless).unwrap().last(), 8);
    }
}

//! Pictures as runs: most pixels have the color of their neighbor.

use super::color::{Color, Counts};
use resvg::tiny_skia::Pixmap;

/// A row of pixels, from left to right.
#[derive(Debug, PartialEq)]
pub(super) struct Row {
    /// The runs; two that stand beside each other differ in color.
    pub runs: Vec<Run>,
}

/// Adjacent pixels of one color.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Run {
    /// The color.
    pub color: Color,
    /// The column behind the last pixel.
    pub end: usize,
}

/// The number of pixels that are compared at once.
const GROUP: usize = 4;

/// The factor that repeats a pixel for each of a group.
const REPEATED: u128 = u128::MAX / u32::MAX as u128;

/// The number of bytes of a pixel.
const PIXEL: usize = 4;

impl Row {
    /// Reads a row of a picture.
    pub fn of(pixels: &Pixmap, number: usize) -> Self {
        let length = pixels.width() as usize * PIXEL;
        let bytes = &pixels.data()[number * length..][..length];
        let mut runs: Vec<Run> = Vec::new();
        let mut at = 0;
        while let Some(first) = bytes.get(at..).and_then(|rest| rest.first_chunk::<PIXEL>()) {
            let color = Color::of_pixel(*first);
            at = end_of_run(bytes, at, *first);
            let end = at / PIXEL;
            // Colors that differ in their alpha alone are one.
            match runs.last_mut().filter(|last| last.color == color) {
                Some(last) => last.end = end,
                None => runs.push(Run { color, end }),
            }
        }
        Row { runs }
    }

    /// Adds the pixels to those that were counted.
    pub fn count(&self, counts: &mut Counts) {
        self.each_length(|color, length| *counts.entry(color).or_default() += length);
    }

    /// Takes the pixels from those that were counted.
    pub fn discount(&self, counts: &mut Counts) {
        self.each_length(|color, length| {
            let count = counts.entry(color).or_default();
            *count = count.saturating_sub(length);
        });
    }

    fn each_length(&self, mut take: impl FnMut(Color, u64)) {
        let mut start = 0;
        for run in &self.runs {
            take(run.color, (run.end - start) as u64);
            start = run.end;
        }
    }
}

/// Returns the end of the pixels that equal the first one.
fn end_of_run(bytes: &[u8], at: usize, first: [u8; PIXEL]) -> usize {
    let group = u128::from(u32::from_ne_bytes(first)) * REPEATED;
    let mut end = at + PIXEL;
    loop {
        let rest = &bytes[end..];
        if rest.first_chunk::<PIXEL>() != Some(&first) {
            return end;
        }
        end += match rest.first_chunk::<{ GROUP * PIXEL }>() {
            Some(pixels) if u128::from_ne_bytes(*pixels) == group => GROUP * PIXEL,
            _ => PIXEL,
        };
    }
}

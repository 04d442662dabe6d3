//! The planes of a frame: brightness, two of colors, and alpha. Source: ITU-R BT.601, section 2.5.

use rav1e::prelude::*;

/// The largest value of a channel.
const LARGEST: f32 = 1023.0;

/// The value of a color that is none.
const GRAY: f32 = 512.0;

/// The parts of red, green and blue in brightness.
const PARTS: [f32; 3] = [0.299, 0.587, 0.114];

/// Fills a frame with all colors.
pub fn full(rgba: &[u8], width: usize, frame: &mut Frame<u16>) {
    for (y, row) in rgba.chunks_exact(width * 4).enumerate() {
        let pixels = row.chunks_exact(4).map(channels);
        for (x, values) in pixels.enumerate() {
            for (plane, value) in frame.planes.iter_mut().zip(values) {
                put(plane, x, y, value);
            }
        }
    }
}

/// Fills a frame with one color for each square of four pixels: their average.
pub fn half(rgba: &[u8], width: usize, frame: &mut Frame<u16>) {
    for (y, row) in rgba.chunks_exact(width * 4).enumerate() {
        for (x, pixel) in row.chunks_exact(4).enumerate() {
            put(&mut frame.planes[0], x, y, channels(pixel)[0]);
        }
    }
    each_square(rgba, width, |x, y, colors| {
        let [blue, red] = average(colors);
        put(&mut frame.planes[1], x, y, blue);
        put(&mut frame.planes[2], x, y, red);
    });
}

/// Returns true for a drawing or a screenshot: where the edges of things are edges of colors, half
/// of the colors would blur them.
///
/// Of seven photographs, 0.1 % of the squares have a pixel that is so far from their average; of
/// four drawings, 0.5 to 1 % have one. With half the colors these lose 2 to 8 points of
/// SSIMULACRA 2, and photographs half a point.
pub fn is_drawing(rgba: &[u8], width: usize) -> bool {
    const FAR: f32 = 64.0;
    const SQUARES_TO_A_SHARP_ONE: usize = 400;
    let (mut squares, mut sharp) = (0, 0);
    each_square(rgba, width, |_, _, colors| {
        let middle = average(colors);
        let is_far = |color: &[f32; 2]| {
            let distances = color
                .iter()
                .zip(middle)
                .map(|(one, other)| (one - other).abs());
            distances.fold(0.0, f32::max) > FAR
        };
        squares += 1;
        sharp += usize::from(colors.iter().any(is_far));
    });
    sharp * SQUARES_TO_A_SHARP_ONE > squares
}

/// Hands on the colors of each square of four pixels, with its place. A picture of odd sides ends
/// with halves of squares.
fn each_square(rgba: &[u8], width: usize, mut each: impl FnMut(usize, usize, &[[f32; 2]])) {
    let mut colors = Vec::with_capacity(4);
    for (y, rows) in rgba.chunks(width * 8).enumerate() {
        let (upper, lower) = rows.split_at(width * 4);
        let lower = lower.chunks(8).map(Some).chain(std::iter::repeat(None));
        for (x, (upper, lower)) in upper.chunks(8).zip(lower).enumerate() {
            let pixels = upper.chunks_exact(4);
            let pixels = pixels.chain(lower.unwrap_or_default().chunks_exact(4));
            colors.clear();
            colors.extend(pixels.map(|pixel| {
                let [_, blue, red] = channels(pixel);
                [blue, red]
            }));
            each(x, y, &colors);
        }
    }
}

fn average(colors: &[[f32; 2]]) -> [f32; 2] {
    let sum = colors.iter().fold([0.0; 2], |sum, color| {
        [sum[0] + color[0], sum[1] + color[1]]
    });
    sum.map(|sum| sum / colors.len() as f32)
}

/// Fills the only plane of a frame with alpha.
pub fn alpha(rgba: &[u8], width: usize, frame: &mut Frame<u16>) {
    for (y, row) in rgba.chunks_exact(width * 4).enumerate() {
        for (x, pixel) in row.chunks_exact(4).enumerate() {
            put(
                &mut frame.planes[0],
                x,
                y,
                f32::from(pixel[3]) * (LARGEST / 255.0),
            );
        }
    }
}

/// Returns the pixels with other colors where nobody sees them: those of a neighbor, which take
/// fewer bytes. `None` if every pixel is seen.
pub fn with_hidden_colors(rgba: &[u8], width: usize) -> Option<Vec<u8>> {
    rgba.chunks_exact(4).find(|pixel| pixel[3] == 0)?;
    let mut seen = rgba.to_vec();
    for row in seen.chunks_exact_mut(width * 4) {
        let first = row.chunks_exact(4).find(|pixel| pixel[3] != 0);
        let mut last = first.map_or([128; 3], |pixel| [pixel[0], pixel[1], pixel[2]]);
        for pixel in row.chunks_exact_mut(4) {
            match pixel[3] {
                0 => pixel[..3].copy_from_slice(&last),
                _ => last = [pixel[0], pixel[1], pixel[2]],
            }
        }
    }
    Some(seen)
}

/// Returns brightness, and what blue and red have beyond it.
fn channels(pixel: &[u8]) -> [f32; 3] {
    let value = |channel: usize| f32::from(pixel[channel]) * (LARGEST / 255.0);
    let [red, green, blue] = [value(0), value(1), value(2)];
    let bright = PARTS[0] * red + PARTS[1] * green + PARTS[2] * blue;
    [
        bright,
        (blue - bright) * (0.5 / (1.0 - PARTS[2])) + GRAY,
        (red - bright) * (0.5 / (1.0 - PARTS[0])) + GRAY,
    ]
}

fn put(plane: &mut Plane<u16>, x: usize, y: usize, value: f32) {
    let at = (plane.cfg.yorigin + y) * plane.cfg.stride + plane.cfg.xorigin + x;
    // Rounded, and never beyond the range: the conversion ends at both of its ends.
    plane.data[at] = (value.min(LARGEST) + 0.5) as u16;
}

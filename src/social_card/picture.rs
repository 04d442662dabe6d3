//! A picture that is ready to be encoded: its rows as runs, and the pieces that they are written
//! in. What a picture shares with another one is taken over.

use super::color::Counts;
use super::deflate::compress;
use super::palette::Palette;
use super::pieces::Pieces;
use super::runs::Row;
use resvg::tiny_skia::Pixmap;
use std::sync::Arc;

/// The rows of a picture.
pub(super) struct Picture {
    width: u32,
    rows: Vec<Arc<Row>>,
    pieces: Vec<Arc<Pieces>>,
    counts: Counts,
}

impl Picture {
    /// Reads a picture.
    pub fn of(pixels: &Pixmap) -> Self {
        let rows = (0..pixels.height() as usize).map(|row| Arc::new(Row::of(pixels, row)));
        let mut picture = Picture {
            width: pixels.width(),
            rows: rows.collect(),
            pieces: Vec::new(),
            counts: Counts::default(),
        };
        picture.pieces = (0..picture.rows.len())
            .map(|row| picture.pieces(row))
            .collect();
        for row in &picture.rows {
            row.count(&mut picture.counts);
        }
        picture
    }

    /// Reads a picture that equals this one but for some rows, in order. The outcome is as if all
    /// of it were read.
    pub fn with(&self, pixels: &Pixmap, changed: &[usize]) -> Self {
        let mut picture = Picture {
            width: self.width,
            rows: self.rows.clone(),
            pieces: self.pieces.clone(),
            counts: self.counts.clone(),
        };
        for &row in changed {
            let read = Row::of(pixels, row);
            picture.rows[row].discount(&mut picture.counts);
            read.count(&mut picture.counts);
            picture.rows[row] = Arc::new(read);
        }
        // A row looks at the one above.
        let mut cut: Vec<_> = changed.iter().flat_map(|row| [*row, row + 1]).collect();
        cut.dedup();
        for row in cut.into_iter().filter(|row| *row < self.rows.len()) {
            picture.pieces[row] = picture.pieces(row);
        }
        picture
    }

    fn pieces(&self, row: usize) -> Arc<Pieces> {
        let above = row.checked_sub(1).map(|above| &*self.rows[above]);
        Arc::new(Pieces::of(&self.rows[row], above))
    }

    /// Encodes the picture as PNG, if a palette is enough for its colors. The bytes follow from the
    /// pixels alone.
    pub fn encode(&self) -> Option<Result<Vec<u8>, png::EncodingError>> {
        let palette = Palette::of(&self.counts)?;
        let rows = self.rows.iter().zip(&self.pieces);
        let rows = rows.map(|(row, pieces)| (&**row, &**pieces));
        let data = compress(rows, self.width as usize, &palette);
        Some(self.write(&palette, &data))
    }

    fn write(&self, palette: &Palette, data: &[u8]) -> Result<Vec<u8>, png::EncodingError> {
        let colors = palette.colors.iter().flat_map(|color| color.channels());
        let mut bytes = Vec::with_capacity(data.len() + 1_024);
        let mut encoder = png::Encoder::new(&mut bytes, self.width, self.rows.len() as u32);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(colors.collect::<Vec<u8>>());
        let mut writer = encoder.write_header()?;
        writer.write_chunk(png::chunk::IDAT, data)?;
        writer.finish()?;
        Ok(bytes)
    }
}

/// Encodes a picture of many colors as PNG.
pub(super) fn encode_all_colors(pixels: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let opaque = pixels.data().chunks_exact(4).flat_map(|pixel| &pixel[..3]);
    let opaque: Vec<u8> = opaque.copied().collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    encoder.set_filter(png::Filter::Adaptive);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&opaque)?;
    writer.finish()?;
    Ok(bytes)
}

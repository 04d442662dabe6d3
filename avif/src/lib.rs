//! AVIF: from pixels to a file.
//!
//! It is a crate of its own because the encoder is generic: it is compiled where it is called, and
//! without optimization, as in Milepost's own debug builds, it is a hundred times slower.
//!
//! Ten bits a channel, all of their range, and the matrix of BT.601, which is what browsers assume
//! of a file that names none.

use avif_serialize::Aviffy;
use avif_serialize::constants::MatrixCoefficients as Matrix;
use rav1e::prelude::*;
use std::fmt;

mod planes;

/// The speed of encoding, from 0 to 10. The fastest: speed 6 saves a tenth of the bytes more and
/// takes four times as long.
const SPEED: u8 = 10;

/// The bits of a channel. Ten make smaller files than eight of pictures that have eight.
const DEPTH: u8 = 10;

/// The reason why a picture could not be encoded.
#[derive(Debug)]
pub struct Error(String);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

/// Encodes a picture. `rgba` has four bytes for each pixel, row by row; alpha that is opaque
/// everywhere is left out. `quality` is from 1 to 100. The bytes of the file depend on nothing
/// else, and one thread makes them.
///
/// A photograph gets colors in half the resolution, which nobody sees and which takes two thirds of
/// the time; a drawing or a screenshot keeps them all.
///
/// # Errors
/// When the encoder refuses the picture, whose sides must have at most 65,535 pixels.
///
/// # Panics
/// When `rgba` has fewer bytes than the picture has.
pub fn encode(rgba: &[u8], width: usize, height: usize, quality: u8) -> Result<Vec<u8>, Error> {
    let rgba = &rgba[..width * height * 4];
    let picture = Picture {
        width,
        height,
        quantizer: quantizer(quality),
    };
    let seen = planes::with_hidden_colors(rgba, width);
    let seen = seen.as_deref().unwrap_or(rgba);
    let is_half = !planes::is_drawing(seen, width);
    let colors = match is_half {
        true => picture.encode(ChromaSampling::Cs420, |frame| {
            planes::half(seen, width, frame)
        }),
        false => picture.encode(ChromaSampling::Cs444, |frame| {
            planes::full(seen, width, frame)
        }),
    }?;
    let is_opaque = rgba.chunks_exact(4).all(|pixel| pixel[3] == 255);
    let alpha = match is_opaque {
        true => None,
        false => Some(picture.encode(ChromaSampling::Cs400, |frame| {
            planes::alpha(rgba, width, frame);
        })?),
    };
    let mut boxes = Aviffy::new();
    boxes
        .set_matrix_coefficients(Matrix::Bt601)
        .set_chroma_subsampling((is_half, is_half))
        // Source: AV1, section 6.4.1: the main profile has half the colors, the high one all.
        .set_seq_profile(u8::from(!is_half));
    let side = |side: usize| u32::try_from(side).map_err(|error| Error(error.to_string()));
    let mut file = Vec::with_capacity(colors.len() + 1024);
    let written = boxes.write(
        &mut file,
        &colors,
        alpha.as_deref(),
        side(width)?,
        side(height)?,
        DEPTH,
    );
    written.map_err(|error| Error(error.to_string()))?;
    Ok(file)
}

/// Returns the quantizer of AV1, from 0 to 255, for a quality from 1 to 100. The scale is that of
/// JPEG as far as eyes tell: a picture looks about as good as a JPEG of that quality.
///
/// Source: the encoder `cavif`, whose author compared both.
fn quantizer(quality: u8) -> usize {
    let quality = f32::from(quality.clamp(1, 100)) / 100.0;
    let loss = match quality {
        high if high >= 0.82 => (1.0 - high) * 2.6,
        middle if middle > 0.25 => 0.875 - middle / 2.0,
        low => 1.0 - low,
    };
    (loss * 255.0).round() as usize
}

/// The size and the quality of a picture.
struct Picture {
    width: usize,
    height: usize,
    quantizer: usize,
}

impl Picture {
    /// Encodes a frame that `fill` fills.
    fn encode(
        &self,
        sampling: ChromaSampling,
        fill: impl FnOnce(&mut Frame<u16>),
    ) -> Result<Vec<u8>, Error> {
        let config = Config::new()
            .with_encoder_config(self.config(sampling))
            .with_threads(1);
        let mut encoder: Context<u16> = config
            .new_context()
            .map_err(|error| Error(error.to_string()))?;
        let mut frame = encoder.new_frame();
        fill(&mut frame);
        encoder
            .send_frame(frame)
            .map_err(|status| Error(status.to_string()))?;
        encoder.flush();
        let mut bytes = Vec::new();
        loop {
            match encoder.receive_packet() {
                Ok(mut packet) => bytes.append(&mut packet.data),
                Err(EncoderStatus::Encoded) => {}
                Err(EncoderStatus::LimitReached) => return Ok(bytes),
                Err(status) => return Err(Error(status.to_string())),
            }
        }
    }

    fn config(&self, chroma_sampling: ChromaSampling) -> EncoderConfig {
        let has_colors = chroma_sampling != ChromaSampling::Cs400;
        EncoderConfig {
            width: self.width,
            height: self.height,
            bit_depth: DEPTH.into(),
            chroma_sampling,
            chroma_sample_position: ChromaSamplePosition::Unknown,
            pixel_range: PixelRange::Full,
            color_description: has_colors.then_some(ColorDescription {
                color_primaries: ColorPrimaries::BT709,
                transfer_characteristics: TransferCharacteristics::SRGB,
                matrix_coefficients: MatrixCoefficients::BT601,
            }),
            still_picture: true,
            quantizer: self.quantizer,
            min_quantizer: u8::try_from(self.quantizer).unwrap_or(u8::MAX),
            tune: Tune::Psychovisual,
            speed_settings: speed(),
            ..EncoderConfig::default()
        }
    }
}

/// Returns the settings for one picture: nothing that looks at frames before or after it.
fn speed() -> SpeedSettings {
    let mut speed = SpeedSettings::from_preset(SPEED);
    speed.multiref = false;
    speed.rdo_lookahead_frames = 1;
    speed.scene_detection_mode = SceneDetectionSpeed::None;
    speed.motion.include_near_mvs = false;
    speed.motion.use_satd_subpel = false;
    // Filters that hide blocks also blur textures, and blocks of one size are judged quickly.
    speed.fast_deblock = false;
    speed.cdef = false;
    speed.lrf = false;
    speed.sgr_complexity = SGRComplexityLevel::Reduced;
    speed.partition.encode_bottomup = false;
    speed.partition.partition_range =
        PartitionRange::new(BlockSize::BLOCK_16X16, BlockSize::BLOCK_16X16);
    speed.prediction.prediction_modes = PredictionModesSetting::Simple;
    speed.prediction.fine_directional_intra = false;
    speed.transform.rdo_tx_decision = false;
    speed.transform.reduced_tx_set = true;
    speed.transform.enable_inter_tx_split = true;
    speed.transform.tx_domain_rate = true;
    speed
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of many colors, which change slowly or with each pixel.
    fn pixels(width: usize, height: usize, step: usize, alpha: u8) -> Vec<u8> {
        let pixel = |at: usize| {
            let (x, y) = (at % width, at / width);
            [(x * step) as u8, y as u8, ((x + y) * step) as u8, alpha]
        };
        (0..width * height).flat_map(pixel).collect()
    }

    /// Returns the profile of AV1: 0 for half the colors, 1 for all.
    fn profile(file: &[u8]) -> u8 {
        let mut parts = file.windows(6);
        let found = parts.find(|part| part.starts_with(b"av1C"));
        found.expect("the box of AV1")[5] >> 5
    }

    #[test]
    fn pictures_of_each_size_are_encoded() {
        for step in [1, 90] {
            for (width, height) in [(1, 1), (2, 3), (17, 16), (64, 33)] {
                for alpha in [0, 100, 255] {
                    let pixels = pixels(width, height, step, alpha);
                    let file = encode(&pixels, width, height, 75).expect("a file");
                    assert_eq!(&file[4..12], b"ftypavif");
                    let has_alpha = file.windows(14).any(|part| part == b"auxC\0\0\0\0urn:mp");
                    assert_eq!(has_alpha, alpha < 255, "{width} x {height}");
                }
            }
        }
    }

    #[test]
    fn drawings_keep_all_colors_and_less_quality_takes_fewer_bytes() {
        let encoded = |step, quality| {
            let file = encode(&pixels(128, 128, step, 255), 128, 128, quality);
            file.expect("a file")
        };
        assert_eq!(profile(&encoded(1, 75)), 0);
        assert_eq!(profile(&encoded(90, 75)), 1);
        for step in [1, 90] {
            let sizes = [40, 75, 95].map(|quality| encoded(step, quality).len());
            assert!(sizes.is_sorted() && sizes[0] < sizes[2], "{sizes:?}");
        }
    }
}

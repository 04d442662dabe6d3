//! QR codes for terminals.

use crate::report::ColorMode;
use qrcode::{Color, EcLevel, QrCode};

/// The width of the light border around a code, in modules. Source: ISO/IEC 18004, section 9.1.
const QUIET: usize = 4;

/// White on black, independent of the terminal's colors.
const WHITE_ON_BLACK: &str = "\x1b[38;5;231;48;5;16m";

const RESET: &str = "\x1b[0m";

/// Returns the code of a text, with one line of the terminal for two of its rows; `None` if the
/// text is too long for a code.
///
/// Light modules are drawn and dark ones are left out, so that the code is right on dark terminals
/// even without colors.
pub(super) fn code(text: &str, color_mode: ColorMode) -> Option<String> {
    // The lowest level of error correction gives the largest modules, and a screen has no stains.
    let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
    let inner = QUIET..QUIET + code.width();
    let size = code.width() + 2 * QUIET;
    let is_light = |x: usize, y: usize| {
        !(inner.contains(&x) && inner.contains(&y)) || code[(x - QUIET, y - QUIET)] == Color::Light
    };
    let half_blocks = |y: usize| {
        let block = move |x: usize| match (is_light(x, y), y + 1 < size && is_light(x, y + 1)) {
            (true, true) => '█',
            (true, false) => '▀',
            (false, true) => '▄',
            (false, false) => ' ',
        };
        (0..size).map(block).collect::<String>()
    };
    let line = |y: usize| match color_mode {
        ColorMode::Plain => format!("{}\n", half_blocks(y)),
        ColorMode::Ansi => format!("{WHITE_ON_BLACK}{}{RESET}\n", half_blocks(y)),
    };
    Some((0..size).step_by(2).map(line).collect())
}

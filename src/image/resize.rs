//! Resizing of decoded images.

use super::fault::Fault;
use super::header::Size;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::DynamicImage;

/// Returns an image at another size.
pub(super) fn resize(image: &DynamicImage, size: Size) -> Result<DynamicImage, Fault> {
    let Size { width, height } = size;
    if (image.width(), image.height()) == (width, height) {
        return Ok(image.clone());
    }
    let mut resized = DynamicImage::new(width, height, image.color());
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new()
        .resize(image, &mut resized, &options)
        .map_err(Fault::unreadable)?;
    Ok(resized)
}

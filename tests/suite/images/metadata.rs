//! Orientation, which is kept, and the metadata of cameras, which is removed.

use super::{PAGE, attribute, holds, html, site};
use crate::photos::{self, CANARY, jpeg, png, quarters};
use crate::support::{outputs, report, text};
use milepost::image::probe;
use std::io::Cursor;

#[test]
fn orientation_is_applied_and_metadata_removed() {
    let photo = photos::from_a_phone(&jpeg(&quarters(120, 80)), 6);
    let mut with_exif = photos::chunk(b"eXIf", &photos::exif(6));
    with_exif.extend(photos::chunk(b"tEXt", &[b"Comment\0", CANARY].concat()));
    let drawing = photos::with_chunks(&png(&quarters(120, 80)), &with_exif);
    let images: [(&str, &[u8]); 3] = [
        ("photo.jpg", &photo),
        ("drawing.png", &drawing),
        ("unseen.JPEG", &photo),
    ];
    let mut site = site(
        "![](photo.jpg) ![](drawing.png)\n\n[large](photo.jpg)\n",
        &images,
    );
    site.replace(
        PAGE,
        "# Page",
        "---\nimage: {src: drawing.png, alt: A}\n---\n# Page",
    );
    site.replace(
        "site.yaml",
        "title",
        "base_url: https://example.org/\ntitle",
    );
    let build = site.build();
    assert_eq!(report(&build), "");
    let page = html(&build);
    assert_eq!(
        (attribute(&page, "width"), attribute(&page, "height")),
        ("80", "120")
    );
    let all = outputs(&build);
    for (path, bytes) in &all {
        assert!(
            !holds(bytes.as_ref().expect("it can be rendered"), b"CANARY"),
            "{path} has the place where it was taken"
        );
    }
    let decoded = |path: &str| {
        image::load_from_memory(all[path].as_ref().expect("bytes"))
            .expect("an image")
            .to_rgb8()
    };
    let turned = |photo: &image::RgbImage| {
        let (w, h) = photo.dimensions();
        let at = |x: u32, y: u32| {
            photo
                .get_pixel(w * x / 4, h * y / 4)
                .0
                .map(|part| part > 128)
        };
        // After a quarter turn to the right, the blue corner of the bottom left is at the top left.
        assert_eq!(
            [at(1, 1), at(3, 1)],
            [[false, false, true], [true, false, false]]
        );
        assert_eq!(
            [at(1, 3), at(3, 3)],
            [[true, true, true], [false, true, false]]
        );
    };
    let shown: Vec<&String> = all
        .keys()
        .filter(|path| path.starts_with("assets/images") && !path.ends_with("avif"))
        .collect();
    assert_eq!(shown.len(), 4, "{shown:?}");
    shown.into_iter().for_each(|path| turned(&decoded(path)));
    // Originals that are linked, or that no page shows, are published with their orientation as
    // the only metadata.
    for path in ["part/photo.jpg", "part/drawing.png", "part/unseen.JPEG"] {
        let bytes = all[path].as_ref().expect("it can be rendered");
        let header = probe(Cursor::new(bytes), bytes.len() as u64)
            .expect("an image")
            .expect("an image");
        assert_eq!(
            (header.size.width, header.size.height, header.orientation),
            (80, 120, 6),
            "{path}"
        );
        assert_eq!(decoded(path).dimensions(), (120, 80), "{path}");
    }
    assert!(
        text(&build, "part/page/index.html")
            .contains("content=\"https://example.org/assets/images/drawing.80.")
    );
}

#[test]
fn an_avif_with_metadata_is_an_error() {
    let avif = |exif: Option<Vec<u8>>| {
        let mut boxes = avif_serialize::Aviffy::new();
        exif.map(|exif| boxes.set_exif(exif));
        // Nobody decodes it: what is read are the boxes.
        boxes.to_vec(b"AV1", None, 24, 16, 8)
    };
    let mut plain = site("![](a.avif)", &[("a.avif", &avif(None))]);
    let build = plain.build();
    assert_eq!(report(&build), "");
    assert!(
        html(&build).contains("<img src=\"/part/a.avif\" width=\"24\" height=\"16\" alt=\"\""),
        "{}",
        html(&build)
    );
    let mut telling = site("![](a.avif)", &[("a.avif", &avif(Some(photos::exif(1))))]);
    let build = telling.build();
    assert!(
        report(&build).contains("cannot be removed from an AVIF"),
        "{}",
        report(&build)
    );
    assert!(outputs(&build)["part/a.avif"].is_none());
}

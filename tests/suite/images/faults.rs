//! Images that cannot be used: too large, damaged, malicious, or in another format.

use super::{paths, site};
use crate::photos::{self, jpeg, png, quarters};
use crate::support::{outputs, report};
use milepost::image::{Encoding, Recipe, VariantEncoder, probe, strip_metadata};
use std::io::Cursor;

/// Returns a PNG of a header alone, which states a size.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let content = [
        &width.to_be_bytes()[..],
        &height.to_be_bytes(),
        &[8, 2, 0, 0, 0],
    ]
    .concat();
    [b"\x89PNG\r\n\x1A\n", &photos::chunk(b"IHDR", &content)[..]].concat()
}

#[test]
fn an_image_that_is_too_large_is_refused_by_its_header() {
    for (width, height) in [
        (60_000, 60_000),
        (16_385, 1),
        (1, 16_385),
        (10_001, 10_000),
        (u32::MAX, u32::MAX),
    ] {
        let mut site = site("![](a.png)", &[("a.png", &png_header(width, height))]);
        let report = report(&site.build());
        assert_eq!(
            report.matches("error[image-too-large]").count(),
            2,
            "{width} × {height}: {report}"
        );
        assert!(
            report.contains("content/part/a.png") && report.contains("content/part/page.md:3:1"),
            "{report}"
        );
    }
}

#[test]
fn an_image_that_browsers_cannot_show_is_an_error() {
    let cases: [(&str, &[u8], &str); 4] = [
        ("a.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        ("a.jpg", b"MM\0*\0\0\0\x08", "TIFF"),
        (
            "a.png",
            b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR",
            "unreadable-image",
        ),
        ("a.webp", b"RIFF\x10\0\0\0WEBPVP8 ", "unreadable-image"),
    ];
    for (name, bytes, expected) in cases {
        let mut site = site(&format!("![]({name})"), &[(name, bytes)]);
        let build = site.build();
        let report = report(&build);
        assert!(report.contains(expected), "{name}: {report}");
        assert!(
            paths(&build).iter().all(|path| !path.contains("part/a.")),
            "{:?}",
            paths(&build)
        );
    }
}

#[test]
fn compressed_texts_of_gigabytes_are_not_unpacked() {
    let zeros = vec![0; 60_000_000];
    let mut packed = deflate(&zeros);
    packed.splice(0..0, *b"Comment\0\0");
    let bomb = photos::with_chunks(
        &png(&quarters(60, 40)),
        &photos::chunk(b"zTXt", &packed).repeat(20),
    );
    let profile = [b"a\0\0", &deflate(&zeros)[..]].concat();
    let colors = photos::with_chunks(&png(&quarters(60, 40)), &photos::chunk(b"iCCP", &profile));
    let mut site = site(
        "![](a.png) ![](b.png)",
        &[("a.png", &bomb), ("b.png", &colors)],
    );
    assert_eq!(report(&site.build()), "");
}

/// Compresses bytes as PNG does.
fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut png = Cursor::new(Vec::new());
    let width = 10_000;
    let gray = image::GrayImage::from_raw(width, bytes.len() as u32 / width, bytes.to_vec())
        .expect("pixels");
    gray.write_to(&mut png, image::ImageFormat::Png)
        .expect("a PNG");
    let png = png.into_inner();
    let at = png
        .windows(4)
        .position(|kind| kind == b"IDAT")
        .expect("data");
    let length = u32::from_be_bytes(png[at - 4..at].try_into().expect("four bytes")) as usize;
    png[at + 4..at + 4 + length].to_vec()
}

#[test]
fn no_damaged_image_causes_a_panic() {
    let photo = quarters(48, 32);
    let kinds: [Vec<u8>; 4] = [
        photos::from_a_phone(&jpeg(&photo), 6),
        png(&photo),
        photos::webp(&photo, true),
        photos::webp(&photo, false),
    ];
    let encoder = VariantEncoder::default();
    let mut seed = 7_u64;
    let mut random = |below: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for bytes in &kinds {
        for round in 0..250 {
            let mut damaged = bytes.clone();
            match round % 2 {
                0 => damaged.truncate(random(bytes.len())),
                _ => {
                    (0..1 + random(8)).for_each(|_| damaged[random(bytes.len())] ^= 1 << random(8))
                }
            }
            let probed = probe(Cursor::new(&damaged), damaged.len() as u64);
            let _ = strip_metadata(&damaged);
            let Ok(Some(header)) = probed else { continue };
            if header.size.pixels() > 100_000 {
                continue;
            }
            let size = header.size.at_width(8);
            let recipe = Recipe::new(
                milepost::digest::Digest::of_bytes(&damaged),
                size,
                Encoding::Jpeg(75),
            );
            let _ = encoder.encode(&recipe, || Ok(damaged));
        }
    }
}

#[test]
fn a_truncated_image_is_reported_and_other_pages_are_made() {
    let whole = png(&quarters(90, 60));
    let mut site = site("![](a.png)", &[("a.png", &whole[..whole.len() / 2])]);
    let build = site.build();
    let report = report(&build);
    assert!(
        report.contains("error[unreadable-image]") && report.contains("content/part/a.png"),
        "{report}"
    );
    assert_eq!(
        report.matches("error[").count(),
        1,
        "one image, one diagnostic: {report}"
    );
    assert!(outputs(&build)["index.html"].is_some());
}

//! The memory that the largest hostile files take.

use crate::memory::{Files, assert_bounded, file};
use crate::photos::{jpeg, quarters};
use image::Rgb;
use std::io::Write;

/// Writes a picture of 100 million pixels, row by row.
fn picture(color: png::ColorType, depth: png::BitDepth) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 10_000, 10_000);
    encoder.set_color(color);
    encoder.set_depth(depth);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().expect("a header");
    let mut rows = writer.stream_writer().expect("a writer");
    let bits = 10_000 * color.samples() * depth as usize;
    let row: Vec<u8> = (0..bits / 8).map(|at| (at % 251) as u8).collect();
    for _ in 0..10_000 {
        rows.write_all(&row).expect("a row");
    }
    rows.finish().expect("the end");
    writer.finish().expect("the end");
    bytes
}

/// Returns a photo whose last scan stands in it many times.
fn scans(times: usize) -> Vec<u8> {
    let photo = quarters(1_200, 800);
    let encoder = mozjpeg_rs::Encoder::new(mozjpeg_rs::Preset::ProgressiveBalanced);
    let photo = encoder
        .encode_rgb(photo.as_raw(), 1_200, 800)
        .expect("a JPEG");
    let is_scan = |at: &usize| photo[*at..].starts_with(b"\xFF\xDA");
    let last = (0..photo.len()).rev().find(is_scan).expect("a scan");
    let (before, scan) = photo[..photo.len() - 2].split_at(last);
    [before, &scan.repeat(times), b"\xFF\xD9"].concat()
}

/// Returns a site whose home page shows pictures.
fn shown(pictures: Vec<(&'static str, Vec<u8>)>) -> Files {
    let names = pictures
        .iter()
        .map(|(path, _)| path.trim_start_matches("content/"));
    let text: String = names.map(|name| format!("![A]({name})\n\n")).collect();
    let mut files = file("content/_index.md", format!("# Home\n\n{text}"));
    files.extend(pictures);
    files
}

#[test]
#[ignore = "some minutes"]
fn the_largest_files_take_no_more_memory_than_allowed() {
    use png::{BitDepth, ColorType};
    let deep = || picture(ColorType::Rgba, BitDepth::Sixteen);
    let plain = || picture(ColorType::Rgb, BitDepth::Eight);
    let photo = || {
        jpeg(&image::RgbImage::from_pixel(
            10_000,
            10_000,
            Rgb([9, 99, 199]),
        ))
    };
    let filters = "<feGaussianBlur stdDeviation='900'/>".repeat(200);
    let drawing = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='1200' height='630'>\
         <filter id='f' x='-9' y='-9' width='19' height='19'>{filters}</filter>\
         <g filter='url(#f)'><path d='M0 0h900v600z'/></g></svg>"
    );
    let redirects: String = (0..30_000)
        .map(|number| format!("  /r{number}/: /\n"))
        .collect();
    let cases: [(&str, &dyn Fn() -> Files); 12] = [
        ("a picture", &|| shown(vec![("content/a.png", plain())])),
        ("a picture of 16 bits", &|| {
            shown(vec![("content/a.png", deep())])
        }),
        ("a photo", &|| shown(vec![("content/a.jpg", photo())])),
        ("four pictures at once", &|| {
            shown(vec![
                ("content/a.png", deep()),
                ("content/b.png", plain()),
                ("content/c.jpg", photo()),
                (
                    "content/d.png",
                    picture(ColorType::Grayscale, BitDepth::One),
                ),
            ])
        }),
        ("a photo of many scans", &|| {
            shown(vec![("content/a.jpg", scans(3_000))])
        }),
        ("large data in JSON", &|| {
            file(
                "data/a.json",
                format!("[0{}]", ",[{\"a\": 0}]".repeat(6_000_000)),
            )
        }),
        ("large data in YAML", &|| {
            file("data/a.yaml", "- [a, 0]\n".repeat(7_000_000))
        }),
        ("large data in CSV", &|| {
            file("data/a.csv", "a,b,c,d\n".repeat(8_000_000))
        }),
        ("a large page", &|| {
            file("content/a.md", "*a* [b](c.md) `d`\n\n".repeat(500_000))
        }),
        ("a large style sheet", &|| {
            file("assets/css/a.css", "a{b:c}".repeat(1_000_000))
        }),
        ("filters in a drawing", &|| {
            file("templates/picture.svg", drawing.clone())
        }),
        ("redirects", &|| {
            file("site.yaml", format!("redirects:\n{redirects}"))
        }),
    ];
    for (name, files) in cases {
        assert_bounded(name, files());
    }
}

//! Images in pages: variants, sizes, and the files that are published for them.

use super::{PAGE, attribute, holds, html, site, variants};
use crate::photos::{self, CANARY, jpeg, png, quarters};
use crate::support::{outputs, report, text};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage};
use milepost::path::OutputPath;

#[test]
fn pages_offer_variants_of_an_image() {
    let mut site = site(
        "![A \\<first>](photo.jpg)\n\nText ![Another](tall.png 'Said of it')",
        &[
            ("photo.jpg", &jpeg(&quarters(150, 100))),
            ("tall.png", &png(&quarters(60, 90))),
        ],
    );
    let build = site.build();
    assert_eq!(report(&build), "");
    let mut made = ["photo.40", "photo.80", "photo.120"]
        .map(|name| [format!("{name}.avif"), format!("{name}.jpg")])
        .concat();
    made.extend(["tall.40.avif", "tall.40.png", "tall.60.avif", "tall.60.png"].map(str::to_owned));
    made.sort_unstable();
    let mut found = variants(&build);
    found.sort_unstable();
    assert_eq!(found, made);
    let html = html(&build);
    let (first, second) = html.split_once("</picture>").expect("an element");
    let (source, image) = first
        .split_once("<picture>")
        .expect("an image")
        .1
        .split_once('>')
        .expect("a source");
    assert_eq!(attribute(source, "type"), "image/avif");
    assert_eq!(
        attribute(source, "sizes"),
        "(min-width: 62rem) 36rem, 100vw"
    );
    let widths: Vec<&str> = attribute(source, "srcset")
        .split(", ")
        .map(|part| part.rsplit(' ').next().unwrap_or_default())
        .collect();
    assert_eq!(widths, ["40w", "80w", "120w"]);
    assert!(attribute(image, "src").ends_with(".jpg"), "{image}");
    assert_eq!(
        (attribute(image, "width"), attribute(image, "height")),
        ("120", "80")
    );
    assert_eq!(attribute(image, "alt"), "A &lt;first&gt;");
    assert_eq!(
        (
            attribute(image, "fetchpriority"),
            attribute(image, "decoding")
        ),
        ("high", "async")
    );
    assert!(!image.contains("loading="), "{image}");
    assert_eq!(
        (attribute(second, "loading"), attribute(second, "title")),
        ("lazy", "Said of it")
    );
    assert!(!second.contains("fetchpriority"), "{second}");
    for (path, bytes) in outputs(&build) {
        let bytes = bytes.expect("it can be rendered");
        match path.rsplit('.').next() {
            Some("avif") => assert_eq!(&bytes[4..12], b"ftypavif", "{path}"),
            Some("jpg") => assert!(bytes.starts_with(b"\xFF\xD8\xFF"), "{path}"),
            Some("png") => assert!(bytes.starts_with(b"\x89PNG"), "{path}"),
            _ => {}
        }
    }
}

#[test]
fn every_url_has_the_base_path() {
    let mut site = site(
        "![](photo.jpg)\n\n<img src=\"photo.jpg\" alt=\"\">",
        &[("photo.jpg", &jpeg(&quarters(150, 100)))],
    );
    site.write("site.yaml", "base_url: https://example.org/guide/\n");
    let build = site.build();
    let page = text(&build, "part/page/index.html");
    let named: Vec<_> = page
        .match_indices("/assets/images/")
        .map(|(at, _)| &page[at.saturating_sub(6)..at])
        .collect();
    assert_eq!(named, vec!["/guide"; 4], "{page}");
    assert_eq!(report(&build), "");
}

#[test]
fn only_files_that_pages_refer_to_are_published() {
    let photo = jpeg(&quarters(60, 40));
    let (mut site, all) = (
        site(
            "![](a.jpg) ![](a.jpg) <img src=b.jpg alt=''> [c](c.jpg)",
            &[],
        ),
        ["a", "b", "c", "d"],
    );
    all.iter()
        .for_each(|name| site.write_bytes(&format!("content/part/{name}.jpg"), &photo));
    site.write_bytes("static/e.jpg", &photos::from_a_phone(&photo, 1));
    let build = site.build();
    assert_eq!(report(&build), "");
    let published = |path: &str| {
        build
            .jobs()
            .contains_key(&OutputPath::new(path).expect("a path"))
    };
    let own = [
        "part/a.jpg",
        "part/b.jpg",
        "part/c.jpg",
        "part/d.jpg",
        "e.jpg",
    ]
    .map(published);
    assert_eq!(own, [false, false, true, true, true]);
    let whole = outputs(&build).remove("e.jpg").flatten().expect("bytes");
    assert!(
        holds(&whole, CANARY),
        "files in static/ are copied byte for byte"
    );
    let made = variants(&build);
    assert_eq!(made.len(), 8, "{made:?}");
}

#[test]
fn a_template_that_names_an_unpublished_original_gets_advice() {
    let mut site = site("![](a.jpg)", &[("a.jpg", &jpeg(&quarters(60, 40)))]);
    site.write(
        "templates/page.html",
        "{{ page.content }}<img src=\"/part/a.jpg\" alt=\"\">",
    );
    let broken = report(&site.build());
    assert!(
        broken.contains("error[broken-link]") && broken.contains("put it in `static/`"),
        "{broken}"
    );
    site.write(PAGE, "[a](a.jpg)");
    assert_eq!(report(&site.build()), "");
}

#[test]
fn other_images_are_shown_unchanged_with_their_size() {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 300 200'/>";
    let gif = b"GIF89a\x0A\0\x05\0\0\0\0,\0\0\0\0\x0A\0\x05\0\0\x02\x02\x44\x01\0;";
    let mut site = site(
        "![](a.svg) ![](b.gif) ![](https://example.org/c.jpg)",
        &[("a.svg", svg), ("b.gif", gif)],
    );
    let build = site.build();
    assert_eq!(report(&build), "");
    let page = html(&build);
    assert!(!page.contains("<picture"), "{page}");
    assert!(
        page.contains("<img src=\"/part/a.svg\" width=\"300\" height=\"200\" alt=\"\""),
        "{page}"
    );
    assert!(
        page.contains(
            "<img src=\"/part/b.gif\" width=\"10\" height=\"5\" alt=\"\" loading=\"lazy\""
        ),
        "{page}"
    );
    assert!(
        page.contains("<img src=\"https://example.org/c.jpg\" alt=\"\""),
        "{page}"
    );
    site.write_bytes("content/part/a.jpg", &jpeg(&quarters(60, 40)));
    site.write(PAGE, "![](a.jpg)");
    site.write("site.yaml", "images: false\n");
    let page = html(&site.build());
    assert!(
        page.contains("<img src=\"/part/a.jpg\" width=\"60\" height=\"40\" alt=\"\""),
        "{page}"
    );
}

#[test]
fn alpha_is_kept() {
    let photo = quarters(60, 40);
    let (clear, opaque) = (photos::webp(&photo, true), photos::webp(&photo, false));
    let mut site = site(
        "![](clear.webp) ![](opaque.webp)",
        &[("clear.webp", &clear), ("opaque.webp", &opaque)],
    );
    let build = site.build();
    assert_eq!(report(&build), "");
    let mut made = variants(&build);
    made.retain(|name| name.contains(".60."));
    made.sort_unstable();
    assert_eq!(
        made,
        [
            "clear.60.avif",
            "clear.60.png",
            "opaque.60.avif",
            "opaque.60.jpg"
        ]
    );
    let all = outputs(&build);
    let path = all
        .keys()
        .find(|path| path.contains("clear.60") && path.ends_with("png"))
        .expect("a PNG");
    let decoded = image::load_from_memory(all[path].as_ref().expect("bytes"))
        .expect("an image")
        .to_rgba8();
    assert_eq!(decoded.get_pixel(30, 20).0[3], 30);
}

#[test]
fn no_version_weighs_more_than_its_original() {
    // Lines, which blur into many colors when they are made smaller.
    let lines = RgbImage::from_fn(480, 320, |x, y| match (x % 7, y % 5) {
        (0, _) => Rgb([200, 30, 30]),
        (_, 0) => Rgb([20, 20, 120]),
        _ => Rgb([255, 255, 255]),
    });
    let mut coarse = Vec::new();
    JpegEncoder::new_with_quality(&mut coarse, 15)
        .encode_image(&quarters(120, 80))
        .expect("a JPEG");
    let mut drawing = Vec::new();
    PngEncoder::new_with_quality(&mut drawing, CompressionType::Best, FilterType::NoFilter)
        .write_image(&lines, 480, 320, ExtendedColorType::Rgb8)
        .expect("a PNG");
    let files = [("lines.png", drawing), ("coarse.jpg", coarse)];
    let files = files.each_ref().map(|(name, bytes)| (*name, &bytes[..]));
    let mut site = site("![Lines](lines.png) ![Coarse](coarse.jpg)", &files);
    let build = site.build();
    assert_eq!(report(&build), "");
    let made = variants(&build);
    let has = |name: &str| made.iter().any(|made| made == name);
    assert!(has("lines.120.png") && has("coarse.120.jpg") && has("coarse.120.avif"));
    assert!(!has("lines.120.avif"), "a drawing has no AVIF: {made:?}");
    for (path, bytes) in outputs(&build) {
        let Some(name) = path.strip_prefix("assets/images/") else {
            continue;
        };
        let original = files.iter().find(|(file, _)| file[..5] == name[..5]);
        let original = original.expect("its original").1.len();
        let size = bytes.expect("a picture").len();
        assert!(size <= original, "{path}: {size} of {original} bytes");
    }
}

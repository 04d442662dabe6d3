//! Pictures of writers: their versions, what is not told of where they were taken, and what
//! pictures that are meant ill may cost.

use crate::photos::{self, CANARY, jpeg, png, quarters};
use crate::program::milepost;
use crate::support::{Site, complaints, outputs, text};
use milepost::cache::Cache;
use milepost::image::{Encoding, Recipe, VariantEncoder, probe, strip_metadata};
use milepost::path::OutputPath;
use milepost::pipeline::{Build, BuildOptions, Builder};
use milepost::source;
use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::PathBuf;

const PAGE: &str = "content/part/page.md";

/// A site with one page that shows these pictures, which lie beside it.
fn site(page: &str, pictures: &[(&str, &[u8])]) -> Site {
    let site = Site::new(&[
        (
            "site.yaml",
            "title: Guide\nimages: {widths: [40, 80, 120]}\n",
        ),
        ("content/_index.md", "# Home\n"),
        ("content/part/_index.md", "# Part\n"),
        (PAGE, &format!("# Page\n\n{page}\n")),
    ]);
    pictures
        .iter()
        .for_each(|(name, bytes)| site.write_bytes(&format!("content/part/{name}"), bytes));
    site
}

fn paths(build: &Build) -> Vec<String> {
    let of_pictures = |path: &String| {
        !path.ends_with(".html")
            && !path.starts_with("assets/css")
            && !path.starts_with("assets/js")
    };
    build
        .jobs()
        .keys()
        .map(ToString::to_string)
        .filter(of_pictures)
        .collect()
}

/// Paths of versions without their digests: `photo.40.avif`.
fn versions(build: &Build) -> Vec<String> {
    let names = paths(build)
        .into_iter()
        .filter_map(|path| path.strip_prefix("assets/images/").map(str::to_owned));
    let without_digest = |name: String| {
        let parts: Vec<&str> = name.split('.').collect();
        format!("{}.{}.{}", parts[0], parts[1], parts[3])
    };
    names.map(without_digest).collect()
}

fn html(build: &Build) -> String {
    let html = text(build, "part/page/index.html");
    html.split_once("<article")
        .map_or(html.clone(), |(_, rest)| rest.to_owned())
}

fn attribute<'h>(html: &'h str, name: &str) -> &'h str {
    let start = html
        .find(&format!(" {name}=\""))
        .unwrap_or_else(|| panic!("no {name} in {html}"))
        + name.len()
        + 3;
    html[start..].split('"').next().unwrap_or_default()
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

#[test]
fn a_picture_is_shown_in_the_version_that_fits() {
    let mut site = site(
        "![A \\<first>](photo.jpg)\n\nText ![Another](tall.png 'Said of it')",
        &[
            ("photo.jpg", &jpeg(&quarters(150, 100))),
            ("tall.png", &png(&quarters(60, 90))),
        ],
    );
    let build = site.build();
    assert_eq!(complaints(&build), "");
    let mut made = ["photo.40", "photo.80", "photo.120"]
        .map(|name| [format!("{name}.avif"), format!("{name}.jpg")])
        .concat();
    made.extend(["tall.40.avif", "tall.40.png", "tall.60.avif", "tall.60.png"].map(str::to_owned));
    made.sort_unstable();
    let mut found = versions(&build);
    found.sort_unstable();
    assert_eq!(found, made);
    let html = html(&build);
    let (first, second) = html.split_once("</picture>").expect("a picture");
    let (source, image) = first
        .split_once("<picture>")
        .expect("a picture")
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
        let bytes = bytes.expect("it can be made");
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
    assert_eq!(complaints(&build), "");
}

#[test]
fn it_lies_as_it_was_held_and_says_nothing_of_where() {
    let photo = photos::from_a_telephone(&jpeg(&quarters(120, 80)), 6);
    let mut with_exif = photos::chunk(b"eXIf", &photos::exif(6));
    with_exif.extend(photos::chunk(b"tEXt", &[b"Comment\0", CANARY].concat()));
    let drawing = photos::with_chunks(&png(&quarters(120, 80)), &with_exif);
    let pictures: [(&str, &[u8]); 3] = [
        ("photo.jpg", &photo),
        ("drawing.png", &drawing),
        ("unseen.JPEG", &photo),
    ];
    let mut site = site(
        "![](photo.jpg) ![](drawing.png)\n\n[large](photo.jpg)\n",
        &pictures,
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
    assert_eq!(complaints(&build), "");
    let page = html(&build);
    assert_eq!(
        (attribute(&page, "width"), attribute(&page, "height")),
        ("80", "120")
    );
    let all = outputs(&build);
    for (path, bytes) in &all {
        assert!(
            !holds(bytes.as_ref().expect("it can be made"), b"CANARY"),
            "{path} tells where it was taken"
        );
    }
    let decoded = |path: &str| {
        image::load_from_memory(all[path].as_ref().expect("bytes"))
            .expect("a picture")
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
        // A quarter to the right: what was at the bottom left is at the top left.
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
    // What is linked, or nowhere shown, has its own URL, and lies as it lay in the file; its
    // orientation is all that is told.
    for path in ["part/photo.jpg", "part/drawing.png", "part/unseen.JPEG"] {
        let bytes = all[path].as_ref().expect("it can be made");
        let facts = probe(Cursor::new(bytes), bytes.len() as u64)
            .expect("a picture")
            .expect("a picture");
        assert_eq!(
            (facts.size.width, facts.size.height, facts.orientation),
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
fn only_what_somebody_may_ask_for_is_published() {
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
    site.write_bytes("static/e.jpg", &photos::from_a_telephone(&photo, 1));
    let build = site.build();
    assert_eq!(complaints(&build), "");
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
        "what lies in static/ is copied byte for byte"
    );
    let made = versions(&build);
    assert_eq!(made.len(), 8, "{made:?}");
}

#[test]
fn a_template_that_asks_for_a_photo_of_a_page_is_told_why_it_is_not_there() {
    let mut site = site("![](a.jpg)", &[("a.jpg", &jpeg(&quarters(60, 40)))]);
    site.write(
        "templates/page.html",
        "{{ page.content }}<img src=\"/part/a.jpg\" alt=\"\">",
    );
    let said = complaints(&site.build());
    assert!(
        said.contains("error[broken-link]") && said.contains("put it in `static/`"),
        "{said}"
    );
    site.write(PAGE, "[a](a.jpg)");
    assert_eq!(complaints(&site.build()), "");
}

#[test]
fn what_is_no_photo_is_shown_as_it_is_in_its_size() {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 300 200'/>";
    let gif = b"GIF89a\x0A\0\x05\0\0\0\0,\0\0\0\0\x0A\0\x05\0\0\x02\x02\x44\x01\0;";
    let mut site = site(
        "![](a.svg) ![](b.gif) ![](https://example.org/c.jpg)",
        &[("a.svg", svg), ("b.gif", gif)],
    );
    let build = site.build();
    assert_eq!(complaints(&build), "");
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
fn an_avif_is_published_unless_it_tells_where_it_was_taken() {
    let pixels = [ravif::RGBA8::new(90, 120, 60, 255); 24 * 16];
    let avif = |exif: Option<Vec<u8>>| {
        let encoder = ravif::Encoder::new()
            .with_speed(10)
            .with_num_threads(Some(1));
        let encoder = match exif {
            Some(exif) => encoder.with_exif(exif),
            None => encoder,
        };
        encoder
            .encode_rgba(ravif::Img::new(&pixels, 24, 16))
            .expect("an AVIF")
            .avif_file
    };
    let mut plain = site("![](a.avif)", &[("a.avif", &avif(None))]);
    let build = plain.build();
    assert_eq!(complaints(&build), "");
    assert!(
        html(&build).contains("<img src=\"/part/a.avif\" width=\"24\" height=\"16\" alt=\"\""),
        "{}",
        html(&build)
    );
    let mut telling = site("![](a.avif)", &[("a.avif", &avif(Some(photos::exif(1))))]);
    let build = telling.build();
    assert!(
        complaints(&build).contains("cannot be removed from an AVIF"),
        "{}",
        complaints(&build)
    );
    assert!(outputs(&build)["part/a.avif"].is_none());
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
    assert_eq!(complaints(&build), "");
    let mut made = versions(&build);
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
        .expect("a picture")
        .to_rgba8();
    assert_eq!(decoded.get_pixel(30, 20).0[3], 30);
}

#[test]
fn an_edit_changes_its_url_and_no_other() {
    let photo = jpeg(&quarters(60, 40));
    let mut site = site(
        "![](a.jpg) ![](b.jpg)",
        &[("a.jpg", &photo), ("b.jpg", &photo)],
    );
    let before = site.build();
    outputs(&before);
    let made = before.image_work().made;
    assert_eq!(made, 8);
    site.write_bytes("content/part/a.jpg", &jpeg(&quarters(60, 41)));
    let after = site.build();
    outputs(&after);
    assert_eq!(
        after.image_work().made,
        made + 4,
        "only the versions of the edited picture are made"
    );
    let of = |build: &Build, name: &str| {
        paths(build)
            .into_iter()
            .filter(|path| path.contains(name))
            .collect::<Vec<_>>()
    };
    assert_ne!(of(&before, "images/a."), of(&after, "images/a."));
    assert_eq!(of(&before, "images/b."), of(&after, "images/b."));
    assert_eq!(outputs(&after), outputs(&site.build_cold()));
}

#[test]
fn a_version_is_made_when_it_is_asked_for() {
    let mut site = site("![](a.jpg)", &[("a.jpg", &jpeg(&quarters(60, 40)))]);
    site.options = BuildOptions::preview(0);
    let build = site.build();
    html(&build);
    assert_eq!(build.image_work().made, 0);
    let path = paths(&build)
        .into_iter()
        .find(|path| path.ends_with(".avif"))
        .expect("a version");
    build.output(&OutputPath::new(&path).expect("a path"));
    assert_eq!(build.image_work().made, 1);
}

fn built(
    site: &Site,
    threads: usize,
    cache: Option<&PathBuf>,
) -> (BTreeMap<String, Option<Vec<u8>>>, usize, usize) {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("threads");
    pool.install(|| {
        let mut builder = cache.map_or_else(Builder::default, |folder| {
            Builder::with_cache(Cache::of_site(folder))
        });
        let build = builder.build(&source::scan(&site.root(), None), &site.options);
        let all = outputs(&build);
        let work = build.image_work();
        (all, work.made, work.cached)
    })
}

#[test]
fn the_same_bytes_on_any_threads_and_with_any_cache() {
    let photo = jpeg(&quarters(90, 60));
    let site = site(
        "![](a.jpg) ![](b.png)",
        &[("a.jpg", &photo), ("b.png", &png(&quarters(100, 50)))],
    );
    site.replace(
        "site.yaml",
        "title",
        "base_url: https://example.org/\ntitle",
    );
    let (plain, made, cached) = built(&site, 1, None);
    // 3 widths in 2 formats of each, and what stands for each of 3 pages.
    assert_eq!((made, cached), (15, 0));
    let cache = site.root();
    assert_eq!(built(&site, 4, Some(&cache)), (plain.clone(), 15, 0));
    assert_eq!(built(&site, 4, Some(&cache)), (plain.clone(), 0, 15));
    let entries: Vec<PathBuf> = walkdir::WalkDir::new(cache.join(".milepost/cache"))
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.into_path())
        .collect();
    assert_eq!(entries.len(), 15);
    let whole = fs::read(&entries[0]).expect("an entry");
    for (number, entry) in entries.iter().enumerate() {
        let mut bytes = fs::read(entry).expect("an entry");
        let middle = bytes.len() / 2;
        match number % 4 {
            0 => bytes[middle] ^= 1,
            1 => bytes.truncate(middle),
            2 => bytes.clear(),
            _ => bytes.clone_from(&whole),
        }
        fs::write(entry, bytes).expect("a file");
    }
    assert_eq!(built(&site, 2, Some(&cache)), (plain.clone(), 15, 0));
    assert_eq!(built(&site, 2, Some(&cache)), (plain.clone(), 0, 15));
    fs::remove_dir_all(cache.join(".milepost")).expect("a folder");
    fs::write(cache.join(".milepost"), "in the way").expect("a file");
    assert_eq!(built(&site, 2, Some(&cache)), (plain, 15, 0));
}

#[test]
fn a_build_says_what_was_new() {
    let site = site("![](a.jpg)", &[("a.jpg", &jpeg(&quarters(60, 40)))]);
    let said = |arguments: &[&str]| {
        let output = milepost(&site.root(), arguments);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    };
    let first = said(&["build"]);
    assert!(
        first.contains("Pictures: 4 new, 0 from the cache."),
        "{first}"
    );
    let json = said(&["build", "--format", "json"]);
    assert!(
        json.contains("\"images_new\": 0") && json.contains("\"images_cached\": 4"),
        "{json}"
    );
    said(&["clean"]);
    assert!(!site.path(".milepost").exists());
    assert!(said(&["build"]).contains("Pictures: 4 new"));
}

/// The header of a PNG that says that it has so many pixels.
fn header(width: u32, height: u32) -> Vec<u8> {
    let content = [
        &width.to_be_bytes()[..],
        &height.to_be_bytes(),
        &[8, 2, 0, 0, 0],
    ]
    .concat();
    [b"\x89PNG\r\n\x1A\n", &photos::chunk(b"IHDR", &content)[..]].concat()
}

#[test]
fn what_is_too_large_is_refused_by_its_header() {
    for (width, height) in [
        (60_000, 60_000),
        (16_385, 1),
        (1, 16_385),
        (10_001, 10_000),
        (u32::MAX, u32::MAX),
    ] {
        let mut site = site("![](a.png)", &[("a.png", &header(width, height))]);
        let said = complaints(&site.build());
        assert_eq!(
            said.matches("error[image-too-large]").count(),
            2,
            "{width} × {height}: {said}"
        );
        assert!(
            said.contains("content/part/a.png") && said.contains("content/part/page.md:3:1"),
            "{said}"
        );
    }
}

#[test]
fn a_picture_that_browsers_cannot_show_says_so() {
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
        let said = complaints(&build);
        assert!(said.contains(expected), "{name}: {said}");
        assert!(
            paths(&build).iter().all(|path| !path.contains("part/a.")),
            "{:?}",
            paths(&build)
        );
    }
}

#[test]
fn texts_that_unpack_to_gigabytes_are_never_unpacked() {
    let zeros = vec![0; 60_000_000];
    let mut packed = flate_of(&zeros);
    packed.splice(0..0, *b"Comment\0\0");
    let bomb = photos::with_chunks(
        &png(&quarters(60, 40)),
        &photos::chunk(b"zTXt", &packed).repeat(20),
    );
    let profile = [b"a\0\0", &flate_of(&zeros)[..]].concat();
    let colours = photos::with_chunks(&png(&quarters(60, 40)), &photos::chunk(b"iCCP", &profile));
    let mut site = site(
        "![](a.png) ![](b.png)",
        &[("a.png", &bomb), ("b.png", &colours)],
    );
    assert_eq!(complaints(&site.build()), "");
}

/// Bytes packed as PNG packs them.
fn flate_of(bytes: &[u8]) -> Vec<u8> {
    let mut png = Cursor::new(Vec::new());
    let width = 10_000;
    let grey = image::GrayImage::from_raw(width, bytes.len() as u32 / width, bytes.to_vec())
        .expect("pixels");
    grey.write_to(&mut png, image::ImageFormat::Png)
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
fn no_damage_to_a_picture_stops_anything() {
    let photo = quarters(48, 32);
    let kinds: [Vec<u8>; 4] = [
        photos::from_a_telephone(&jpeg(&photo), 6),
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
            let Ok(Some(facts)) = probed else { continue };
            if facts.size.pixels() > 100_000 {
                continue;
            }
            let size = facts.size.at_width(8);
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
fn a_cut_picture_is_told_and_stops_no_other_page() {
    let whole = png(&quarters(90, 60));
    let mut site = site("![](a.png)", &[("a.png", &whole[..whole.len() / 2])]);
    let build = site.build();
    let said = complaints(&build);
    assert!(
        said.contains("error[unreadable-image]") && said.contains("content/part/a.png"),
        "{said}"
    );
    assert_eq!(
        said.matches("error[").count(),
        1,
        "one picture, one complaint: {said}"
    );
    assert!(outputs(&build)["index.html"].is_some());
}

//! Mutated sites: whatever is in the files of a site, the program ends by itself, says what is
//! wrong in words, and names only lines that exist.
//!
//! A case is a small site made of fixtures, with one to three files damaged by a generator of
//! numbers that begins at the number of the case; so a case that fails can be tried again with
//! `MILEPOST_MUTATION=<number>`, which also keeps its site. `MILEPOST_MUTATIONS=<count>` tries more
//! cases.

use crate::program::MILEPOST;
use serde_json::Value;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The number of cases that each run of the tests tries.
const CASES: u64 = 60;

/// A program that takes longer is stopped, and the test fails. Nothing is measured: the slowest
/// case takes a second.
const LONGEST: Duration = Duration::from_secs(120);

/// The file of a site for fixtures with an extension.
const PLACES: [(&str, &[&str]); 6] = [
    ("md", &["content/_index.md", "content/part/page.md"]),
    ("yaml", &["site.yaml", "data/list.yaml"]),
    ("html", &["templates/page.html", "components/Own.html"]),
    ("css", &["assets/css/main.css"]),
    ("svg", &["templates/picture.svg", "content/drawing.svg"]),
    ("png", &["content/image.png", "static/image.png"]),
];

/// Pieces of text with a meaning in one of the formats.
const TOKENS: [&str; 44] = [
    "---\n",
    "\n\n",
    "\r",
    "\t",
    "\0",
    "\u{202e}",
    "\u{feff}",
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "<Own ",
    "/>",
    "</Own>",
    "<",
    ">",
    "&",
    "<!--",
    "-->",
    "[^1]",
    "[^1]: ",
    "![](",
    "](",
    "```\n",
    "> ",
    "- ",
    "| ",
    ": ",
    "&a ",
    "*a",
    "!!str ",
    "{a: ",
    "[",
    "]",
    "@import \"",
    "url(",
    "a{",
    "}",
    "-1",
    "1e999",
    "99999999999999999999",
    "../",
    "true",
];

#[test]
fn no_mutated_site_is_too_much_for_the_program() {
    let number = |name: &str| std::env::var(name).ok()?.parse::<u64>().ok();
    let seeds = seeds();
    if let Some(case) = number("MILEPOST_MUTATION") {
        let site = site(case, &seeds).keep();
        println!("case {case} is in {}", site.display());
        return judge(case, &site);
    }
    let cases = number("MILEPOST_MUTATIONS").unwrap_or(CASES);
    for case in 0..cases {
        judge(case, site(case, &seeds).path());
    }
}

/// Returns the fixtures of the tests and the files of the theme, by the place in a site where such
/// files belong.
fn seeds() -> Vec<(&'static str, Vec<Vec<u8>>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<PathBuf> = ["tests/suite", "themes/stride", "content"]
        .iter()
        .flat_map(|folder| walkdir::WalkDir::new(root.join(folder)))
        .map(|entry| entry.expect("a folder").into_path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    let of_kind = |extension: &str| -> Vec<Vec<u8>> {
        let files = files.iter().filter(|path| {
            let found = path.extension().and_then(|extension| extension.to_str());
            found == Some(extension)
        });
        let read = files.map(|path| fs::read(path).expect("a fixture"));
        read.filter(|bytes| bytes.len() < 20_000).collect()
    };
    let places = PLACES.iter();
    let seeds = places.flat_map(|(extension, places)| {
        let fixtures = of_kind(extension);
        let fixtures = if *extension == "png" {
            vec![png()]
        } else {
            fixtures
        };
        places.iter().map(move |place| (*place, fixtures.clone()))
    });
    seeds.collect()
}

/// Returns a small image.
fn png() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 9, 7);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&[90; 9 * 7 * 3]).expect("an image");
    writer.finish().expect("an image");
    bytes
}

/// Writes the site of a case.
fn site(case: u64, seeds: &[(&str, Vec<Vec<u8>>)]) -> TempDir {
    let mut random = Random(case.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let site = TempDir::new().expect("a folder");
    let damaged: Vec<usize> = (0..=random.below(3))
        .map(|_| random.below(seeds.len()))
        .collect();
    for (number, (place, fixtures)) in seeds.iter().enumerate() {
        let is_damaged = damaged.contains(&number);
        // A site of whole files from everywhere is broken already, so most have few of them.
        if !is_damaged && *place != "content/_index.md" && random.below(3) > 0 {
            continue;
        }
        let mut bytes = fixtures[random.below(fixtures.len())].clone();
        for _ in 0..if is_damaged { random.below(6) + 1 } else { 0 } {
            mutate(&mut bytes, &mut random);
        }
        let file = site.path().join(place);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, bytes).expect("a file");
    }
    site
}

/// Damages bytes in one place.
fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    let (start, other) = (random.below(bytes.len() + 1), random.below(bytes.len() + 1));
    let token = TOKENS[random.below(TOKENS.len())].as_bytes();
    let range = start.min(other)..start.max(other);
    match random.below(6) {
        0 => _ = bytes.splice(start..start, token.iter().copied()),
        1 => _ = bytes.splice(start..start, token.repeat(random.below(300))),
        2 => _ = bytes.drain(range),
        3 => {
            let copied = bytes[range].to_vec();
            bytes.splice(other..other, copied);
        }
        4 => bytes.truncate(start),
        _ => {
            if let Some(byte) = bytes.get_mut(start) {
                *byte ^= 1 << random.below(8);
            }
        }
    }
}

/// Runs the program on the site of a case.
fn judge(case: u64, site: &Path) {
    let mut program = Command::new(MILEPOST)
        .arg("-r")
        .arg(site)
        .args(["check", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    let (mut output, mut errors) = (program.stdout.take(), program.stderr.take());
    let read = std::thread::spawn(move || text_of(&mut output));
    let read_errors = std::thread::spawn(move || text_of(&mut errors));
    let status = wait(&mut program);
    let output = read.join().expect("the output");
    let errors = read_errors.join().expect("the errors");
    let code = status.and_then(|status| status.code());
    assert!(
        matches!(code, Some(0 | 1)) && !errors.contains("panicked"),
        "case {case} ended with {status:?}\n{errors}"
    );
    let report: Value = serde_json::from_str(&output)
        .unwrap_or_else(|error| panic!("case {case}: {error}\n{output}\n{errors}"));
    for diagnostic in report["diagnostics"].as_array().expect("a list") {
        assert_ne!(diagnostic["code"], "internal", "case {case}: {diagnostic}");
        let (Some(file), Some(line)) = (diagnostic["file"].as_str(), diagnostic["line"].as_u64())
        else {
            continue;
        };
        // Files of the theme in the program are not on the disk.
        let Ok(bytes) = fs::read(site.join(file)) else {
            continue;
        };
        let text = String::from_utf8_lossy(&bytes)
            .replace("\r\n", "\n")
            .replace('\r', "\n");
        let lines = text.split('\n').count() as u64;
        assert!(
            line <= lines,
            "case {case}: {file} has {lines} lines: {diagnostic}"
        );
    }
}

/// Waits for the end of the program. It is stopped if it takes too long.
fn wait(program: &mut Child) -> Option<std::process::ExitStatus> {
    let began = Instant::now();
    while began.elapsed() < LONGEST {
        if let Some(status) = program.try_wait().expect("a process") {
            return Some(status);
        }
        std::thread::park_timeout(Duration::from_millis(5));
    }
    program.kill().expect("a process");
    program.wait().expect("a process");
    None
}

fn text_of(stream: &mut Option<impl Read>) -> String {
    let mut bytes = Vec::new();
    if let Some(stream) = stream {
        stream.read_to_end(&mut bytes).expect("the text");
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A generator of numbers: xorshift64. Source: Marsaglia G. Xorshift RNGs. Journal of Statistical
/// Software 2003;8(14).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }
}

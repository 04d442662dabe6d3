//! Random moments, spread over the time that a command takes.
//!
//! `MILEPOST_KILLS` is the number of ends for each command, `MILEPOST_SEED` the seed. With
//! `--nocapture` each test prints how often a command was ended, and the times from the signal to
//! the end.

use super::*;
use crate::support::{number, random};

/// One command that is ended again and again.
struct Ends<'a> {
    place: &'a Place,
    arguments: &'a [&'a str],
    rounds: u64,
    seed: u64,
    sender: Sender,
    /// The time that the command takes, if nobody ends it.
    whole: Duration,
    times: Vec<Duration>,
}

impl<'a> Ends<'a> {
    /// `whole` is a time in which the command is done, mostly.
    fn new(place: &'a Place, arguments: &'a [&'a str], rounds: u64, whole: Duration) -> Self {
        Ends {
            place,
            arguments,
            rounds: number("MILEPOST_KILLS", rounds),
            seed: number("MILEPOST_SEED", 20_261_127),
            sender: Sender::start(),
            whole,
            times: Vec::new(),
        }
    }

    /// Runs the command, and ends it at a random moment.
    #[track_caller]
    fn end(&mut self) {
        let program = self.place.command(self.arguments).spawn();
        let share = (random(&mut self.seed) % 1_100) as f64 / 1_000.0;
        let signal = SIGNALS[(random(&mut self.seed) % 3) as usize];
        // Waits for nothing: the moment is random.
        std::thread::sleep(self.whole.mul_f64(share));
        let (ended, time) = self.sender.end(program.expect("the program"), signal);
        let report = String::from_utf8_lossy(&ended.stderr);
        if is_ended_by(ended.status, signal) {
            self.times.push(time);
        } else {
            assert!(ended.status.success(), "{:?}: {report}", ended.status);
        }
        assert!(
            !report.contains("panicked") && !report.contains("error:"),
            "{report}"
        );
    }
}

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.times.sort_unstable();
        let (median, longest) = (self.times.get(self.times.len() / 2), self.times.last());
        println!(
            "{:?}: {} rounds, {} ended; {median:?} from the signal to the end, at most {longest:?}",
            self.arguments,
            self.rounds,
            self.times.len()
        );
    }
}

/// Returns the time that a command takes. It succeeds.
#[track_caller]
fn time(place: &Place, arguments: &[&str]) -> Duration {
    let began = Instant::now();
    place.succeed(arguments);
    began.elapsed()
}

#[test]
fn a_build_that_is_ended_leaves_the_old_site_or_the_new_one() {
    let place = Place::new();
    let mut sites = Vec::new();
    let mut whole = Duration::ZERO;
    for version in ["b", "a"] {
        place.write_version(version);
        whole = time(&place, &["build"]);
        sites.push(place.output());
    }
    let mut ends = Ends::new(&place, &["build"], 12, whole);
    for round in 0..ends.rounds {
        place.write_version(if round % 2 == 0 { "b" } else { "a" });
        if round % 3 == 0 {
            place.remove(".milepost");
        }
        let sources = place.sources();
        ends.end();
        for (path, bytes) in place.output() {
            let is_whole =
                path.ends_with('/') || sites.iter().any(|site| site.get(&path) == Some(&bytes));
            assert!(is_whole, "round {round}: {path} is torn");
        }
        let next = ["build", "check", "check"][(round % 3) as usize];
        place.succeed(&[next]);
        let now = place.output();
        assert!(sites.contains(&now), "round {round}: no whole site");
        assert_eq!(place.sources(), sources, "round {round}");
        place.assert_tidy();
    }
}

#[test]
fn a_cleaning_that_is_ended_leaves_the_site_or_nothing_of_it() {
    let place = Place::new();
    place.write_version("a");
    place.write("public/CNAME", "example.org");
    place.succeed(&["build"]);
    let site = place.output();
    let nothing = Files::from([("CNAME".to_owned(), site["CNAME"].clone())]);
    let spare = Spare::of(&place);
    let whole = time(&place, &["clean"]);
    let mut ends = Ends::new(&place, &["clean"], 12, whole);
    for round in 0..ends.rounds {
        spare.put_back(&place);
        ends.end();
        let next = ["check", "clean", "check", "build"][(round % 4) as usize];
        place.succeed(&[next]);
        let now = place.output();
        match next {
            "build" => assert_eq!(now, site, "round {round}"),
            "clean" => assert_eq!(now, nothing, "round {round}"),
            _ => assert!([&site, &nothing].contains(&&now), "round {round}: half"),
        }
        place.assert_tidy();
    }
}

#[test]
fn a_mending_that_is_ended_leaves_each_file_as_it_was_or_mended() {
    let place = Place::new();
    place.write("site.yaml", "base_url: https://example.org/\n");
    place.write(
        "content/_index.md",
        "---\ntitle: Home\ndescription: Words.\n---\n",
    );
    let pages = ["a", "b", "part/c", "part/d"].map(|page| format!("content/{page}.md"));
    let break_all = || pages.iter().for_each(|page| place.write(page, SLIP));
    let text = |page: &String| fs::read_to_string(place.path(page)).expect("a text");
    break_all();
    let whole = time(&place, &["check", "--fix"]);
    let mut ends = Ends::new(&place, &["check", "--fix"], 20, whole);
    for round in 0..ends.rounds {
        break_all();
        ends.end();
        let left = place.sources();
        for page in &pages {
            assert!([SLIP, MEANT].contains(&&*text(page)), "round {round}");
        }
        // With slips left it says so.
        place.run(&["check"]);
        place.assert_tidy();
        let is_source = |path: &&String| !path.contains("/.milepost-");
        let mut expected = left.clone();
        expected.retain(|path, _| is_source(&path));
        assert_eq!(place.sources(), expected, "round {round}");
        place.succeed(&["check", "--fix"]);
        assert!(
            pages.iter().all(|page| text(page) == MEANT),
            "round {round}"
        );
    }
}

#[test]
fn an_init_that_is_ended_can_be_finished() {
    let place = Place::new();
    let whole = time(&place, &["init"]);
    let expected = tree(&place.site());
    let mut ends = Ends::new(&place, &["init"], 20, whole);
    for round in 0..ends.rounds {
        fs::remove_dir_all(place.site()).expect("removed");
        fs::create_dir(place.site()).expect("a folder");
        ends.end();
        if round % 3 == 0 {
            // Perhaps there is no site yet.
            place.run(&["check"]);
        }
        place.assert_init_finishes(&expected, &format!("round {round}"));
        place.assert_tidy();
    }
}

#[test]
fn a_new_page_is_there_as_a_whole_or_not_at_all() {
    let place = Place::new();
    place.succeed(&["init"]);
    let arguments = ["new", "blog/hello.md"];
    let before = place.sources();
    let whole = time(&place, &arguments);
    let after = place.sources();
    let mut ends = Ends::new(&place, &arguments, 20, whole);
    for round in 0..ends.rounds {
        place.remove("content/blog");
        ends.end();
        place.succeed(&[if round % 2 == 0 { "check" } else { "build" }]);
        assert!(
            [&before, &after].contains(&&place.sources()),
            "round {round}"
        );
        place.assert_tidy();
    }
}

#[test]
fn a_preview_that_is_ended_leaves_nothing() {
    let place = Place::new();
    place.write_version("a");
    let whole = time(&place, &["build"]);
    let site = place.output();
    let mut ends = Ends::new(&place, &["serve", "--port", "0"], 8, whole);
    for round in 0..ends.rounds {
        place.remove(".milepost");
        let sources = place.sources();
        ends.end();
        place.succeed(&["build"]);
        assert_eq!(place.output(), site, "round {round}");
        assert_eq!(place.sources(), sources, "round {round}");
        place.assert_tidy();
    }
}

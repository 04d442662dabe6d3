//! The most memory that a command of the program takes, and the time that it works.

use crate::program::MILEPOST;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// The most memory that a command may take, whatever the site is: 1.2 GiB, in KiB.
pub const MOST_MEMORY: u64 = 12 * 1024 * 1024 / 10;

/// Runs a program, and prints as the last line of standard error its ending, its peak in KiB, and
/// the seconds and microseconds that it worked, itself and the system for it.
/// Only the system knows the peak of a process that has ended, and only its parent may ask.
const RUNNER: &str = r#"
my $number = shift;
my $status = system { $ARGV[0] } @ARGV;
my $usage = "\0" x 144;
syscall($number, -1, $usage);
print STDERR "\n", join " ", $status, (unpack("q*", $usage))[4, 0 .. 3];
"#;

/// A command that has ended.
pub struct Measured {
    /// The exit code. `None` if a signal ended it.
    pub code: Option<i32>,
    /// The most memory that it took, in KiB. `None` if the system is not known.
    pub peak: Option<u64>,
    /// The time that processors worked for it. `None` if the system is not known.
    #[allow(dead_code, reason = "the bench `table` reads it")]
    pub work: Option<Duration>,
    /// What it printed as its result.
    #[allow(dead_code, reason = "the bench `table` reads it")]
    pub result: String,
    /// What it reported.
    pub report: String,
}

/// Runs a command on a site until it ends.
pub fn measured(site: &Path, arguments: &[&str]) -> Measured {
    // The number of the call `getrusage`.
    let call = match std::env::consts::ARCH {
        _ if !cfg!(target_os = "linux") => None,
        "x86_64" => Some("98"),
        "aarch64" | "riscv64" => Some("165"),
        _ => None,
    };
    let Some(call) = call else {
        println!("skipped: the memory of a program is not known on this system");
        let ended = crate::program::milepost(site, arguments);
        return Measured {
            code: ended.status.code(),
            peak: None,
            work: None,
            result: String::from_utf8_lossy(&ended.stdout).into_owned(),
            report: String::from_utf8_lossy(&ended.stderr).into_owned(),
        };
    };
    let mut runner = Command::new("perl");
    runner.args(["-e", RUNNER, call, MILEPOST, "-r"]).arg(site);
    runner.args(arguments).env_remove("SOURCE_DATE_EPOCH");
    let ended = runner.output().expect("perl, which every Debian has");
    let report = String::from_utf8_lossy(&ended.stderr).into_owned();
    let (report, numbers) = report.rsplit_once('\n').expect("the line of the runner");
    let numbers = numbers.split(' ').filter_map(|number| number.parse().ok());
    let numbers: Vec<u64> = numbers.collect();
    let [status, peak, seconds, micros, of_system, micros_of_system] = numbers[..] else {
        panic!("six numbers: {numbers:?}");
    };
    let work = Duration::from_secs(seconds + of_system);
    Measured {
        code: (status & 0x7f == 0).then_some((status >> 8) as i32),
        peak: Some(peak),
        work: Some(work + Duration::from_micros(micros + micros_of_system)),
        result: String::from_utf8_lossy(&ended.stdout).into_owned(),
        report: report.to_owned(),
    }
}

impl Measured {
    /// Demands that the command ended by itself within the memory that it may take.
    pub fn assert_bounded(&self, name: &str) {
        let peak = self.peak.unwrap_or_default();
        assert!(self.code.is_some(), "{name} was killed: {}", self.report);
        assert!(
            peak <= MOST_MEMORY,
            "{name} took {} MiB: {}",
            peak / 1024,
            self.report
        );
    }
}

//! The built program, run as a process.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// The path of the program.
pub const MILEPOST: &str = env!("CARGO_BIN_EXE_milepost");

/// Runs a command on a site until it ends.
pub fn milepost(site: &Path, arguments: &[&str]) -> Output {
    Command::new(MILEPOST)
        .arg("-r")
        .arg(site)
        .args(arguments)
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .expect("the program")
}

/// A preview in a process of its own. It ends when the value is dropped.
pub struct Server {
    child: Child,
    /// The URL of the preview.
    pub address: String,
    log: PathBuf,
}

impl Server {
    /// Serves a site and writes the standard error of the program to `log`.
    pub fn start(site: &Path, log: &Path) -> Self {
        Self::of(Command::new(MILEPOST), site, log)
    }

    /// Serves a site with a program that may have this many files open.
    #[cfg(unix)]
    pub fn with_files(number: usize, site: &Path, log: &Path) -> Self {
        let script = format!("ulimit -n {number} && exec \"$0\" \"$@\"");
        let mut shell = Command::new("sh");
        shell.args(["-c", &script, MILEPOST]);
        Self::of(shell, site, log)
    }

    /// Serves a site with a command that runs the program with the arguments after its own.
    pub fn of(mut command: Command, site: &Path, log: &Path) -> Self {
        let errors = File::create(log).expect("a file");
        let mut child = command
            .args(["serve", "--port", "0", "-r"])
            .arg(site)
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn()
            .expect("the built program can be started");
        let output = child.stdout.take().expect("it was piped");
        let mut server = Server {
            child,
            address: String::new(),
            log: log.to_owned(),
        };
        let lines = BufReader::new(output).lines().map_while(Result::ok);
        let address = lines
            .filter_map(|line| {
                line.split_whitespace()
                    .find(|word| word.starts_with("http://"))
                    .map(str::to_owned)
            })
            .next();
        server.address =
            address.unwrap_or_else(|| panic!("it printed no address: {}", server.log()));
        server
    }

    /// Returns the address and the port on which the preview listens.
    pub fn socket(&self) -> SocketAddr {
        let address = self
            .address
            .trim_start_matches("http://")
            .trim_end_matches('/');
        address.parse().expect("an address and a port")
    }

    /// Returns the id of the process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Returns the standard error of the program so far.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The program may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

//! The built program, as a process of its own.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// What the tests built.
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

/// The built program, serving a site until it is dropped.
pub struct Server {
    child: Child,
    /// Its URL.
    pub address: String,
    log: PathBuf,
}

impl Server {
    /// Serves a site; what the program says goes to `log`.
    pub fn start(site: &Path, log: &Path) -> Self {
        Self::of(Command::new(MILEPOST), site, log)
    }

    /// The same by a command that runs the program with the arguments that follow.
    pub fn of(mut command: Command, site: &Path, log: &Path) -> Self {
        let said = File::create(log).expect("a file");
        let mut child = command
            .args(["serve", "--port", "0", "-r"])
            .arg(site)
            .stdout(Stdio::piped())
            .stderr(said)
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

    /// Where it listens.
    pub fn socket(&self) -> SocketAddr {
        let address = self
            .address
            .trim_start_matches("http://")
            .trim_end_matches('/');
        address.parse().expect("an address and a port")
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// What it has said.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended already cannot be ended, which is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

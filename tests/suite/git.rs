//! Git in the folders of sites.

use crate::support::Site;
use milepost::build::Build;
use milepost::{history, source};
use std::process::{Command, Stdio};

/// Runs git in the folder of a site at a fixed time. True if it succeeds.
pub fn git(site: &Site, day: &str, arguments: &[&str]) -> bool {
    let name = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
    let status = Command::new("git")
        .args(name.iter().chain(arguments))
        .env("GIT_AUTHOR_DATE", format!("{day}T02:00:00Z"))
        .env("GIT_COMMITTER_DATE", format!("{day}T02:00:00Z"))
        .current_dir(site.root())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}

/// Commits everything, if anything has changed.
pub fn commit(site: &Site, day: &str) {
    assert!(git(site, day, &["add", "-A"]), "git adds");
    assert!(
        git(site, day, &["commit", "-q", "--allow-empty", "-m", day]),
        "git commits"
    );
}

/// Reads the history that the folder of a site has now.
pub fn read_history(site: &mut Site) {
    let snapshot = source::scan(&site.root(), None);
    site.options.history = history::of_site(&site.root(), &snapshot);
}

/// Builds a site with the history that its folder has now.
pub fn with_history(site: &mut Site) -> Build {
    read_history(site);
    site.build()
}

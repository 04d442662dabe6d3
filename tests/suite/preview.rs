//! The preview: a real server on this machine. The tests send requests over plain sockets while
//! they edit the site as users and programs do.

pub mod client;
mod concurrent_commands;
mod connection_limit;
mod cross_site;
mod editor;
mod guard;
mod http;
#[cfg(target_os = "linux")]
mod lan;
#[cfg(target_os = "linux")]
mod lan_token;
mod limits;
mod memory;
mod overlay;
mod places;
mod save_scripts;
mod saves;
pub mod served;
mod special_files;
mod traversal;
mod updates;
mod watching;

use crate::support::{CLOCK, Site};
use client::{Reply, Stream};
use milepost::preview::{self, Audience, Bind, Poll, Preview, PreviewOptions, TerminalMessage};
use std::net::SocketAddr;
use std::sync::mpsc::{Receiver, channel};

/// A site and its preview.
pub struct Shown {
    preview: Preview,
    site: Site,
    news: Receiver<TerminalMessage>,
}

impl Shown {
    fn new(files: &[(&str, &str)]) -> Self {
        Self::of(Site::new(files), Poll::Auto)
    }

    fn of(site: Site, poll: Poll) -> Self {
        Self::to(Audience::Machine, site, poll)
    }

    fn to(audience: Audience, site: Site, poll: Poll) -> Self {
        let (report, news) = channel();
        let options = PreviewOptions {
            root: site.root(),
            bind: Bind::Port(0),
            audience,
            poll,
            clock: Box::new(|| CLOCK),
            report: Box::new(move |message| _ = report.send(message)),
        };
        Shown {
            preview: preview::start(options).expect("a free port"),
            site,
            news,
        }
    }

    /// A site of a few pages with templates that show little, so that the effect of an edit is easy
    /// to read.
    fn small() -> Self {
        Self::new(&SMALL)
    }

    fn address(&self) -> SocketAddr {
        self.preview.address()
    }

    fn get(&self, path: &str) -> Reply {
        client::ask(self.address(), "GET", path, &[])
    }

    fn text(&self, path: &str) -> String {
        self.get(path).text()
    }

    /// Waits until a page shows a text. Each message of its stream may be about that.
    fn await_text(&self, stream: &mut Stream, page: &str, text: &str) {
        while !self.text(page).contains(text) {
            stream.next();
        }
    }

    /// Opens the stream of a page, from its current version on.
    fn stream(&self, page: &str) -> Stream {
        stream(self.address(), page)
    }

    /// Returns the version of a page that its client script gets.
    fn shown(&self, page: &str) -> String {
        client_value(self.address(), page, "shown")
    }

    /// Returns the token that opens the editor.
    fn token(&self) -> String {
        client_value(self.address(), "/", "token")
    }
}

fn stream(address: SocketAddr, page: &str) -> Stream {
    let shown = client_value(address, page, "shown");
    Stream::open(address, &format!("page={page}&shown={shown}"), &[])
}

fn client_value(address: SocketAddr, page: &str, name: &str) -> String {
    let text = client::ask(address, "GET", page, &[]).text();
    let (_, rest) = text
        .rsplit_once(&format!("data-{name}=\""))
        .expect("the page has the client script");
    rest.split_once('"').expect("an attribute").0.to_owned()
}

/// A site without diagnostics: the remarks on its few words are switched off.
const SMALL: [(&str, &str); 10] = [
    (
        "site.yaml",
        "check: {no-base-url: off, missing-description: off}\n",
    ),
    ("content/_index.md", "---\ntitle: Home\n---\nStart."),
    ("content/a.md", "---\ntitle: A\n---\nFirst text."),
    ("content/b.md", "---\ntitle: B\n---\nSecond text."),
    (
        "templates/home.html",
        "<!doctype html><title>{{ page.title }}</title><body>{{ page.content }}</body>",
    ),
    (
        "templates/page.html",
        "<!doctype html><title>{{ page.title }}</title>\
            <link rel=\"stylesheet\" href=\"/assets/main.css\"><body>{{ page.content }}</body>",
    ),
    (
        "templates/section.html",
        "<!doctype html><title>{{ page.title }}</title><body>{{ page.content }}</body>",
    ),
    (
        "templates/404.html",
        "<!doctype html><title>Nothing here</title><body>Nothing here</body>",
    ),
    ("assets/main.css", "body { color: black }"),
    ("static/notes.bin", "0123456789"),
];

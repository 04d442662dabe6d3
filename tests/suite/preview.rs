//! The preview: a real server on this machine, asked over plain sockets, while its site is edited
//! as people and programs do.

pub mod client;
mod concurrent_commands;
mod connection_limit;
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
mod save_scripts;
mod saves;
mod served;
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
struct Shown {
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
            clock: CLOCK,
            report: Box::new(move |message| _ = report.send(message)),
        };
        Shown {
            preview: preview::start(options).expect("a free port"),
            site,
            news,
        }
    }

    /// A site of a few pages whose templates show little, so that what an edit changes can be told
    /// by reading.
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

    /// The stream of a page from what is shown of it now.
    fn stream(&self, page: &str) -> Stream {
        stream(self.address(), page)
    }

    /// What a page says of itself that it shows.
    fn shown(&self, page: &str) -> String {
        told_to_the_script(self.address(), page, "shown")
    }

    /// What opens the editor.
    fn token(&self) -> String {
        told_to_the_script(self.address(), "/", "token")
    }
}

fn stream(address: SocketAddr, page: &str) -> Stream {
    let shown = told_to_the_script(address, page, "shown");
    Stream::open(address, &format!("page={page}&shown={shown}"), &[])
}

fn told_to_the_script(address: SocketAddr, page: &str, name: &str) -> String {
    let text = client::ask(address, "GET", page, &[]).text();
    let (_, rest) = text
        .rsplit_once(&format!("data-{name}=\""))
        .expect("the page has the client script");
    rest.split_once('"').expect("an attribute").0.to_owned()
}

/// Nobody has anything to say of it: remarks on how its few words are written are switched off.
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
        "<!doctype html><title>{{ page.title }}</title><link rel=\"stylesheet\" href=\"/assets/main.css\"><body>{{ page.content }}</body>",
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

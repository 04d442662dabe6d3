//! A plain HTTP client. It sends the bytes that the test wrote, and no others.

use serde_json::json;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// The longest time that a test waits for something that must come.
const PATIENCE: Duration = Duration::from_secs(20);

/// A response.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("a response in UTF-8")
    }
}

pub fn connect(address: SocketAddr) -> TcpStream {
    let socket = TcpStream::connect(address).expect("the preview listens");
    socket.set_read_timeout(Some(PATIENCE)).expect("a socket");
    socket
}

/// Sends a request with a valid `Host` and the given headers.
pub fn ask(address: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
    let host = address.to_string();
    let mut all = vec![("Host", host.as_str())];
    all.extend_from_slice(headers);
    ask_as(address, method, path, &all)
}

/// Sends a request with these headers and no others.
pub fn ask_as(address: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
    let lines: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    send(
        address,
        format!("{method} {path} HTTP/1.1\r\n{lines}Connection: close\r\n\r\n").as_bytes(),
        method,
    )
}

/// Sends bytes and reads one response.
pub fn send(address: SocketAddr, bytes: &[u8], method: &str) -> Reply {
    let mut socket = connect(address);
    socket.write_all(bytes).expect("the preview reads");
    read_reply(&mut BufReader::new(socket), method)
}

/// Reads one response.
pub fn read_reply(reader: &mut impl BufRead, method: &str) -> Reply {
    let (status, headers) = read_head(reader);
    let mut reply = Reply {
        status,
        headers,
        body: Vec::new(),
    };
    if method == "HEAD" || status == 304 {
        return reply;
    }
    match reply
        .header("content-length")
        .map(|length| length.parse().expect("a number"))
    {
        Some(length) => {
            reply.body = vec![0; length];
            reader
                .read_exact(&mut reply.body)
                .expect("as many bytes as announced");
        }
        None => _ = reader.read_to_end(&mut reply.body).expect("a response"),
    }
    reply
}

fn read_head(reader: &mut impl BufRead) -> (u16, Vec<(String, String)>) {
    let first = line(reader);
    let status = first
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    let status = status.unwrap_or_else(|| panic!("no status line: {first:?}"));
    let mut headers = Vec::new();
    loop {
        let line = line(reader);
        let Some((name, value)) = line.split_once(": ") else {
            return (status, headers);
        };
        headers.push((name.to_ascii_lowercase(), value.to_owned()));
    }
}

fn line(reader: &mut impl BufRead) -> String {
    let mut line = String::new();
    reader.read_line(&mut line).expect("a line in time");
    line.trim_end().to_owned()
}

/// An event stream.
pub struct Stream {
    reader: BufReader<TcpStream>,
    /// The text that has arrived of the next event.
    text: String,
    /// The overlay of the last event.
    overlay: Option<String>,
}

/// An event.
#[derive(Debug)]
pub struct Event {
    pub id: String,
    pub data: serde_json::Value,
}

impl Event {
    pub fn page(&self) -> &str {
        self.data["page"].as_str().expect("a text")
    }

    pub fn overlay(&self) -> Option<&str> {
        self.data["overlay"].as_str()
    }
}

impl Stream {
    pub fn open(address: SocketAddr, query: &str, headers: &[(&str, &str)]) -> Self {
        let mut socket = connect(address);
        let lines: String = headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect();
        let request =
            format!("GET /_milepost/events?{query} HTTP/1.1\r\nHost: {address}\r\n{lines}\r\n");
        socket
            .write_all(request.as_bytes())
            .expect("the preview reads");
        let mut reader = BufReader::new(socket);
        let (status, headers) = read_head(&mut reader);
        assert_eq!(status, 200, "{headers:?}");
        assert!(
            headers.contains(&("content-type".to_owned(), "text/event-stream".to_owned())),
            "{headers:?}"
        );
        Stream {
            reader,
            text: String::new(),
            overlay: None,
        }
    }

    /// Waits for the next event that changes what the browser shows. Events with diagnostics alone
    /// may come at any time and are skipped.
    pub fn next(&mut self) -> Event {
        loop {
            let event = self.next_of_any_kind();
            let overlay = event.overlay().map(str::to_owned);
            let has_only_diagnostics = event.page() == "same"
                && event.data["files"] == json!([])
                && overlay == self.overlay;
            self.overlay = overlay;
            if !has_only_diagnostics {
                return event;
            }
        }
    }

    /// Waits for the next event with diagnostics.
    pub fn next_diagnostics(&mut self) -> Event {
        loop {
            let event = self.next_of_any_kind();
            if !event.data["diagnostics"].is_null() {
                return event;
            }
        }
    }

    /// Waits for the next event of any kind.
    pub fn next_of_any_kind(&mut self) -> Event {
        self.try_next().expect("the stream goes on")
    }

    /// Waits for the next event after which the page is another.
    pub fn next_change(&mut self) -> Event {
        loop {
            let event = self.next();
            if event.page() != "same" {
                return event;
            }
        }
    }

    /// Waits for the next event; none at the end of the stream.
    pub fn try_next(&mut self) -> Option<Event> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            assert!(Instant::now() < deadline, "nothing but heartbeats came");
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let field = |name: &str| {
                    block
                        .lines()
                        .find_map(|line| Some(line.strip_prefix(name)?.to_owned()))
                };
                let event = field("data: ").map(|data| Event {
                    id: field("id: ").expect("every message has an id"),
                    data: serde_json::from_str(&data).expect("every message is JSON"),
                });
                self.text = rest.to_owned();
                match event {
                    Some(event) => return Some(event),
                    None => continue,
                }
            }
            self.read_chunk()?;
        }
    }

    fn read_chunk(&mut self) -> Option<()> {
        let length = line(&mut self.reader);
        let length = usize::from_str_radix(&length, 16)
            .ok()
            .filter(|length| *length > 0)?;
        let mut chunk = vec![0; length + 2];
        self.reader
            .read_exact(&mut chunk)
            .expect("as many bytes as announced");
        self.text
            .push_str(std::str::from_utf8(&chunk[..length]).expect("whole characters"));
        Some(())
    }
}

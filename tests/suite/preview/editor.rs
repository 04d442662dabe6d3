//! Opening the editor: pages of the preview can do it, and nothing else can.

use super::Shown;
use super::client::{Reply, Stream, send};
use serde_json::{Value, json};
use std::fs;

const PAGE: &str =
    "---\ntitle: A\ndescription: Of A.\n---\nFirst.\n\n- one\n- two\n\n[Nowhere](gone.md)\n";

fn shown() -> Shown {
    Shown::new(&[
        ("content/_index.md", "---\ntitle: Home\n---\nStart."),
        ("content/a b.md", PAGE),
        (
            "templates/home.html",
            "<!doctype html><title>Home</title><body>{{ page.content }}</body>",
        ),
        (
            "templates/page.html",
            "<!doctype html><title>{{ page.title }}</title><body>{{ page.content }}</body>",
        ),
    ])
}

/// Sends the request that a page of the preview sends, with some headers replaced. An empty value
/// removes a header.
fn ask(shown: &Shown, headers: &[(&str, &str)], body: &str) -> Reply {
    let address = shown.address();
    let (host, origin, token) = (
        address.to_string(),
        format!("http://{address}"),
        shown.token(),
    );
    let usual = [
        ("Host", &*host),
        ("Origin", &*origin),
        ("Milepost-Token", &*token),
        ("Content-Type", "application/json"),
    ];
    let usual = usual
        .into_iter()
        .filter(|(name, _)| headers.iter().all(|(other, _)| other != name));
    let given = headers
        .iter()
        .copied()
        .filter(|(_, value)| !value.is_empty());
    let lines: String = usual
        .chain(given)
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let request = format!(
        "POST /_milepost/edit HTTP/1.1\r\n{lines}Content-Length: {}\r\n\
            Connection: close\r\n\r\n{body}",
        body.len()
    );
    send(address, request.as_bytes(), "POST")
}

/// Returns the location that opens in the editor, as `file:line:column` below `content/`.
fn opened_location(shown: &Shown, asked: &Value) -> String {
    let reply = ask(shown, &[], &asked.to_string());
    assert_eq!(reply.status, 200, "{asked}: {}", reply.text());
    let response: Value = serde_json::from_str(&reply.text()).expect("JSON");
    let address = response["address"].as_str().expect("an address");
    let (_, place) = address
        .split_once("/content/")
        .unwrap_or_else(|| panic!("{address}"));
    assert!(address.starts_with("vscode://file/"), "{address}");
    place.to_owned()
}

#[test]
fn each_item_of_a_page_opens_at_its_line() {
    let shown = shown();
    let page = "/a-b/";
    for (asked, place) in [
        (json!({ "page": page, "block": 0 }), "a%20b.md:5:1"),
        (json!({ "page": page, "block": 2 }), "a%20b.md:7:1"),
        (json!({ "page": page, "block": 3 }), "a%20b.md:8:1"),
        (json!({ "page": page, "key": "title" }), "a%20b.md:2:8"),
        (
            json!({ "page": page, "key": "description" }),
            "a%20b.md:3:14",
        ),
        // A key that does not exist yet belongs at the top.
        (json!({ "page": page, "key": "image" }), "a%20b.md:1:1"),
        (json!({ "page": "/", "block": 0 }), "_index.md:4:1"),
    ] {
        assert_eq!(opened_location(&shown, &asked), place, "{asked}");
    }

    let mut stream = Stream::open(shown.address(), &format!("page={page}"), &[]);
    let diagnosed = stream.next_diagnostics();
    let fault = diagnosed.data["diagnostics"]["page"]
        .as_array()
        .and_then(|faults| {
            let link = faults.iter().find(|fault| fault["code"] == "broken-link")?;
            link["id"].as_str()
        });
    assert_eq!(
        opened_location(
            &shown,
            &json!({ "page": "/", "fault": fault.expect("a fault") })
        ),
        "a%20b.md:10:1"
    );

    // A line that is added above moves the location and changes no byte of the page.
    let before = shown.text(page);
    fs::write(
        shown.site.path("content/a b.md"),
        PAGE.replacen("---\n", "---\nweight: 1\n", 1),
    )
    .expect("a file");
    stream.next_diagnostics();
    assert_eq!(
        opened_location(&shown, &json!({ "page": page, "block": 0 })),
        "a%20b.md:6:1"
    );
    let blocks = |text: &str| text.matches("data-milepost-block").count();
    assert_eq!(blocks(&before), blocks(&shown.text(page)));
}

#[test]
fn other_requests_open_nothing() {
    let shown = shown();
    let good = json!({ "page": "/a-b/", "block": 0 }).to_string();
    assert_eq!(ask(&shown, &[], &good).status, 200, "a page of ours may");

    let token = shown.token();
    let other = self::shown().token();
    let address = shown.address();
    let (localhost, upper) = (
        format!("http://localhost:{}", address.port()),
        token.to_uppercase(),
    );
    let (shorter, longer) = (&token[1..], format!("{token}0"));
    let refused: Vec<(&str, &str)> = vec![
        ("Milepost-Token", ""),
        ("Milepost-Token", "0"),
        ("Milepost-Token", "null"),
        ("Milepost-Token", &other),
        ("Milepost-Token", shorter),
        ("Milepost-Token", &longer),
        ("Milepost-Token", "../../"),
        ("Origin", ""),
        ("Origin", "null"),
        ("Origin", "http://evil.example"),
        ("Origin", &localhost),
        ("Origin", "file://"),
        ("Origin", "https://127.0.0.1"),
        ("Host", "evil.example"),
        ("Host", ""),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
    ];
    let mut tried = refused.len();
    for (name, value) in refused {
        assert!(
            ask(&shown, &[(name, value)], &good).status >= 400,
            "{name}: {value}"
        );
    }
    if upper != token {
        assert_eq!(
            ask(&shown, &[("Milepost-Token", &upper)], &good).status,
            403
        );
    }

    let long = format!("{{\"page\": \"{}\", \"block\": 0}}", "/a".repeat(4000));
    for body in [
        "",
        "{",
        "null",
        "[]",
        "file=content%2Fa.md&line=1",
        r#"{"page": "/a-b/"}"#,
        r#"{"block": 0}"#,
        r#"{"page": "/a-b/", "block": -1}"#,
        r#"{"page": "/a-b/", "block": 99}"#,
        r#"{"page": "/a-b/", "block": 18446744073709551616}"#,
        r#"{"page": "/a-b/", "block": "0"}"#,
        r#"{"page": "/a-b/", "file": "/etc/passwd"}"#,
        r#"{"page": "/a-b/", "fault": "../../../etc/passwd"}"#,
        r#"{"page": "/a-b/", "fault": ""}"#,
        r#"{"page": "/../../etc/passwd", "block": 0}"#,
        r#"{"page": "/%2e%2e/x", "block": 0}"#,
        r#"{"page": "content/a b.md", "block": 0}"#,
        r#"{"page": "\\\\host\\share", "block": 0}"#,
        r#"{"page": "/nowhere/", "block": 0}"#,
        r#"{"page": "/nowhere/", "key": "title"}"#,
        r#"{"page": "/robots.txt", "key": "title"}"#,
        r#"{"page": "/a-b/", "block": 0, "editor": "touch /tmp/x"}"#,
        &long,
    ] {
        tried += 1;
        let reply = ask(&shown, &[], body);
        assert!(reply.status >= 400, "{body}: {}", reply.text());
    }
    assert!(tried >= 40, "{tried}");
    for method in ["GET", "HEAD", "PUT", "OPTIONS"] {
        let request = format!(
            "{method} /_milepost/edit HTTP/1.1\r\nHost: {address}\r\n\
                Milepost-Token: {token}\r\nConnection: close\r\n\r\n"
        );
        let reply = send(address, request.as_bytes(), method);
        assert_eq!(
            (reply.status, reply.header("allow")),
            (405, Some("POST")),
            "{method}"
        );
    }
}

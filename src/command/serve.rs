//! `milepost serve`: the site as it is now, in a browser, until the user ends it.

use super::{Failure, Outcome, browser, options, qr, recovery, terminal};
use crate::cli::{Global, Serve};
use crate::preview::{self, Audience, Bind, Poll, PreviewOptions, TerminalMessage};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Shows the site.
pub(super) fn serve(global: &Global, arguments: &Serve) -> Result<Outcome, Failure> {
    let root = recovery::site(global)?;
    let audience = audience(arguments)?;
    recovery::recover(global, &root);
    let (verbose, color, quiet, shown_root) =
        (global.verbose, global.color, global.quiet, root.clone());
    let report_options = Global {
        verbose,
        color,
        quiet,
        root: shown_root,
    };
    let chosen = options::preview(&root);
    let preview = preview::start(PreviewOptions {
        root,
        bind: arguments
            .port
            .or(chosen.port)
            .map_or(Bind::Default, Bind::Port),
        audience,
        poll: if arguments.poll {
            Poll::Forced
        } else {
            Poll::Auto
        },
        clock: options::running_clock(arguments.clock.as_deref())?,
        report: Box::new(move |message| report(&report_options, message)),
    })
    .map_err(Failure::environment)?;
    let url = format!("http://{}/", preview.address());
    if let Some(url) = preview.lan_url() {
        show_lan_url(global, &url);
    }
    if arguments.open || chosen.open == Some(true) {
        browser::open(global, &url);
    }
    terminal::output(&format!("Milepost shows the site at {url}\n"))?;
    // The system ends the program, whatever its threads are doing: none of them holds anything that
    // would have to be saved.
    loop {
        std::thread::park();
    }
}

/// Returns the devices that may connect. An address as for Zola's `--interface` or Hugo's `--bind`
/// is understood too.
fn audience(arguments: &Serve) -> Result<Audience, Failure> {
    let Some(named) = arguments.bind.as_deref() else {
        return if arguments.lan {
            network()
        } else {
            Ok(Audience::Machine)
        };
    };
    let address = match named {
        "localhost" => Ok(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        _ => named.trim_matches(['[', ']']).parse(),
    };
    let address: IpAddr = address.map_err(|_| {
        Failure::Usage(format!(
            "`{named}` is no address; write one of this machine, such as 192.168.1.20, \
             or --lan to have it found"
        ))
    })?;
    match address {
        IpAddr::V4(Ipv4Addr::LOCALHOST) | IpAddr::V6(Ipv6Addr::LOCALHOST) if arguments.lan => {
            Err(Failure::Usage(format!(
                "`--lan` is for other devices, and `{named}` is for this machine only; \
                 leave one of them out"
            )))
        }
        IpAddr::V4(Ipv4Addr::LOCALHOST) | IpAddr::V6(Ipv6Addr::LOCALHOST) => Ok(Audience::Machine),
        address if address.is_unspecified() => network(),
        address => Ok(Audience::Network(address)),
    }
}

fn network() -> Result<Audience, Failure> {
    preview::address_in_network()
        .map(Audience::Network)
        .map_err(Failure::environment)
}

/// Shows the URL for other devices, also as a QR code. `--quiet` does not suppress it, since there
/// is no other way to connect.
fn show_lan_url(global: &Global, url: &str) {
    let code = qr::code(url, terminal::color_mode(global)).unwrap_or_default();
    terminal::styled(&format!(
        "\n{code}\nA phone in the same network sees the site with this code, or at\n{url}\n\n"
    ));
}

fn report(global: &Global, message: TerminalMessage) {
    match message {
        TerminalMessage::Notice(text) => terminal::error(&format!("{text}\n")),
        TerminalMessage::Diagnostics { new, summary } => {
            terminal::diagnostics(global, &new);
            if let Some(summary) = summary {
                terminal::status(global, &format!("{summary}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flags_of_others_never_open_more_than_lan() {
        let asked = |bind: &str, lan| {
            audience(&Serve {
                bind: Some(bind.to_owned()),
                lan,
                ..Serve::default()
            })
        };
        let address = IpAddr::V4(Ipv4Addr::new(192, 168, 1, 20));
        for name in ["127.0.0.1", "localhost", "::1", "[::1]"] {
            assert_eq!(
                asked(name, false).expect("an address"),
                Audience::Machine,
                "{name}"
            );
            assert!(
                matches!(asked(name, true), Err(Failure::Usage(_))),
                "{name}"
            );
        }
        for lan in [false, true] {
            assert_eq!(
                asked("192.168.1.20", lan).expect("an address"),
                Audience::Network(address)
            );
        }
        for name in ["0.0.0.0", "::", "[::]"] {
            // Without a network this is a failure.
            let everywhere = asked(name, false);
            assert!(!matches!(everywhere, Ok(Audience::Machine)), "{name}");
            assert!(
                !matches!(everywhere, Ok(Audience::Network(address)) if address.is_unspecified()),
                "{name}"
            );
        }
        for name in [
            "",
            "my-machine",
            "192.168.1",
            "192.168.1.20:80",
            "http://192.168.1.20",
        ] {
            assert!(
                matches!(asked(name, false), Err(Failure::Usage(_))),
                "{name}"
            );
        }
        assert_eq!(
            audience(&Serve::default()).expect("the usual"),
            Audience::Machine
        );
    }
}

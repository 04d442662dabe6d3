//! `milepost serve`: the site as it is now, in a browser, until somebody ends it.

use super::{Failure, Outcome, browser, options, recovery, say};
use crate::cli::{Global, Serve};
use crate::preview::{self, Bind, News, Poll, PreviewOptions};

/// Shows the site.
pub(super) fn serve(global: &Global, arguments: &Serve) -> Result<Outcome, Failure> {
    let root = options::site_root(global)?;
    recovery::recover(global, &root)?;
    let (verbose, color, quiet, shown_root) = (global.verbose, global.color, global.quiet, root.clone());
    let said = Global { verbose, color, quiet, root: shown_root };
    let preview = preview::start(PreviewOptions {
        root,
        bind: arguments.port.map_or(Bind::Default, Bind::Port),
        poll: if arguments.poll { Poll::Forced } else { Poll::Auto },
        clock: options::clock(arguments.clock.as_deref())?,
        tell: Box::new(move |news| tell(&said, news)),
    })
    .map_err(Failure::environment)?;
    let url = format!("http://{}/", preview.address());
    if arguments.open {
        browser::open(global, &url);
    }
    say::output(&format!("Milepost shows the site at {url}\n"));
    preview.wait().map_err(Failure::environment)?;
    Ok(Outcome::Interrupted)
}

fn tell(global: &Global, news: News) {
    match news {
        News::Notice(text) => say::error(&format!("{text}\n")),
        News::Diagnostics { new, summary } => {
            say::diagnostics(global, &new);
            if let Some(summary) = summary {
                say::line(global, &format!("{summary}"));
            }
        }
    }
}

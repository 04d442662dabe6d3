//! Feeds: the newest pages of a site, of a section or of a term, for programs that follow sites.
//!
//! Sources of the formats: RFC 4287 (Atom), and JSON Feed version 1.1 (jsonfeed.org).

mod atom;
mod json;
mod value;

use super::contents::{ContentNames, Contents};
use super::planning::Planning;
use super::rendered::Rendered;
use super::request::{Output, Phase, Request};
use crate::config::{FeedContent, FeedFormat};
use crate::digest::Digested;
use crate::document::{Body, Piece};
use crate::image::ImageCache;
use crate::page;
use crate::site::{self, Page, PageId, PageKind};
use value::{Entry, Feed, Text};

pub(super) fn requests(planning: &Planning<'_>) -> Vec<Request> {
    let feeds = planning.inputs.site.feeds.iter();
    let formats = &planning.inputs.config.feeds.formats;
    let feeds = feeds.flat_map(|feed| formats.iter().map(move |format| (feed, *format)));
    feeds
        .filter_map(|(feed, format)| request(planning, feed, format))
        .collect()
}

fn request(planning: &Planning<'_>, feed: &site::Feed, format: FeedFormat) -> Option<Request> {
    let (site, config) = (&planning.inputs.site, &planning.inputs.config);
    let base_url = config
        .base_url
        .clone()
        .filter(|_| planning.inputs.has_host())?;
    let of = site.page(feed.of);
    let route = of.route.of_file_below(format.file_name())?;
    let description = match of.kind {
        PageKind::Home => config.description.clone(),
        _ => of.card.description.clone(),
    };
    let business = config.business.as_ref();
    let business = business.and_then(|business| business.name.clone());
    let author = config.author.clone().or(business);
    let output = Feed {
        format,
        content: config.feeds.content,
        url: base_url.absolute(&route.url),
        home: base_url.absolute(&of.route.url),
        base_url,
        title: planning.feed_title(of),
        description,
        language: config.language.clone(),
        timezone: config.timezone.clone(),
        author: author.unwrap_or_else(|| config.title.clone()),
        entries: feed
            .entries
            .iter()
            .filter_map(|id| entry(planning, *id, site.page(*id)))
            .collect(),
    };
    let documents = feed.entries.iter();
    let documents = documents.filter_map(|id| site.page(*id).document);
    let names = match config.feeds.content {
        FeedContent::Full => ContentNames::bodies(documents),
        FeedContent::Summary => {
            ContentNames::default().with_summaries(&documents.collect::<Vec<_>>())
        }
    };
    let request = Request::fallback(route.output.as_str(), Phase::Aggregate, output)?;
    Some(request.showing(names.into()))
}

fn entry(planning: &Planning<'_>, id: PageId, page: &Page) -> Option<Entry> {
    let card = &page.card;
    let date = card.date?;
    let terms = card.terms.iter().filter(|(name, _)| name != "authors");
    let terms = terms.flat_map(|(_, terms)| terms.iter().map(|term| term.title.clone()));
    Some(Entry {
        page: planning.content(id),
        date,
        updated: card.updated.map_or(date, |updated| updated.max(date)),
        authors: card.authors.clone(),
        terms: terms.collect(),
    })
}

impl Output for Feed {
    fn render(&self, contents: &Contents, _: &ImageCache) -> Rendered {
        let base_url = &self.base_url;
        let texts: Vec<Text> = match self.content {
            FeedContent::Full => {
                let entries = self.entries.iter().zip(&contents.bodies);
                let text = |(entry, body): (&Entry, &Digested<Body>)| {
                    Some(page::content_for_feed(&entry.page, body, base_url))
                };
                entries.map(text).collect()
            }
            FeedContent::Summary => {
                let entries = self.entries.iter().zip(&contents.summaries);
                let text = |(entry, pieces): (&Entry, &Option<Digested<Vec<Piece>>>)| {
                    let pieces = pieces.as_ref()?;
                    Some(page::summary_for_feed(&entry.page, pieces, base_url))
                };
                entries.map(text).collect()
            }
        };
        Rendered::text(match self.format {
            FeedFormat::Atom => atom::written(self, &texts),
            FeedFormat::Json => json::written(self, &texts),
        })
    }
}

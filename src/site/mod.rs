//! The model: pages in their sections, in a total order, with every link resolved.
//!
//! [`assemble`] receives the heads of documents, never their bodies, so an edit of a body cannot
//! reach it.

mod aliases;
mod arrangement;
mod assemble;
mod bundles;
mod card;
mod cascade;
mod feed;
mod feeds;
mod git_dates;
mod kind;
mod list_urls;
mod listing;
mod lists;
mod menu;
mod numbered_terms;
mod order;
mod outline;
mod page;
mod path_pattern;
mod published;
mod readmes;
mod references;
mod route;
mod routing;
mod schedule;
mod similar_terms;
mod suggestions;
mod target;
mod targets;
mod term_groups;
mod term_pages;
mod terms;
mod tree;
mod unwritten;

pub use aliases::Aliases;
pub use assemble::{Assembled, SiteInputs, assemble};
pub use bundles::Bundles;
pub use card::Card;
pub use feed::Feed;
pub use git_dates::{DatesOfDocuments, GitDateInputs, PageDates, git_dates};
pub use kind::PageKind;
pub use listing::{Listing, PageId};
pub use menu::{MenuItem, Menus, menus};
pub use outline::{OutlineItem, OutlinePart};
pub use page::{Page, PageData, PageFiles};
pub use references::Resolved;
pub use route::Route;
pub use schedule::{HeldBack, Reason, Schedule, Timing};
pub use targets::FileTargets;
pub use terms::{PageTerms, TermLink};
pub use tree::Site;

//! Outputs made of many pages. Each is a pure function of exactly the records that it writes.

mod headers;
mod redirects;
mod robots;
mod search;
mod sitemap;

pub use headers::{CONTENT_SECURITY_POLICY, Headers, headers};
pub use redirects::{Redirect, Redirects, redirects};
pub use robots::{Robots, robots};
pub use search::{
    ENGINE, Index, Language, Layout, SearchFile, SearchRecord, each_word, search_file,
};
pub use sitemap::{Sitemap, SitemapEntry, sitemap};

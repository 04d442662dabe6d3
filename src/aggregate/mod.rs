//! Outputs made of many pages. Each is a pure function of exactly the records that it writes.

mod robots;
mod sitemap;

pub use robots::{Robots, robots};
pub use sitemap::{Sitemap, SitemapEntry, sitemap};

//! Assets of the theme: style sheets, scripts, fonts, drawings.

use super::contents::Contents;
use super::planning::Planning;
use super::rendered::{OutputBytes, Rendered};
use super::request::{Output, Phase, Request, Role};
use crate::asset::AssetFile;
use crate::digest::Digested;
use crate::image::ImageCache;
use crate::site::Route;
use crate::source::Content;
use std::sync::Arc;

/// An asset, whose bytes were made when it was named.
#[derive(Hash)]
struct Asset(AssetFile);

pub(super) fn requests(planning: &Planning<'_>) -> Vec<Request> {
    let files = planning.inputs.assets.files.iter();
    let requests = files.filter_map(|(output, file)| {
        let route = Digested::new(Route::of_file(output)?);
        let (origin, asset) = (Some(file.source.clone()), Asset(file.clone()));
        Some(Request::reserved(route, Phase::Asset, origin, asset))
    });
    requests.collect()
}

impl Output for Asset {
    fn render(&self, _: &Contents, _: &ImageCache) -> Rendered {
        let Asset(file) = self;
        let digest = file.digest;
        Rendered::of(match &file.content {
            Content::Text(text) => OutputBytes::Made {
                digest,
                bytes: Arc::from(text.as_bytes()),
            },
            Content::Embedded(bytes) => OutputBytes::Made {
                digest,
                bytes: Arc::from(*bytes),
            },
            Content::Binary { .. } => OutputBytes::Source {
                digest,
                source: file.source.clone(),
            },
        })
    }

    fn role(&self) -> Role {
        Role::Asset
    }
}

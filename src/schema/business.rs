//! The node of the business: the facts of site.yaml and no others.

use super::ids::Ids;
use super::node::Node;
use super::publication::Publication;
use crate::config::{Business, Hours};
use serde_json::{Value, json};

/// Returns the node of the business; `None` if it has no name.
pub(super) fn node(publication: &Publication, ids: &Ids<'_>) -> Option<Node> {
    let Business {
        name,
        kind,
        description,
        street,
        city,
        region,
        postal_code,
        country,
        phone,
        email,
        booking_url,
        map_url,
        price_range,
        image,
        hours,
    } = publication.business.as_ref()?;
    let address = Node::part("PostalAddress")
        .text("streetAddress", street.as_deref())
        .text("addressLocality", city.as_deref())
        .text("addressRegion", region.as_deref())
        .text("postalCode", postal_code.as_deref())
        .text("addressCountry", country.as_deref());
    let booking = booking_url
        .as_ref()
        .map(|url| json!({ "@type": "ReserveAction", "target": url }));
    let node = Node::new(kind, ids.business()?)
        .text("name", name.as_deref())
        .text("description", description.as_deref())
        .value("address", address.unless_bare())
        .text("telephone", phone.as_deref())
        .text("email", email.as_deref())
        .text("hasMap", map_url.as_deref())
        .text("priceRange", price_range.as_deref())
        .text(
            "image",
            image.as_deref().and_then(|image| ids.absolute(image)),
        )
        .list(
            "openingHoursSpecification",
            hours.iter().map(opening).collect(),
        )
        .value("potentialAction", booking);
    Some(node)
}

fn opening(
    Hours {
        days,
        opens,
        closes,
    }: &Hours,
) -> Value {
    let days: Vec<&str> = days.iter().map(|day| day.name()).collect();
    json!({
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": days,
        "opens": opens,
        "closes": closes,
    })
}

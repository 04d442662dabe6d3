//! The facts about a business. Pages and structured data take them from here, and leave out the
//! empty ones.

use super::hours::{self, Hours};
use super::keys::BUSINESS_KEYS;
use crate::diagnostic::Diagnostic;
use crate::yaml::Field;

/// A business. An empty text in `site.yaml` is a fact that is not filled in yet.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
#[allow(missing_docs, reason = "most fields say what they are")]
pub struct Business {
    pub name: Option<String>,
    /// The type of business from schema.org: `DaySpa`. Its key is `type`.
    pub kind: String,
    /// A sentence about the business.
    pub description: Option<String>,
    /// The street with the number.
    pub street: Option<String>,
    pub city: Option<String>,
    /// The state or region.
    pub region: Option<String>,
    pub postal_code: Option<String>,
    pub country: Option<String>,
    /// The telephone number as it is shown.
    pub phone: Option<String>,
    pub email: Option<String>,
    /// The address of the booking page, with http or https.
    pub booking_url: Option<String>,
    /// The address of its place on a map, with http or https.
    pub map_url: Option<String>,
    /// The prices: `$$`, or a range.
    pub price_range: Option<String>,
    /// An image of the business, as written.
    pub image: Option<String>,
    /// The opening hours.
    pub hours: Vec<Hours>,
}

impl Business {
    /// Returns the keys that are not filled in, in the order of the documentation.
    pub fn missing(&self) -> Vec<&'static str> {
        let Business {
            name,
            kind: _,
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
        } = self;
        let facts = [
            ("name", name.is_some()),
            ("description", description.is_some()),
            ("street", street.is_some()),
            ("city", city.is_some()),
            ("region", region.is_some()),
            ("postal_code", postal_code.is_some()),
            ("country", country.is_some()),
            ("phone", phone.is_some()),
            ("email", email.is_some()),
            ("booking_url", booking_url.is_some()),
            ("map_url", map_url.is_some()),
            ("price_range", price_range.is_some()),
            ("image", image.is_some()),
            ("hours", !hours.is_empty()),
        ];
        facts
            .into_iter()
            .filter(|(_, filled)| !filled)
            .map(|(key, _)| key)
            .collect()
    }
}

/// Reads the map `business`.
pub(super) fn business(field: &Field<'_>) -> Option<Business> {
    let fields = field.fields(BUSINESS_KEYS, "`business`")?;
    let text = |name| fields.get(name).and_then(Field::filled);
    Some(Business {
        name: text("name"),
        kind: fields
            .get("type")
            .and_then(kind)
            .unwrap_or_else(|| "LocalBusiness".to_owned()),
        description: text("description"),
        street: text("street"),
        city: text("city"),
        region: text("region"),
        postal_code: text("postal_code"),
        country: text("country"),
        phone: fields.get("phone").and_then(phone),
        email: fields.get("email").and_then(email),
        booking_url: fields.get("booking_url").and_then(address),
        map_url: fields.get("map_url").and_then(address),
        price_range: text("price_range"),
        image: text("image"),
        hours: fields
            .get("hours")
            .filter(|field| !is_empty_text(field))
            .map(hours::hours)
            .unwrap_or_default(),
    })
}

fn is_empty_text(field: &Field<'_>) -> bool {
    field
        .value()
        .as_text()
        .is_some_and(|text| text.trim().is_empty())
}

fn checked(
    field: &Field<'_>,
    sound: fn(&str) -> bool,
    wanted: &str,
    advice: &str,
) -> Option<String> {
    let text = field.filled()?;
    if sound(&text) {
        return Some(text);
    }
    let message = format!(
        "`{}` has to be {wanted}, and `{text}` is none",
        field.name()
    );
    field.report(Diagnostic::error("wrong-type", message).advise(advice));
    None
}

fn kind(field: &Field<'_>) -> Option<String> {
    let sound = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_uppercase())
            && text.chars().all(|c| c.is_ascii_alphanumeric())
    };
    checked(
        field,
        sound,
        "a type of schema.org",
        "write one word with a capital initial: `DaySpa`, `LocalBusiness`",
    )
}

fn phone(field: &Field<'_>) -> Option<String> {
    let sound = |text: &str| text.chars().filter(char::is_ascii_digit).count() >= 3;
    checked(
        field,
        sound,
        "a telephone number",
        "write it as people read it, in quotes: `\"+1 336 555 0100\"`",
    )
}

fn email(field: &Field<'_>) -> Option<String> {
    let sound = |text: &str| {
        let parts = text.split_once('@');
        !text.contains(char::is_whitespace)
            && parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
    };
    checked(
        field,
        sound,
        "an e-mail address",
        "write `name@example.org`",
    )
}

fn address(field: &Field<'_>) -> Option<String> {
    let sound = |text: &str| {
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"));
        rest.is_some_and(|rest| !rest.is_empty())
            && !text.contains(|c: char| c.is_whitespace() || c.is_control())
    };
    checked(
        field,
        sound,
        "an address with http or https",
        "write it whole: `https://example.org/book`",
    )
}

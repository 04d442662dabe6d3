//! Front matter: the metadata of a page, between two lines `---` at the top of its file.
//!
//! Reading is strict and never fatal. Every fault is reported with its line, and every entry that
//! can be read is read, so that a page keeps its address, title and draft flag while its writer is
//! in the middle of typing.

mod cascade;
mod dates;
mod fence;
mod fields;
mod foreign_formats;
mod foreign_keys;
mod keys;
mod paginate;
mod patterns;
mod read;
mod sort_by;
mod terms;

pub use fence::{Fence, Split, split};
pub use fields::{FrontMatter, PageImage, Question};
pub use keys::{IMAGE_KEYS, KEYS, PAGINATE_KEYS, QUESTION_KEYS, SECTION_KEYS};
pub use paginate::Paginate;
pub use patterns::{PLACEHOLDERS, is_pattern};
pub use read::read;
pub use sort_by::{SortField, SortKey};

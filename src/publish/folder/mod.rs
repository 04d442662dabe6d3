//! Publishing into a folder.
//!
//! | | |
//! |---|---|
//! | `validation` | refuses folders that must not become an output, before anything is created |
//! | `open` | an output folder, locked and recovered |
//! | `lock` | one writer at a time |
//! | `recovery` | finishes or discards what an interrupted command left |
//! | `abandonment` | gives up what cannot be finished |
//! | `staging` | outputs go into the stage; then the folder becomes the new site |
//! | `inventory` | the files in the folder and their owners, for the plan of the steps |
//! | `preparation` | makes what the steps need, before they begin |
//! | `execution` | carries the steps out |
//! | `backups` | keeps files that were edited by hand |
//! | `journal_file` | journal and manifest on the disk |
//! | `clean` | removes the site again |
//! | `layout`, `disk` | the names of places; questions to the file system |

mod abandonment;
mod backups;
mod clean;
mod disk;
mod execution;
mod inventory;
mod journal_file;
mod layout;
mod lock;
mod open;
mod preparation;
mod recovery;
mod staging;
mod validation;

pub use abandonment::{Abandonment, abandon};
pub use clean::{CleanSummary, clean};
pub use lock::Holder;
pub use open::{Folder, open};
pub use recovery::{Recovery, recover};
pub use staging::{Payload, Prepared, PublishSummary, Stage};

//! `milepost serve`.

use super::{Failure, Outcome};
use crate::cli::{Global, Serve};

/// Shows the site.
pub(super) fn serve(_global: &Global, _arguments: &Serve) -> Result<Outcome, Failure> {
    Err(Failure::Environment("the preview is not there yet".to_owned()))
}

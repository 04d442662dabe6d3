//! The number of diagnostics, and the choice of those that are shown.

use super::located::Located;
use super::phrases::counted;
use crate::diagnostic::Severity;
use serde::Serialize;
use std::fmt;

/// The number of diagnostics of each severity. Its text is `2 errors, 1 warning`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Summary {
    /// The errors. Nothing is published while there are any.
    pub errors: usize,
    /// The warnings.
    pub warnings: usize,
    /// The notes.
    pub notes: usize,
}

/// Counts diagnostics. One that was found on many pages counts once.
pub fn summary(located: &[Located]) -> Summary {
    let number_of = |severity| {
        located
            .iter()
            .filter(|located| located.severity == severity)
            .count()
    };
    Summary {
        errors: number_of(Severity::Error),
        warnings: number_of(Severity::Warning),
        notes: number_of(Severity::Note),
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [
            (self.errors, "error"),
            (self.warnings, "warning"),
            (self.notes, "note"),
        ];
        let named: Vec<String> = counts
            .iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, name)| counted(*n, name))
            .collect();
        f.write_str(if named.is_empty() {
            "no errors, no warnings"
        } else {
            ""
        })?;
        f.write_str(&named.join(", "))
    }
}

/// The number of diagnostics that are shown in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// All of them.
    All,
    /// This many: errors before warnings, warnings before notes. The rest is counted.
    First(usize),
}

impl Limit {
    /// The limit in a terminal.
    pub const TERMINAL: Limit = Limit::First(20);

    /// Returns the diagnostics to show, in the order in which they came, and the number of the
    /// others.
    pub(super) fn choose(self, located: &[Located]) -> (Vec<&Located>, usize) {
        let Limit::First(most) = self else {
            return (located.iter().collect(), 0);
        };
        let mut chosen: Vec<usize> = (0..located.len()).collect();
        chosen.sort_by_key(|index| located[*index].severity);
        chosen.truncate(most);
        chosen.sort_unstable();
        let rest = located.len() - chosen.len();
        (
            chosen.into_iter().map(|index| &located[index]).collect(),
            rest,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_like_a_sentence() {
        for (errors, warnings, notes, expected) in [
            (0, 0, 0, "no errors, no warnings"),
            (2, 1, 0, "2 errors, 1 warning"),
            (0, 0, 1, "1 note"),
            (0, 12_345, 0, "12,345 warnings"),
        ] {
            assert_eq!(
                Summary {
                    errors,
                    warnings,
                    notes
                }
                .to_string(),
                expected
            );
        }
    }
}

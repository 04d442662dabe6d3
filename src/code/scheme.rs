//! The color schemes. A scheme is one more entry of the table: a test computes that all of its
//! colors can be read.

use super::class::Class;

/// A color scheme for code.
#[derive(Debug)]
pub struct Scheme {
    /// The name, which the theme's option has.
    pub name: &'static str,
    /// The colors on light pages.
    pub light: Colors,
    /// The colors on dark pages.
    pub dark: Colors,
}

/// The colors of a scheme on light or on dark pages.
#[derive(Debug)]
pub struct Colors {
    /// The background of code.
    pub background: &'static str,
    /// The background of marked lines.
    pub marked: &'static str,
    /// The background of lines that were added.
    pub inserted: &'static str,
    /// The background of lines that were removed.
    pub deleted: &'static str,
    /// Words without a class.
    pub text: &'static str,
    /// Prompts, numbers of lines, and lines that are not looked at.
    pub dim: &'static str,
    /// Words of each class, in the order of [`Class::ALL`].
    pub classes: [&'static str; Class::ALL.len()],
}

impl Scheme {
    /// Returns the scheme of a name.
    pub fn of(name: &str) -> Option<&'static Self> {
        SCHEMES.iter().find(|scheme| scheme.name == name)
    }
}

/// The schemes. The first is that of themes that name none.
pub const SCHEMES: [Scheme; 3] = [
    Scheme {
        name: "trail",
        light: Colors {
            background: "#f4ece4",
            marked: "#f7ddbd",
            inserted: "#dcebd9",
            deleted: "#f7d9d3",
            text: "#232e2a",
            dim: "#5d625c",
            classes: [
                "#5f6058", "#2a6240", "#8a3f63", "#8c4410", "#6c4a86", "#2a5a85", "#7a4d12",
                "#8a3b3b", "#1d6166", "#2a5a85", "#6c4a86", "#1f6334", "#962b25",
            ],
        },
        dark: Colors {
            background: "#202725",
            marked: "#423522",
            inserted: "#203a2a",
            deleted: "#472a29",
            text: "#ebe6df",
            dim: "#a9aca8",
            classes: [
                "#a3aba6", "#a3d3a2", "#eda9c4", "#f0b486", "#cdaee6", "#9ccaf0", "#e9c583",
                "#f2aaa2", "#8ed0cf", "#9ccaf0", "#cdaee6", "#94d8a5", "#f5a59c",
            ],
        },
    },
    Scheme {
        name: "harbor",
        light: Colors {
            background: "#f3f5f8",
            marked: "#fdf0b8",
            inserted: "#d9f0dd",
            deleted: "#fbdfe0",
            text: "#1f2733",
            dim: "#5b6371",
            classes: [
                "#58626f", "#0b5394", "#7d3f98", "#0a5c73", "#a5203f", "#5b3a9e", "#8a4500",
                "#8a4500", "#0b5394", "#17612f", "#0b5394", "#14602c", "#9c1b2c",
            ],
        },
        dark: Colors {
            background: "#161b23",
            marked: "#3b3413",
            inserted: "#12351f",
            deleted: "#45191f",
            text: "#e4e9f0",
            dim: "#a5aebb",
            classes: [
                "#a0abb9", "#a8d3ff", "#e0b6f5", "#85cfe6", "#ff9ca4", "#d5b8ff", "#ffbe7d",
                "#ffbe7d", "#8cc8ff", "#8fe09a", "#8cc8ff", "#7fdc93", "#ff9f9b",
            ],
        },
    },
    Scheme {
        name: "graphite",
        light: Colors {
            background: "#f4f4f2",
            marked: "#e4e2da",
            inserted: "#dde9dd",
            deleted: "#f2dedb",
            text: "#1e1f1e",
            dim: "#5c5d5a",
            classes: [
                "#595b58", "#46515c", "#46515c", "#46515c", "#111211", "#1e1f1e", "#1e1f1e",
                "#46515c", "#2d333a", "#111211", "#111211", "#1f5d30", "#8f2a22",
            ],
        },
        dark: Colors {
            background: "#1d1f1e",
            marked: "#363731",
            inserted: "#223528",
            deleted: "#432a27",
            text: "#e8e8e5",
            dim: "#a9aba7",
            classes: [
                "#a4a7a2", "#bcc8d4", "#bcc8d4", "#bcc8d4", "#ffffff", "#e8e8e5", "#e8e8e5",
                "#bcc8d4", "#d5dbe1", "#ffffff", "#ffffff", "#9bdba9", "#f3aaa1",
            ],
        },
    },
];

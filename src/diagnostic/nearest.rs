//! "Did you mean": the known name that is nearest to a written one.
//!
//! Comparing a wrong name with every known one would cost their product: an import of thousands of
//! pages has thousands of wrong links. Among many names, only those are compared that share rare
//! groups of three letters with the written name, and a bounded number of them.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

/// The longest name that is compared, in bytes: comparing costs the product of the lengths.
const LONGEST_NAME: usize = 256;

/// The most names that are all compared. Among more of them, groups of letters choose.
const FEW_NAMES: usize = 64;

/// The most occurrences of groups of letters that are looked at for one written name.
const OCCURRENCES: usize = 1_024;

/// The number of pairs of letters that are compared for one written name, after which no further
/// name is compared with it. It is enough for all names of 32 letters among few.
const LETTER_PAIRS: usize = FEW_NAMES * 32 * 32;

/// Three letters of a name in a row, with a NUL before its first and after its last letter.
type Group = [char; 3];

/// Known names, among which that is found which a user probably meant.
#[derive(Debug, Default)]
pub struct Names<'a> {
    /// Sorted, each once.
    names: Vec<&'a str>,
    /// The numbers of the names with each group. Most builds ask for no name, and need none.
    by_group: OnceLock<HashMap<Group, Vec<u32>>>,
}

impl<'a> FromIterator<&'a str> for Names<'a> {
    fn from_iter<I: IntoIterator<Item = &'a str>>(names: I) -> Self {
        let mut names: Vec<&str> = names.into_iter().collect();
        names.sort_unstable();
        names.dedup();
        Names {
            names,
            by_group: OnceLock::new(),
        }
    }
}

impl<'a> Names<'a> {
    /// True if this name is known.
    pub fn contains(&self, name: &str) -> bool {
        self.names.binary_search(&name).is_ok()
    }

    /// Returns the known name that the user probably meant, if one is near enough: at most one
    /// edit, and one more for every four letters. The first in order of equally near ones.
    pub fn nearest(&self, written: &str) -> Option<&'a str> {
        if written.len() > LONGEST_NAME {
            return None;
        }
        let written = written.to_lowercase();
        if self.names.len() <= FEW_NAMES {
            return nearest_of(&written, self.names.iter().copied());
        }
        let similar = self.similar(&written);
        nearest_of(&written, similar.into_iter().map(|index| self.names[index]))
    }

    /// Returns the names that share rare groups of letters with a name, those with the most first.
    fn similar(&self, written: &str) -> Vec<usize> {
        let by_group = self.by_group.get_or_init(|| self.groups());
        let written_groups: BTreeSet<Group> = groups(written).collect();
        let known = |group| by_group.get(&group).map(Vec::as_slice);
        let mut occurrences: Vec<&[u32]> = written_groups.into_iter().filter_map(known).collect();
        occurrences.sort_by_key(|names| names.len());
        let mut left = OCCURRENCES;
        let mut shared: Vec<u32> = Vec::new();
        for names in occurrences {
            // What nearly all names have says little; but something has to be compared.
            if names.len() > left && !shared.is_empty() {
                break;
            }
            let looked_at = &names[..names.len().min(left)];
            left -= looked_at.len();
            shared.extend(looked_at);
        }
        shared.sort_unstable();
        let equal = shared.chunk_by(|a, b| a == b);
        let mut counted: Vec<(usize, u32)> = equal.map(|run| (run.len(), run[0])).collect();
        counted.sort_by_key(|(count, index)| (std::cmp::Reverse(*count), *index));
        let most = counted.into_iter().take(FEW_NAMES);
        most.map(|(_, index)| index as usize).collect()
    }

    fn groups(&self) -> HashMap<Group, Vec<u32>> {
        let mut by_group: HashMap<Group, Vec<u32>> = HashMap::new();
        for (index, name) in (0..).zip(&self.names) {
            if name.len() > LONGEST_NAME {
                continue;
            }
            for group in groups(&name.to_lowercase()) {
                let names = by_group.entry(group).or_default();
                if names.last() != Some(&index) {
                    names.push(index);
                }
            }
        }
        by_group
    }
}

/// Returns the known name that the user probably meant, as [`Names::nearest`] does. For a list that
/// is asked only once.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known.into_iter().collect::<Names<'_>>().nearest(written)
}

/// Returns the groups of letters of a name in small letters.
fn groups(name: &str) -> impl Iterator<Item = Group> {
    let letters = name.chars().chain(['\0']);
    letters.scan(('\0', '\0'), |(before, last), letter| {
        let group = [*before, *last, letter];
        (*before, *last) = (*last, letter);
        Some(group)
    })
}

/// Returns the nearest of a few names to one in small letters.
fn nearest_of<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let letters = Letters::of(written);
    let limit = 1 + letters.count / 4;
    let names = known.filter(|name| name.len() <= LONGEST_NAME);
    let candidates = names.map(|name| {
        let small = name.to_lowercase();
        (letters.least_distance(&Letters::of(&small)), name, small)
    });
    let mut candidates: Vec<_> = candidates.filter(|(least, ..)| *least <= limit).collect();
    candidates.sort_by_key(|(least, ..)| *least);
    let mut pairs = LETTER_PAIRS;
    let mut best: Option<(usize, &str)> = None;
    for (least, name, small) in candidates {
        let is_further = best.is_some_and(|(distance, _)| least > distance);
        if is_further || pairs == 0 {
            break;
        }
        pairs = pairs.saturating_sub(written.len() * small.len());
        let distance = strsim::damerau_levenshtein(written, &small);
        if distance <= limit && best.is_none_or(|best| (distance, name) < best) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// The letters of a name without their order. They tell cheaply that two names are far apart.
struct Letters {
    count: usize,
    /// The number of letters of each of 64 kinds.
    kinds: [u8; 64],
}

impl Letters {
    fn of(name: &str) -> Self {
        let mut letters = Letters {
            count: 0,
            kinds: [0; 64],
        };
        for letter in name.chars() {
            letters.count += 1;
            let kind = &mut letters.kinds[letter as usize % 64];
            *kind = kind.saturating_add(1);
        }
        letters
    }

    /// Returns a number of edits that the way from one name to the other takes at least: each edit
    /// adds, removes or replaces one letter.
    fn least_distance(&self, other: &Letters) -> usize {
        let kinds = self.kinds.iter().zip(&other.kinds);
        let (more, less) = kinds.fold((0, 0), |(more, less), (a, b)| {
            let (a, b) = (usize::from(*a), usize::from(*b));
            (more + a.saturating_sub(b), less + b.saturating_sub(a))
        });
        usize::max(more, less)
    }
}

#[cfg(test)]
mod tests {
    use super::{Names, nearest};

    #[test]
    fn suggests_only_what_is_near() {
        assert_eq!(
            nearest("desciption", ["date", "description"]),
            Some("description")
        );
        assert_eq!(nearest("Title", ["title"]), Some("title"));
        assert_eq!(nearest("colour", ["date", "title"]), None);
        assert_eq!(nearest("aa", ["ba", "ab"]), Some("ab"));
    }

    /// Returns a word for each number, unlike those of the numbers near it.
    fn word(number: usize) -> String {
        let mut state = number as u64 + 1;
        let letters = (0..8).map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005) >> 3 ^ 0x5555;
            char::from(b'a' + (state >> 9) as u8 % 26)
        });
        letters.collect()
    }

    #[test]
    fn suggests_the_same_among_many_names() {
        let known: Vec<String> = (0..5_000)
            .map(|n| format!("posts/{}.md", word(n)))
            .collect();
        let names: Names<'_> = known.iter().map(String::as_str).collect();
        for meant in known.iter().step_by(101) {
            let letter = meant.len() / 2;
            let slips = [
                meant.replacen("posts", "post", 1),
                meant.replace(".md", ".html"),
                meant.to_uppercase(),
                format!("{}{}", &meant[..letter], &meant[letter + 1..]),
                format!("{}x{}", &meant[..letter], &meant[letter..]),
            ];
            for written in slips {
                assert_eq!(names.nearest(&written), Some(meant.as_str()), "{written}");
            }
        }
        assert_eq!(names.nearest("drafts/running.txt"), None);
    }

    #[test]
    fn names_that_are_alike_are_compared_too() {
        let known: Vec<String> = (0..5_000).map(|n| "a".repeat(n % 200 + 1)).collect();
        let names: Names<'_> = known.iter().map(String::as_str).collect();
        assert!(names.contains("aaa") && !names.contains("b"));
        assert!(names.nearest(&"a".repeat(50)).is_some());
        assert_eq!(names.nearest("b"), None);
    }
}

//! Postings: the pages that have a word, and how much the word counts there, as text that a script
//! takes apart in one pass.

/// The weight of a word on a page. A greater weight comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// In the text, once.
    Once,
    /// In the text, two or three times.
    Often,
    /// In the text, more often.
    Throughout,
    /// In a heading.
    Heading,
    /// In the title.
    Title,
}

/// A page that has a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Posting {
    pub page: u32,
    best: Place,
    /// The number of times that the word was met in the text, as far as it matters.
    times: u8,
}

impl Posting {
    pub(super) fn new(page: u32, place: Place) -> Self {
        Posting {
            page,
            best: place,
            times: 1,
        }
    }

    /// Counts the word once more on the page.
    pub(super) fn again(&mut self, place: Place) {
        self.times = self.times.saturating_add(1);
        let often = match self.times {
            0 | 1 => Place::Once,
            2 | 3 => Place::Often,
            _ => Place::Throughout,
        };
        self.best = self.best.max(place).max(often);
    }
}

/// Digits that end a number. No digit of either kind has a meaning in JSON, in HTML or between
/// words.
const LAST: &[u8; 60] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz01234567";
/// Digits after which the number goes on.
const MORE: &[u8; 20] = b"89-_.,:;!?()[]{}*+~@";

/// Appends postings: for each page the distance from the one before and the weight, as one number
/// in digits.
pub(super) fn encode(postings: &[Posting], out: &mut String) {
    let mut next = 0;
    for posting in postings {
        let mut number = (posting.page - next) * 5 + posting.best as u32;
        next = posting.page + 1;
        // The last digit comes last and is the least, so that small numbers have one.
        let last = number % 60;
        number /= 60;
        let mut digits = Vec::new();
        while number > 0 {
            digits.push(MORE[(number % 20) as usize]);
            number /= 20;
        }
        digits
            .iter()
            .rev()
            .chain([&LAST[last as usize]])
            .for_each(|digit| out.push(char::from(*digit)));
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, Posting, encode};

    #[test]
    fn digits_are_few_and_harmless() {
        let mut often = Posting::new(3, Place::Once);
        (0..3).for_each(|_| often.again(Place::Once));
        let mut out = String::new();
        encode(
            &[
                Posting::new(0, Place::Once),
                often,
                Posting::new(4, Place::Title),
                Posting::new(10_000, Place::Heading),
            ],
            &mut out,
        );
        // 0, 2 pages between and the third place, the next page and the fifth, 9,995 pages between
        // and the fourth.
        assert_eq!(out, "AME-9[6");
    }
}

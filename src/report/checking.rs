//! The writer's settings of the check for this report: rules that are off, findings that are dismissed.

use std::collections::BTreeSet;
use std::fmt;

use serde::Deserialize;
use serde::Serialize;

/// What the checker leaves out in one report. Both sets are written in their order, so that what two people add merges.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Checking {
    /// Rules that are off, by the names that the table of rules gives them. A name that it doesn't have means nothing: a
    /// newer version may have it.
    pub off: BTreeSet<String>,
    /// Findings that the writer has looked at and dismissed.
    pub dismissed: BTreeSet<Fingerprint>,
}

impl Checking {
    /// Whether nothing is left out.
    pub fn is_empty(&self) -> bool {
        self.off.is_empty() && self.dismissed.is_empty()
    }

    /// This with what another has added to `base`, and without what it has taken from it.
    pub fn merged(&self, base: &Checking, other: &Checking) -> Checking {
        Checking {
            off: merged(&self.off, &base.off, &other.off),
            dismissed: merged(&self.dismissed, &base.dismissed, &other.dismissed),
        }
    }
}

fn merged<T: Ord + Clone>(own: &BTreeSet<T>, base: &BTreeSet<T>, other: &BTreeSet<T>) -> BTreeSet<T> {
    let gone = |item: &&T| base.contains(item) && !other.contains(item);
    own.iter().filter(|item| !gone(item)).chain(other.difference(base)).cloned().collect()
}

/// Knows a finding again: made from its rule and the words there, not from where they stand. Written as 16 hexadecimal
/// digits in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint of these pieces, in this order: the same in every version and on every system (FNV-1a).
    pub fn of<'a>(pieces: impl IntoIterator<Item = &'a str>) -> Fingerprint {
        let mut sum = 0xcbf2_9ce4_8422_2325_u64;
        for piece in pieces {
            // No text holds a 0xff: the pieces can't run into one another.
            for byte in piece.bytes().chain([0xff]) {
                sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        Fingerprint(sum)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl From<Fingerprint> for String {
    fn from(print: Fingerprint) -> String {
        print.to_string()
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = &'static str;

    fn try_from(digits: String) -> Result<Fingerprint, &'static str> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        match u64::from_str_radix(&digits, 16) {
            Ok(sum) if digits.len() == 16 && digits.bytes().all(is_digit) => Ok(Fingerprint(sum)),
            _ => Err("a fingerprint is 16 hexadecimal digits"),
        }
    }
}

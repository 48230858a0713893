//! Which entries say something like a sentence that none of them has as it stands: 把这段往上挪 for 上移.

/// Characters that say how something is asked for, not what.
const ASKING: &str = "的了吗呢吧啊呀哪我你他把被将给让使怎么如何想要请是在这那个些里去来能会就都也还和与跟做弄";

/// What a pair of characters is worth more in a title or a word than in a sentence.
const NAMED: f64 = 2.0;

/// What a character alone is worth beside a pair.
const ALONE: f64 = 0.25;

/// The share of the best entry's worth that another must have to be shown.
const SHARE: f64 = 0.4;

/// The indexes of the entries that say something like what was typed, the likest first: pairs of characters that they share
/// with it count by how few entries have them. Nothing for less than three Chinese characters.
pub(super) fn alike<'a>(typed: &str, entries: impl Iterator<Item = (&'a str, &'a str, &'a str)>) -> Vec<usize> {
    let han: Vec<char> = typed.chars().filter(|&c| crate::text::is_han(c)).collect();
    let typed: Vec<char> = han.iter().copied().filter(|&c| !ASKING.contains(c)).collect();
    if han.len() < 3 || typed.is_empty() {
        return Vec::new();
    }
    let entries: Vec<[String; 2]> =
        entries.map(|(title, words, says)| [format!("{title} {words}"), says.to_owned()]).collect();
    let mut pieces: Vec<String> =
        (1..=2).flat_map(|size| typed.windows(size).map(|piece| piece.iter().collect())).collect();
    pieces.sort_unstable();
    pieces.dedup();
    let worth = |piece: String| {
        let have = entries.iter().filter(|entry| entry.iter().any(|text| text.contains(&piece))).count();
        let alone = if piece.chars().count() == 1 { ALONE } else { 1.0 };
        (have > 0).then(|| (piece, alone * (1.0 + entries.len() as f64 / have as f64).ln()))
    };
    let worth: Vec<(String, f64)> = pieces.into_iter().filter_map(worth).collect();
    // A character alone only adds to what a pair has found.
    let has_pair = |[named, says]: &[String; 2]| {
        worth.iter().any(|(piece, _)| {
            (piece.chars().count() > 1 || typed.len() == 1) && (named.contains(piece) || says.contains(piece))
        })
    };
    let value = |[named, says]: &[String; 2]| -> f64 {
        let of = |(piece, worth): &(String, f64)| {
            if named.contains(piece) {
                NAMED * worth
            } else if says.contains(piece) {
                *worth
            } else {
                0.0
            }
        };
        worth.iter().map(of).sum()
    };
    let mut valued: Vec<(f64, usize)> =
        entries.iter().enumerate().filter(|(_, entry)| has_pair(entry)).map(|(at, entry)| (value(entry), at)).collect();
    let best = valued.iter().map(|(value, _)| *value).fold(0.0, f64::max);
    valued.retain(|(value, _)| *value > 0.0 && *value >= best * SHARE);
    valued.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    valued.into_iter().map(|(_, at)| at).collect()
}

//! How many random cases a property is tried on, and which; dice for tests that throw their own.
//!
//! The suite always tries the same ones: it passes or fails by what has been changed, never by luck. `HUNT=50 cargo test
//! --test it frames` tries fifty times as many, fresh ones at every run; what it finds is cured and kept as a plain test.

use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

/// So many cases of a property; with `HUNT` set, as many times more of fresh ones.
pub fn cases(usual: u32) -> ProptestConfig {
    let hunt: Option<u32> = std::env::var("HUNT").ok().and_then(|times| times.parse().ok());
    let seed = match hunt {
        Some(_) => RngSeed::Random,
        None => RngSeed::Fixed(20_260_701),
    };
    let cases = usual.saturating_mul(hunt.unwrap_or(1));
    ProptestConfig { cases, rng_seed: seed, failure_persistence: None, ..ProptestConfig::default() }
}

/// What an environment variable says, or the usual number.
pub fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
}

/// Dice that throw the same in every run with the same seed.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Dice of a seed.
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// A number below this one, which is at least 1.
    pub fn throw(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % below
    }
}

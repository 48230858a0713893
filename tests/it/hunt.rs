//! How many random cases a property is tried on, and which.
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

//! Numbers that look arbitrary and are always the same.

/// A number from 0 up to but not including `below` that depends on `seeds` alone.
pub(super) fn pick(seeds: &[u64], below: u64) -> u64 {
    let mixed = seeds.iter().fold(0x0005_C04E_CA4D, |state, seed| mix(state ^ seed));
    mixed.checked_rem(below).unwrap_or(0)
}

/// A number from `-reach` to `reach`, more often small than large.
pub(super) fn around(seeds: &[u64], reach: u32) -> i64 {
    let below = u64::from(reach) + 1;
    let halves = [1, 2].map(|half| pick(&[&[half], seeds].concat(), below));
    halves.into_iter().filter_map(|half| i64::try_from(half).ok()).sum::<i64>() - i64::from(reach)
}

/// A seed made of text (FNV-1a).
pub(super) fn seed(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |state, byte| {
        (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
}

// The finaliser of SplitMix64: every bit of the input reaches every bit of the output.
fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_picked_stays_in_range_and_varies() {
        let picks: Vec<u64> = (0..1_000).map(|at| pick(&[at], 7)).collect();
        assert!(picks.iter().all(|pick| *pick < 7));
        assert!((0..7).all(|wanted| picks.contains(&wanted)));
        let steps: Vec<i64> = (0..1_000).map(|at| around(&[at], 10)).collect();
        assert!(steps.iter().all(|step| (-10..=10).contains(step)));
        assert!(steps.iter().any(|step| *step < -5) && steps.iter().any(|step| *step > 5));
    }

    #[test]
    fn nothing_is_picked_from_nothing() {
        assert_eq!(pick(&[1], 0), 0);
    }
}

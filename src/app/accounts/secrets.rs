//! Secrets that nobody thought of: made by the operating system, kept as digests.

use crate::app::Error;
use crate::domain::accounts::secrets::Secret;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// How many random bytes a secret has: 256 bits, beyond any guessing, so that a plain digest is
/// enough to keep it by.
const BYTES: usize = 32;

/// A new secret of 64 hexadecimal digits.
pub(super) fn fresh() -> Result<Secret, Error> {
    random::<BYTES>().map(Secret::new)
}

/// `N` random bytes in hexadecimal digits.
pub(super) fn random<const N: usize>() -> Result<String, Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| Error::Internal(error.into()))?;
    Ok(hexadecimal(&bytes))
}

/// What a secret is kept under.
pub(super) fn digest(secret: &str) -> String {
    hexadecimal(&Sha256::digest(secret))
}

/// Whether two digests are the same, in a time that does not tell where they differ.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_has_256_bits_and_is_never_made_twice() {
        let one = fresh().map(|secret| secret.expose().to_owned()).unwrap_or_default();
        let other = fresh().map(|secret| secret.expose().to_owned()).unwrap_or_default();
        assert_eq!(one.len(), 64);
        assert_ne!(one, other);
    }

    #[test]
    fn the_digest_is_sha_256() {
        // FIPS 180-2, appendix B.1.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(digest("abc"), abc);
        assert!(same(&digest("abc"), abc));
        assert!(!same(&digest("abd"), abc));
    }
}

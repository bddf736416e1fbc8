//! Passwords as hashes: slow on purpose, and never more at once than the machine can bear.

use crate::app::Error;
use crate::domain::accounts::password::LONGEST;
use crate::domain::accounts::secrets::Secret;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// How many passwords are hashed at once. Each takes 19 MiB and a core for as long as it lasts.
const AT_ONCE: usize = 2;

/// The hash of nobody's password, made with the parameters of every other: checking a password
/// against it takes as long as against anybody's.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyBpdA$\
                      bm9ib2R5IGhhcyBpdCwgYW5kIG5vYm9keSBoYWQgaXQ";

/// Hashes passwords with Argon2id, 19 MiB and two passes.
#[derive(Debug, Clone)]
pub(super) struct Hashing(Arc<Semaphore>);

impl Default for Hashing {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Hashing {
    /// The hash of a password, with a salt of its own.
    pub(super) async fn hash(&self, password: Secret) -> Result<String, Error> {
        self.alone(move || {
            let hash: PasswordHash =
                Argon2::default().hash_password(password.expose().as_bytes())?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether a password is the one behind a hash. No hash takes as long as a wrong password.
    pub(super) async fn matches(
        &self, password: Secret, hash: Option<String>,
    ) -> Result<bool, Error> {
        self.alone(move || {
            let known = hash.is_some();
            let hash = PasswordHash::new(hash.as_deref().unwrap_or(NOBODY))?;
            let text = password.expose();
            // No password is longer, and a book would take long to hash.
            let cut = text.chars().take(LONGEST + 1).collect::<String>();
            let same = Argon2::default().verify_password(cut.as_bytes(), &hash).is_ok();
            Ok(same && known && cut.len() == text.len())
        })
        .await
    }

    async fn alone<T: Send + 'static>(
        &self, work: impl FnOnce() -> Result<T, argon2::password_hash::Error> + Send + 'static,
    ) -> Result<T, Error> {
        let fault = |error: Box<dyn std::error::Error + Send + Sync>| Error::Internal(error);
        let _permit = self.0.acquire().await.map_err(|error| fault(error.into()))?;
        let done = tokio::task::spawn_blocking(work).await.map_err(|error| fault(error.into()))?;
        done.map_err(|error| fault(error.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret {
        Secret::new(text.to_owned())
    }

    #[tokio::test]
    async fn a_password_matches_its_own_hash_alone() {
        let hashing = Hashing::default();
        let Ok(hash) = hashing.hash(secret("oxbow lantern fig")).await else { panic!("no hash") };
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        let matches = async |text: &str, hash: Option<&str>| {
            hashing.matches(secret(text), hash.map(str::to_owned)).await.ok()
        };
        assert_eq!(matches("oxbow lantern fig", Some(&hash)).await, Some(true));
        assert_eq!(matches("oxbow lantern fog", Some(&hash)).await, Some(false));
        assert_eq!(matches("oxbow lantern fig", None).await, Some(false));
        assert_eq!(matches(&"a".repeat(5_000), Some(&hash)).await, Some(false));
    }

    #[tokio::test]
    async fn two_hashes_of_one_password_differ() {
        let hashing = Hashing::default();
        let one = hashing.hash(secret("oxbow lantern fig")).await.ok();
        let other = hashing.hash(secret("oxbow lantern fig")).await.ok();
        assert!(one.is_some() && one != other);
    }
}

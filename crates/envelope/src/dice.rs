//! Randomness as an argument: as much as the cipher asks for, from 32 random bytes.

use std::convert::Infallible;

use hmac::{Hmac, KeyInit, Mac};
use hpke::rand_core::{TryCryptoRng, TryRng, utils};
use sha2::Sha256;
use zeroize::Zeroizing;

/// HMAC-SHA256 under the caller's bytes over a counter. For one message only.
pub(crate) struct Dice {
    seed: Zeroizing<[u8; 32]>,
    thrown: u64,
}

impl Dice {
    pub(crate) fn new(random: [u8; 32]) -> Self {
        Self { seed: Zeroizing::new(random), thrown: 0 }
    }

    fn throw(&mut self) -> Zeroizing<[u8; 32]> {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&*self.seed).expect("HMAC takes a key of any length");
        mac.update(&self.thrown.to_be_bytes());
        self.thrown = self.thrown.wrapping_add(1);
        Zeroizing::new(mac.finalize().into_bytes().into())
    }
}

impl TryRng for Dice {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        utils::next_word_via_fill(self)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        utils::next_word_via_fill(self)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(32) {
            let thrown = self.throw();
            for (place, byte) in chunk.iter_mut().zip(thrown.iter()) {
                *place = *byte;
            }
        }
        Ok(())
    }
}

impl TryCryptoRng for Dice {}

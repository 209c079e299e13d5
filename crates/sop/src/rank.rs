//! The rank of a small whole-number matrix.

/// Two primes just below 2^31: products fit in 64 bits.
const PRIMES: [i64; 2] = [2_147_483_647, 2_147_483_629];

/// The rank over the rationals.
///
/// Computed modulo two primes, of which the larger rank counts. A rank modulo a
/// prime never exceeds the true one, and falls short only if the prime divides
/// every largest non-zero minor; the entries are -1, 0 and 1, so that minors of
/// reduced nets stay far below either prime, let alone their product.
pub(crate) fn rank(rows: &[Vec<i64>]) -> usize {
    PRIMES.iter().map(|prime| rank_modulo(rows, *prime)).max().unwrap_or(0)
}

fn rank_modulo(rows: &[Vec<i64>], prime: i64) -> usize {
    let mut left: Vec<Vec<i64>> = rows.to_vec();
    for row in &mut left {
        row.iter_mut().for_each(|entry| *entry = entry.rem_euclid(prime));
    }
    let mut rank = 0;
    let columns = rows.first().map_or(0, Vec::len);
    for column in 0..columns {
        let at = |row: &Vec<i64>| row.get(column).copied().unwrap_or(0);
        let Some(found) = left.iter().position(|row| at(row) != 0) else { continue };
        let pivot = left.swap_remove(found);
        let inverse = power(at(&pivot), prime - 2, prime);
        for row in left.iter_mut().filter(|row| at(row) != 0) {
            let factor = at(row) * inverse % prime;
            for (entry, above) in row.iter_mut().zip(&pivot) {
                *entry = (*entry - factor * above % prime).rem_euclid(prime);
            }
        }
        rank += 1;
    }
    rank
}

fn power(mut base: i64, mut exponent: i64, prime: i64) -> i64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent % 2 == 1 {
            result = result * base % prime;
        }
        base = base * base % prime;
        exponent /= 2;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependent_rows_do_not_count() {
        assert_eq!(rank(&[vec![1, -1, 0], vec![0, 1, -1], vec![-1, 0, 1]]), 2);
        assert_eq!(rank(&[vec![1, 0], vec![0, 1], vec![1, 1]]), 2);
        assert_eq!(rank(&[vec![0, 0]]), 0);
        assert_eq!(rank(&[]), 0);
    }
}

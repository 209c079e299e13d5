//! A holder's name as strangers may see it.

/// The first letter of each word, and a star for each further one: enough to
/// recognise a name that one knows, too little to learn one.
#[must_use]
pub fn masked(name: &str) -> String {
    let words = name.split_whitespace().map(|word| {
        let mut letters = word.chars();
        let first = letters.next().into_iter();
        first.chain(letters.map(|_| '*')).collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_letter_of_each_word_shows() {
        assert_eq!(masked("Siti Aminah"), "S*** A*****");
        assert_eq!(masked("  Éva   B "), "É** B");
        assert_eq!(masked(""), "");
    }
}

//! Lines and cells of a CSV file, as spreadsheet programs write them.

/// The cells of each line that is not blank, with its number from 1. A quoted cell may
/// hold the separator, doubled quotes and line breaks.
pub(crate) fn lines_of(text: &str) -> impl Iterator<Item = (usize, Vec<String>)> + '_ {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let separator = separator(text);
    let mut rest = text.chars().peekable();
    let mut line = 1;
    std::iter::from_fn(move || {
        loop {
            rest.peek()?;
            let begins = line;
            let cells = cells(&mut rest, separator, &mut line);
            if cells.iter().any(|cell| !cell.trim().is_empty()) {
                return Some((begins, cells));
            }
        }
    })
}

/// A heading as it is compared: small letters, one space between words.
pub(crate) fn normal(heading: &str) -> String {
    let small = heading.to_lowercase().replace(['_', '\n', '\r'], " ");
    small.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What separates the columns of the first line that holds anything.
fn separator(text: &str) -> char {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut is_quoted = false;
    let outside: String = first
        .chars()
        .filter(|character| {
            is_quoted ^= *character == '"';
            !is_quoted
        })
        .collect();
    let count = |separator: char| outside.matches(separator).count();
    match (count(';'), count('\t'), count(',')) {
        (0, 0, _) => ',',
        (semicolons, tabs, _) if semicolons >= tabs => ';',
        _ => '\t',
    }
}

fn cells(
    rest: &mut std::iter::Peekable<std::str::Chars<'_>>,
    separator: char,
    line: &mut usize,
) -> Vec<String> {
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut is_quoted = false;
    for character in rest.by_ref() {
        if character == '\n' {
            *line += 1;
        }
        match character {
            '"' if is_quoted => is_quoted = false,
            // A quote within quotes is written twice: the second one opens again.
            '"' => {
                if !cell.is_empty() && cell.ends_with(|c: char| !c.is_whitespace()) {
                    cell.push('"');
                }
                is_quoted = true;
            }
            '\n' if !is_quoted => break,
            '\r' if !is_quoted => {}
            other if other == separator && !is_quoted => cells.push(std::mem::take(&mut cell)),
            other => cell.push(other),
        }
    }
    cells.push(cell);
    cells
}

//! How another person's words look while nobody has a reason to read them.

/// The text with its first character alone, whatever its length; nothing of a text of one character.
#[must_use]
pub fn masked(text: &str) -> String {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(first), Some(_)) => format!("{first}＊＊"),
        _ => "＊＊".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_tells_neither_the_rest_nor_its_length() {
        assert_eq!((masked("小明").as_str(), masked("小明同学").as_str()), ("小＊＊", "小＊＊"));
        assert_eq!((masked("明").as_str(), masked("").as_str()), ("＊＊", "＊＊"));
    }
}

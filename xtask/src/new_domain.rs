//! `cargo xtask new-domain`: a domain crate that compiles, passes its tests and shows where things go.

use std::fs;
use std::path::Path;

use crate::{Error, manifests, shell};

/// The files of a domain crate; `{{name}}` and `{{Title}}` stand for its name.
const FILES: &[(&str, &str)] = &[
    ("Cargo.toml", include_str!("new_domain/Cargo.toml.template")),
    ("src/lib.rs", include_str!("new_domain/lib.rs.template")),
    ("src/model.rs", include_str!("new_domain/model.rs.template")),
    ("src/store.rs", include_str!("new_domain/store.rs.template")),
    ("src/routes.rs", include_str!("new_domain/routes.rs.template")),
    ("src/error.rs", include_str!("new_domain/error.rs.template")),
    ("migrations/0001_{{name}}.sql", include_str!("new_domain/migration.sql.template")),
    ("tests/routes.rs", include_str!("new_domain/tests.rs.template")),
];

/// Makes `crates/NAME` and adds it to the workspace and to the floors of the house.
///
/// # Errors
/// When the name does not fit or is taken, or a file cannot be written.
pub(crate) fn run(root: &Path, name: &str) -> Result<(), Error> {
    let fits = name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_');
    if !fits {
        return Err(
            format!("{name} does not fit: a domain is named by a noun in lower case, such as `playlists`").into()
        );
    }
    let folder = root.join("crates").join(name);
    if folder.exists() || manifests::crates(root)?.contains_key(name) {
        return Err(format!("there is a crate {name} already").into());
    }
    for (path, template) in FILES {
        let path = folder.join(filled(path, name));
        fs::create_dir_all(path.parent().unwrap_or(&folder))?;
        fs::write(&path, filled(template, name))?;
    }
    change(&root.join("Cargo.toml"), |text| {
        let text = insert_sorted(&text, "members = [", &format!("  \"crates/{name}\","))?;
        insert_sorted(&text, "# Ours.", &format!("{name} = {{ path = \"crates/{name}\" }}"))
    })?;
    change(&root.join("crates/strata.toml"), |text| {
        let (head, tail) = text.split_once("name = \"domains\"")?;
        let (middle, rest) = tail.split_once("crates = [")?;
        let (members, rest) = rest.split_once(']')?;
        Some(format!("{head}name = \"domains\"{middle}crates = [{members}, \"{name}\"]{rest}"))
    })?;
    // The order of imports depends on the name.
    shell::run(shell::command(root, "cargo", &["fmt", "--package", name]))?;
    println!("{}", next_steps(name));
    Ok(())
}

fn filled(template: &str, name: &str) -> String {
    template.replace("{{name}}", name).replace("{{Title}}", &title(name))
}

/// `play_lists` becomes `PlayLists`.
fn title(name: &str) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    name.split('_').filter(|word| !word.is_empty()).map(capital).collect()
}

fn change(path: &Path, edit: impl FnOnce(String) -> Option<String>) -> Result<(), Error> {
    let text = fs::read_to_string(path)?;
    let edited = edit(text).ok_or_else(|| format!("{} is not as expected; add the crate by hand", path.display()))?;
    fs::write(path, edited)?;
    Ok(())
}

/// Puts `line` where it belongs among the sorted lines that follow `mark`.
fn insert_sorted(text: &str, mark: &str, line: &str) -> Option<String> {
    let mut lines: Vec<&str> = text.lines().collect();
    let start = lines.iter().position(|found| *found == mark)? + 1;
    let length = lines[start..].iter().take_while(|found| !found.is_empty() && **found != "]").count();
    let at = lines[start..start + length].iter().position(|found| *found > line).unwrap_or(length);
    lines.insert(start + at, line);
    Some(lines.join("\n") + "\n")
}

fn next_steps(name: &str) -> String {
    let title = title(name);
    format!(
        "crates/{name} is there. Next:
1. cargo test -p {name}
2. Say what it is: the description in its Cargo.toml and the head of src/lib.rs.
3. Declare its tables. Without personal data, in policy/not_personal.toml:

[[table]]
name = \"{name}_entries\"
reason = \"…\"

   About a person, in policy/items/{name}.toml, and name the file in policy/policy.toml:

[[item]]
id = \"{name}_entry\"
title = {{ zh = \"…\", en = \"…\" }}
table = \"{name}_entries\"
row_id = \"id\"
subject = \"subject_id\"
purpose = \"…\"
function = \"…\"
columns = {{ id = \"record_keeping\", subject_id = \"record_keeping\", grant_id = \"record_keeping\", created_at = \"record_keeping\" }}
retention = {{ after = \"created\", column = \"created_at\", period = \"P180D\" }}
erase = \"delete\"

   Under a purpose that rests on consent its rows carry the grant; crates/playback/migrations shows how.
4. Put `{name}::MIGRATIONS` and `{name}::routes({title}::new(…))` into crates/qingyin, and set x-function of its routes.
5. cargo xtask gen, then cargo xtask check"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_where_it_belongs() {
        let text = "x\nmembers = [\n  \"crates/b\",\n  \"testkit\",\n]\n";
        let member = |name: &str| insert_sorted(text, "members = [", &format!("  \"crates/{name}\",")).unwrap();
        assert_eq!(member("a"), "x\nmembers = [\n  \"crates/a\",\n  \"crates/b\",\n  \"testkit\",\n]\n");
        assert_eq!(member("c"), "x\nmembers = [\n  \"crates/b\",\n  \"crates/c\",\n  \"testkit\",\n]\n");
        assert_eq!(insert_sorted("no mark\n", "members = [", ""), None);
    }

    #[test]
    fn a_name_makes_a_type() {
        assert_eq!(title("playlists"), "Playlists");
        assert_eq!(title("show_tickets"), "ShowTickets");
    }

    #[test]
    fn no_placeholder_is_left() {
        for (path, template) in FILES {
            let text = filled(path, "playlists") + &filled(template, "playlists");
            assert!(!text.contains("{{"), "{path}");
        }
    }
}

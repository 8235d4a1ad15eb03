//! Rules of the house: floors, sizes, saying a thing once, a reason for every dependency, and forms that ask for what
//! their function needs.

mod copies;
mod files;
mod forms;
mod limits;
mod reasons;
mod sizes;
pub(crate) mod strata;
mod test_programs;

use std::path::Path;

use crate::Error;
use crate::manifests;

/// Checks every rule, and tells every breach at once.
///
/// # Errors
/// The breaches, each with what to do.
pub(crate) fn check(root: &Path) -> Result<(), Error> {
    let strata = strata::Strata::read(root)?;
    let limits = limits::Limits::read(root)?;
    let files = files::source_files(root)?;
    let mut breaches = strata.breaches(&manifests::crates(root)?);
    breaches.extend(sizes::breaches(&files, &limits));
    breaches.extend(copies::breaches(&files, &limits));
    breaches.extend(reasons::breaches(root)?);
    breaches.extend(test_programs::breaches(&files));
    breaches.extend(forms::breaches(root, &files)?);
    if breaches.is_empty() {
        println!("{} source files keep the rules", files.len());
        return Ok(());
    }
    Err(breaches.join("\n").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_keeps_its_rules() {
        check(&crate::root()).unwrap_or_else(|breaches| panic!("{breaches}"));
    }
}

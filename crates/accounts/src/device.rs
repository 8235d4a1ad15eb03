//! What a signed-in device is called, and what is kept of one that signs in.

use ids::{SessionId, SubjectId};

/// Letters of a device's name at most.
const LETTERS_MAX: usize = 60;

/// What a device is called in its owner's list: what they named it, else its kind told from the browser's words.
///
/// Of the browser's words nothing else is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceName(String);

impl DeviceName {
    /// The name given, without control characters and cut to 60 letters; without one, what the `User-Agent` tells.
    #[must_use]
    pub fn new(given: Option<&str>, user_agent: Option<&str>) -> Self {
        let given: String =
            given.unwrap_or_default().trim().chars().filter(|letter| !letter.is_control()).take(LETTERS_MAX).collect();
        if given.is_empty() { Self(kind_of(user_agent.unwrap_or_default())) } else { Self(given) }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A device that signs in, as it is kept.
#[derive(Clone, Debug)]
pub(crate) struct Device {
    pub(crate) name: DeviceName,
    /// The kind of browser and system, as [`DeviceName`] tells it where no name is given.
    pub(crate) kind: String,
    /// The sign-in that the same browser had until now, and whose it is.
    pub(crate) before: Option<(SubjectId, SessionId)>,
    /// Who elsewhere vouched for its owner, if somebody did.
    pub(crate) provider: Option<&'static str>,
}

impl Device {
    pub(crate) fn new(given: Option<&str>, user_agent: Option<&str>, before: Option<(SubjectId, SessionId)>) -> Self {
        let kind = kind_of(user_agent.unwrap_or_default());
        Self { name: DeviceName::new(given, user_agent), kind, before, provider: None }
    }
}

/// The kind of browser and system, out of closed lists.
fn kind_of(user_agent: &str) -> String {
    // Order matters: Edge also calls itself Chrome, and Chrome also calls itself Safari.
    const BROWSERS: &[(&str, &str)] = &[
        ("MicroMessenger", "WeChat"),
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];
    const SYSTEMS: &[(&str, &str)] = &[
        ("HarmonyOS", "HarmonyOS"),
        ("OpenHarmony", "HarmonyOS"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let find =
        |list: &[(&str, &'static str)]| list.iter().find(|(sign, _)| user_agent.contains(sign)).map(|(_, name)| *name);
    match (find(BROWSERS), find(SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "未知设备 Unknown device".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_kind_is_kept_of_the_browsers_words() {
        let check = |user_agent: &str, expected: &str| {
            assert_eq!(DeviceName::new(None, Some(user_agent)).as_str(), expected);
        };
        check(
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
            "Chrome · Linux",
        );
        check(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Safari/604.1",
            "Safari · iPhone",
        );
        check("curl/8.0 serial=12345", "未知设备 Unknown device");
    }

    #[test]
    fn a_given_name_is_bounded() {
        let name = DeviceName::new(Some(&format!(" 客厅\u{7}{}", "长".repeat(100))), None);
        assert_eq!(name.as_str().chars().count(), 60);
        assert!(name.as_str().starts_with("客厅长"));
        assert_eq!(DeviceName::new(Some("  "), Some("Firefox")).as_str(), "Firefox");
    }
}

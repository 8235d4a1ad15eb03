//! Passwords: how strong one is, and how it is kept.

use std::sync::{Arc, OnceLock};
use std::thread;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use http_api::Text;
use tokio::sync::{Semaphore, oneshot};
use units::Millis;
use zxcvbn::feedback::{Suggestion, Warning};

use crate::error::Error;

/// Letters of a password at least.
pub(crate) const LETTERS_MIN: usize = 8;
/// Letters of a password at most; beyond it hashing and judging would cost the service more than they give.
pub(crate) const LETTERS_MAX: usize = 128;
/// Passwords waiting for their turn; beyond it people are asked to come back.
const WAITING_MAX: usize = 32;

/// What hashing one password costs, in the terms of RFC 9106.
#[derive(Clone, Copy, Debug)]
pub struct PasswordCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Default for PasswordCost {
    /// 28 MiB and 3 passes, above OWASP's least of 19 MiB and 2: between what a person notices and what an attacker
    /// enjoys. With 32 MiB `cargo xtask bench sign-in` found 82 to 106 ms of one core on a shared machine.
    fn default() -> Self {
        Self { memory_kib: 28 << 10, passes: 3 }
    }
}

/// How hard a password is to guess.
#[derive(Clone, Debug)]
pub(crate) struct Strength {
    /// 0 (at once) to 4 (beyond reach).
    pub(crate) score: u8,
    /// Whether it may be used.
    pub(crate) acceptable: bool,
    pub(crate) warning: Option<Text>,
    pub(crate) suggestions: Vec<Text>,
}

/// Why a password may not be used.
#[derive(Clone, Debug)]
pub struct Weakness(Text);

impl Weakness {
    /// What is wrong and what to do.
    #[must_use]
    pub fn text(&self) -> Text {
        self.0.clone()
    }
}

impl Strength {
    /// Judges a password by how many guesses it stands (zxcvbn); `known` are words an attacker tries first.
    pub(crate) fn of(password: &str, known: &[&str]) -> Self {
        let letters = password.chars().count();
        if letters > LETTERS_MAX {
            return Self {
                score: 0,
                acceptable: false,
                warning: Some(Text::new("密码最多 128 个字符", "A password has at most 128 letters")),
                suggestions: Vec::new(),
            };
        }
        let entropy = zxcvbn::zxcvbn(password, known);
        let score = u8::from(entropy.score());
        let feedback = entropy.feedback();
        let mut warning = feedback.and_then(zxcvbn::feedback::Feedback::warning).map(warning_text);
        if letters < LETTERS_MIN {
            warning = Some(Text::new("密码至少 8 个字符", "A password has at least 8 letters"));
        }
        let acceptable = letters >= LETTERS_MIN && score >= 2;
        let suggestions = feedback
            .map(|feedback| feedback.suggestions().iter().map(|suggestion| suggestion_text(*suggestion)).collect())
            .unwrap_or_default();
        Self { score, acceptable, warning, suggestions }
    }

    /// Lets only acceptable passwords through.
    pub(crate) fn require(self) -> Result<(), Error> {
        if self.acceptable {
            return Ok(());
        }
        let reason = self.warning.or_else(|| self.suggestions.into_iter().next()).unwrap_or(Text::new(
            "这个密码太容易被猜到，请换一个更长的",
            "This password is too easy to guess; please take a longer one",
        ));
        Err(Error::WeakPassword(Weakness(reason)))
    }
}

/// Hashes and checks passwords with Argon2id, a few at a time, off the threads that serve requests.
#[derive(Clone, Debug)]
pub struct Passwords {
    cost: Params,
    turns: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    nobodys: Arc<OnceLock<String>>,
}

impl Passwords {
    /// A few passwords at a time, at this cost.
    ///
    /// # Errors
    /// [`Error::Hash`] when the cost is beyond what the algorithm allows.
    pub fn new(cost: PasswordCost) -> Result<Self, Error> {
        let cost =
            Params::new(cost.memory_kib, cost.passes, 1, None).map_err(|error| Error::Hash(error.to_string()))?;
        Ok(Self {
            cost,
            turns: Arc::new(Semaphore::new(hashed_at_once())),
            waiting: Arc::new(Semaphore::new(WAITING_MAX)),
            nobodys: Arc::new(OnceLock::new()),
        })
    }

    /// The password as the database keeps it: a PHC string with its own random salt.
    ///
    /// # Errors
    /// [`Error::TooMany`] while many others wait to be hashed, [`Error::Hash`].
    pub async fn hash(&self, password: String) -> Result<String, Error> {
        let cost = self.cost.clone();
        self.work(move || hash(cost, &password)).await
    }

    /// Whether the password belongs to `kept`. Where there is none, the same work is done for nothing,
    /// so that the answer takes as long and tells nobody whether the account exists.
    ///
    /// # Errors
    /// As [`Passwords::hash`].
    pub async fn verify(&self, password: String, kept: Option<String>) -> Result<bool, Error> {
        let cost = self.cost.clone();
        let nobodys = Arc::clone(&self.nobodys);
        self.work(move || {
            let is_somebodys = kept.is_some();
            let kept = match kept {
                Some(kept) => kept,
                None => match nobodys.get() {
                    Some(made) => made.clone(),
                    None => {
                        let made = hash(cost.clone(), "nobody has this password")?;
                        nobodys.get_or_init(|| made).clone()
                    }
                },
            };
            let parsed = PasswordHash::new(&kept).map_err(|error| Error::Hash(error.to_string()))?;
            let matches = argon2(cost).verify_password(password.as_bytes(), &parsed).is_ok();
            Ok(matches && is_somebodys)
        })
        .await
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let busy = || Error::TooMany { retry_after: Millis::seconds(2) };
        let _place = self.waiting.try_acquire().map_err(|_| busy())?;
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| busy())?;
        let (done, result) = oneshot::channel();
        // A thread of its own, since one that gave way cannot be made to stop giving way.
        let hashing = thread::Builder::new().name("password".to_owned()).spawn(move || {
            give_way();
            // Nobody waits any more when the connection was closed meanwhile; the turn ends with the work all the same.
            let _ = done.send(work());
            drop(turn);
        });
        hashing.map_err(|error| Error::Hash(error.to_string()))?;
        result.await.map_err(|_| Error::Hash("the thread broke off".to_owned()))?
    }
}

/// Lets every other thread go before this one: a range of a song that is waited for must not stand behind a password for
/// a whole slice of the processor's time. Where that is not to be had, passwords are hashed all the same.
fn give_way() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(None, 19) {
        tracing::debug!(%error, "a thread that hashes a password did not give way");
    }
}

/// Passwords hashed at the same time: on half of the processors, so that the music has the others.
fn hashed_at_once() -> usize {
    thread::available_parallelism().map_or(1, |count| count.get().div_ceil(2))
}

fn argon2(cost: Params) -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, cost)
}

fn hash(cost: Params, password: &str) -> Result<String, Error> {
    argon2(cost)
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| Error::Hash(error.to_string()))
}

fn warning_text(warning: Warning) -> Text {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess => {
            Text::new("键盘上的整行按键很容易被猜到", "Straight rows of keys are easy to guess")
        }
        Warning::ShortKeyboardPatternsAreEasyToGuess => {
            Text::new("简短的键盘图形很容易被猜到", "Short keyboard patterns are easy to guess")
        }
        Warning::RepeatsLikeAaaAreEasyToGuess => {
            Text::new("“aaa”这样的重复很容易被猜到", "Repeats like “aaa” are easy to guess")
        }
        Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => Text::new(
            "“abcabcabc”只比“abc”难猜一点点",
            "Repeats like “abcabcabc” are only slightly harder to guess than “abc”",
        ),
        Warning::ThisIsATop10Password => {
            Text::new("这是最常用的 10 个密码之一", "This is one of the 10 most common passwords")
        }
        Warning::ThisIsATop100Password => {
            Text::new("这是最常用的 100 个密码之一", "This is one of the 100 most common passwords")
        }
        Warning::ThisIsACommonPassword => Text::new("这个密码很常见", "This is a very common password"),
        Warning::ThisIsSimilarToACommonlyUsedPassword => {
            Text::new("这个密码与常见密码很像", "This is similar to a commonly used password")
        }
        Warning::SequencesLikeAbcAreEasyToGuess => {
            Text::new("“abc”“6543”这样的顺序很容易被猜到", "Sequences like “abc” or “6543” are easy to guess")
        }
        Warning::RecentYearsAreEasyToGuess => Text::new("近年的年份很容易被猜到", "Recent years are easy to guess"),
        Warning::AWordByItselfIsEasyToGuess => Text::new("单独一个词很容易被猜到", "A word by itself is easy to guess"),
        Warning::DatesAreOftenEasyToGuess => Text::new("日期往往容易被猜到", "Dates are often easy to guess"),
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess => {
            Text::new("单独的姓名很容易被猜到", "Names and surnames by themselves are easy to guess")
        }
        Warning::CommonNamesAndSurnamesAreEasyToGuess => {
            Text::new("常见的姓名很容易被猜到", "Common names and surnames are easy to guess")
        }
    }
}

fn suggestion_text(suggestion: Suggestion) -> Text {
    match suggestion {
        Suggestion::UseAFewWordsAvoidCommonPhrases => {
            Text::new("用几个词组成，避开常用语", "Use a few words and avoid common phrases")
        }
        Suggestion::NoNeedForSymbolsDigitsOrUppercaseLetters => Text::new(
            "不必混用符号、数字或大写字母，够长就好",
            "Symbols, digits and capitals are not needed if it is long",
        ),
        Suggestion::AddAnotherWordOrTwo => {
            Text::new("再加一两个词，不常见的更好", "Add another word or two; uncommon words are better")
        }
        Suggestion::CapitalizationDoesntHelpVeryMuch => {
            Text::new("首字母大写帮助不大", "Capitalisation does not help very much")
        }
        Suggestion::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase => {
            Text::new("全部大写和全部小写几乎一样好猜", "All capitals are almost as easy to guess as all small letters")
        }
        Suggestion::ReversedWordsArentMuchHarderToGuess => {
            Text::new("倒着写的词并不更难猜", "Reversed words are not much harder to guess")
        }
        Suggestion::PredictableSubstitutionsDontHelpVeryMuch => Text::new(
            "用“@”代替“a”这类替换帮助不大",
            "Predictable substitutions like “@” for “a” do not help very much",
        ),
        Suggestion::UseALongerKeyboardPatternWithMoreTurns => {
            Text::new("用更长、转折更多的键盘图形", "Use a longer keyboard pattern with more turns")
        }
        Suggestion::AvoidRepeatedWordsAndCharacters => {
            Text::new("避免重复的词和字符", "Avoid repeated words and characters")
        }
        Suggestion::AvoidSequences => Text::new("避免按顺序的字符", "Avoid sequences"),
        Suggestion::AvoidRecentYears => Text::new("避免近年的年份", "Avoid recent years"),
        Suggestion::AvoidYearsThatAreAssociatedWithYou => {
            Text::new("避免与您有关的年份", "Avoid years that are associated with you")
        }
        Suggestion::AvoidDatesAndYearsThatAreAssociatedWithYou => {
            Text::new("避免与您有关的日期和年份", "Avoid dates and years that are associated with you")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_say_why_in_both_languages() {
        for weak in ["", "short", "12345678", "password", "qwertyuiop", "aaaaaaaaaaaa", "13800138000"] {
            let strength = Strength::of(weak, &["13800138000"]);
            assert!(!strength.acceptable, "{weak}");
            let Err(Error::WeakPassword(weakness)) = strength.require() else { panic!("{weak} is refused") };
            assert!(!weakness.text().zh.is_empty() && !weakness.text().en.is_empty());
        }
        assert!(Strength::of("correct horse battery staple", &[]).acceptable);
        assert!(Strength::of("晨雾里的茶山和小船", &[]).acceptable);
        assert!(!Strength::of(&"长".repeat(129), &[]).acceptable);
    }

    #[tokio::test]
    async fn a_kept_password_opens_to_itself_alone() {
        let passwords = Passwords::new(PasswordCost { memory_kib: 64, passes: 1 }).expect("a cost");
        let kept = passwords.hash("tea hills in the mist".to_owned()).await.expect("a hash");
        assert!(kept.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{kept}");
        assert!(passwords.verify("tea hills in the mist".to_owned(), Some(kept.clone())).await.expect("checked"));
        assert!(!passwords.verify("tea hills in the Mist".to_owned(), Some(kept)).await.expect("checked"));
        assert!(!passwords.verify("nobody has this password".to_owned(), None).await.expect("checked"));
    }
}

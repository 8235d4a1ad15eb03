//! The monthly letter: writing it for whoever subscribed, and unsubscribing.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use catalog::{AlbumSort, AlbumSummary, Filter};
use ids::SubjectId;
use policy::{MonthlyLetter, PurposeId};
use vault::Sealed;

use crate::Mail;
use crate::error::Error;
use crate::model::Month;
use crate::store;
use crate::words::ALBUMS_MAX;

/// For what a link's secret is sealed.
const UNSUBSCRIBES: &str = "letter.unsubscribe";
/// A secret with more letters than this is none.
const TOKEN_BYTES_MAX: usize = 128;
/// Albums that are looked at in one statement, and how often; a library that gains more in a month is told as this many.
const PAGE: usize = 200;
const PAGES_MAX: usize = 50;

/// What a month's letter tells, the same for everybody.
#[derive(Debug)]
pub(crate) struct News {
    pub(crate) month: String,
    /// The latest of the albums that the month brought.
    pub(crate) albums: Vec<AlbumSummary>,
    /// How many it brought.
    pub(crate) total: usize,
}

impl Mail {
    /// Puts last month's letter into the queue for everybody who subscribed before the month was over and has none yet;
    /// tells for how many. Where nothing is new there is no letter.
    pub(crate) async fn write_letters(&self, news: &News, month: &Month) -> Result<u64, Error> {
        let mut written = 0;
        if news.total == 0 {
            return Ok(written);
        }
        let now = self.now();
        for subject in store::subscribers(&self.0.db.service(), month.ends_at, &month.name).await? {
            // Whoever unsubscribed at this moment has no grant any more, and then there is no row.
            if let Some(mut grant) = self.0.consents.grant::<MonthlyLetter>(subject).await? {
                store::add_letter(&mut grant, &month.name, now).await?;
                grant.commit().await?;
                written += 1;
            }
        }
        Ok(written)
    }

    /// What a month brought.
    pub(crate) async fn news_of(&self, month: &Month) -> Result<News, Error> {
        let mut news = News { month: month.name.clone(), albums: Vec::new(), total: 0 };
        let mut after = None;
        for _ in 0..PAGES_MAX {
            let page = self.0.catalog.albums(AlbumSort::Newest, 0, &Filter::default(), after, PAGE).await?;
            let is_over = page.items.last().is_none_or(|last| last.added_at < month.begins_at);
            let of_month = |album: &AlbumSummary| month.begins_at <= album.added_at && album.added_at < month.ends_at;
            for album in page.items.into_iter().filter(of_month) {
                news.total += 1;
                if news.albums.len() < ALBUMS_MAX {
                    news.albums.push(album);
                }
            }
            after = page.next;
            if is_over || after.is_none() {
                break;
            }
        }
        Ok(news)
    }

    /// The secret of a member's link to unsubscribe: it says nothing to anybody but this service, and stays good.
    #[must_use]
    pub fn unsubscribe_token(&self, subject: SubjectId) -> String {
        URL_SAFE_NO_PAD.encode(self.0.seal.seal(UNSUBSCRIBES, &subject.as_i64().to_be_bytes()).as_bytes())
    }

    /// Whose secret this is.
    fn shown(&self, token: &str) -> Option<SubjectId> {
        let bytes = URL_SAFE_NO_PAD.decode(token.get(..TOKEN_BYTES_MAX.min(token.len()))?).ok()?;
        let opened = self.0.seal.open(UNSUBSCRIBES, &Sealed::from_bytes(bytes)).ok()?;
        Some(SubjectId::from_i64(i64::from_be_bytes(opened.try_into().ok()?)))
    }

    /// Takes back the consent to the monthly letter of whoever this secret belongs to, and what was kept by it; works
    /// without signing in, and for the second time as for the first.
    ///
    /// # Errors
    /// [`Error::NotFound`] for what is no secret of this service.
    pub async fn unsubscribe(&self, token: &str) -> Result<(), Error> {
        let subject = self.shown(token).ok_or(Error::NotFound)?;
        self.0.rights.withdraw(subject, PurposeId::MonthlyLetter).await?;
        Ok(())
    }
}

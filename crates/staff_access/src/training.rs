//! Training of staff in data security: dated, by whose word, and good for a year.

use http_api::{SignedIn, Text};
use ids::{StaffTrainingId, SubjectId};
use serde::Serialize;
use units::{Millis, Timestamp};
use utoipa::ToSchema;

use crate::StaffAccess;
use crate::error::Error;
use crate::reason::line;
use crate::{roles, store};

/// How long a training counts.
pub const TRAINING_TERM: Millis = Millis::days(365);

/// Characters of what was taught.
const COURSE_CHARACTERS_MAX: usize = 120;

/// A training that somebody notes.
#[derive(Clone, Debug)]
pub struct NewTraining {
    /// When it took place.
    pub trained_at: Timestamp,
    /// What was taught.
    pub course: String,
}

/// The newest training of somebody of the staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = StaffTraining)]
pub struct Training {
    /// When it took place.
    #[schema(value_type = String, format = DateTime)]
    pub trained_at: Timestamp,
    /// Until when it counts.
    #[schema(value_type = String, format = DateTime)]
    pub due_at: Timestamp,
    /// What was taught.
    pub course: String,
    /// Whether only the trained one says so, because there was no other operator.
    pub is_own_word: bool,
}

/// How somebody of the staff stands with training.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = StaffTrainingStanding)]
pub struct TrainingStanding {
    /// Whether a training has to be noted before anybody's data opens.
    pub is_due: bool,
    /// The newest training; absent without any.
    pub latest: Option<Training>,
}

/// A training as it is kept.
#[derive(Clone, Debug)]
pub(crate) struct Noted {
    pub(crate) trained_at: Timestamp,
    pub(crate) course: String,
    pub(crate) is_own_word: bool,
}

impl TrainingStanding {
    fn at(noted: Option<Noted>, now: Timestamp) -> Self {
        let is_live = |noted: &Noted| noted.trained_at <= now && now.since(noted.trained_at) <= TRAINING_TERM;
        Self {
            is_due: !noted.as_ref().is_some_and(is_live),
            latest: noted.map(|Noted { trained_at, course, is_own_word }| Training {
                trained_at,
                due_at: trained_at + TRAINING_TERM,
                course,
                is_own_word,
            }),
        }
    }
}

impl StaffAccess {
    /// How somebody of the staff stands with training.
    ///
    /// # Errors
    /// The database's.
    pub async fn training_of(&self, subject: SubjectId) -> Result<TrainingStanding, Error> {
        let noted = store::latest_training(&self.0.db.service(), subject).await?;
        Ok(TrainingStanding::at(noted, self.0.clock.now()))
    }

    /// Notes a training of somebody of the staff. `is_only_operator` says whether there is nobody else to note it:
    /// only then is one's own word taken, and the record says so.
    ///
    /// # Errors
    /// [`Error::NotInRole`] for who is no operator, [`Error::NotOneself`] while there are others, [`Error::Field`] for a
    /// day in the future or more than a year ago, and the database's.
    pub async fn note_training(
        &self,
        by: &SignedIn,
        of: SubjectId,
        new: NewTraining,
        is_only_operator: bool,
    ) -> Result<TrainingStanding, Error> {
        roles::require::<policy::Operation>(by)?;
        let is_own_word = by.subject == of;
        if is_own_word && !is_only_operator {
            return Err(Error::NotOneself);
        }
        let now = self.0.clock.now();
        let course = line("course", &new.course, COURSE_CHARACTERS_MAX)?;
        if new.trained_at > now {
            let message = Text::new("培训日期不能在将来", "a training cannot lie in the future");
            return Err(Error::Field { name: "trained_at", code: "training.in_future", message });
        }
        if now.since(new.trained_at) > TRAINING_TERM {
            let message = Text::new(
                "培训已满一年，请先重新培训",
                "this training is more than a year ago; be trained again first",
            );
            return Err(Error::Field { name: "trained_at", code: "training.too_old", message });
        }
        let noted = Noted { trained_at: new.trained_at, course, is_own_word };
        let id = StaffTrainingId::random(&mut rand::rng());
        let mut tx = self.0.db.begin().await?;
        store::add_training(&mut tx, id, of, &noted, &self.digest_of(by.subject), now).await?;
        tx.commit().await?;
        self.training_of(of).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_training_counts_for_a_year() {
        let trained_at = Timestamp::from_millis(1_795_435_200_000);
        let due = |now: Timestamp| {
            let noted = Noted { trained_at, course: "数据安全".to_owned(), is_own_word: true };
            TrainingStanding::at(Some(noted), now).is_due
        };
        assert!(!due(trained_at) && !due(trained_at + TRAINING_TERM));
        assert!(due(trained_at + TRAINING_TERM + Millis(1)), "a year and a moment later it is due");
        assert!(due(trained_at - Millis(1)), "a clock that was put back makes nobody trained in advance");
        assert!(TrainingStanding::at(None, trained_at).is_due);
    }
}

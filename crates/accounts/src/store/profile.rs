//! What a person added to the profile, each detail under its own consent.

use consent::{Grant, Personal};
use db::{Reader, Sql, Tx, args, sql};
use ids::SubjectId;
use policy::{ConsentPurpose, ProfileBirthday, ProfileGender, ProfileRegion, ProfileSignature};
use units::Timestamp;

/// One detail: its purpose, and the statements of its own table.
pub(crate) trait Detail: ConsentPurpose {
    const PUT: &'static Sql;
    const GET: &'static Sql;
    const REMOVE: &'static Sql;
}

macro_rules! details {
    ($($purpose:ident, $table:literal, $put:ident, $get:ident, $remove:ident;)*) => {
        sql! {
            $(
                static $put = concat!("INSERT INTO ", $table, " (subject_id, grant_id, value, changed_at) VALUES ($1, $2, $3, $4) \
                    ON CONFLICT (subject_id) DO UPDATE SET grant_id = excluded.grant_id, value = excluded.value, changed_at = excluded.changed_at");
                static $get = concat!("SELECT value FROM ", $table, " WHERE subject_id = $1");
                static $remove = concat!("DELETE FROM ", $table, " WHERE subject_id = $1");
            )*
        }
        $(impl Detail for $purpose {
            const PUT: &'static Sql = &$put;
            const GET: &'static Sql = &$get;
            const REMOVE: &'static Sql = &$remove;
        })*
    };
}

details! {
    ProfileSignature, "profile_signatures", PUT_SIGNATURE, SIGNATURE, REMOVE_SIGNATURE;
    ProfileGender, "profile_genders", PUT_GENDER, GENDER, REMOVE_GENDER;
    ProfileBirthday, "profile_birthdays", PUT_BIRTHDAY, BIRTHDAY, REMOVE_BIRTHDAY;
    ProfileRegion, "profile_regions", PUT_REGION, REGION, REMOVE_REGION;
}

sql! {
    static KEPT = "SELECT 'profile_signature' FROM profile_signatures WHERE subject_id = $1 \
        UNION ALL SELECT 'profile_gender' FROM profile_genders WHERE subject_id = $1 \
        UNION ALL SELECT 'profile_birthday' FROM profile_birthdays WHERE subject_id = $1 \
        UNION ALL SELECT 'profile_region' FROM profile_regions WHERE subject_id = $1";
}

/// Which details are kept, by the identifiers of their purposes; the values stay where they are.
pub(crate) async fn kept(reader: &Reader, subject: SubjectId) -> db::Result<Vec<String>> {
    reader.query(&KEPT, &args![subject], |row| row.get(0)).await
}

pub(crate) async fn put<P: Detail>(grant: &mut Grant<P>, value: &str, now: Timestamp) -> db::Result<()> {
    let arguments = args![grant.subject(), grant.id(), value, now];
    grant.tx().execute(P::PUT, &arguments).await?;
    Ok(())
}

pub(crate) async fn get<P: Detail>(grant: &mut Grant<P>) -> db::Result<Option<Personal<String, P>>> {
    let arguments = args![grant.subject()];
    grant.tx().query_optional(P::GET, &arguments, |row| Ok(Personal::new(row.get(0)?))).await
}

/// Clearing what one wrote oneself needs no consent.
pub(crate) async fn remove<P: Detail>(tx: &mut Tx, subject: SubjectId) -> db::Result<u64> {
    tx.execute(P::REMOVE, &args![subject]).await
}

//! Rows that come out of a statement.

use units::{Millis, Timestamp};

use crate::error::{Error, Result};

/// One row of an answer, of either engine.
#[derive(Debug)]
pub enum Row<'a> {
    #[doc(hidden)]
    Sqlite(&'a rusqlite::Row<'a>),
    #[doc(hidden)]
    Postgres(&'a tokio_postgres::Row),
}

impl Row<'_> {
    /// The value of the column at this place, from 0.
    ///
    /// # Errors
    /// [`Error::Column`] when the column holds something else.
    pub fn get<T: FromColumn>(&self, column: usize) -> Result<T> {
        T::from_column(self, column)
    }

    /// The number of columns.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Sqlite(row) => row.as_ref().column_count(),
            Self::Postgres(row) => row.len(),
        }
    }

    /// Whether the row has no column.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value as the database keeps it, for readers that do not know the table, such as an export.
    ///
    /// # Errors
    /// [`Error::Column`] for a type that no table of the service uses.
    pub fn value(&self, column: usize) -> Result<crate::Value> {
        use crate::Value;
        match self {
            Self::Sqlite(row) => {
                use rusqlite::types::ValueRef;
                let error = Error::Column { column, expected: "value" };
                Ok(match row.get_ref(column).map_err(|_| error)? {
                    ValueRef::Null => Value::Null,
                    ValueRef::Integer(number) => Value::Integer(number),
                    ValueRef::Real(number) => Value::Real(number),
                    ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
                    ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
                })
            }
            Self::Postgres(row) => {
                use tokio_postgres::types::Type;
                let kind = row.columns().get(column).map(|column| column.type_().clone());
                Ok(match kind {
                    Some(Type::INT8 | Type::INT4 | Type::INT2) => self.get::<Option<i64>>(column)?.into(),
                    Some(Type::FLOAT8) => self.get::<Option<f64>>(column)?.into(),
                    Some(Type::TEXT | Type::VARCHAR) => self.get::<Option<String>>(column)?.into(),
                    Some(Type::BYTEA) => self.get::<Option<Vec<u8>>>(column)?.into(),
                    _ => {
                        return Err(Error::Column { column, expected: "value" });
                    }
                })
            }
        }
    }
}

/// A type that a column can be read as.
pub trait FromColumn: Sized {
    /// Reads the column at this place.
    ///
    /// # Errors
    /// [`Error::Column`] when the column holds something else.
    fn from_column(row: &Row<'_>, column: usize) -> Result<Self>;
}

macro_rules! plain {
    ($($kind:ty = $name:literal;)*) => {
        $(
            impl FromColumn for $kind {
                fn from_column(row: &Row<'_>, column: usize) -> Result<Self> {
                    match row {
                        Row::Sqlite(row) => row.get(column).ok(),
                        Row::Postgres(row) => row.try_get(column).ok(),
                    }
                    .ok_or(Error::Column { column, expected: $name })
                }
            }
            impl FromColumn for Option<$kind> {
                fn from_column(row: &Row<'_>, column: usize) -> Result<Self> {
                    match row {
                        Row::Sqlite(row) => row.get(column).ok(),
                        Row::Postgres(row) => row.try_get(column).ok(),
                    }
                    .ok_or(Error::Column { column, expected: concat!($name, " or nothing") })
                }
            }
        )*
    };
}
plain! {
    f64 = "number";
    String = "text";
    Vec<u8> = "bytes";
}

impl FromColumn for Option<i64> {
    fn from_column(row: &Row<'_>, column: usize) -> Result<Self> {
        let error = Error::Column { column, expected: "whole number or nothing" };
        match row {
            Row::Sqlite(row) => row.get(column).map_err(|_| error),
            // count(*) is INT8 and sum(INT8) is NUMERIC on PostgreSQL; statements cast sums back themselves.
            Row::Postgres(row) => match row.try_get::<_, Option<i64>>(column) {
                Ok(value) => Ok(value),
                Err(_) => row.try_get::<_, Option<i32>>(column).map(|value| value.map(i64::from)).map_err(|_| error),
            },
        }
    }
}

impl FromColumn for i64 {
    fn from_column(row: &Row<'_>, column: usize) -> Result<Self> {
        Option::<Self>::from_column(row, column)?.ok_or(Error::Column { column, expected: "whole number" })
    }
}

macro_rules! from_integer {
    ($($kind:ty = $name:literal, |$number:ident| $make:expr;)*) => {
        $(
            impl FromColumn for $kind {
                fn from_column(row: &Row<'_>, column: usize) -> Result<Self> {
                    let $number = i64::from_column(row, column)?;
                    Option::<$kind>::from($make).ok_or(Error::Column { column, expected: $name })
                }
            }
            impl FromColumn for Option<$kind> {
                fn from_column(row: &Row<'_>, column: usize) -> Result<Self> {
                    let Some($number) = Option::<i64>::from_column(row, column)? else { return Ok(None) };
                    Option::<$kind>::from($make).map(Some).ok_or(Error::Column { column, expected: $name })
                }
            }
        )*
    };
}
from_integer! {
    bool = "0 or 1", |number| match number { 0 => Some(false), 1 => Some(true), _ => None };
    u32 = "number from 0 to 4,294,967,295", |number| u32::try_from(number).ok();
    u64 = "number from 0", |number| u64::try_from(number).ok();
    u8 = "number from 0 to 255", |number| u8::try_from(number).ok();
    Timestamp = "instant", |number| Some(Timestamp::from_millis(number));
    Millis = "span", |number| Some(Millis(number));
}

macro_rules! from_ids {
    ($($kind:ident),*) => {
        from_integer! {
            $(ids::$kind = "id", |number| Some(ids::$kind::from_i64(number));)*
        }
    };
}
ids::each_id!(from_ids);

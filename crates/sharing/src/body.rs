//! Bodies of requests: text with places, or a form with a file.

use crate::error::Refusal;
use crate::value::Value;

/// What a request carries.
#[derive(Clone, Debug)]
pub enum RequestBody {
    /// JSON or a form, as the header `content-type` says, with `{field}` where a declared field goes.
    Text(String),
    /// A form of several parts, `multipart/form-data` (RFC 7578), for what is no text.
    Multipart(Vec<Part>),
}

/// A part of a form.
#[derive(Clone, Debug)]
pub enum Part {
    /// Fixed text of the operator's.
    Fixed {
        /// The part's name.
        name: &'static str,
        /// What it says.
        text: String,
    },
    /// A declared field, as a file; its name and type are the same for everyone.
    File {
        /// The part's name.
        name: &'static str,
        /// The declared field whose bytes it holds.
        field: &'static str,
        /// The name of the file.
        file_name: &'static str,
        /// The media type of the file.
        media_type: &'static str,
    },
}

impl From<String> for RequestBody {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for RequestBody {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl Part {
    /// The declared field that this part holds.
    pub(crate) fn field(&self) -> Option<&'static str> {
        match self {
            Self::Fixed { .. } => None,
            Self::File { field, .. } => Some(field),
        }
    }
}

/// The form with these values, between lines of `boundary`.
pub(crate) fn form_of(parts: &[Part], values: &[(&str, &Value)], boundary: &str) -> Result<Vec<u8>, Refusal> {
    let mut body = Vec::new();
    for part in parts {
        body.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
        match part {
            Part::Fixed { name, text } => {
                let head = format!("content-disposition: form-data; name=\"{name}\"\r\n\r\n");
                body.extend_from_slice(head.as_bytes());
                body.extend_from_slice(text.as_bytes());
            }
            Part::File { name, field, file_name, media_type } => {
                let value = values.iter().find(|(id, _)| id == field).map(|(_, value)| *value);
                let Some(Value::File(bytes)) = value else { return Err(Refusal::ValuesDoNotFit) };
                let head = format!(
                    "content-disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\n\
                     content-type: {media_type}\r\n\r\n"
                );
                body.extend_from_slice(head.as_bytes());
                body.extend_from_slice(bytes);
            }
        }
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    Ok(body)
}

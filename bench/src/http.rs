//! As much of an HTTP client as measuring needs: one request, one connection.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::Error;

/// Nothing that is measured may take longer.
const PATIENCE: Duration = Duration::from_secs(30);

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
    /// From the first byte of the request to the first byte of the answer's body, in milliseconds; 0 without a body.
    pub(crate) first_byte_ms: f64,
    /// From the first byte of the request to the last byte of the answer, in milliseconds.
    pub(crate) whole_ms: f64,
}

impl Answer {
    /// The body as JSON, when the answer is a success.
    ///
    /// # Errors
    /// The status and the text of any other answer.
    pub(crate) fn json(&self) -> Result<Value, Error> {
        if !(200..300).contains(&self.status) {
            return Err(format!("status {}: {}", self.status, String::from_utf8_lossy(&self.body)).into());
        }
        Ok(serde_json::from_slice(&self.body)?)
    }
}

/// Asks `127.0.0.1:port`.
///
/// # Errors
/// When it cannot be reached or its answer is not HTTP.
pub(crate) fn ask(
    port: u16,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: Option<&Value>,
) -> Result<Answer, Error> {
    let stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut request = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    let body = body.map(Value::to_string).unwrap_or_default();
    if !body.is_empty() {
        request.push_str(&format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len()));
    }
    request.push_str("\r\n");
    request.push_str(&body);
    let begun = Instant::now();
    (&stream).write_all(request.as_bytes())?;
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let status = line.split_whitespace().nth(1).ok_or("no status")?.parse()?;
    let (mut chunked, mut length) = (false, None);
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let lower = line.trim().to_ascii_lowercase();
        if lower.is_empty() {
            break;
        }
        chunked |= lower == "transfer-encoding: chunked";
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = Some(value.trim().parse::<u64>()?);
        }
    }
    let mut body = Vec::new();
    let mut first_byte_ms = 0.0;
    if chunked {
        loop {
            line.clear();
            reader.read_line(&mut line)?;
            let size = u64::from_str_radix(line.trim(), 16)?;
            if first_byte_ms == 0.0 {
                first_byte_ms = milliseconds(begun);
            }
            (&mut reader).take(size).read_to_end(&mut body)?;
            line.clear();
            reader.read_line(&mut line)?;
            if size == 0 {
                break;
            }
        }
    } else if length != Some(0) && status != 204 && status != 304 && method != "HEAD" {
        reader.fill_buf()?;
        first_byte_ms = milliseconds(begun);
        (&mut reader).take(length.unwrap_or(u64::MAX)).read_to_end(&mut body)?;
    }
    Ok(Answer { status, body, first_byte_ms, whole_ms: milliseconds(begun) })
}

/// Asks for JSON.
///
/// # Errors
/// Those of [`ask`], and every answer but a success.
pub(crate) fn json(port: u16, path: &str) -> Result<Value, Error> {
    ask(port, "GET", path, &[], None)?.json()
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}

//! A body brought to a length that was told beforehand.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::Body;
use bytes::Bytes;
use http_body::Frame;

/// What is filled in at a time, in bytes.
const FILL: &[u8] = &[0; 16 * 1024];

/// A body of exactly so many bytes: filled up with bytes 0, or cut off.
#[derive(Debug)]
pub(crate) struct OfLength {
    inner: Option<Body>,
    left_bytes: u64,
}

impl OfLength {
    pub(crate) fn new(inner: Body, bytes: u64) -> Self {
        Self { inner: Some(inner), left_bytes: bytes }
    }

    fn take(&mut self, mut bytes: Bytes) -> Bytes {
        let most = usize::try_from(self.left_bytes).unwrap_or(usize::MAX);
        bytes.truncate(most);
        self.left_bytes -= bytes.len() as u64;
        bytes
    }
}

impl http_body::Body for OfLength {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        loop {
            if self.left_bytes == 0 {
                // What is left over of the sound is let go.
                self.inner = None;
                return Poll::Ready(None);
            }
            let Some(inner) = &mut self.inner else {
                let fill = self.take(Bytes::from_static(FILL));
                return Poll::Ready(Some(Ok(Frame::data(fill))));
            };
            match ready!(Pin::new(inner).poll_frame(context)) {
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        let data = self.take(data);
                        return Poll::Ready(Some(Ok(Frame::data(data))));
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => self.inner = None,
            }
        }
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::SizeHint::with_exact(self.left_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::OfLength;
    use axum::body::Body;
    use http_body_util::BodyExt as _;

    #[tokio::test]
    async fn the_length_is_kept_either_way() {
        for (sent, told, expected) in [("abc", 5, "abc\0\0"), ("abcdef", 4, "abcd"), ("abc", 3, "abc"), ("", 0, "")] {
            let body = OfLength::new(Body::from(sent), told);
            assert_eq!(body.collect().await.expect("whole").to_bytes(), expected.as_bytes());
        }
    }
}

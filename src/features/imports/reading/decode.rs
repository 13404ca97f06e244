//! From the bytes of a file to UTF-8, as a stream.

use super::sniff::Encoding;
use encoding_rs::{CoderResult, Decoder};
use std::io::{self, Read};

/// The decoder writes whole characters only: a buffer must have room for the longest.
const SMALLEST_BUFFER: usize = 16;

/// A reader that turns any supported encoding into UTF-8 and drops the byte-order mark. Wants buffers of at least
/// 16 bytes.
pub struct Decoded<R> {
    inner: R,
    decoder: Decoder,
    input: Vec<u8>,
    /// Where the bytes not yet decoded lie in `input`.
    from: usize,
    until: usize,
    ended: bool,
    /// Refuse bytes that mean nothing instead of replacing them.
    strict: bool,
}

impl<R: Read> Decoded<R> {
    /// Decodes `inner`. UTF-8 is strict: what is not valid is [`io::ErrorKind::InvalidData`].
    pub fn new(inner: R, encoding: Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.codec().new_decoder_with_bom_removal(),
            input: vec![0; 16 * 1024],
            from: 0,
            until: 0,
            ended: false,
            strict: encoding == Encoding::UTF_8,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.input.copy_within(self.from..self.until, 0);
        self.until -= self.from;
        self.from = 0;
        let Some(free) = self.input.get_mut(self.until..) else { return Ok(()) };
        let read = self.inner.read(free)?;
        self.ended = read == 0;
        self.until += read;
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if buf.len() < SMALLEST_BUFFER {
            return Err(io::Error::other("the reading buffer is too small"));
        }
        loop {
            if self.from == self.until && !self.ended {
                self.fill()?;
            }
            let source = self.input.get(self.from..self.until).unwrap_or_default();
            let (result, read, written, malformed) = self.decoder.decode_to_utf8(source, buf, self.ended);
            self.from += read;
            if malformed && self.strict {
                return Err(io::ErrorKind::InvalidData.into());
            }
            if written > 0 || (self.ended && result == CoderResult::InputEmpty) {
                return Ok(written);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], label: &str) -> io::Result<String> {
        let mut decoded = Decoded::new(bytes, Encoding::named(label).unwrap());
        let (mut text, mut buf) = (Vec::new(), [0u8; 16]);
        loop {
            match decoded.read(&mut buf)? {
                0 => return Ok(String::from_utf8(text).unwrap()),
                n => text.extend_from_slice(&buf[..n]),
            }
        }
    }

    #[test]
    fn encodings_become_utf8() {
        assert_eq!(
            read(b"\xef\xbb\xbfd\xc3\xa9j\xc3\xa0 vu, encore une fois", "utf-8").unwrap(),
            "déjà vu, encore une fois"
        );
        assert_eq!(read(b"caf\xe9 \x80", "windows-1252").unwrap(), "café €");
        assert_eq!(read(b"\xff\xfea\0\xe9\0", "utf-16le").unwrap(), "aé");
        assert_eq!(read(b"\xfe\xff\0a\0\xe9", "utf-16be").unwrap(), "aé");
        assert_eq!(read(b"caf\x8e", "macintosh").unwrap(), "café");
        assert_eq!(read(b"caf\xe9!", "utf-8").unwrap_err().kind(), io::ErrorKind::InvalidData);
        assert_eq!(read(b"", "utf-8").unwrap(), "");
    }
}

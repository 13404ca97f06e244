//! How a file is written: encoding and separator, from its own bytes.

use super::{Decoded, Records};
use std::io::{self, Read, Seek};

/// Bytes looked at for the separator.
const HEAD: usize = 64 * 1024;
const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// A character encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Self = Self(encoding_rs::UTF_8);

    /// By a usual name (`utf-8`, `windows-1252`, `latin1`, `utf-16le`, `macintosh`…).
    pub fn named(name: &str) -> Option<Self> {
        encoding_rs::Encoding::for_label(name.trim().as_bytes()).map(Self)
    }
    /// Its standard name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }
    pub(super) const fn codec(self) -> &'static encoding_rs::Encoding {
        self.0
    }
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Its encoding.
    pub encoding: Encoding,
    /// What separates its cells.
    pub delimiter: u8,
    /// Its size in bytes.
    pub bytes: u64,
}

/// Why a file cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum SniffError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// A workbook (`.xlsx`, `.xls`, `.ods`) or an archive.
    #[error("a workbook or an archive, not a text file")]
    Workbook,
    /// Neither text nor a workbook.
    #[error("not a text file")]
    Binary,
    /// It could not be read.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Looks at a whole file, as a stream: the byte-order mark first, then UTF-16, UTF-8, and the 8-bit encodings of
/// Windows and of the old Macintosh. `encoding` overrides what would be found.
///
/// # Errors
/// [`SniffError`].
pub fn sniff<R: Read + Seek>(file: &mut R, encoding: Option<Encoding>) -> Result<Shape, SniffError> {
    let bytes = file.seek(io::SeekFrom::End(0))?;
    file.rewind()?;
    let mut head = Vec::new();
    file.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    if head.iter().all(u8::is_ascii_whitespace) {
        return Err(SniffError::Empty);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(SniffError::Workbook);
    }
    let encoding = match encoding.or_else(|| marked(&head)) {
        Some(encoding) => encoding,
        None => match without_mark(&head) {
            Some(encoding) => encoding,
            None if is_binary(&head) => return Err(SniffError::Binary),
            None => eight_bits(file)?,
        },
    };
    file.rewind()?;
    let delimiter = delimiter(&head, encoding);
    Ok(Shape { encoding, delimiter, bytes })
}

fn marked(head: &[u8]) -> Option<Encoding> {
    encoding_rs::Encoding::for_bom(head).map(|(encoding, _)| Encoding(encoding))
}

/// UTF-16 without a mark: in Western text every other byte is zero.
fn without_mark(head: &[u8]) -> Option<Encoding> {
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    let (most, few) = (half * 7, half * 3);
    match () {
        () if odd * 10 > most && even * 10 < few => Some(Encoding(encoding_rs::UTF_16LE)),
        () if even * 10 > most && odd * 10 < few => Some(Encoding(encoding_rs::UTF_16BE)),
        () => None,
    }
}

/// A null here and there is a fault of its row; many are no text.
fn is_binary(head: &[u8]) -> bool {
    head.iter().filter(|byte| **byte == 0).count() * 20 > head.len()
}

/// UTF-8 when the whole file is; else the Macintosh's when its accents are more usual there, else Windows'.
fn eight_bits<R: Read + Seek>(file: &mut R) -> io::Result<Encoding> {
    if is_utf8(file)? {
        return Ok(Encoding::UTF_8);
    }
    file.rewind()?;
    let (mut mac, mut windows, mut buf) = (0u64, 0u64, vec![0; HEAD]);
    loop {
        let read = file.read(&mut buf)?;
        for byte in buf.iter().take(read) {
            match byte {
                0x88 | 0x8d | 0x8e | 0x8f | 0x90 => mac += 1, // à ç é è ê
                0xe0 | 0xe7 | 0xe8 | 0xe9 | 0xea => windows += 1,
                _ => {}
            }
        }
        if read == 0 {
            return Ok(Encoding(if mac > windows {
                encoding_rs::MACINTOSH
            } else {
                encoding_rs::WINDOWS_1252
            }));
        }
    }
}

fn is_utf8<R: Read + Seek>(file: &mut R) -> io::Result<bool> {
    file.rewind()?;
    let mut text = Decoded::new(file, Encoding::UTF_8);
    let mut buf = vec![0; HEAD];
    loop {
        match text.read(&mut buf) {
            Ok(0) => return Ok(true),
            Ok(_) => {}
            Err(e) if e.kind() == io::ErrorKind::InvalidData => return Ok(false),
            Err(e) => return Err(e),
        }
    }
}

/// The separator that gives the most rows as wide as the first, then the widest.
fn delimiter(head: &[u8], encoding: Encoding) -> u8 {
    let (text, _, _) = encoding.codec().decode(head);
    let score = |delimiter: u8| {
        let mut records = Records::new(text.as_bytes(), delimiter);
        let (mut width, mut alike) = (0, 0usize);
        for row in 0..50 {
            match records.next() {
                Ok(Some((_, record))) if row == 0 => width = record.len(),
                Ok(Some((_, record))) if record.len() == width => alike += 1,
                Ok(Some(_)) => {}
                _ => break, // also where the head cuts a row
            }
        }
        if width > 1 { (alike.min(10) + 1, width) } else { (0, 0) }
    };
    let best = DELIMITERS.into_iter().rev().max_by_key(|delimiter| score(*delimiter));
    best.filter(|best| score(*best).0 > 0).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use std::io::Cursor;

    #[rstest]
    #[case(b"a;b\n1;2\n", "UTF-8", b';')]
    #[case(b"a,b\n\"1;2\",2\n", "UTF-8", b',')]
    #[case(b"\xef\xbb\xbfa\tb\n1\t2\n", "UTF-8", b'\t')]
    #[case(b"Pr\xe9nom;Ville\nZo\xe9;Le Mans\n", "windows-1252", b';')]
    #[case(b"Pr\x8enom;Ville\rZo\x8e;Le Mans\r", "macintosh", b';')]
    #[case(b"\xff\xfea\0;\0b\0\n\0", "UTF-16LE", b';')]
    #[case(b"a\0;\0b\0\n\0c\0;\0d\0\n\0", "UTF-16LE", b';')]
    #[case(b"email\na@b.fr\n", "UTF-8", b',')]
    #[case(b"Nom;Montant\nA;1,5\nB;2,5\n", "UTF-8", b';')]
    fn the_shape_is_found(#[case] bytes: &[u8], #[case] encoding: &str, #[case] delimiter: u8) {
        let shape = sniff(&mut Cursor::new(bytes), None).unwrap();
        assert_eq!((shape.encoding.name(), shape.delimiter), (encoding, delimiter));
    }

    #[test]
    fn an_accent_late_in_the_file_counts() {
        let mut bytes = b"a;b\n".repeat(HEAD);
        bytes.extend_from_slice(b"\xe9;1\n");
        assert_eq!(sniff(&mut Cursor::new(bytes), None).unwrap().encoding.name(), "windows-1252");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let refused = |bytes: &[u8]| sniff(&mut Cursor::new(bytes), None).unwrap_err();
        assert!(matches!(refused(b""), SniffError::Empty));
        assert!(matches!(refused(b" \r\n"), SniffError::Empty));
        assert!(matches!(refused(b"PK\x03\x04..."), SniffError::Workbook));
        assert!(matches!(refused(b"\x00\x01\x02\x03\x00\x00\x00\x00"), SniffError::Binary));
    }
}

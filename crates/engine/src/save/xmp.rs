//! Metadata at the end of an MP4: an XMP packet in a `uuid` box, as XMP's specification part 3 (1.2.5) has it. Players pass
//! over it, and nothing that stands before it moves.

use std::io::{self, Read, Seek, SeekFrom};

/// The box's name, from the specification.
const UUID: [u8; 16] = *b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac";
/// Our own part of the packet.
const NAMESPACE: &str = "urn:animato:recipe:1";
/// A larger packet is none of ours.
const MAX_PACKET: u64 = 1 << 20;
/// More boxes at the top than any real video has.
const MAX_BOXES: usize = 100_000;

/// The whole box, for a file that [`is_closed`].
///
/// `recipe` is any text; `description` and `tool` are for programs that know XMP and not us.
pub(crate) fn tail(recipe: &str, description: &str, tool: &str) -> Vec<u8> {
    let (recipe, description, tool) = (escape(recipe), escape(description), escape(tool));
    let packet = format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:animato=\"{NAMESPACE}\">\n\
         <dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{description}</rdf:li></rdf:Alt></dc:description>\n\
         <xmp:CreatorTool>{tool}</xmp:CreatorTool>\n\
         <animato:recipe>{recipe}</animato:recipe>\n\
         </rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>"
    );
    let size = u32::try_from(packet.len() + 24).unwrap_or(u32::MAX);
    let mut bytes = Vec::with_capacity(packet.len() + 24);
    bytes.extend_from_slice(&size.to_be_bytes());
    bytes.extend_from_slice(b"uuid");
    bytes.extend_from_slice(&UUID);
    bytes.extend_from_slice(packet.as_bytes());
    bytes
}

/// Whether every box at the top says where it ends: only then may something follow.
pub(crate) fn is_closed(file: &mut (impl Read + Seek), len: u64) -> io::Result<bool> {
    let mut is_closed = true;
    walk(file, len, |_, top| {
        is_closed &= top.has_size;
        Ok(true)
    })?;
    Ok(is_closed)
}

/// The recipe in a file of `len` bytes that [`tail`] was put behind.
pub(crate) fn recipe(file: &mut (impl Read + Seek), len: u64) -> io::Result<Option<String>> {
    let mut found = None;
    walk(file, len, |file, top| {
        if &top.kind != b"uuid" || top.size > MAX_PACKET {
            return Ok(true);
        }
        let mut bytes = Vec::new();
        file.take(top.size).read_to_end(&mut bytes)?;
        let packet = bytes.strip_prefix(&UUID).and_then(|packet| std::str::from_utf8(packet).ok());
        found = packet.and_then(|packet| {
            let (_, rest) = packet.split_once("<animato:recipe>")?;
            Some(unescape(rest.split_once("</animato:recipe>")?.0))
        });
        Ok(found.is_none())
    })?;
    Ok(found)
}

/// A box at the top of a file: the reader stands at its payload of `size` bytes.
struct Top {
    kind: [u8; 4],
    size: u64,
    has_size: bool,
}

/// Goes from box to box until `each` says that it is enough, or the file ends.
fn walk<R: Read + Seek>(
    file: &mut R,
    len: u64,
    mut each: impl FnMut(&mut R, Top) -> io::Result<bool>,
) -> io::Result<()> {
    let mut at = 0_u64;
    for _ in 0..MAX_BOXES {
        if at.saturating_add(8) > len {
            break;
        }
        file.seek(SeekFrom::Start(at))?;
        let (mut size, mut kind) = ([0; 4], [0; 4]);
        file.read_exact(&mut size)?;
        file.read_exact(&mut kind)?;
        let (size, header) = match u32::from_be_bytes(size) {
            0 => (0, 8),
            1 => {
                let mut large = [0; 8];
                file.read_exact(&mut large)?;
                (u64::from_be_bytes(large), 16)
            }
            size => (size.into(), 8),
        };
        let end = if size == 0 { len } else { at.saturating_add(size.max(header)).min(len) };
        let top = Top { kind, size: end.saturating_sub(at + header), has_size: size != 0 };
        if !each(file, top)? {
            break;
        }
        at = end;
    }
    Ok(())
}

/// XML knows no control characters but these three.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => escaped.push(c),
        }
    }
    escaped
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn boxed(kind: &[u8; 4], payload: &[u8]) -> Vec<u8> {
        let size = u32::try_from(payload.len() + 8).unwrap().to_be_bytes();
        [&size, kind.as_slice(), payload].concat()
    }

    fn read(file: &[u8]) -> Option<String> {
        recipe(&mut Cursor::new(file), file.len() as u64).unwrap()
    }

    fn closed(file: &[u8]) -> bool {
        is_closed(&mut Cursor::new(file), file.len() as u64).unwrap()
    }

    #[test]
    fn what_was_put_behind_a_file_is_read_back_letter_by_letter() {
        for text in ["", "{\"a\":\"<b> & \\\"c\\\" ]]> &amp;lt;\"}", "été 海辺 🎬\n"] {
            let file =
                [boxed(b"ftyp", b"isom"), boxed(b"mdat", &[7; 300]), tail(text, "a <prompt>\u{7}", "Animato")].concat();
            assert_eq!(read(&file).as_deref(), Some(text));
            assert!(closed(&file));
        }
    }

    #[test]
    fn a_file_without_it_has_none_whatever_else_is_in_it() {
        let other = [boxed(b"ftyp", b"isom"), boxed(b"uuid", &[1; 40]), boxed(b"uuid", b"")].concat();
        assert_eq!(read(&other), None);
        assert_eq!(read(b""), None);
        assert_eq!(read(b"\0\0\0\x04uuid\0\0"), None);
        assert_eq!(read(&[boxed(b"ftyp", b""), b"\xff\xff\xff\xffuuid".to_vec(), UUID.to_vec()].concat()), None);
        let cut = tail("{}", "", "");
        assert_eq!(read(&cut[..cut.len() / 2]), None);
    }

    #[test]
    fn behind_a_box_that_goes_to_the_end_of_the_file_nothing_may_follow() {
        let mut open = boxed(b"mdat", &[7; 30]);
        open[..4].fill(0);
        assert!(!closed(&[boxed(b"ftyp", b"isom"), open].concat()));
        let large = [1_u32.to_be_bytes().as_slice(), b"mdat", &24_u64.to_be_bytes(), &[0; 8]].concat();
        assert!(closed(&[boxed(b"ftyp", b"isom"), large].concat()));
    }
}

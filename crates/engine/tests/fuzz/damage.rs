//! Ways in which files are damaged, by accident and on purpose.

use crate::random::Random;
use crate::seeds::Seeds;

/// Lengths, sizes and offsets at which arithmetic goes wrong.
const NUMBERS: [u32; 16] =
    [0, 1, 2, 3, 7, 8, 16, 127, 128, 255, 0x7fff, 0x8000, 0xffff, 0x0001_0000, 0x7fff_ffff, 0xffff_ffff];

/// Names of parts, which lead a reader to where it would not have looked.
const NAMES: [&[u8]; 20] = [
    b"IHDR",
    b"PLTE",
    b"tRNS",
    b"IDAT",
    b"IEND",
    b"iCCP",
    b"cICP",
    b"gAMA",
    b"cHRM",
    b"eXIf",
    b"acTL",
    b"fcTL",
    b"Exif\0\0",
    b"ICC_PROFILE\0",
    b"VP8X",
    b"VP8L",
    b"ALPH",
    b"ANMF",
    b"\xff\xc2",
    b"\xff\xda",
];

/// A damaged copy.
pub(crate) fn damaged(seed: &[u8], seeds: &Seeds, random: &mut Random) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random.below(6) {
        damage(&mut bytes, seeds, random);
    }
    // With wrong checksums, no more than the first chunk would ever be read.
    if bytes.starts_with(b"\x89PNG") && !random.one_in(4) {
        mend_checksums(&mut bytes);
    }
    bytes
}

fn damage(bytes: &mut Vec<u8>, seeds: &Seeds, random: &mut Random) {
    let length = bytes.len();
    // Headers decide most.
    let at = if random.one_in(2) { random.below(length.min(200)) } else { random.below(length) };
    let span = at..length.min(at + 1 + random.below(40));
    match random.below(11) {
        0 => bytes.truncate(at),
        1 => drop(bytes.drain(span)),
        2 => {
            let copy = bytes[span].to_vec();
            let to = random.below(length);
            bytes.splice(to..to, copy);
        }
        3 => {
            let noise: Vec<u8> = (0..random.below(24)).map(|_| random.next() as u8).collect();
            bytes.splice(at..at, noise);
        }
        4 => {
            let other = seeds.pick(random);
            let from = random.below(other.len());
            bytes.truncate(at);
            bytes.extend_from_slice(&other[from..]);
        }
        5 => write(bytes, at, &random.of(&NUMBERS).to_be_bytes()),
        6 => write(bytes, at, &random.of(&NUMBERS).to_le_bytes()),
        7 => write(bytes, at, &(*random.of(&NUMBERS) as u16).to_be_bytes()),
        8 => write(bytes, at, NAMES[random.below(NAMES.len())]),
        9 => write(bytes, at, &[random.next() as u8]),
        _ => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << random.below(8);
            }
        }
    }
}

fn write(bytes: &mut [u8], at: usize, what: &[u8]) {
    for (to, from) in bytes.iter_mut().skip(at).zip(what) {
        *to = *from;
    }
}

/// Gives each chunk of a PNG the checksum that it claims to have.
fn mend_checksums(bytes: &mut [u8]) {
    let mut at = 8;
    while let Some(length) = bytes.get(at..).and_then(<[u8]>::first_chunk::<4>) {
        let end = at + 8 + u32::from_be_bytes(*length) as usize;
        let Some(chunk) = bytes.get(at + 4..end) else { return };
        let sum = checksum(chunk).to_be_bytes();
        write(bytes, end, &sum);
        at = end + 4;
    }
}

/// CRC-32 as PNG wants it.
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 })
    })
}

//! Small MP4s made by hand: right in their boxes, meaningless in their pictures.

/// Puts a box around a payload.
pub(crate) fn boxed(kind: &[u8; 4], payload: &[u8]) -> Vec<u8> {
    let size = u32::try_from(payload.len() + 8).unwrap();
    [&size.to_be_bytes()[..], kind, payload].concat()
}

/// A film of five seconds whose media data is `media` bytes of noise, different for each `seed`.
pub(crate) fn film(media: usize, seed: u8) -> Vec<u8> {
    with_media(media, &noise(media, seed))
}

/// A film whose index speaks of `indexed` bytes while `media` is what there is.
pub(crate) fn with_media(indexed: usize, media: &[u8]) -> Vec<u8> {
    let ftyp = boxed(b"ftyp", b"isom\0\0\x02\0isomavc1");
    let moov = |offset: usize| {
        let track = track(b"vide", 1, visual_entry(b"avc1", 720, 960), indexed, offset);
        boxed(b"moov", &[movie_header(), track].concat())
    };
    let offset = ftyp.len() + moov(0).len() + 8;
    [ftyp, moov(offset), boxed(b"mdat", media)].concat()
}

pub(crate) fn movie_header() -> Vec<u8> {
    boxed(b"mvhd", &[&[0; 12][..], &be(1000), &be(5000), &[0; 80]].concat())
}

/// A track of one chunk, which holds two samples that share `bytes`.
pub(crate) fn track(handler: &[u8; 4], id: u32, entry: Vec<u8>, bytes: usize, offset: usize) -> Vec<u8> {
    let (first, second) = (bytes / 2, bytes - bytes / 2);
    let table = boxed(
        b"stbl",
        &[
            boxed(b"stsd", &[be(0).to_vec(), be(1).to_vec(), entry].concat()),
            boxed(b"stsz", &[be(0), be(0), be(2), be(first), be(second)].concat()),
            boxed(b"stsc", &[be(0), be(1), be(1), be(2), be(1)].concat()),
            boxed(b"stco", &[be(0), be(1), be(offset)].concat()),
        ]
        .concat(),
    );
    let media = boxed(
        b"mdia",
        &[
            boxed(b"mdhd", &[&[0; 12][..], &be(24_000), &be(120_000), &[0; 4]].concat()),
            boxed(b"hdlr", &[&[0; 8][..], handler, &[0; 13]].concat()),
            boxed(b"minf", &table),
        ]
        .concat(),
    );
    let header = boxed(b"tkhd", &[&[0; 12][..], &id.to_be_bytes(), &[0; 68]].concat());
    boxed(b"trak", &[header, media].concat())
}

pub(crate) fn visual_entry(codec: &[u8; 4], width: u16, height: u16) -> Vec<u8> {
    boxed(codec, &[&[0; 24][..], &width.to_be_bytes(), &height.to_be_bytes(), &[0; 50]].concat())
}

pub(crate) fn be(value: usize) -> [u8; 4] {
    u32::try_from(value).unwrap().to_be_bytes()
}

fn noise(len: usize, seed: u8) -> Vec<u8> {
    let mut state = u32::from(seed) + 1;
    std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    })
    .take(len)
    .collect()
}

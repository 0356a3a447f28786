//! One layer of the gazetteer as it lies in its file: fixed-width columns and two finite-state maps, read in place.
//! It must not know how layers are combined, ranked or searched, and nothing here fails on a damaged file: it finds less.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use super::{Extent, PlaceKind};

/// First bytes of a layer's file; the last one is the version of the format.
pub(super) const MAGIC: [u8; 8] = *b"warwgaz\x01";
/// Magic, own fingerprint, base's fingerprint, then offset and length of each section.
pub(super) const HEADER_BYTES: usize = 8 + 8 + 8 + SECTIONS * 16;
pub(super) const SECTIONS: usize = 10;
pub(super) const PLACES: usize = 0;
pub(super) const STRINGS: usize = 1;
pub(super) const REGIONS: usize = 2;
pub(super) const EXTENTS: usize = 3;
pub(super) const POSTINGS: usize = 4;
pub(super) const NAMES: usize = 5;
pub(super) const SKELETONS: usize = 6;
pub(super) const COUNTRIES: usize = 7;
pub(super) const PLACE_NAMES: usize = 8;
pub(super) const NAME_OFFSETS: usize = 9;
/// Bytes of a place over all its columns, and where each column begins, in places.
pub(super) const PLACE_BYTES: usize = 16;
pub(super) const LAT: usize = 0;
pub(super) const LON: usize = 3;
pub(super) const GEONAME: usize = 6;
pub(super) const POPULATION: usize = 10;
pub(super) const REGION: usize = 13;
pub(super) const KIND: usize = 15;
/// The offset of every sixteenth name is kept; the others are counted from it.
pub(super) const NAME_STRIDE: u32 = 16;
/// Bit of the kind's byte that says that the place has an extent.
pub(super) const HAS_EXTENT: u8 = 0x80;
pub(super) const REGION_BYTES: usize = 16;
pub(super) const EXTENT_BYTES: usize = 20;
pub(super) const COUNTRY_BYTES: usize = 8;
/// "No place" in a column of place numbers.
pub(super) const NONE: u32 = u32::MAX;
/// Degrees of extents are kept in ten-millionths.
pub(super) const SCALE: f64 = 1e7;
/// A place's latitude and longitude are kept in 24 bits each, to two metres.
pub(super) const LAT_STEP: f64 = 180.0 / 16_777_215.0;
pub(super) const LON_STEP: f64 = 360.0 / 16_777_215.0;
/// Populations from here on are kept in units of 1,024 people.
pub(super) const EXACT_POPULATION: u32 = 1 << 23;

/// The bytes of a layer: compiled in, or mapped from a file.
#[derive(Clone)]
enum Bytes {
    Static(&'static [u8]),
    Mapped(Arc<memmap2::Mmap>),
}

impl Bytes {
    fn all(&self) -> &[u8] {
        match self {
            Bytes::Static(bytes) => bytes,
            Bytes::Mapped(map) => map,
        }
    }
}

/// A part of a layer's bytes that keeps them alive.
#[derive(Clone)]
pub(super) struct Section {
    bytes: Bytes,
    start: usize,
    end: usize,
}

impl AsRef<[u8]> for Section {
    fn as_ref(&self) -> &[u8] {
        self.bytes.all().get(self.start..self.end).unwrap_or(&[])
    }
}

impl Section {
    fn u32_at(&self, at: usize) -> Option<u32> {
        Some(u32::from_le_bytes(self.as_ref().get(at..at + 4)?.try_into().ok()?))
    }

    fn u24_at(&self, at: usize) -> Option<u32> {
        let bytes = self.as_ref().get(at..at + 3)?;
        Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0]))
    }

    /// A number in groups of seven bits, and where the next begins.
    fn varint_at(&self, mut at: usize) -> Option<(u32, usize)> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = *self.as_ref().get(at)?;
            at += 1;
            number |= u32::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some((number, at));
            }
            shift += 7;
        }
    }

    /// A string: its length in one byte, then its bytes.
    fn string_at(&self, at: usize) -> &str {
        let all = self.as_ref();
        let Some(&length) = all.get(at) else { return "" };
        all.get(at + 1..at + 1 + usize::from(length)).and_then(|s| std::str::from_utf8(s).ok()).unwrap_or("")
    }

    fn degrees_at(&self, at: usize) -> Option<f64> {
        Some(f64::from(self.u32_at(at)? as i32) / SCALE)
    }
}

/// A place's columns, with its number within the layer left to the caller.
#[derive(Clone, Copy)]
pub(super) struct Columns {
    pub lat: f64,
    pub lon: f64,
    pub geoname_id: u32,
    pub population: u32,
    pub region: u16,
    pub kind: PlaceKind,
    pub has_extent: bool,
}

/// A first-level region, or a country as a whole (empty code and name), or nowhere (empty country too).
#[derive(Clone, Copy)]
pub(super) struct Region<'l> {
    pub country: &'l str,
    pub code: &'l str,
    pub name: &'l str,
}

/// One layer.
pub(super) struct Layer {
    places: Section,
    strings: Section,
    regions: Section,
    extents: Section,
    postings: Section,
    countries: Section,
    place_names: Section,
    name_offsets: Section,
    pub names: fst::Map<Section>,
    pub skeletons: fst::Map<Section>,
    /// Number of places in the layer.
    pub count: u32,
    pub fingerprint: u64,
    /// Fingerprint of the built-in layer that this one was made for; 0 for the built-in layer itself.
    pub base: u64,
}

impl Layer {
    /// A layer that was compiled in.
    pub fn from_static(bytes: &'static [u8]) -> Result<Layer, String> {
        Layer::new(Bytes::Static(bytes))
    }

    /// A layer in a file, mapped into memory.
    pub fn open(path: &Path) -> Result<Layer, String> {
        let file = File::open(path).map_err(|error| error.to_string())?;
        // SAFETY: layers are written to a temporary file and renamed into place, never changed afterwards.
        let map = unsafe { memmap2::Mmap::map(&file) }.map_err(|error| error.to_string())?;
        Layer::new(Bytes::Mapped(Arc::new(map)))
    }

    fn new(bytes: Bytes) -> Result<Layer, String> {
        let all = bytes.all();
        let header = all.get(..HEADER_BYTES).ok_or("not a gazetteer layer: too short")?;
        if header[..7] != MAGIC[..7] {
            return Err("not a gazetteer layer".to_owned());
        }
        if header[7] != MAGIC[7] {
            return Err(format!("gazetteer layer of format {}, this program reads {}", header[7], MAGIC[7]));
        }
        let word = |index: usize| {
            let mut buffer = [0; 8];
            buffer.copy_from_slice(&header[index * 8..index * 8 + 8]);
            u64::from_le_bytes(buffer)
        };
        let mut sections = Vec::with_capacity(SECTIONS);
        for index in 0..SECTIONS {
            let start = word(3 + 2 * index) as usize;
            let end = start.saturating_add(word(4 + 2 * index) as usize);
            if end > all.len() {
                return Err("gazetteer layer is cut short".to_owned());
            }
            sections.push(Section { bytes: bytes.clone(), start, end });
        }
        let map = |index: usize| {
            fst::Map::new(sections[index].clone()).map_err(|error| format!("gazetteer layer is damaged: {error}"))
        };
        Ok(Layer {
            names: map(NAMES)?,
            skeletons: map(SKELETONS)?,
            count: (sections[PLACES].as_ref().len() / PLACE_BYTES) as u32,
            fingerprint: word(1),
            base: word(2),
            places: sections[PLACES].clone(),
            strings: sections[STRINGS].clone(),
            regions: sections[REGIONS].clone(),
            extents: sections[EXTENTS].clone(),
            postings: sections[POSTINGS].clone(),
            countries: sections[COUNTRIES].clone(),
            place_names: sections[PLACE_NAMES].clone(),
            name_offsets: sections[NAME_OFFSETS].clone(),
        })
    }

    /// The columns of a place by its number in the layer.
    pub fn columns(&self, number: u32) -> Option<Columns> {
        if number >= self.count {
            return None;
        }
        let (number, count) = (number as usize, self.count as usize);
        let kind = *self.places.as_ref().get(KIND * count + number)?;
        let population = self.places.u24_at(POPULATION * count + 3 * number)?;
        let region = self.places.as_ref().get(REGION * count + 2 * number..)?;
        Some(Columns {
            lat: f64::from(self.places.u24_at(LAT * count + 3 * number)?) * LAT_STEP - 90.0,
            lon: f64::from(self.places.u24_at(LON * count + 3 * number)?) * LON_STEP - 180.0,
            geoname_id: self.places.u32_at(GEONAME * count + 4 * number)?,
            population: match population.checked_sub(EXACT_POPULATION) {
                None => population,
                Some(thousands) => thousands << 10,
            },
            region: u16::from_le_bytes([*region.first()?, *region.get(1)?]),
            kind: PlaceKind::from_code(kind & !HAS_EXTENT),
            has_extent: kind & HAS_EXTENT != 0,
        })
    }

    /// The name of a place by its number in the layer.
    pub fn name(&self, number: u32) -> &str {
        let Some(start) = self.name_offsets.u32_at((number / NAME_STRIDE) as usize * 4) else { return "" };
        let mut at = start as usize;
        for _ in 0..number % NAME_STRIDE {
            let Some(&length) = self.place_names.as_ref().get(at) else { return "" };
            at += 1 + usize::from(length);
        }
        self.place_names.string_at(at)
    }

    /// A string of the layer by its offset.
    fn string(&self, at: u32) -> &str {
        self.strings.string_at(at as usize)
    }

    /// A region by its number.
    pub fn region(&self, number: u16) -> Region<'_> {
        let start = usize::from(number) * REGION_BYTES;
        let country = self.regions.as_ref().get(start..start + 2).unwrap_or(b"--");
        Region {
            country: if country == b"--" { "" } else { std::str::from_utf8(country).unwrap_or("") },
            code: self.regions.u32_at(start + 4).map_or("", |at| self.string(at)),
            name: self.regions.u32_at(start + 8).map_or("", |at| self.string(at)),
        }
    }

    /// The number of the place that is a region itself.
    pub fn region_place(&self, number: u16) -> Option<u32> {
        self.regions.u32_at(usize::from(number) * REGION_BYTES + 12).filter(|&place| place != NONE)
    }

    /// The number of a region by its country and code.
    pub fn find_region(&self, country: &str, code: &str) -> Option<u16> {
        let count = self.regions.as_ref().len() / REGION_BYTES;
        (0..count).map(|number| number as u16).find(|&number| {
            let region = self.region(number);
            region.country == country && region.code == code
        })
    }

    /// The extent of a place, found by bisection.
    pub fn extent(&self, number: u32) -> Option<Extent> {
        let count = self.extents.as_ref().len() / EXTENT_BYTES;
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = (low + high) / 2;
            if self.extents.u32_at(middle * EXTENT_BYTES)? < number {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let at = low * EXTENT_BYTES;
        if self.extents.u32_at(at)? != number {
            return None;
        }
        Some(Extent {
            south: self.extents.degrees_at(at + 4)?,
            west: self.extents.degrees_at(at + 8)?,
            north: self.extents.degrees_at(at + 12)?,
            east: self.extents.degrees_at(at + 16)?,
        })
    }

    /// The number of the place that is a country.
    pub fn country(&self, iso2: &str) -> Option<u32> {
        let table = self.countries.as_ref();
        let found = table.chunks_exact(COUNTRY_BYTES).position(|row| row[..2] == *iso2.as_bytes())?;
        self.countries.u32_at(found * COUNTRY_BYTES + 4)
    }

    /// Calls `visit` with each place of a map's value, most important first. Numbers from `self.count` on and numbers
    /// below it mean what the layer's writer meant: see [`super::Gazetteer`].
    pub fn postings(&self, value: u64, mut visit: impl FnMut(u32)) {
        if value & 1 == 0 {
            visit((value >> 1) as u32);
            return;
        }
        let Some((count, mut at)) = self.postings.varint_at((value >> 1) as usize) else { return };
        for _ in 0..count {
            let Some((number, next)) = self.postings.varint_at(at) else { return };
            visit(number);
            at = next;
        }
    }
}

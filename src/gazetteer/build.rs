//! Writes a layer of the gazetteer out of rows, in bounded memory however many there are.
//! It must not know where the rows come from.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::layer::{
    COUNTRIES, EXACT_POPULATION, EXTENTS, GEONAME, HAS_EXTENT, HEADER_BYTES, KIND, LAT, LAT_STEP, LON, LON_STEP, MAGIC,
    NAME_OFFSETS, NAME_STRIDE, NAMES, NONE, PLACE_BYTES, PLACE_NAMES, PLACES, POPULATION, POSTINGS, REGION, REGIONS,
    SCALE, SECTIONS, SKELETONS, STRINGS,
};
use super::sort::Sorter;
use super::{Extent, PlaceKind, importance};
use crate::text::fold;

/// One place as it goes into a layer.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// 0 when GeoNames does not have the place.
    pub geoname_id: u32,
    pub kind: PlaceKind,
    pub name: String,
    pub alternates: Vec<String>,
    /// ISO 3166 alpha-2, or empty.
    pub country: String,
    pub admin1_code: String,
    /// Name of the first-level region where it has no code.
    pub admin1_name: String,
    pub lat: f64,
    pub lon: f64,
    pub population: u32,
    pub extent: Option<Extent>,
    /// Short forms that mean the place only where a place is expected: `Calif.`.
    pub abbreviations: Vec<String>,
    /// Whether the place is found under respelled names too.
    pub respelled: bool,
}

/// The columns in the order of their files.
const COLUMNS: [usize; 6] = [LAT, LON, GEONAME, POPULATION, REGION, KIND];

/// How many lists of places are remembered to be written once.
const LISTS_REMEMBERED: usize = 500_000;

/// Collects rows and writes the layer.
pub struct Builder {
    /// The columns of places, one file each.
    columns: [BufWriter<File>; COLUMNS.len()],
    place_names: BufWriter<File>,
    place_names_length: u32,
    name_offsets: Vec<u8>,
    strings: Vec<u8>,
    count: u32,
    /// Number that the layer's first place has: the places of the layers below it come before.
    first: u32,
    base: u64,
    regions: HashMap<(String, String), u16>,
    region_rows: Vec<RegionRow>,
    extents: Vec<(u32, Extent)>,
    countries: Vec<([u8; 2], u32)>,
    names: Sorter,
    skeletons: Sorter,
    folded: String,
}

struct RegionRow {
    country: [u8; 2],
    code: String,
    name: String,
    place: u32,
}

impl Builder {
    /// A builder of the built-in layer.
    pub fn new() -> io::Result<Builder> {
        Builder::above(0, 0)
    }

    /// A builder of a layer above `first` places of the built-in layer with this fingerprint.
    pub fn above(first: u32, base: u64) -> io::Result<Builder> {
        let mut builder = Builder {
            columns: [temporary()?, temporary()?, temporary()?, temporary()?, temporary()?, temporary()?],
            place_names: temporary()?,
            place_names_length: 0,
            name_offsets: Vec::new(),
            strings: Vec::new(),
            count: 0,
            first,
            base,
            regions: HashMap::new(),
            region_rows: Vec::new(),
            extents: Vec::new(),
            countries: Vec::new(),
            names: Sorter::new(),
            skeletons: Sorter::new(),
            folded: String::new(),
        };
        builder.string("");
        builder.region("", "", "");
        Ok(builder)
    }

    /// Number of places so far.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// The number that the next place will have: its own layer's places come after those of the built-in one.
    pub fn next_number(&self) -> u32 {
        self.first + self.count
    }

    /// Adds a place.
    pub fn push(&mut self, row: &Row) -> io::Result<()> {
        let number = self.first + self.count;
        let region = self.region(&row.country, &row.admin1_code, &row.admin1_name);
        match row.kind {
            PlaceKind::Admin1 if !row.admin1_code.is_empty() => {
                let own = &mut self.region_rows[usize::from(region)];
                own.name.clone_from(&row.name);
                own.place = number;
            }
            PlaceKind::Country => self.countries.push((country_bytes(&row.country), number)),
            _ => {}
        }
        self.place_name(&row.name)?;
        let [lat, lon, geoname, population, regions, kinds] = &mut self.columns;
        lat.write_all(&steps(row.lat + 90.0, LAT_STEP))?;
        lon.write_all(&steps(row.lon + 180.0, LON_STEP))?;
        geoname.write_all(&row.geoname_id.to_le_bytes())?;
        population.write_all(&population_bytes(row.population))?;
        regions.write_all(&region.to_le_bytes())?;
        kinds.write_all(&[row.kind.code() | if row.extent.is_some() { HAS_EXTENT } else { 0 }])?;
        if let Some(extent) = row.extent {
            self.extents.push((number, extent));
        }
        self.count += 1;
        let rank = importance(row.kind, row.population, &row.country);
        for name in std::iter::once(&row.name).chain(&row.alternates) {
            self.name(name, number, rank, row.respelled.then_some(row.country.as_str()))?;
        }
        for abbreviation in &row.abbreviations {
            let key = format!("={}", fold::fold(abbreviation));
            self.names.push(key.as_bytes(), rank_key(rank), number)?;
        }
        Ok(())
    }

    /// Adds a name of a place that is already known under a number, in this layer or below it; with its country, the
    /// place is found under respellings of the name too.
    pub fn name(&mut self, name: &str, number: u32, importance: f32, country: Option<&str>) -> io::Result<()> {
        fold::fold_into(name, &mut self.folded);
        if self.folded.is_empty() {
            return Ok(());
        }
        self.names.push(self.folded.as_bytes(), rank_key(importance), number)?;
        let Some(country) = country else { return Ok(()) };
        let mut key = country_bytes(country).to_vec();
        key.extend_from_slice(fold::skeleton(fold::core(&self.folded)).as_bytes());
        self.skeletons.push(&key, rank_key(importance), number)
    }

    fn place_name(&mut self, name: &str) -> io::Result<()> {
        if self.count.is_multiple_of(NAME_STRIDE) {
            self.name_offsets.extend_from_slice(&self.place_names_length.to_le_bytes());
        }
        let name = at_most_255(name);
        self.place_names.write_all(&[name.len() as u8])?;
        self.place_names.write_all(name)?;
        self.place_names_length += 1 + name.len() as u32;
        Ok(())
    }

    fn string(&mut self, text: &str) -> u32 {
        let at = self.strings.len() as u32;
        let text = at_most_255(text);
        self.strings.push(text.len() as u8);
        self.strings.extend_from_slice(text);
        at
    }

    /// The number of a region, made when it is new; past 65,535 regions only the country is kept.
    fn region(&mut self, country: &str, code: &str, name: &str) -> u16 {
        let key = (country.to_owned(), if code.is_empty() { format!(" {name}") } else { code.to_owned() });
        if let Some(&number) = self.regions.get(&key) {
            return number;
        }
        if self.region_rows.len() > usize::from(u16::MAX) {
            return if code.is_empty() && name.is_empty() { 0 } else { self.region(country, "", "") };
        }
        let number = self.region_rows.len() as u16;
        self.region_rows.push(RegionRow {
            country: country_bytes(country),
            code: code.to_owned(),
            name: name.to_owned(),
            place: NONE,
        });
        self.regions.insert(key, number);
        number
    }

    /// Writes the layer, through a temporary file that then takes the place of `path`.
    pub fn finish(mut self, path: &Path) -> io::Result<()> {
        let regions = self.region_table();
        let extents = self.extent_table();
        let countries = self.country_table();
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        let mut out = Output { file: BufWriter::new(file.as_file_mut()), at: 0, sections: [(0, 0); SECTIONS] };
        out.write(&[0; HEADER_BYTES])?;
        let fingerprint = out.columns(self.columns)?;
        debug_assert_eq!(out.sections[PLACES].1, u64::from(self.count) * PLACE_BYTES as u64);
        out.copy(PLACE_NAMES, self.place_names)?;
        out.section(NAME_OFFSETS, &self.name_offsets)?;
        out.section(STRINGS, &self.strings)?;
        out.section(REGIONS, &regions)?;
        out.section(EXTENTS, &extents)?;
        out.section(COUNTRIES, &countries)?;
        let mut postings = Postings { file: temporary()?, length: 0, known: HashMap::new() };
        out.map(NAMES, self.names, &mut postings)?;
        out.map(SKELETONS, self.skeletons, &mut postings)?;
        out.copy(POSTINGS, postings.file)?;
        out.header(fingerprint, self.base)?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    }

    fn region_table(&mut self) -> Vec<u8> {
        let rows = std::mem::take(&mut self.region_rows);
        let mut table = Vec::new();
        for row in rows {
            table.extend_from_slice(&row.country);
            table.extend_from_slice(&[0, 0]);
            table.extend_from_slice(&self.string(&row.code).to_le_bytes());
            table.extend_from_slice(&self.string(&row.name).to_le_bytes());
            table.extend_from_slice(&row.place.to_le_bytes());
        }
        table
    }

    fn extent_table(&mut self) -> Vec<u8> {
        self.extents.sort_by_key(|&(number, _)| number);
        let mut table = Vec::new();
        for (number, extent) in &self.extents {
            table.extend_from_slice(&number.to_le_bytes());
            for degrees in [extent.south, extent.west, extent.north, extent.east] {
                table.extend_from_slice(&scaled(degrees).to_le_bytes());
            }
        }
        table
    }

    fn country_table(&mut self) -> Vec<u8> {
        self.countries.sort();
        let mut table = Vec::new();
        for (country, number) in &self.countries {
            table.extend_from_slice(country);
            table.extend_from_slice(&[0, 0]);
            table.extend_from_slice(&number.to_le_bytes());
        }
        table
    }
}

/// The file being written, with what is known of its sections.
struct Output<'f> {
    file: BufWriter<&'f mut File>,
    at: u64,
    sections: [(u64, u64); SECTIONS],
}

impl Output<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.at += bytes.len() as u64;
        self.file.write_all(bytes)
    }

    fn section(&mut self, index: usize, bytes: &[u8]) -> io::Result<()> {
        let start = self.at;
        self.write(bytes)?;
        self.sections[index] = (start, self.at - start);
        Ok(())
    }

    /// Writes the columns of places one after another and gives a fingerprint of them.
    fn columns(&mut self, columns: [BufWriter<File>; COLUMNS.len()]) -> io::Result<u64> {
        let start = self.at;
        let mut fingerprint = 0;
        for column in columns {
            fingerprint = xxhash_rust::xxh3::xxh3_64_with_seed(&self.pour(column)?.to_le_bytes(), fingerprint);
        }
        self.sections[PLACES] = (start, self.at - start);
        Ok(fingerprint)
    }

    fn copy(&mut self, index: usize, from: BufWriter<File>) -> io::Result<()> {
        let start = self.at;
        self.pour(from)?;
        self.sections[index] = (start, self.at - start);
        Ok(())
    }

    /// Copies a temporary file and gives a hash of its bytes.
    fn pour(&mut self, from: BufWriter<File>) -> io::Result<u64> {
        let mut from = from.into_inner().map_err(|error| error.into_error())?;
        from.seek(SeekFrom::Start(0))?;
        let mut hash = xxhash_rust::xxh3::Xxh3::new();
        let mut buffer = vec![0; 1 << 16];
        loop {
            let length = from.read(&mut buffer)?;
            if length == 0 {
                return Ok(hash.digest());
            }
            hash.update(&buffer[..length]);
            self.write(&buffer[..length])?;
        }
    }

    /// Writes sorted names as a finite-state map to one place, or to a list of places, most important first.
    fn map(&mut self, index: usize, from: Sorter, postings: &mut Postings) -> io::Result<()> {
        let start = self.at;
        let mut map = fst::MapBuilder::new(&mut self.file).map_err(io::Error::other)?;
        let mut key: Vec<u8> = Vec::new();
        let mut numbers: Vec<u32> = Vec::new();
        let mut put = |key: &[u8], numbers: &mut Vec<u32>| -> io::Result<()> {
            let value = match numbers.as_slice() {
                [] => return Ok(()),
                [one] => u64::from(*one) << 1,
                many => postings.list(many)? << 1 | 1,
            };
            numbers.clear();
            map.insert(key, value).map_err(io::Error::other)
        };
        from.merge(|entry| {
            if entry.key != key {
                put(&key, &mut numbers)?;
                key.clone_from(&entry.key);
            }
            // A place's entries under one key have one rank, so they lie side by side.
            if numbers.last() != Some(&entry.number) {
                numbers.push(entry.number);
            }
            Ok(())
        })?;
        put(&key, &mut numbers)?;
        map.finish().map_err(io::Error::other)?;
        self.at = self.file.stream_position()?;
        self.sections[index] = (start, self.at - start);
        Ok(())
    }

    fn header(mut self, fingerprint: u64, base: u64) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(&MAGIC)?;
        self.file.write_all(&fingerprint.to_le_bytes())?;
        self.file.write_all(&base.to_le_bytes())?;
        for (start, length) in self.sections {
            self.file.write_all(&start.to_le_bytes())?;
            self.file.write_all(&length.to_le_bytes())?;
        }
        self.file.flush()
    }
}

/// Lists of places, each written once: its length and its numbers in groups of seven bits.
struct Postings {
    file: BufWriter<File>,
    length: u64,
    known: HashMap<Vec<u32>, u64>,
}

impl Postings {
    fn list(&mut self, numbers: &[u32]) -> io::Result<u64> {
        if let Some(&at) = self.known.get(numbers) {
            return Ok(at);
        }
        let at = self.length;
        let mut bytes = Vec::new();
        for mut number in std::iter::once(numbers.len() as u32).chain(numbers.iter().copied()) {
            while number >= 0x80 {
                bytes.push(number as u8 | 0x80);
                number >>= 7;
            }
            bytes.push(number as u8);
        }
        self.file.write_all(&bytes)?;
        self.length += bytes.len() as u64;
        if self.known.len() < LISTS_REMEMBERED {
            self.known.insert(numbers.to_vec(), at);
        }
        Ok(at)
    }
}

fn temporary() -> io::Result<BufWriter<File>> {
    Ok(BufWriter::new(tempfile::tempfile()?))
}

fn at_most_255(text: &str) -> &[u8] {
    let mut end = text.len().min(255);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text.as_bytes()[..end]
}

fn steps(degrees: f64, step: f64) -> [u8; 3] {
    let [a, b, c, _] = ((degrees / step).round().clamp(0.0, 16_777_215.0) as u32).to_le_bytes();
    [a, b, c]
}

fn population_bytes(population: u32) -> [u8; 3] {
    let kept = if population < EXACT_POPULATION { population } else { EXACT_POPULATION + (population >> 10) };
    let [a, b, c, _] = kept.to_le_bytes();
    [a, b, c]
}

fn scaled(degrees: f64) -> i32 {
    (degrees * SCALE).round() as i32
}

pub(super) fn country_bytes(country: &str) -> [u8; 2] {
    match country.as_bytes() {
        &[a, b] => [a, b],
        _ => *b"--",
    }
}

/// Ranks sort upwards, importance downwards.
fn rank_key(importance: f32) -> u16 {
    u16::MAX - (importance * 512.0).clamp(0.0, 65535.0) as u16
}

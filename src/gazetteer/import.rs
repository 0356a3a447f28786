//! Makes a layer out of GeoNames dumps (`SY.txt`, `allCountries.txt`, `alternateNamesV2.txt`), in bounded memory.
//! It must not know where the layer is kept or who asks for it.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use super::sort::Sorter;
use super::{Builder, Gazetteer, PlaceKind, Row, importance};

/// How many broken rows are named one by one.
const NAMED: usize = 20;
/// A longer line is a broken row.
const LONGEST_LINE: u64 = 1 << 20;
/// GeoNames' columns of a place and of an alternate name, with and without its two columns of dates.
const PLACE_COLUMNS: usize = 19;
const NAME_COLUMNS: std::ops::RangeInclusive<usize> = 4..=10;
/// "Languages" of alternate names that are codes and links.
const NOT_NAMES: [&str; 10] = ["link", "post", "iata", "icao", "faac", "tcid", "unlc", "wkdt", "phon", "abbr"];
/// Buildings and sites that war reports name as places.
const SITES: [&str; 9] = ["CMP", "CMPRF", "CMPL", "AIRB", "AIRF", "INSM", "MILB", "PRN", "DAM"];

/// What an import has done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Places of the new layer.
    pub places: u64,
    /// Alternate names of `alternateNamesV2.txt` that were added, to new places and to known ones.
    pub names: u64,
    /// Rows whose place the built-in gazetteer has already; their names are added to it.
    pub known: u64,
    /// Rows of one dump that another has too.
    pub repeated: u64,
    /// Hotels, schools, roads and the like, which are no places of news.
    pub left_out: u64,
    pub broken: u64,
    /// The first broken rows: file, line and what is wrong.
    pub broken_rows: Vec<String>,
}

impl Gazetteer {
    /// Writes a layer at `out` from GeoNames dumps. `progress` is told the bytes read and the bytes in all.
    /// Broken rows are counted and named in the report; the error is for files that cannot be read or written.
    pub fn import(files: &[PathBuf], out: &Path, mut progress: impl FnMut(u64, u64)) -> io::Result<ImportReport> {
        let base = Gazetteer::embedded();
        let Some(layer) = base.layers.first() else { return Err(io::Error::other("no built-in gazetteer")) };
        let mut import = Import {
            base,
            builder: Builder::above(layer.count, layer.fingerprint)?,
            known: (0..layer.count)
                .filter_map(|number| Some((layer.columns(number)?.geoname_id, number)))
                .filter(|&(id, _)| id != 0)
                .collect(),
            seen: Vec::new(),
            regions: HashMap::new(),
            join: Sorter::new(),
            report: ImportReport::default(),
        };
        let total = files.iter().map(|file| std::fs::metadata(file).map_or(0, |about| about.len())).sum();
        let mut done = 0;
        for file in files {
            import.file(file, &mut |bytes| progress(done + bytes, total))?;
            done += std::fs::metadata(file).map_or(0, |about| about.len());
        }
        import.finish(out)
    }
}

struct Import {
    base: &'static Gazetteer,
    builder: Builder,
    /// Numbers of the built-in places by their geoname id.
    known: HashMap<u32, u32>,
    /// One bit for each geoname id of the new layer.
    seen: Vec<u64>,
    /// Names of first-level regions of the built-in layer.
    regions: HashMap<(String, String), String>,
    /// Places (before) and alternate names (after), by geoname id.
    join: Sorter,
    report: ImportReport,
}

impl Import {
    fn file(&mut self, path: &Path, progress: &mut dyn FnMut(u64)) -> io::Result<()> {
        let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
        let mut reader = BufReader::with_capacity(1 << 18, File::open(path).map_err(named)?);
        let (mut line, mut number, mut bytes) = (Vec::new(), 0u64, 0u64);
        loop {
            line.clear();
            let length = reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line).map_err(named)?;
            if length == 0 {
                return Ok(());
            }
            number += 1;
            bytes += length as u64;
            let whole = line.ends_with(b"\n") || (length as u64) < LONGEST_LINE;
            if !whole {
                bytes += skip_line(&mut reader).map_err(named)?;
            }
            let outcome = match std::str::from_utf8(&line) {
                _ if !whole => Err("a line of more than a megabyte".to_owned()),
                Err(_) => Err("not UTF-8".to_owned()),
                Ok(text) => self.row(text.trim_end_matches(['\n', '\r']))?,
            };
            if let Err(reason) = outcome {
                self.report.broken += 1;
                if self.report.broken_rows.len() < NAMED {
                    self.report.broken_rows.push(format!("{}:{number}: {reason}", path.display()));
                }
            }
            if number.is_multiple_of(4096) {
                progress(bytes);
            }
        }
    }

    /// Takes one row; the inner error says what is wrong with it.
    fn row(&mut self, line: &str) -> io::Result<Result<(), String>> {
        if line.is_empty() || line.starts_with('#') {
            return Ok(Ok(()));
        }
        let cells: Vec<&str> = line.split('\t').collect();
        match cells.len() {
            PLACE_COLUMNS => match Dumped::parse(&cells) {
                Ok(place) => self.place(&place).map(Ok),
                Err(reason) => Ok(Err(reason)),
            },
            count if NAME_COLUMNS.contains(&count) => match cells[1].parse::<u32>() {
                Ok(id) => self.alternate(id, cells[2], cells[3]).map(Ok),
                Err(_) => Ok(Err(format!("`{}` is no geoname id", cells[1]))),
            },
            count => Ok(Err(format!("{count} columns; a place has {PLACE_COLUMNS}, an alternate name 8 or 10"))),
        }
    }

    fn place(&mut self, place: &Dumped<'_>) -> io::Result<()> {
        let Some(kind) = place.kind() else {
            self.report.left_out += 1;
            return Ok(());
        };
        let (word, bit) = (place.id as usize / 64, 1u64 << (place.id % 64));
        if self.seen.len() <= word {
            self.seen.resize(word + 1, 0);
        }
        if self.seen[word] & bit != 0 {
            self.report.repeated += 1;
            return Ok(());
        }
        self.seen[word] |= bit;
        let names = place.alternates.split(',').filter(|name| is_printable(name));
        if let Some(&number) = self.known.get(&place.id) {
            self.report.known += 1;
            let importance = self.base.importance(super::PlaceId(number));
            for name in names.chain([place.name]) {
                self.builder.name(name, number, importance, Some(place.country))?;
            }
            return Ok(());
        }
        let admin1_name = self.region_name(place.country, place.admin1);
        self.report.places += 1;
        let number = self.builder.next_number();
        self.builder.push(&Row {
            geoname_id: place.id,
            kind,
            name: place.name.to_owned(),
            alternates: names.map(str::to_owned).collect(),
            country: place.country.to_owned(),
            admin1_code: place.admin1.to_owned(),
            admin1_name,
            lat: place.lat,
            lon: place.lon,
            population: place.population,
            respelled: true,
            ..Row::default()
        })?;
        self.join_place(place.id, place.country, importance(kind, place.population, place.country), number)
    }

    fn join_place(&mut self, id: u32, country: &str, importance: f32, number: u32) -> io::Result<()> {
        let mut key = id.to_be_bytes().to_vec();
        key.push(0);
        key.extend_from_slice(&importance.to_be_bytes());
        key.extend_from_slice(country.as_bytes());
        self.join.push(&key, 0, number)
    }

    fn alternate(&mut self, id: u32, language: &str, name: &str) -> io::Result<()> {
        if NOT_NAMES.contains(&language) || !is_printable(name) {
            return Ok(());
        }
        let mut key = id.to_be_bytes().to_vec();
        key.push(1);
        key.extend_from_slice(name.as_bytes());
        self.join.push(&key, 0, 0)
    }

    fn region_name(&mut self, country: &str, code: &str) -> String {
        if code.is_empty() {
            return String::new();
        }
        let base = self.base;
        let look_up = || {
            let layer = base.layers.first()?;
            Some(layer.region(layer.find_region(country, code)?).name.to_owned())
        };
        self.regions
            .entry((country.to_owned(), code.to_owned()))
            .or_insert_with(|| look_up().unwrap_or_default())
            .clone()
    }

    /// Joins alternate names to their places and writes the layer.
    fn finish(mut self, out: &Path) -> io::Result<ImportReport> {
        for (id, number) in std::mem::take(&mut self.known) {
            let place = super::PlaceId(number);
            self.join_place(id, self.base.record(place).country, self.base.importance(place), number)?;
        }
        let (mut builder, mut report) = (self.builder, self.report);
        let mut place: Option<(u32, u32, f32, String)> = None;
        self.join.merge(|entry| {
            let Some((head, rest)) = entry.key.split_first_chunk::<4>() else { return Ok(()) };
            let id = u32::from_be_bytes(*head);
            match (rest.split_first(), &place) {
                (Some((0, rest)), _) => {
                    if let Some((importance, country)) = rest.split_first_chunk::<4>() {
                        let country = String::from_utf8_lossy(country).into_owned();
                        place = Some((id, entry.number, f32::from_be_bytes(*importance), country));
                    }
                }
                (Some((1, name)), Some((joined, number, importance, country))) if *joined == id => {
                    if let Ok(name) = std::str::from_utf8(name) {
                        report.names += 1;
                        builder.name(name, *number, *importance, Some(country))?;
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        builder.finish(out)?;
        Ok(report)
    }
}

/// The columns of a dump's row that are used.
struct Dumped<'l> {
    id: u32,
    name: &'l str,
    alternates: &'l str,
    lat: f64,
    lon: f64,
    class: &'l str,
    code: &'l str,
    country: &'l str,
    admin1: &'l str,
    population: u32,
}

impl<'l> Dumped<'l> {
    fn parse(cells: &[&'l str]) -> Result<Dumped<'l>, String> {
        let degrees = |cell: &str, most: f64, what: &str| match cell.parse::<f64>() {
            Ok(degrees) if degrees.abs() <= most => Ok(degrees),
            _ => Err(format!("`{cell}` is no {what}")),
        };
        let id = cells[0].parse().map_err(|_| format!("`{}` is no geoname id", cells[0]))?;
        if cells[1].is_empty() {
            return Err("no name".to_owned());
        }
        let people = if cells[14].is_empty() { Ok(0) } else { cells[14].parse::<u64>() };
        Ok(Dumped {
            id,
            name: cells[1],
            alternates: cells[3],
            lat: degrees(cells[4], 90.0, "latitude")?,
            lon: degrees(cells[5], 180.0, "longitude")?,
            class: cells[6],
            code: cells[7],
            country: cells[8],
            admin1: if cells[10] == "00" { "" } else { cells[10] },
            population: people.map_err(|_| format!("`{}` is no population", cells[14]))?.min(u64::from(u32::MAX))
                as u32,
        })
    }

    fn kind(&self) -> Option<PlaceKind> {
        Some(match (self.class, self.code) {
            ("P", "PPLX") => PlaceKind::District,
            ("P", _) if self.population >= 20_000 => PlaceKind::City,
            ("P", _) => PlaceKind::Village,
            ("A", "ADM1") => PlaceKind::Admin1,
            ("A", "ADM2") => PlaceKind::Admin2,
            ("A", code) if code.starts_with("PCL") => PlaceKind::Country,
            ("A", _) => PlaceKind::District,
            ("H", _) => PlaceKind::Water,
            ("T", "ISL" | "ISLS" | "ISLET") => PlaceKind::Island,
            ("T", _) => PlaceKind::Mountain,
            ("L" | "S", "CMP" | "CMPRF") => PlaceKind::Camp,
            ("L" | "S", code) if SITES.contains(&code) => PlaceKind::Other,
            ("L", "RGN" | "RGNE" | "RGNH" | "AREA" | "LCTY") => PlaceKind::Region,
            _ => return None,
        })
    }
}

/// Whether a newspaper could print the name: Latin letters, with a capital among them, and no code.
fn is_printable(name: &str) -> bool {
    let latin =
        |c: char| !c.is_alphabetic() || c < '\u{250}' || matches!(c, '\u{2b0}'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}');
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    (2..=60).contains(&letters)
        && name.chars().all(latin)
        && name.chars().any(char::is_uppercase)
        && !name.chars().any(|c| c.is_ascii_digit() || matches!(c, '/' | '(' | ')' | '='))
        && !(letters <= 4 && name.chars().all(|c| c.is_ascii_uppercase()))
}

fn skip_line(reader: &mut impl BufRead) -> io::Result<u64> {
    let mut skipped = 0;
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(skipped);
        }
        let (used, ended) = match memchr::memchr(b'\n', buffer) {
            Some(at) => (at + 1, true),
            None => (buffer.len(), false),
        };
        reader.consume(used);
        skipped += used as u64;
        if ended {
            return Ok(skipped);
        }
    }
}

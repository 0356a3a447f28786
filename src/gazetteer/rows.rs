//! Reads the rows that `data/gazetteer/build.py` writes and builds the built-in layer out of them, and the small layer
//! above it out of its own data file.
//! It must not know the packages that the rows come from.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use super::layer::Layer;
use super::{Builder, Extent, Gazetteer, PlaceKind, Row, distance_km};
use crate::text::fold;

/// Builds a layer at `out` out of a file of rows; gives the number of places. A broken row is an error naming its line.
pub fn build_from_rows(rows: &Path, out: &Path) -> io::Result<u32> {
    let mut sorted = Vec::new();
    for (index, line) in BufReader::new(File::open(rows)?).lines().enumerate() {
        let line = line?;
        let row = parse(&line).ok_or_else(|| {
            let place = format!("{}:{}: not a row of the gazetteer: {line}", rows.display(), index + 1);
            io::Error::new(io::ErrorKind::InvalidData, place)
        })?;
        sorted.push((fold::fold(&row.name), row));
    }
    // Places numbered in the order of their names make the map of names a fifth smaller.
    sorted.sort_by(|(a, row_a), (b, row_b)| a.cmp(b).then(row_b.population.cmp(&row_a.population)));
    let mut builder = Builder::new()?;
    for (_, row) in &sorted {
        builder.push(row)?;
    }
    let count = builder.count();
    builder.finish(out)?;
    Ok(count)
}

/// How near a place of the built-in layer must be to be the one that a row means.
const SAME_KM: f64 = 25.0;

/// Builds the small layer above the built-in one out of a data file of places with their region's code; a place that is
/// built in gets the row's names only. Gives the number of new places.
pub fn build_supplement(rows: &Path, out: &Path) -> io::Result<u32> {
    let base = Gazetteer::embedded();
    let Some(layer) = base.layers.first() else { return Err(io::Error::other("no built-in gazetteer")) };
    let mut builder = Builder::above(layer.count, layer.fingerprint)?;
    for (index, line) in BufReader::new(File::open(rows)?).lines().enumerate() {
        let line = line?;
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        let row = parse_supplement(&line, layer).ok_or_else(|| {
            let place = format!("{}:{}: not a row of the supplement: {line}", rows.display(), index + 1);
            io::Error::new(io::ErrorKind::InvalidData, place)
        })?;
        let mut ids = Vec::new();
        base.exact(&fold::fold(&row.name), &mut ids);
        let known = ids.into_iter().filter(|id| id.0 < layer.count).find(|&id| {
            let record = base.record(id);
            let country = record.kind == PlaceKind::Country && row.kind == PlaceKind::Country;
            let near = || distance_km((record.lat, record.lon), (row.lat, row.lon)) < SAME_KM;
            country && record.country == row.country || record.kind.is_settlement() && near()
        });
        match known.filter(|_| row.kind != PlaceKind::Water) {
            Some(id) => {
                for name in &row.alternates {
                    builder.name(name, id.0, base.importance(id), None)?;
                }
            }
            None => builder.push(&row)?,
        }
    }
    let count = builder.count();
    builder.finish(out)?;
    Ok(count)
}

fn parse_supplement(line: &str, base: &Layer) -> Option<Row> {
    let cells: Vec<&str> = line.split('\t').map(|cell| if cell == "-" { "" } else { cell }).collect();
    let &[name, alternates, kind, country, code, lat, lon, population] = cells.as_slice() else { return None };
    Some(Row {
        kind: PlaceKind::from_word(kind)?,
        name: name.to_owned(),
        alternates: list(alternates),
        country: country.to_owned(),
        admin1_code: code.to_owned(),
        admin1_name: match code {
            "" => String::new(),
            _ => base.region(base.find_region(country, code)?).name.to_owned(),
        },
        lat: lat.parse().ok()?,
        lon: lon.parse().ok()?,
        population: population.parse().ok()?,
        ..Row::default()
    })
}

fn parse(line: &str) -> Option<Row> {
    let cells: Vec<&str> = line.split('\t').collect();
    let &[id, kind, name, alternates, country, code, region, lat, lon, population, extent, abbreviations, respelled] =
        cells.as_slice()
    else {
        return None;
    };
    Some(Row {
        geoname_id: if id.is_empty() { 0 } else { id.parse().ok()? },
        kind: PlaceKind::from_word(kind)?,
        name: name.to_owned(),
        alternates: list(alternates),
        country: country.to_owned(),
        admin1_code: code.to_owned(),
        admin1_name: region.to_owned(),
        lat: lat.parse().ok()?,
        lon: lon.parse().ok()?,
        population: population.parse().ok()?,
        extent: if extent.is_empty() { None } else { Some(parse_extent(extent)?) },
        abbreviations: list(abbreviations),
        respelled: respelled == "1",
    })
}

fn list(cell: &str) -> Vec<String> {
    cell.split('|').filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

fn parse_extent(cell: &str) -> Option<Extent> {
    let degrees: Vec<f64> = cell.split(',').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let &[south, west, north, east] = degrees.as_slice() else { return None };
    Some(Extent { south, west, north, east })
}

//! Reads gold place names.

/// A text with the byte ranges of its place names and their points.
pub struct Row {
    pub text: String,
    pub toponyms: Vec<Toponym>,
}

pub struct Toponym {
    pub start: usize,
    pub end: usize,
    pub point: Option<(f32, f32)>,
}

/// The rows of a gold file and its short name.
pub fn read(file: &str) -> std::io::Result<(String, Vec<Row>)> {
    let content = std::fs::read_to_string(file)?;
    let mut rows = Vec::new();
    for line in content.split('\n').filter(|line| !line.trim().is_empty()) {
        let value: serde_json::Value = serde_json::from_str(line)?;
        let text = value["text"].as_str().unwrap_or_default().to_string();
        let mut offsets: Vec<usize> = text.char_indices().map(|(offset, _)| offset).collect();
        offsets.push(text.len());
        let byte = |value: &serde_json::Value| {
            value.as_u64().and_then(|at| offsets.get(at as usize)).copied().unwrap_or(text.len())
        };
        let toponym = |value: &serde_json::Value| Toponym {
            start: byte(&value["start"]),
            end: byte(&value["end"]),
            point: value["lat"].as_f64().zip(value["lon"].as_f64()).map(|(lat, lon)| (lat as f32, lon as f32)),
        };
        let toponyms = value["toponyms"].as_array().map(|all| all.iter().map(toponym).collect()).unwrap_or_default();
        rows.push(Row { text, toponyms });
    }
    let stem = std::path::Path::new(file).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    Ok((stem.unwrap_or_default().trim_start_matches("places-").to_string(), rows))
}

/// Numbers from 0 to `count` in an order that is shuffled but always the same.
pub fn shuffle(order: &mut [usize], state: &mut u64) {
    for index in (1..order.len()).rev() {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        order.swap(index, (*state % (index as u64 + 1)) as usize);
    }
}

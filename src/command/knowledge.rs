//! What the program knows of the world: the built-in gazetteer with the user's imported layers, and the built-in
//! lexicons or the user's edited ones. Read once; it lives as long as the process.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, ensure};

use crate::annotate::Knowledge;
use crate::gazetteer::Gazetteer;
use crate::lexicon::Lexicon;

/// The gazetteer and the lexicons of a run.
#[derive(Clone, Copy)]
pub struct World {
    pub gazetteer: &'static Gazetteer,
    pub lexicon: &'static Lexicon,
}

impl World {
    /// The user's world; `lexicon` is the directory of edited lexicon files.
    pub fn open(lexicon: Option<&Path>) -> anyhow::Result<World> {
        Ok(World { gazetteer: gazetteer()?, lexicon: self::lexicon(lexicon)? })
    }

    /// What articles are read with.
    pub fn knowledge(self) -> Knowledge<'static> {
        Knowledge { gazetteer: self.gazetteer, lexicon: self.lexicon }
    }
}

fn lexicon(directory: Option<&Path>) -> anyhow::Result<&'static Lexicon> {
    match directory {
        None => Ok(Lexicon::embedded()),
        Some(directory) => {
            // A mistyped directory would otherwise read with the built-in files, in silence.
            ensure!(directory.is_dir(), "--lexicon {}: is no directory", directory.display());
            let lexicon = Lexicon::load(directory).with_context(|| format!("--lexicon {}", directory.display()))?;
            Ok(Box::leak(Box::new(lexicon)))
        }
    }
}

fn gazetteer() -> anyhow::Result<&'static Gazetteer> {
    let layers = imported_layers();
    if layers.is_empty() {
        return Ok(Gazetteer::embedded());
    }
    let gazetteer = Gazetteer::with_layers(&layers).map_err(|message| anyhow!(message))?;
    Ok(Box::leak(Box::new(gazetteer)))
}

/// The layers that `warwire place --import` made, in the order of their names.
pub fn imported_layers() -> Vec<PathBuf> {
    let directory = layer_directory();
    let entries = directory.and_then(|directory| std::fs::read_dir(directory).ok()).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    let mut layers: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|kind| kind == "layer")).collect();
    layers.sort();
    layers
}

/// Where imported layers are kept; `None` without a home directory.
pub fn layer_directory() -> Option<PathBuf> {
    super::user_directory("XDG_DATA_HOME", ".local/share").map(|data| data.join("gazetteer"))
}

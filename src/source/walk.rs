//! The files under a path, in sorted order, each once; loops of links are named and left.
//! This module must not open files.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::problem::Problem;

/// The files under `root` in the order of their paths. A file given by name is itself, whatever it is called; within a
/// directory, hidden files, READMEs, licences and lists of sources are no reports and are left out.
pub fn files(root: &Path) -> Box<dyn Iterator<Item = Result<PathBuf, Problem>>> {
    if !root.is_dir() {
        return Box::new(std::iter::once(Ok(root.to_path_buf())));
    }
    let root = root.to_path_buf();
    let walk = WalkDir::new(&root).follow_links(true).sort_by_file_name().into_iter();
    Box::new(walk.filter_entry(|entry| entry.depth() == 0 || holds_reports(entry)).filter_map(
        move |entry| match entry {
            Ok(entry) if entry.file_type().is_dir() => None,
            Ok(entry) if entry.file_type().is_file() => Some(Ok(entry.into_path())),
            // Pipes and devices in a directory would block the run or never end.
            Ok(entry) => Some(Err(Problem::new(entry.path(), "is no regular file and was not opened"))),
            Err(error) => Some(Err(walk_problem(&root, &error))),
        },
    ))
}

fn holds_reports(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let is_directory = entry.file_type().is_dir();
    // An index that was put among the reports is not read as one of them.
    let is_index = is_directory && entry.path().join("warwire.json").exists();
    let named_so = if is_directory { !name.starts_with('.') } else { is_report(&name) };
    named_so && !is_index
}

/// Whether a file of this name, in a directory or an archive, may hold reports.
pub fn is_report(name: &str) -> bool {
    let upper = name.to_uppercase();
    let about = ["README", "LICENSE", "LICENCE", "COPYING", "SOURCES", "CHANGELOG"];
    !name.starts_with('.') && !about.iter().any(|stem| upper.starts_with(stem))
}

fn walk_problem(root: &Path, error: &walkdir::Error) -> Problem {
    let path = error.path().unwrap_or(root);
    match (error.loop_ancestor(), error.io_error()) {
        (Some(ancestor), _) => {
            Problem::new(path, format!("is a link back to {}: a directory loop", ancestor.display())).into_remark()
        }
        (None, Some(error)) => Problem::new(path, super::io_message(error)),
        (None, None) => Problem::new(path, error.to_string()),
    }
}

/// What the files under a path are called, whichever way the path was spelled: their path below a root, as it is named
/// or as it is when links are followed; their whole path, links followed, when they lie elsewhere.
pub struct Named {
    path: PathBuf,
    name: PathBuf,
}

impl Named {
    pub fn of(path: &Path, root: &Path) -> Named {
        let [plain_path, plain_root] = [path, root].map(plain);
        let [real_path, real_root] =
            [path, root].map(|path| std::fs::canonicalize(path).unwrap_or_else(|_| plain(path)));
        let below = plain_path.strip_prefix(&plain_root).or_else(|_| real_path.strip_prefix(&real_root));
        Named { path: path.to_path_buf(), name: below.map(Path::to_path_buf).unwrap_or(real_path) }
    }

    /// The name of a file that was found under the path.
    pub fn file(&self, file: &Path) -> PathBuf {
        match file.strip_prefix(&self.path) {
            Ok(below) if !below.as_os_str().is_empty() => self.name.join(below),
            _ => self.name.clone(),
        }
    }
}

/// A path from the root of the file system, without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut plain = PathBuf::new();
    for component in std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()).components() {
        match component {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

/// The id of an article that has none of its own: the parts of the path with `/` between them, without `.txt` at its
/// end. Any other extension stays, so that `a.html` and `a.txt` are two.
pub fn default_id(path: &Path) -> String {
    use std::path::Component;
    let is_text = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("txt"));
    let bare = if is_text { path.with_extension("") } else { path.to_path_buf() };
    let parts = bare.components().filter_map(|component| match component {
        Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_id_is_the_path_without_txt() {
        assert_eq!(default_id(Path::new("corpus/a.html")), "corpus/a.html");
        assert_eq!(default_id(Path::new("../../etc/passwd")), "etc/passwd");
        assert_eq!(default_id(Path::new("./corpus/syria/al-heisha.txt")), "corpus/syria/al-heisha");
        assert_eq!(default_id(Path::new("/data/2016/a.b.txt")), "data/2016/a.b");
        assert_eq!(default_id(Path::new("../seed.txt")), "seed");
    }

    #[test]
    fn a_directory_is_walked_in_order_without_what_is_no_report() {
        let directory = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a/z.txt", "README.md", ".hidden/x.txt", "a/LICENSE", "idx/warwire.json", "idx/meta.json"]
        {
            let path = directory.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "Two died.").unwrap();
        }
        let found: Vec<_> = files(directory.path()).map(|path| path.unwrap()).collect();
        assert_eq!(found, vec![directory.path().join("a/z.txt"), directory.path().join("b.txt")]);
    }
}

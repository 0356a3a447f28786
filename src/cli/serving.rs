//! What can be typed after `serve` and `mcp`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::Place;

#[derive(Debug, Args)]
pub struct ServeArguments {
    #[command(flatten)]
    pub place: Place,
    /// Address and port; any other than this machine's own opens the index to others
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:7878")]
    pub listen: std::net::SocketAddr,
    /// Let whoever has the token add and remove articles
    #[arg(long, conflicts_with = "corpus")]
    pub writable: bool,
    /// The file that holds the token; otherwise WARWIRE_TOKEN has it
    #[arg(long, value_name = "FILE", requires = "writable", value_hint = ValueHint::FilePath)]
    pub token_file: Option<PathBuf>,
    /// Let web pages of this origin read answers: https://desk.example.org (repeatable)
    #[arg(long, value_name = "ORIGIN")]
    pub allow_origin: Vec<String>,
    /// Answer under this host name too, as behind a proxy (repeatable)
    #[arg(long, value_name = "NAME")]
    pub allow_host: Vec<String>,
}

#[derive(Debug, Args)]
pub struct McpArguments {
    #[command(flatten)]
    pub place: Place,
}

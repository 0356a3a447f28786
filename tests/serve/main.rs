//! The server and the tools as their users meet them: over real connections, with a real index. One test target.
//! `schemathesis.sh` beside this file compares the server with its OpenAPI document.

mod answers;
mod attack;
mod docs;
mod server;
mod tools;
mod writing;

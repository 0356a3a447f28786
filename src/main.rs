//! The `warwire` program: everything is in the library.

fn main() -> std::process::ExitCode {
    warwire::command::run()
}

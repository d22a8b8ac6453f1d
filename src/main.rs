//! The program `thidua`: see `thidua --help`.

use std::process::ExitCode;

use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    thidua::cmd::main(std::env::args_os())
}

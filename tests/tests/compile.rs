//! Programs that use the client: those that must build, and those that must not.
//!
//! The programs are below `ui/`. The messages in `ui/fail/*.stderr` are those of one compiler; after
//! a change on purpose, write them anew with `TRYBUILD=overwrite cargo test -p tests --test compile`.

#[test]
fn programs_that_build_and_programs_that_do_not() {
    // One set for both, so that the dependencies are built once.
    let programs = trybuild::TestCases::new();
    programs.pass("ui/pass/*.rs");
    programs.compile_fail("ui/fail/*.rs");
}

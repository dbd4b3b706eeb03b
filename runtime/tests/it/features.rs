//! The packages that each feature adds for a user of this crate.

use std::{collections::BTreeSet, env, process::Command};

/// Returns the packages below this crate, each as `name v1.2.3`, and with `(proc-macro)` if it is one.
fn packages(features: &[&str]) -> BTreeSet<String> {
    lines("normal", "{p}", features)
}

fn lines(edges: &str, format: &str, features: &[&str]) -> BTreeSet<String> {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command.args(["tree", "--locked", "--prefix", "none"]);
    command.args(["--package", "specwright-runtime", "--no-default-features"]);
    command.args(["--edges", edges, "--format", format]);
    command.args(["--features", &features.join(",")]);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    let lines = text.lines().map(|line| line.trim_end_matches(" (*)"));
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("runtime "));
    lines.map(str::to_owned).collect()
}

fn has(packages: &BTreeSet<String>, name: &str) -> bool {
    packages
        .iter()
        .any(|package| package.split(' ').next() == Some(name))
}

#[test]
fn without_features_nothing_opens_a_connection() {
    for features in [&[][..], &["blocking", "tower", "tracing"]] {
        let packages = packages(features);
        for name in [
            "rustls",
            "ring",
            "aws-lc-rs",
            "hyper",
            "hyper-util",
            "mio",
            "socket2",
            "reqwest",
        ] {
            assert!(!has(&packages, name), "{name} with {features:?}");
        }
        let features = lines("normal,features", "{p} {f}", features);
        let tokio: Vec<_> = features
            .iter()
            .filter(|line| line.starts_with("tokio "))
            .collect();
        assert!(!tokio.is_empty());
        for line in tokio {
            assert!(!line.contains("net") && !line.contains("mio"), "{line}");
        }
    }
}

#[test]
fn each_feature_adds_what_it_names() {
    let of = |features: &[&str]| packages(features);
    assert!(has(&of(&["hyper"]), "hyper") && !has(&of(&["hyper"]), "rustls"));
    let tls = of(&["tls"]);
    assert!(has(&tls, "rustls") && !has(&tls, "ring") && !has(&tls, "aws-lc-rs"));
    let ring = of(&["ring"]);
    assert!(has(&ring, "ring") && !has(&ring, "aws-lc-rs") && !has(&ring, "h2"));
    let aws_lc = of(&["aws-lc"]);
    assert!(has(&aws_lc, "aws-lc-rs") && !has(&aws_lc, "ring"));
    assert!(has(&of(&["http2"]), "h2"));
}

#[test]
fn a_type_of_another_crate_comes_with_its_feature_alone() {
    let is_macro = |package: &&String| package.contains("(proc-macro)");
    let crates = ["chrono", "rust_decimal", "time", "url", "uuid"];
    let default = packages(&["ring"]);
    for name in crates {
        assert!(!has(&default, name), "{name}");
        let with_it = packages(&[name]);
        for other in crates {
            assert_eq!(has(&with_it, other), other == name, "{other} with {name}");
        }
    }
    for name in ["chrono", "rust_decimal", "time", "uuid"] {
        assert_eq!(packages(&[name]).iter().find(is_macro), None);
    }
}

#[test]
fn a_client_with_tls_is_small_and_has_no_procedural_macro() {
    let packages = packages(&["ring"]);
    assert!(packages.len() <= 65, "{}: {packages:#?}", packages.len());
    let is_macro = |package: &&String| package.contains("(proc-macro)");
    assert_eq!(packages.iter().find(is_macro), None);
}

//! How long each phase takes: `cargo bench -p specwright [-- FILE…]`, in milliseconds, medians of 51 runs.

use std::time::{Duration, Instant};
use std::{env, fs, hint};

const RUNS: usize = 51;

fn main() {
    let given: Vec<String> = env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let files = if given.is_empty() {
        vec!["../spec/time_entries.yaml".to_owned()]
    } else {
        given
    };
    println!(
        "{:>9} {:>9} {:>9} {:>9}  document",
        "parse", "lower", "emit", "all"
    );
    for file in files {
        match fs::read_to_string(&file) {
            Ok(text) => measure(&file, &text),
            Err(error) => println!("{file}: {error}"),
        }
    }
}

fn measure(file: &str, text: &str) {
    // As `cargo xtask generate` does.
    let options = specwright::Options {
        lenient: true,
        ..specwright::Options::default()
    };
    let mut phases = [const { Vec::new() }; 4];
    for _ in 0..RUNS {
        let start = Instant::now();
        let Ok(parsed) = specwright::parse(text) else {
            return println!("{file}: cannot be parsed");
        };
        let parse = start.elapsed();
        let Ok(lowered) = specwright::lower(parsed, &options) else {
            return println!("{file}: has errors");
        };
        let lower = start.elapsed();
        hint::black_box(specwright::emit(&lowered.api, "cargo bench"));
        let all = start.elapsed();
        for (phase, time) in phases
            .iter_mut()
            .zip([parse, lower - parse, all - lower, all])
        {
            phase.push(time);
        }
    }
    let [parse, lower, emit, all] = phases.map(|times| median(times).as_secs_f64() * 1e3);
    println!("{parse:>9.3} {lower:>9.3} {emit:>9.3} {all:>9.3}  {file}");
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

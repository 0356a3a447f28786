//! Looks names up: `cargo run --example place -- [-c SY,IQ] NAME...`.
use warwire::gazetteer::{Gazetteer, Hint};

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut countries = String::new();
    if arguments.first().is_some_and(|a| a == "-c") {
        countries = arguments[1].clone();
        arguments.drain(..2);
    }
    let countries: Vec<&str> = countries.split(',').filter(|c| !c.is_empty()).collect();
    let gazetteer = Gazetteer::embedded();
    for name in arguments {
        let start = std::time::Instant::now();
        let found = gazetteer.find(&name, &Hint { countries: &countries, near: None }, 5);
        println!("{name} ({:?})", start.elapsed());
        for c in found {
            let r = gazetteer.record(c.id);
            println!(
                "   {:?} {:.3} {} | {} {} {:?} {:.3},{:.3} pop {} {:?}",
                c.level,
                c.score,
                r.name,
                r.admin1,
                r.country,
                r.kind,
                r.lat,
                r.lon,
                r.population,
                r.extent.is_some()
            );
        }
    }
}

//! What a server counts of itself, for Prometheus. It must not know what is asked.

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// The media type of what `write` gives.
pub const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Upper ends of the buckets of durations, in seconds.
const BUCKETS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    endpoint: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Of {
    endpoint: String,
}

/// The counters.
pub struct Metrics {
    registry: Registry,
    requests: Family<Kind, Counter>,
    durations: Family<Of, Histogram, fn() -> Histogram>,
    under_way: Gauge<i64>,
    memory: Gauge<u64, AtomicU64>,
}

impl Metrics {
    pub fn new() -> Metrics {
        let mut registry = Registry::default();
        let requests = Family::<Kind, Counter>::default();
        registry.register("warwire_http_requests", "Requests by endpoint and status", requests.clone());
        let histogram: fn() -> Histogram = || Histogram::new(BUCKETS);
        let durations = Family::new_with_constructor(histogram);
        let help = "Time until an answer was ready";
        registry.register_with_unit("warwire_http_request_duration", help, Unit::Seconds, durations.clone());
        let under_way = Gauge::default();
        registry.register("warwire_http_requests_under_way", "Requests that are being answered", under_way.clone());
        let memory = Gauge::default();
        let help = "Memory that the process holds";
        registry.register_with_unit("process_resident_memory", help, Unit::Bytes, memory.clone());
        Metrics { registry, requests, durations, under_way, memory }
    }

    /// Notes one answer.
    pub fn note(&self, endpoint: &str, status: u16, took: Duration) {
        let endpoint = endpoint.to_owned();
        self.requests.get_or_create(&Kind { endpoint: endpoint.clone(), status }).inc();
        self.durations.get_or_create(&Of { endpoint }).observe(took.as_secs_f64());
    }

    /// Everything, as Prometheus reads it.
    pub fn write(&self, under_way: usize) -> String {
        self.under_way.set(i64::try_from(under_way).unwrap_or(i64::MAX));
        self.memory.set(resident_bytes().unwrap_or_default());
        let mut written = String::new();
        // Writing into memory does not fail.
        let _ = text::encode(&mut written, &self.registry);
        written
    }
}

/// Known where the system has `/proc`.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? * 1024)
}

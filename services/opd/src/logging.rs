//! What may be logged, at whatever level somebody asks for.

use tracing_subscriber::EnvFilter;

/// Below this level `ureq` writes down the bytes that it sends to a gateway,
/// an applicant's telephone number among them.
const KEPT_SILENT: [&str; 2] = ["ureq=info", "ureq_proto=info"];

/// The filter that `wanted` describes, or else `usual`.
#[must_use]
pub fn log_filter(wanted: Option<&str>, usual: &str) -> EnvFilter {
    let filter = wanted.and_then(|wanted| EnvFilter::try_new(wanted).ok());
    let silent = KEPT_SILENT.into_iter().filter_map(|directive| directive.parse().ok());
    silent.fold(filter.unwrap_or_else(|| EnvFilter::new(usual)), EnvFilter::add_directive)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_level_lets_out_what_is_sent_to_a_gateway() {
        for wanted in [Some("trace"), Some("info,ureq_proto=trace"), Some("="), None] {
            let filter = log_filter(wanted, "info").to_string();

            assert!(filter.contains("ureq=info"), "{filter}");
            assert!(filter.contains("ureq_proto=info"), "{filter}");
            assert!(!filter.contains("ureq_proto=trace"), "{filter}");
        }
    }
}

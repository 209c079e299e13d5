//! What the build script makes of `proto/`, a module for each package.

/// The contract.
// Generated, with its comments in the protos: not ours to lint.
#[allow(missing_docs, rust_2018_idioms, clippy::all, clippy::restriction)]
pub mod satupintu {
    pub mod access {
        pub mod v1 {
            tonic::include_proto!("satupintu.access.v1");
        }
    }
    pub mod calendar {
        pub mod v1 {
            tonic::include_proto!("satupintu.calendar.v1");
        }
    }
    pub mod consultations {
        pub mod v1 {
            tonic::include_proto!("satupintu.consultations.v1");
        }
    }
    pub mod dashboard {
        pub mod v1 {
            tonic::include_proto!("satupintu.dashboard.v1");
        }
    }
    pub mod exchange {
        pub mod v1 {
            tonic::include_proto!("satupintu.exchange.v1");
        }
    }
    pub mod feed {
        pub mod v1 {
            tonic::include_proto!("satupintu.feed.v1");
        }
    }
    pub mod files {
        pub mod v1 {
            tonic::include_proto!("satupintu.files.v1");
        }
    }
    pub mod improvement {
        pub mod v1 {
            tonic::include_proto!("satupintu.improvement.v1");
        }
    }
    pub mod intake {
        pub mod v1 {
            tonic::include_proto!("satupintu.intake.v1");
        }
    }
    pub mod journal {
        pub mod v1 {
            tonic::include_proto!("satupintu.journal.v1");
        }
    }
    pub mod notices {
        pub mod v1 {
            tonic::include_proto!("satupintu.notices.v1");
        }
    }
    pub mod complaints {
        pub mod v1 {
            tonic::include_proto!("satupintu.complaints.v1");
        }
    }
    pub mod ombudsman {
        pub mod v1 {
            tonic::include_proto!("satupintu.ombudsman.v1");
        }
    }
    pub mod permits {
        pub mod v1 {
            tonic::include_proto!("satupintu.permits.v1");
        }
    }
    pub mod queue {
        pub mod v1 {
            tonic::include_proto!("satupintu.queue.v1");
        }
    }
    pub mod privacy {
        pub mod v1 {
            tonic::include_proto!("satupintu.privacy.v1");
        }
    }
    pub mod sop {
        pub mod v1 {
            tonic::include_proto!("satupintu.sop.v1");
        }
    }
    pub mod standards {
        pub mod v1 {
            tonic::include_proto!("satupintu.standards.v1");
        }
    }
    pub mod surveys {
        pub mod v1 {
            tonic::include_proto!("satupintu.surveys.v1");
        }
    }
    pub mod r#type {
        pub mod v1 {
            tonic::include_proto!("satupintu.r#type.v1");
        }
    }
    pub mod whistleblowing {
        pub mod v1 {
            tonic::include_proto!("satupintu.whistleblowing.v1");
        }
    }
}

/// Common types as Google publishes them.
#[allow(missing_docs, rust_2018_idioms, clippy::all, clippy::restriction)]
pub mod google {
    pub mod r#type {
        tonic::include_proto!("google.r#type");
    }
}

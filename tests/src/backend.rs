//! The two databases on which every story runs.

/// Which database a deployment remembers in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// The embedded one: a file in the deployment's folder.
    Sqlite,
    /// A database of its own in the cluster that the tests of a process share.
    Postgres,
}

/// Makes two tests of each story: one on SQLite, one on PostgreSQL.
///
/// A story is an `async fn name(agency: &mut Agency)`; the plan says what kind
/// of agency it gets. When the story ends, the agency closes and everything that
/// it remembers is verified.
///
/// ```text
/// on_each_backend! { Plan::sip() => a_retry_files_nothing_twice }
/// ```
#[macro_export]
macro_rules! on_each_backend {
    ($plan:expr => $($story:ident),+ $(,)?) => {$(
        mod $story {
            #[allow(unused_imports, reason = "a plan may be made elsewhere")]
            use $crate::Plan;

            #[tokio::test]
            async fn on_sqlite() {
                let mut agency = $crate::Agency::open($plan, $crate::Backend::Sqlite).await;
                super::$story(&mut agency).await;
                agency.close().await;
            }

            #[tokio::test]
            async fn on_postgresql() {
                let mut agency = $crate::Agency::open($plan, $crate::Backend::Postgres).await;
                super::$story(&mut agency).await;
                agency.close().await;
            }
        }
    )+};
}

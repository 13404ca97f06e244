//! The tables are the same on both engines, and migrating is safe to repeat.

use crate::support::Ctx;

both! {
    /// A migrated database lacks nothing, and migrating again changes nothing.
    async fn migrating_twice_is_harmless(t: Ctx) {
        assert_eq!(t.db.missing_migrations().await.unwrap(), 0);
        t.db.migrate().await.unwrap();
        assert_eq!(t.db.missing_migrations().await.unwrap(), 0);
    }

    /// Each test has a database of its own, on the engine that it asked for.
    async fn a_test_has_its_own_database(t: Ctx) {
        assert_eq!(t.db.is_sqlite(), t.engine == crate::support::Engine::Sqlite);
    }
}

pub mod record;
pub mod thread;

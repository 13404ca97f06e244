//! Whether the instance is alive and can serve, for supervisors and load balancers.

pub mod handlers;

//! `relais token …`: API tokens from the server's own console.

use super::user::refused;
use super::words::words;
use super::{Failure, Outcome, session};
use relais::config::Config;
use relais::domain::access::Scope;
use relais::domain::contact::email_key;
use relais::domain::ids::{Id, of};
use relais::domain::text::clean_line;
use relais::features::audit::By;
use relais::features::people::{self, NewToken, accounts, store};

/// `token`'s own commands.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    Create(Create),
    Revoke(Revoke),
    List(Whose),
}

/// What to make.
#[derive(Debug, clap::Args)]
pub struct Create {
    #[arg(long, value_name = "E")]
    email: String,
    #[arg(long, value_parser = ["read", "write", "admin"])]
    scope: String,
    #[arg(long, value_name = "N")]
    name: String,
    #[arg(long, value_name = "D", value_parser = clap::value_parser!(u32).range(1..=3650))]
    days: Option<u32>,
}

/// What to revoke.
#[derive(Debug, clap::Args)]
pub struct Revoke {
    #[arg(long, value_name = "E")]
    email: String,
    #[arg(long, value_name = "ID")]
    id: Id<of::Token>,
}

/// Whose.
#[derive(Debug, clap::Args)]
pub struct Whose {
    #[arg(long, value_name = "E")]
    email: String,
}

/// Runs the command.
pub async fn run(command: Command, config: Config) -> Outcome {
    match command {
        Command::Create(what) => create(what, config).await,
        Command::Revoke(what) => revoke(what, config).await,
        Command::List(whose) => list(whose, config).await,
    }
}

/// Prints the token alone on stdout, so that a script can keep it.
async fn create(what: Create, config: Config) -> Outcome {
    let name = clean_line(&what.name, people::NAME_MAX).map_err(|e| Failure::said(format!("--name: {e}")))?;
    if name.is_empty() {
        return Err(Failure::said(format!("--name: {}", words().field_required())));
    }
    let scope: Scope = what.scope.parse().map_err(|e| Failure::said(format!("--scope: {e}")))?;
    let (db, clock) = session::open(&config).await?;
    let secret = people::new_token();
    let expires_at = what.days.map(|days| clock.now().plus_secs(i64::from(days) * 24 * 3600));
    let token = NewToken { name, scope, sha: people::digest(&secret), expires_at };
    accounts::create_token(&db, &clock, By::SYSTEM, &what.email, token).await.map_err(refused)?;
    db.close().await;
    println!("{secret}");
    Ok(())
}

async fn revoke(what: Revoke, config: Config) -> Outcome {
    let (db, clock) = session::open(&config).await?;
    let done =
        accounts::revoke_token(&db, &clock, By::SYSTEM, &what.email, what.id).await.map_err(refused)?;
    db.close().await;
    if !done {
        return Err(Failure::said(words().cli_no_such_token()));
    }
    println!("{}", words().cli_token_revoked());
    Ok(())
}

async fn list(whose: Whose, config: Config) -> Outcome {
    let (db, _) = session::open(&config).await?;
    let mut conn = db.read().await?;
    let key = email_key(&whose.email).map_err(|e| Failure::said(format!("--email: {e}")))?;
    let member = store::members::by_email(&mut conn, &key).await?;
    let member = member.ok_or_else(|| Failure::said(words().cli_no_such_member()))?;
    for token in store::tokens::list(&mut conn, member.id).await? {
        let used = token.last_used_at.map(|at| at.rfc3339()).unwrap_or_default();
        let ends = token.expires_at.map(|at| at.rfc3339()).unwrap_or_default();
        let state = if token.revoked_at.is_some() { "revoked" } else { "" };
        println!("{}\t{}\t{}\t{used}\t{ends}\t{state}", token.id, token.scope.code(), token.name);
    }
    drop(conn);
    db.close().await;
    Ok(())
}

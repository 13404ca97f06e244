//! `relais import` of a HubSpot export: rows a second, from a cold start of the command to its end.

use super::machine;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Rows of the file: enough that starting the command does not count.
const ROWS: u64 = 50_000;

/// Imports people whom the base does not know yet; prints one row of the table.
pub fn measure(relais: &str, database: &str, folder: &str, engine: &str, leads: u64) {
    let file = Path::new(folder).join("import.csv");
    write_export(&file).expect("a file");
    let since = Instant::now();
    let output = Command::new(relais)
        .args(["import", "--as", "hubspot"])
        .arg(&file)
        .current_dir(folder)
        .env_clear()
        .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
        .env("DATABASE_URL", database)
        .env("LANG", "en")
        .stderr(Stdio::inherit())
        .output()
        .expect("relais runs");
    let took = since.elapsed();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "the import failed: {said}");
    assert!(!said.contains("rejected: 1"), "rows were refused: {said}");
    drop(std::fs::remove_file(&file));
    let rate = ROWS as f64 / took.as_secs_f64();
    println!(
        "| {engine} | {leads} | import of {ROWS} HubSpot contacts with their stages | 1 | {} | | | {rate:.0} rows/s |",
        machine::millis(took)
    );
}

/// Contacts as HubSpot exports them: half are leads still, a quarter qualified, a quarter further.
fn write_export(path: &Path) -> std::io::Result<()> {
    let mut file = BufWriter::new(std::fs::File::create(path)?);
    writeln!(
        file,
        "Record ID,First Name,Last Name,Email,Phone Number,Company Name,Job Title,Create Date,Lifecycle Stage,\
         Became a Lead Date,Became a Marketing Qualified Lead Date,Became a Sales Qualified Lead Date,\
         Original Source,Contact owner,Lead Status,Last Modified Date"
    )?;
    let first = ["Amélie", "Karim", "Léa", "Hugo", "Chloé", "Yanis", "Zoé"];
    let last = ["Durand", "Benali", "Lefèvre", "Roux", "Œuvrard", "Garnier", "Nguyen", "Petit"];
    let sources = ["Organic Search", "Paid Search", "Direct Traffic", "Referrals", "Email Marketing"];
    let owners = ["Sophie Bernard", "Paul Meyer", "Inès Robert", ""];
    let pick = |list: &[&'static str], n: u64| list[usize::try_from(n).unwrap_or(0) % list.len()];
    let run = std::process::id();
    for n in 0..ROWS {
        let day = |more: u64| {
            let n = n % 300 + more;
            format!("2026-{:02}-{:02} {:02}:15", n / 28 % 9 + 1, n % 28 + 1, 8 + n % 10)
        };
        let (stage, mql, sql) = match n % 4 {
            0 | 1 => ("Lead", String::new(), String::new()),
            2 => ("Marketing Qualified Lead", day(0), String::new()),
            _ => ("Sales Qualified Lead", day(0), day(0)),
        };
        writeln!(
            file,
            "{run}{n},{},{} {n},p{n}.{run}@client{}.example,+33 6 {:02} {:02} {:02} {:02},Client {},Directrice,{},{stage},{},{mql},{sql},{},{},,2026-11-01 09:00",
            pick(&first, n),
            pick(&last, n),
            n % 9_000,
            n / 1_000_000 % 100,
            n / 10_000 % 100,
            n / 100 % 100,
            n % 100,
            n % 9_000,
            day(0),
            day(0),
            pick(&sources, n),
            pick(&owners, n),
        )?;
    }
    file.flush()
}

//! An import from its survey to its end: one thread reads and judges rows, the writer writes them chunk by chunk.
//!
//! A chunk and the progress of the import are one transaction: interrupted at any moment, the same import of the same
//! file goes on after the last chunk that was kept, and every row is taken exactly once.

use super::draft::{Draft, Reading, RowFault};
use super::names::Names;
use super::reading::ReadError;
use super::report::{ImportError, Outcome};
use super::store::runs;
use super::survey::{Survey, is_blank, is_footer, records};
use super::writer::{AssumedWords, Item, Rejected, Writer};
use crate::clock::Clock;
use crate::db::{Db, DbError, Tx};
use crate::domain::csv_safe;
use crate::features::audit::{self, By, Entry};
use std::borrow::Cow;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::mpsc;

/// Rows of a transaction.
const CHUNK: usize = 4_000;
/// Chunks read ahead of the writer.
const AHEAD: usize = 2;
/// Bytes of database per byte of file, at most, and what is kept free besides.
const GROWTH: u64 = 6;
const SPARE: u64 = 64 * 1024 * 1024;

/// What to import, and how.
pub struct Request {
    /// What is known of the file.
    pub survey: Survey,
    /// Write nothing, count only.
    pub dry_run: bool,
    /// Who asks.
    pub by: By,
    /// How cells are read.
    pub reading: Reading,
    /// The reasons noted on assumed steps, in the organisation's language.
    pub words: AssumedWords,
    /// Where rows not taken go, with the reason.
    pub rejects: PathBuf,
    /// Header of the column that holds the reason.
    pub reason_header: String,
    /// A fault in the reader's words.
    pub reason: Arc<dyn Fn(&RowFault) -> String + Send + Sync>,
    /// Hears how many rows are done.
    pub progress: Arc<dyn Fn(u64) + Send + Sync>,
}

/// Runs an import to its end.
///
/// # Errors
/// [`ImportError`]; what was written before stays, and the same import goes on from there.
pub async fn run(db: &Db, clock: &Clock, request: Request) -> Result<Outcome, ImportError> {
    if !request.dry_run {
        check_space(db, request.survey.shape.bytes)?;
    }
    let mut conn = db.read().await?;
    let names = Names::load(&mut conn, clock.clone()).await?;
    let earlier = match request.dry_run {
        true => None,
        false => runs::unfinished(&mut conn, request.survey.sha256).await?,
    };
    drop(conn);
    let mut writer = Writer::new(
        clock.clone(),
        request.survey.mapping.system,
        request.reading,
        request.survey.mapping.headers.clone(),
        request.words.clone(),
        request.by.member,
        names,
        request.dry_run,
    );
    if let Some((run, counts)) = earlier {
        writer.run = Some(run);
        writer.skip = counts.rows_done;
        writer.outcome.counts = counts;
        writer.outcome.resumed_after = Some(counts.rows_done);
    } else if !request.dry_run {
        writer.run = Some(begin(db, clock, &request).await?);
    }
    let (chunks, mut waiting) = mpsc::channel(AHEAD);
    let (survey, reading) = (request.survey.clone(), request.reading);
    let reader = tokio::task::spawn_blocking(move || read(&survey, reading, &chunks));
    let mut rejects = Rejects::new(&request);
    while let Some(items) = waiting.recv().await {
        let (kept, items, rejected) = write(db, writer, items).await?;
        writer = kept;
        rejects.write(&items, &rejected)?;
        (request.progress)(writer.outcome.counts.rows_done);
    }
    reader.await.map_err(|_| DbError::Panicked)??;
    writer.outcome.rejects = rejects.finish()?;
    end(db, clock, &request, writer).await
}

async fn begin(
    db: &Db,
    clock: &Clock,
    request: &Request,
) -> Result<crate::domain::ids::Id<crate::domain::ids::of::Import>, DbError> {
    let (id, now) = (clock.id(), clock.now());
    let (system, sha, actor) =
        (request.survey.mapping.system.code(), request.survey.sha256, request.by.member);
    let file =
        request.survey.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    db.write(async move |mut tx: Tx| runs::insert_run(&mut tx, id, system, &file, sha, actor, now).await)
        .await?;
    Ok(id)
}

async fn end(db: &Db, clock: &Clock, request: &Request, writer: Writer) -> Result<Outcome, ImportError> {
    let mut outcome = writer.outcome;
    outcome.run = writer.run;
    outcome.new_people = writer.names.new_people;
    outcome.new_names = writer.names.new_names;
    if let Some(run) = outcome.run {
        let (clock, by, c) = (clock.clone(), request.by, outcome.counts);
        let system = request.survey.mapping.system.code();
        db.write(async move |mut tx: Tx| {
            runs::finish(&mut tx, run, clock.now()).await?;
            let entry = Entry::new("import.finished", "import", run)
                .with("system", system)
                .with("created", c.created)
                .with("updated", c.updated)
                .with("rejected", c.rejected);
            audit::write(&mut tx, &clock, &by, entry).await
        })
        .await?;
    }
    Ok(outcome)
}

/// What ends a chunk without a commit.
enum Undone {
    /// A dry run: what it counted.
    Dry(Box<(Writer, Vec<Item>, Rejected)>),
    Failed(ImportError),
}
impl From<DbError> for Undone {
    fn from(e: DbError) -> Self {
        Self::Failed(e.into())
    }
}

async fn write(
    db: &Db,
    mut writer: Writer,
    items: Vec<Item>,
) -> Result<(Writer, Vec<Item>, Rejected), ImportError> {
    let dry_run = writer.dry_run;
    let done = db
        .write(async move |mut tx: Tx| {
            let rejected = writer.chunk(&mut tx, &items).await.map_err(Undone::Failed)?;
            match dry_run {
                false => Ok((writer, items, rejected)),
                true => Err(Undone::Dry(Box::new((writer, items, rejected)))),
            }
        })
        .await;
    match done {
        Ok(done) => Ok(done),
        Err(Undone::Failed(e)) => Err(e),
        Err(Undone::Dry(done)) => {
            let (mut writer, items, rejected) = *done;
            let clock = writer.clock.clone();
            writer.forget(Names::load(&mut db.read().await?, clock).await?);
            Ok((writer, items, rejected))
        }
    }
}

/// Reads and judges rows until the end of the file, or until nobody waits for them.
fn read(survey: &Survey, reading: Reading, chunks: &mpsc::Sender<Vec<Item>>) -> Result<(), ReadError> {
    let mut records = records(&survey.path, survey.shape)?;
    records.next()?; // the header
    let (mut items, mut row) = (Vec::with_capacity(CHUNK), 0u64);
    while let Some((line, record)) = records.next()? {
        if is_blank(record) || is_footer(record) {
            continue;
        }
        row += 1;
        let draft = Draft::read(survey, reading, record).map(|draft| Draft { row, line, ..draft });
        items.push(Item { row, line, record: record.clone(), draft });
        if items.len() == CHUNK && chunks.blocking_send(std::mem::take(&mut items)).is_err() {
            return Ok(());
        }
    }
    if !items.is_empty() {
        drop(chunks.blocking_send(items)); // nobody waits: the writer failed and says why
    }
    Ok(())
}

/// The file of rows not taken: as they came, with the reason, in UTF-8 with a mark so that spreadsheets read accents.
struct Rejects<'a> {
    request: &'a Request,
    writer: Option<csv::Writer<BufWriter<File>>>,
}

impl<'a> Rejects<'a> {
    fn new(request: &'a Request) -> Self {
        Self { request, writer: None }
    }

    fn failed(&self, e: std::io::Error) -> ImportError {
        ImportError::Rejects(self.request.rejects.clone(), e)
    }

    fn write(&mut self, items: &[Item], rejected: &Rejected) -> Result<(), ImportError> {
        for (at, fault) in rejected {
            let Some(item) = items.get(*at) else { continue };
            let reason = (self.request.reason)(fault);
            let width = self.request.survey.mapping.headers.len();
            let cell = |at| csv_safe::escape(item.record.get(at).unwrap_or_default());
            let cells: Vec<Cow<'_, str>> = (0..width).map(cell).chain([csv_safe::escape(&reason)]).collect();
            if self.writer.is_none() {
                self.writer = Some(self.open().map_err(|e| self.failed(e))?);
            }
            let Some(writer) = &mut self.writer else { continue };
            if let Err(e) = writer.write_record(cells.iter().map(|cell| cell.as_bytes())) {
                return Err(self.failed(std::io::Error::other(e)));
            }
        }
        Ok(())
    }

    fn open(&self) -> std::io::Result<csv::Writer<BufWriter<File>>> {
        let mut file = BufWriter::new(File::create(&self.request.rejects)?);
        file.write_all("\u{feff}".as_bytes())?;
        let mut writer =
            csv::WriterBuilder::new().delimiter(self.request.survey.shape.delimiter).from_writer(file);
        let header = self.request.survey.mapping.headers.iter().chain([&self.request.reason_header]);
        writer
            .write_record(header.map(|cell| csv_safe::escape(cell).into_owned()))
            .map_err(std::io::Error::other)?;
        Ok(writer)
    }

    fn finish(&mut self) -> Result<Option<PathBuf>, ImportError> {
        match self.writer.take() {
            None => Ok(None),
            Some(mut writer) => {
                writer.flush().map_err(|e| self.failed(e))?;
                Ok(Some(self.request.rejects.clone()))
            }
        }
    }
}

/// Refuses before the first row what could not all be written.
fn check_space(db: &Db, bytes: u64) -> Result<(), ImportError> {
    let Some(folder) = db.path().and_then(Path::parent) else { return Ok(()) };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(free) = fs4::available_space(folder) else { return Ok(()) }; // unknown: go and see
    match lacking(bytes, free) {
        0 => Ok(()),
        lacking => Err(ImportError::NoSpace(lacking)),
    }
}

fn lacking(bytes: u64, free: u64) -> u64 {
    bytes.saturating_mul(GROWTH).saturating_add(SPARE).saturating_sub(free)
}

#[cfg(test)]
mod tests {
    use super::lacking;

    #[test]
    fn a_disk_too_small_is_said_before() {
        const MIB: u64 = 1024 * 1024;
        assert_eq!(lacking(50 * MIB, 1000 * MIB), 0);
        assert_eq!(lacking(50 * MIB, 300 * MIB), 64 * MIB);
    }
}

//! A list as a CSV file that spreadsheets open by a double click: for French readers semicolons, decimal commas;
//! for English ones commas and points; a byte-order mark for both, and no cell that is taken for a formula.

use super::store::Exported;
use super::views::status_name;
use crate::domain::csv_safe::escape;
use crate::domain::instant::Instant;
use crate::domain::money::{Currency, Minor};
use crate::domain::zone::local_datetime;
use crate::i18n::{L, Lang};

/// UTF-8, said in a way that spreadsheets understand.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// How a file is written.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// For readers of this language.
    pub lang: Lang,
    /// The currency of amounts.
    pub currency: Currency,
}

impl Style {
    fn writer(self) -> csv::Writer<Vec<u8>> {
        let separator = match self.lang {
            Lang::Fr => b';',
            Lang::En => b',',
        };
        csv::WriterBuilder::new()
            .delimiter(separator)
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new())
    }

    /// The first line.
    pub fn head(self, l: &L) -> Vec<u8> {
        let mut out = MARK.to_vec();
        out.extend(self.lines([titles(l).to_vec()]));
        out
    }

    /// The lines of these leads.
    pub fn rows(self, l: &L, leads: &[Exported]) -> Vec<u8> {
        self.lines(leads.iter().map(|lead| self.cells(l, lead)))
    }

    fn lines(self, lines: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
        let mut writer = self.writer();
        for line in lines {
            if writer.write_record(&line).is_err() {
                break; // writing into memory does not fail
            }
        }
        writer.into_inner().unwrap_or_default()
    }

    fn cells(self, l: &L, lead: &Exported) -> Vec<String> {
        let text = |text: &str| escape(text).into_owned();
        let day = |day: Option<chrono::NaiveDate>| day.map(|d| d.to_string()).unwrap_or_default();
        let at = |at: Instant| local_datetime(at, l.zone).format("%Y-%m-%d %H:%M").to_string();
        vec![
            lead.id.to_string(),
            text(&lead.first_name),
            text(&lead.last_name),
            text(&lead.email),
            text(&lead.phone),
            text(&lead.job_title),
            text(&lead.company),
            l.stage(lead.stage),
            at(lead.stage_at),
            status_name(l, lead.status),
            text(&lead.owner),
            text(&lead.owner_mkt),
            text(&lead.queue),
            self.amount(lead.value_minor),
            day(lead.next_on),
            day(lead.revisit_on),
            text(&lead.source),
            text(&lead.medium),
            text(&lead.campaign),
            text(&lead.content),
            text(&lead.persona),
            text(&lead.pain_points),
            text(&lead.need),
            at(lead.created_at),
            at(lead.updated_at),
        ]
    }

    fn amount(self, value: Option<i64>) -> String {
        let plain = value.map(|v| Minor(v).to_plain(self.currency.decimals())).unwrap_or_default();
        match self.lang {
            Lang::Fr => plain.replace('.', ","),
            Lang::En => plain,
        }
    }
}

fn titles(l: &L) -> [String; 25] {
    let t = l.t;
    [
        t.list_csv_id(),
        t.list_csv_first_name(),
        t.list_csv_last_name(),
        t.list_csv_email(),
        t.list_csv_phone(),
        t.list_csv_job_title(),
        t.list_csv_company(),
        t.list_csv_stage(),
        t.list_csv_stage_at(),
        t.list_csv_status(),
        t.list_csv_owner(),
        t.list_csv_owner_mkt(),
        t.list_csv_queue(),
        t.list_csv_value(),
        t.list_csv_next_on(),
        t.list_csv_revisit_on(),
        t.list_csv_source(),
        t.list_csv_medium(),
        t.list_csv_campaign(),
        t.list_csv_content(),
        t.list_csv_persona(),
        t.list_csv_pain_points(),
        t.list_csv_need(),
        t.list_csv_created_at(),
        t.list_csv_updated_at(),
    ]
}

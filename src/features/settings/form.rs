//! What administrators and managers type about the organisation and its lists, judged.

use super::model::{FirstSettings, ItemFields, ReasonFields};
use crate::domain::lifecycle::Team;
use crate::domain::money::Currency;
use crate::domain::text::fold;
use crate::domain::zone::parse_zone;
use crate::i18n::Lang;
use crate::web::check::Check;
use crate::web::form::{FieldErrors, RawForm};
use crate::words;
use uuid::Uuid;

/// Longest name of an entry or organisation, in characters.
pub const NAME_MAX: usize = 120;
/// Longest description of a persona, in characters.
pub const DESCRIPTION_MAX: usize = 2_000;

/// Reads the form of the organisation.
///
/// # Errors
/// Every field at fault.
pub fn organisation(form: &RawForm) -> Result<FirstSettings, FieldErrors> {
    let mut c = Check::new(form);
    let name = c.line("name", NAME_MAX);
    let name = c.required("name", name);
    let zone = c.with("time_zone", |name| parse_zone(name).ok_or_else(|| words!(field_choice)));
    let zone = c.required("time_zone", zone);
    let currency = c.choice::<Currency>("currency");
    let currency = c.required("currency", currency);
    let lang = c.choice::<Lang>("language");
    let lang = c.required("language", lang);
    let valid = (|| {
        Some(FirstSettings {
            name: name?,
            currency: currency?.code(),
            time_zone: zone?.name(),
            language: lang?.code(),
        })
    })();
    c.finish(valid)
}

/// Reads the form of an entry.
///
/// # Errors
/// Every field at fault.
pub fn item(form: &RawForm) -> Result<ItemFields, FieldErrors> {
    let mut c = Check::new(form);
    let name = c.line("name", NAME_MAX).filter(|name| !fold(name).is_empty());
    let name = c.required("name", name);
    let team = c.choice::<Team>("team");
    let active = c.ticked("active");
    let description = c.text("description", DESCRIPTION_MAX).unwrap_or_default();
    let description = form.has("description").then_some(description);
    let calendar = form.has("calendar").then(|| c.choice::<Uuid>("calendar"));
    c.finish(name.map(|name| ItemFields { name, active, team, calendar, description }))
}

/// Reads the form of a reason.
///
/// # Errors
/// Every field at fault.
pub fn reason(form: &RawForm) -> Result<ReasonFields, FieldErrors> {
    let mut c = Check::new(form);
    let fr = c.line("label_fr", NAME_MAX);
    let fr = c.required("label_fr", fr);
    let en = c.line("label_en", NAME_MAX);
    let en = c.required("label_en", en);
    let active = c.ticked("active");
    c.finish(fr.zip(en).map(|(label_fr, label_en)| ReasonFields { label_fr, label_en, active }))
}

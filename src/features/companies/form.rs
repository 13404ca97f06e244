//! The form of a company.

use super::model::{Company, CompanyFields};
use crate::domain::text::fold;
use crate::web::check::Check;
use crate::web::form::{FieldErrors, FormState, RawForm};
use crate::words;

/// Reads the form.
///
/// # Errors
/// Every fault.
pub fn read(form: &RawForm) -> Result<CompanyFields, FieldErrors> {
    let mut check = Check::new(form);
    let name = check.line("name", 120);
    let fields = CompanyFields {
        domain: check.line("domain", 200).unwrap_or_default().to_lowercase(),
        city: check.line("city", 120).unwrap_or_default(),
        note: check.text("note", 4_000).unwrap_or_default(),
        name: check.required("name", name).unwrap_or_default(),
    };
    if !fields.name.is_empty() && fold(&fields.name).is_empty() {
        check.fail("name", words!(field_characters));
    }
    if !fields.domain.is_empty()
        && (!fields.domain.contains('.') || fields.domain.contains([' ', '/', '@', ':']))
    {
        check.fail("domain", words!(company_domain_error));
    }
    check.finish(Some(fields))
}

/// The form as it is shown first.
pub fn filled(company: &Company) -> FormState {
    let f = &company.fields;
    FormState::filled([
        ("_version", company.version.to_string()),
        ("name", f.name.clone()),
        ("domain", f.domain.clone()),
        ("city", f.city.clone()),
        ("note", f.note.clone()),
    ])
}

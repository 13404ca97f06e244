//! From what a filter says (an id, a name, `none`, `me`) to what the columns hold.

use crate::db::{Conn, DbError, Sql, Val};
use crate::domain::contact::email_key;
use crate::domain::funnel::{Ask, Dimension, Fault, Filter, Filters, ParamError};
use crate::domain::ids::{Id, of};
use crate::domain::text::fold;
use crate::features::funnel::model::Chip;
use uuid::Uuid;

/// Every statement of this file, for the test that prepares them on both engines.
pub const ALL: &[Sql] = &[SOURCE, PERSONA, CAMPAIGN, OWNER, COMPANY];

const SOURCE: Sql = Sql::both("SELECT id, name FROM source WHERE id = $1 OR name_key = $2 LIMIT 2");
const PERSONA: Sql = Sql::both("SELECT id, name FROM persona WHERE id = $1 OR name_key = $2 LIMIT 2");
const CAMPAIGN: Sql = Sql::both("SELECT id, name FROM campaign WHERE id = $1 OR name_key = $2 LIMIT 2");
const COMPANY: Sql = Sql::both("SELECT id, name FROM company WHERE id = $1 OR name_key = $2 LIMIT 2");
/// People by address or name; of two with the same name neither is meant.
const OWNER: Sql =
    Sql::both("SELECT id, name FROM member WHERE id = $1 OR name_key = $2 OR email_key = $3 LIMIT 2");

/// Which columns' values are wanted, and how the page says it. `me` is whoever reads.
///
/// # Errors
/// [`DbError`]; inside, the parameters that name nothing.
pub async fn resolve(
    conn: &mut Conn,
    ask: &Ask,
    me: Id<of::Member>,
) -> Result<Result<(Filters, Vec<Chip>), Vec<ParamError>>, DbError> {
    let (mut filters, mut chips, mut faults) = (Vec::new(), Vec::new(), Vec::new());
    for (dimension, values) in &ask.wanted {
        let mut filter = Filter { dimension: *dimension, ids: Vec::new(), none: false };
        for value in values {
            let label = if value == "none" && dimension.may_be_none() {
                filter.none = true;
                None
            } else if let Some((id, name)) = find(conn, *dimension, value, me).await? {
                filter.ids.push(id);
                Some(name)
            } else {
                faults.push(ParamError { field: dimension.code().to_owned(), fault: Fault::UnknownValue });
                break;
            };
            chips.push(Chip { dimension: *dimension, value: value.clone(), label });
        }
        filters.push(filter);
    }
    Ok(if faults.is_empty() { Ok((Filters(filters), chips)) } else { Err(faults) })
}

async fn find(
    conn: &mut Conn,
    dimension: Dimension,
    value: &str,
    me: Id<of::Member>,
) -> Result<Option<(Uuid, String)>, DbError> {
    let is_me = dimension == Dimension::Owner && value == "me";
    let id = if is_me { Some(me.uuid()) } else { Uuid::parse_str(value).ok() };
    let mut vals = vec![Val::from(id), Val::from(fold(value))];
    let statement = match dimension {
        Dimension::Source => SOURCE,
        Dimension::Persona => PERSONA,
        Dimension::Campaign => CAMPAIGN,
        Dimension::Company => COMPANY,
        Dimension::Owner => {
            vals.push(Val::from(email_key(value).unwrap_or_default()));
            OWNER
        }
    };
    match conn.all(statement, &vals).await?.as_slice() {
        [one] => Ok(Some((one.get("id")?, one.get("name")?))),
        _ => Ok(None),
    }
}

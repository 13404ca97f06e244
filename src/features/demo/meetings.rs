//! The Friday meetings of the last weeks: notes, decisions, actions, and the review closed, through the product's own
//! functions.

use super::cast::{Cast, Who};
use super::{DemoError, ZONE};
use crate::clock::Clock;
use crate::db::{Conn, Db, Tx};
use crate::domain::ids::Id;
use crate::domain::instant::Instant;
use crate::domain::lifecycle::Team;
use crate::domain::period::IsoWeek;
use crate::domain::review::{Block, Person};
use crate::domain::zone::{instant_of, local_date};
use crate::features::audit::By;
use crate::features::review::{self, Denied, NewAction, NewContent, NewDecision, NewNote, figures};
use chrono::{Days, NaiveDate, NaiveTime};

/// Meetings held before now.
const MEETINGS: usize = 6;

/// What one meeting leaves behind: what marketing and sales write, a decision, actions of whom, due in how many days,
/// done after how many.
struct Script {
    marketing: &'static str,
    sales: &'static str,
    decision: (&'static str, Who),
    actions: &'static [(&'static str, Who, u64, Option<u64>)],
}

#[rustfmt::skip]
const SCRIPTS: [Script; MEETINGS] = [
    Script { marketing: "Le livre blanc est en ligne depuis lundi, les premiers formulaires arrivent.", sales: "Deux démonstrations tenues, une offre partie.", decision: ("On garde le livre blanc jusqu’à la fin du trimestre, puis on juge.", Who::HeadOfMarketing), actions: &[("Écrire la page «\u{a0}combien ça coûte\u{a0}»", Who::Marketer, 12, None), ("Relire le message de relance des devis", Who::FirstRep, 7, Some(5))] },
    Script { marketing: "Le volume tient, grâce au livre blanc.", sales: "Beaucoup de leads sans projet\u{a0}: trois appels pour une conversation.", decision: ("Chaque refus dit pourquoi, avec une phrase.", Who::HeadOfSales), actions: &[("Lister les cinq questions qui reviennent au téléphone", Who::SecondRep, 7, Some(6))] },
    Script { marketing: "Le webinaire du mardi a rempli la salle.", sales: "Les leads du webinaire connaissent déjà nos prix, c’est plus court.", decision: ("Un webinaire par mois.", Who::HeadOfMarketing), actions: &[("Réserver la date du prochain webinaire", Who::Marketer, 7, Some(9))] },
    Script { marketing: "Le livre blanc fait la moitié du volume et peu de SQL.", sales: "On répond moins vite\u{a0}: trop de fiches à trier.", decision: ("La taille d’entreprise devient obligatoire dans le formulaire.", Who::HeadOfMarketing), actions: &[("Appeler cinq refus «\u{a0}pas de budget\u{a0}»", Who::SecondRep, 7, None), ("Ajouter le champ taille au formulaire", Who::Marketer, 7, Some(7))] },
    Script { marketing: "Le champ taille est en place, moins de formulaires mais mieux remplis.", sales: "Les rendez-vous de la semaine sont tous tenus.", decision: ("Les leads sans taille restent en nurture.", Who::HeadOfMarketing), actions: &[("Préparer l’échange de poste de décembre", Who::FirstRep, 21, None)] },
    Script { marketing: "Deux articles publiés, la campagne de fin d’année est prête.", sales: "Trois offres attendent une signature avant les congés.", decision: ("Les offres de plus de 10 000 € passent en revue chaque vendredi.", Who::HeadOfSales), actions: &[("Proposer un créneau aux trois offres en attente", Who::SecondRep, 10, None)] },
];

/// Contents to come: what, by whom, in how many days.
const CONTENTS: [(&str, Who, u64); 4] = [
    ("Article\u{a0}: répondre à un devis en 48 heures", Who::Marketer, 3),
    ("Webinaire\u{a0}: relancer sans insister", Who::HeadOfMarketing, 8),
    ("Étude de cas\u{a0}: une menuiserie de douze personnes", Who::Marketer, 15),
    ("Page «\u{a0}combien ça coûte\u{a0}»", Who::Marketer, 22),
];

/// When the meetings before `now` were held: Fridays at four, the earliest first.
pub fn fridays(now: Instant) -> Vec<Instant> {
    let mut week = IsoWeek::of(local_date(now, ZONE));
    let mut held = Vec::new();
    while held.len() < MEETINGS {
        let friday = week.monday().checked_add_days(Days::new(4)).unwrap_or(week.monday());
        let at = instant_of(friday.and_time(NaiveTime::from_hms_opt(16, 0, 0).unwrap_or_default()), ZONE);
        if at < now {
            held.push(at);
        }
        week = week.previous();
    }
    held.reverse();
    held
}

/// Holds the meeting of this number: the clock stands at its hour.
///
/// # Errors
/// [`DemoError`].
pub async fn hold(db: &Db, clock: &Clock, cast: &Cast, number: usize, at: Instant) -> Result<(), DemoError> {
    let Some(script) = SCRIPTS.get(number) else { return Ok(()) };
    clock.set(at);
    let today = local_date(at, ZONE);
    let week = IsoWeek::of(today);
    let (clock_of_words, cast_of_words) = (clock.clone(), cast.clone());
    db.write(async move |mut tx| {
        tick(&mut tx, &clock_of_words, &cast_of_words, number, today).await?;
        say(&mut tx, &clock_of_words, &cast_of_words, script, week, today).await
    })
    .await?;
    let (now, shown) = (clock.now(), week);
    let counted = db.snapshot(async |conn: &mut Conn| figures::counted(conn, shown, now, ZONE).await).await?;
    let attendees = super::TEAM.iter().filter(|mate| mate.who != Who::Boss);
    let attendees = attendees
        .filter_map(|mate| Some(Person { id: cast.member(mate.who)?.uuid(), name: mate.name.to_owned() }));
    let attendees: Vec<_> = attendees.collect();
    let Some(head) = cast.member(Who::HeadOfSales) else { return Ok(()) };
    let clock = clock.clone();
    let by = By::member(head, None, None);
    db.write(async move |mut tx| {
        review::close(&mut tx, &clock, &by, head, (week, ZONE), counted, attendees).await
    })
    .await?;
    Ok(())
}

async fn say(
    tx: &mut Tx,
    clock: &Clock,
    cast: &Cast,
    script: &Script,
    week: IsoWeek,
    today: NaiveDate,
) -> Result<(), Denied> {
    let day = |days| today.checked_add_days(Days::new(days)).unwrap_or(today);
    for (who, block, team, text) in [
        (Who::HeadOfMarketing, Block::Mql, Team::Marketing, script.marketing),
        (Who::HeadOfSales, Block::Sales, Team::Sales, script.sales),
    ] {
        let Some(author) = cast.member(who) else { continue };
        let new = NewNote { block, team, text: text.to_owned(), version: 0 };
        review::write_note(tx, clock, &By::member(author, None, None), author, week, &new).await?;
    }
    let (text, who) = script.decision;
    if let Some(who) = cast.member(who) {
        let new = NewDecision { text: text.to_owned(), who, date: today };
        review::add_decision(tx, clock, &By::member(who, None, None), who, week, &new).await?;
    }
    for (text, owner, due, _) in script.actions {
        let Some(owner) = cast.member(*owner) else { continue };
        let new = NewAction { text: (*text).to_owned(), owner, due: day(*due), lead: None, deal: None };
        review::add_action(tx, clock, &By::member(owner, None, None), owner, week, &new).await?;
    }
    Ok(())
}

/// Ticks what was done since the meeting before.
async fn tick(
    tx: &mut Tx,
    clock: &Clock,
    cast: &Cast,
    number: usize,
    today: NaiveDate,
) -> Result<(), Denied> {
    let now = clock.now();
    for (action, agreed) in review::open_actions(tx, today).await? {
        let script = SCRIPTS.iter().take(number).flat_map(|script| script.actions.iter());
        let planned = script
            .filter(|(text, ..)| *text == action.text)
            .find_map(|(_, who, _, after)| Some((*who, (*after)?)));
        let Some((who, after)) = planned else { continue };
        // agreed on a Friday: four days after its Monday
        let done = agreed.checked_add_days(Days::new(4 + after)).unwrap_or(agreed);
        if done <= today
            && let Some(author) = cast.member(who)
        {
            clock.set(instant_of(done.and_time(NaiveTime::from_hms_opt(11, 0, 0).unwrap_or_default()), ZONE));
            let by = By::member(author, None, None);
            review::set_done(tx, clock, &by, author, ZONE, Id::from_uuid(action.id), true).await?;
            clock.set(now);
        }
    }
    Ok(())
}

/// Plans the contents to come.
///
/// # Errors
/// [`Denied`].
pub async fn plan(tx: &mut Tx, clock: &Clock, cast: &Cast) -> Result<(), Denied> {
    let today = local_date(clock.now(), ZONE);
    for (title, who, days) in CONTENTS {
        let Some(owner) = cast.member(who) else { continue };
        let on = today.checked_add_days(Days::new(days)).unwrap_or(today);
        let new = NewContent { on, title: title.to_owned(), owner: Some(owner) };
        review::add_content(tx, clock, &By::member(owner, None, None), owner, &new).await?;
    }
    Ok(())
}

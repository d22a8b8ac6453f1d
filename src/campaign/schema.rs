//! The keys of `campaign.yaml`, mapping by mapping. Which of them may be left out, what each holds and how many a list
//! needs is in the types of the fields; what must hold between fields is after `where`.

use crate::yaml::Value;

use super::awards::{
    Award, Criteria, Criterion, Dossier, DossierPart, Flow, Form, OldForm, Step, share_no_criterion,
};
use super::part::{Part, record};
use super::period::{Anniversary, Period, ends_after_start, follows_event};
use super::plan::{Plan, shows_each_once};
use super::reports::Reports;
use super::spanned::Text;
use super::undertakings::{Measure, Referred, Undertaking, is_above_zero, undertakings_fit};
use super::units::{Unit, duties_name_units};
use super::{Campaign, Content, Duty, LegalBasis, Movement, Movements, Participants, Recipients, Signer};

record!(Campaign {
    name, short_name, issuer, legal_basis, purposes, period, reports, anniversary, participants, contents, movements,
    awards, dossier, flow, duties, recipients, signer, plan, units, undertakings, allow
} where |fields| {
    share_no_criterion(fields, &awards);
    duties_name_units(fields, &duties, &units);
    undertakings_fit(fields, &undertakings, &Referred {
        units: &units, contents: &contents, movements: &movements, period: &period, anniversary: &anniversary,
    });
    true
});

record!(LegalBasis { number, date, issuer, kind, title });
record!(Period { start, end, text } where |fields| ends_after_start(fields, start, end));
record!(Reports { weekday });
record!(Anniversary { date, of, name } where |fields| follows_event(fields, date, of));
record!(Participants { collectives, individuals });
record!(Content { id, name, text, page });
record!(Movements { open, items });
record!(Movement { id, name, page });

record!(Award { id, name, authority, text, collective, individual });
record!(Criteria { rule, text, criteria });
record!(Criterion { id, text });
record!(Dossier { text, parts });
record!(DossierPart { id, name, text, form });
record!(Form { name, appendix, decree, date, as_printed, replaces });
record!(OldForm { name, decree });
record!(Flow { text, steps });
record!(Step { id, actor, text });

record!(Duty { unit, text });
record!(Recipients { lead, items });
record!(Signer { title, name });
record!(Plan { number, place, date_text, kind, title, body } where |fields| {
    shows_each_once(fields, &body);
    true
});
record!(Undertaking { id, unit, title, content, movement, measure, due, sample });
record!(Measure { target, per } where |fields| is_above_zero(fields, target));
record!(Unit { id, name, short_name, aliases, head, order, exempt, sample });

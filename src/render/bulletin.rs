//! The weekly bulletin (bản tin tuần) as the template sees it that names `bulletin`: the week of the build's day, its news,
//! and what comes next. Who has reported and how far everything is it takes from `board`.

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil;
use tera::Value;

use crate::site::{Occasion, PageId, calendar};

use super::board::map;
use super::export::words;
use super::renderer::Renderer;
use super::scene::Scene;
use super::views::Date;

/// How many pieces of news and how many days to come fit on the sheet.
const MOST: usize = 6;

/// What happens on a day to come.
#[derive(Default)]
struct Day {
    starts: bool,
    ends: bool,
    report: Option<String>,
    due: Vec<String>,
    anniversary: Option<String>,
}

impl Renderer<'_> {
    /// The bulletin; null on a site without a campaign.
    pub(super) fn bulletin_view(&self, scene: &Scene) -> Value {
        let site = self.input.site;
        if site.campaign.is_none() {
            return Value::none();
        }
        let today = self.input.today;
        // Outside of the campaign, the seven days up to the bulletin's.
        let current = self.board.current().map(|week| (week.week.from, week.week.to));
        let (from, to) = current.unwrap_or((today.saturating_sub(Span::new().days(6)), today));
        let date = |day: civil::Date| Value::from_serializable(&Date::new(day, scene.lang.locale()));
        let mut news: Vec<(civil::Date, PageId)> = site
            .news()
            .filter_map(|(id, page)| Some((page.document.date?, id)))
            .filter(|(day, _)| from <= *day && *day <= to.min(today))
            .collect();
        news.sort_by_key(|&(day, id)| (std::cmp::Reverse(day), id));
        let shown = news.iter().take(MOST).map(|&(_, id)| {
            let page = &site[id];
            let date = page.document.date.map(|day| Date::new(day, scene.lang.locale()));
            let mut view = map([
                ("title", page.document.title.as_str().into()),
                ("href", scene.base.href(&page.permalink).into()),
                ("date", Value::from_serializable(&date)),
            ]);
            let front = &site[id].document.front;
            view.insert("unit", front.unit().map_or_else(Value::none, |unit| scene.unit(unit)));
            view.insert("sample", front.sample.into());
            Value::from(view)
        });
        map([
            ("today", date(today)),
            ("from", date(from)),
            ("to", date(to)),
            ("news", shown.collect::<Vec<_>>().into()),
            ("more", news.len().saturating_sub(MOST).into()),
            ("next", self.days_to_come(scene)),
        ])
        .into()
    }

    /// The next days on which something happens; the last day of the campaign and the anniversary among them, if they are to
    /// come.
    fn days_to_come(&self, scene: &Scene) -> Value {
        let Some(campaign) = &self.input.site.campaign else { return Value::none() };
        let today = self.input.today;
        let mut days: BTreeMap<civil::Date, Day> = BTreeMap::new();
        for event in calendar(campaign) {
            let title = words(campaign, event.occasion, scene.lang.locale()).title;
            let day = days.entry(event.from).or_default();
            match event.occasion {
                Occasion::Period => day.starts = true,
                Occasion::Report(_) => day.report = Some(title),
                Occasion::Due(_) => day.due.push(title),
                Occasion::Anniversary => day.anniversary = Some(title),
            }
            if event.occasion == Occasion::Period {
                days.entry(event.to).or_default().ends = true;
            }
        }
        let to_come: Vec<_> = days.range(today.saturating_add(Span::new().days(1))..).collect();
        let is_milestone = |day: &Day| day.ends || day.anniversary.is_some();
        let (milestones, others): (Vec<_>, Vec<_>) =
            to_come.into_iter().partition(|(_, day)| is_milestone(day));
        let others = others.into_iter().take(MOST - milestones.len());
        let mut shown: Vec<_> = others.chain(milestones).collect();
        shown.sort_by_key(|(date, _)| **date);
        let views = shown.into_iter().map(|(date, day)| {
            Value::from(map([
                ("date", Value::from_serializable(&Date::new(*date, scene.lang.locale()))),
                ("starts", day.starts.into()),
                ("ends", day.ends.into()),
                ("report", day.report.as_deref().into()),
                ("due", day.due.clone().into()),
                ("anniversary", day.anniversary.as_deref().into()),
            ]))
        });
        views.collect::<Vec<_>>().into()
    }
}

//! What each side does each week.

use super::Week;
use super::keyboard::Keys;
use crate::governance::{CRITERIA, Somebody, Table};
use crate::support::listening::Listening;
use crate::support::service::Service;
use chrono::NaiveTime;
use fantoccini::Client;
use fantoccini::Locator::Css;
use fantoccini::wait::Wait;
use scorecard::app::meetings::series::SeriesCommand;
use scorecard::app::{App, Clock};
use scorecard::domain::ids::PersonId;
use scorecard::domain::lists::Slice;
use scorecard::domain::meetings::OneSide;
use scorecard::domain::meetings::series::Rhythm;
use scorecard::views::pages::parts::links;
use std::time::Duration;

/// A year that was played.
pub(super) struct Played {
    pub(super) table: Table,
    /// What was pressed on each score form, the first that of the client in the first week.
    pub(super) forms: Vec<Keys>,
}

/// Somebody at a browser.
struct Seat<'a> {
    side: OneSide,
    who: &'a Somebody,
    client: &'a Client,
}

/// A meeting of the year, and its page.
#[derive(Clone)]
struct Held<'a> {
    week: &'a Week,
    page: String,
}

/// A week of it: the service as it is that day, its meeting and the one before.
struct Day<'a> {
    site: Listening,
    held: Held<'a>,
    before: Option<Held<'a>>,
}

/// Plays every week of a year on a service, each at noon of its meeting.
pub(super) async fn year(
    service: &Service, weeks: &[Week], [client, supplier]: [&Client; 2],
) -> Played {
    let table = Table::of(service).await;
    let seats = [
        Seat { side: OneSide::Client, who: &table.client, client },
        Seat { side: OneSide::Supplier, who: &table.supplier, client: supplier },
    ];
    let command = SeriesCommand {
        title: "Weekly review".to_owned(),
        rhythm: Rhythm::Weekly,
        starts_on: weeks[0].on,
        days_to_score: 2,
    };
    let actor = &table.client.actor;
    service.app.add_series(actor, table.contract.id, command).await.unwrap();
    let mut forms = Vec::new();
    let mut before = None;
    for week in weeks {
        let day = Day::of(service, &table, &seats, week, before).await;
        forms.extend(day.play(&seats).await);
        before = Some(day.held);
    }
    Played { table, forms }
}

/// What both sides gave a criterion.
fn both(week: &Week, place: usize) -> [&str; 2] {
    [&week.client, &week.supplier].map(|given| &given[place..=place])
}

impl<'a> Day<'a> {
    async fn of(
        service: &Service, table: &Table, seats: &[Seat<'_>; 2], week: &'a Week,
        before: Option<Held<'a>>,
    ) -> Self {
        let noon = week.on.and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap()).and_utc();
        let app = App::open(&service.url, Clock::Stopped(noon)).await.unwrap();
        let latest = Slice { offset: 0, limit: 2 };
        let actor = &table.client.actor;
        let lines = app.meeting_lines(actor, table.contract.id, latest).await.unwrap();
        let (meeting, _) = lines.items.iter().find(|(it, _)| it.held_on == week.on).unwrap();
        let page = links::meeting(table.contract.id, meeting.id);
        let site = Listening::on(app.clone()).await;
        for seat in seats {
            let person = PersonId(seat.who.actor.id().0);
            let session = app.open_session(person, None).await.unwrap().secret;
            site.enter(seat.client, &session).await;
        }
        Self { site, held: Held { week, page }, before }
    }

    async fn play(&self, seats: &[Seat<'_>; 2]) -> [Keys; 2] {
        let [client, supplier] = seats;
        if let Some(before) = &self.before
            && let [disputed] = before.week.settled(|outcome| outcome == 'x').as_slice()
        {
            self.end_dispute(seats, before, *disputed).await;
        }
        let forms = [self.score(client).await, self.score(supplier).await];
        for place in 0..CRITERIA.len() {
            let [ours, theirs] = both(self.held.week, place);
            if ours != theirs {
                let seat = &seats[place % 2];
                self.settle(seat, &self.held, place, &self.held.week.outcomes[place..=place]).await;
            }
        }
        self.sign(seats, &self.held).await;
        forms
    }

    /// Both sides sign what there is.
    async fn sign(&self, seats: &[Seat<'_>; 2], held: &Held<'_>) {
        for seat in seats {
            self.site.goto(seat.client, &format!("{}/sign", held.page)).await;
            submit(seat.client).await;
            self.arrived(seat.client, &format!("{}?done=signed", held.page)).await;
        }
    }

    /// Both sides put forward what they have, the dispute is decided for the supplier, and in
    /// the end the meeting says so.
    async fn end_dispute(&self, seats: &[Seat<'_>; 2], held: &Held<'_>, place: usize) {
        let [client, supplier] = seats;
        for (seat, kind) in [(supplier, "evidence"), (client, "position")] {
            self.site.goto(seat.client, &held.page).await;
            let find = async |css: &str| seat.client.find(Css(css)).await.unwrap();
            find("#disputes tbody a").await.click().await.unwrap();
            find(&format!("input[name=kind][value={kind}]")).await.click().await.unwrap();
            find("#words").await.send_keys("The minutes of that day").await.unwrap();
            submit(seat.client).await;
        }
        let [_, decided] = both(held.week, place);
        let find = async |css: &str| client.client.find(Css(css)).await.unwrap();
        find("#decided_by").await.send_keys("Elspeth Muir").await.unwrap();
        find("#value").await.select_by_value(decided).await.unwrap();
        find("#decision").await.send_keys("It is in the minutes").await.unwrap();
        find("form[action$='/decision'] button").await.click().await.unwrap();
        self.site.goto(client.client, &format!("{}/reopen", held.page)).await;
        find("#reason").await.send_keys("The dispute is decided").await.unwrap();
        submit(client.client).await;
        self.arrived(client.client, &format!("{}?done=reopened", held.page)).await;
        self.settle(supplier, held, place, decided).await;
        self.sign(seats, held).await;
    }

    fn page(&self, name: &str) -> String {
        format!("{}/{name}", self.held.page)
    }

    /// Scores, checks and seals, by keyboard alone.
    async fn score(&self, seat: &Seat<'_>) -> Keys {
        self.site.goto(seat.client, &self.page("score")).await;
        let mut pressed = Keys::default();
        if self.before.is_some() {
            let copy = Keys::into_the_page().tab(1).enter();
            copy.send(seat.client).await;
            waiting(seat.client).for_element(Css("strong.govuk-tag")).await.unwrap();
            pressed = pressed.then(copy);
        }
        let form = self.form(seat.side);
        form.send(seat.client).await;
        self.arrived(seat.client, &self.page("check")).await;
        // Past the link for each answer to the button after them.
        let seal = Keys::into_the_page().tab(CRITERIA.len() + 1).enter();
        seal.send(seat.client).await;
        self.arrived(seat.client, &self.page("sealed")).await;
        pressed.then(form).then(seal)
    }

    /// What is pressed on the form itself.
    fn form(&self, side: OneSide) -> Keys {
        let before = self.before.as_ref().map(|held| held.week.given(side));
        let level = |given: &str, place: usize| given[place..=place].parse::<usize>().unwrap();
        let mut keys = Keys::into_the_page().tab(usize::from(before.is_some()));
        for (place, criterion) in CRITERIA.iter().enumerate() {
            let now = level(self.held.week.given(side), place);
            let last = before.map(|before| level(before, place));
            keys = keys.tab(1).choose(now, last).tab(1);
            if now <= 2 || now == 5 || last.is_some_and(|last| last != now) {
                keys = keys.enter().tab(1).text(&format!("Seen in {criterion}"));
            }
        }
        keys.tab(1).enter()
    }

    /// Records what a criterion of a meeting came to.
    async fn settle(&self, seat: &Seat<'_>, held: &Held<'_>, place: usize, outcome: &str) {
        let page = format!("{}/outcome?criterion={}", held.page, CRITERIA[place]);
        self.site.goto(seat.client, &page).await;
        let how = match outcome {
            "d" => "agreed_to_differ",
            "x" => "disputed",
            _ => "agreed",
        };
        let find = async |css: &str| seat.client.find(Css(css)).await.unwrap();
        let radio = format!("input[name=settlement][value={how}]");
        find(&radio).await.click().await.unwrap();
        if how == "agreed" {
            find("#value").await.select_by_value(outcome).await.unwrap();
        }
        find("#reason").await.send_keys("We talked about it").await.unwrap();
        submit(seat.client).await;
        self.arrived(seat.client, &format!("{}/discuss", held.page)).await;
    }

    /// Waits until a page of the service is there.
    async fn arrived(&self, client: &Client, path: &str) {
        let url = self.site.url(path).parse().unwrap();
        if waiting(client).for_url(&url).await.is_err() {
            let (there, page) =
                (client.current_url().await.unwrap(), client.source().await.unwrap());
            panic!("not at {url} but at {there}: {page}");
        }
    }
}

/// Asks often, since a page is there in no time.
fn waiting(client: &Client) -> Wait<'_> {
    client.wait().every(Duration::from_millis(10))
}

async fn submit(client: &Client) {
    client.find(Css("main form button[type=submit]")).await.unwrap().click().await.unwrap();
}

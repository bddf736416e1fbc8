//! Rows of a file of weightings: what the lots of tenders are awarded on.

use super::cells::{self, Wrong, date, not_among, says_nothing, text, unless_missing};
use super::kinds::{CLIENT, Column};
use super::line::{Line, Spot};
use super::points::number;
use super::table::{Parse, Spots};
use crate::app::imports::{WeightingPart, WeightingRow};
use crate::domain::assessments::Worded;
use crate::domain::tenders::{TenderDetails, Value};
use crate::domain::texts;
use crate::domain::weightings::frameworks::Framework;
use crate::domain::weightings::social_value::Authority;
use crate::domain::weightings::{Criterion, Kind, Weighting};

pub(super) const COLUMNS: &[Column] = &[
    Column {
        name: "tender_reference",
        about: "What the buyer refers to the tender by",
        synonyms: &["Tender Ref", "Tender ID", "Tender", "Procurement Reference", "Contract ID"],
        ..Column::REQUIRED
    },
    Column {
        name: "criterion",
        about: "Name of the criterion; may be empty where the kind says all there is",
        synonyms: &["Criterion Name", "Criterion Name PT", "Award Criterion", "Criteria"],
        ..Column::REQUIRED
    },
    Column {
        name: "kind",
        about: "price, cost, quality, technical, cultural_fit, availability or social_value; \
                anything else is kept as it is written",
        synonyms: &["Criterion Type", "Criterion Kind", "Type", "Type of Criterion"],
        ..Column::REQUIRED
    },
    Column {
        name: "weight",
        about: "The weight as published: 70, 70%, 0.7, 60-85%, 50%+20%, 600 points, 1st, or empty",
        synonyms: &["Weight Raw", "Weighting", "Criterion Weight", "Weight Percent", "Weight Pct"],
        ..Column::REQUIRED
    },
    Column {
        name: "lot",
        about: "Number or name of the lot; empty for a tender without lots",
        synonyms: &["Lot ID", "Lot Number", "Lot No", "Lot Reference"],
        ..Column::OPTIONAL
    },
    Column {
        name: "buyer",
        about: "Name of the organisation that buys; yours when not said",
        synonyms: CLIENT,
        ..Column::OPTIONAL
    },
    Column {
        name: "title",
        about: "What the tender is for",
        synonyms: &["Tender Title", "Tender Name"],
        ..Column::OPTIONAL
    },
    Column {
        name: "published_on",
        about: "Day the tender was published",
        synonyms: &["Release Date", "Published", "Publication Date", "Notice Date"],
        ..Column::OPTIONAL
    },
    Column {
        name: "category",
        about: "What is bought, such as services",
        synonyms: &["Procurement Category", "Main Procurement Category"],
        ..Column::OPTIONAL
    },
    Column {
        name: "method",
        about: "How it is bought, such as open",
        synonyms: &["Procurement Method", "Procedure", "Procedure Type"],
        ..Column::OPTIONAL
    },
    Column {
        name: "value_gbp",
        about: "Estimated value of the tender in pounds, or in the currency that is given",
        synonyms: &["Tender Value", "Estimated Value", "Value"],
        ..Column::OPTIONAL
    },
    Column {
        name: "currency",
        about: "Code of the currency of the value; pounds when not said",
        synonyms: &["Value Currency", "Tender Currency"],
        ..Column::OPTIONAL
    },
    Column {
        name: "lot_title",
        about: "What the lot is for",
        synonyms: &["Lot Name", "Lot Description"],
        ..Column::OPTIONAL
    },
    Column {
        name: "number",
        about: "Number of the criterion in its lot; without it, kind and name tell it from others",
        synonyms: &["Criterion No", "Criterion Number"],
        ..Column::OPTIONAL
    },
    Column {
        name: "framework",
        about: "dos_outcomes, dos_specialists, dos_participants, dos6_lot1, dos6_lot3 or mcf3: \
                the weights are held against its limits",
        synonyms: &["Framework Agreement"],
        ..Column::OPTIONAL
    },
    Column {
        name: "authority",
        about: "central_government, executive_agency, ndpb or other: social value is held against \
                what binds it",
        synonyms: &["Authority Type", "Buyer Type"],
        ..Column::OPTIONAL
    },
];

pub(super) const EXAMPLES: [&str; 2] = [
    "T-0001,Approach and team,quality,60%,1,Borough of Elmbrook,Mooring permits,20 May 2026,\
     services,open,250000,,Permits online,1,,other",
    "T-0001,Price,price,40%,1,Borough of Elmbrook,Mooring permits,20 May 2026,services,open,\
     250000,,Permits online,2,,other",
];

/// Where each field of a weighting is.
pub(super) struct Weightings {
    tender_reference: Spot,
    criterion: Spot,
    kind: Spot,
    weight: Spot,
    lot: Spot,
    buyer: Spot,
    title: Spot,
    published_on: Spot,
    category: Spot,
    method: Spot,
    value_gbp: Spot,
    currency: Spot,
    lot_title: Spot,
    number: Spot,
    framework: Spot,
    authority: Spot,
}

impl Weightings {
    pub(super) fn at(spots: &Spots) -> Self {
        Self {
            tender_reference: spots.get("tender_reference"),
            criterion: spots.get("criterion"),
            kind: spots.get("kind"),
            weight: spots.get("weight"),
            lot: spots.get("lot"),
            buyer: spots.get("buyer"),
            title: spots.get("title"),
            published_on: spots.get("published_on"),
            category: spots.get("category"),
            method: spots.get("method"),
            value_gbp: spots.get("value_gbp"),
            currency: spots.get("currency"),
            lot_title: spots.get("lot_title"),
            number: spots.get("number"),
            framework: spots.get("framework"),
            authority: spots.get("authority"),
        }
    }

    fn tender(&self, line: &mut Line<'_>) -> Option<TenderDetails> {
        let reference = line.key(&self.tender_reference);
        let title = line.optional_name(&self.title);
        let published_on = line.optional(&self.published_on, date);
        let category = line.optional_name(&self.category);
        let method = line.optional_name(&self.method);
        let value = self.value(line);
        let framework = line.optional(&self.framework, framework);
        let authority = line.optional(&self.authority, authority);
        Some(TenderDetails {
            reference: reference?,
            title: title?,
            published_on: published_on?,
            category: category?,
            method: method?,
            value: value?,
            framework: framework?,
            authority: authority?,
        })
    }

    fn value(&self, line: &mut Line<'_>) -> Option<Option<Value>> {
        let amount = line.optional(&self.value_gbp, cells::money);
        let currency = line.optional(&self.currency, currency);
        let (amount, currency) = (amount?, currency?);
        Some(amount.map(|amount| Value { amount, currency: currency.flatten() }))
    }

    fn criterion(&self, line: &mut Line<'_>) -> Option<Criterion> {
        let name = line.read(&self.criterion, words);
        let kind = line.read(&self.kind, kind);
        let weight = line.read(&self.weight, weight);
        let number = line.optional(&self.number, place);
        let (name, kind) = (name?, kind?);
        if name.is_empty() && kind.written.is_none() {
            let remedy = "Enter the name of the criterion or its kind";
            line.wrong(&self.criterion, Wrong::new("this names no criterion", remedy));
            return None;
        }
        Some(Criterion { number: number?, name, kind, weight: weight?, origin: None })
    }
}

impl Parse for Weightings {
    type Out = WeightingRow;

    fn parse(&mut self, line: &mut Line<'_>) -> Result<WeightingRow, WeightingPart> {
        let buyer = line.optional_name(&self.buyer);
        let tender = self.tender(line);
        let lot = line.read(&self.lot, words);
        let lot_title = line.optional_name(&self.lot_title);
        let criterion = self.criterion(line);
        let part = WeightingPart { buyer: buyer.clone() };
        let whole = || {
            let (buyer, tender, lot) = (buyer?, tender?, lot?);
            let (lot_title, criterion) = (lot_title?, criterion?);
            Some(WeightingRow { buyer, tender, lot, lot_title, criterion })
        };
        whole().ok_or(part)
    }
}

/// Words that may be left out, kept even when they are `N/A` or a dash.
fn words(cell: &str) -> Result<String, Wrong> {
    let found = text(cell);
    texts::name(&found).map_err(|why| Wrong::new(why.to_string(), why.remedy()))?;
    Ok(found.into_owned())
}

/// What kind of criterion it is, and how that was written.
fn kind(cell: &str) -> Result<Worded<Kind>, Wrong> {
    let written = words(cell)?;
    if says_nothing(&written) {
        return Ok(Worded::default());
    }
    Ok(Worded { read: Kind::named(&written), written: Some(written) })
}

/// A weight as it was published.
fn weight(cell: &str) -> Result<Weighting, Wrong> {
    let published = words(cell)?;
    Weighting::parse(&published)
        .map_err(|slip| Wrong::split(&slip.to_string(), "this weight cannot be read"))
}

/// The number of a criterion in its lot.
fn place(cell: &str) -> Result<u16, Wrong> {
    let number = number(cell)?;
    let message = "no lot has this many criteria";
    let fits = i16::try_from(number).is_ok();
    if fits { Ok(number) } else { Err(Wrong::new(message, "Number the criteria from 1")) }
}

/// The code of a currency; nothing for pounds.
fn currency(cell: &str) -> Result<Option<String>, Wrong> {
    let code = cell.trim().to_uppercase();
    if ["GBP", "£"].contains(&code.as_str()) {
        return Ok(None);
    }
    let fits = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    let remedy = "Use its three letters, such as GBP or EUR";
    if fits {
        Ok(Some(code))
    } else {
        Err(Wrong::new("this is not the code of a currency", remedy))
    }
}

/// A framework, by its word or its name.
fn framework(cell: &str) -> Result<Framework, Wrong> {
    let words = Framework::ALL.iter().map(|framework| framework.word());
    Framework::parse(cell).ok_or_else(|| not_among("a framework whose limits are known", words))
}

/// What sort of authority the buyer is.
fn authority(cell: &str) -> Result<Authority, Wrong> {
    let words = Authority::ALL.iter().map(|authority| authority.word());
    Authority::parse(cell).ok_or_else(|| not_among("a sort of authority", words))
}

/// What is wrong with a text that is to stand in every row.
pub(super) fn constant(field: &str, text: &str) -> Option<Wrong> {
    match field {
        "published_on" => unless_missing(text, date).err(),
        "kind" => kind(text).err(),
        "weight" => weight(text).err(),
        "number" => unless_missing(text, place).err(),
        "currency" => unless_missing(text, currency).err(),
        "framework" => unless_missing(text, framework).err(),
        "authority" => unless_missing(text, authority).err(),
        _ => None,
    }
}

/// What a cell came to, in our own words.
pub(super) fn as_read(field: &str, cell: &str) -> Option<String> {
    match field {
        "published_on" => date(cell).ok().map(|day| day.to_string()),
        "kind" => kind(cell).ok()?.read.map(|kind| kind.word().to_owned()),
        "number" => place(cell).ok().map(|number| number.to_string()),
        "currency" => currency(cell).ok().flatten(),
        "framework" => framework(cell).ok().map(|it| it.word().to_owned()),
        "authority" => authority(cell).ok().map(|it| it.word().to_owned()),
        _ => None,
    }
}

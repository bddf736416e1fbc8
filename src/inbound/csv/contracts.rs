//! Rows of a contracts file.

use super::cells::Wrong;
use super::cells::{date, money, pricing, working};
use super::kinds::{CLIENT, CONTRACT, Column, SUPPLIER};
use super::line::{Line, Spot};
use super::table::{Parse, Spots};
use crate::app::contracts::ContractCommand;
use crate::app::imports::ContractPart;
use crate::domain::contracts::{Details, Term};

pub(super) const COLUMNS: &[Column] = &[
    Column {
        name: "reference",
        about: "The client's reference for the contract",
        synonyms: CONTRACT,
        ..Column::REQUIRED
    },
    Column {
        name: "title",
        about: "What the contract is for",
        synonyms: &[
            "Contract Title",
            "Contract Name",
            "Title of Contract",
            "Name of Contract",
            "Title of Agreement",
        ],
        ..Column::REQUIRED
    },
    Column {
        name: "client",
        about: "Name of the organisation that buys",
        synonyms: CLIENT,
        ..Column::REQUIRED
    },
    Column {
        name: "supplier",
        about: "Name of the organisation that leads the supply",
        synonyms: SUPPLIER,
        ..Column::REQUIRED
    },
    Column {
        name: "start",
        about: "First day, such as 1 April 2026 or 2026-04-01",
        synonyms: &["Start Date", "Contract Start", "Contract Start Date", "Commencement Date"],
        ..Column::OPTIONAL
    },
    Column {
        name: "end",
        about: "Last day",
        synonyms: &[
            "End Date",
            "Contract End",
            "Contract End Date",
            "Expiry Date",
            "Contract Expiry Date",
            "Current Expiry Date",
            "Current End Date",
        ],
        ..Column::OPTIONAL
    },
    Column {
        name: "value_gbp",
        about: "Total value in pounds, at most 2 decimals",
        synonyms: &[
            "Value",
            "Value (£)",
            "Contract Value",
            "Contract Value (£)",
            "Contract Amount",
            "Total Value",
            "Total Contract Value",
            "Total Contract Value (including extensions)",
            "Award Value",
        ],
        ..Column::OPTIONAL
    },
    Column {
        name: "pricing_model",
        about: "day_rate, fixed_price, capped or outcome",
        synonyms: &["Pricing", "Pricing Mechanism", "Charging Method", "Payment Model"],
        ..Column::OPTIONAL
    },
    Column {
        name: "working_pattern",
        about: "colocated, hybrid, remote or offshore",
        synonyms: &["Working Arrangement", "Ways of Working"],
        ..Column::OPTIONAL
    },
    Column {
        name: "tender_reference",
        about: "Reference of the tender it came from",
        synonyms: &[
            "Tender Ref",
            "Tender ID",
            "Tender Number",
            "Procurement Reference",
            "ITT Reference",
        ],
        ..Column::OPTIONAL
    },
];

pub(super) const EXAMPLES: [&str; 2] = [
    "C-0001,Case management service,Borough of Elmbrook,Fernhill Digital Ltd,2026-04-01,2028-03-31,\"1,250,000.00\",capped,hybrid,T-0007",
    "C-0002,Cloud hosting,Borough of Elmbrook,Stonebridge Systems LLP,1 July 2026,,,fixed_price,remote,",
];

/// Where each field of a contract is.
pub(super) struct Contracts {
    reference: Spot,
    title: Spot,
    client: Spot,
    supplier: Spot,
    start: Spot,
    end: Spot,
    value: Spot,
    pricing: Spot,
    working: Spot,
    tender: Spot,
}

impl Contracts {
    pub(super) fn at(spots: &Spots) -> Self {
        Self {
            reference: spots.get("reference"),
            title: spots.get("title"),
            client: spots.get("client"),
            supplier: spots.get("supplier"),
            start: spots.get("start"),
            end: spots.get("end"),
            value: spots.get("value_gbp"),
            pricing: spots.get("pricing_model"),
            working: spots.get("working_pattern"),
            tender: spots.get("tender_reference"),
        }
    }

    fn term(&self, line: &mut Line<'_>) -> Option<Term> {
        let start = line.optional(&self.start, date);
        let end = line.optional(&self.end, date);
        match Term::new(start?, end?) {
            Ok(term) => Some(term),
            Err(backwards) => {
                let remedy = "Correct the start or the end";
                line.wrong(&self.end, Wrong::new(backwards.to_string(), remedy));
                None
            }
        }
    }
}

impl Parse for Contracts {
    type Out = ContractCommand;

    fn parse(&mut self, line: &mut Line<'_>) -> Result<ContractCommand, ContractPart> {
        let reference = line.key(&self.reference);
        let title = line.name(&self.title);
        let client = line.name(&self.client);
        let supplier = line.name(&self.supplier);
        let term = self.term(line);
        let value = line.optional(&self.value, money);
        let pricing = line.optional(&self.pricing, pricing);
        let working = line.optional(&self.working, working);
        let tender = line.optional_name(&self.tender);
        let part =
            ContractPart { reference: reference.clone(), client: client.clone(), design: None };
        let details = || {
            Some(Details {
                reference: reference?,
                title: title?,
                term: term?,
                value: value?,
                pricing: pricing?,
                working: working?,
                tender_reference: tender?,
            })
        };
        match (client, supplier, details()) {
            (Some(client), Some(supplier), Some(details)) => {
                Ok(ContractCommand { client, supplier, details, design: None })
            }
            _ => Err(part),
        }
    }
}

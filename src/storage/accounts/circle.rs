//! Which people exist for somebody.

use crate::domain::access::Scope;
use crate::domain::ids::OrganisationId;
use crate::storage::contracts::seen;
use entity::{contract, contract_party, membership, person};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

/// Which people are meant; a parameter of every finder of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Circle {
    /// Everybody.
    Everybody,
    /// The people of one organisation.
    Own(OrganisationId),
    /// The people of the other organisations on the contracts of a scope.
    OnContracts(Scope, OrganisationId),
}

impl Circle {
    pub(super) fn condition(self) -> Condition {
        let organisation = membership::Column::OrganisationId;
        match self {
            Self::Everybody => Condition::all(),
            Self::Own(own) => Condition::all().add(organisation.eq(own.0)),
            Self::OnContracts(scope, own) => {
                let clients = side(scope, contract::Column::ClientId);
                let suppliers = side(scope, contract::Column::SupplierId);
                let there = Condition::any()
                    .add(organisation.in_subquery(clients))
                    .add(organisation.in_subquery(suppliers))
                    .add(organisation.in_subquery(parties(scope)));
                Condition::all()
                    .add(there)
                    .add(organisation.ne(own.0))
                    .add(person::Column::DisabledAt.is_null())
            }
        }
    }
}

fn side(scope: Scope, column: contract::Column) -> SelectStatement {
    seen(scope).select_only().column(column).into_query()
}

fn parties(scope: Scope) -> SelectStatement {
    contract_party::Entity::find()
        .select_only()
        .column(contract_party::Column::OrganisationId)
        .filter(contract_party::Column::ContractId.in_subquery(side(scope, contract::Column::Id)))
        .into_query()
}

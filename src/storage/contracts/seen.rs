//! Which contracts, and rows of theirs, exist for a scope.

use crate::domain::access::Scope;
use crate::domain::ids::OrganisationId;
use entity::{contract, contract_party};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select, Value,
};

/// The contracts that exist for a scope.
pub(in crate::storage) fn seen(scope: Scope) -> Select<contract::Entity> {
    let all = contract::Entity::find();
    match scope {
        Scope::Everything => all,
        Scope::Client(own) => all.filter(contract::Column::ClientId.eq(own.0)),
        Scope::Supplier(own) => all.filter(
            Condition::any()
                .add(contract::Column::SupplierId.eq(own.0))
                .add(contract::Column::Id.in_subquery(as_party(own))),
        ),
    }
}

/// The rows, by the column that names their contract, that exist for a scope.
pub(in crate::storage) fn on_seen<T: ColumnTrait>(scope: Scope, column: T) -> Condition {
    match scope {
        Scope::Everything => Condition::all(),
        Scope::Client(_) | Scope::Supplier(_) => {
            let ids = seen(scope).select_only().column(contract::Column::Id).into_query();
            Condition::all().add(column.in_subquery(ids))
        }
    }
}

/// The values in the text of [`seen`], in their order.
pub(in crate::storage) fn seen_values(scope: Scope) -> Vec<Value> {
    match scope {
        Scope::Everything => Vec::new(),
        Scope::Client(own) => vec![own.0.into()],
        Scope::Supplier(own) => vec![own.0.into(), own.0.into()],
    }
}

fn as_party(organisation: OrganisationId) -> SelectStatement {
    contract_party::Entity::find()
        .select_only()
        .column(contract_party::Column::ContractId)
        .filter(contract_party::Column::OrganisationId.eq(organisation.0))
        .into_query()
}

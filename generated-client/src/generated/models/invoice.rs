// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

use std::collections::BTreeMap;
use runtime::{Date, Id, Timestamp, Value};

/// A bill for time, expenses and other items of one or more projects.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Invoice {
    /// The invoice's own id, and its key in `invoices`.
    pub id: Id,
    /// Items that stem neither from time, expenses nor fixed fees.
    pub additional_item_ids: Vec<Id>,
    /// Amount still to be paid, in cents of `currency`.
    pub balance_in_cents: Option<i64>,
    /// Billing milestones billed on the invoice.
    pub billing_milestone_ids: Vec<Id>,
    /// When the invoice was recorded. The date printed on it is `invoice_date`.
    pub created_at: Option<Timestamp>,
    /// ISO code of the invoice's currency.
    pub currency: Option<String>,
    /// How many cents make one unit of the currency: 100 for dollars, 1 for yen.
    pub currency_base_unit: Option<i32>,
    /// Sign to print before an amount, such as `$`.
    pub currency_symbol: Option<String>,
    /// Whether the invoice is still a draft.
    pub draft: Option<bool>,
    /// Day by which payment is expected.
    pub due_date: Option<Date>,
    /// Expenses billed on the invoice.
    pub expense_ids: Vec<Id>,
    /// Counterparts of the invoice in other systems.
    pub external_reference_ids: Vec<Id>,
    /// Fixed fees billed on the invoice.
    pub fixed_fee_item_ids: Vec<Id>,
    /// Date that the invoice bears.
    pub invoice_date: Option<Date>,
    /// Note to the recipient.
    pub message: Option<String>,
    /// Days that the recipient has to pay: 30 for net 30.
    pub payment_schedule: Option<i32>,
    /// Code for the recipient's bookkeeping.
    pub project_code: Option<String>,
    /// Number of the recipient's purchase order.
    pub purchase_order: Option<String>,
    /// User to whom the invoice is addressed.
    pub recipient_id: Option<Id>,
    /// Where the invoice stands between issue and payment.
    pub status: Option<InvoiceStatus>,
    /// Tax added to the total, in percent.
    pub tax_rate: Option<f64>,
    /// Time entries billed on the invoice.
    pub time_entry_ids: Vec<Id>,
    /// Heading that the service makes up from the number, such as `Invoice #12` or
    /// `Draft Invoice #12`.
    pub title: Option<String>,
    /// When the invoice last changed.
    pub updated_at: Option<Timestamp>,
    /// User who drew up the invoice.
    pub user_id: Option<Id>,
    /// Number that the invoice bears. Not its id.
    pub user_invoice_number: Option<i32>,
    /// Heading that the user typed, if any.
    pub user_invoice_title: Option<String>,
    /// Projects that the invoice bills.
    pub workspace_ids: Vec<Id>,
    /// All other properties.
    pub additional: BTreeMap<String, Value>,
}

runtime::object!(Invoice {
    id, additional_item_ids, balance_in_cents, billing_milestone_ids, created_at, currency,
    currency_base_unit, currency_symbol, draft, due_date, expense_ids, external_reference_ids,
    fixed_fee_item_ids, invoice_date, message, payment_schedule, project_code, purchase_order,
    recipient_id, status, tax_rate, time_entry_ids, title, updated_at, user_id, user_invoice_number,
    user_invoice_title, workspace_ids,
} and additional);

impl Invoice {
    /// Creates a value from the required properties; all others are absent.
    pub fn new(id: impl Into<Id>) -> Self {
        Self {
            id: id.into(),
            additional_item_ids: Default::default(),
            balance_in_cents: None,
            billing_milestone_ids: Default::default(),
            created_at: None,
            currency: None,
            currency_base_unit: None,
            currency_symbol: None,
            draft: None,
            due_date: None,
            expense_ids: Default::default(),
            external_reference_ids: Default::default(),
            fixed_fee_item_ids: Default::default(),
            invoice_date: None,
            message: None,
            payment_schedule: None,
            project_code: None,
            purchase_order: None,
            recipient_id: None,
            status: None,
            tax_rate: None,
            time_entry_ids: Default::default(),
            title: None,
            updated_at: None,
            user_id: None,
            user_invoice_number: None,
            user_invoice_title: None,
            workspace_ids: Default::default(),
            additional: BTreeMap::new(),
        }
    }
}

impl Invoice {
    /// `balance_in_cents` as an exact amount of money.
    ///
    /// It is `None` if the amount, its unit or its currency is missing.
    pub fn balance(&self) -> Option<runtime::Money> {
        runtime::private::money(
            &self.balance_in_cents,
            &self.currency_base_unit,
            &self.currency,
        )
    }
}

runtime::open_enum! {
    /// Where the invoice stands between issue and payment.
    pub enum InvoiceStatus {
        New = "new",
        AcceptedPayment = "accepted payment",
        Cancelled = "cancelled",
        _ => Other,
    }
}

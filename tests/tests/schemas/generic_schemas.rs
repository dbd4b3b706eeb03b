//! Generic schemas, anchors, and references that count from `$id`.

use serde_json::json;
use tests::generic_schemas::models::*;

use crate::helpers::{comes_back, read, refused};

#[test]
fn a_page_has_rows_of_the_type_that_its_use_binds() {
    let apples: ApplePage = comes_back(json!({
        "rows": [{ "sort": "Cox" }], "first": { "sort": "Elstar" }, "meta": { "total": 2 },
    }));
    assert_eq!(apples.rows, [Apple::new("Cox")]);
    assert_eq!(apples.first, Some(Apple::new("Elstar")));
    let crates: ListCratesResponse =
        comes_back(json!({ "rows": [{ "weight": 3 }], "meta": { "total": 1 } }));
    assert_eq!(crates.rows, [Crate::new(3)]);
    assert!(
        refused::<ApplePage>(json!({ "rows": [{ "weight": 3 }], "meta": { "total": 1 } }))
            .contains("`sort`")
    );
}

#[test]
fn a_binding_reaches_through_other_schemas_and_recursion() {
    let report: TreeReport = read(json!({
        "forest": "north",
        "page": { "rows": [{ "twigs": [{ "length": 1 }] }], "meta": { "total": 1 } },
        "before": { "page": { "rows": [{ "length": 2 }], "meta": { "total": 1 } } },
    }));
    let oaks: &[Oak] = &report.page.rows;
    assert_eq!(oaks[0].twigs[0].length, Some(1));
    let before: Vec<Oak> = report.before.unwrap().page.rows;
    assert_eq!(before[0].length, Some(2));
}

#[test]
fn a_generic_schema_that_nothing_binds_holds_any_value() {
    let page: Page = comes_back(json!({ "rows": [1, "a"], "meta": { "total": 2 } }));
    assert_eq!(page.rows, [json!(1), json!("a")]);
}

#[test]
fn references_count_from_the_id_of_the_schema_that_they_stand_in() {
    let boat: Boat = comes_back(json!({
        "hull": { "length": 9 }, "mast": { "height": 12 }, "owner": { "name": "Ada" },
        "crew": [{ "name": "Bo" }], "pier": { "depth": 4 },
    }));
    assert_eq!(boat.hull.length, 9);
    assert_eq!(boat.mast.unwrap().height, Some(12));
    assert_eq!(
        (boat.owner, boat.crew),
        (Sailor::new("Ada"), vec![Sailor::new("Bo")])
    );
    let pier: Pier = comes_back(json!({ "end": { "depth": 4 } }));
    assert_eq!(pier.end, boat.pier);
}

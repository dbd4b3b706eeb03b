//! References to schemas in the middle of a hierarchy: what is composed of them is kept.

use serde_json::json;
use tests::union_in_the_middle::models::{Bird, Duck, Good, Saw, Tool, Zoo};

use crate::helpers::{comes_back, read, written};

#[test]
fn a_child_that_is_read_as_its_parent_keeps_its_own_properties() {
    let saw = json!({ "code": "S", "price": 2.0, "steel": true, "teeth": 7 });
    let tools: Vec<Tool> = comes_back(json!([saw, { "code": "T", "steel": false }]));
    assert!(matches!(&tools[0], Tool::Saw(saw) if saw.teeth == 7));
    assert!(matches!(&tools[1], Tool::Tool(tool) if tool.steel == Some(false)));
    let goods: Vec<Good> = comes_back(json!([saw, { "code": "F", "until": "x" }, { "code": "?" }]));
    assert!(matches!(&goods[0], Good::Tool(Tool::Saw(_))));
    assert!(matches!(&goods[2], Good::Other(_)));
    let saw: Saw = comes_back(saw);
    assert_eq!(saw.teeth, 7);
}

#[test]
fn every_level_of_a_hierarchy_without_a_mapping_has_its_name() {
    let mallard = json!({ "is": "Mallard", "wings": 2, "pond": "p", "green": true });
    let value = json!({
        "animal": mallard, "bird": mallard, "ducks": [mallard, { "is": "Duck", "pond": "q" }], "listed": mallard,
    });
    let zoo: Zoo = read(value.clone());
    assert_eq!(written(&zoo), value);
    assert!(matches!(zoo.bird, Some(Bird::Duck(Duck::Mallard(_)))));
    let bird: Bird = comes_back(json!({ "is": "Bird", "wings": 2 }));
    assert!(matches!(bird, Bird::Bird(_)));
}

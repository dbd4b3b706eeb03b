//! Types that contain themselves.

use serde_json::json;
use tests::recursive_types;

use crate::helpers::{read_value as read, written_text as written};

#[test]
fn a_type_can_contain_itself() {
    use recursive_types::models::{Graft, Tree, Value};
    let json = json!({
        "label": "a", "parent": {"label": "b", "children": [], "by_name": {}},
        "children": [{"label": "c", "children": [], "by_name": {}}],
        "by_name": {"d": {"label": "d", "children": [], "by_name": {}}},
        "owner": {"favourite": {"label": "e", "children": [], "by_name": {}}},
        "next": ["f", ["g"], {"label": "h", "children": [], "by_name": {}}],
    });
    let tree: Tree = read(json.clone());
    assert_eq!(tree.parent.as_ref().unwrap().label, "b");
    assert!(matches!(tree.next.as_deref(), Some(Value::List(values)) if values.len() == 3));
    assert_eq!(serde_json::to_value(&tree).unwrap(), json);

    let graft = Graft::new("a")
        .then(Graft::new("b").clear_then())
        .else_(Graft::new("c"))
        .all([Graft::new("d")]);
    assert_eq!(
        written(&graft),
        r#"{"at":"a","then":{"at":"b","then":null},"else":{"at":"c"},"all":[{"at":"d"}]}"#
    );
}

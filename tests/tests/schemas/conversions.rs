//! Traits of generated types: conversions into unions, comparison, hashing, defaults.

use std::collections::HashSet;

use serde_json::json;
use tests::{
    recursive_unions::models::{Formula, Note, Sum},
    unions::models::{AddCellBody, Style, Value, ValueObject},
};

use crate::helpers::{comes_back, written};

#[test]
fn values_convert_into_the_variant_that_holds_them() {
    assert_eq!(Value::from(true), Value::Boolean(true));
    assert_eq!(Value::from(1.5), Value::Number(1.5));
    assert_eq!(Value::from("a"), Value::Text("a".to_owned()));
    assert_eq!(Value::from("a".to_owned()), Value::Text("a".to_owned()));
    assert_eq!(
        Value::from(ValueObject::new("=A1")),
        Value::Object(ValueObject::new("=A1"))
    );
    // Boxed, as the union contains itself.
    let sum = Sum::new(1.0, None);
    assert_eq!(Formula::from(sum.clone()), Formula::Sum(Box::new(sum)));
}

#[test]
fn a_union_of_single_values_is_shown_as_its_value() {
    use tests::easy_values::models::PointId;
    use tests::qdrant_points::models::{ReadConsistency, ReadConsistencyType};
    assert_eq!(PointId::from(7).to_string(), "7");
    assert_eq!(PointId::from("a").to_string(), "a");
    // One variant is a set, which is shown as it is written.
    let consistency = ReadConsistency::from(ReadConsistencyType::Majority);
    assert_eq!(consistency.to_string(), "majority");
}

#[test]
fn constructors_and_setters_take_what_converts() {
    let body = AddCellBody::new("text").width(7);
    assert_eq!(written(&body), json!({ "value": "text", "width": 7 }));
    // A union converts into itself.
    let body = AddCellBody::new(Value::Boolean(true));
    assert_eq!(written(&body), json!({ "value": true }));
    // Items of a list are of one type, so that each can be converted by its own `into`.
    let sum = Sum::new(1.0, None).rest(["x".into(), 2.0.into()]);
    assert_eq!(
        written(&sum),
        json!({ "left": 1.0, "right": null, "rest": ["x", 2.0] })
    );
}

#[test]
fn types_without_floating_point_numbers_are_compared_and_hashed() {
    fn is_hashed<T: Eq + std::hash::Hash>(values: impl IntoIterator<Item = T>) -> usize {
        values.into_iter().collect::<HashSet<T>>().len()
    }
    assert_eq!(is_hashed([ValueObject::new("a"), ValueObject::new("a")]), 1);
    assert_eq!(is_hashed([Style::default()]), 1);
}

/// Reading would not end if a variant were the union itself.
#[test]
fn a_union_of_itself_is_read_by_its_other_variants() {
    use tests::unions_of_themselves::models::{Direct, Pong, Tagged, Tree};
    assert_eq!(comes_back::<Direct>(json!(7)), Direct::Integer(7));
    assert_eq!(comes_back::<Pong>(json!("a")), Pong::Ping("a".to_owned()));
    let tagged: Tagged = comes_back(json!({ "kind": "Thing", "name": "n" }));
    assert!(matches!(tagged, Tagged::Thing(_)));
    assert_eq!(
        comes_back::<Tree>(json!([["a"]])),
        Tree::List(vec![Tree::List(vec!["a".into()])])
    );
}

#[test]
fn an_object_without_required_properties_has_a_default() {
    assert_eq!(written(&Note::default()), json!({}));
}

#[test]
fn a_value_of_an_inner_union_and_an_array_convert_by_themselves() {
    use tests::easy_values::models::{
        Condition, FieldCondition, Filter, IsNullCondition, PointId, Query, SampleQuery, Search,
        SearchBoost, SearchPrompt, SearchStop, Vector, VectorById,
    };
    let by_vector = written(&Search::new(vec![0.5, 1.0]));
    assert_eq!(by_vector, json!({ "query": [0.5, 1.0] }));
    assert_eq!(
        Query::from(VectorById::new(7)),
        Query::Vector(Vector::ById(VectorById::new(PointId::Integer(7))))
    );
    assert_eq!(
        Query::from(SampleQuery::new("random")),
        Query::Sample(SampleQuery::new("random"))
    );
    let field = || FieldCondition::new("city");
    assert_eq!(
        Filter::from(field()),
        Filter::Condition(Condition::Field(field()))
    );
    assert_eq!(
        Filter::from([field()]),
        Filter::List(vec![Condition::Field(field())])
    );
    // Items of a vector are converted one by one.
    let filter = Filter::from(vec![field().into(), IsNullCondition::new("name").into()]);
    assert!(matches!(&filter, Filter::List(list) if list.len() == 2));
    assert_eq!(SearchStop::from(["a"]), SearchStop::List(vec!["a".into()]));
    assert_eq!(
        SearchPrompt::from(["a"]),
        SearchPrompt::TextList(vec!["a".into()])
    );
    assert_eq!(
        SearchPrompt::from([1, 2]),
        SearchPrompt::IntegerList(vec![1, 2])
    );
    assert_eq!(SearchBoost::from(2), SearchBoost::Number(2.0));
}

#[test]
fn maps_take_names_with_values_and_free_values_take_json() {
    use tests::easy_values::models::Search;
    let search = Search::new([0.5])
        .payload(runtime::json!({ "city": "Berlin", "tags": ["a", null] }))
        .labels([("origin", "test")])
        .extra(runtime::json!([1, { "deep": true }]));
    assert_eq!(
        written(&search),
        json!({
            "query": [0.5],
            "payload": { "city": "Berlin", "tags": ["a", null] },
            "labels": { "origin": "test" },
            "extra": [1, { "deep": true }],
        })
    );
    let search = Search::new([0.5])
        .payload([("city", "Berlin")])
        .extra("text");
    assert_eq!(
        written(&search),
        json!({ "query": [0.5], "payload": { "city": "Berlin" }, "extra": "text" })
    );
}

#[test]
fn variants_are_named_without_what_they_share() {
    use tests::easy_values::models::{ChatMessage, ChatUserMessage};
    let message: ChatMessage = comes_back(json!({ "role": "chat.user", "text": "t" }));
    assert_eq!(message, ChatMessage::User(ChatUserMessage::new("t")));
    let call: ChatMessage = comes_back(json!({ "role": "chat.call", "call": "c" }));
    assert!(matches!(call, ChatMessage::Call(_)));
}

#[test]
fn a_property_that_several_alternatives_describe_alike_has_the_type_that_each_has() {
    use tests::names_of_alternatives::models::{Selector, SelectorBoth, Shard};
    let both = SelectorBoth::default().ids(["a"]).shard("east");
    assert_eq!(both.shard, runtime::Patch::Value(Shard::from("east")));
    assert_eq!(
        written(&Selector::from(both.filter("f"))),
        json!({ "ids": ["a"], "shard": "east", "filter": "f" })
    );
}

#[test]
fn an_alternative_with_a_title_that_says_enough_is_named_after_it() {
    use tests::names_of_alternatives::models::{JobLaneStarted, JobServerEvent};
    let mut started = JobLaneStarted::new("j");
    started.lane = Some("l".to_owned());
    assert_eq!(
        written(&JobServerEvent::from(started)),
        json!({ "type": "job.started", "job": "j", "lane": "l" })
    );
}

#[test]
fn a_required_value_that_can_be_null_is_passed_as_it_is_or_as_an_option() {
    use tests::easy_values::models::{Reply, Vector};
    let tags = ["a".to_owned(), "b".to_owned()];
    let reply = Reply::new("text", tags, 0.5, Vector::from([0.5]));
    assert_eq!(
        written(&reply),
        json!({ "text": "text", "tags": ["a", "b"], "weight": 0.5, "vector": [0.5] })
    );
    let reply = Reply::new(Some("text".into()), Some(vec![]), Some(1.0), None);
    assert_eq!(
        written(&reply),
        json!({ "text": "text", "tags": [], "weight": 1.0, "vector": null })
    );
    assert_eq!(
        written(&Reply::new(None, None, None, None)),
        json!({ "text": null, "tags": null, "weight": null, "vector": null })
    );
}

//! String enums: open in responses, closed in requests.

use runtime::Call;
use serde_json::json;
use tests::{enums, open_sets};

use crate::helpers::{read_value as read, refused_value as refused, written_text as written};

#[test]
fn an_enum_of_responses_keeps_unknown_values() {
    use enums::{
        filters::Stance,
        models::{Vote, VoteReaction, VoteWeight},
    };
    let vote: Vote = read(json!({"stance": "abstain", "reaction": "+1", "weight": "huge"}));
    assert_eq!(vote.stance, Stance::Other("abstain".to_owned()));
    assert_eq!(vote.reaction, VoteReaction::Plus1);
    assert_eq!(vote.weight, Some(VoteWeight::Other("huge".to_owned())));
    assert_eq!(
        written(&vote),
        r#"{"stance":"abstain","reaction":"+1","weight":"huge"}"#
    );
    for text in [
        "",
        " ",
        "+1",
        "-1",
        "*",
        "1.5",
        "15",
        "in progress",
        "in-progress",
        "IN_PROGRESS",
        "投票",
        "\"quoted\"",
        "back\\slash",
    ] {
        let reaction = VoteReaction::from(text);
        assert!(!matches!(reaction, VoteReaction::Other(_)), "{text:?}");
        assert_eq!(reaction.as_str(), text);
        assert_eq!(read::<VoteReaction>(json!(text)), reaction);
    }
    assert_eq!(Stance::from("other"), Stance::Other2);
    refused::<Vote>(json!({"stance": "for", "reaction": 1}));
    refused::<Vote>(json!({"stance": "for", "reaction": null}));
}

#[test]
fn an_enum_of_requests_is_closed() {
    use enums::{
        endpoints::Client,
        filters::{ListVotesLegacy, Order},
        models::{Ballot, BallotSecrecy, BallotStance},
    };
    assert_eq!("created_at:asc".parse(), Ok(Order::CreatedAtAsc));
    assert!("created_at".parse::<Order>().is_err());
    refused::<Order>(json!("created_at"));
    let client = Client::new().unwrap();
    let request = client
        .list_votes()
        .order(Order::PlusName)
        .legacy(ListVotesLegacy::Value1_50);
    assert_eq!(
        request.request().url().unwrap(),
        "https://votes.example/votes?order=%2Bname&legacy=1.50"
    );
    let texts: Vec<&str> = ListVotesLegacy::ALL
        .iter()
        .map(|value| value.as_str())
        .collect();
    assert_eq!(texts, ["yes", "no", "on", "off", "1", "1.50", "true"]);
    let ballot = Ballot::new(BallotStance::For).clear_secrecy();
    assert_eq!(written(&ballot), r#"{"stance":"for","secrecy":null}"#);
    assert_eq!(
        written(&ballot.secrecy(BallotSecrecy::Open)),
        r#"{"stance":"for","secrecy":"open"}"#
    );
}

#[test]
fn a_set_beside_any_value_is_open_in_requests() {
    use open_sets::{
        endpoints::Client,
        models::{AnyModel, Run, RunLevel, RunModel},
    };
    let run = Run::new("newer")
        .one_of("y")
        .id("00000000-0000-0000-0000-000000000000")
        .constants("c")
        .typed("z")
        .level(RunLevel::Other(3))
        .nullable("n")
        .models([AnyModel::Big, AnyModel::from("newest")]);
    assert_eq!(
        written(&run),
        r#"{"model":"newer","one_of":"y","id":"00000000-0000-0000-0000-000000000000","constants":"c","typed":"z","level":3,"nullable":"n","models":["big","newest"]}"#
    );
    // Values of every alternative are listed, those of references, too.
    for (model, text) in [
        (RunModel::Big, "big"),
        (RunModel::Small, "small"),
        (RunModel::Huge, "huge"),
    ] {
        assert_eq!(model.as_str(), text);
    }
    let client = Client::new().unwrap();
    for model in ["big", "newest"] {
        let request = client.add_run(model, Run::new(RunModel::Huge));
        let url = request.request().url().unwrap();
        assert_eq!(url, format!("https://models.example/runs?model={model}"));
    }
}

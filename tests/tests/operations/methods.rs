//! Methods of HTTP, and which operations are idempotent.

use runtime::{Call, Idempotency};
use tests::{idempotent, response_kinds};

#[test]
fn every_method_of_http_can_be_used() {
    let client = response_kinds::endpoints::Client::new().unwrap();
    assert_eq!(client.head().request().method(), "HEAD");
    assert_eq!(client.options().request().method(), "OPTIONS");
    assert_eq!(client.trace().request().method(), "TRACE");
    assert_eq!(client.put_two().request().operation().success, [200, 202]);
}

#[test]
fn which_operations_are_idempotent() {
    use Idempotency::{Idempotent, NotIdempotent, Safe};
    let board = idempotent::endpoints::Client::new().unwrap();
    let requests = [
        (board.list_lamps().request().operation(), Safe),
        (board.add_lamp().request().operation(), NotIdempotent),
        (
            board.remove_all_lamps().request().operation(),
            NotIdempotent,
        ),
        (board.dim_all().request().operation(), Idempotent),
        (board.set_lamp(1).request().operation(), Idempotent),
        (board.switch_on(1).request().operation(), Idempotent),
        (board.remove_lamp(1).request().operation(), Idempotent),
        (board.dim_lamp(1).request().operation(), NotIdempotent),
        (board.toggle(1).request().operation(), NotIdempotent),
        (board.stop_toggling(1).request().operation(), NotIdempotent),
    ];
    for (operation, idempotency) in requests {
        assert_eq!(operation.idempotency(), idempotency, "{operation}");
    }
}

//! A request with only some items of its list.

use std::sync::Arc;

use super::{Request, items::Items};

/// A request with a list, of which requests with some of its items can be made.
#[derive(Clone)]
pub(crate) struct SomeItems {
    request: Request,
    items: Option<Arc<Items>>,
}

impl Request {
    /// Returns the request as a source of requests with some items of its list.
    pub(crate) fn some_items(&self) -> SomeItems {
        let mut request = self.clone();
        let items = request.items.take();
        SomeItems { request, items }
    }
}

impl SomeItems {
    /// Returns a request with these items, or `None` if there is no list, or if an item cannot be written.
    pub(crate) fn with(&self, indexes: &[usize]) -> Option<Request> {
        let all = self.items.as_ref()?;
        let texts = indexes.iter().map(|index| all.texts.get(*index).cloned());
        let texts: Vec<String> = texts.collect::<Option<_>>()?;
        let len = texts.len();
        let some = Items {
            target: all.target,
            name: all.name,
            texts,
            len,
            max_len: all.max_len,
            refused: None,
        };
        Some(self.request.clone().with_items(&some, 0..len))
    }
}

//! Types that contain themselves: the fields and variants by which they do are boxed.

use super::super::draft::{Shape, Types};
use crate::ir::{Type, TypeId};

/// The circles that types form by containing one another.
pub(super) struct Circles(Vec<Option<usize>>);

impl Circles {
    /// Follows the types that are stored in place.
    pub(super) fn find(types: &Types) -> Self {
        let edges: Vec<Vec<usize>> = types
            .iter()
            .map(|(_, def)| {
                // The map of additional properties stores its values elsewhere.
                let parts: Vec<&Type> = match &def.shape {
                    Some(Shape::Struct(shape)) => {
                        shape.fields.iter().map(|field| &field.ty).collect()
                    }
                    Some(Shape::Union(shape)) => {
                        shape.variants.iter().map(|variant| &variant.ty).collect()
                    }
                    Some(Shape::Alias(ty)) => vec![ty],
                    Some(Shape::StringEnum(_) | Shape::IntegerEnum(_)) | None => Vec::new(),
                };
                let ids = parts.into_iter().flat_map(in_place);
                ids.map(|id| id.0).collect()
            })
            .collect();
        Self(circles(&edges))
    }

    /// Whether a part of this type stays within a circle that `id` is in: without a box, `id` would contain itself.
    pub(super) fn close(&self, id: TypeId, part: &Type) -> bool {
        let own = self.0.get(id.0).copied().flatten();
        own.is_some()
            && in_place(part)
                .into_iter()
                .any(|part| self.0.get(part.0).copied().flatten() == own)
    }
}

/// The named types that are stored in place: lists and maps keep theirs elsewhere.
fn add_in_place(ty: &Type, ids: &mut Vec<TypeId>) {
    match ty {
        Type::Named(id) => ids.push(*id),
        Type::Nullable(inner) => add_in_place(inner, ids),
        Type::Tuple(places) => places.iter().for_each(|ty| add_in_place(ty, ids)),
        _ => {}
    }
}

fn in_place(ty: &Type) -> Vec<TypeId> {
    let mut ids = Vec::new();
    add_in_place(ty, &mut ids);
    ids
}

/// The number of the circle that each node is in, if it is in one: the strongly connected components of more than one
/// node, or of one that leads to itself.
fn circles(edges: &[Vec<usize>]) -> Vec<Option<usize>> {
    let mut search = Search {
        edges,
        nodes: vec![Visit::default(); edges.len()],
        circles: vec![None; edges.len()],
        stack: Vec::new(),
        next_index: 1,
        next_circle: 0,
    };
    for start in 0..edges.len() {
        if search.visit(start).index == 0 {
            search.run(start);
        }
    }
    search.circles
}

/// Tarjan's algorithm, without recursion: chains of types can be long.
struct Search<'e> {
    edges: &'e [Vec<usize>],
    nodes: Vec<Visit>,
    circles: Vec<Option<usize>>,
    /// The nodes that are visited, and not yet known to be in a circle or in none.
    stack: Vec<usize>,
    next_index: usize,
    next_circle: usize,
}

/// The visit to a node.
#[derive(Clone, Copy, Default)]
struct Visit {
    /// When it was first visited; 0 if it was not.
    index: usize,
    /// The earliest index on the stack that it leads to.
    low: usize,
    is_on_stack: bool,
}

impl Search<'_> {
    fn visit(&self, node: usize) -> Visit {
        self.nodes.get(node).copied().unwrap_or_default()
    }

    fn update(&mut self, node: usize, update: impl FnOnce(&mut Visit)) {
        if let Some(visit) = self.nodes.get_mut(node) {
            update(visit);
        }
    }

    /// Visits everything that `start` leads to. Each item of work is a node and the next of its edges.
    fn run(&mut self, start: usize) {
        let mut work: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((node, edge)) = work.pop() {
            if self.visit(node).index == 0 {
                self.enter(node);
            }
            let Some(next) = self.edges.get(node).and_then(|edges| edges.get(edge)) else {
                self.leave(node);
                continue;
            };
            let there = self.visit(*next);
            if there.index == 0 {
                // Comes back to this edge once its end has been visited.
                work.push((node, edge));
                work.push((*next, 0));
                continue;
            }
            if there.is_on_stack {
                self.update(node, |visit| visit.low = visit.low.min(there.low));
            }
            work.push((node, edge + 1));
        }
    }

    fn enter(&mut self, node: usize) {
        let index = self.next_index;
        self.next_index += 1;
        self.stack.push(node);
        self.update(node, |visit| {
            *visit = Visit {
                index,
                low: index,
                is_on_stack: true,
            };
        });
    }

    /// Takes a component off the stack, if `node` is the first of it that was visited.
    fn leave(&mut self, node: usize) {
        let own = self.visit(node);
        if own.low != own.index {
            return;
        }
        let mut members = Vec::new();
        while let Some(member) = self.stack.pop() {
            self.update(member, |visit| visit.is_on_stack = false);
            members.push(member);
            if member == node {
                break;
            }
        }
        let leads_to_itself = (self.edges.get(node)).is_some_and(|edges| edges.contains(&node));
        if members.len() > 1 || leads_to_itself {
            for member in members {
                if let Some(circle) = self.circles.get_mut(member) {
                    *circle = Some(self.next_circle);
                }
            }
            self.next_circle += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_whose_first_edge_is_the_way_round() {
        let circles = circles(&[vec![1], vec![0, 2], vec![]]);
        assert!(circles[0].is_some() && circles[0] == circles[1]);
        assert_eq!(circles[2], None);
    }

    #[test]
    fn circles_of_one_of_several_and_none() {
        // 0 leads to itself; 1, 2 and 3 to one another; 4 to all, and nothing to it.
        let edges = [vec![0], vec![2], vec![3], vec![1, 0], vec![0, 1]].map(|edges| edges.to_vec());
        let circles = circles(&edges);
        assert!(circles[0].is_some());
        assert!(circles[1].is_some() && circles[1] == circles[2] && circles[2] == circles[3]);
        assert_ne!(circles[0], circles[1]);
        assert_eq!(circles[4], None);
    }

    #[test]
    fn long_chains_do_not_need_a_deep_stack() {
        let edges: Vec<Vec<usize>> = (0..200_000)
            .map(|node| vec![node + 1])
            .chain([vec![]])
            .collect();
        assert!(circles(&edges).iter().all(Option::is_none));
    }
}

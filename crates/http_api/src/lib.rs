//! What every route shares: problems, lists, who is asking, and in which language.
//!
//! A handler takes [`Actor`], [`Member`], [`Staff`] or [`Operator`]; [`Json`], [`Query`] and [`Path`], whose refusals name the field;
//! and answers its DTO or a [`Problem`]. Problems are written in the asker's language by [`render_problems`],
//! the outermost layer, which also turns the framework's own plain refusals into problems.
//!
//! Invariants
//! - Every failed answer under `/api` is `application/problem+json`: `every_failure_is_a_problem` in crate `qingyin`.
//! - Every operation names its function and purposes ([`operations`]): the route gate test in crate `qingyin`.

mod actor;
mod closed_list;
mod extract;
mod gate;
mod language;
mod list;
mod problem;
mod signals;
mod written;

pub use actor::{Actor, AwaitsReview, Member, Operator, RECENT, Role, SignedIn, Staff};
pub use extract::{Json, Path, Query};
pub use gate::{Operation, operations};
pub use language::{Language, Text};
pub use list::{Cursor, Limit, Page, PageQuery};
pub use problem::{Code, FieldProblem, Problem, ProblemBody, ProblemField, codes, render_problems};
pub use signals::Signals;
pub use written::{LineFault, written_line};

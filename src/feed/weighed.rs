//! What a value takes beside itself.

use crate::model::Clean;

/// What has something on the heap beside itself.
pub trait Weighed {
    /// How many bytes, about.
    fn weight(&self) -> usize {
        0
    }
}

impl Weighed for () {}
impl Weighed for i32 {}
impl Weighed for u32 {}
impl Weighed for Clean {
    fn weight(&self) -> usize {
        // Two counts stand before a text, and the system rounds up what it hands out.
        let block = |text: &str| (text.len() + 16 + 8).next_multiple_of(16).max(32);
        let is_other = self.original().as_ptr() != self.as_str().as_ptr();
        block(self.as_str()) + if is_other { block(self.original()) } else { 0 }
    }
}

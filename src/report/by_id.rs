//! What is kept of each section by its id, in pages: ids may lie far apart, and what lies between them takes no room.

use std::ops::Index;
use std::ops::IndexMut;

use super::SectionId;

/// Sections of one page. A session draws its ids side by side, so that a page is mostly full.
const PAGE: usize = 256;

/// A value for each id, `T::default()` until another is put there. Both ways to it are O(1). A value far from all others takes
/// the room of a page.
#[derive(Clone, Debug, Default)]
pub struct ById<T> {
    pages: Vec<Option<Box<[T; PAGE]>>>,
    nothing: T,
}

impl<T: Clone + Default> ById<T> {
    /// Makes all values the default again.
    pub fn clear(&mut self) {
        self.pages.iter_mut().flatten().for_each(|page| page.fill(T::default()));
    }

    /// Takes the value out, the default stays.
    pub fn take(&mut self, id: SectionId) -> T {
        let (page, at) = slot(id);
        match self.pages.get_mut(page) {
            Some(Some(page)) => std::mem::take(&mut page[at]),
            _ => T::default(),
        }
    }

    /// The ids whose values are of this kind, in ascending order. The default must be of another kind.
    pub fn ids(&self, is_wanted: impl Fn(&T) -> bool) -> Vec<SectionId> {
        let pages = (0..).step_by(PAGE).zip(&self.pages);
        let values = pages.filter_map(|(first, page)| Some((first..).zip(page.as_deref()?))).flatten();
        values.filter(|(_, value)| is_wanted(value)).filter_map(|(number, _)| SectionId::new(number)).collect()
    }
}

impl<T> Index<SectionId> for ById<T> {
    type Output = T;

    #[inline]
    fn index(&self, id: SectionId) -> &T {
        let (page, at) = slot(id);
        match self.pages.get(page) {
            Some(Some(page)) => &page[at],
            _ => &self.nothing,
        }
    }
}

impl<T: Clone + Default> IndexMut<SectionId> for ById<T> {
    #[inline]
    fn index_mut(&mut self, id: SectionId) -> &mut T {
        let (page, at) = slot(id);
        if page >= self.pages.len() {
            self.pages.resize_with(page + 1, || None);
        }
        &mut self.pages[page].get_or_insert_with(blank)[at]
    }
}

/// Where the value of an id stands: its page, and the place there.
fn slot(id: SectionId) -> (usize, usize) {
    let number = id.number() as usize;
    (number / PAGE, number % PAGE)
}

#[cold]
fn blank<T: Clone + Default>() -> Box<[T; PAGE]> {
    let page = vec![T::default(); PAGE].into_boxed_slice();
    page.try_into().unwrap_or_else(|_| unreachable!("it was made as long as a page"))
}

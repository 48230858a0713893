//! The live outline: sections by id in O(1), children in order, no recursion at any depth.

use std::fmt;
use std::sync::Arc;

use super::Kind;
use super::Place;
use super::Section;
use super::SectionId;
use super::by_id::ById;

/// A subtree as a value, in reading order: what a removal takes out, an import brings, a clipboard holds and a file lists.
///
/// Levels are relative: the first row has level 0, every other at least 1, and none is deeper than one below the row
/// before it. A flat list rather than nested children, so that no depth can overflow a stack.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "Vec<(usize, Section)>", into = "Vec<(usize, Section)>")]
pub struct Branch {
    rows: Vec<(usize, Section)>,
}

impl Branch {
    /// One section without children.
    pub fn leaf(section: Section) -> Branch {
        Branch { rows: vec![(0, section)] }
    }

    /// Puts `section` after all rows so far, at `level` or, where that would jump, at the deepest level allowed there;
    /// a level of 0 becomes 1.
    pub fn push(&mut self, level: usize, section: Section) {
        let deepest = self.rows.last().map_or(0, |(last, _)| last + 1);
        self.rows.push((level.clamp(1, deepest), section));
    }

    /// Its top section.
    pub fn top(&self) -> &Section {
        &self.rows[0].1
    }

    /// Its sections in reading order with their levels; the first has level 0.
    pub fn rows(&self) -> &[(usize, Section)] {
        &self.rows
    }

    /// Its sections in reading order with their levels, to be changed in place; levels stay.
    pub fn sections_mut(&mut self) -> impl Iterator<Item = &mut Section> {
        self.rows.iter_mut().map(|(_, section)| section)
    }

    /// The same subtree with the ids `first`, `first + 1`, … in reading order, or `None` when ids run out.
    pub fn renamed(mut self, first: SectionId) -> Option<Branch> {
        for (k, section) in self.sections_mut().enumerate() {
            section.id = first.after(k)?;
        }
        Some(self)
    }

    /// The rows themselves; see [`Branch::rows`].
    pub fn into_rows(self) -> Vec<(usize, Section)> {
        self.rows
    }

    /// Cuts a list of rows with levels from 1 on into its subtrees. A level that jumps is taken as one below the row before.
    pub fn forest(rows: impl IntoIterator<Item = (usize, Section)>) -> Vec<Branch> {
        let mut forest: Vec<Branch> = Vec::new();
        for (level, section) in rows {
            match forest.last_mut() {
                Some(branch) if level > 1 => branch.push(level - 1, section),
                _ => forest.push(Branch::leaf(section)),
            }
        }
        forest
    }
}

impl From<Branch> for Vec<(usize, Section)> {
    fn from(branch: Branch) -> Self {
        branch.rows
    }
}

impl TryFrom<Vec<(usize, Section)>> for Branch {
    type Error = &'static str;

    fn try_from(rows: Vec<(usize, Section)>) -> Result<Branch, &'static str> {
        let mut deepest = 0;
        for (k, (level, _)) in rows.iter().enumerate() {
            if *level > deepest || (*level == 0) != (k == 0) {
                return Err("levels of a branch start at 0 and never jump");
            }
            deepest = level + 1;
        }
        if rows.is_empty() { Err("a branch has a top section") } else { Ok(Branch { rows }) }
    }
}

/// One section as the outline shows it.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Depth from 1, the top level.
    pub level: usize,
    /// The section.
    pub section: &'a Section,
}

/// Why a list of rows is no tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RowError {
    /// The level is 0 or more than one below the row before.
    #[error("第{}行的层级跳了级", row + 1)]
    LevelJumps {
        /// Which row, from 0.
        row: usize,
    },
    /// An earlier row has the same id.
    #[error("第{}行的编号前面已经用过", row + 1)]
    IdTaken {
        /// Which row, from 0.
        row: usize,
    },
}

#[derive(Clone, Debug)]
struct Node {
    section: Section,
    parent: Option<SectionId>,
    children: Vec<SectionId>,
}

/// The sections of one report.
///
/// `section`, `parent` and `children` are O(1), `place` is O(siblings). Cloning costs one pointer a section.
#[derive(Clone, Default)]
pub struct Tree {
    nodes: ById<Option<Arc<Node>>>,
    roots: Vec<SectionId>,
    len: usize,
    fresh: Fresh,
}

/// Which ids new sections get.
#[derive(Clone, Copy, Debug)]
enum Fresh {
    /// Those after this number, up to which all are used up.
    After(u32),
    /// Free ones from here on, in a stretch that this session has drawn for itself.
    Drawn {
        /// The next.
        next: u32,
        /// Up to which number all are used up by the word of the file; 0 where it says nothing.
        used: u32,
    },
}

/// Ids so near after the next one were drawn by this session.
const STRETCH: u32 = 1 << 10;

impl Default for Fresh {
    fn default() -> Fresh {
        Fresh::After(0)
    }
}

impl fmt::Debug for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.rows()).finish()
    }
}

impl PartialEq for Tree {
    fn eq(&self, other: &Tree) -> bool {
        self.len == other.len
            && self.rows().zip(other.rows()).all(|(a, b)| a.level == b.level && a.section == b.section)
    }
}

impl Eq for Tree {}

impl Tree {
    /// How many sections there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no section.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The section of this id, or `None` when there is none.
    pub fn section(&self, id: SectionId) -> Option<&Section> {
        self.node(id).map(|node| &node.section)
    }

    /// Whether there is a section of this id.
    pub fn contains(&self, id: SectionId) -> bool {
        self.node(id).is_some()
    }

    /// The parent, or `None` for a top section and for an unknown id.
    pub fn parent(&self, id: SectionId) -> Option<SectionId> {
        self.node(id).and_then(|node| node.parent)
    }

    /// The children in order; `None` asks for the top sections. Empty for an unknown id.
    pub fn children(&self, parent: Option<SectionId>) -> &[SectionId] {
        match parent {
            None => &self.roots,
            Some(id) => self.node(id).map_or(&[], |node| &node.children),
        }
    }

    /// The annexes in order: the last of the top sections.
    pub fn annexes(&self) -> &[SectionId] {
        &self.roots[self.first_annex()..]
    }

    /// The annex that `id` is or stands in, or `None`.
    pub fn annex_of(&self, id: SectionId) -> Option<SectionId> {
        let top = self.ancestors(id).last().unwrap_or(id);
        self.is_annex(top).then_some(top)
    }

    /// Whether the section is an annex.
    pub fn is_annex(&self, id: SectionId) -> bool {
        self.node(id).is_some_and(|node| node.parent.is_none() && node.section.style.kind == Kind::Annex)
    }

    /// Which of the top sections is the first annex; how many they are when there is none.
    pub fn first_annex(&self) -> usize {
        // Usually none: one look at the last tells. They stand after all others.
        match self.roots.last() {
            Some(last) if self.is_annex(*last) => self.roots.partition_point(|id| !self.is_annex(*id)),
            _ => self.roots.len(),
        }
    }

    /// Where the section stands: the gap it would leave. `None` for an unknown id.
    pub fn place(&self, id: SectionId) -> Option<Place> {
        let parent = self.node(id)?.parent;
        let index = self.children(parent).iter().position(|&child| child == id)?;
        Some(Place { parent, index })
    }

    /// Depth from 1, the top level; 0 for an unknown id.
    pub fn level(&self, id: SectionId) -> usize {
        if self.contains(id) { 1 + self.ancestors(id).count() } else { 0 }
    }

    /// Parent, grandparent and so on, up to the top.
    pub fn ancestors(&self, id: SectionId) -> impl Iterator<Item = SectionId> + '_ {
        std::iter::successors(self.parent(id), |&above| self.parent(above))
    }

    /// Whether `id` is `top` or stands below it.
    pub fn is_within(&self, id: SectionId, top: SectionId) -> bool {
        id == top || self.ancestors(id).any(|above| above == top)
    }

    /// The sibling `step` places on (negative: back), or `None` past the ends.
    pub fn sibling(&self, id: SectionId, step: isize) -> Option<SectionId> {
        let place = self.place(id)?;
        self.children(place.parent).get(place.index.checked_add_signed(step)?).copied()
    }

    /// The section before it in reading order: the deepest last one of the sibling before, or the parent. `None` for the
    /// first section and for an unknown id. O(siblings + depth).
    pub fn before(&self, id: SectionId) -> Option<SectionId> {
        let place = self.place(id)?;
        match place.index.checked_sub(1) {
            None => place.parent,
            Some(index) => Some(self.last_within(self.children(place.parent)[index])),
        }
    }

    /// The last section of a subtree in reading order; `id` itself when nothing stands below it.
    pub fn last_within(&self, id: SectionId) -> SectionId {
        let mut last = id;
        while let Some(&child) = self.children(Some(last)).last() {
            last = child;
        }
        last
    }

    /// All sections in reading order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.walk(&self.roots, 1)
    }

    /// The sections before the first annex, in reading order.
    pub fn rows_before_annexes(&self) -> impl Iterator<Item = Row<'_>> {
        self.walk(&self.roots[..self.first_annex()], 1)
    }

    /// The annexes with all below them, in reading order.
    pub fn rows_of_annexes(&self) -> impl Iterator<Item = Row<'_>> {
        self.walk(self.annexes(), 1)
    }

    /// A section and all below it, in reading order, with levels in the whole outline.
    pub fn rows_of(&self, id: SectionId) -> impl Iterator<Item = Row<'_>> {
        let level = self.level(id);
        let below = self.walk(self.children(Some(id)), level + 1);
        self.section(id).map(|section| Row { level, section }).into_iter().chain(below)
    }

    /// The id that the next new section takes, or `None` when ids have run out.
    pub fn next_id(&self) -> Option<SectionId> {
        self.next_ids(1)
    }

    /// The first of so many free ids that follow by number, for new sections; `None` when they have run out.
    pub fn next_ids(&self, count: usize) -> Option<SectionId> {
        let count = u32::try_from(count).ok().filter(|count| *count <= SectionId::MAX)?;
        match self.fresh {
            Fresh::After(used) => SectionId::new(used + 1).filter(|_| used + count <= SectionId::MAX),
            Fresh::Drawn { next, .. } => self.free(next, count).or_else(|| self.free(1, count)),
        }
    }

    /// Keeps every id up to `number` from being given out again.
    pub fn reserve_ids(&mut self, number: u32) {
        let number = number.min(SectionId::MAX);
        match &mut self.fresh {
            Fresh::After(used) | Fresh::Drawn { used, .. } => *used = number.max(*used),
        }
    }

    /// From now on new sections get ids from a stretch that the seed tells: who writes in another branch of the same file, with
    /// another seed, gives others. That two writers who add `m` and `n` sections give one id alike has a chance of
    /// (`m` + `n`) / [`SectionId::MAX`]; reading a file mends that, too.
    ///
    /// Without this, ids follow the largest there is: good for a report that nobody else has yet.
    pub fn draw_ids(&mut self, seed: u64) {
        // The finish of splitmix64: seeds that follow one another lie far apart.
        let mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        // Room for programs that count on from the largest id.
        const LEFT: u64 = 1 << 16;
        let next = 1 + u32::try_from(mixed % (u64::from(SectionId::MAX) - LEFT)).expect("it is less than an id");
        self.fresh = Fresh::Drawn { next, used: self.used_up().unwrap_or(0) };
    }

    /// The number up to which all ids are used up, where no section has it to show for.
    pub fn used_up(&self) -> Option<u32> {
        let (Fresh::After(used) | Fresh::Drawn { used, .. }) = self.fresh;
        SectionId::new(used).filter(|&last| !self.contains(last)).map(SectionId::number)
    }

    /// The first run of so many free ids from a number on.
    fn free(&self, mut from: u32, count: u32) -> Option<SectionId> {
        let is_taken = |number: &u32| SectionId::new(*number).is_none_or(|id| self.contains(id));
        while from.checked_add(count)? <= SectionId::MAX + 1 {
            match (from..from + count).rev().find(is_taken) {
                None => return SectionId::new(from),
                Some(taken) => from = taken + 1,
            }
        }
        None
    }

    /// The subtree as a value, or `None` for an unknown id.
    pub fn branch(&self, id: SectionId) -> Option<Branch> {
        let mut rows = self.rows_of(id);
        let top = rows.next()?;
        let mut branch = Branch::leaf(top.section.clone());
        for row in rows {
            branch.push(row.level - top.level, row.section.clone());
        }
        Some(branch)
    }

    /// A tree of rows in reading order with levels from 1. A top section that follows an annex and is none is put before the
    /// annexes: so a merge may leave them. `Err` names the first row that doesn't fit, counted from 0.
    pub fn from_rows(rows: impl IntoIterator<Item = (usize, Section)>) -> Result<Tree, RowError> {
        let mut tree = Tree::default();
        let mut path: Vec<SectionId> = Vec::new();
        for (row, (level, section)) in rows.into_iter().enumerate() {
            if level == 0 || level > path.len() + 1 {
                return Err(RowError::LevelJumps { row });
            }
            if tree.contains(section.id) {
                return Err(RowError::IdTaken { row });
            }
            path.truncate(level - 1);
            let parent = path.last().copied();
            let index = match parent {
                None if section.style.kind == Kind::Part => tree.first_annex(),
                _ => tree.children(parent).len(),
            };
            path.push(section.id);
            tree.put(Place { parent, index }, section);
        }
        Ok(tree)
    }

    /// The section to be changed in place, or `None` for an unknown id. Its id must stay.
    pub(crate) fn section_mut(&mut self, id: SectionId) -> Option<&mut Section> {
        self.node_mut(id).map(|node| &mut node.section)
    }

    /// Whether `place` is a gap of this tree.
    pub(crate) fn has_place(&self, place: Place) -> bool {
        place.parent.is_none_or(|id| self.contains(id)) && place.index <= self.children(place.parent).len()
    }

    /// Whether `to` is a gap of the tree without the subtree of `id`.
    pub(crate) fn has_place_without(&self, id: SectionId, to: Place) -> bool {
        let Some(node) = self.node(id) else { return false };
        let inside = to.parent.is_some_and(|parent| !self.contains(parent) || self.is_within(parent, id));
        let siblings = self.children(to.parent).len() - usize::from(!inside && node.parent == to.parent);
        !inside && to.index <= siblings
    }

    /// Puts a subtree into a gap. The place must exist and no id of the branch may be taken.
    pub(crate) fn insert(&mut self, at: Place, branch: Branch) {
        let mut path: Vec<SectionId> = Vec::new();
        for (level, section) in branch.into_rows() {
            path.truncate(level);
            let place = match path.last() {
                None => at,
                Some(&parent) => Place { parent: Some(parent), index: self.children(Some(parent)).len() },
            };
            path.push(section.id);
            self.put(place, section);
        }
    }

    /// Takes a subtree out. `None` for an unknown id.
    pub(crate) fn remove(&mut self, id: SectionId) -> Option<(Place, Branch)> {
        let place = self.place(id)?;
        let ids: Vec<(usize, SectionId)> = self.rows_of(id).map(|row| (row.level, row.section.id)).collect();
        self.children_mut(place.parent).remove(place.index);
        let top = ids[0].0;
        let mut rows = Vec::with_capacity(ids.len());
        for (level, id) in ids {
            let node = self.nodes.take(id).expect("rows_of answers live sections");
            rows.push((level - top, Arc::unwrap_or_clone(node).section));
        }
        self.len -= rows.len();
        Some((place, Branch { rows }))
    }

    /// Moves a subtree into a gap that is counted without it. The place must exist then and not lie inside the subtree.
    pub(crate) fn relocate(&mut self, id: SectionId, to: Place) {
        let from = self.place(id).expect("the caller has found the section");
        self.children_mut(from.parent).remove(from.index);
        self.children_mut(to.parent).insert(to.index, id);
        if from.parent != to.parent {
            self.node_mut(id).expect("the caller has found the section").parent = to.parent;
        }
    }

    fn node(&self, id: SectionId) -> Option<&Node> {
        self.nodes[id].as_deref()
    }

    fn node_mut(&mut self, id: SectionId) -> Option<&mut Node> {
        // A look at what isn't there shall not make room for it.
        self.nodes[id].as_ref()?;
        self.nodes[id].as_mut().map(Arc::make_mut)
    }

    fn children_mut(&mut self, parent: Option<SectionId>) -> &mut Vec<SectionId> {
        match parent {
            None => &mut self.roots,
            Some(id) => &mut self.node_mut(id).expect("the caller has found the parent").children,
        }
    }

    fn put(&mut self, at: Place, section: Section) {
        let id = section.id;
        debug_assert!(self.nodes[id].is_none(), "the caller has checked that the id is free");
        self.nodes[id] = Some(Arc::new(Node { section, parent: at.parent, children: Vec::new() }));
        self.children_mut(at.parent).insert(at.index, id);
        self.len += 1;
        match &mut self.fresh {
            Fresh::After(used) => *used = id.number().max(*used),
            // A move may leave out the first of the ids that it asked for.
            Fresh::Drawn { next, .. } if (*next..*next + STRETCH).contains(&id.number()) => *next = id.number() + 1,
            Fresh::Drawn { .. } => {}
        }
    }

    fn walk<'a>(&'a self, first: &'a [SectionId], level: usize) -> impl Iterator<Item = Row<'a>> + 'a {
        let mut open = vec![first.iter()];
        std::iter::from_fn(move || {
            loop {
                match open.last_mut()?.next() {
                    None => {
                        open.pop();
                    }
                    Some(&id) => {
                        let node = self.node(id).expect("children are live sections");
                        let row = Row { level: level + open.len() - 1, section: &node.section };
                        if !node.children.is_empty() {
                            open.push(node.children.iter());
                        }
                        return Some(row);
                    }
                }
            }
        })
    }
}

//! The keys of the commands, pane by pane, in three layers: the writer's own `keymap.ron`, over a profile, over the
//! command table's defaults.

mod chord;
mod own;
mod profile;
mod sequence;

use std::collections::HashMap;
use std::collections::HashSet;

use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::command::Group;
use crate::tui::command::TABLE;
use crate::tui::keymap::own::Own;

pub use self::chord::Chord;
pub use self::own::KeymapFault;
pub use self::profile::Binding;
pub use self::profile::KeyProfile;
pub use self::sequence::Sequence;
pub use self::sequence::listed;

/// The keys in force.
#[derive(Clone, Debug)]
pub struct Keymap {
    profile: &'static KeyProfile,
    own: Own,
    bound: HashMap<(Focus, Sequence), Bound>,
    order: Vec<(Command, Focus, Sequence)>,
    faults: Vec<KeymapFault>,
}

/// What keys that have been pressed one after the other stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// They ask for a command.
    Command(Command),
    /// Others may follow, and then they do.
    Begun,
    /// For nothing, by the will of the profile.
    Free,
}

/// Why keys can't be bound: they, what they begin with, or what begins with them is bound.
struct Taken(Sequence, Bound);

/// What the writer's own file has bound.
struct OwnKeys {
    bound: HashMap<(Focus, Sequence), Bound>,
    /// The commands that have their keys from it, and where.
    named: HashSet<(Command, Focus)>,
}

/// A default key that has given way to one of the writer's own.
struct Lost {
    command: Command,
    focus: Focus,
    to: Sequence,
    by: Command,
}

impl Default for Keymap {
    /// The table's keys.
    fn default() -> Keymap {
        Keymap::laid(Own::default(), &KeyProfile::ALL[0])
    }
}

impl Keymap {
    /// The keys of a `keymap.ron` over those of the profile it names, over the table's. A command in the file has only
    /// the keys of the file, wherever it applies and they can hold. A key of the profile or a default gives way to an
    /// equal one, to one with which it begins, and to one that begins with it. What is wrong is among the
    /// [`Keymap::faults`].
    pub fn read(source: &str) -> Keymap {
        let own = Own::read(source);
        let profile = own.profile.unwrap_or(&KeyProfile::ALL[0]);
        Keymap::laid(own, profile)
    }

    /// The same keys of the writer's own over another profile.
    #[must_use]
    pub fn over(&self, profile: &'static KeyProfile) -> Keymap {
        Keymap::laid(self.own.clone(), profile)
    }

    /// The profile in force.
    pub fn profile(&self) -> &'static KeyProfile {
        self.profile
    }

    /// The profile that the writer's `keymap.ron` names, if it does.
    pub fn named_profile(&self) -> Option<&'static KeyProfile> {
        self.own.profile
    }

    /// The errors in the writer's `keymap.ron`, then what is worth knowing about it.
    pub fn faults(&self) -> &[KeymapFault] {
        &self.faults
    }

    fn laid(own: Own, profile: &'static KeyProfile) -> Keymap {
        let faults = own.faults.clone();
        let mut map = Keymap { profile, own, bound: HashMap::new(), order: Vec::new(), faults };
        map.lay_own();
        let own = OwnKeys { bound: map.bound.clone(), named: map.named() };
        let mut lost = Vec::new();
        for &(command, focuses, keys) in profile.lines {
            keys.iter().for_each(|keys| map.lay(command, focuses, keys, &own, &mut lost));
        }
        for &(focuses, keys) in profile.free {
            let keys = Sequence::parse(keys).expect("a test asks for every profile");
            for &focus in focuses {
                map.bound.entry((focus, keys.clone())).or_insert(Bound::Free);
            }
        }
        for entry in TABLE {
            for binding in entry.keys {
                let keys = binding.keys.split(' ');
                keys.for_each(|keys| map.lay(entry.command, binding.focus, keys, &own, &mut lost));
            }
        }
        map.tell_lost(&lost);
        map.faults.sort_by_key(KeymapFault::is_remark);
        map
    }

    /// Binds what the writer's own file says, as far as it doesn't contradict itself.
    fn lay_own(&mut self) {
        for (command, keys) in self.own.lines.clone() {
            for keys in keys {
                let focuses = command.entry().focus.iter().filter(|&&focus| may_hold(focus, &keys));
                let mut told = false;
                for &focus in focuses {
                    if let Err(Taken(other, bound)) = self.bind(command, focus, keys.clone())
                        && !std::mem::replace(&mut told, true)
                    {
                        let fault = clash(focus, (command, &keys), (&other, bound));
                        self.faults.push(fault);
                    }
                }
            }
        }
    }

    /// The commands, each with a focus, that have their keys from the writer's own file alone: those it binds, and
    /// those it leaves without any. A command whose keys there can't hold somewhere keeps the ones it had.
    fn named(&self) -> HashSet<(Command, Focus)> {
        let bare = self.own.lines.iter().filter(|(_, keys)| keys.is_empty());
        let bare = bare.flat_map(|(command, _)| command.entry().focus.iter().map(|&focus| (*command, focus)));
        self.order.iter().map(|(command, focus, _)| (*command, *focus)).chain(bare).collect()
    }

    /// Binds keys of a profile or of the table in those focuses where nothing above them is in the way.
    fn lay(&mut self, command: Command, focuses: &[Focus], keys: &str, own: &OwnKeys, lost: &mut Vec<Lost>) {
        let keys = Sequence::parse(keys).expect("a test asks for the table's keys and every profile's");
        for &focus in focuses.iter().filter(|&&focus| !own.named.contains(&(command, focus))) {
            if let Err(Taken(to, _)) = self.bind(command, focus, keys.clone())
                && let Some(&Bound::Command(by)) = own.bound.get(&(focus, to.clone()))
            {
                lost.push(Lost { command, focus, to, by });
            }
        }
    }

    fn bind(&mut self, command: Command, focus: Focus, keys: Sequence) -> Result<(), Taken> {
        for begun in keys.beginnings() {
            if let Some(&bound) = self.bound.get(&(focus, begun.clone())).filter(|&&bound| bound != Bound::Begun) {
                return Err(Taken(begun, bound));
            }
        }
        match self.bound.get(&(focus, keys.clone())) {
            Some(Bound::Command(other)) if *other == command => return Ok(()),
            Some(Bound::Begun) => {
                let mut longer =
                    self.order.iter().filter(|(_, at, longer)| *at == focus && longer.behind(&keys).is_some());
                let (other, _, longer) = longer.next().expect("what is begun has an end");
                return Err(Taken(longer.clone(), Bound::Command(*other)));
            }
            Some(&bound) => return Err(Taken(keys, bound)),
            None => {}
        }
        for begun in keys.beginnings() {
            self.bound.insert((focus, begun), Bound::Begun);
        }
        self.bound.insert((focus, keys.clone()), Bound::Command(command));
        self.order.push((command, focus, keys));
        Ok(())
    }

    /// Says of every command without a key in some focuses: the focuses, and the key that took its last one.
    fn tell_lost(&mut self, lost: &[Lost]) {
        for (index, Lost { command, focus, to, by }) in lost.iter().enumerate() {
            let bare = |focus: Focus| self.keys(*command, focus).next().is_none();
            let same = |other: &&Lost| other.command == *command && other.by == *by && other.to == *to;
            if !bare(*focus) || lost[..index].iter().any(|other| same(&other) && bare(other.focus)) {
                continue;
            }
            let mut places: Vec<&str> = Vec::new();
            for other in lost.iter().filter(same).filter(|other| bare(other.focus)) {
                if !places.contains(&other.focus.title()) {
                    places.push(other.focus.title());
                }
            }
            self.faults.push(KeymapFault::Hidden {
                key: to.to_string(),
                by: by.entry().title,
                command: command.entry().title,
                places: places.join("、"),
                route: if command.entry().group == Group::Caret { "" } else { "，或用 F2 找" },
            });
        }
    }

    /// What a key stands for after the ones already pressed, and the key as it is bound. In 导航 an input method's
    /// full-width punctuation counts as its ASCII twin.
    pub fn ask(&self, focus: Focus, begun: &Sequence, chord: Chord) -> Option<(Sequence, Bound)> {
        let twin = (focus == Focus::Navigation).then(|| chord.half_width()).flatten();
        [Some(chord), twin].into_iter().flatten().find_map(|chord| {
            let keys = begun.and(chord);
            let bound = *self.bound.get(&(focus, keys.clone()))?;
            (bound != Bound::Free).then_some((keys, bound))
        })
    }

    /// The command that a key alone asks for.
    pub fn command(&self, focus: Focus, chord: Chord) -> Option<Command> {
        match self.ask(focus, &Sequence::default(), chord)? {
            (_, Bound::Command(command)) => Some(command),
            _ => None,
        }
    }

    /// The keys that may follow the ones already pressed, each with the commands that it leads to.
    pub fn following(&self, focus: Focus, begun: &Sequence) -> Vec<(Chord, Vec<Command>)> {
        let mut following: Vec<(Chord, Vec<Command>)> = Vec::new();
        for (command, _, keys) in self.order.iter().filter(|(_, at, _)| *at == focus) {
            let Some(chord) = keys.behind(begun) else { continue };
            match following.iter_mut().find(|(known, _)| *known == chord) {
                Some((_, commands)) => commands.push(*command),
                None => following.push((chord, vec![*command])),
            }
        }
        following
    }

    /// The keys that ask for a command in one focus, the most telling first.
    pub fn keys(&self, command: Command, focus: Focus) -> impl Iterator<Item = &Sequence> + '_ {
        self.order.iter().filter(move |(c, f, _)| *c == command && *f == focus).map(|(_, _, keys)| keys)
    }

    /// The keys that ask for a command in one focus, for a short line: the first of those with the fewest keys.
    pub fn shortest(&self, command: Command, focus: Focus) -> Option<&Sequence> {
        self.keys(command, focus).min_by_key(|keys| keys.chords().len())
    }

    /// How a command is asked for in one focus, for a sentence: its shortest keys, or F2 and its title.
    pub fn way_to(&self, command: Command, focus: Focus) -> String {
        match self.shortest(command, focus) {
            Some(keys) => keys.to_string(),
            None => format!("F2“{}”", command.entry().title.trim_end_matches('…')),
        }
    }

    /// The keys that ask for a command anywhere, without repeats.
    pub fn all_keys(&self, command: Command) -> Vec<&Sequence> {
        let mut all: Vec<&Sequence> = Vec::new();
        for (_, _, keys) in self.order.iter().filter(|(c, _, _)| *c == command) {
            if !all.contains(&keys) {
                all.push(keys);
            }
        }
        all
    }
}

/// Two keys of the writer's own that can't both hold in one focus: the new ones, and those that are bound.
fn clash(focus: Focus, (command, keys): (Command, &Sequence), (other, bound): (&Sequence, Bound)) -> KeymapFault {
    let first = match bound {
        Bound::Command(command) => command.entry().title,
        Bound::Begun | Bound::Free => "",
    };
    let (second, focus) = (command.entry().title, focus.title());
    let (of_short, of_long) = if keys.behind(other).is_some() { (first, second) } else { (second, first) };
    let (short, long) = if keys.behind(other).is_some() { (other, keys) } else { (keys, other) };
    if other == keys {
        return KeymapFault::Clash { key: keys.to_string(), focus, first, second };
    }
    KeymapFault::Beginning { short: short.to_string(), of_short, long: long.to_string(), of_long, focus }
}

/// Whether keys may ask for something in a focus: what types a character does so only where nothing is typed.
fn may_hold(focus: Focus, keys: &Sequence) -> bool {
    focus == Focus::Navigation || !keys.types()
}

//! The clipboard of the desktop, shared with every other program. Over SSH and on a console there is none; then the
//! terminal's serves (OSC 52).

use crate::text::line_feeds;

/// The desktop's clipboard and what was put into it from here.
#[derive(Default)]
pub(super) struct Clipboard {
    desktop: Option<Desktop>,
    handed: String,
    /// Whether the writer knows that tmux keeps to itself what is copied.
    warned: bool,
}

impl Clipboard {
    /// Whether there is a desktop whose clipboard it could be.
    pub(super) fn is_at_hand() -> bool {
        let said = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let far = said("SSH_TTY") || said("SSH_CONNECTION");
        let shown = cfg!(not(all(unix, not(target_os = "macos")))) || said("DISPLAY") || said("WAYLAND_DISPLAY");
        cfg!(feature = "clipboard") && shown && !far
    }

    /// Puts a text in. Answers whether it is there.
    pub(super) fn put(&mut self, text: &str) -> bool {
        let put = self.desktop().is_some_and(|desktop| desktop.put(text).is_some());
        text.clone_into(&mut self.handed);
        put
    }

    /// The text that another program has put in; none when the last one came from here.
    pub(super) fn take(&mut self) -> Option<String> {
        let text = self.desktop()?.text()?;
        let text = line_feeds(&text).into_owned();
        (!text.is_empty() && text != self.handed).then_some(text)
    }

    /// What to tell the writer of the first text that the terminal was asked to copy; tmux by itself drops it.
    pub(super) fn advice(&mut self) -> Option<&'static str> {
        let in_tmux = std::env::var_os("TMUX").is_some_and(|value| !value.is_empty());
        (in_tmux && !std::mem::replace(&mut self.warned, true))
            .then_some("已复制；要在 tmux 外面也能粘贴，请先执行 tmux set -s set-clipboard on")
    }

    fn desktop(&mut self) -> Option<&mut Desktop> {
        if self.desktop.is_none() && Clipboard::is_at_hand() {
            self.desktop = Desktop::open();
        }
        self.desktop.as_mut()
    }
}

#[cfg(feature = "clipboard")]
struct Desktop(arboard::Clipboard);

/// What can't be reached or holds no text is as if it weren't there: there is another way for every text.
#[cfg(feature = "clipboard")]
impl Desktop {
    fn open() -> Option<Desktop> {
        arboard::Clipboard::new().ok().map(Desktop)
    }

    fn put(&mut self, text: &str) -> Option<()> {
        self.0.set_text(text).ok()
    }

    fn text(&mut self) -> Option<String> {
        self.0.get_text().ok()
    }
}

#[cfg(not(feature = "clipboard"))]
enum Desktop {}

#[cfg(not(feature = "clipboard"))]
impl Desktop {
    fn open() -> Option<Desktop> {
        None
    }

    fn put(&mut self, _: &str) -> Option<()> {
        match *self {}
    }

    fn text(&mut self) -> Option<String> {
        match *self {}
    }
}

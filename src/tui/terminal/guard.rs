//! A second process, asleep, that gives the terminal back when the program is killed or the memory runs out: then nothing
//! of the program itself can run any more.
//!
//! It is the program once more, started with the terminal's settings in its environment. The system wakes it when the
//! first one dies; who gives the terminal back himself ends it first. Only Linux wakes it so; elsewhere there is none.

use std::process::Child;
use std::sync::Mutex;
use std::sync::PoisonError;

/// The variable that makes the program a guard. It holds the guarded process and the four words of the terminal's settings.
const ASKS: &str = "TIGANG_GUARD";

/// The guard of this program.
static GUARD: Mutex<Option<Child>> = Mutex::new(None);

/// Starts the guard; to be asked before the terminal gets other settings. Where it can't be started, the program does
/// without.
pub(super) fn start() {
    *GUARD.lock().unwrap_or_else(PoisonError::into_inner) = linux::start();
}

/// The terminal has been given back: the guard ends.
pub(super) fn end() {
    if let Some(mut guard) = GUARD.lock().unwrap_or_else(PoisonError::into_inner).take() {
        // One that has ended already needn't be ended.
        let _ = guard.kill();
        let _ = guard.wait();
    }
}

/// Whether this process is a guard. Then it answers only when its work is done.
pub(super) fn guards() -> bool {
    std::env::var(ASKS).is_ok_and(|words| linux::guard(&words))
}

#[cfg(target_os = "linux")]
mod linux {
    use std::io;
    use std::io::Write;
    use std::process::Child;
    use std::process::Command;
    use std::process::Stdio;

    use rustix::process::Signal;
    use rustix::termios::ControlModes;
    use rustix::termios::InputModes;
    use rustix::termios::LocalModes;
    use rustix::termios::OptionalActions;
    use rustix::termios::OutputModes;
    use rustix::termios::tcgetattr;
    use rustix::termios::tcsetattr;
    use signal_hook::consts::SIGHUP;
    use signal_hook::consts::SIGINT;
    use signal_hook::consts::SIGQUIT;
    use signal_hook::consts::SIGTERM;
    use signal_hook::consts::SIGUSR1;
    use signal_hook::iterator::Signals;

    use super::ASKS;
    use crate::tui::terminal::farewell;

    /// What the guard says: nobody else is left to.
    const SAYS: &str = "提纲意外中断了（被结束，或内存不够）；没保存的改动都记着，再打开时会找回。\r\n";

    pub(super) fn start() -> Option<Child> {
        let now = tcgetattr(io::stdout()).ok()?;
        let modes = [now.input_modes.bits(), now.output_modes.bits(), now.control_modes.bits(), now.local_modes.bits()];
        let words = modes.iter().fold(std::process::id().to_string(), |words, mode| format!("{words} {mode}"));
        let program = std::env::current_exe().ok()?;
        Command::new(program).env(ASKS, words).stdin(Stdio::null()).spawn().ok()
    }

    /// Sleeps until the guarded process dies, and gives the terminal back. Answers whether the words ask for that.
    pub(super) fn guard(words: &str) -> bool {
        let numbers: Option<Vec<u32>> = words.split(' ').map(|word| word.parse().ok()).collect();
        let Some([process, modes @ ..]) = numbers.as_deref() else { return false };
        let Ok(modes) = <[u32; 4]>::try_from(modes) else { return false };
        // It may have died before it was asked for.
        let lives = || {
            rustix::process::set_parent_process_death_signal(Some(Signal::USR1)).ok()?;
            let parent = rustix::process::getppid().map(|parent| parent.as_raw_nonzero().get().cast_unsigned());
            Some(parent == Some(*process))
        };
        if sleep_until_woken(lives) {
            give_back(modes);
        }
        true
    }

    /// Sleeps until the guarded process has died; `lives` asks to be woken, once that can be heard, and says whether it is to be
    /// waited for. Answers `false` where nothing can be asked for or heard. What ends the guarded process ends the guard only
    /// together with it.
    fn sleep_until_woken(lives: impl FnOnce() -> Option<bool>) -> bool {
        let Ok(mut signals) = Signals::new([SIGUSR1, SIGHUP, SIGINT, SIGQUIT, SIGTERM]) else { return false };
        lives().is_some_and(|lives| !lives || signals.forever().any(|signal| signal == SIGUSR1))
    }

    fn give_back([input, output, control, local]: [u32; 4]) {
        let mut out = io::stdout();
        // What the terminal doesn't take can't be helped.
        let _ = out.write_all(&farewell()).and_then(|()| out.flush());
        if let Ok(mut now) = tcgetattr(&out) {
            now.input_modes = InputModes::from_bits_retain(input);
            now.output_modes = OutputModes::from_bits_retain(output);
            now.control_modes = ControlModes::from_bits_retain(control);
            now.local_modes = LocalModes::from_bits_retain(local);
            let _ = tcsetattr(&out, OptionalActions::Now, &now);
        }
        let _ = out.write_all(SAYS.as_bytes()).and_then(|()| out.flush());
    }
}

#[cfg(not(target_os = "linux"))]
mod linux {
    use std::process::Child;

    pub(super) fn start() -> Option<Child> {
        None
    }

    pub(super) fn guard(_: &str) -> bool {
        false
    }
}

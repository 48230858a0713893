//! Where tests run the program: a folder with files, and beside it the folders of the writer's own settings.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use crate::tools::pty::Session;

/// A small report.
pub(crate) const REPORT: &str = "\
(
format: 1,
title: \"水务所2031年工作总结\",
sections: [
(id: 1, level: 1,
heading: \"主要工作\",
body: \"巡河十一次。\",
),
(id: 2, level: 2,
heading: \"抓管护\",
),
(id: 3, level: 1,
heading: \"存在问题\",
),
],
)
";

/// A folder that the program runs in, and beside it the folders of the writer's settings.
pub(crate) struct Desk {
    root: TempDir,
    /// Whether all that is a disk of its own.
    is_disk: bool,
}

impl Desk {
    pub(crate) fn new() -> Desk {
        Desk { root: TempDir::new().unwrap(), is_disk: false }.laid_out()
    }

    /// One with [`REPORT`] on it, as `总结.ron`.
    pub(crate) fn with_report() -> Desk {
        let desk = Desk::new();
        desk.put("总结.ron", REPORT);
        desk
    }

    /// One on a disk of its own with room for so many bytes, where the machine lets a test have one.
    pub(crate) fn on_a_small_disk(bytes: usize) -> Option<Desk> {
        let root = TempDir::new().unwrap();
        let mount = format!("mount -t tmpfs -o size={bytes} tigang '{}' 2>&1", root.path().display());
        sh(&mount).then(|| Desk { root, is_disk: true }.laid_out())
    }

    fn laid_out(self) -> Desk {
        for folder in ["desk", "home", "config/tigang/themes", "state"] {
            fs::create_dir_all(self.root.path().join(folder)).unwrap();
        }
        self
    }

    /// Fills its disk but for so many bytes, or gives all the room back.
    pub(crate) fn fill(&self, but_for: Option<usize>) {
        assert!(self.is_disk, "a disk that others use is not for filling");
        let ballast = self.root.path().join("ballast");
        let _ = fs::remove_file(&ballast);
        let Some(but_for) = but_for else { return };
        // Page by page, until there is no more; then as many back.
        let mut file = fs::File::create(&ballast).unwrap();
        let mut filled = 0;
        while file.write_all(&[1; 4096]).is_ok() {
            filled += 4096_u64;
        }
        file.set_len(filled.saturating_sub(but_for as u64)).unwrap();
    }

    /// Does what a line of the shell says, in the folder.
    #[track_caller]
    pub(crate) fn does(&self, line: &str) {
        assert!(sh(&format!("cd '{}' && {line}", self.path("").display())), "{line}");
    }

    /// A file in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.path().join("desk").join(name)
    }

    /// Where the program keeps what isn't saved.
    pub(crate) fn journals(&self) -> PathBuf {
        self.root.path().join("state/tigang/journal")
    }

    /// The program forgets where the writer was in each report.
    #[track_caller]
    pub(crate) fn forgets_places(&self) {
        self.does(&format!("rm -f '{}'/undo/*.place", self.journals().display()));
    }

    /// A copy of that, to be looked into while the tests beside this one start programs: on the files themselves these would
    /// hold a lock for a moment, and the next start would take the writer for alive.
    pub(crate) fn copy_of_journals(&self) -> TempDir {
        let copy = TempDir::new().unwrap();
        if self.journals().exists() {
            self.does(&format!("cp -a '{}/.' '{}'", self.journals().display(), copy.path().display()));
        }
        copy
    }

    /// A file among the writer's settings.
    pub(crate) fn settings(&self, name: &str) -> PathBuf {
        self.root.path().join("config/tigang").join(name)
    }

    pub(crate) fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    #[track_caller]
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn names(&self) -> Vec<String> {
        let files = fs::read_dir(self.path("")).unwrap();
        let mut names: Vec<String> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Runs `tigang` with arguments parted by blanks, in a terminal of 100×30.
    #[track_caller]
    pub(crate) fn run(&self, line: &str) -> Session {
        self.run_with(line, (100, 30), &[])
    }

    /// The same in a terminal of this size, columns first, and with further environment variables.
    #[track_caller]
    pub(crate) fn run_with(&self, line: &str, size: (u16, u16), environment: &[(&str, &str)]) -> Session {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_tigang"));
        command.args(line.split_whitespace());
        self.start(command, size, environment)
    }

    /// Runs a line of the shell, in which `$TIGANG` is the program.
    #[track_caller]
    pub(crate) fn shell(&self, line: &str) -> Session {
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", line]);
        self.start(command, (100, 30), &[("TIGANG", env!("CARGO_BIN_EXE_tigang"))])
    }

    /// Opens `总结.ron`.
    #[track_caller]
    pub(crate) fn opens(&self) -> Session {
        let mut session = self.run("总结.ron");
        session.sees("· 导航");
        session
    }

    /// As [`run`](Desk::run), as somebody whom permissions bind, if this machine knows such a one. What lies on the desk is
    /// his from the start.
    pub(crate) fn run_bound(&self, line: &str) -> Option<Session> {
        let user = self.bound_user()?;
        Some(self.shell(&format!("exec {user}\"$TIGANG\" {line}")))
    }

    /// What makes a line of the shell run as such a one: nothing, but for the administrator.
    pub(crate) fn bound_user(&self) -> Option<&'static str> {
        let probe = self.root.path().join("probe");
        let closed = format!("mkdir '{0}' && chmod 500 '{0}' && ! (echo > '{0}/x') 2> /dev/null", probe.display());
        let is_bound = sh(&closed);
        let _ = fs::remove_dir_all(&probe);
        if is_bound {
            return Some("");
        }
        const NOBODY: &str = "setpriv --reuid=65534 --regid=65534 --clear-groups ";
        self.does("chown -R 65534:65534 ..");
        // Where the program itself is out of his reach, there is nothing to be tried.
        sh(&format!("{NOBODY}'{}' --version 2> /dev/null", env!("CARGO_BIN_EXE_tigang"))).then_some(NOBODY)
    }

    #[track_caller]
    fn start(&self, mut command: CommandBuilder, size: (u16, u16), environment: &[(&str, &str)]) -> Session {
        command.env_clear();
        for (name, folder) in [("HOME", "home"), ("XDG_CONFIG_HOME", "config"), ("XDG_STATE_HOME", "state")] {
            command.env(name, self.root.path().join(folder));
        }
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        // What the model beside it draws.
        command.env("TIGANG_IDS", "0");
        for (name, value) in environment {
            command.env(name, value);
        }
        command.cwd(self.path(""));
        Session::start(command, size)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if self.is_disk {
            // What still has a file open there lets go of it in its own time.
            sh(&format!("umount -l '{}'", self.root.path().display()));
        }
    }
}

/// Whether a line of the shell ends well.
pub(crate) fn sh(line: &str) -> bool {
    let mut shell = std::process::Command::new("/bin/sh");
    shell.args(["-c", line]).stdout(std::process::Stdio::null()).status().unwrap().success()
}

//! How long a key takes on a slow disk, as a table: the program runs in a terminal under strace, and every fsync returns 250 ms
//! later. Nothing is asserted; a machine without strace says so. `cargo bench --bench slow_disk`.

use std::error::Error;
use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc;
use std::sync::mpsc::Receiver;
use std::time::Duration;
use std::time::Instant;

use portable_pty::CommandBuilder;
use portable_pty::PtySize;
use portable_pty::native_pty_system;

/// What a call that waits for the disk takes longer, in microseconds.
const LATER: u32 = 250_000;

/// The calls that wait for the disk.
const CALLS: &str = "fsync,fdatasync,sync_file_range";

const REPORT: &str = "(\nformat: 1,\ntitle: \"水务所2031年工作总结\",\nsections: [\n(id: 1, level: 1,\nheading: \"主要工作\",\n),\n],\n)\n";

/// How long nothing has to come until a frame is taken for whole.
const REST: Duration = Duration::from_millis(60);

fn main() -> Result<(), Box<dyn Error>> {
    if !Command::new("strace").arg("-V").output().is_ok_and(|said| said.status.success()) {
        println!("this machine has no strace; nothing was tried");
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let (quick, slow) = (run(&folder.path().join("quick"), None)?, run(&folder.path().join("slow"), Some("strace"))?);
    println!("{:<32}{:>12}{:>12}", "ms until it shows", "quick disk", "slow disk");
    let mut most: f64 = 0.0;
    for ((name, quick), (_, slow)) in quick.iter().zip(&slow) {
        println!("{name:<32}{quick:>12.1}{slow:>12.1}");
        most = most.max(slow - quick);
    }
    println!("{:<32}{:>24.1}", "the most that any waits", most);
    Ok(())
}

/// The keys in turn, each with what it is for: written in, saved, handed in, and written in all the time.
fn keys() -> Vec<(String, &'static str)> {
    let named = |name: &str, key| vec![(name.to_owned(), key)];
    let typed = |when: &str| (1..=10).map(|k| (format!("typed {when}, {k}"), "字")).collect::<Vec<_>>();
    [
        named("enter", "\r"),
        typed("first"),
        named("ctrl-s", "\x13"),
        typed("after a save"),
        named("f12", "\x1b[24~"),
        named("enter: exports", "\r"),
        typed("after an export"),
        named("ctrl-z", "\x1a"),
        named("ctrl-s again", "\x13"),
        named("ctrl-z after it", "\x1a"),
    ]
    .concat()
}

/// Milliseconds until the first frame, and until each key shows.
fn run(folder: &Path, under: Option<&str>) -> Result<Vec<(String, f64)>, Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("报告.ron"), REPORT)?;
    let pair = native_pty_system().openpty(PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 })?;
    let mut screen = pair.master.try_clone_reader()?;
    let mut keyboard = pair.master.take_writer()?;
    let (sender, arrived) = mpsc::channel();
    std::thread::spawn(move || {
        let mut piece = [0; 1 << 16];
        while let Ok(count @ 1..) = screen.read(&mut piece) {
            if sender.send((Instant::now(), piece[..count].to_vec())).is_err() {
                return;
            }
        }
    });
    let program = env!("CARGO_BIN_EXE_tigang");
    let mut command = CommandBuilder::new(under.unwrap_or(program));
    if under.is_some() {
        // Only these calls stop the program, so that it is watched at no cost.
        let (trace, later) = (format!("trace={CALLS}"), format!("inject={CALLS}:delay_exit={LATER}"));
        command.args(["-f", "--seccomp-bpf", "-o", "/dev/null", "-e", &trace, "-e", &later, program]);
    }
    command.arg("报告.ron");
    command.cwd(folder);
    command.env("TERM", "xterm-256color");
    for variable in ["XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
        command.env(variable, folder);
    }
    let mut begun = Instant::now();
    let mut child = pair.slave.spawn_command(command)?;
    let mut times = vec![("first screen".to_owned(), shows(&arrived, begun, &mut keyboard)?)];
    for (name, key) in keys() {
        begun = Instant::now();
        keyboard.write_all(key.as_bytes())?;
        times.push((name, shows(&arrived, begun, &mut keyboard)?));
    }
    child.kill()?;
    child.wait()?;
    Ok(times)
}

/// How long it took until the terminal got something; then it is let come to rest. What it is asked is answered.
fn shows(
    arrived: &Receiver<(Instant, Vec<u8>)>,
    begun: Instant,
    keyboard: &mut impl Write,
) -> Result<f64, Box<dyn Error>> {
    let (first, mut bytes) = arrived.recv_timeout(Duration::from_secs(20))?;
    loop {
        for (asked, answer) in [(&b"\x1b[6n"[..], &b"\x1b[1;2R"[..]), (b"\x1b[c", b"\x1b[?62c")] {
            for _ in bytes.windows(asked.len()).filter(|window| *window == asked) {
                keyboard.write_all(answer)?;
            }
        }
        match arrived.recv_timeout(REST) {
            Ok((_, more)) => bytes = more,
            Err(_) => return Ok((first - begun).as_secs_f64() * 1000.0),
        }
    }
}

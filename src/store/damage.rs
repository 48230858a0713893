//! A report's file that can't be read any more: cut off by a power cut or a full disk, emptied, filled with zero bytes.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::OpenError;
use super::Problem;
use super::ReadError;

/// Why a file that promises to be a report is none any more, in words to stand after its name; `None` where nothing is damaged:
/// it is not there, it is a text, it came from a newer program, or git left its marks in it.
pub fn damage(path: &Path, error: &OpenError) -> Option<String> {
    let OpenError::Content { error, .. } = error else { return None };
    match error {
        ReadError::NewerFormat { .. } | ReadError::Malformed { problem: Problem::Conflict, .. } => None,
        ReadError::Malformed { .. } => Some(error.to_string()),
        ReadError::NotReport if path.extension().is_none_or(|end| !end.eq_ignore_ascii_case("ron")) => None,
        ReadError::NotReport => Some(nothing_of_a_report(path)),
    }
}

fn nothing_of_a_report(path: &Path) -> String {
    const HEAD: u64 = 1 << 12;
    let mut head = Vec::new();
    match File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head)) {
        Ok(0) => "文件是空的（0 字节）".to_owned(),
        Ok(_) if head.iter().all(|byte| *byte == 0) => "里面只有空字节，内容没有写进去".to_owned(),
        Ok(_) | Err(_) => "内容不是报告，已经坏了".to_owned(),
    }
}

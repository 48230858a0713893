//! What the status line says until the next key.

/// What the status line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// How much it matters.
    pub grade: Grade,
    /// One Chinese sentence.
    pub says: String,
}

/// How much a message matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// It went well.
    Info,
    /// It didn't apply, or wants care.
    Warning,
    /// It went wrong.
    Error,
}

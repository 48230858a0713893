//! What a report as a whole is set to: how it is numbered, counted, checked and signed.

use serde::Deserialize;
use serde::Serialize;

use super::Checking;
use super::Scheme;

/// What a report as a whole is set to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setup {
    /// Numbering scheme of the outline.
    pub scheme: Scheme,
    /// 字数目标 of the whole report, in 字 as Word counts them.
    pub target: Option<u32>,
    /// What the checker leaves out here.
    #[serde(default, skip_serializing_if = "Checking::is_empty")]
    pub check: Checking,
    /// Whether a seal is set on the signature.
    #[serde(default)]
    pub seal: Seal,
    /// Whether 发文机关标志 and the red rule are on the paper already.
    #[serde(default)]
    pub letterhead: Letterhead,
    /// Where signature and date stand.
    #[serde(default)]
    pub signed: Signed,
}

/// Whether a seal is set on the signature (GB/T 9704-2012, 7.3.5): it decides where the date stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seal {
    /// 不加盖印章 (7.3.5.2).
    #[default]
    Without,
    /// 加盖印章 (7.3.5.1).
    With,
}

/// Whether 发文机关标志 and the red rule are set, or their room is left for paper that has them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Letterhead {
    /// Set in red.
    #[default]
    Printed,
    /// 套红纸: only room is left.
    Room,
}

/// Where signature and date stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signed {
    /// After the text (7.3.5).
    #[default]
    Below,
    /// Under the title, as those of speeches.
    Above,
}

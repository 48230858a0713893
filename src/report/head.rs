//! 版头: the texts above the red rule.

use serde::Deserialize;
use serde::Serialize;

/// 版头 (GB/T 9704-2012, 7.2): what stands above the red rule. Empty in most reports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Head {
    /// 发文机关标志, one organ a line (7.2.4).
    pub organ: String,
    /// 发文字号, as `某发〔2026〕3号` (7.2.5).
    pub number: String,
    /// 签发人 of what goes up, by name alone (7.2.6).
    pub signer: String,
    /// 密级和保密期限 (7.2.2).
    pub secrecy: String,
    /// 份号 (7.2.1).
    pub copy: String,
    /// 紧急程度 (7.2.3).
    pub urgency: String,
}

/// One text of 版头.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum HeadPart {
    /// [`Head::copy`].
    Copy,
    /// [`Head::secrecy`].
    Secrecy,
    /// [`Head::urgency`].
    Urgency,
    /// [`Head::organ`].
    Organ,
    /// [`Head::number`].
    Number,
    /// [`Head::signer`].
    Signer,
}

impl HeadPart {
    /// All of them, as they stand on the page.
    pub const ALL: [HeadPart; 6] =
        [HeadPart::Copy, HeadPart::Secrecy, HeadPart::Urgency, HeadPart::Organ, HeadPart::Number, HeadPart::Signer];

    /// What the writer calls it.
    pub fn name(self) -> &'static str {
        match self {
            HeadPart::Copy => "份号",
            HeadPart::Secrecy => "密级",
            HeadPart::Urgency => "紧急程度",
            HeadPart::Organ => "发文机关",
            HeadPart::Number => "文号",
            HeadPart::Signer => "签发人",
        }
    }
}

impl Head {
    /// One of its texts.
    pub fn text(&self, part: HeadPart) -> &String {
        match part {
            HeadPart::Copy => &self.copy,
            HeadPart::Secrecy => &self.secrecy,
            HeadPart::Urgency => &self.urgency,
            HeadPart::Organ => &self.organ,
            HeadPart::Number => &self.number,
            HeadPart::Signer => &self.signer,
        }
    }

    /// The same, to write it.
    pub(crate) fn text_mut(&mut self, part: HeadPart) -> &mut String {
        match part {
            HeadPart::Copy => &mut self.copy,
            HeadPart::Secrecy => &mut self.secrecy,
            HeadPart::Urgency => &mut self.urgency,
            HeadPart::Organ => &mut self.organ,
            HeadPart::Number => &mut self.number,
            HeadPart::Signer => &mut self.signer,
        }
    }

    /// Whether nothing is written there.
    pub fn is_empty(&self) -> bool {
        HeadPart::ALL.into_iter().all(|part| self.text(part).trim().is_empty())
    }
}

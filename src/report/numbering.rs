//! Markers and numbering schemes: 一、（一）1.（1）① and their kin, computed, never stored.

use serde::Deserialize;
use serde::Serialize;

/// How the sections of one level are marked. The number is a place among siblings, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Marker {
    /// `一、` (GB/T 15834 B.3.2)
    Han,
    /// `（一）` (B.3.4)
    HanBracketed,
    /// `1.` (B.3.3)
    Digit,
    /// `1、`, as many offices write
    DigitComma,
    /// `1．` with the full-width stop
    DigitWide,
    /// `（1）` (B.3.4)
    DigitBracketed,
    /// `①`, from 51 on `(51)`
    Circled,
    /// `(1)`: what follows the last level of a scheme
    Plain,
    /// `一是` (B.3.7: no mark behind it)
    Point,
    /// `第一，` (B.3.1)
    Ordinal,
    /// `1.1.1`: the numbers of the levels above, stops between
    Dotted,
    /// `第一部分`
    Part,
    /// `第一章` (B.3.6: a space behind it)
    Chapter,
    /// `第一节`
    ChapterSection,
    /// `第一条`, counted through the whole report
    Article,
    /// no marker
    Bare,
}

/// A numbering scheme: one marker per depth. Deeper levels take the last marker's plain form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// 公文 `一、（一）1.（1）①` (GB/T 9704-2012, 7.3.3)
    #[default]
    Gongwen,
    /// 公文 with `1、`
    GongwenComma,
    /// 公文 with `1．`
    GongwenWide,
    /// 要点 `一是`
    Points,
    /// 要点 `第一，`
    Ordinals,
    /// 技术 `1 1.1 1.1.1` (GB/T 1.1)
    Technical,
    /// 章节 `第一章 第一节 第一条`
    Chapters,
    /// none
    Plain,
}

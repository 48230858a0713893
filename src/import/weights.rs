//! What each sign is worth for each move, and what each turn costs: one table, in hundredths of a nat.
//!
//! A way through a text is worth the sum of these points; the best one is the reading. Points above zero speak for a move.
//! Most were set by hand from shares that were counted over labelled texts; `cargo bench --bench fit` says which others
//! would read better.

use super::evidence::Sign;
use super::evidence::Signs;

/// What is made of a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Move {
    /// Left out.
    Leave,
    /// A title, or its first line.
    Title,
    /// The title goes on.
    TitleMore,
    /// 题注: when and where it was said.
    Occasion,
    /// Who speaks or signs, above the text.
    By,
    /// The date above the text.
    Date,
    /// Whom it speaks to.
    Salutation,
    /// A paragraph.
    #[default]
    Text,
    /// The paragraph goes on.
    More,
    /// A section with a marker.
    Heading,
    /// A section without one.
    Bare,
    /// A paragraph that closes the report.
    Close,
    /// Who signs.
    Sign,
    /// The date below the text.
    SignDate,
    /// Annexes, remarks, the imprint.
    Tail,
}

/// How many moves there are, and one more: sixteen numbers are added at once.
pub(super) const MOVES: usize = 16;

/// How many signs there may be.
const SIGNS: usize = 192;

/// A move, why the signs speak for or against it, and their points.
type Row = (Move, &'static str, &'static [(Sign, i16)]);

/// The points of signs for moves.
#[rustfmt::skip]
const OWN: &[Row] = &[
    (Move::Leave, "what only sites write", &[
        (Sign::SiteLine, 500), (Sign::Crumb, 500), (Sign::SiteWord, 250), (Sign::Counter, 200), (Sign::Fields, 450), (Sign::Field, 300), (Sign::FieldEmpty, 100),
        (Sign::FieldName, 300), (Sign::FieldValue, 260), (Sign::Clock, 300), (Sign::Blurbs, 560), (Sign::Blurb, 100), (Sign::Sales, 900), (Sign::Feet, 500), (Sign::Foot, 80),
        (Sign::Link, 150), (Sign::LinkLine, 200), (Sign::Linked, 600), (Sign::Credit, 200), (Sign::Credits, 250), (Sign::Wire, 350), (Sign::Chat, 250), (Sign::ChatWord, 150)]),
    (Move::Leave, "pages, rules, contents", &[
        (Sign::PageNumber, 900), (Sign::Rule, 900), (Sign::RunningHead, 900), (Sign::ContentsHead, 700), (Sign::ContentsEntry, 500), (Sign::Listed, 900), (Sign::SaidContents, 2000), (Sign::LineTail, 1200), (Sign::Cover, 1100)]),
    (Move::Leave, "collections, what comes again", &[
        (Sign::Count, 400), (Sign::Collection, 150), (Sign::TwinBelow, 150), (Sign::Excerpt, 650), (Sign::SaidAbove, 550), (Sign::Pipes, 60), (Sign::NoWords, 150), (Sign::Bullet, 60), (Sign::Quoted, 0),
        (Sign::Date, 60), (Sign::DateInside, 60), (Sign::NoiseBeside, 60), (Sign::AmongNoise, 60), (Sign::Letterhead, 450), (Sign::LetterNumber, 450), (Sign::First, 60), (Sign::AloneStray, 400)]),
    (Move::Leave, "what texts are made of", &[
        (Sign::Marked, -250), (Sign::Opening, -200), (Sign::LeadsOn, -200), (Sign::EndStop, -120), (Sign::Long, -150), (Sign::Longish, -60), (Sign::Salute, -500), (Sign::Person, -200),
        (Sign::Occasion, -250), (Sign::Dash, -100), (Sign::Closing, -200), (Sign::SaidText, -900), (Sign::SaidHeading, -900), (Sign::SaidTitle, -900), (Sign::SignedLine, -300),
        (Sign::Address, -300), (Sign::Signer, -200), (Sign::Remarks, -300), (Sign::Imprint, -300), (Sign::Annex, -300), (Sign::UnitEnd, -30)]),

    (Move::Title, "by its words", &[
        (Sign::Genre, 380), (Sign::FullTitle, 180), (Sign::GenreInside, 70), (Sign::About, 120), (Sign::Piece, 380), (Sign::TitleListed, 550), (Sign::Notice, 60), (Sign::UnitEnd, -60), (Sign::SectionName, -80),
        (Sign::Count, -600), (Sign::Collection, -250), (Sign::LaterTitle, -250)]),
    (Move::Title, "by its shape", &[
        (Sign::Tiny, -180), (Sign::Short, -90), (Sign::Middling, 20), (Sign::Longish, -20), (Sign::Long, -250), (Sign::EndStop, -450), (Sign::EndColon, -350), (Sign::EndComma, -300), (Sign::StopInside, -500),
        (Sign::CommaInside, -80), (Sign::Marked, -450), (Sign::SeriesOn, -200), (Sign::Spaced, 150), (Sign::Angle, 60), (Sign::Round, -200), (Sign::Bullet, -250), (Sign::Dash, -250), (Sign::Year, 60),
        (Sign::Clock, -500), (Sign::Date, -600), (Sign::Link, -300), (Sign::Pipes, -500), (Sign::Row, -400), (Sign::NoWords, -500), (Sign::StartsPunct, -300), (Sign::Cut, -350)]),
    (Move::Title, "what a site writes is none", &[
        (Sign::SiteLine, -600), (Sign::Crumb, -1000), (Sign::SiteWord, -300), (Sign::Counter, -400), (Sign::Fields, -500), (Sign::Field, -350), (Sign::FieldName, -500), (Sign::FieldValue, -300),
        (Sign::Blurbs, -350), (Sign::Foot, -100), (Sign::Credit, -300), (Sign::Wire, -500), (Sign::ContentsHead, -900), (Sign::Listed, -900), (Sign::PageNumber, -900), (Sign::Rule, -900), (Sign::RunningHead, -500),
        (Sign::Salute, -600), (Sign::Person, -350), (Sign::Occasion, -250), (Sign::Letterhead, -500), (Sign::LetterNumber, -500), (Sign::Opening, -150), (Sign::LeadsOn, -300), (Sign::Closing, -300),
        (Sign::Signer, -300), (Sign::Remarks, -400), (Sign::Imprint, -300), (Sign::Annex, -300), (Sign::SignedLine, -400), (Sign::Excerpt, -200), (Sign::Chat, -500), (Sign::Address, -300)]),
    (Move::Title, "by its place", &[
        (Sign::Caption, -400), (Sign::SaidAbove, -300), (Sign::LoneNumber, 320), (Sign::DamagedShort, -300), (Sign::SeriesBack, -200),
        (Sign::First, 180), (Sign::TwinAbove, 320), (Sign::TwinHalf, 250), (Sign::TwinBelow, -80), (Sign::Quoted, 120), (Sign::NextLong, 80), (Sign::NextFirst, 60), (Sign::NextSalute, 120), (Sign::Apart, 20), (Sign::NearHead, 40), (Sign::Centred, 150), (Sign::Large, 200), (Sign::Bold, 60),
        (Sign::SaidTitle, 1500), (Sign::NextText, 20), (Sign::TitlePart, -600), (Sign::Couplet, 250)]),
    (Move::Title, "a line is seldom one", &[(Sign::Always, -260)]),

    (Move::TitleMore, "a title of two lines", &[
        (Sign::Always, -180), (Sign::Couplet, 250), (Sign::Genre, 150), (Sign::About, 250), (Sign::Spaced, 450), (Sign::Cut, -400), (Sign::Dash, 200), (Sign::Round, -30), (Sign::Apart, -60), (Sign::Long, -500), (Sign::EndStop, -400), (Sign::StopInside, -400), (Sign::EndColon, -350), (Sign::Marked, -500),
        (Sign::SaidTitle, 1500), (Sign::Salute, -700), (Sign::Person, -500), (Sign::Occasion, -150), (Sign::Date, -600), (Sign::Clock, -500), (Sign::Field, -400), (Sign::Fields, -500), (Sign::SiteLine, -500), (Sign::Crumb, -500), (Sign::Blurbs, -400),
        (Sign::Blurb, -100), (Sign::Opening, -250), (Sign::TwinAbove, -350), (Sign::TwinRest, 350), (Sign::Listed, -500), (Sign::ContentsHead, -900), (Sign::Pipes, -500), (Sign::Tiny, -60), (Sign::FieldName, -500), (Sign::Credit, -500), (Sign::Rule, -900),
        (Sign::CommaInside, -80), (Sign::Wire, -500), (Sign::UnitEnd, -120), (Sign::NoWords, -300), (Sign::Centred, 100), (Sign::SaidText, -900), (Sign::Piece, -400), (Sign::NextLong, 40), (Sign::Remarks, -300), (Sign::Bullet, -500), (Sign::Square, -150),
        (Sign::Letterhead, -500), (Sign::LetterNumber, -500), (Sign::Signer, -500), (Sign::PageNumber, -900)]),

    (Move::Occasion, "题注: when and where", &[
        (Sign::Always, -520), (Sign::Occasion, 450), (Sign::Dash, 300), (Sign::Round, 200), (Sign::DateInside, 150), (Sign::Year, 60), (Sign::Long, -500), (Sign::EndStop, -300), (Sign::Marked, -400), (Sign::Clock, -400), (Sign::Field, -300), (Sign::Genre, -350),
        (Sign::Date, -100), (Sign::StopInside, -400), (Sign::Blurbs, -300), (Sign::Opening, -300), (Sign::NextName, 60), (Sign::NextSalute, 100), (Sign::SaidText, -900)]),
    (Move::By, "who speaks or signs above the text", &[
        (Sign::Always, -420), (Sign::Person, 450), (Sign::UnitEnd, 280), (Sign::Office, 60), (Sign::Signer, 300), (Sign::NextSalute, 220), (Sign::NextDate, 100), (Sign::Long, -900), (Sign::Longish, -400), (Sign::EndStop, -500), (Sign::StopInside, -500), (Sign::CommaInside, -250),
        (Sign::Genre, -300), (Sign::Marked, -600), (Sign::EndColon, -500), (Sign::Clock, -500), (Sign::Field, -300), (Sign::Fields, -500), (Sign::SiteLine, -500), (Sign::Crumb, -500), (Sign::FieldName, -400), (Sign::FieldValue, -200), (Sign::Date, -500), (Sign::Salute, -500), (Sign::Pipes, -500),
        (Sign::Opening, -300), (Sign::SectionName, -200), (Sign::SaidText, -900), (Sign::Round, -150), (Sign::ContentsHead, -900), (Sign::Rule, -900), (Sign::NoWords, -600), (Sign::Bullet, -300), (Sign::NextFirst, -40)]),
    (Move::Date, "the date above the text", &[
        (Sign::Always, -400), (Sign::Date, 560), (Sign::Round, 40), (Sign::Clock, -500), (Sign::NoiseBeside, -120), (Sign::Field, -60), (Sign::Long, -900), (Sign::SaidText, -900)]),
    (Move::Salutation, "whom it speaks to", &[
        (Sign::Always, -600), (Sign::Salute, 850), (Sign::SaluteHead, 150), (Sign::NextLong, 60), (Sign::Long, -900), (Sign::Marked, -500), (Sign::SectionName, -300), (Sign::SaidText, -900), (Sign::Indented, 0)]),

    (Move::Text, "a paragraph", &[
        (Sign::Long, 120), (Sign::Longish, 40), (Sign::EndStop, 80), (Sign::StopInside, 40), (Sign::Marked, -150), (Sign::Opening, 40), (Sign::InlineSeries, 200), (Sign::Pipes, 100), (Sign::Row, 100), (Sign::SaidHeading, -900), (Sign::SaidText, 300), (Sign::Salute, -60),
        (Sign::Cut, -450), (Sign::AfterTitle, 650), (Sign::MarkedShort, -250), (Sign::DashRun, -100), (Sign::RowRun, 100), (Sign::PageNumber, -300), (Sign::Rule, -300), (Sign::Fields, -150), (Sign::Crumb, -200), (Sign::SiteLine, -150), (Sign::Clock, -60), (Sign::Sales, -200), (Sign::ContentsHead, -150)]),
    (Move::More, "the line before goes on", &[
        (Sign::Always, -250), (Sign::Long, 120), (Sign::Longish, 40), (Sign::EndStop, 80), (Sign::StopInside, 40), (Sign::StartsPunct, 450), (Sign::RestOfWord, 480), (Sign::Torn, 250), (Sign::StartsAlike, -300), (Sign::Marked, -260), (Sign::Alone, -200), (Sign::Tiny, 0), (Sign::Salute, -400), (Sign::Genre, -120), (Sign::Piece, -400), (Sign::TitleListed, -600), (Sign::Date, -500), (Sign::Field, -200), (Sign::Fields, -500), (Sign::SiteLine, -500),
        (Sign::Crumb, -600), (Sign::ContentsHead, -900), (Sign::PageNumber, -900), (Sign::Rule, -900), (Sign::RunningHead, -900), (Sign::Pipes, -500), (Sign::Row, -500), (Sign::Bullet, -250), (Sign::Opening, -60), (Sign::Dash, -200), (Sign::Square, -200), (Sign::Annex, -300),
        (Sign::Signer, -300), (Sign::SignedLine, -500), (Sign::UnitEnd, -60), (Sign::Blurbs, -100), (Sign::Closing, -200), (Sign::Address, -300), (Sign::Credit, -400), (Sign::SectionName, -40), (Sign::Clock, -200), (Sign::FarRight, -250)]),

    (Move::Heading, "a marker", &[
        (Sign::Marked, 240), (Sign::Alone, -60), (Sign::AloneLeads, 250), (Sign::AloneStray, -250), (Sign::Doubtful, 0), (Sign::Damaged, 0), (Sign::DamagedShort, 140), (Sign::SeriesOn, 60), (Sign::SeriesBack, 60), (Sign::InlineSeries, -300), (Sign::Pipes, -450), (Sign::Row, -250), (Sign::Listed, -500), (Sign::ContentsEntry, -300), (Sign::Genre, -20), (Sign::Cut, -230), (Sign::CutSoft, -280), (Sign::CutNext, 250), (Sign::RowRun, -600), (Sign::SaidHeading, 300),
        (Sign::Clock, -60), (Sign::PageNumber, -400), (Sign::StopInside, 0), (Sign::Piece, -300), (Sign::AnnexItem, -700), (Sign::NoWords, -150), (Sign::Linked, -500)]),
    (Move::Bare, "a heading without marker", &[
        (Sign::Always, -430), (Sign::Tiny, 0), (Sign::Short, 60), (Sign::Middling, 0), (Sign::Longish, -250), (Sign::EndStop, -260), (Sign::StopInside, -500), (Sign::EndComma, -350), (Sign::CommaInside, -80), (Sign::EndColon, -40), (Sign::NextText, 80), (Sign::NextLong, 40), (Sign::NextFirst, 150), (Sign::SectionName, 150), (Sign::Square, 260), (Sign::Angle, -60), (Sign::Round, -150),
        (Sign::Apart, 20), (Sign::Bold, 260), (Sign::Centred, 40), (Sign::Large, 100), (Sign::Flush, 220), (Sign::BeforeList, 350), (Sign::Date, -300), (Sign::Clock, -300), (Sign::Field, -300), (Sign::Fields, -500), (Sign::SiteLine, -300), (Sign::Crumb, -500), (Sign::Salute, -300), (Sign::Pipes, -500), (Sign::Row, -400), (Sign::Rule, -900), (Sign::PageNumber, -900), (Sign::NoWords, -300),
        (Sign::Bullet, -60), (Sign::Annex, -300), (Sign::Signer, -300), (Sign::Person, -250), (Sign::UnitEnd, -60), (Sign::Genre, 20), (Sign::DashRun, 1650), (Sign::Dash, -60), (Sign::StartsPunct, -400), (Sign::Closing, -300), (Sign::ContentsHead, -900), (Sign::SaidHeading, 900), (Sign::SaidText, -900), (Sign::NearEnd, -60), (Sign::FarRight, -200), (Sign::Blurbs, -200),
        (Sign::LeadsOn, -200), (Sign::Opening, -100), (Sign::Imprint, -300), (Sign::Remarks, -300), (Sign::RowRun, -500), (Sign::Cut, -400), (Sign::Linked, -500), (Sign::Listed, -900), (Sign::Credit, -300), (Sign::FieldName, -200), (Sign::BareRun, 340), (Sign::LeadsAnew, 620), (Sign::LetterRun, 800), (Sign::RomanRun, 800), (Sign::OrdinalRun, 1000), (Sign::BareRunOn, 660), (Sign::Caption, -500), (Sign::TitlePart, 450)]),

    (Move::Close, "what speaks for the whole at its end", &[
        (Sign::Always, -150), (Sign::Cut, -400), (Sign::Closing, 360), (Sign::Address, 180), (Sign::Call, 180), (Sign::Marked, -300), (Sign::Longish, 20), (Sign::Pipes, 60), (Sign::Row, 100), (Sign::Opening, -20), (Sign::SaidText, 300), (Sign::StopInside, 40), (Sign::EndStop, 80), (Sign::Long, 60)]),
    (Move::Sign, "who signs", &[
        (Sign::Always, -420), (Sign::UnitEnd, 200), (Sign::Person, 200), (Sign::Signer, 430), (Sign::SignedLine, 700), (Sign::NextDate, 330), (Sign::FarRight, 320), (Sign::NearEnd, 120), (Sign::Tiny, 40), (Sign::Short, 60), (Sign::Middling, 20), (Sign::Longish, -200), (Sign::Long, -700), (Sign::EndStop, -400), (Sign::StopInside, -600),
        (Sign::CommaInside, -300), (Sign::EndColon, -400), (Sign::Genre, -120), (Sign::Marked, -500), (Sign::Date, -500), (Sign::Clock, -300), (Sign::Field, -150), (Sign::Fields, -500), (Sign::SiteLine, -500), (Sign::Crumb, -500), (Sign::Pipes, -500), (Sign::Row, -400), (Sign::Opening, -300), (Sign::Annex, -600), (Sign::Imprint, -500), (Sign::Remarks, -500),
        (Sign::NoWords, -400), (Sign::Rule, -900), (Sign::PageNumber, -900), (Sign::Salute, -400), (Sign::NextName, 100), (Sign::SaidText, -900), (Sign::Bullet, -300), (Sign::SectionName, -200), (Sign::Square, -200), (Sign::Closing, -300), (Sign::Credit, -250), (Sign::Blurbs, -300), (Sign::Listed, -900), (Sign::Linked, -500)]),
    (Move::SignDate, "the date below the text", &[
        (Sign::Always, -400), (Sign::Date, 600), (Sign::DateRun, -400), (Sign::FarRight, 100), (Sign::NearEnd, 60), (Sign::Clock, -400), (Sign::Long, -900), (Sign::SaidText, -900)]),
    (Move::Tail, "annexes, remarks, imprint", &[
        (Sign::Always, -500), (Sign::Annex, 650), (Sign::AnnexItem, 750), (Sign::Remarks, 700), (Sign::Imprint, 700), (Sign::Long, -300), (Sign::NearEnd, 100), (Sign::Round, 40), (Sign::StopInside, -100), (Sign::SaidText, -900)]),
];

/// A turn of a way: what it costs to go on so, whatever the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    LeaveSite0,
    LeaveSite1,
    LeaveSite2,
    LeaveSite3,
    LeaveHead0,
    LeaveHead1,
    LeaveHead2,
    LeaveHead3,
    LeaveBody0,
    LeaveBody1,
    LeaveBody2,
    LeaveEnd0,
    LeaveEnd1,
    LeaveEnd2,
    LeaveOn0,
    LeaveOn1,
    LeaveOn2,
    Nothing,
    LeaveTail,
    TextUnended,
    TitleAfterFrame,
    TitleCut,
    AnewEnd,
    AnewHead,
    AnewBody,
    AnewInFile,
    AnewNamed,
    AnewNoRestart,
    AnewRestart,
    AnewLast,
    AnewThin,
    AnewEmpty,
    AnewWithout,
    AnewAfterLead,
    AnewRunning,
    TitleDone,
    TitleOpen,
    TitleCompleted,
    TitleLong,
    TitleSaid,
    TitleOfUnit,
    TitleOfYear,
    FrameUntitled,
    DateWithout,
    BySide,
    ByBelow,
    ByTwice,
    SaluteUntitled,
    AnewSalute,
    TextUntitled,
    TextUntitledFrame,
    TextAfterTitle,
    AnewText,
    AnewOpening,
    AnewLeadsOn,
    AnewReports,
    AnewTurns,
    CloseOpens,
    CloseWithout,
    CloseOn,
    CloseAfterEnd,
    SignTwice,
    SignAfterDate,
    SignOn,
    DateTwice,
    DateAfterSign,
    TailAfterEnd,
    TailOn,
    MoreGlued,
    MoreGluedStop,
    MoreGluedMarked,
    MoreAfterStop,
    MoreAfterComma,
    MoreFull,
    MoreIndented,
    MoreFlush,
    MoreSet,
    MoreFullStop,
    MoreNotFull,
    MoreRunning,
    MoreShort,
    MoreAfterHeading,
    MoreListLike,
    MoreApart,
    MoreCompletes,
    MoreAfterName,
    MoreUnclosed,
    MoreOverNoise,
    MoreAfterLink,
    MoreOfFrame,
    MoreEnds,
    MoreOfSeries,
    AnewHeading,
    AnewHeadingOpened,
    AnewLowHeading,
    HeadingUntitled,
    HeadingAfterClose,
    HeadingAfterEnd,
    MarkDoubtful,
    MarkLost,
    MarkCounts,
    MarkAlone,
    MarkSet,
    Next,
    NextOtherForm,
    Skip,
    SkipMore,
    AgainFirst,
    AgainOtherForm,
    AgainTop,
    AgainTopLed,
    Again,
    Back,
    Beside,
    BesideAgain,
    BesideTwice,
    Bridge,
    BesideMidway,
    BesideDue,
    BesideLower,
    BelowBridged,
    BesideBare,
    Below,
    TopMidway,
    BelowMidway,
    BelowSame,
    BelowOtherForm,
    BelowSameTop,
    BelowSameLed,
    BelowInverted,
    BelowInvertedLast,
    BelowInvertedTop,
    BelowMidwayPoint,
    BelowLed,
    BelowUnled,
    BelowTwice,
    StyledSame,
    SetSame,
    SetOther,
    SetAbove,
    ListBesideBare,
    BareNext,
    BareBeside,
    BareTop,
    BareBelow,
    BareBelowDone,
    BareTwice,
    BareLed,
    BareMarkless,
    BareAfterOpen,
}

/// How many turns there are.
const TURNS: usize = Turn::BareAfterOpen as usize + 1;

/// What the turns cost.
#[rustfmt::skip]
const TURN: &[(Turn, i16, &str)] = &[
    (Turn::LeaveSite0, -420, "no mark of a web page: what stands before the text belongs to it"),
    (Turn::LeaveSite1, -250, "one kind of mark"),
    (Turn::LeaveSite2, -100, "two kinds: above the title nearly all is the site's"),
    (Turn::LeaveSite3, -40, "a web page for sure"),
    (Turn::LeaveHead0, -420, "between title and text, no web page"),
    (Turn::LeaveHead1, -300, ""),
    (Turn::LeaveHead2, -200, ""),
    (Turn::LeaveHead3, -150, "stamps stand there"),
    (Turn::LeaveBody0, -520, "inside a text hardly anything is a site's"),
    (Turn::LeaveBody1, -560, ""),
    (Turn::LeaveBody2, -400, ""),
    (Turn::LeaveEnd0, -420, "after the text"),
    (Turn::LeaveEnd1, -350, ""),
    (Turn::LeaveEnd2, -250, ""),
    (Turn::LeaveOn0, -350, "one more line left out"),
    (Turn::LeaveOn1, -150, ""),
    (Turn::LeaveOn2, -60, ""),
    (Turn::Nothing, -3000, "a text is something"),
    (Turn::LeaveTail, 130, "at the end of a web page"),
    (Turn::TitleCut, -250, "the line that begins a text says the title once more"),
    (Turn::TitleAfterFrame, -150, "a title below a name or a date"),
    (Turn::AnewEnd, -150, "another title after a signature"),
    (Turn::AnewHead, -450, "another title right after a title"),
    (Turn::AnewBody, -420, "another title inside a text"),
    (Turn::AnewInFile, -400, "a file of a program is one report, if no style says otherwise"),
    (Turn::AnewNamed, 350, "it is one of a series or stands in the contents"),
    (Turn::AnewNoRestart, -500, "the numbers go on after it"),
    (Turn::AnewRestart, 150, "the numbers begin anew after it"),
    (Turn::AnewLast, 80, "no numbers come after it"),
    (Turn::AnewThin, -250, "the report before it would be a line or two"),
    (Turn::AnewEmpty, -250, "on a web page the report before it would be a title and nothing else"),
    (Turn::AnewWithout, -120, "the report before it would have no sections"),
    (Turn::AnewRunning, -600, "the line above is full and goes on in it"),
    (Turn::AnewAfterLead, -250, "what was last said leads on to more"),
    (Turn::TitleDone, -300, "the line above is a whole title"),
    (Turn::TitleOpen, 60, "the line above is none yet"),
    (Turn::TitleCompleted, 150, "now it is one"),
    (Turn::TitleLong, -150, "a third line"),
    (Turn::TitleSaid, 600, "both are titles by their style"),
    (Turn::TitleOfUnit, 220, "a unit's name, then what it reports"),
    (Turn::TitleOfYear, 150, "a year, then what is reported of it"),
    (Turn::FrameUntitled, -100, "a name or a date without a title above"),
    (Turn::DateWithout, -100, "a date without a figure"),
    (Turn::BySide, 200, "a name beside a date or 题注"),
    (Turn::ByBelow, 180, "right below the title"),
    (Turn::ByTwice, -100, "two names"),
    (Turn::SaluteUntitled, -120, "a salutation without a title"),
    (Turn::AnewSalute, -450, "a salutation inside a text"),
    (Turn::TextUnended, -60, "a paragraph of a few words without a stop, where others have one"),
    (Turn::TextUntitled, -250, "a report without a title"),
    (Turn::TextUntitledFrame, -60, ""),
    (Turn::TextAfterTitle, 0, ""),
    (Turn::AnewText, -400, "another report that begins without a title"),
    (Turn::AnewOpening, 130, "it opens as reports do"),
    (Turn::AnewLeadsOn, 130, "it says what is reported below"),
    (Turn::AnewReports, 250, "and speaks of a whole report, right before its first number"),
    (Turn::AnewTurns, -200, "it turns to what is amiss"),
    (Turn::CloseOpens, -60, "what speaks for the whole begins"),
    (Turn::CloseWithout, -60, "a closing in a text without sections"),
    (Turn::CloseOn, 150, "the closing goes on"),
    (Turn::CloseAfterEnd, -350, "text after the signature"),
    (Turn::SignTwice, -250, "two signatures apart"),
    (Turn::SignAfterDate, -100, "a name below the date"),
    (Turn::SignOn, 60, "two units sign"),
    (Turn::DateTwice, -500, "two dates"),
    (Turn::DateAfterSign, 150, "a date below a name"),
    (Turn::TailAfterEnd, 60, "below the date"),
    (Turn::TailOn, 100, "one more line of it"),
    (Turn::MoreGlued, 250, "it stands on the same line"),
    (Turn::MoreGluedStop, -150, "a sentence ends before it"),
    (Turn::MoreGluedMarked, 260, "a number inside a line is often none of a section"),
    (Turn::MoreAfterStop, -600, "the line before ends a sentence"),
    (Turn::MoreAfterComma, 420, "the line before ends in a comma"),
    (Turn::MoreFull, 480, "the line before is full"),
    (Turn::MoreIndented, -550, "this one is indented as paragraphs are"),
    (Turn::MoreSet, -300, "the same where lines are as long as they like"),
    (Turn::MoreFlush, 200, "this one is not indented, as paragraphs are"),
    (Turn::MoreFullStop, 250, "a full line that ends a sentence"),
    (Turn::MoreNotFull, -150, "the line before has room"),
    (Turn::MoreRunning, 350, "a sentence breaks off"),
    (Turn::MoreShort, -120, "the line before is short"),
    (Turn::MoreAfterHeading, -200, "the line before is a heading"),
    (Turn::MoreListLike, -200, "long lines of this text end without a stop"),
    (Turn::MoreApart, -60, "a blank line stands between"),
    (Turn::MoreOverNoise, -150, "more than a page's edge stands between"),
    (Turn::MoreUnclosed, 650, "it closes what the line above opened"),
    (Turn::MoreAfterName, -500, "the line above is a heading by its words"),
    (Turn::MoreCompletes, 500, "the number above stands alone"),
    (Turn::MoreAfterLink, -300, "the line before is an address"),
    (Turn::MoreOfFrame, -150, "it would go on a name or a salutation"),
    (Turn::MoreEnds, 60, "it ends the sentence"),
    (Turn::MoreOfSeries, -200, "it has a number of a series"),
    (Turn::AnewHeading, -250, "the numbers begin anew: another report without a title"),
    (Turn::AnewHeadingOpened, -200, "the paragraph above would open it"),
    (Turn::AnewLowHeading, -350, "of a kind that often begins anew"),
    (Turn::HeadingUntitled, -200, "a report that begins with a section"),
    (Turn::HeadingAfterClose, -350, "a section after the closing"),
    (Turn::HeadingAfterEnd, -600, "a section after the signature"),
    (Turn::MarkDoubtful, -60, "the number may be the text's own"),
    (Turn::MarkLost, -160, "the marker is damaged"),
    (Turn::MarkCounts, 60, "and counts on from another"),
    (Turn::MarkAlone, -60, "the number stands alone"),
    (Turn::MarkSet, 360, "it is set as headings are, and the next of its series comes"),
    (Turn::Next, 150, "the next number of an open series"),
    (Turn::NextOtherForm, -60, "closed otherwise: 3. after 2）"),
    (Turn::Skip, -60, "a number is missing"),
    (Turn::SkipMore, -40, "each more that is missing"),
    (Turn::AgainFirst, -150, "the series begins anew below the same section"),
    (Turn::AgainOtherForm, -100, "and is closed otherwise, 1. after 2）"),
    (Turn::AgainTop, -350, "the chapters begin anew in one report"),
    (Turn::AgainTopLed, 250, "what stands above leads on to them"),
    (Turn::Again, -200, "a number goes back"),
    (Turn::Back, 60, "back to the kind that stood here before"),
    (Turn::Beside, -160, "another kind of marker on the same level"),
    (Turn::BesideAgain, -300, "that stood here before and begins anew"),
    (Turn::BesideTwice, -350, "that is open above already"),
    (Turn::Bridge, 400, "what stands above opens a part whose heading is lost"),
    (Turn::BesideMidway, -100, "and not from its first number"),
    (Turn::BesideDue, 0, "another kind of marker with the number that is due there"),
    (Turn::BesideLower, -60, "a lower kind of marker"),
    (Turn::BesideBare, 60, "beside a heading without marker"),
    (Turn::Below, 0, "a series begins below"),
    (Turn::TopMidway, -60, "an excerpt that begins at a later number"),
    (Turn::BelowMidway, -200, "not from its first number"),
    (Turn::BelowSame, -350, "the same kind of marker one below the other"),
    (Turn::BelowOtherForm, -60, "the same kind of marker closed otherwise, 1. below 1）"),
    (Turn::BelowSameTop, -400, "chapters below a chapter"),
    (Turn::BelowSameLed, 120, "what stands above leads on to it"),
    (Turn::BelowInverted, -60, "a kind that usually stands higher"),
    (Turn::BelowInvertedLast, -280, "and whose series doesn't go on"),
    (Turn::BelowInvertedTop, -250, "chapters below items"),
    (Turn::BelowMidwayPoint, -250, "a 四是 that nothing stands before"),
    (Turn::BelowLed, 60, "what stands above leads on"),
    (Turn::BelowUnled, -20, ""),
    (Turn::BelowBridged, -200, "what stands above speaks of the next part"),
    (Turn::BelowTwice, -250, "the kind is open above already"),
    (Turn::StyledSame, 120, "on the level of the headings of its style"),
    (Turn::SetSame, 160, "on the level of the headings that are set as it is"),
    (Turn::SetOther, -160, "on the level of headings that are set otherwise"),
    (Turn::ListBesideBare, -120, "a list of its file begins beside a heading that has no number"),
    (Turn::SetAbove, -120, "below the level of the headings that are set as it is"),
    (Turn::BareNext, 80, "another heading without marker"),
    (Turn::BareBeside, -100, "beside a numbered one"),
    (Turn::BareTop, -40, "the first section"),
    (Turn::BareBelow, -60, "below a section"),
    (Turn::BareBelowDone, -150, "what leads to a list anew stands beside the list that has ended, not in its last item"),
    (Turn::BareTwice, -200, "one heading without marker below another"),
    (Turn::BareLed, -100, "what stands above leads on to a list"),
    (Turn::BareMarkless, 60, "no marker in the whole text"),
    (Turn::BareAfterOpen, -100, "what stands above doesn't end"),
];

/// A move that was taken, in which part of a report, the other one, and below how many points that one is told.
type Margin = (Move, Option<Part>, Option<Move>, i32, &'static str);

/// Where in a report a unit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Before its first section, on a web page: what a site writes, titles and names all stand here, and little tells them
    /// apart.
    Page,
    /// Before its first section.
    Head,
    /// From there on.
    Body,
}

/// How near another reading has to be to be told: the first row that fits.
#[rustfmt::skip]
const NEAR: &[Margin] = &[
    (Move::Bare, None, Some(Move::Bare), 130, "another depth"),
    (Move::Bare, None, None, 600, "a heading that no marker shows"),
    (Move::TitleMore, None, None, 500, "a second line of a title is seldom one"),
    (Move::Text, Some(Part::Head), Some(Move::Title), 400, "a title without its words looks like a text"),
    (Move::Text, Some(Part::Page), Some(Move::Title), 400, "a title without its words looks like a text"),
    (Move::Text, Some(Part::Head), Some(Move::Date), 700, "a line of a site between title and text"),
    (Move::Text, Some(Part::Page), Some(Move::Date), 700, "a line of a site between title and text"),
    (Move::Text, Some(Part::Page), Some(Move::By), 400, "a line of a site between title and text"),
    (Move::Text, Some(Part::Page), Some(Move::Occasion), 400, "a line of a site between title and text"),
    (Move::Text, Some(Part::Page), Some(Move::Leave), 300, "one line of a site among those of a text"),
    (Move::Text, Some(Part::Page), Some(Move::More), 100, "a torn paragraph"),
    (Move::Text, None, Some(Move::More), 0, "what could go on the paragraph before it is read well apart from it"),
    (Move::Text, None, Some(Move::Sign), 0, "a name that is no signature stands in the text either way"),
    (Move::Text, None, Some(Move::SignDate), 0, "a date that is none of a signature stands in the text either way: logs are full of them"),
];

/// The same of all others: they miss too seldom to be told of farther off.
const NEAR_ELSE: i32 = 200;

/// The same of another depth: most sections have another near, and it is seldom the right one.
const NEAR_DEPTH: i32 = 130;

/// Whether another reading is near enough to be told, so many points below the one taken.
pub(super) fn is_near(taken: Move, part: Part, other: Move, below: i32) -> bool {
    let headings = [taken, other].iter().all(|to| matches!(to, Move::Heading | Move::Bare));
    let row = NEAR.iter().find(|(of, place, second, ..)| {
        *of == taken && place.is_none_or(|of| of == part) && second.is_none_or(|to| to == other)
    });
    below < row.map_or(if headings { NEAR_DEPTH } else { NEAR_ELSE }, |(.., near, _)| *near)
}

/// What the signs and the turns are worth.
#[derive(Clone, Debug)]
pub struct Weights {
    own: Vec<[i32; MOVES]>,
    turns: [i32; TURNS],
}

impl Default for Weights {
    fn default() -> Weights {
        let mut weights = Weights { own: vec![[0; MOVES]; SIGNS], turns: [0; TURNS] };
        for (to, _, signs) in OWN {
            for (sign, points) in *signs {
                weights.own[*sign as usize][*to as usize] += i32::from(*points);
            }
        }
        for (turn, points, _) in TURN {
            weights.turns[*turn as usize] = i32::from(*points);
        }
        weights
    }
}

impl Weights {
    /// What the signs of a unit say for each move.
    pub(super) fn own(&self, signs: Signs) -> [i32; MOVES] {
        let mut own = self.own[Sign::Always as usize];
        for sign in signs.iter() {
            for (sum, points) in own.iter_mut().zip(&self.own[sign]) {
                *sum += points;
            }
        }
        own
    }

    pub(super) fn turn(&self, turn: Turn) -> i32 {
        self.turns[turn as usize]
    }

    /// Which of the signs say something for a move, and what.
    pub(super) fn terms(&self, signs: Signs, to: Move) -> Vec<(Sign, i32)> {
        let rows = OWN.iter().filter(|(of, ..)| *of == to).flat_map(|(.., signs)| signs.iter());
        let held = rows.filter(|(sign, _)| *sign == Sign::Always || signs.has(*sign));
        held.map(|(sign, _)| (*sign, self.own[*sign as usize][to as usize])).collect()
    }

    /// How many rows the table has.
    pub fn len(&self) -> usize {
        OWN.iter().map(|(.., signs)| signs.len()).sum::<usize>() + TURN.len()
    }

    /// Whether the table is empty: it never is.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// What a row is called and its points.
    pub fn row(&self, at: usize) -> (String, i32) {
        match place(at) {
            Place::Own(sign, to) => (format!("{to:?} {sign:?}"), self.own[sign as usize][to as usize]),
            Place::Turn(turn) => (format!("{turn:?}"), self.turns[turn as usize]),
        }
    }

    /// Adds to the points of a row.
    pub fn add(&mut self, at: usize, points: i32) {
        match place(at) {
            Place::Own(sign, to) => self.own[sign as usize][to as usize] += points,
            Place::Turn(turn) => self.turns[turn as usize] += points,
        }
    }
}

enum Place {
    Own(Sign, Move),
    Turn(Turn),
}

fn place(at: usize) -> Place {
    let own = OWN.iter().flat_map(|(to, _, signs)| signs.iter().map(move |(sign, _)| Place::Own(*sign, *to)));
    own.chain(TURN.iter().map(|(turn, ..)| Place::Turn(*turn))).nth(at).expect("a row of the table")
}

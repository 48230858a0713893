//! What a writer does to an outline: every act is asked of a report and answers with a change, or `None` where it
//! doesn't apply.

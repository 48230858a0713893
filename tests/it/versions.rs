//! Older versions, two writers at one file, and days on which the disk is against the writer.

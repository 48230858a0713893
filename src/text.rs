//! Chinese text: display width, boundaries, line breaking, full and half width, counting 字数.

//! One row of the table, as `crates/xtask/src/bench/table.rs` reads it. The window's bench tells its rows by the same.

/// One row of the table: what was measured, in which unit, and what it is held against.
pub(crate) struct Row<'a> {
    pub(crate) what: &'a str,
    pub(crate) value: f64,
    pub(crate) unit: &'a str,
    /// Who does the same, and what it came to there.
    pub(crate) beside: Option<(&'a str, f64)>,
    /// `ratio<=1.25`, `ratio>=3` or `value<=30`; empty: none was set.
    pub(crate) target: &'a str,
}

impl Row<'_> {
    /// Says it on a line of its own: fields between tabs.
    pub(crate) fn tell(&self) {
        let (other, its) = self.beside.map_or(("", String::new()), |(name, value)| (name, value.to_string()));
        // A test harness may have said something in front.
        println!("\nmeasured\t{}\t{}\t{}\t{other}\t{its}\t{}", self.what, self.value, self.unit, self.target);
    }
}

//! One row of the table, in the words of `cargo xtask bench`.

/// What was measured, in which unit, and what it is held against.
pub(super) struct Row<'a> {
    pub(super) what: &'a str,
    pub(super) value: f64,
    pub(super) unit: &'a str,
    /// Who does the same, and what it came to there.
    pub(super) beside: Option<(&'a str, f64)>,
    /// `ratio<=1.25`, `ratio>=3` or `value<=30`; empty: none was set.
    pub(super) target: &'a str,
}

impl Row<'_> {
    /// Says it on a line of its own: fields between tabs.
    pub(super) fn tell(&self) {
        let (other, its) = self.beside.map_or(("", String::new()), |(name, value)| (name, value.to_string()));
        let line = format!("measured\t{}\t{}\t{}\t{other}\t{its}\t{}", self.what, self.value, self.unit, self.target);
        // The harness may have said something in front.
        println!("\n{line}");
    }
}

/// The one in the middle of several.
pub(super) fn middle(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of[of.len() / 2]
}

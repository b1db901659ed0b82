//! What was measured, as a table in Markdown that is readable as it is.

/// One line of what was measured.
#[derive(Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) what: String,
    pub(crate) value: f64,
    pub(crate) unit: String,
    /// Who does the same, and what it came to there, in the same unit.
    pub(crate) beside: Option<(String, f64)>,
    pub(crate) target: Option<Target>,
}

/// What a value, or its ratio to the other one, is to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Target {
    of: Of,
    is: Is,
    bound: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Of {
    Value,
    Ratio,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Is {
    Below,
    AtMost,
    AtLeast,
}

impl Row {
    /// Reads a line as the benches write it, fields between tabs: `measured`, what, value, unit, beside whom, what it came to
    /// there, target. Another line is `None`.
    pub(crate) fn read(line: &str) -> Option<Self> {
        let fields: Vec<&str> = line.split('\t').collect();
        let ["measured", what, value, unit, other, its, target] = fields[..] else { return None };
        let beside = (!other.is_empty()).then(|| Some((other.to_owned(), its.parse().ok()?))).flatten();
        let target = Target::read(target);
        Some(Self { what: what.to_owned(), value: value.parse().ok()?, unit: unit.to_owned(), beside, target })
    }

    fn ratio(&self) -> Option<f64> {
        self.beside.as_ref().filter(|(_, its)| *its > 0.0).map(|(_, its)| self.value / its)
    }

    fn cells(&self) -> [String; 5] {
        let with_unit = |value: f64| format!("{} {}", number(value), self.unit);
        let beside = self.beside.as_ref().map(|(name, its)| format!("{name}: {}", with_unit(*its)));
        let ratio = self.ratio().map(|ratio| format!("{ratio:.2}"));
        let verdict = self.target.map(|target| target.said(self.value, self.ratio()));
        [
            self.what.clone(),
            with_unit(self.value),
            beside.unwrap_or_default(),
            ratio.unwrap_or_default(),
            verdict.unwrap_or_default(),
        ]
    }
}

impl Target {
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (of, rest) = if let Some(rest) = text.strip_prefix("ratio") {
            (Of::Ratio, rest)
        } else {
            (Of::Value, text.strip_prefix("value")?)
        };
        let (is, bound) = if let Some(bound) = rest.strip_prefix("<=") {
            (Is::AtMost, bound)
        } else if let Some(bound) = rest.strip_prefix(">=") {
            (Is::AtLeast, bound)
        } else {
            (Is::Below, rest.strip_prefix('<')?)
        };
        Some(Self { of, is, bound: bound.parse().ok()? })
    }

    /// The target, and whether it is met.
    fn said(self, value: f64, ratio: Option<f64>) -> String {
        let sign = match self.is {
            Is::Below => "under",
            Is::AtMost => "at most",
            Is::AtLeast => "at least",
        };
        let times = if self.of == Of::Ratio { " times" } else { "" };
        let came = match self.of {
            Of::Value => Some(value),
            Of::Ratio => ratio,
        };
        let verdict = match came {
            None => "not compared",
            Some(came) if self.is_met(came) => "met",
            Some(_) => "**not met**",
        };
        format!("{sign} {}{times}: {verdict}", number(self.bound))
    }

    fn is_met(self, came: f64) -> bool {
        match self.is {
            Is::Below => came < self.bound,
            Is::AtMost => came <= self.bound,
            Is::AtLeast => came >= self.bound,
        }
    }
}

/// As many digits as say something.
fn number(value: f64) -> String {
    let digits = match value.abs() {
        large if large >= 100.0 => 0,
        middle if middle >= 10.0 => 1,
        _ => 2,
    };
    let text = format!("{value:.digits$}");
    if digits == 0 { text } else { text.trim_end_matches('0').trim_end_matches('.').to_owned() }
}

/// All rows below each other.
pub(crate) fn table(rows: &[Row]) -> String {
    let head = ["measured", "Animato", "beside", "ratio", "target"].map(str::to_owned);
    let cells: Vec<[String; 5]> = std::iter::once(head).chain(rows.iter().map(Row::cells)).collect();
    let width = |column: usize| cells.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths = [0, 1, 2, 3, 4].map(width);
    let line = |row: &[String; 5]| {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    };
    let rule = format!("| {} |", widths.map(|width| "-".repeat(width)).join(" | "));
    let mut lines = vec![line(&cells[0]), rule];
    lines.extend(cells[1..].iter().map(line));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: &str) -> Row {
        Row::read(&line.replace('|', "\t")).unwrap()
    }

    #[test]
    fn a_row_says_its_ratio_and_whether_the_target_is_met() {
        let table = table(&[
            row("measured|start|500|ms|floor|400|ratio<=1.25"),
            row("measured|memory|260|MB|floor|130|ratio<=1.3"),
            row("measured|questions|30|a minute|||value<=30"),
            row("measured|frame|20|ms|||value<20"),
            row("measured|saving|950|MB/s|curl|1000|ratio>=0.9"),
            row("measured|changes|12.345|a second|||"),
        ]);
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(
            lines[2],
            "| start     | 500 ms        | floor: 400 ms   | 1.25  | at most 1.25 times: met        |"
        );
        assert!(lines[3].contains("| 2.00  | at most 1.3 times: **not met** |"), "{table}");
        assert!(lines[4].contains("at most 30: met"), "{table}");
        assert!(lines[5].contains("under 20: **not met**"), "{table}");
        assert!(lines[6].contains("| 0.95  | at least 0.9 times: met"), "{table}");
        assert!(lines[7].contains("12.3 a second"), "{table}");
    }

    #[test]
    fn what_there_was_nothing_to_compare_with_is_not_said_to_be_met() {
        assert!(table(&[row("measured|start|500|ms|||ratio<=1.25")]).contains("at most 1.25 times: not compared"));
    }

    #[test]
    fn other_lines_are_no_rows() {
        for line in ["", "test bench ... ok", "measured", "measured\ta\tb", "measured\ta\tmany\tms\t\t\t"] {
            assert_eq!(Row::read(line), None, "{line}");
        }
    }
}

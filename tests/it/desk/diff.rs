//! The difference of two texts, line by line.

/// Lines that are only in `right` with `-`, only in `got` with `+`, and a few of those around them.
pub(crate) fn lines(right: &str, got: &str) -> String {
    let (a, b): (Vec<&str>, Vec<&str>) = (right.lines().collect(), got.lines().collect());
    // Long outputs differ in few lines: what is equal at both ends is taken off before the table is made.
    let front = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let back = a[front..].iter().rev().zip(b[front..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (mid_a, mid_b) = (&a[front..a.len() - back], &b[front..b.len() - back]);
    let mut out = String::new();
    let mut show = |mark: char, line: &str| {
        out.push(mark);
        out.push(' ');
        out.push_str(&line.chars().take(400).collect::<String>());
        out.push('\n');
    };
    a[front.saturating_sub(2)..front].iter().for_each(|line| show(' ', line));
    for (mark, line) in script(mid_a, mid_b) {
        show(mark, line);
    }
    a[a.len() - back..].iter().take(2).for_each(|line| show(' ', line));
    out
}

/// The shortest way from one to the other, by the longest common subsequence.
fn script<'t>(a: &[&'t str], b: &[&'t str]) -> Vec<(char, &'t str)> {
    if a.len() * b.len() > 4_000_000 {
        return a.iter().map(|line| ('-', *line)).chain(b.iter().map(|line| ('+', *line))).collect();
    }
    let mut table = vec![vec![0_u32; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            table[i][j] = if a[i] == b[j] { table[i + 1][j + 1] + 1 } else { table[i + 1][j].max(table[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            out.push((' ', a[i]));
            (i, j) = (i + 1, j + 1);
        } else if i < a.len() && (j == b.len() || table[i + 1][j] >= table[i][j + 1]) {
            out.push(('-', a[i]));
            i += 1;
        } else {
            out.push(('+', b[j]));
            j += 1;
        }
    }
    out
}

#[test]
fn a_difference_is_small() {
    assert_eq!(lines("a\nb\nc\nd\n", "a\nb\nx\nd\n"), "  a\n  b\n- c\n+ x\n  d\n");
}

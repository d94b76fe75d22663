//! Whole numbers with the digits of the language, with and without grouping.

use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_decimal::{DecimalFormatter, DecimalFormatterPreferences};
use icu_locale_core::Locale;

pub(super) struct Numbers {
    grouped: Option<DecimalFormatter>,
    plain: Option<DecimalFormatter>,
}

impl Numbers {
    pub(super) fn of(locale: &Locale) -> Self {
        let formatter = |grouping| {
            let mut options = DecimalFormatterOptions::default();
            options.grouping_strategy = Some(grouping);
            DecimalFormatter::try_new(DecimalFormatterPreferences::from(locale), options).ok()
        };
        Self { grouped: formatter(GroupingStrategy::Auto), plain: formatter(GroupingStrategy::Never) }
    }

    /// For quantities: 1,234.
    pub(super) fn grouped(&self, n: u64) -> String {
        write(self.grouped.as_ref(), n)
    }

    /// For years and other names that are numbers: 2019.
    pub(super) fn plain(&self, n: u64) -> String {
        write(self.plain.as_ref(), n)
    }
}

fn write(formatter: Option<&DecimalFormatter>, n: u64) -> String {
    formatter.map_or_else(|| n.to_string(), |formatter| formatter.format(&n.into()).to_string())
}

//! Colours that a paper chooses: whether they can be read, and their twins for the dark page.

/// Paper and tint of the two schemes, as the style sheet has them; every colour is measured against them.
const LIGHT: [Rgb; 2] = [[0xff, 0xff, 0xff], [0xf3, 0xf4, 0xf1]];
const DARK: [Rgb; 2] = [[0x15, 0x18, 0x1b], [0x1e, 0x23, 0x27]];

/// WCAG 2.2, 1.4.3: least contrast of text.
pub(super) const CONTRAST: f64 = 4.5;

/// What a colour made for the dark page is held to: 1.4.6.
const DARK_CONTRAST: f64 = 7.0;

pub(super) type Rgb = [u8; 3];

/// `#a4161a` as numbers.
pub(super) fn rgb(hex: &str) -> Option<Rgb> {
    let part = |at: usize| hex.get(at..at + 2).and_then(|part| u8::from_str_radix(part, 16).ok());
    Some([part(1)?, part(3)?, part(5)?])
}

/// The least contrast of a colour on the light page.
pub(super) fn on_light(colour: Rgb) -> f64 {
    LIGHT.iter().map(|paper| contrast(colour, *paper)).fold(f64::MAX, f64::min)
}

/// The same hue, light enough for the dark page, and as strong as the screen can show it there.
pub(super) fn for_dark(colour: Rgb) -> Rgb {
    let mut tone = Oklch::of(colour);
    loop {
        let lighter = tone.shown();
        if tone.light >= 1.0 || DARK.iter().all(|paper| contrast(lighter, *paper) >= DARK_CONTRAST) {
            return lighter;
        }
        tone.light += 0.005;
    }
}

/// One channel without its curve.
fn linear(c: u8) -> f64 {
    let c = f64::from(c) / 255.0;
    if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
}

/// WCAG 2.2: relative luminance.
fn luminance(rgb: Rgb) -> f64 {
    0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2])
}

/// WCAG 2.2: contrast ratio.
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
    if a > b { a / b } else { b / a }
}

/// A colour as the eye orders it: how light, how strong, which hue (in radians). Björn Ottosson's Oklab in polar form.
#[derive(Clone, Copy, Debug)]
struct Oklch {
    light: f64,
    chroma: f64,
    hue: f64,
}

#[allow(clippy::many_single_char_names, reason = "colour spaces name their axes with single letters")]
impl Oklch {
    fn of(rgb: Rgb) -> Self {
        let [r, g, b] = rgb.map(linear);
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        let light = 0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s;
        let a = 1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s;
        let b = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s;
        Self { light, chroma: a.hypot(b), hue: b.atan2(a) }
    }

    /// The channels without their curve; outside 0 to 1 where no screen can show the colour.
    fn channels(self) -> [f64; 3] {
        let (a, b) = (self.chroma * self.hue.cos(), self.chroma * self.hue.sin());
        let l = (self.light + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (self.light - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (self.light - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
        [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
        ]
    }

    /// The colour on a screen: of the same light and hue, and no stronger than the screen can show.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a clamped channel is a byte")]
    fn shown(self) -> Rgb {
        const SLACK: f64 = 0.0005;
        let fits = |chroma: f64| Self { chroma, ..self }.channels().iter().all(|c| (-SLACK..=1.0 + SLACK).contains(c));
        let mut chroma = self.chroma;
        if !fits(chroma) {
            let (mut weak, mut strong) = (0.0, chroma);
            for _ in 0..24 {
                let middle = f64::midpoint(weak, strong);
                if fits(middle) { weak = middle } else { strong = middle }
            }
            chroma = weak;
        }
        Self { chroma, ..self }.channels().map(|c| {
            let c = c.clamp(0.0, 1.0);
            let curved = if c <= 0.003_130_8 { c * 12.92 } else { 1.055 * c.powf(1.0 / 2.4) - 0.055 };
            (curved * 255.0).round() as u8
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_on_white_is_21_to_1() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 0.01);
    }

    #[test]
    fn a_colour_survives_the_way_there_and_back() {
        for colour in [[0, 0, 0], [255, 255, 255], [0xa4, 0x16, 0x1a], [0x0f, 0x5c, 0x4c], [0, 0, 255], [255, 255, 0]] {
            assert_eq!(Oklch::of(colour).shown(), colour);
        }
    }

    #[test]
    fn on_the_dark_page_a_colour_can_be_read_and_keeps_its_hue() {
        // Reds, browns, greens, blues, violets that a paper may choose, the house's among them.
        for hex in ["#a4161a", "#c8102e", "#8a3b12", "#724500", "#2b5d1e", "#0f5c4c", "#0c566e", "#0033a0", "#1f4e8c", "#5a3e8e", "#7b2450"]
        {
            let colour = rgb(hex).expect("a colour");
            let (before, after) = (Oklch::of(colour), Oklch::of(for_dark(colour)));
            assert!(DARK.iter().all(|paper| contrast(for_dark(colour), *paper) >= DARK_CONTRAST), "{hex}");
            let turned = (before.hue - after.hue + std::f64::consts::PI).rem_euclid(std::f64::consts::TAU) - std::f64::consts::PI;
            assert!(turned.abs() < 0.03, "{hex} turned by {turned}");
            // As strong as it was, or as strong as anything of that light and hue can be.
            let stronger = Oklch { chroma: after.chroma * 1.04 + 0.002, ..after };
            let at_edge = stronger.channels().iter().any(|c| !(0.0..=1.0).contains(c));
            assert!(after.chroma > before.chroma * 0.97 || at_edge, "{hex}: {} became {}", before.chroma, after.chroma);
        }
        // Without a hue there is none to keep.
        let grey = for_dark([0x30, 0x30, 0x30]);
        assert!(grey.iter().all(|c| c.abs_diff(grey[0]) <= 1), "{grey:?}");
        assert_eq!(for_dark([255; 3]), [255; 3]);
    }
}

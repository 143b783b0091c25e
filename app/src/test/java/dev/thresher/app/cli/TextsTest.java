package dev.thresher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void numbersAreAsPeopleTypeThem() {
        assertThat(Texts.number(5e-4)).isEqualTo("5e-4");
        assertThat(Texts.number(2.5e-5)).isEqualTo("2.5e-5");
        assertThat(Texts.number(0)).isEqualTo("0");
        assertThat(Texts.number(0.01)).isEqualTo("0.01");
        assertThat(Texts.number(3)).isEqualTo("3");
    }

    @Test
    void sharesArePercentages() {
        assertThat(Texts.percent(0.08314)).isEqualTo("8.31 %");
        assertThat(Texts.percent(null)).isEqualTo("–");
        assertThat(Texts.percent(Double.NaN)).isEqualTo("–");
    }

    @Test
    void durationsGrowWithTheirUnits() {
        assertThat(Texts.duration(8.21)).isEqualTo("8.2 s");
        assertThat(Texts.duration(185)).isEqualTo("3 min 05 s");
        assertThat(Texts.duration(7620)).isEqualTo("2 h 07 min");
    }
}

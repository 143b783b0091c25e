package dev.thresher.app.window.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {
    @ParameterizedTest
    @CsvSource({"0,0 s", "0.4,0 s", "59.4,59 s", "59.6,1 min 00 s", "185,3 min 05 s", "3599.4,59 min 59 s",
        "3599.6,1 h 00 min", "7620,2 h 07 min", "86399,1 d 0 h", "273600,3 d 4 h", "NaN,–", "-1,–", "Infinity,–"})
    void writesDurations(double seconds, String text) {
        assertThat(Texts.duration(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.0248,2.48 %", "1,100.00 %", "0,0.00 %", "NaN,–"})
    void writesShares(double share, String text) {
        assertThat(Texts.percent(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"0;–", "NaN;–", "0.52;0.5", "9.96;10.0", "12.4;12", "1540.2;1,540"})
    void writesRates(double rate, String text) {
        assertThat(Texts.rate(rate)).isEqualTo(text);
    }
}

package dev.thresher.app.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberListTest {
    @Test
    void alphasAreReadAsTheyAreTyped() {
        assertThat(NumberList.alphas(" 1e-4, 5E-4;0.001  0.001,0")).containsExactly(1e-4, 5e-4, 1e-3, 0.0);
        assertThat(NumberList.text(NumberList.alphas("0.0001, 0.0005, .01, 20"))).isEqualTo("1e-4, 5e-4, 0.01, 20");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {"1e-4, much|'much' is no number", "-1e-4|'-1e-4' is below 0", "NaN|'NaN' is no number", "1f|'1f' is no number",
        "1.2.3|'1.2.3' is no number", "1e999|'1e999' is no number", "\"0,0005\"|'0005' is no number", "\", \"|no α"})
    void whatIsNoAlphaIsNamed(String typed, String message) {
        assertThatThrownBy(() -> NumberList.alphas(typed)).isInstanceOf(UserError.class).hasMessageStartingWith(message)
                .hasMessageContaining("try ");
    }

    @Test
    void alphasAreSpreadEvenlyOnALogScale() {
        assertThat(NumberList.logarithmic("1e-5", "1e-3", "3")).containsExactly(1e-5, 1e-4, 1e-3);
        assertThat(NumberList.logarithmic(" 1e-4", "1e-3", "3 ")).containsExactly(1e-4, 3.16e-4, 1e-3);
        assertThatThrownBy(() -> NumberList.logarithmic("0", "1", "3")).hasMessageContaining("above 0");
        assertThatThrownBy(() -> NumberList.logarithmic("1e-3", "1e-4", "3")).hasMessageContaining("no range");
        assertThatThrownBy(() -> NumberList.logarithmic("1e-4", "1e-3", "1")).hasMessageContaining("no count");
        assertThatThrownBy(() -> NumberList.logarithmic("", "1e-3", "3")).hasMessageContaining("'' is no number");
    }

    @Test
    void seedsAreNumbersAndRanges() {
        assertThat(NumberList.seeds("1, 3-5 , 4, -7")).containsExactly(1L, 3L, 4L, 5L, -7L);
        assertThat(NumberList.seeds("1 … 3")).containsExactly(1L, 2L, 3L);
        assertThatThrownBy(() -> NumberList.seeds("1, one")).isInstanceOf(UserError.class).hasMessageStartingWith("'one' is no whole number");
        assertThatThrownBy(() -> NumberList.seeds("5-1")).hasMessageContaining("no range");
        assertThatThrownBy(() -> NumberList.seeds(" ")).hasMessageStartingWith("no seed");
    }
}

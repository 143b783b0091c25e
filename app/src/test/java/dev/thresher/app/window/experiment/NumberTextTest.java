package dev.thresher.app.window.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
    private final Map<String, String> problems = new HashMap<>();

    @ParameterizedTest
    @CsvSource({"5e-4,5e-4", "0.01,0.01", "0.001,0.001", "0,0", "-1,-1", "0.9,0.9", "1.25e-5,1.25e-5", "100,100",
        "1e12,1e12", "0.30000000000000004,0.30000000000000004"})
    void writesShortlyAndReadsBackTheSame(double value, String text) {
        assertThat(NumberText.of(value)).isEqualTo(text);
        assertThat(NumberText.real("alpha", text, 7, problems)).isEqualTo(value);
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "abc", "0,01", "1f", "0x10", "NaN", "Infinity", "1e", "--1", "1 2", "."})
    void refusesWhatIsNoNumber(String text) {
        assertThat(NumberText.real("alpha", text, 5e-4, problems)).isEqualTo(5e-4);
        assertThat(problems.get("alpha")).endsWith("try 5e-4").doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"5e-4,0.0005,true", "1,1.0,true", "a,a,true", "0.1,0.2,false", "a,0.1,false"})
    void tellsWhetherTwoTextsAreTheSameNumber(String a, String b, boolean same) {
        assertThat(NumberText.same(a, b)).isEqualTo(same);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.5", "1e3", "twenty", "3000000000"})
    void refusesWhatIsNoWholeNumber(String text) {
        assertThat(NumberText.whole("epochs", text, 20, problems)).isEqualTo(20);
        assertThat(problems.get("epochs")).endsWith("try 20");
    }
}

package dev.thresher.app.window.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnChoiceTest {
    private static final Map<String, Double> WIDTHS = Map.of("Name", 200.0, "State", 100.0, "Date", 120.0, "Tags", 90.0, "Seed", 50.0);
    private static final List<String> BY_IMPORTANCE = List.of("Name", "State", "Date", "Tags", "Seed");

    private static List<String> fitting(ColumnChoice choice, double room) {
        return choice.fitting(WIDTHS, BY_IMPORTANCE, room).stream().sorted().toList();
    }

    @Test
    void theImportantOnesComeFirstAndSmallOnesFillTheRest() {
        assertThat(fitting(ColumnChoice.NONE, 1_000)).containsExactly("Date", "Name", "Seed", "State", "Tags");
        assertThat(fitting(ColumnChoice.NONE, 420)).containsExactly("Date", "Name", "State");
        assertThat(fitting(ColumnChoice.NONE, 360)).as("the date has no room, the seed has").containsExactly("Name", "Seed", "State");
        assertThat(fitting(ColumnChoice.NONE, 10)).as("something must be seen").containsExactly("Name");
    }

    @Test
    void whatIsAskedForComesBeforeTheOthersTheLastFirst() {
        ColumnChoice tags = ColumnChoice.NONE.with("Tags", true);
        assertThat(fitting(tags, 420)).containsExactly("Name", "State", "Tags");
        assertThat(fitting(tags.with("Date", true), 420)).containsExactly("Date", "Name", "Tags");
        assertThat(fitting(tags.with("Date", true), 340)).containsExactly("Date", "Name");
    }

    @Test
    void whatIsNotWantedStaysAwayWhateverRoomThereIs() {
        ColumnChoice without = ColumnChoice.NONE.with("State", true).with("State", false);
        assertThat(without.shown()).isEmpty();
        assertThat(fitting(without, 1_000)).containsExactly("Date", "Name", "Seed", "Tags");
        assertThat(fitting(without.with("State", true), 1_000)).contains("State");
    }

    @Test
    void whatAnotherVersionKnewIsPassedOver() {
        assertThat(fitting(new ColumnChoice(java.util.Arrays.asList("Weather", null, "Seed"), null), 260)).containsExactly("Name", "Seed");
    }
}

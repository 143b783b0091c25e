package dev.thresher.app.window.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.app.chart.XUnit;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesFileTest {
    @TempDir
    private Path folder;
    private Path path;
    private PreferencesFile file;

    @BeforeEach
    void place() {
        path = folder.resolve("thresher").resolve("workbench.json");
        file = new PreferencesFile(path);
    }

    @Test
    void aFirstStartHasTheUsualOnesAndNothingToSay() {
        assertThat(file.read()).isEqualTo(new PreferencesFile.Read(Preferences.standard(), java.util.Optional.empty()));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        Preferences preferences = Preferences.standard().withTheme(Theme.DARK)
                .withWindow(new Preferences.Bounds(10, 20, 1280, 800, true))
                .withExperiment(Experiment.standard().withSeed(9), "elsewhere").withRecent("runs/a").withRecent("runs/b")
                .withTrain(new TrainLook(XUnit.SECONDS, true, "losses", Map.of("changes", new TrainLook.Scale(true, false, 0.9)), List.of("Data"), true)).withColumns(ColumnChoice.NONE.with("Seed", true).with("Data", false));
        file.write(preferences);
        assertThat(file.read().preferences()).isEqualTo(preferences);
        assertThat(file.read().notice()).isEmpty();
        try (Stream<Path> left = Files.list(path.getParent())) {
            assertThat(left).containsExactly(path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "not json", "{\"theme\":\"PINK\"}", "{\"experiment\":{}}",
        "{\"window\":{\"x\":0,\"y\":0,\"width\":-1,\"height\":5,\"maximised\":false}}", "{\"recent\":7}", "{\"train\":{\"unit\":\"YEARS\"}}"})
    void damageIsIgnoredWithANotice(String content) throws Exception {
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
        PreferencesFile.Read read = file.read();
        assertThat(read.preferences()).isEqualTo(Preferences.standard());
        assertThat(read.notice()).hasValueSatisfying(notice ->
                assertThat(notice).startsWith(path.toString()).doesNotContain("\n"));
    }

    @Test
    void whatAnotherVersionWroteIsReadAsFarAsItGoes() throws Exception {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "{\"theme\":\"DARK\",\"colour\":\"blue\"}");
        assertThat(file.read()).isEqualTo(new PreferencesFile.Read(Preferences.standard().withTheme(Theme.DARK),
                java.util.Optional.empty()));
    }

    @Test
    void aFolderThatCannotBeWrittenIsAUserError() throws Exception {
        Files.writeString(folder.resolve("thresher"), "a file where a folder should be");
        assertThatThrownBy(() -> file.write(Preferences.standard())).isInstanceOf(UserError.class)
                .hasMessageContaining("workbench.json");
    }

    @Test
    void recentRunsThatAreNoPathsAreLeftOut() {
        assertThat(new Preferences(null, null, null, null, List.of("runs/a", "/", "b\0c"), null, null, null, null).recent()).containsExactly("runs/a");
    }

    @Test
    void recentRunsAreFewAndNewestFirst() {
        Preferences preferences = Preferences.standard();
        for (String name : IntStream.range(0, 12).mapToObj(i -> "run" + i).toList()) {
            preferences = preferences.withRecent(name);
        }
        preferences = preferences.withRecent("run9");
        assertThat(preferences.recent()).startsWith("run9", "run11", "run10", "run8").hasSize(8).doesNotHaveDuplicates();
    }
}

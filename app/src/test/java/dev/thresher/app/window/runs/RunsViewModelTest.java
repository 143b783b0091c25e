package dev.thresher.app.window.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.testing.MadeRuns;
import dev.thresher.app.window.NotedProblems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.run.RunNotes;
import dev.thresher.engine.run.RunOverview;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsViewModelTest {
    @TempDir
    private Path temp;
    private Path runsFolder;
    private final List<String> asked = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final NotedProblems problems = new NotedProblems();
    private RunsViewModel runs;

    private final class NotingDesk implements RunDesk {
        @Override
        public Path runsFolder() {
            return runsFolder;
        }

        @Override
        public void open(Path run) {
            asked.add("open " + run.getFileName());
        }

        @Override
        public void repeat(Experiment experiment) {
            asked.add("repeat seed " + experiment.seed());
        }

        @Override
        public void resume(Path run, Experiment experiment) {
            asked.add("resume " + run.getFileName() + " seed " + experiment.seed());
        }

        @Override
        public void compare(List<Path> some) {
            asked.add("compare " + some.size());
        }

        @Override
        public void say(String line) {
            said.add(line);
        }
    }

    @BeforeEach
    void make() {
        runsFolder = temp.resolve("runs");
        MadeRuns.finished(runsFolder.resolve("first"), MadeRuns.lenet(5e-4, 1), 0.97, 0.1, 0.2, 0.9);
        MadeRuns.finished(runsFolder.resolve("second"), MadeRuns.lenet(1e-3, 2), 0.96, 0.05, 0.1, 0.8);
        MadeRuns.make(runsFolder.resolve("third"), MadeRuns.dense(3), List.of("fc1", "fc2", "fc3"), RunState.FAILED, 0.5, 1, 1, 1);
        runs = new RunsViewModel(new NotingDesk(), new RunFolders(temp.resolve("settings/folders.json")),
                new WindowThreads(Runnable::run, Runnable::run, Runnable::run), problems);
        runs.refresh();
    }

    private RunRow row(String name) {
        return runs.shown().stream().filter(row -> row.get().name().equals(name)).findFirst().orElseThrow();
    }

    private List<String> names() {
        return runs.shown().stream().map(row -> row.get().name()).sorted().toList();
    }

    @Test
    void listsWhatIsThere() {
        assertThat(runs.read().get()).isTrue();
        assertThat(names()).containsExactly("first", "second", "third");
        assertThat(RunTexts.alpha(row("first").get())).isEqualTo("5e-4");
        assertThat(RunTexts.alpha(row("third").get())).as("a dense run has none").isEqualTo("–");
        assertThat(RunTexts.explanation(row("third").get())).contains("could not go on").contains("the loss is no number");
    }

    @Test
    void everyWordOfTheSearchMustBeFound() {
        runs.filter().set(" DST 1e-3 ");
        assertThat(names()).containsExactly("second");
        runs.filter().set("mnist");
        assertThat(names()).hasSize(3);
        runs.state().set(StateFilter.TROUBLED);
        assertThat(names()).containsExactly("third");
        assertThat(runs.count()).isEqualTo(3);
        runs.filter().set("nothing of the kind");
        assertThat(names()).isEmpty();
    }

    @Test
    void notesAreKeptInTheRunFolderAndFound() {
        RunRow first = row("first");
        runs.write(first, new RunNotes(List.of("baseline"), "for the talk"));
        assertThat(RunNotes.read(first.folder()).tags()).containsExactly("baseline");
        assertThat(first.get().notes().note()).as("the same row shows it").isEqualTo("for the talk");
        runs.filter().set("talk");
        assertThat(names()).containsExactly("first");
    }

    @Test
    void notesOfARunThatVanishedAreRefusedWithWords() throws IOException {
        RunRow first = row("first");
        Files.move(first.folder(), temp.resolve("elsewhere"));
        runs.write(first, new RunNotes(List.of(), "lost"));
        assertThat(problems.told).singleElement().asString().startsWith("The notes could not be kept: ").contains("does not exist");
        assertThat(runsFolder.resolve("first")).doesNotExist();
        runs.write(first, new RunNotes(List.of(), "lost"));
        assertThat(problems.told).as("the same is not said twice").hasSize(1);
        runs.write(first, new RunNotes(List.of(), "lost, too"));
        assertThat(problems.told).hasSize(2);
    }

    @Test
    void aRunThatVanishedStaysListedAsGoneUntilItIsDeleted() throws IOException {
        RunRow first = row("first");
        Files.move(first.folder(), temp.resolve("elsewhere"));
        runs.refresh();
        assertThat(row("first")).isSameAs(first);
        assertThat(first.get().state()).isEqualTo(RunOverview.State.GONE);
        assertThat(first.readable()).isFalse();
        runs.delete(List.of(first));
        assertThat(names()).containsExactly("second", "third");
        assertThat(problems.told).isEmpty();
    }

    @Test
    void deletingCanBeUndoneUntilTheTrashIsEmptied() {
        runs.delete(List.of(row("first"), row("second")));
        assertThat(names()).containsExactly("third");
        assertThat(runs.trash().notice().get()).isEqualTo("2 runs are in the trash.");
        assertThat(runs.trash().content().get()).hasSize(2);
        assertThat(runsFolder.resolve(".trash/first/summary.json")).exists();
        runs.trash().undo();
        assertThat(names()).containsExactly("first", "second", "third");
        assertThat(runs.trash().notice().get()).isEmpty();
        assertThat(runs.trash().content().get()).isEmpty();

        runs.delete(List.of(row("second")));
        List<Long> bytes = new ArrayList<>();
        runs.trash().measure(bytes::add);
        assertThat(bytes.getFirst()).isPositive();
        runs.trash().empty();
        assertThat(runsFolder.resolve(".trash")).doesNotExist();
        assertThat(runs.trash().content().get()).isEmpty();
        assertThat(problems.told).isEmpty();
    }

    @Test
    void foldersAreAddedKeptAndLeftOut() {
        Path other = temp.resolve("other");
        MadeRuns.finished(other.resolve("fourth"), MadeRuns.lenet(1e-4, 4), 0.98, 0.5, 0.6, 1);
        runs.addFolder(other);
        assertThat(names()).contains("fourth");
        assertThat(runs.roots().get()).contains(other.toString());
        assertThat(new RunFolders(temp.resolve("settings/folders.json")).added()).containsExactly(other);
        runs.removeFolder(other);
        assertThat(names()).doesNotContain("fourth");
    }

    @Test
    void aRunIsRepeatedResumedOpenedAndCompared() throws IOException {
        runs.open(row("first"));
        runs.repeat(row("second"));
        runs.resume(row("third"));
        runs.compare(List.of(row("first"), row("second")));
        assertThat(asked).containsExactly("open first", "repeat seed 2", "resume third seed 3", "compare 2");
        assertThat(said).isEmpty();
        Files.writeString(runsFolder.resolve("second/events.csv"), "8,1.0,alpha,0.5\n", StandardOpenOption.APPEND);
        runs.repeat(row("second"));
        assertThat(said).singleElement().asString().contains("changed by hand");
    }

    @Test
    void aDamagedRunIsListedWithWordsAndRefusesWithThem() throws IOException {
        Files.writeString(runsFolder.resolve("first/experiment.json"), "{");
        runs.refresh();
        assertThat(row("first").get().state()).isEqualTo(RunOverview.State.DAMAGED);
        assertThat(row("first").readable()).isFalse();
        assertThat(RunTexts.explanation(row("first").get())).contains("experiment.json, line ");
        runs.repeat(row("first"));
        assertThat(asked).isEmpty();
        assertThat(problems.told).singleElement().asString().startsWith("The run could not be repeated: ");
    }
}

package dev.thresher.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.testing.Tiny;
import dev.thresher.engine.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs are found below folders, told at a glance, thrown away and put back. */
class RunCatalogueTest {
    private static final Experiment EXPERIMENT = Tiny.experiment();

    @TempDir
    Path temp;
    private final RunCatalogue catalogue = new RunCatalogue();

    private Path record(String name, Experiment experiment) {
        Path folder = temp.resolve(name);
        try (Trainer trainer = new Trainer(experiment, Tiny.data(30, 10), RunFolder.create(folder, experiment, "sha256:abc"))) {
            trainer.run();
        }
        return folder;
    }

    private RunOverview only() {
        RunCatalogue.Listing listing = catalogue.read(List.of(temp));
        assertThat(listing.problems()).isEmpty();
        assertThat(listing.runs()).hasSize(1);
        return listing.runs().getFirst();
    }

    @Test
    void aFinishedRunIsToldByItsSummary() {
        Path folder = record("deep/below/run", EXPERIMENT);
        Summary summary = RecordedRun.open(folder).summary().orElseThrow();
        RunOverview run = only();
        assertThat(run.folder()).isEqualTo(folder);
        assertThat(run.name()).isEqualTo("run");
        assertThat(run.state()).isEqualTo(RunOverview.State.FINISHED);
        assertThat(run.experiment()).isEqualTo(EXPERIMENT);
        assertThat(run.accuracyLast()).isEqualTo(summary.testAccuracyLast());
        assertThat(run.accuracyBest()).isEqualTo(summary.testAccuracyBest());
        assertThat(run.modelRemaining()).isEqualTo(summary.modelRemaining());
        assertThat(run.layerRemaining()).isEqualTo(summary.layerRemaining()).hasSize(3);
        assertThat(run.steps()).isEqualTo(8);
        assertThat(run.progress()).isEqualTo(1);
        assertThat(run.epochs()).isEqualTo(2);
        assertThat(run.started()).isNotNull();
        assertThat(run.notes()).isEqualTo(RunNotes.NONE);
    }

    @Test
    void aRunOfThisProcessIsSeenRunningAndStaysLocked() {
        Path folder = temp.resolve("run");
        try (Trainer trainer = new Trainer(EXPERIMENT, Tiny.data(30, 10), RunFolder.create(folder, EXPERIMENT, ""))) {
            assertThat(only().state()).isEqualTo(RunOverview.State.RUNNING);
            assertThat(only().steps()).isZero();
            assertThat(only().modelRemaining()).isNaN();
            assertThatThrownBy(() -> SavedRun.open(folder)).as("looking did not unlock it").isInstanceOf(UserError.class)
                    .hasMessageContaining("being written");
            assertThatThrownBy(() -> RunTrash.throwAway(folder)).isInstanceOf(UserError.class).hasMessageContaining("stop it first");
            trainer.run();
        }
        assertThat(only().state()).isEqualTo(RunOverview.State.FINISHED);
    }

    @Test
    void aRunWhoseProcessDiedIsToldByItsLogs() throws IOException {
        Path folder = record("run", EXPERIMENT);
        RunOverview whole = only();
        Files.delete(folder.resolve("summary.json"));
        Files.writeString(folder.resolve("steps.csv"), "9,3,0.0", StandardOpenOption.APPEND); // torn
        RunOverview run = only();
        assertThat(run.state()).isEqualTo(RunOverview.State.BROKEN_OFF);
        assertThat(run.steps()).isEqualTo(8);
        assertThat(run.accuracyBest()).isEqualTo((double) (float) whole.accuracyBest());
        assertThat(run.bestEpoch()).isEqualTo(whole.bestEpoch());
        assertThat(run.layerRemaining()).containsOnlyKeys("fc1", "fc2", "fc3");
        assertThat(run.modelRemaining()).isBetween(0.0, 1.0);
    }

    @Test
    void damageIsToldWithTheFileAndTheRestIsKept() throws IOException {
        Path folder = record("run", EXPERIMENT);
        Files.writeString(folder.resolve("summary.json"), "{");
        RunOverview run = only();
        assertThat(run.state()).isEqualTo(RunOverview.State.DAMAGED);
        assertThat(run.problem()).startsWith(folder.resolve("summary.json") + ", line ").doesNotContain("\n");
        assertThat(run.experiment()).isEqualTo(EXPERIMENT);
        Files.writeString(folder.resolve("experiment.json"), "");
        assertThat(only().state()).isEqualTo(RunOverview.State.DAMAGED);
        assertThat(only().experiment()).isNull();
        Files.delete(folder.resolve("experiment.json"));
        assertThat(only().problem()).contains("experiment.json");
    }

    /** An interrupted thread cannot read files: that is no damage of the run's. */
    @Test
    void whatCouldNotBeReadOnceIsReadAgain() {
        record("run", EXPERIMENT);
        Thread.currentThread().interrupt();
        RunOverview unread = catalogue.read(List.of(temp)).runs().getFirst();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(unread.state()).isEqualTo(RunOverview.State.DAMAGED);
        assertThat(only().state()).isEqualTo(RunOverview.State.FINISHED);
    }

    @Test
    void aRunThatVanishedIsToldUntilItIsForgotten() throws IOException {
        Path folder = record("run", EXPERIMENT);
        only();
        Files.move(folder, temp.resolveSibling(temp.getFileName() + "-elsewhere"));
        RunOverview run = only();
        assertThat(run.state()).isEqualTo(RunOverview.State.GONE);
        assertThat(run.problem()).isEqualTo(folder + ": is not there any more");
        assertThat(run.steps()).isEqualTo(8);
        catalogue.forget(folder);
        assertThat(catalogue.read(List.of(temp)).runs()).isEmpty();
    }

    @Test
    void whatDidNotChangeIsNotReadAgain() throws IOException {
        Path folder = record("run", EXPERIMENT);
        RunOverview first = only();
        assertThat(only()).isSameAs(first);
        new RunNotes(List.of("good"), "the best\nso far").write(folder);
        assertThat(only().notes()).isEqualTo(new RunNotes(List.of("good"), "the best\nso far"));
        Files.setLastModifiedTime(folder.resolve("summary.json"), FileTime.fromMillis(1_000_000));
        assertThat(only()).isNotSameAs(first);
    }

    @Test
    void notesNeverMakeAFolderAnewNorReplaceDamagedOnes() throws IOException {
        assertThatThrownBy(() -> RunNotes.NONE.write(temp.resolve("gone"))).isInstanceOf(UserError.class)
                .hasMessageContaining("does not exist");
        assertThat(temp.resolve("gone")).doesNotExist();
        Path folder = record("run", EXPERIMENT);
        Files.writeString(folder.resolve(RunNotes.FILE), "{\"tags\": [\"kept\"");
        assertThatThrownBy(() -> RunNotes.NONE.write(folder)).isInstanceOf(UserError.class).hasMessageContaining("notes.json, line 1");
        assertThat(only().state()).isEqualTo(RunOverview.State.FINISHED);
        assertThat(only().problem()).contains("notes.json");
        assertThat(RunNotes.tags(" good, bad,, good ")).containsExactly("good", "bad");
    }

    @Test
    void hiddenFoldersAndAbsentRootsHoldNoRuns() {
        record(".hidden/run", EXPERIMENT);
        assertThat(catalogue.read(List.of(temp, temp.resolve("absent"))))
                .isEqualTo(new RunCatalogue.Listing(List.of(), List.of()));
    }

    @Test
    void whatIsThrownAwayCanBePutBackUntilTheTrashIsEmptied() throws IOException {
        Path folder = record("run", EXPERIMENT);
        RunTrash.Thrown thrown = RunTrash.throwAway(folder);
        assertThat(thrown).isEqualTo(new RunTrash.Thrown(temp.resolve(".trash/run"), folder));
        assertThat(folder).doesNotExist();
        assertThat(RunTrash.in(temp)).containsExactly(thrown);
        assertThat(RunTrash.bytes(RunTrash.in(temp))).isGreaterThan(1000);
        record("run", EXPERIMENT.withSeed(2));
        assertThat(RunTrash.putBack(thrown)).isEqualTo(temp.resolve("run-2"));
        assertThat(temp.resolve(".trash")).doesNotExist();
        assertThat(RecordedRun.origin(temp.resolve("run-2")).experiment()).isEqualTo(EXPERIMENT);

        RunTrash.throwAway(temp.resolve("run"));
        Files.move(temp.resolve("run-2"), temp.resolve("run"));
        RunTrash.throwAway(temp.resolve("run"));
        assertThat(RunTrash.in(temp)).extracting(one -> one.at().getFileName().toString()).containsExactly("run", "run-2");
        RunTrash.empty(RunTrash.in(temp));
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void aWatchWakesForWhatIsWrittenAndSleepsOtherwise() throws Exception {
        Path folder = record("run", EXPERIMENT);
        try (FolderWatch watch = FolderWatch.open()) {
            watch.watch(Set.of(temp, folder));
            Thread writer = Thread.ofPlatform().start(() -> new RunNotes(List.of("woken"), "").write(folder));
            assertThat(watch.await(Duration.ofSeconds(60))).isTrue();
            writer.join();
            while (watch.await(Duration.ofMillis(200))) {
                // the rest of that change
            }
            watch.watch(Set.of(temp));
            assertThat(watch.await(Duration.ofMillis(1))).isFalse();
        }
    }

    @Test
    void changesByHandAreKnown() throws IOException {
        Path folder = record("run", EXPERIMENT);
        assertThat(RecordedRun.changedByHand(folder)).isFalse();
        Files.writeString(folder.resolve("events.csv"), "8,0.1,alpha,0.5\n", StandardOpenOption.APPEND);
        assertThat(RecordedRun.changedByHand(folder)).isTrue();
    }
}

package dev.thresher.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.PlannedChange;
import dev.thresher.engine.experiment.ScheduleConfig;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.run.RecordedRun;
import dev.thresher.engine.run.Repetition;
import dev.thresher.engine.run.RunFolder;
import dev.thresher.engine.testing.Logs;
import dev.thresher.engine.testing.Tiny;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was changed while it went on is made again with the same bits. */
class RepetitionTest {
    private static final Dataset DATA = Tiny.data(45, 20); // six steps an epoch
    private static final Experiment BASE = Tiny.experiment().withEpochs(4).withMethod(Tiny.experiment().method().withAlpha(0.02))
            .withSchedule(ScheduleConfig.steps(0.5, 3));
    private static final List<PlannedChange> CHANGES = PlannedChange.parseAll(
            "alpha=0.1@0, alpha=0.05@3, learning-rate=0.0123456789@3, freeze@6, unfreeze@11, learning-rate=0.02@19");

    @TempDir
    Path temp;

    private Trainer trainer(Experiment experiment, String name) {
        return new Trainer(experiment, DATA, RunFolder.create(temp.resolve(name), experiment, DATA.checksum()));
    }

    /** The same changes made by hand, at the same steps. */
    private void byHand() {
        try (Trainer trainer = trainer(BASE, "by-hand")) {
            trainer.pause();
            for (int step = 0; step < 24; step++) {
                for (PlannedChange change : CHANGES) {
                    if (change.step() == step) {
                        switch (change.kind()) {
                            case ALPHA -> trainer.changeAlpha(change.value());
                            case LEARNING_RATE -> trainer.changeLearningRate(change.value());
                            default -> trainer.freezeMasks(change.kind() == PlannedChange.Kind.FREEZE);
                        }
                    }
                }
                trainer.stepOnce();
            }
            trainer.resume();
            assertThat(trainer.run().state()).isEqualTo(RunState.FINISHED);
        }
    }

    private void assertSame(String name, String other) throws IOException {
        for (String file : List.of("steps.csv", "weights-last.safetensors", "weights-best.safetensors")) {
            assertThat(temp.resolve(name).resolve(file)).as(file).hasSameBinaryContentAs(temp.resolve(other).resolve(file));
        }
        assertThat(RecordedRun.open(temp.resolve(name)).log().epochs().all()).usingRecursiveComparison().ignoringFields("seconds")
                .isEqualTo(RecordedRun.open(temp.resolve(other)).log().epochs().all());
    }

    private List<RunEvent> changes(String name) {
        return RecordedRun.open(temp.resolve(name)).log().events().all().stream().filter(event -> !event.kind().marksTime()).toList();
    }

    @Test
    void changesByHandAreRepeated() throws IOException {
        byHand();
        Repetition found = Repetition.of(temp.resolve("by-hand"));
        assertThat(found.changedByHand()).isTrue();
        assertThat(found.experiment()).isEqualTo(BASE.withChanges(CHANGES));
        found.checkData(DATA);

        try (Trainer again = trainer(found.experiment(), "again")) {
            assertThat(again.run().state()).isEqualTo(RunState.FINISHED);
        }
        assertSame("again", "by-hand");
        assertThat(changes("again")).usingRecursiveFieldByFieldElementComparatorIgnoringFields("seconds").isEqualTo(changes("by-hand"));
        Repetition third = Repetition.of(temp.resolve("again"));
        assertThat(third.changedByHand()).as("all of them were planned").isFalse();
        assertThat(third.experiment()).isEqualTo(found.experiment());

        try (Trainer unchanged = trainer(BASE, "unchanged")) {
            unchanged.run();
        }
        assertThat(Files.readAllLines(temp.resolve("unchanged/steps.csv")).get(2)).isNotEqualTo(Files.readAllLines(temp.resolve("again/steps.csv")).get(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 6, 8, 11, 19})
    void stoppedAndResumedAnywhereItChangesTheSame(int steps) throws IOException {
        Experiment planned = BASE.withChanges(CHANGES);
        try (Trainer whole = trainer(planned, "whole")) {
            whole.run();
        }
        try (Trainer stopped = trainer(planned, "stopped")) {
            stopped.pause();
            for (int i = 0; i < steps; i++) {
                stopped.stepOnce();
            }
            stopped.stop();
            assertThat(stopped.run().steps()).isEqualTo(steps);
        }
        assertThat(Repetition.of(temp.resolve("stopped")).experiment()).as("what it did not come to is still planned").isEqualTo(planned);
        try (Trainer resumed = Trainer.resume(temp.resolve("stopped"), DATA)) {
            resumed.run();
        }
        assertSame("stopped", "whole");
        assertThat(changes("stopped")).usingRecursiveFieldByFieldElementComparatorIgnoringFields("seconds").isEqualTo(changes("whole"));
    }

    /** The baseline of a comparison has the settings of the others: of their changes it takes what concerns it. */
    @Test
    void aDenseRunTakesTheLearningRatesOnly() {
        Experiment dense = BASE.withMethod(BASE.method().withKind(MethodKind.DENSE)).withChanges(CHANGES);
        try (Trainer trainer = new Trainer(dense, DATA, null)) {
            trainer.run();
            assertThat(trainer.log().events().all()).filteredOn(event -> event.kind().byHand()).extracting(RunEvent::kind)
                    .containsOnly(RunEvent.Kind.LEARNING_RATE).hasSize(2);
            assertThat(Logs.column(trainer.log(), "learning_rate")[3]).isEqualTo(0.0123456789f);
        }
    }

    @Test
    void aFolderOfBeforePlannedChangesOpens() throws IOException {
        try (Trainer trainer = trainer(BASE, "old")) {
            trainer.run();
        }
        Path file = temp.resolve("old/experiment.json");
        String text = Files.readString(file);
        String older = text.replaceFirst(",\\s*\"changes\" : \\[ \\]", "");
        assertThat(older).isNotEqualTo(text).doesNotContain("changes");
        Files.writeString(file, older);
        assertThat(Repetition.of(temp.resolve("old")).experiment()).isEqualTo(BASE);
    }

    @Test
    void whatCannotBe() {
        assertThatThrownBy(() -> trainer(BASE.withChanges(PlannedChange.parseAll("freeze@24")), "late")).isInstanceOf(UserError.class)
                .hasMessage("--change: freeze@24 is never reached, for the run ends after step 24; name an earlier step or train longer");
        assertThat(temp.resolve("late")).doesNotExist();
        assertThat(BASE.withChanges(PlannedChange.parseAll("alpha=-1@2,learning-rate=0@1,alpha=1e999@3")).problems()).extracting("field", "message")
                .containsExactly(org.assertj.core.groups.Tuple.tuple("change", "learning-rate=0@1: 0.0 is not above 0; try 0.01"),
                        org.assertj.core.groups.Tuple.tuple("change", "alpha=-1@2: -1.0 is not a number of at least 0"),
                        org.assertj.core.groups.Tuple.tuple("change", "alpha=Infinity@3: Infinity is not a number of at least 0"));
        for (String wrong : List.of("alpha@5", "freeze=1@5", "alpha=1e-3", "beta=1@5", "alpha=1e-3@-5", "freeze@1.5", "alpha=1=2@3", "alpha=NaN@3", "alpha=1f@3")) {
            assertThatThrownBy(() -> PlannedChange.parse(wrong)).isInstanceOf(UserError.class).hasMessageStartingWith("'" + wrong + "' is no change")
                    .hasMessageContaining("write alpha=1e-3@500");
        }
    }

    @Test
    void theTextHoldsEveryBit() {
        for (double value : new double[] {1e-3, 0.1 + 0.2, 5e-324, 1, 12345678.9, 1e22}) {
            PlannedChange change = new PlannedChange(7, PlannedChange.Kind.ALPHA, value);
            assertThat(PlannedChange.parse(change.text())).isEqualTo(change);
        }
        assertThat(PlannedChange.text(PlannedChange.parseAll(" alpha=1e-3@500 ,freeze@800,, "))).isEqualTo("alpha=0.001@500, freeze@800");
    }
}

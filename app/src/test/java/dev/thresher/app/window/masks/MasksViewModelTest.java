package dev.thresher.app.window.masks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.chart.Format;
import dev.thresher.app.masks.Colouring;
import dev.thresher.app.window.HandTicker;
import dev.thresher.app.window.NotedProblems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.app.window.run.RunViewModel;
import dev.thresher.app.window.run.Sessions;
import dev.thresher.app.window.run.TrainerSession;
import dev.thresher.app.window.run.TrainingSession;
import dev.thresher.datasets.Augmentation;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.FloatExamples;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.Progress;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.mask.LayerWeights;
import dev.thresher.engine.run.RunFolder;
import dev.thresher.engine.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page without a window, on runs of a few steps that are really trained. */
class MasksViewModelTest {
    private static final ImageShape SHAPE = new ImageShape(1, 4, 5);

    @TempDir
    Path temp;
    private final Deque<Runnable> training = new ArrayDeque<>();
    private final NotedProblems problems = new NotedProblems();
    private final HandTicker following = new HandTicker();
    private final HandTicker playing = new HandTicker();
    private final RunViewModel run = new RunViewModel(new Real(), new WindowThreads(Runnable::run, Runnable::run, training::add), following, problems);
    private final MasksViewModel masks = new MasksViewModel(run, new WindowThreads(Runnable::run, Runnable::run, training::add), playing, problems);
    private Path folder;

    /** Trains for real. */
    private static final class Real implements Sessions {
        @Override
        public TrainingSession open(Experiment experiment, Path runs, Progress progress) {
            return TrainerSession.create(experiment, data(), runs);
        }

        @Override
        public TrainingSession resume(Path runFolder, Integer epochs, Progress progress) {
            return TrainerSession.resume(runFolder, epochs, data());
        }
    }

    private static Dataset data() {
        float[] values = new float[24 * SHAPE.features()];
        int[] labels = new int[24];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 31 % 17 / 17f;
            labels[i / SHAPE.features()] = i / SHAPE.features() % 3;
        }
        FloatExamples examples = new FloatExamples(SHAPE, values, labels);
        return new Dataset("tiny", 3, examples, examples, Normalisation.none(1), Augmentation.NONE, "sha256:tiny");
    }

    /** Six steps, three an epoch; a large α prunes within them. */
    private static Experiment experiment() {
        Experiment e = Experiment.standard();
        return e.withData(e.data().withDataset("tiny").withBatch(8)).withEpochs(2).withMethod(e.method().withAlpha(0.05))
                .withExecution(e.execution().withThreads(1).withMaskEvery(1)).withOptimiser(e.optimiser().withLearningRate(0.05));
    }

    private static Path train(Path folder, Experiment experiment) {
        try (Trainer trainer = new Trainer(experiment, data(), RunFolder.create(folder, experiment, "sha256:tiny"))) {
            trainer.run();
        }
        return folder;
    }

    @BeforeEach
    void record() {
        folder = train(temp.resolve("recorded"), experiment());
        masks.setSeen(true);
    }

    private MaskScene scene() {
        return masks.scene().get();
    }

    @Test
    void withoutARunItSaysWhatToDo() {
        assertThat(scene()).isNull();
        assertThat(masks.empty().get().heading()).isEqualTo("No run is shown");
    }

    @Test
    void aRecordedRunShowsItsNewestMasks() {
        run.open(folder);
        assertThat(scene().layers()).extracting(layer -> layer.name()).containsExactly("fc1", "fc2", "fc3");
        assertThat(scene().layer().name()).isEqualTo("fc1");
        assertThat(scene().history().steps()).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(scene().step()).isEqualTo(6);
        assertThat(scene().caption()).startsWith("300 neurons × pictures of 4×5, ");
        assertThat(scene().remaining().getFirst()).isEqualTo(scene().mask().remainingRatio()).isBetween(0.0, 0.9999);
        assertThat(scene().weightsText()).isEqualTo("W and t are of step 6 (weights-last.safetensors).");
        assertThat(scene().weights().mask().bits()).isEqualTo(scene().mask().bits());
        assertThat(scene().pixels().connections()).hasSize(20);
        assertThat(masks.empty().get()).isNull();
    }

    @Test
    void momentsAreGoneThroughAndPlayed() {
        run.open(folder);
        masks.goTo(2);
        assertThat(scene().step()).isEqualTo(2);
        assertThat(scene().weightsText()).isEqualTo("W and t are of step 6 (weights-last.safetensors), the masks of step 2.");
        masks.goTo(6);
        masks.player().play();
        assertThat(scene().step()).as("from the first, after the last").isZero();
        assertThat(scene().mask().remainingRatio()).isEqualTo(1);
        assertThat(playing.period.toMillis()).isEqualTo(250);
        masks.player().speed().set(16);
        assertThat(playing.period.toMillis()).isEqualTo(62);
        List<Integer> seen = new ArrayList<>();
        while (masks.player().playing().get()) {
            playing.tick();
            seen.add(scene().step());
        }
        assertThat(seen).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(playing.running()).isFalse();
    }

    @Test
    void layersAndColoursAreChosen() {
        run.open(folder);
        masks.choose("fc2");
        assertThat(scene().layer().name()).isEqualTo("fc2");
        assertThat(scene().weights().rows()).isEqualTo(100);
        masks.colouring().set(Colouring.CHANGE);
        masks.changesSince(0);
        assertThat(scene().since()).isZero();
        long pruned = scene().mask().size() - scene().mask().kept();
        assertThat(pruned).isPositive();
        assertThat(scene().shading().legend().swatches().getFirst().label()).isEqualTo(String.format(java.util.Locale.ROOT, "%,d pruned", pruned));
        masks.colouring().set(Colouring.AGE);
        assertThat(scene().shading().legend().ramp().high()).isEqualTo("6 steps ago");
    }

    @Test
    void aWeightTellsItsHistory() {
        run.open(folder);
        int pruned = 0;
        while (scene().history().keeps(6, pruned)) {
            pruned++;
        }
        WeightReading reading = masks.read(pruned);
        assertThat(reading.index()).isEqualTo("fc1.weight[" + pruned / 20 + ", " + pruned % 20 + "]");
        assertThat(reading.values()).contains("W = ", "t = ", "Q = ", "M = 0, pruned");
        assertThat(reading.kept()).hasSize(7);
        assertThat(reading.kept()[0]).isTrue();
        assertThat(reading.history()).contains("changed", "pruned");
        assertThat(masks.read(-1)).isNull();
    }

    @Test
    void aRunUnderWayLendsItsWeights() {
        run.start(experiment().withSteps(100_000), temp.resolve("runs"));
        assertThat(masks.empty().get().heading()).isEqualTo("No masks are recorded yet");
        run.stop();
        training.remove().run();
        assertThat(scene()).as("looked at again when it ended").isNotNull();
        assertThat(scene().history().steps()).containsExactly(0);
        assertThat(scene().now()).isFalse();
        assertThat(problems.told).isEmpty();
    }

    @Test
    void aFolderThatVanishedIsTold() throws IOException {
        run.open(folder);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        masks.setSeen(true);
        assertThat(scene()).isNull();
        assertThat(masks.empty().get()).isEqualTo(new MasksViewModel.Empty("The masks cannot be read",
                folder + ": is no longer there; open the run from where it is now"));
    }

    @Test
    void aDamagedSnapshotIsTold() throws IOException {
        Path snapshot = folder.resolve("masks/step-00000003.safetensors");
        Files.write(snapshot, new byte[] {1, 2, 3});
        run.open(folder);
        assertThat(scene()).isNull();
        assertThat(masks.empty().get().hint()).startsWith(snapshot + ": ").doesNotContain("\n");
    }

    @Test
    void aRunWithoutSnapshotsHasNothingToShow() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("masks"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        run.open(folder);
        assertThat(masks.empty().get().heading()).isEqualTo("No masks are recorded yet");
    }

    @Test
    void newSnapshotsAppearAndTheNewestStaysInView() throws IOException {
        Path later = folder.resolve("masks/step-00000006.safetensors");
        Path kept = temp.resolve("kept");
        Files.move(later, kept);
        run.open(folder);
        assertThat(scene().step()).isEqualTo(5);
        Files.move(kept, later);
        masks.setSeen(true);
        assertThat(scene().step()).isEqualTo(6);
        masks.goTo(1);
        masks.setSeen(true);
        assertThat(scene().step()).as("an older one stays, too").isEqualTo(1);
    }

    @Test
    void aPageThatIsNotSeenReadsNothing() {
        masks.setSeen(false);
        run.open(folder);
        assertThat(scene()).isNull();
        masks.setSeen(true);
        assertThat(scene()).isNotNull();
    }

    @Test
    void sheetsAreExported() {
        run.open(folder);
        masks.setDark(true);
        List<String> said = new ArrayList<>();
        Path file = temp.resolve("sheet.svg");
        masks.export(file, Format.SVG, said::add);
        assertThat(said).containsExactly("Exported sheet.svg");
        assertThat(file).content().contains("fc1 of recorded", "300 neurons");
        masks.colouring().set(Colouring.CHANGE);
        masks.export(temp.resolve("sheet.csv"), Format.CSV, said::add);
        assertThat(said).containsExactly("Exported sheet.svg", "Exported sheet.csv");
        assertThat(temp.resolve("sheet.csv")).content().startsWith("sheet,row,0,1,").satisfies(text -> {
            long pruned = java.util.Arrays.stream(text.split("[,\n]")).filter("pruned"::equals).count();
            assertThat(text.lines()).hasSize(1 + 300);
            assertThat(masks.scene().get().shading().legend().swatches().getFirst().label()).isEqualTo(String.format(java.util.Locale.ROOT, "%,d pruned", pruned));
        });
        masks.export(temp.resolve("none").resolve("sheet.png"), Format.PNG, said::add);
        assertThat(said).hasSize(2);
        assertThat(problems.told).hasSize(1);
        assertThat(problems.told.getFirst()).startsWith("The sheet could not be exported: cannot write ");
    }

    @Test
    void masksOfJustNowAreTheLastMoment() {
        MaskReader reader = new MaskReader();
        MaskQuestion newest = new MaskQuestion(folder, "tiny", "fc3", MaskQuestion.NEWEST, -1, Colouring.MARGIN,
                dev.thresher.app.masks.SheetColours.LIGHT, null, true);
        LayerWeights last = reader.read(newest, (_, _) -> true).weights();
        LayerWeights live = new LayerWeights(9, last.rows(), last.columns(), new float[last.weights().length], new float[last.rows()]);
        MaskScene scene = reader.read(new MaskQuestion(folder, "tiny", "fc3", MaskQuestion.NEWEST, -1, Colouring.MARGIN,
                dev.thresher.app.masks.SheetColours.LIGHT, live, false), (_, _) -> true);
        assertThat(scene.now()).isTrue();
        assertThat(scene.history().steps()).endsWith(6, 9);
        assertThat(scene.mask().kept()).as("0 is not above 0").isZero();
        assertThat(scene.deadRows()).containsExactly(0, 1, 2);
        assertThat(scene.deadText()).isEqualTo("3 of 3 neurons are dead: no weight left; 100 of 100 inputs have no connection left.");
        assertThat(scene.weightsText()).isEqualTo("W and t are of step 9 (the run in this window).");
        assertThat(scene.momentText(7)).isEqualTo("step 9, now");
    }
}

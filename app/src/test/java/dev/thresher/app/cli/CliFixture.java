package dev.thresher.app.cli;

import dev.thresher.app.measure.WindowSheets;
import dev.thresher.app.measure.TourPlan;
import dev.thresher.app.measure.WindowFrames;
import dev.thresher.app.measure.WindowHours;
import dev.thresher.app.measure.WindowTimes;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.datasets.tensors.NamedTensor;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.run.RecordedRun;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs the command line within this process, in a folder of its own; without a display unless told otherwise. */
final class CliFixture {
    /** What a command left: exit code and what it printed. */
    record Result(int exit, String out, String err) {
        List<String> errLines() {
            return err.lines().toList();
        }

        String lastOutLine() {
            return out.lines().toList().getLast();
        }
    }

    final Path folder;
    boolean terminal;
    /** What a command finds on its standard input. */
    String in = "";
    boolean display;
    /** What the workbench was last opened with, where there is a {@link #display}. */
    Experiment opened;
    Map<String, String> environment = Map.of();
    Interrupts interrupts = _ -> () -> { };

    /** @param folder working directory and home of the commands */
    CliFixture(Path folder) {
        this.folder = folder;
    }

    Result run(String... args) {
        return capture(surroundings -> Cli.run(args, surroundings));
    }

    Result firstStart(Experiment standard) {
        return capture(surroundings -> Cli.guarded(surroundings, () -> FirstStart.run(surroundings, standard)));
    }

    private interface Command {
        int run(Surroundings surroundings);
    }

    private Result capture(Command command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), folder, environment, folder.resolve("home"), terminal, 120,
                interrupts, new FakeWindows());
        int exit = command.run(surroundings);
        return new Result(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Writes {@code count} images of 28 × 28 that a network can learn: class c has a bright bar of its own. @return the file's name */
    String tensors(int count) {
        return tensors(count, 0);
    }

    /** As {@link #tensors(int)}, with {@code tests} further images to test with; every fourth of them is labelled wrongly. */
    String tensors(int count, int tests) {
        List<NamedTensor> all = new ArrayList<>(List.of(new NamedTensor("images", new int[] {count, 1, 28, 28}, images(count)),
                new NamedTensor("labels", new int[] {count}, labels(count))));
        if (tests > 0) {
            float[] labels = labels(tests);
            for (int i = 0; i < tests; i += 4) {
                labels[i] = (labels[i] + 1) % 10;
            }
            all.add(new NamedTensor("test_images", new int[] {tests, 1, 28, 28}, images(tests)));
            all.add(new NamedTensor("test_labels", new int[] {tests}, labels));
        }
        SafeTensors.write(folder.resolve("digits.safetensors"), Map.of(), all);
        return "digits.safetensors";
    }

    private static float[] labels(int count) {
        float[] labels = new float[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i * 7 % 10;
        }
        return labels;
    }

    private static float[] images(int count) {
        float[] images = new float[count * 784];
        for (int i = 0; i < count; i++) {
            for (int x = 0; x < 784; x++) {
                images[i * 784 + x] = x / 78 == i * 7 % 10 ? 0.9f : (i * 31 + x * 17) % 10 * 0.02f;
            }
        }
        return images;
    }

    /** Writes a description of a small network of the masked layers {@code hidden} and {@code out}. @return the file's name */
    String network(int hidden) {
        String file = "small-" + hidden + ".json";
        try {
            Files.writeString(folder.resolve(file), """
                    {"name": "small", "layers": [{"type": "flatten"}, {"name": "hidden", "type": "linear", "outputs": %d},
                      {"type": "relu"}, {"name": "out", "type": "linear", "outputs": "classes"}]}
                    """.formatted(hidden));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** Ctrl-C as soon as a run has recorded {@code steps} steps, and {@code before} has been done. */
    Interrupts after(int steps, Path run, Runnable before) {
        return stop -> {
            Thread user = Thread.ofPlatform().start(() -> {
                while (!recorded(run, steps)) {
                    if (Thread.interrupted()) {
                        return;
                    }
                    Thread.onSpinWait();
                }
                before.run();
                stop.run();
            });
            return user::interrupt;
        };
    }

    private static boolean recorded(Path run, int steps) {
        return Files.isRegularFile(run.resolve("experiment.json")) && RecordedRun.open(run).log().steps().size() >= steps;
    }

    /** Every file and folder below the working directory, with the length of the files. */
    List<String> inventory() {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.map(path -> folder.relativize(path) + " " + (Files.isRegularFile(path) ? path.toFile().length() : ""))
                    .sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class FakeWindows implements Windows {
        @Override
        public void workbench() throws NoDisplay {
            throw new NoDisplay("none in tests", null);
        }

        @Override
        public void workbench(Experiment experiment) throws NoDisplay {
            if (!display) {
                workbench();
            }
            opened = experiment;
        }

        @Override
        public void run(Path run) throws NoDisplay {
            workbench();
        }

        @Override
        public WindowTimes measure(Experiment experiment, DataFolders folders, Consumer<String> progress) throws NoDisplay {
            throw new NoDisplay("none in tests", null);
        }

        @Override
        public WindowFrames frames(Experiment experiment, DataFolders folders, List<Integer> series, List<Integer> points,
                                   Consumer<String> progress) throws NoDisplay {
            throw new NoDisplay("none in tests", null);
        }

        @Override
        public WindowHours stay(Experiment experiment, DataFolders folders, double minutes, Consumer<String> progress) throws NoDisplay {
            throw new NoDisplay("none in tests", null);
        }

        @Override
        public WindowSheets sheets(DataFolders folders, double seconds, Consumer<String> progress) throws NoDisplay {
            throw new NoDisplay("none in tests", null);
        }

        @Override
        public List<Path> tour(TourPlan plan, DataFolders folders, Path out, Consumer<String> progress) throws NoDisplay {
            throw new NoDisplay("none in tests", null);
        }

        @Override
        public String noDisplay() {
            return display ? null : "none in tests";
        }

        @Override
        public Path settingsFolder() {
            return folder.resolve("home/settings");
        }
    }
}

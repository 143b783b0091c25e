package dev.thresher.app.window;

import static dev.thresher.app.window.GalleryWindow.act;
import static dev.thresher.app.window.GalleryWindow.until;
import static dev.thresher.app.window.WindowFixture.fx;

import dev.thresher.app.masks.Colouring;
import dev.thresher.app.masks.SheetPainter;
import dev.thresher.app.masks.SheetView;
import dev.thresher.app.maskview.SheetPane;
import dev.thresher.app.window.masks.MaskScene;
import dev.thresher.app.window.run.RunPhase;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.datasets.tensors.NamedTensor;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.Presets;
import dev.thresher.engine.run.RunFolder;
import dev.thresher.engine.train.Trainer;
import dev.thresher.engine.train.TrainingData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.scene.input.ScrollEvent;

/**
 * Pictures of the Masks page, to be looked at, and how long its work keeps the JavaFX thread:
 * {@code MaskGallery FOLDER WIDTH HEIGHT LIGHT|DARK}. Not a test; it needs MNIST where the workbench looks for it.
 */
public final class MaskGallery {
    private final GalleryWindow window;
    private final Workbench bench;

    private MaskGallery(GalleryWindow window) {
        this.window = window;
        bench = window.bench;
    }

    public static void main(String[] arguments) throws Exception {
        Experiment lenet = Experiment.standard();
        Experiment start = lenet.withData(lenet.data().withDataset("mnist")).withEpochs(3).withExecution(lenet.execution().withMaskEvery(150));
        new MaskGallery(new GalleryWindow(Path.of(arguments[0]), GalleryWindow.work(), start).sized(arguments[1], arguments[2], arguments[3])).shoot();
        System.exit(0);
    }

    private void shoot() throws Exception {
        window.page(Page.MASKS);
        window.save("masks-1-empty");
        act(() -> bench.model().start());
        until(() -> bench.model().masks().scene().get() != null && bench.model().masks().scene().get().now());
        until(() -> bench.model().masks().scene().get().history().size() > 4);
        window.save("masks-2-live");
        until(() -> bench.model().run().phase().get() == RunPhase.FINISHED);
        for (Colouring colouring : Colouring.values()) {
            act(() -> bench.model().masks().colouring().set(colouring));
            window.save("masks-3-" + colouring.name().toLowerCase(Locale.ROOT));
        }
        act(() -> bench.model().masks().colouring().set(Colouring.WEIGHT));
        act(() -> {
            for (int i = 0; i < 9; i++) {
                sheet().look().zoomIn();
            }
            sheet().look().choose(33 * 784 + 14 * 28 + 14);
        });
        window.save("masks-4-near");
        act(() -> {
            bench.model().masks().colouring().set(Colouring.MASK);
            bench.model().masks().choose("fc2");
        });
        window.save("masks-5-matrix");
        recorded(Presets.of("lenet-5-caffe").withSteps(300), "conv2", "6-convolution");
        recorded(Presets.of("lstm-a").withSteps(60), "lstm1.cell.hf", "7-gate");
        large();
    }

    private void recorded(Experiment experiment, String layer, String name) throws Exception {
        Experiment often = experiment.withData(experiment.data().withDataset("mnist"))
                .withExecution(experiment.execution().withMaskEvery(Math.max(1, experiment.steps() / 10)));
        open(train(often), layer);
        window.save("masks-" + name);
    }

    private Path train(Experiment experiment) {
        var data = TrainingData.load(experiment.data(), DataFolders.standard(null), Progress.NONE);
        Path folder = RunFolder.freshName(window.runs, experiment);
        try (Trainer trainer = new Trainer(experiment, data, RunFolder.create(folder, experiment, data.checksum()))) {
            trainer.run();
        }
        return folder;
    }

    private void open(Path folder, String layer) throws Exception {
        act(() -> bench.model().open(folder));
        until(() -> folder.equals(bench.model().run().folder().get()) && bench.model().masks().scene().get() != null
                && bench.model().masks().scene().get().run().equals(folder.getFileName().toString()));
        act(() -> bench.model().masks().choose(layer));
        until(() -> bench.model().masks().scene().get() != null && bench.model().masks().scene().get().layer().name().equals(layer));
    }

    /** Layers as large as ResNet-50's, and how long the JavaFX thread is kept while they are looked at. */
    private void large() throws Exception {
        Path model = window.runs.resolveSibling("wide.json");
        Files.writeString(model, """
                {"layers": [{"name": "first", "type": "conv", "filters": 512, "kernel": 1}, {"type": "relu"},
                  {"name": "three", "type": "conv", "filters": 512, "kernel": 3, "padding": 1}, {"type": "relu"},
                  {"name": "one", "type": "conv", "filters": 2048, "kernel": 1}, {"type": "global-average-pool"},
                  {"name": "fc", "type": "linear", "outputs": "classes"}]}""");
        float[] images = new float[64 * 3 * 16];
        float[] labels = new float[64];
        for (int i = 0; i < images.length; i++) {
            images[i] = (i * 37 % 101) / 101f;
            labels[i / 48] = i / 48 % 10;
        }
        Path tensors = window.runs.resolveSibling("tiny.safetensors");
        SafeTensors.write(tensors, Map.of(), List.of(new NamedTensor("images", new int[] {64, 3, 4, 4}, images),
                new NamedTensor("labels", new int[] {64}, labels)));
        Experiment base = Experiment.standard();
        Path folder = train(base.withModel("wide").withModelFile(model.toString()).withSteps(20)
                .withMethod(base.method().withAlpha(0.02)).withExecution(base.execution().withMaskEvery(1))
                .withData(base.data().withDataset("tiny").withTensors(tensors.toString()).withBatch(4)));
        for (String layer : List.of("three", "one")) {
            open(folder, layer);
            window.save("masks-8-large-" + layer);
            System.out.println(layer + ", " + bench.model().masks().scene().get().caption());
            painting();
            measure("nothing", () -> { }, 60);
            int[] n = new int[1];
            measure("zoom and move by wheel and drag", () -> {
                SheetPane sheet = sheet();
                double delta = n[0]++ / 12 % 2 == 0 ? 40 : -40;
                sheet.fireEvent(new ScrollEvent(ScrollEvent.SCROLL, 200, 150, 200, 150, false, false, false, false, true, false, 0, delta, 0, delta,
                        ScrollEvent.HorizontalTextScrollUnits.NONE, 0, ScrollEvent.VerticalTextScrollUnits.NONE, 0, 0, null));
            }, 150);
            act(() -> bench.model().masks().player().speed().set(16));
            act(() -> bench.model().masks().player().play());
            measure("play, 16 a second asked for", () -> { }, 150);
            for (Colouring colouring : Colouring.values()) {
                act(() -> bench.model().masks().colouring().set(colouring));
                measure("colour by " + colouring, () -> { }, 30);
            }
            act(() -> bench.model().masks().colouring().set(Colouring.MASK));
        }
    }

    /** How long a picture takes off the JavaFX thread: the first one of a moment, and the next ones, at three sizes. */
    private void painting() throws Exception {
        MaskScene scene = fx(() -> bench.model().masks().scene().get());
        int width = 736;
        int height = 395;
        int[] pixels = new int[width * height];
        SheetView whole = SheetView.whole(scene.layer().layout(), width, height);
        for (SheetView view : List.of(whole, new SheetView(100, 100, 0.7), new SheetView(100, 100, 4))) {
            double[] took = new double[30];
            double first = 0;
            for (int i = 0; i < 30; i++) {
                SheetPainter painter = new SheetPainter(scene.layer().layout(), scene.shading().shade(), scene.colours());
                long begun = System.nanoTime();
                painter.paint(view, width, height, pixels);
                first += (System.nanoTime() - begun) / 30e6;
                begun = System.nanoTime();
                painter.paint(view, width, height, pixels);
                took[i] = (System.nanoTime() - begun) / 1e6;
            }
            Arrays.sort(took);
            System.out.printf(Locale.ROOT, "  painting %d x %d at %.2f pixels a weight: first %.1f ms (mean), next %.1f ms (median)%n", width, height,
                    view.scale(), first, took[15]);
        }
    }

    /** How late the JavaFX thread takes up work while something goes on, every 16 ms. */
    private static void measure(String what, Runnable work, int frames) throws Exception {
        double[] late = new double[frames];
        double[] own = new double[frames];
        for (int i = 0; i < frames; i++) {
            long asked = System.nanoTime();
            int at = i;
            fx(() -> {
                long begun = System.nanoTime();
                late[at] = (begun - asked) / 1e6;
                work.run();
                own[at] = (System.nanoTime() - begun) / 1e6;
                return null;
            });
            Thread.sleep(16);
        }
        Arrays.sort(late);
        Arrays.sort(own);
        System.out.printf(Locale.ROOT, "  %-34s FX thread taken up after: median %.2f ms, 95 %% %.2f, most %.2f; own work: median %.2f, most %.2f%n", what,
                late[frames / 2], late[frames * 95 / 100], late[frames - 1], own[frames / 2], own[frames - 1]);
    }

    private SheetPane sheet() {
        return (SheetPane) window.find("#sheet");
    }
}

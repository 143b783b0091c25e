package dev.thresher.app.window;

import static dev.thresher.app.window.GalleryWindow.act;
import static dev.thresher.app.window.GalleryWindow.until;
import static dev.thresher.app.window.WindowFixture.fx;

import dev.thresher.app.maskview.SheetPane;
import dev.thresher.app.masks.Colouring;
import dev.thresher.app.masks.MaskLayer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Slider;
import javafx.scene.control.TabPane;

/**
 * Pictures of the masks of recorded runs, to be looked at: every layer of each, and the first two runs beside each other:
 * {@code RecordedMasksGallery FOLDER WIDTH HEIGHT LIGHT|DARK RUN RUN …}. Not a test.
 */
public final class RecordedMasksGallery {
    private static final int LAYERS = 5; // of a run

    private final GalleryWindow window;
    private final Workbench bench;
    private final List<Path> runs;

    private RecordedMasksGallery(GalleryWindow window, List<Path> runs) {
        this.window = window;
        this.runs = runs;
        bench = window.bench;
    }

    public static void main(String[] arguments) throws Exception {
        List<Path> runs = Arrays.stream(arguments).skip(4).map(Path::of).toList();
        RecordedMasksGallery gallery = new RecordedMasksGallery(new GalleryWindow(Path.of(arguments[0]), GalleryWindow.work(), null)
                .sized(arguments[1], arguments[2], arguments[3]), runs);
        gallery.window.page(Page.MASKS);
        for (Path run : runs) {
            gallery.layers(run);
        }
        gallery.pair();
        System.exit(0);
    }

    private void layers(Path run) throws Exception {
        String name = run.getFileName().toString();
        act(() -> bench.model().open(run));
        until(() -> bench.model().masks().scene().get() != null && bench.model().masks().scene().get().run().equals(name));
        List<MaskLayer> layers = fx(() -> bench.model().masks().scene().get().layers());
        for (int i = 0; i < Math.min(LAYERS, layers.size()); i++) {
            String layer = layers.get(layers.size() <= LAYERS ? i : i * (layers.size() - 1) / (LAYERS - 1)).name();
            Colouring colouring = Colouring.values()[i % Colouring.values().length];
            act(() -> {
                bench.model().masks().colouring().set(colouring);
                bench.model().masks().choose(layer);
            });
            until(() -> bench.model().masks().scene().get().layer().name().equals(layer));
            window.save(name + "-" + layer + "-" + colouring.name().toLowerCase(Locale.ROOT));
        }
    }

    private void pair() throws Exception {
        act(() -> {
            bench.compareModel().join(runs.subList(0, 2));
            bench.model().page().set(Page.COMPARE);
        });
        until(() -> bench.compareModel().comparison().get() != null);
        act(() -> ((TabPane) window.find("#tabs")).getSelectionModel().selectLast());
        until(() -> bench.compareModel().masks().pair().get() != null);
        window.save("pair-whole");
        act(() -> {
            SheetPane sheet = (SheetPane) window.find("#pairSheet0");
            for (int i = 0; i < 10; i++) {
                sheet.look().zoomIn();
            }
            sheet.look().choose(bench.compareModel().masks().pair().get().a().mask().size() / 2 + 14);
        });
        window.save("pair-near");
        act(() -> {
            Slider time = (Slider) window.find("#pairTime");
            time.setValue(time.getMax() / 2);
            bench.compareModel().masks().layer().set(bench.compareModel().comparison().get().layers().get(1));
        });
        window.save("pair-earlier");
    }
}

package dev.thresher.app.window.network;

import dev.thresher.app.window.Background;
import dev.thresher.app.window.Problems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.export.ExportFormat;
import dev.thresher.engine.export.ExportOptions;
import dev.thresher.engine.export.ExportReport;
import dev.thresher.engine.model.spec.ModelTable;
import dev.thresher.engine.run.Weights;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/** How the network of a run is exported, and what is asked about networks; the answers come from another thread. */
public final class NetworkViewModel {
    private final Networks networks;
    private final Background background;

    private final ObjectProperty<ExportFormat> format = new SimpleObjectProperty<>(ExportFormat.ONNX);
    private final ObjectProperty<Weights> weights = new SimpleObjectProperty<>(Weights.LAST);
    private final BooleanProperty masked = new SimpleBooleanProperty(true);
    private final BooleanProperty foldBatchNorm = new SimpleBooleanProperty();
    private final BooleanProperty normalisation = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

    public NetworkViewModel(Networks networks, WindowThreads threads, Problems problems) {
        this.networks = networks;
        background = new Background(threads, problems);
    }

    public ObjectProperty<ExportFormat> format() {
        return format;
    }

    public ObjectProperty<Weights> weights() {
        return weights;
    }

    /** Whether W ⊙ M stands for W, without thresholds; for safetensors only. */
    public BooleanProperty masked() {
        return masked;
    }

    /** Whether batch norms become parts of the layers beside them; for ONNX only. */
    public BooleanProperty foldBatchNorm() {
        return foldBatchNorm;
    }

    /** Whether the network normalises its images itself; for ONNX only. */
    public BooleanProperty normalisation() {
        return normalisation;
    }

    public BooleanBinding is(ExportFormat one) {
        return Bindings.createBooleanBinding(() -> format.get() == one, format);
    }

    /** Whether an export is being written. */
    public ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    /** What is exported as things are chosen; what the format does not know is left out. */
    public ExportRequest request() {
        boolean onnx = format.get() == ExportFormat.ONNX;
        return new ExportRequest(format.get(), weights.get(), new ExportOptions(format.get() == ExportFormat.SAFETENSORS && masked.get(),
                onnx && foldBatchNorm.get(), onnx && normalisation.get()));
    }

    /** The name that the export of a run gets where no other is given: {@code NAME-last.onnx}, {@code NAME-best-csr}. */
    public String suggestedName(Path run) {
        // A folder is told by its name too.
        String suffix = format.get() == ExportFormat.NPZ_CSR ? "-csr" : format.get().extension();
        return run.toAbsolutePath().normalize().getFileName() + "-" + weights.get().name().toLowerCase(Locale.ROOT) + suffix;
    }

    /** Exports the network of a run as chosen; does nothing during another export. @param done hears what was written, in one line */
    public void export(Path run, Path out, Consumer<String> done) {
        if (busy.get()) {
            return;
        }
        ExportRequest request = request();
        busy.set(true);
        background.run("The network could not be exported", "exporting a network", () -> {
            ExportReport report = networks.export(run, request, out);
            return () -> {
                busy.set(false);
                done.accept("Exported " + report.line());
            };
        }, () -> busy.set(false));
    }

    /** Asks for an experiment's network as a table. @param show hears it, on the window's thread */
    public void describe(Experiment experiment, Consumer<ModelTable> show) {
        background.run("The network could not be described", "describing a network", () -> {
            ModelTable table = networks.describe(experiment);
            return () -> show.accept(table);
        });
    }
}

package dev.thresher.app.window.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.window.NotedProblems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.export.ExportFormat;
import dev.thresher.engine.export.ExportOptions;
import dev.thresher.engine.model.spec.ModelTable;
import dev.thresher.engine.run.Weights;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkViewModelTest {
    private static final Path RUN = Path.of("runs", "first");

    private final Deque<Runnable> background = new ArrayDeque<>();
    private final NotedProblems problems = new NotedProblems();
    private final FakeNetworks networks = new FakeNetworks();
    private final List<String> done = new ArrayList<>();
    private final NetworkViewModel network =
            new NetworkViewModel(networks, new WindowThreads(Runnable::run, background::add, Runnable::run), problems);

    @Test
    void onlyWhatTheFormatKnowsIsAskedFor() {
        network.masked().set(true);
        network.foldBatchNorm().set(true);
        network.normalisation().set(true);
        network.format().set(ExportFormat.ONNX);
        assertThat(network.request()).isEqualTo(new ExportRequest(ExportFormat.ONNX, Weights.LAST, new ExportOptions(false, true, true)));
        network.format().set(ExportFormat.SAFETENSORS);
        assertThat(network.request().options()).isEqualTo(new ExportOptions(true, false, false));
        network.format().set(ExportFormat.NPZ_CSR);
        assertThat(network.request().options()).isEqualTo(ExportOptions.PLAIN);
    }

    @Test
    void theExportIsNamedAfterTheRun() {
        assertThat(network.suggestedName(RUN)).isEqualTo("first-last.onnx");
        network.weights().set(Weights.BEST);
        network.format().set(ExportFormat.NPZ_CSR);
        assertThat(network.suggestedName(RUN)).isEqualTo("first-best-csr");
    }

    @Test
    void exportsOnceAtATimeAndSaysWhatWasWritten() {
        network.export(RUN, Path.of("net.onnx"), done::add);
        network.export(RUN, Path.of("net.onnx"), done::add);
        assertThat(network.busy().get()).isTrue();
        assertThat(background).hasSize(1);
        background.remove().run();
        assertThat(network.busy().get()).isFalse();
        assertThat(networks.requests).containsExactly(network.request());
        assertThat(done).singleElement().asString().startsWith("Exported net.onnx: 1.00 kB");
    }

    @Test
    void anExportThatFailsIsToldAndLeavesTheWayFree() {
        networks.refusal = new UserError("first: holds no weights-best.safetensors; let its run finish an epoch first");
        network.export(RUN, Path.of("net.onnx"), done::add);
        background.remove().run();
        assertThat(problems.told).containsExactly("The network could not be exported: " + networks.refusal.getMessage());
        assertThat(network.busy().get()).isFalse();
        assertThat(done).isEmpty();
    }

    @Test
    void describesTheNetworkOrSaysWhyNot() {
        List<ModelTable> shown = new ArrayList<>();
        network.describe(Experiment.standard(), shown::add);
        background.remove().run();
        assertThat(shown).singleElement().satisfies(table -> assertThat(table.maskedParameters()).isEqualTo(266_200));
        networks.refusal = new UserError("net.json: is no network");
        network.describe(Experiment.standard(), shown::add);
        background.remove().run();
        assertThat(shown).hasSize(1);
        assertThat(problems.told).containsExactly("The network could not be described: net.json: is no network");
    }
}

package dev.thresher.app.window.network;

import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.export.ExportReport;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.model.spec.ModelTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Exports nothing, and notes what was to be. */
public final class FakeNetworks implements Networks {
    public final List<ExportRequest> requests = new ArrayList<>();
    public UserError refusal;

    @Override
    public ModelTable describe(Experiment experiment) {
        refuse();
        return ModelTable.of(Models.spec(experiment), new ImageShape(1, 28, 28), 10);
    }

    @Override
    public ExportReport export(Path run, ExportRequest request, Path out) {
        requests.add(request);
        refuse();
        return new ExportReport(out, 1000, 500, 2000, 1500, 0.025);
    }

    private void refuse() {
        if (refusal != null) {
            throw refusal;
        }
    }
}

package dev.thresher.app.cli;

import dev.thresher.app.chart.ChartExport;
import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chart.Format;
import dev.thresher.app.chart.RunCharts;
import dev.thresher.app.chart.Size;
import dev.thresher.app.chart.ViewState;
import dev.thresher.datasets.FileErrors;
import dev.thresher.engine.log.RunLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The two charts of a run as files in its folder. */
final class Figures {
    private static final List<Format> FORMATS = List.of(Format.SVG, Format.PDF, Format.PNG);

    private Figures() {
    }

    /**
     * Writes {@code remaining-per-step} and {@code per-epoch} as SVG, PDF and PNG.
     *
     * @return the folder they lie in
     * @throws dev.thresher.datasets.UserError where it cannot be written
     */
    static Path write(RunLog log, Path run) {
        Path folder = run.resolve("figures");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw FileErrors.writing(folder, e);
        }
        write(RunCharts.remainingPerStep(log), folder, "remaining-per-step");
        write(RunCharts.perEpoch(log), folder, "per-epoch");
        return folder;
    }

    private static void write(ChartModel chart, Path folder, String name) {
        for (Format format : FORMATS) {
            ChartExport.write(chart, ViewState.FIT, Size.USUAL, folder.resolve(name + "." + format.extension()), format);
        }
    }
}

package dev.thresher.app.compare;

import dev.thresher.app.chart.ChartExport;
import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chart.Format;
import dev.thresher.app.chart.Size;
import dev.thresher.app.chart.ViewState;
import dev.thresher.app.figure.FigureFile;
import dev.thresher.app.figure.FigureFormat;
import dev.thresher.app.figure.MadeFigure;
import dev.thresher.app.figure.TableText;
import dev.thresher.app.figure.Template;
import dev.thresher.datasets.AtomicFile;
import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A comparison as files: its table as CSV, Markdown and LaTeX, its charts as SVG, PDF and PNG. */
public final class CompareExport {
    private static final List<Format> FORMATS = List.of(Format.SVG, Format.PDF, Format.PNG, Format.CSV);

    private final Path folder;
    private final List<Path> files = new ArrayList<>();

    private CompareExport(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes all there is, over files of the same names.
     *
     * @param folder made where it is absent
     * @return the files, in the order they were written
     * @throws dev.thresher.datasets.UserError where one cannot be written; those before it are
     */
    public static List<Path> write(Comparison comparison, Path folder) {
        CompareExport export = new CompareExport(folder);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw FileErrors.writing(folder, e);
        }
        export.tables(comparison);
        for (Quantity quantity : Quantity.values()) {
            export.chart(comparison.severalSeeds() ? CompareCharts.means(comparison, quantity) : CompareCharts.overlaid(comparison, quantity),
                    ViewState.FIT, quantity.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        }
        Comparison.FIGURES.forEach(template -> export.figure(comparison, template));
        for (CompareCharts.Single single : CompareCharts.Single.values()) {
            List<ChartModel> charts = CompareCharts.multiples(comparison, single);
            for (int i = 0; i < charts.size(); i++) {
                export.chart(charts.get(i), CompareCharts.shared(charts), single.name().toLowerCase(java.util.Locale.ROOT) + "-" + (i + 1));
            }
        }
        return List.copyOf(export.files);
    }

    private void tables(Comparison comparison) {
        for (TableText kind : TableText.values()) {
            text("runs." + kind.extension(), kind.of(ComparisonTable.ofRuns(comparison)));
            if (comparison.severalSeeds()) {
                text("means." + kind.extension(), kind.of(ComparisonTable.ofGroups(comparison)));
            }
        }
    }

    private void text(String name, String content) {
        Path file = folder.resolve(name);
        AtomicFile.write(file, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
        files.add(file);
    }

    private void chart(ChartModel chart, ViewState view, String name) {
        for (Format format : FORMATS) {
            Path file = folder.resolve(name + "." + format.extension());
            ChartExport.write(chart, view, Size.USUAL, file, format);
            files.add(file);
        }
    }

    /** The figure as the Figures page makes it, and its settings, to be made again otherwise. What the runs do not give is left out. */
    private void figure(Comparison comparison, Template template) {
        MadeFigure made;
        try {
            made = comparison.made(template);
        } catch (UserError _) {
            return; // the comparison says so among what it leaves out
        }
        for (FigureFormat format : template.formats()) {
            Path file = folder.resolve(template.id() + "." + format.extension());
            made.write(file, format);
            files.add(file);
        }
        Path settings = folder.resolve(template.id() + FigureFile.ENDING);
        FigureFile.write(settings, made.figure());
        files.add(settings);
    }
}

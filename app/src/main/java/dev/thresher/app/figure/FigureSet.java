package dev.thresher.app.figure;

import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Many figures into one folder, each in several formats. */
public final class FigureSet {
    /** Hears how far it has come; may throw {@link java.util.concurrent.CancellationException} to end it between two files. */
    @FunctionalInterface
    public interface Progress {
        void at(int done, int total, String name);
    }

    /**
     * What came of it.
     *
     * @param written the files, in order
     * @param left figures that could not be made, each with the reason in one line
     */
    public record Result(List<Path> written, Map<String, String> left) {
    }

    private FigureSet() {
    }

    /**
     * Every template of these runs, by the names of their files; a template that is drawn from one run comes once for each of several.
     *
     * @param like gives runs and looks
     */
    public static Map<String, Figure> all(Figure like) {
        Map<String, Figure> figures = new LinkedHashMap<>();
        for (Template template : Template.values()) {
            Figure figure = like.withTemplate(template).withWords(Figure.Words.USUAL).withAxes(Figure.Axes.USUAL)
                    .withStyle(like.style().withLegend(template.legend()));
            if (!template.wantsRuns()) {
                figures.put(template.id(), figure.withRuns(List.of()));
            } else if (like.runs().size() <= template.mostRuns() || template.leastRuns() > 1) { // of one run alone it cannot be
                figures.put(template.id(), figure);
            } else {
                for (Path run : like.runs()) {
                    String name = template.id() + "-" + run.toAbsolutePath().normalize().getFileName();
                    figures.put(figures.containsKey(name) ? name + "-" + figures.size() : name, figure.withRuns(List.of(run)));
                }
            }
        }
        return figures;
    }

    /**
     * Writes every figure in those of the formats that it can be written as. Runs are read once.
     *
     * @param figures by the names of their files, without ending
     * @throws UserError where the folder cannot be made or takes no file: what is missing then would be missing of all
     */
    public static Result write(Map<String, Figure> figures, Path folder, List<FigureFormat> formats, Progress progress) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw FileErrors.writing(folder, e);
        }
        Map<Path, BoundRun> runs = new LinkedHashMap<>();
        List<Path> written = new ArrayList<>();
        Map<String, String> left = new LinkedHashMap<>();
        int done = 0;
        for (Map.Entry<String, Figure> entry : figures.entrySet()) {
            progress.at(done++, figures.size(), entry.getKey());
            MadeFigure made;
            try {
                made = MadeFigure.of(entry.getValue(), entry.getValue().runs().stream().map(run -> runs.computeIfAbsent(run, BoundRun::open)).toList());
            } catch (UserError e) {
                left.put(entry.getKey(), e.getMessage());
                continue;
            }
            for (FigureFormat format : formats) {
                if (entry.getValue().template().formats().contains(format)) {
                    Path file = folder.resolve(entry.getKey() + "." + format.extension());
                    made.write(file, format);
                    written.add(file);
                }
            }
        }
        progress.at(done, figures.size(), "");
        return new Result(written, left);
    }
}

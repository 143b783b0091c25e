package dev.thresher.app.figure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.thresher.app.chart.FigureStyle;
import dev.thresher.app.chart.Size;
import dev.thresher.datasets.AtomicFile;
import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A figure as a JSON file, {@code NAME.figure.json}. Runs are named as seen from the file's folder, so that a folder of runs and
 * figures may be moved as a whole.
 */
public final class FigureFile {
    public static final String ENDING = ".figure.json";
    private static final String FOLDER = "figures";
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** What is in the file; missing parts take their usual values. */
    record Content(String template, List<String> runs, Size size, FigureStyle style, Figure.Words words, Figure.Axes axes,
                   Figure.Options options, Integer dpi) {
    }

    private FigureFile() {
    }

    /**
     * Where a figure is kept: in the folder {@code figures} of its run, or of the folder that its first run lies in where there are several.
     *
     * @param name of the figure, without an ending
     * @throws UserError where it is drawn from no run, or the name is none for a file
     */
    public static Path place(Figure figure, String name) {
        if (figure.runs().isEmpty()) {
            throw new UserError("the figure is bound to no run beside which it could be kept; name a file for it");
        }
        if (name.isBlank() || !name.equals(name.strip()) || name.matches(".*[/\\\\:*?\"<>|\\p{Cntrl}].*") || name.startsWith(".")) {
            throw new UserError("'" + name + "' is no name for a figure; use letters, digits, - and _");
        }
        Path first = figure.runs().getFirst().toAbsolutePath().normalize();
        Path beside = figure.runs().size() == 1 || first.getParent() == null ? first : first.getParent();
        return beside.resolve(FOLDER).resolve(name + ENDING);
    }

    /** Replaces the file in one step, making its folder where needed. @throws UserError where that cannot be */
    public static void write(Path file, Figure figure) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        List<String> runs = figure.runs().stream().map(run -> seenFrom(folder, run)).toList();
        Content content = new Content(figure.template().id(), runs, figure.size(), figure.style(), figure.words(), figure.axes(),
                figure.options(), figure.dpi());
        AtomicFile.write(file, out -> {
            out.write(JSON.writeValueAsBytes(content));
            out.write('\n');
        });
    }

    private static String seenFrom(Path folder, Path run) {
        Path whole = run.toAbsolutePath().normalize();
        try {
            return folder.relativize(whole).toString().replace('\\', '/');
        } catch (IllegalArgumentException e) {
            return whole.toString(); // on another drive
        }
    }

    /** @throws UserError in one line that names the file, the place in it where there is one, and the remedy */
    public static Figure read(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        try {
            Content content = JSON.readValue(Files.readAllBytes(file), Content.class);
            if (content == null) {
                throw new UserError(file + ", line 1: holds nothing; save the figure anew");
            }
            Template template = Template.of(content.template())
                    .orElseThrow(() -> new UserError(file + ": no template '" + content.template() + "'; known: " + Template.ids()));
            List<Path> runs = (content.runs() == null ? List.<String>of() : content.runs()).stream()
                    .map(run -> folder.resolve(run).normalize()).toList();
            Figure usual = Figure.of(template, runs);
            return new Figure(template, runs, or(content.size(), usual.size()), or(content.style(), usual.style()),
                    or(content.words(), usual.words()), or(content.axes(), usual.axes()), or(content.options(), usual.options()),
                    or(content.dpi(), usual.dpi()));
        } catch (JsonProcessingException e) {
            String line = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            throw new UserError(file + line + ": " + reason(e) + "; mend the file, or save the figure anew", e);
        } catch (IllegalArgumentException e) { // a path among them that this system does not take
            throw new UserError(file + ": " + e.getMessage() + "; mend the file, or save the figure anew", e);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    private static String reason(JsonProcessingException e) {
        Throwable cause = e.getCause();
        String what = cause != null && cause.getMessage() != null ? cause.getMessage() : e.getOriginalMessage();
        String plain = what.lines().findFirst().orElse("damaged").replaceAll("\\s*\\([^()]*\\)", "")
                .replaceAll("`?dev\\.thresher\\.[\\w.$]*`?", "figure").strip();
        String place = e instanceof JsonMappingException mapping ? mapping.getPath().stream().map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull).collect(Collectors.joining(".")) : "";
        return place.isEmpty() ? plain : place + ": " + plain;
    }

    private static <T> T or(T given, T usual) {
        return given == null ? usual : given;
    }
}

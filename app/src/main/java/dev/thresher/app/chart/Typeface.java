package dev.thresher.app.chart;

import dev.thresher.datasets.UserError;
import java.awt.Font;
import java.awt.FontFormatException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * A typeface that charts are set in. The families of {@link #families()} come along as font files, so that charts look alike
 * on every system, with or without installed fonts, and the PDF embeds exactly what was measured. Any other TrueType font is
 * named by the path of its file.
 */
public final class Typeface {
    /** The usual one, which PdfBox brings along. */
    public static final String SANS = "Liberation Sans";
    public static final String SERIF = "Liberation Serif";
    public static final String MONO = "Liberation Mono";

    private static final Map<String, String> RESOURCES = Map.of(
            SANS, "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf",
            SERIF, "/liberation/LiberationSerif-Regular.ttf",
            MONO, "/liberation/LiberationMono-Regular.ttf");
    private static final Map<String, String> LIKE = Map.of(
            SANS, "Arial, Helvetica, sans-serif",
            SERIF, "'Times New Roman', Times, serif",
            MONO, "'Courier New', Courier, monospace");
    private static final Map<String, Typeface> LOADED = new ConcurrentHashMap<>();

    private final String name;
    private final Font font;

    private Typeface(String name) {
        this.name = name;
        try (InputStream file = file()) {
            font = Font.createFont(Font.TRUETYPE_FONT, file);
        } catch (IOException | FontFormatException e) {
            throw new UserError(name + ": cannot be read as a TrueType font; name another file, or one of "
                    + String.join(", ", families()), e);
        }
    }

    /** Those that come along. */
    public static List<String> families() {
        return List.of(SANS, SERIF, MONO);
    }

    /**
     * The typeface of that name.
     *
     * @param name one of {@link #families()}, or the path of a TrueType file
     * @throws UserError where there is no such file, or it is no font
     */
    public static Typeface named(String name) {
        return LOADED.computeIfAbsent(name, Typeface::new);
    }

    static Font of(double size) {
        return named(SANS).at(size);
    }

    /** @param size in units of the drawing */
    public Font at(double size) {
        return font.deriveFont((float) size);
    }

    /** As the font calls itself. */
    String family() {
        return font.getFamily(java.util.Locale.ROOT);
    }

    /** For a reader without this font: its like, after it. */
    String families(String own) {
        return "'" + own + "', " + LIKE.getOrDefault(name, "sans-serif");
    }

    /** The font file; the caller closes it. */
    InputStream file() throws IOException {
        String resource = RESOURCES.get(name);
        if (resource == null) {
            Path path = Path.of(name);
            if (!Files.isRegularFile(path)) {
                throw new UserError("no font '" + name + "': known are " + String.join(", ", families())
                        + ", and any TrueType file by its path");
            }
            return new BufferedInputStream(Files.newInputStream(path));
        }
        InputStream file = PDDocument.class.getResourceAsStream(resource);
        if (file == null) {
            throw new IllegalStateException("the program's libraries no longer bring " + name);
        }
        return file;
    }
}

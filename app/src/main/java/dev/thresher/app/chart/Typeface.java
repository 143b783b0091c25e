package dev.thresher.app.chart;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * The one typeface of all charts: Liberation Sans, which PdfBox brings along. So charts look alike on every system,
 * with or without installed fonts, and the PDF embeds exactly what was measured.
 */
final class Typeface {
    static final String FAMILY = "Liberation Sans";
    private static final Font FONT = load();

    private Typeface() {
    }

    static Font of(double size) {
        return FONT.deriveFont((float) size);
    }

    /** The font file; the caller closes it. */
    static InputStream file() {
        InputStream file = PDDocument.class.getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf");
        if (file == null) {
            throw new IllegalStateException("PdfBox no longer brings Liberation Sans");
        }
        return file;
    }

    private static Font load() {
        try (InputStream file = file()) {
            return Font.createFont(Font.TRUETYPE_FONT, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FontFormatException e) {
            throw new IllegalStateException("PdfBox's Liberation Sans cannot be read", e);
        }
    }
}

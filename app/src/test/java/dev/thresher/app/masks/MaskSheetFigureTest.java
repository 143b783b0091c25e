package dev.thresher.app.masks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.app.chart.FigureStyle;
import dev.thresher.app.chart.Format;
import dev.thresher.app.chart.Size;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.mask.PackedMask;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sheets as files: the text is text, and the picture is the mask. */
class MaskSheetFigureTest {
    private static final SheetColours COLOURS = SheetColours.LIGHT;

    @TempDir
    Path temp;

    /** The left half is kept. */
    private static MaskSheet sheet() {
        boolean[] mask = new boolean[40 * 40];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i % 40 < 20;
        }
        PackedMask packed = PackedMask.of(40, 40, mask);
        return new MaskSheet("fc2 of lenet", "40 neurons × 40 inputs, 50.00 % remain", SheetLayout.matrix(40, 40), Shading.mask(packed, COLOURS),
                COLOURS);
    }

    private Path write(Format format, MaskSheet... sheets) {
        Path file = temp.resolve("sheet." + format.extension());
        MaskSheetFigure.write(List.of(sheets), FigureStyle.USUAL, new Size(3, 3), 300, file, format);
        return file;
    }

    private static void assertShowsTheMask(BufferedImage image) {
        int kept = count(image, new Color(COLOURS.kept()));
        int pruned = count(image, new Color(COLOURS.ground()));
        assertThat(kept).isGreaterThan(image.getWidth() * image.getHeight() / 7);
        assertThat((double) pruned / kept).isBetween(0.9, 1.1);
    }

    private static int count(BufferedImage image, Color colour) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                Color c = new Color(image.getRGB(x, y));
                boolean same = Math.abs(c.getRed() - colour.getRed()) + Math.abs(c.getGreen() - colour.getGreen())
                        + Math.abs(c.getBlue() - colour.getBlue()) < 12;
                count += same ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void png() throws IOException {
        BufferedImage image = ImageIO.read(write(Format.PNG, sheet()).toFile());
        assertThat(image.getWidth()).isEqualTo(900);
        assertShowsTheMask(image);
    }

    @Test
    void pdf() throws IOException {
        try (PDDocument document = Loader.loadPDF(write(Format.PDF, sheet()).toFile())) {
            assertThat(new PDFTextStripper().getText(document)).contains("fc2 of lenet", "40 neurons × 40 inputs, 50.00 % remain", "pruned");
            assertShowsTheMask(new PDFRenderer(document).renderImageWithDPI(0, 150));
        }
    }

    @Test
    void svg() throws IOException {
        String svg = Files.readString(write(Format.SVG, sheet(), sheet()));
        assertThat(svg).contains(">fc2 of lenet<", "data:image/png;base64,", "40 neurons × 40 inputs");
        assertThat(svg.split("<image", -1)).as("two sheets side by side").hasSize(3);
    }

    @Test
    void whereItCannotBeWritten() {
        Path file = temp.resolve("none").resolve("sheet.png");
        assertThatThrownBy(() -> MaskSheetFigure.write(List.of(sheet()), FigureStyle.USUAL, Size.USUAL, 300, file, Format.PNG)).isInstanceOf(UserError.class)
                .hasMessageContaining("there is no folder");
    }
}

package dev.thresher.app.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.chart.PaletteKind;
import dev.thresher.app.chart.Typeface;
import dev.thresher.app.testing.WholePng;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.batik.transcoder.TranscoderInput;
import org.apache.batik.transcoder.TranscoderOutput;
import org.apache.batik.transcoder.image.ImageTranscoder;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SVG and PDF are rendered back to pictures, which shall look like the PNG; and the PNG like the picture that was stored of it. */
class RenderedFiguresTest {
    private static final int DPI = 144;
    private static final int REFERENCE_DPI = 80;
    /** Between rasterisers glyphs differ by parts of pixels; a missing line of text or a shifted curve is far above. */
    private static final Likeness RASTERISERS = new Likeness(2.8, 45);
    /** Between Java versions and systems. */
    private static final Likeness SYSTEMS = new Likeness(1.2, 40);

    @TempDir
    static Path folder;

    private static FigureFixture runs;

    @BeforeAll
    static void record() {
        runs = new FigureFixture(folder);
        install();
    }

    private static void install() {
        for (String family : Typeface.families()) {
            GraphicsEnvironment.getLocalGraphicsEnvironment().registerFont(Typeface.named(family).at(10)); // for Batik, as if it were installed
        }
    }

    private static BufferedImage svg(MadeFigure made, int width) throws Exception {
        BufferedImage[] drawn = new BufferedImage[1];
        ImageTranscoder transcoder = new ImageTranscoder() {
            @Override
            public BufferedImage createImage(int across, int down) {
                return new BufferedImage(across, down, BufferedImage.TYPE_INT_ARGB);
            }

            @Override
            public void writeImage(BufferedImage image, TranscoderOutput output) {
                drawn[0] = image;
            }
        };
        transcoder.addTranscodingHint(ImageTranscoder.KEY_WIDTH, (float) width);
        transcoder.transcode(new TranscoderInput(new ByteArrayInputStream(made.bytes(FigureFormat.SVG))), null);
        return drawn[0];
    }

    private static BufferedImage pdf(MadeFigure made) throws Exception {
        try (PDDocument document = Loader.loadPDF(made.bytes(FigureFormat.PDF))) {
            return new PDFRenderer(document).renderImageWithDPI(0, DPI, ImageType.RGB);
        }
    }

    private static void alike(String what, BufferedImage one, BufferedImage other, Likeness limit) {
        Likeness found = Likeness.of(one, other);
        assertThat(found.mean()).as(what + ": mean difference").isLessThan(limit.mean());
        assertThat(found.worst()).as(what + ": worst difference").isLessThan(limit.worst());
    }

    @Test
    void svgAndPdfLookLikeThePng() throws Exception {
        for (Map.Entry<Template, Figure> entry : runs.figures().entrySet()) {
            MadeFigure made = MadeFigure.of(entry.getValue().withDpi(DPI));
            BufferedImage png = WholePng.read(made.bytes(FigureFormat.PNG));
            assertThat(png.getWidth()).isEqualTo((int) Math.round(entry.getValue().size().width() * DPI));
            alike(entry.getKey() + " as SVG", png, svg(made, png.getWidth()), RASTERISERS);
            alike(entry.getKey() + " as PDF", png, pdf(made), RASTERISERS);
        }
    }

    @Test
    void soDoTheOtherTypefacesAndPalettes() throws Exception {
        Figure figure = runs.figures().get(Template.FIG3);
        for (PaletteKind palette : PaletteKind.values()) {
            String font = Typeface.families().get(palette.ordinal() % Typeface.families().size());
            MadeFigure made = MadeFigure.of(figure.withStyle(figure.style().withPalette(palette).withFont(font, 10)).withDpi(DPI));
            BufferedImage png = made.picture(DPI);
            alike(palette + " as SVG", png, svg(made, png.getWidth()), RASTERISERS);
            alike(palette + " as PDF", png, pdf(made), RASTERISERS);
        }
    }

    @Test
    void anotherFigureIsNotAlike() {
        Map<Template, Figure> figures = runs.figures();
        Likeness found = Likeness.of(MadeFigure.of(figures.get(Template.FIG4A)).picture(REFERENCE_DPI),
                MadeFigure.of(figures.get(Template.FIG7)).picture(REFERENCE_DPI));
        assertThat(found.mean()).isGreaterThan(RASTERISERS.mean());
        assertThat(found.worst()).isGreaterThan(RASTERISERS.worst());
    }

    @Test
    void figuresLookLikeTheStoredPictures() throws Exception {
        for (Map.Entry<Template, Figure> entry : runs.figures().entrySet()) {
            try (InputStream stored = RenderedFiguresTest.class.getResourceAsStream(entry.getKey().id() + ".png")) {
                assertThat(stored).as("the stored picture of " + entry.getKey()).isNotNull();
                alike(entry.getKey() + " as stored", WholePng.read(stored.readAllBytes()), MadeFigure.of(entry.getValue()).picture(REFERENCE_DPI), SYSTEMS);
            }
        }
    }

    /** Stores the pictures anew: {@code RenderedFiguresTest FOLDER}. Look at each before it is committed. */
    public static void main(String[] arguments) throws Exception {
        Path work = Files.createTempDirectory("thresher-figures");
        Path out = Files.createDirectories(Path.of(arguments[0]));
        install();
        for (Map.Entry<Template, Figure> entry : new FigureFixture(work).figures().entrySet()) {
            ImageIO.write(MadeFigure.of(entry.getValue()).picture(REFERENCE_DPI), "png", out.resolve(entry.getKey().id() + ".png").toFile());
            MadeFigure made = MadeFigure.of(entry.getValue());
            BufferedImage png = made.picture(DPI);
            BufferedImage svg = svg(made, png.getWidth());
            BufferedImage pdf = pdf(made);
            ImageIO.write(png, "png", work.resolve(entry.getKey().id() + ".png").toFile());
            ImageIO.write(svg, "png", work.resolve(entry.getKey().id() + "-svg.png").toFile());
            ImageIO.write(pdf, "png", work.resolve(entry.getKey().id() + "-pdf.png").toFile());
            System.out.println(entry.getKey() + ": SVG " + Likeness.of(png, svg) + ", PDF " + Likeness.of(png, pdf));
        }
        System.out.println("larger ones, to be looked at: " + work);
    }
}

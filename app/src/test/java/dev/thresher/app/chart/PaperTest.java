package dev.thresher.app.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.datasets.UserError;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a figure on paper can have besides curves: logarithmic x, bars, spreads, typefaces, palettes, legends. */
class PaperTest {
    private static final Size SIZE = new Size(4, 3);

    private static Series line(String name, PointSource points) {
        return new Series(name, points, 0, Series.Dash.SOLID, Series.Side.LEFT, true, 1.5);
    }

    private static ChartModel overAlpha() {
        double[] alphas = {1e-6, 1e-5, 1e-4, 1e-3};
        FixedPoints mean = new FixedPoints(alphas, new double[] {60, 40, 10, 2});
        FixedPoints deviation = new FixedPoints(alphas, new double[] {4, 3, 2, 1});
        return new ChartModel("Over α", Axis.number("α"), Axis.percent("Remaining ratio"), null,
                List.of(line("remaining ratio", mean).withSpread(Spread.around(mean, deviation, Spread.Kind.ERROR_BARS))), Marks.none());
    }

    private static ChartModel bars() {
        return new ChartModel("Layers", Axis.categories("Layer", List.of("conv1", "conv2", "fc1")), Axis.percent("Remaining"), null,
                List.of(Series.bars("α = 1e-4", FixedPoints.ofCategories(90, 60, 30), 0),
                        Series.bars("α = 1e-3", FixedPoints.ofCategories(50, 20, 5), 1)), Marks.none());
    }

    private static ChartGeometry geometry(ChartModel model, ViewState view, FigureStyle style, BufferedImage image) {
        Graphics2D g = image.createGraphics();
        try {
            return new ChartRenderer(model).drawFigure(g, view, style, image.getWidth(), image.getHeight(), 1);
        } finally {
            g.dispose();
        }
    }

    private static List<String> texts(String svg) {
        return Pattern.compile("<text[^>]*>([^<]*)</text").matcher(svg).results().map(found -> found.group(1)).toList();
    }

    private static BufferedImage sheet() {
        return new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
    }

    private static boolean near(BufferedImage image, double x, double y, Color colour) {
        return near(image, x, y, colour, 40);
    }

    private static boolean near(BufferedImage image, double x, double y, Color colour, int tolerance) {
        for (int i = -2; i <= 2; i++) {
            for (int j = -2; j <= 2; j++) {
                Color at = new Color(image.getRGB((int) x + i, (int) y + j));
                if (Math.abs(at.getRed() - colour.getRed()) + Math.abs(at.getGreen() - colour.getGreen())
                        + Math.abs(at.getBlue() - colour.getBlue()) < tolerance) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void decadesLieEquallyFarApartOnALogarithmicX() {
        BufferedImage image = sheet();
        ChartGeometry where = geometry(overAlpha(), ViewState.FIT.withLogX(true), FigureStyle.USUAL, image);
        double step = where.acrossOf(1e-5) - where.acrossOf(1e-6);
        assertThat(where.acrossOf(1e-3) - where.acrossOf(1e-4)).isCloseTo(step, within(1e-6));
        assertThat(where.xAt(where.acrossOf(3e-5))).isCloseTo(3e-5, within(1e-12));
        assertThat(near(image, where.acrossOf(1e-4), where.downOf(10, Series.Side.LEFT), Palette.colour(0, false))).isTrue();
        assertThat(near(image, where.acrossOf(1e-6), where.downOf(57.2, Series.Side.LEFT), Palette.colour(0, false), 260))
                .as("the whisker, half a pixel of it").isTrue();
        assertThat(near(image, where.acrossOf(1e-6), where.downOf(50, Series.Side.LEFT), Palette.colour(0, false), 260)).isFalse();
    }

    @Test
    void zeroIsLeftOutOfALogarithmicX() {
        FixedPoints points = new FixedPoints(new double[] {0, 1e-3, 1e-1}, new double[] {1, 2, 3});
        ChartModel model = new ChartModel("t", Axis.number("α"), Axis.number("y"), null, List.of(line("a", points)), Marks.none());
        ChartGeometry where = geometry(model, ViewState.FIT.withLogX(true), FigureStyle.USUAL, sheet());
        assertThat(where.x().low()).isBetween(5e-4, 1e-3);
        assertThat(geometry(model, ViewState.FIT.withLogX(true).withX(new Range(-1, 10)), FigureStyle.USUAL, sheet()).x())
                .isEqualTo(new Range(1e-3, 10));
    }

    @Test
    void movesOnALogarithmicXKeepThePlaceUnderThePointer() {
        ChartGeometry where = geometry(overAlpha(), ViewState.FIT.withLogX(true), FigureStyle.USUAL, sheet());
        ViewState closer = Moves.zoomX(ViewState.FIT.withLogX(true), where, 0.5, 0.25);
        ChartGeometry after = geometry(overAlpha(), closer, FigureStyle.USUAL, sheet());
        double at = where.plot().getX() + 0.25 * where.plot().getWidth();
        assertThat(after.xAt(at) / where.xAt(at)).isCloseTo(1, within(1e-6));
        ViewState moved = Moves.pan(ViewState.FIT.withLogX(true), where, 0.1, 0);
        assertThat(moved.x().high() / moved.x().low()).isCloseTo(where.x().high() / where.x().low(), within(1e-6));
    }

    @Test
    void barsStandSideBySideAtTheirCategories() {
        BufferedImage image = sheet();
        ChartGeometry where = geometry(bars(), ViewState.FIT, FigureStyle.USUAL, image);
        assertThat(where.x()).isEqualTo(new Range(0.5, 3.5));
        assertThat(near(image, where.acrossOf(0.8), where.downOf(45, Series.Side.LEFT), Palette.colour(0, false))).isTrue();
        assertThat(near(image, where.acrossOf(1.2), where.downOf(45, Series.Side.LEFT), Palette.colour(1, false))).isTrue();
        assertThat(near(image, where.acrossOf(1.2), where.downOf(60, Series.Side.LEFT), Palette.colour(1, false))).isFalse();
        ChartGeometry alone = geometry(bars(), ViewState.FIT.withHidden("α = 1e-4", true), FigureStyle.USUAL, image = sheet());
        assertThat(near(image, alone.acrossOf(1), alone.downOf(45, Series.Side.LEFT), Palette.colour(1, false))).isTrue();
    }

    @Test
    void aBandFillsWhatLiesBetween() {
        PointSource mean = new Points(50, 50, Double.NaN, 50, 50);
        ChartModel model = new ChartModel("t", Axis.counting("Step"), Axis.percent("Ratio"), null,
                List.of(line("a", mean).withSpread(Spread.around(mean, new Points(20, 20, 20, 20, 20), Spread.Kind.BAND))), Marks.none());
        BufferedImage image = sheet();
        ChartGeometry where = geometry(model, ViewState.FIT, FigureStyle.USUAL, image);
        int white = new Color(image.getRGB(2, 2)).getRed();
        assertThat(new Color(image.getRGB((int) where.acrossOf(1.5), (int) where.downOf(65, Series.Side.LEFT))).getRed()).isLessThan(white - 20);
        assertThat(new Color(image.getRGB((int) where.acrossOf(4.5), (int) where.downOf(35, Series.Side.LEFT))).getRed()).isLessThan(white - 20);
        assertThat(new Color(image.getRGB((int) where.acrossOf(3), (int) where.downOf(65, Series.Side.LEFT))).getRed())
                .as("a gap stays a gap").isEqualTo(white);
    }

    @Test
    void csvNamesCategoriesAndTellsTheSpread() throws Exception {
        assertThat(new String(ChartExport.bytes(bars(), ViewState.FIT, SIZE, FigureStyle.USUAL, 300, Format.CSV), StandardCharsets.UTF_8))
                .isEqualTo("layer,α = 1e-4 (%),α = 1e-3 (%)\nconv1,90,50\nconv2,60,20\nfc1,30,5\n");
        assertThat(new String(ChartExport.bytes(overAlpha(), ViewState.FIT, SIZE, FigureStyle.USUAL, 300, Format.CSV), StandardCharsets.UTF_8))
                .startsWith("α,remaining ratio (%),remaining ratio (%) low,remaining ratio (%) high\n1.0E-6,60,56,64\n");
    }

    @Test
    void eachTypefaceIsEmbeddedAndNamed() throws Exception {
        for (String family : Typeface.families()) {
            FigureStyle style = FigureStyle.USUAL.withFont(family, 10);
            byte[] pdf = ChartExport.bytes(bars(), ViewState.FIT, SIZE, style, 300, Format.PDF);
            try (PDDocument document = Loader.loadPDF(pdf)) {
                assertThat(new PDFTextStripper().getText(document)).contains("conv2");
                PDResources page = document.getPage(0).getResources();
                for (COSName name : page.getXObjectNames()) {
                    PDResources form = ((PDFormXObject) page.getXObject(name)).getResources();
                    assertThat(form.getFontNames()).isNotEmpty();
                    for (COSName font : form.getFontNames()) {
                        assertThat(form.getFont(font).isEmbedded()).isTrue();
                        assertThat(form.getFont(font).getName()).endsWith(family.replace(" ", ""));
                    }
                }
            }
            assertThat(new String(ChartExport.bytes(bars(), ViewState.FIT, SIZE, style, 300, Format.SVG), StandardCharsets.UTF_8))
                    .contains("'" + family + "', ").satisfies(svg -> assertThat(texts(svg)).contains("conv2"));
        }
    }

    @Test
    void aFontThatIsNotThereIsOneLine() {
        assertThatThrownBy(() -> Typeface.named("Comic Serif")).isInstanceOf(UserError.class)
                .hasMessageContaining("no font 'Comic Serif'").hasMessageContaining("Liberation Serif");
        assertThatThrownBy(() -> Typeface.named(Path.of("pom.xml").toString())).isInstanceOf(UserError.class)
                .hasMessageContaining("pom.xml").hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @EnumSource(LegendPlace.class)
    void theLegendTakesItsPlace(LegendPlace place) throws Exception {
        FigureStyle style = FigureStyle.USUAL.withLegend(place).withTitled(false);
        String svg = new String(ChartExport.bytes(bars(), ViewState.FIT, SIZE, style, 300, Format.SVG), StandardCharsets.UTF_8);
        assertThat(texts(svg).contains("α = 1e-3")).isEqualTo(place != LegendPlace.NONE);
        assertThat(texts(svg)).doesNotContain("Layers").contains("conv1");
    }

    @Test
    void greysAreGreyAndTheirLinesDiffer() {
        for (int i = 0; i < 8; i++) {
            Color grey = Palette.colour(PaletteKind.GREYSCALE, i, false);
            assertThat(grey.getRed()).isEqualTo(grey.getGreen()).isEqualTo(grey.getBlue());
            for (int j = 0; j < i; j++) {
                assertThat(List.of(Palette.colour(PaletteKind.GREYSCALE, j, false), Palette.greyDash(j)))
                        .isNotEqualTo(List.of(grey, Palette.greyDash(i)));
            }
        }
    }
}

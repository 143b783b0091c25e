package dev.thresher.app.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.app.testing.WholePng;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class ChartExportTest {
    private static final RunLog LOG = SampleRuns.lenet(8, 938);
    private static final ChartModel STEPS = RunCharts.remainingPerStep(LOG);

    @TempDir
    Path folder;

    private Path written(ChartModel model, ViewState view, Format format) {
        Path file = folder.resolve("figure." + format.extension());
        ChartExport.write(model, view, Size.USUAL, file, format);
        return file;
    }

    private List<String> texts(Path svg) throws Exception {
        Document document = DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder().parse(svg.toFile());
        assertThat(document.getDoctype()).as("nothing to fetch").isNull();
        assertThat(document.getDocumentElement().getAttribute("width")).isEqualTo("432.00pt");
        NodeList nodes = document.getElementsByTagNameNS("*", "text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    @Test
    void svgKeepsTextAsTextAndShowsWhatIsSeen() throws Exception {
        assertThat(texts(written(STEPS, ViewState.FIT, Format.SVG)))
                .contains("Remaining ratio per step", "Step", "Remaining ratio", "fc1", "fc2", "fc3", "model", "reset",
                        "0\u2009%", "100\u2009%", "5,000");
        assertThat(texts(written(STEPS, ViewState.FIT.withLog(true).withHidden("fc2", true).withX(new Range(100, 300)), Format.SVG)))
                .contains("10\u2009%", "100", "300").doesNotContain("fc2", "0\u2009%", "5,000");
        assertThat(Files.readString(written(STEPS, ViewState.FIT.withDark(true), Format.SVG)))
                .as("for print, on white").contains("rgb(0,114,178)", "fill=\"white\"")
                .doesNotContain("rgb(13,17,23)");
    }

    @Test
    void pdfHasItsTextAndItsTypeface() throws Exception {
        try (PDDocument document = Loader.loadPDF(written(RunCharts.perEpoch(LOG), ViewState.FIT, Format.PDF).toFile())) {
            assertThat(new PDFTextStripper().getText(document).replaceAll("\\s", ""))
                    .contains("Accuracyandremainingratioperepoch", "Epoch", "Testaccuracy", "Modelremainingratio", "100");
            PDPage page = document.getPage(0);
            assertThat(page.getMediaBox().getWidth()).isEqualTo(432);
            int fonts = 0;
            for (COSName name : page.getResources().getXObjectNames()) {
                PDFormXObject form = (PDFormXObject) page.getResources().getXObject(name);
                for (COSName font : form.getResources().getFontNames()) {
                    assertThat(form.getResources().getFont(font).isEmbedded()).isTrue();
                    assertThat(form.getResources().getFont(font).getName()).endsWith("LiberationSans");
                    fonts++;
                }
            }
            assertThat(fonts).isPositive();
        }
    }

    @Test
    void pngIs300DotsToTheInch() throws Exception {
        byte[] bytes = Files.readAllBytes(written(STEPS, ViewState.FIT, Format.PNG));
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("pHYs");
        assertThat(at).isPositive();
        ByteBuffer size = ByteBuffer.wrap(bytes, at + 4, 9);
        assertThat(List.of(size.getInt(), size.getInt(), (int) size.get())).containsExactly(11_811, 11_811, 1);
        var image = WholePng.read(bytes);
        assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(1_800, 1_110);
        assertThat(image.getRGB(2, 2)).isEqualTo(0xFFFFFFFF);
    }

    @Test
    void csvHasEveryVisiblePoint() throws Exception {
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            List<String> lines = Files.readAllLines(written(STEPS, ViewState.FIT.withHidden("fc3", true), Format.CSV));
            assertThat(lines).hasSize(1 + LOG.steps().size());
            assertThat(lines.getFirst()).isEqualTo("step,fc1 (%),fc2 (%),model (%),reset");
            String[] row = lines.get(3_000).split(",", -1);
            assertThat(row[0]).isEqualTo("3000");
            assertThat(Float.parseFloat(row[1])).isEqualTo((float) (100.0 * LOG.steps().column("fc1.remaining").get(2_999)));
            RunEvent reset = LOG.events().get(0);
            assertThat(lines.get(reset.step())).startsWith(reset.step() + ",").endsWith(",fc1");
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void csvOfAZoomedSmoothedChartHoldsThatStretchAndBothLines() throws Exception {
        List<String> lines = Files.readAllLines(written(STEPS,
                ViewState.FIT.withX(new Range(10, 20.5)).withSmoothing(0.9), Format.CSV));
        assertThat(lines).hasSize(12);
        assertThat(lines.get(0)).startsWith("step,fc1 (%),fc1 (%) smoothed 0.9,");
        assertThat(lines.get(1)).startsWith("10,");
        assertThat(lines.getLast()).startsWith("20,");
    }

    @Test
    void csvLeavesMissingValuesEmptyAndJoinsSeriesByX() throws Exception {
        ChartModel model = new ChartModel("t", Axis.counting("Epoch"), Axis.percent("A"), null, List.of(
                new Series("a, b", new Points(1, Double.NaN, 0.1f), 0, Series.Dash.SOLID, Series.Side.LEFT, true, 1),
                new Series("c", new Points(5), 1, Series.Dash.SOLID, Series.Side.LEFT, true, 1)), Marks.none());
        assertThat(Files.readString(written(model, ViewState.FIT, Format.CSV)))
                .isEqualTo("epoch,\"a, b (%)\",c (%)\n1,1,5\n2,,\n3,0.1,\n");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void anEmptyChartIsStillAFile(Format format) {
        ChartModel empty = RunCharts.remainingPerStep(SampleRuns.empty(10));
        assertThat(written(empty, ViewState.FIT.withLog(true).withSmoothing(0.5), format)).isNotEmptyFile();
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aFileThatIsThereIsReplacedAndNothingElseIsLeft(Format format) throws Exception {
        Path file = folder.resolve("figure." + format.extension());
        Files.writeString(file, "before");
        ChartExport.write(STEPS, ViewState.FIT, Size.USUAL, file, format);
        assertThat(Files.size(file)).isGreaterThan(1_000);
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void whatCannotBeWrittenIsOneLineAndLosesNothing() throws Exception {
        Path gone = folder.resolve("gone/figure.svg");
        assertThatThrownBy(() -> ChartExport.write(STEPS, ViewState.FIT, Size.USUAL, gone, Format.SVG))
                .isInstanceOf(UserError.class).hasMessageContaining(gone.toString()).hasMessageContaining("make it first")
                .hasMessageNotContaining("\n");
        Path taken = Files.createDirectory(folder.resolve("taken.svg"));
        assertThatThrownBy(() -> ChartExport.write(STEPS, ViewState.FIT, Size.USUAL, taken, Format.SVG))
                .isInstanceOf(UserError.class).hasMessageContaining("choose another");
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactly(taken);
        }
    }

    @Test
    void aDiskThatFillsUpOnTheWayLeavesTheOldFile() throws Exception {
        Path file = folder.resolve("figure.svg");
        Files.writeString(file, "before");
        assertThatThrownBy(() -> ChartExport.replace(file, new byte[100], (beside, content) -> {
            Files.write(beside, new byte[50]);
            throw new IOException("No space left on device");
        })).isInstanceOf(UserError.class).hasMessage("cannot write " + file + ": No space left on device; free some space or choose another folder");
        assertThat(file).hasContent("before");
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactly(file);
        }
    }
}

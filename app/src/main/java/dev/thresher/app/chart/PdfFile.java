package dev.thresher.app.chart;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.awt.Graphics2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** A drawing as one page of PDF, with its typeface embedded. */
final class PdfFile {
    private PdfFile() {
    }

    /** @param width in points, as is {@code height} */
    static byte[] of(String title, Typeface typeface, double width, double height, Consumer<Graphics2D> drawing) throws IOException {
        try (PDDocument document = new PDDocument(); InputStream font = typeface.file();
                PdfBoxGraphics2DFontTextDrawer texts = new PdfBoxGraphics2DFontTextDrawer()) {
            document.getDocumentInformation().setTitle(title);
            document.getDocumentInformation().setCreator("Thresher");
            PDPage page = new PDPage(new PDRectangle((float) width, (float) height));
            document.addPage(page);
            texts.registerFont(typeface.family(), font);
            PdfBoxGraphics2D g = new PdfBoxGraphics2D(document, (float) width, (float) height);
            try {
                g.setFontTextDrawer(texts);
                drawing.accept(g);
            } finally {
                g.dispose();
            }
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawForm(g.getXFormObject());
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }
}

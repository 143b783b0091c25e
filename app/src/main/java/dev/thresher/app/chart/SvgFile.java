package dev.thresher.app.chart;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.ImageHandlerBase64Encoder;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.apache.batik.svggen.SimpleImageHandler;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A drawing as SVG, through Batik. Text stays text, in the chart's typeface or what comes nearest to it. */
final class SvgFile {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    private SvgFile() {
    }

    /** @param width in points, as is {@code height} */
    static byte[] of(String title, Typeface typeface, double width, double height, Consumer<Graphics2D> drawing) throws IOException {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
        context.setGenericImageHandler(new SimpleImageHandler(new Pictures()));
        context.setPrecision(3);
        context.setComment("Thresher");
        SVGGraphics2D g = new SVGGraphics2D(context, false);
        g.setSVGCanvasSize(new Dimension((int) Math.ceil(width), (int) Math.ceil(height)));
        drawing.accept(g);
        Element root = g.getRoot();
        root.setAttribute("width", points(width));
        root.setAttribute("height", points(height));
        root.setAttribute("viewBox", String.format(Locale.ROOT, "0 0 %.2f %.2f", width, height));
        name(root, title);
        nameFonts(root, typeface);
        StringWriter text = new StringWriter();
        g.stream(root, text, false, false);
        // Without the document type that Batik names: readers fetch it from the network, and SVG needs none.
        return text.toString().replaceFirst("<!DOCTYPE[^>]*>\\s*", "").getBytes(StandardCharsets.UTF_8);
    }

    /** Puts pictures into the file itself, by the JDK's PNG writer: Batik's own is another library. */
    private static final class Pictures extends ImageHandlerBase64Encoder {
        @Override
        public void encodeImage(RenderedImage image, OutputStream out) throws SVGGraphics2DIOException {
            try {
                ImageIO.write(image, "png", out);
            } catch (IOException e) {
                throw new SVGGraphics2DIOException("a picture could not be encoded", e);
            }
        }
    }

    private static Document document() throws IOException {
        try {
            return DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder().getDOMImplementation()
                    .createDocument(NAMESPACE, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IOException(e);
        }
    }

    private static String points(double length) {
        return String.format(Locale.ROOT, "%.2fpt", length);
    }

    private static void name(Element root, String title) {
        Element element = root.getOwnerDocument().createElementNS(NAMESPACE, "title");
        element.setTextContent(title);
        root.insertBefore(element, root.getFirstChild());
    }

    /** Batik names only the one typeface; a reader without it shall take its like, not a serif. */
    private static void nameFonts(Element root, Typeface typeface) {
        String family = typeface.family();
        NodeList all = root.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            if (element.getAttribute("font-family").contains(family)) {
                element.setAttribute("font-family", typeface.families(family));
            }
        }
    }
}

package dev.thresher.app.chart;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A picture as PNG that says how many of its dots make an inch. */
final class PngFile {
    private static final String NATIVE = "javax_imageio_png_1.0";
    private static final double INCHES_PER_METRE = 1 / 0.0254;

    private PngFile() {
    }

    static byte[] of(BufferedImage image, int dotsPerInch) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Kept in memory: ImageIO's usual cache is a temporary file.
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
            IIOMetadataNode size = new IIOMetadataNode("pHYs");
            String perMetre = Long.toString(Math.round(dotsPerInch * INCHES_PER_METRE));
            size.setAttribute("pixelsPerUnitXAxis", perMetre);
            size.setAttribute("pixelsPerUnitYAxis", perMetre);
            size.setAttribute("unitSpecifier", "meter");
            IIOMetadataNode root = new IIOMetadataNode(NATIVE);
            root.appendChild(size);
            metadata.mergeTree(NATIVE, root);
            writer.setOutput(out);
            writer.write(new IIOImage(image, null, metadata));
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}

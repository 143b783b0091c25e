package dev.thresher.app.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Reads PNG files that are whole: ImageIO alone takes one without its end for good. */
public final class WholePng {
    /** The chunk IEND: no data, its type, its checksum. */
    private static final byte[] END = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82};

    private WholePng() {
    }

    public static BufferedImage read(byte[] file) throws IOException {
        assertThat(file).hasSizeGreaterThan(END.length);
        assertThat(Arrays.copyOfRange(file, file.length - END.length, file.length)).as("the end of the PNG").isEqualTo(END);
        return ImageIO.read(new ByteArrayInputStream(file));
    }
}

package dev.thresher.datasets.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureDecoderTest {
    @TempDir
    Path folder;

    @Test
    void aPngIsReadExactly() throws Exception {
        Picture picture = decode(Pictures.png(1, 9, 6));
        assertThat(picture.width()).isEqualTo(9);
        assertThat(picture.height()).isEqualTo(6);
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < 6; y++) {
                for (int x = 0; x < 9; x++) {
                    assertThat(at(picture, c, y, x)).isEqualTo(Pictures.value(1, c, y, x));
                }
            }
        }
    }

    @Test
    void aJpegIsReadNearly() throws Exception {
        BufferedImage grey = new BufferedImage(20, 20, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 400; i++) {
            grey.getRaster().setPixel(i % 20, i / 20, new int[] {200, 100, 50});
        }
        Picture picture = decode(Pictures.bytes(grey, "jpg"));
        assertThat(at(picture, 0, 10, 10)).isBetween(197, 203);
        assertThat(at(picture, 1, 10, 10)).isBetween(97, 103);
        assertThat(at(picture, 2, 10, 10)).isBetween(47, 53);
    }

    @Test
    void greyBecomesThreeEqualChannels() throws Exception {
        for (String format : new String[] {"png", "jpg"}) {
            Picture picture = decode(Pictures.bytes(Pictures.image(1, 9, 6, BufferedImage.TYPE_BYTE_GRAY), format));
            assertThat(Arrays.copyOfRange(picture.rgb(), 54, 108)).isEqualTo(Arrays.copyOf(picture.rgb(), 54));
            assertThat(Arrays.copyOfRange(picture.rgb(), 108, 162)).isEqualTo(Arrays.copyOf(picture.rgb(), 54));
            assertThat(at(picture, 0, 4, 5)).isBetween(Pictures.value(1, 0, 4, 5) - 4, Pictures.value(1, 0, 4, 5) + 4);
        }
    }

    @Test
    void whatIsTransparentIsLaidOnBlack() throws Exception {
        Picture picture = decode(Pictures.bytes(Pictures.image(1, 9, 6, BufferedImage.TYPE_4BYTE_ABGR), "png"));
        assertThat(at(picture, 1, 4, 5)).isEqualTo((Pictures.value(1, 1, 4, 5) * 128 + 127) / 255);
    }

    @Test
    void aPaletteIsLookedUp() throws Exception {
        byte[] red = {(byte) 200, 10};
        byte[] green = {100, 20};
        byte[] blue = {50, 30};
        byte[] alpha = {(byte) 255, 0};
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_BINARY, new IndexColorModel(1, 2, red, green, blue, alpha));
        image.getRaster().setSample(1, 0, 0, 1);
        Picture picture = decode(Pictures.bytes(image, "png"));
        assertThat(picture.rgb()).containsExactly(200, 0, 200, 200, 200, 200, 100, 0, 100, 100, 100, 100, 50, 0, 50, 50, 50, 50);
    }

    /** Converting to sRGB would take longer and change the numbers that the network was trained on elsewhere. */
    @Test
    void aColourProfileChangesNothing() throws Exception {
        byte[] plain = Pictures.jpeg(1, 40, 30);
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int end = 4 + (ByteBuffer.wrap(plain).getShort(4) & 0xFFFF); // behind the JFIF segment
        out.write(plain, 0, end);
        out.write(ByteBuffer.allocate(18).putShort((short) 0xFFE2).putShort((short) (16 + profile.length)).put("ICC_PROFILE\0".getBytes())
                .put((byte) 1).put((byte) 1).array());
        out.write(profile);
        out.write(plain, end, plain.length - end);
        assertThat(decode(out.toByteArray()).rgb()).isEqualTo(decode(plain).rgb());
    }

    @Test
    void aFileCutAnywhereIsRefused() throws Exception {
        for (byte[] whole : new byte[][] {Pictures.png(1, 30, 20), Pictures.jpeg(1, 30, 20)}) {
            decode(whole);
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> decode(cut)).as("%d of %d bytes", length, whole.length).isInstanceOf(DamagedPicture.class)
                        .message().isNotBlank().doesNotContain("\n");
            }
        }
    }

    @Test
    void bytesThatAreTurnedOverNeverEscapeAsAnotherError() throws Exception {
        for (byte[] whole : new byte[][] {Pictures.png(1, 30, 20), Pictures.jpeg(1, 30, 20)}) {
            for (int i = 0; i < whole.length; i++) {
                byte[] turned = whole.clone();
                turned[i] ^= (byte) 0xFF;
                try {
                    decode(turned);
                } catch (DamagedPicture e) {
                    assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
                }
            }
        }
    }

    @Test
    void picturesOfSixteenBitsAreRefused() throws IOException {
        refused(Pictures.bytes(new BufferedImage(4, 4, BufferedImage.TYPE_USHORT_GRAY), "png"), "is a PNG of 16 bits a channel; only 8 bits are read");
    }

    @Test
    void picturesForPrintingAreRefused() throws IOException {
        refused(withFrame((byte) 8, (short) 20, (short) 30, (byte) 4), "is a CMYK or YCCK JPEG, made for printing; only grey and RGB are read");
        refused(withFrame((byte) 8, (short) 20, (short) 30, (byte) 2), "is a JPEG of 2 channels; only grey and RGB are read");
        refused(withFrame((byte) 12, (short) 20, (short) 30, (byte) 3), "is a JPEG of 12 bits a channel; only 8 bits are read");
    }

    @Test
    void absurdlyLargePicturesAreRefusedBeforeTheyAreDecoded() throws IOException {
        refused(withFrame((byte) 8, (short) 60_000, (short) 60_000, (byte) 3), "has 60000×60000 pixels, more than the 89478485 that are decoded");
        byte[] png = Pictures.png(1, 4, 4);
        ByteBuffer.wrap(png).putInt(16, Integer.MAX_VALUE).putInt(20, Integer.MAX_VALUE);
        refused(png, "has 2147483647×2147483647 pixels, more than the 89478485 that are decoded");
        ByteBuffer.wrap(png).putInt(16, -1);
        refused(png, "claims to have -1×2147483647 pixels");
    }

    @Test
    void otherFormsAreRefused() throws IOException {
        refused(new byte[0], "is empty");
        refused("a text".getBytes(), "is neither a JPEG nor a PNG");
        refused(Pictures.bytes(new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY), "gif"), "is a GIF, which may move, and not a JPEG or PNG");
        byte[] png = Pictures.png(1, 4, 4);
        ByteBuffer chunk = ByteBuffer.allocate(20).putInt(8).put("acTL".getBytes()).putInt(2).putInt(0);
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, 12);
        chunk.putInt((int) crc.getValue());
        ByteArrayOutputStream animated = new ByteArrayOutputStream();
        animated.write(png, 0, 33);
        animated.write(chunk.array());
        animated.write(png, 33, png.length - 33);
        refused(animated.toByteArray(), "is an animated PNG; only still pictures are read");
    }

    @Test
    void aFileThatIsNotThereIsAPictureThatCannotBeRead() {
        assertThatThrownBy(() -> PictureDecoder.decode(folder.resolve("none.jpg"))).isInstanceOf(DamagedPicture.class)
                .hasMessage("cannot be read: " + folder.resolve("none.jpg") + " does not exist");
    }

    /** A JPEG whose frame header says something else. */
    private static byte[] withFrame(byte precision, short height, short width, byte components) throws IOException {
        byte[] jpeg = Pictures.jpeg(1, 30, 20);
        int at = 0;
        while (!(jpeg[at] == (byte) 0xFF && jpeg[at + 1] == (byte) 0xC0)) {
            at++;
        }
        ByteBuffer.wrap(jpeg).put(at + 4, precision).putShort(at + 5, height).putShort(at + 7, width).put(at + 9, components);
        return jpeg;
    }

    private void refused(byte[] bytes, String reason) {
        assertThatThrownBy(() -> decode(bytes)).isInstanceOf(DamagedPicture.class).hasMessage(reason);
    }

    private Picture decode(byte[] bytes) throws IOException, DamagedPicture {
        return PictureDecoder.decode(Files.write(folder.resolve("picture"), bytes));
    }

    private static int at(Picture picture, int channel, int y, int x) {
        return picture.rgb()[(channel * picture.height() + y) * picture.width() + x] & 0xFF;
    }
}

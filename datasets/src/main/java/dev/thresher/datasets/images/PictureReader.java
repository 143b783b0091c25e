package dev.thresher.datasets.images;

import dev.thresher.datasets.FileErrors;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Decodes JPEG and PNG files of eight bits a channel, and says in one line what is wrong with others. */
final class PictureReader {
    /** Pixels of a picture at most: a small file may claim to be far larger than memory. */
    private static final long LARGEST = 100_000_000;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int PNG_BIT_DEPTH = 24; // where the header tells it
    private static final int HEAD = 32;

    static {
        ImageIO.setUseCache(false); // pictures are small enough for memory; a file on disk each would only cost time
    }

    private PictureReader() {
    }

    /** @throws DamagedPicture naming the file, what is wrong, and the remedy */
    static Picture read(Path file) {
        try {
            checkForm(file);
            try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
                return decode(file, in);
            }
        } catch (EOFException e) {
            throw damaged(file, "ends too early; copy it again or remove it", e);
        } catch (IIOException e) {
            String reason = e.getMessage() == null ? "it is damaged" : e.getMessage().lines().findFirst().orElse("").strip();
            throw damaged(file, "cannot be decoded: " + reason + "; copy it again or remove it", e);
        } catch (IOException e) {
            throw damaged(file, "cannot be read: " + FileErrors.reason(e) + "; check the file", e);
        } catch (RuntimeException e) {
            if (e instanceof DamagedPicture) {
                throw e;
            }
            // Java's decoders meet some damage with whatever exception it leads to
            throw damaged(file, "cannot be decoded: it is damaged; copy it again or remove it", e);
        }
    }

    private static Picture decode(Path file, ImageInputStream in) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
            throw damaged(file, "is no JPEG or PNG picture; convert or remove it", null);
        }
        ImageReader reader = readers.next();
        try {
            reader.setInput(in, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > LARGEST) {
                throw damaged(file, String.format(Locale.ROOT, "has %d×%d pixels, more than %,d; scale it down or remove it",
                        reader.getWidth(0), reader.getHeight(0), LARGEST), null);
            }
            AtomicReference<String> torn = new AtomicReference<>();
            reader.addIIOReadWarningListener((_, warning) -> {
                if (warning.contains("Premature end")) {
                    torn.set(warning);
                }
            });
            BufferedImage image = reader.read(0);
            if (torn.get() != null) {
                throw damaged(file, "ends too early; copy it again or remove it", null);
            }
            return Picture.of(image);
        } finally {
            reader.dispose();
        }
    }

    /** Looks at the first bytes for what Java's decoders would misread or explain badly. */
    private static void checkForm(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 12))) {
            in.mark(1 << 12);
            byte[] head = in.readNBytes(HEAD);
            if (head.length == 0) {
                throw damaged(file, "is empty; copy it again or remove it", null);
            }
            if (head.length == HEAD && Arrays.equals(head, 0, PNG.length, PNG, 0, PNG.length)) {
                if (head[PNG_BIT_DEPTH] == 16) {
                    throw damaged(file, "is a PNG of 16 bits a channel; convert it to 8", null);
                }
            } else if (head.length > 2 && (head[0] & 0xFF) == 0xFF && (head[1] & 0xFF) == 0xD8) {
                in.reset();
                if (colours(in) == 4) {
                    throw damaged(file, "is a JPEG of four colours (CMYK); convert it to RGB", null);
                }
            } else {
                throw damaged(file, "is no JPEG or PNG picture; convert or remove it", null);
            }
        }
    }

    /** Number of colour components that a JPEG's frame header tells; 0 where there is none before the first scan. */
    private static int colours(DataInputStream in) throws IOException {
        in.readUnsignedShort(); // start of image
        while (true) {
            int marker = in.readUnsignedByte();
            if (marker != 0xFF) {
                return 0; // damaged: the decoder will say so
            }
            while (marker == 0xFF) {
                marker = in.readUnsignedByte(); // any number of fill bytes
            }
            boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (marker == 0xDA || marker == 0xD9) {
                return 0;
            }
            int length = in.readUnsignedShort();
            if (frame) {
                in.skipNBytes(5); // precision, height, width
                return in.readUnsignedByte();
            }
            in.skipNBytes(Math.max(0, length - 2));
        }
    }

    private static DamagedPicture damaged(Path file, String what, Throwable cause) {
        return new DamagedPicture(file + ": " + what, cause);
    }
}

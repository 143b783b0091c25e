package dev.thresher.datasets.images;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What the first bytes of a picture say, read before anything is decoded or room made for it. The form is told by
 * content, not by name.
 *
 * @param format {@link #JPEG} or {@code "png"}, as ImageIO calls them
 * @param height rows
 * @param width columns
 */
record PictureHeader(String format, int height, int width) {
    /** More pixels than this are taken for an attack on the memory, as Pillow takes them. */
    static final long MOST_PIXELS = 89_478_485;
    static final String JPEG = "jpeg";
    private static final long PNG = 0x89504E470D0A1A0AL;
    private static final int PNG_CHUNK = 12; // length, type and checksum around a chunk's data

    static PictureHeader read(byte[] file) throws DamagedPicture {
        if (file.length == 0) {
            throw new DamagedPicture("is empty");
        }
        ByteBuffer bytes = ByteBuffer.wrap(file);
        PictureHeader header;
        if (file.length >= 8 && bytes.getLong(0) == PNG) {
            header = png(bytes);
        } else if (file.length >= 3 && bytes.getShort(0) == (short) 0xFFD8 && file[2] == (byte) 0xFF) {
            header = jpeg(bytes);
        } else {
            throw new DamagedPicture(isGif(file) ? "is a GIF, which may move, and not a JPEG or PNG" : "is neither a JPEG nor a PNG");
        }
        if (header.height < 1 || header.width < 1) {
            throw new DamagedPicture("claims to have " + header.width + "×" + header.height + " pixels");
        }
        if ((long) header.height * header.width > MOST_PIXELS) {
            throw new DamagedPicture("has " + header.width + "×" + header.height + " pixels, more than the " + MOST_PIXELS + " that are decoded");
        }
        return header;
    }

    private static boolean isGif(byte[] file) {
        return file.length >= 4 && new String(file, 0, 4, StandardCharsets.ISO_8859_1).equals("GIF8");
    }

    /** PNG specification, third edition, chapter 11: chunks from IHDR to IEND. */
    private static PictureHeader png(ByteBuffer bytes) throws DamagedPicture {
        if (bytes.limit() < 8 + PNG_CHUNK + 13 || bytes.getInt(12) != chunk("IHDR")) {
            throw truncated();
        }
        int width = bytes.getInt(16);
        int height = bytes.getInt(20);
        if (bytes.get(24) == 16) {
            throw new DamagedPicture("is a PNG of 16 bits a channel; only 8 bits are read");
        }
        int at = 8;
        while (true) {
            if (bytes.limit() - at < PNG_CHUNK) {
                throw truncated();
            }
            int length = bytes.getInt(at);
            int type = bytes.getInt(at + 4);
            if (length < 0 || length > bytes.limit() - at - PNG_CHUNK) {
                throw truncated();
            }
            if (type == chunk("acTL")) {
                throw new DamagedPicture("is an animated PNG; only still pictures are read");
            }
            if (type == chunk("IEND")) {
                return new PictureHeader("png", height, width);
            }
            at += PNG_CHUNK + length;
        }
    }

    private static int chunk(String name) {
        return ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)).getInt();
    }

    /** ITU-T T.81, annex B.2.2: the frame header tells sides and components. */
    private static PictureHeader jpeg(ByteBuffer bytes) throws DamagedPicture {
        for (JpegSegments segments = new JpegSegments(bytes); segments.next();) {
            if (segments.isFrame()) {
                return frame(bytes, segments.data());
            }
        }
        throw new DamagedPicture("is a damaged JPEG: it has no frame header before its data");
    }

    private static PictureHeader frame(ByteBuffer bytes, int at) throws DamagedPicture {
        int precision = bytes.get(at) & 0xFF;
        int components = bytes.get(at + 5) & 0xFF;
        if (precision != 8) {
            throw new DamagedPicture("is a JPEG of " + precision + " bits a channel; only 8 bits are read");
        }
        if (components == 4) {
            throw new DamagedPicture("is a CMYK or YCCK JPEG, made for printing; only grey and RGB are read");
        }
        if (components != 1 && components != 3) {
            throw new DamagedPicture("is a JPEG of " + components + " channels; only grey and RGB are read");
        }
        return new PictureHeader(JPEG, bytes.getShort(at + 1) & 0xFFFF, bytes.getShort(at + 3) & 0xFFFF);
    }

    static DamagedPicture truncated() {
        return new DamagedPicture("is truncated");
    }
}

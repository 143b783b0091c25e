package dev.thresher.datasets.images;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The segments of a JPEG before its compressed data, one after the other (ITU-T T.81, annex B.1). */
final class JpegSegments {
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int APPLICATION_2 = 0xE2;
    private static final int COMMENT = 0xFE;
    private static final byte[] PROFILE = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);

    private final ByteBuffer bytes;
    private int marker;
    private int begin;        // of the segment's marker
    private int end = 2;      // of the segment; the first one follows the two bytes that begin a JPEG

    JpegSegments(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** Goes to the next segment; false where the compressed data begins. */
    boolean next() throws DamagedPicture {
        begin = end;
        while (begin + 1 < bytes.limit() && bytes.getShort(begin) == (short) 0xFFFF) {
            begin++; // any marker may be led in by fill bytes
        }
        if (bytes.limit() - begin < 4) {
            throw PictureHeader.truncated();
        }
        marker = bytes.get(begin + 1) & 0xFF;
        int length = bytes.getShort(begin + 2) & 0xFFFF;
        if (bytes.get(begin) != (byte) 0xFF || length < 2) {
            throw new DamagedPicture("is a damaged JPEG: byte " + begin + " begins no segment");
        }
        if (marker == START_OF_SCAN || marker == END_OF_IMAGE) {
            return false;
        }
        end = begin + 2 + length;
        if (end > bytes.limit()) {
            throw PictureHeader.truncated();
        }
        return true;
    }

    /** Where the data of the segment begins. */
    int data() {
        return begin + 4;
    }

    /** Whether this is a frame header: markers SOF0 to SOF15, among which lie three that are others. */
    boolean isFrame() {
        boolean other = marker == 0xC4 || marker == 0xC8 || marker == 0xCC;
        return marker >= 0xC0 && marker <= 0xCF && !other && end - data() >= 6;
    }

    /**
     * Makes comments of the segments that hold a colour profile. Java's decoder would convert the picture to sRGB, which
     * takes several times as long as decoding, and gives other numbers than those that networks are trained on elsewhere.
     */
    static void hideProfile(byte[] file) throws DamagedPicture {
        for (JpegSegments segments = new JpegSegments(ByteBuffer.wrap(file)); segments.next();) {
            int data = segments.data();
            if (segments.marker == APPLICATION_2 && segments.end - data >= PROFILE.length
                    && Arrays.equals(file, data, data + PROFILE.length, PROFILE, 0, PROFILE.length)) {
                file[segments.begin + 1] = (byte) COMMENT;
            }
        }
    }
}

package dev.thresher.datasets.tensors;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What the header of an NPY file says, not yet judged. Format: numpy.lib.format in NumPy's documentation.
 *
 * @param descr element type as NumPy writes it, {@code <f4}; null where the type is a structure
 * @param fortranOrder whether the first index runs fastest
 * @param shape its sides; empty for a single number
 */
record NpyHeader(String descr, boolean fortranOrder, int[] shape) {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    /** The data begins at a multiple of this, as NumPy itself aligns it. */
    private static final int ALIGNMENT = 64;

    /** Magic, version 1.0, length and the header itself, padded with spaces and closed with a line feed, as NumPy does. */
    byte[] encode() {
        String sides = Arrays.stream(shape).mapToObj(side -> side + ",").collect(Collectors.joining(" "));
        if (shape.length > 1) {
            sides = sides.substring(0, sides.length() - 1);
        }
        String dictionary = "{'descr': '" + descr + "', 'fortran_order': " + (fortranOrder ? "True" : "False")
                + ", 'shape': (" + sides + "), }";
        int preamble = MAGIC.length + 4;
        byte[] bytes = new byte[(preamble + dictionary.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT];
        Arrays.fill(bytes, (byte) ' ');
        System.arraycopy(MAGIC, 0, bytes, 0, MAGIC.length);
        bytes[MAGIC.length] = 1;
        bytes[MAGIC.length + 1] = 0;
        bytes[MAGIC.length + 2] = (byte) (bytes.length - preamble);
        bytes[MAGIC.length + 3] = (byte) (bytes.length - preamble >> 8);
        for (int i = 0; i < dictionary.length(); i++) {
            bytes[preamble + i] = (byte) dictionary.charAt(i);
        }
        bytes[bytes.length - 1] = '\n';
        return bytes;
    }
}

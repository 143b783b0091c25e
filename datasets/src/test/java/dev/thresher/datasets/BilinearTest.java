package dev.thresher.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BilinearTest {
    private static final int WIDTH = 10;
    private static final int HEIGHT = 7;

    /** Expected: Pillow 9.4, {@code Image.resize((w, h), Image.BILINEAR)} of the same pattern. */
    @Test
    void scalesAsPillowDoes() {
        assertThat(scaled(4, 3)).containsExactly(27, 115, 155, 116, 65, 135, 137, 102, 95, 124, 130, 122);
        assertThat(scaled(5, 9)).containsExactly(7, 49, 147, 173, 118, 16, 74, 168, 148, 120, 28, 103, 164, 118, 106, 39, 125, 139, 109, 89,
                50, 130, 114, 154, 91, 61, 159, 138, 149, 93, 72, 135, 109, 126, 136, 83, 121, 102, 128, 134, 93, 146, 144, 166, 63);
        assertThat(scaled(10, 3)).containsExactly(4, 22, 55, 101, 161, 180, 159, 114, 121, 105, 15, 61, 121, 180, 102, 129, 170, 119, 82, 105,
                26, 100, 187, 88, 149, 78, 167, 124, 149, 79);
    }

    @Test
    void aPartIsThatPartOfTheWhole() {
        int[] whole = scaled(6, 5);
        int[] part = plane(new Bilinear(HEIGHT, 5, 1, 3, false), new Bilinear(WIDTH, 6, 2, 4, false), 4, 3);
        for (int y = 0; y < 3; y++) {
            for (int x = 0; x < 4; x++) {
                assertThat(part[y * 4 + x]).isEqualTo(whole[(y + 1) * 6 + x + 2]);
            }
        }
    }

    @Test
    void flippedIsTheSameInReverse() {
        int[] plain = scaled(6, 5);
        int[] flipped = plane(new Bilinear(HEIGHT, 5, 0, 5, false), new Bilinear(WIDTH, 6, 0, 6, true), 6, 5);
        for (int i = 0; i < plain.length; i++) {
            assertThat(flipped[i / 6 * 6 + 5 - i % 6]).isEqualTo(plain[i]);
        }
    }

    private static int[] scaled(int width, int height) {
        return plane(new Bilinear(HEIGHT, height, 0, height, false), new Bilinear(WIDTH, width, 0, width, false), width, height);
    }

    private static int[] plane(Bilinear rows, Bilinear columns, int width, int height) {
        int margin = 3;
        byte[] in = new byte[margin + WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                in[margin + y * WIDTH + x] = (byte) (7 * x * x + 13 * y * x + 5 * y);
            }
        }
        byte[] out = new byte[width * height];
        Bilinear.plane(rows, columns, in, margin, WIDTH, new byte[HEIGHT * width], out, 0);
        int[] values = new int[out.length];
        for (int i = 0; i < out.length; i++) {
            values[i] = out[i] & 0xFF;
        }
        return values;
    }
}

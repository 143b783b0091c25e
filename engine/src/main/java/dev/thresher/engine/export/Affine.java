package dev.thresher.engine.export;

/** A layer y = P x + b, linear or convolutional, on its way into a model: a scale and shift of its input or output become a part of it. */
final class Affine {
    private final int rows;
    private final int channels;   // of the input
    private final float[] weight; // [rows][channels][entries of a kernel]
    private float[] bias;         // [rows], or null

    /**
     * @param weight P, row by row; taken over
     * @param bias one a row, or null; taken over
     * @param channels of the input: columns of a linear layer
     */
    Affine(float[] weight, float[] bias, int rows, int channels) {
        this.weight = weight;
        this.bias = bias;
        this.rows = rows;
        this.channels = channels;
    }

    float[] weight() {
        return weight;
    }

    /** One a row; null where the layer has none. */
    float[] bias() {
        return bias;
    }

    /** Makes it s ⊙ (P x + b) + h. */
    void scaleOutput(double[] scale, double[] shift) {
        float[] moved = new float[rows];
        int columns = weight.length / rows;
        for (int i = 0; i < rows; i++) {
            for (int at = i * columns; at < (i + 1) * columns; at++) {
                weight[at] = (float) (weight[at] * scale[i]);
            }
            moved[i] = (float) ((bias == null ? 0 : bias[i]) * scale[i] + shift[i]);
        }
        bias = moved;
    }

    /** Makes it P (s ⊙ x + h) + b, where every entry of P meets an x: no padding lies between. */
    void scaleInput(double[] scale, double[] shift) {
        float[] moved = new float[rows];
        int kernel = weight.length / rows / channels;
        for (int i = 0; i < rows; i++) {
            double sum = bias == null ? 0 : bias[i];
            for (int c = 0; c < channels; c++) {
                int from = (i * channels + c) * kernel;
                for (int at = from; at < from + kernel; at++) {
                    sum += weight[at] * shift[c];
                    weight[at] = (float) (weight[at] * scale[c]);
                }
            }
            moved[i] = (float) sum;
        }
        bias = moved;
    }
}

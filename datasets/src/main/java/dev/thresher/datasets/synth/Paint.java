package dev.thresher.datasets.synth;

/** An RGB colour, made of brightness and hue apart (the YCbCr of ITU-R BT.601), so that no hue is brighter than another. */
record Paint(double red, double green, double blue) {
    /** Where the warm hues are centred in the Cb–Cr plane, turns: from magenta-red over orange to yellow. */
    private static final double WARM = 0.375;
    /** Half the width of a family of hues, turns. Warm and cool fill half of all hues; the rest lies between them. */
    private static final double FAMILY = 0.125;

    /** A colour of the warm family, or of the cool one, which lies opposite: from green-cyan to blue. */
    static Paint family(Draws draws, boolean warm) {
        double turns = (warm ? WARM : WARM + 0.5) + draws.between(-FAMILY, FAMILY);
        return of(draws.between(0.33, 0.67), draws.between(0.08, 0.26), turns);
    }

    /** A colour of any hue, often a dull one. */
    static Paint any(Draws draws) {
        return of(draws.between(0.25, 0.75), draws.between(0.02, 0.24), draws.between(0, 1));
    }

    private static Paint of(double luma, double chroma, double turns) {
        double cb = chroma * StrictMath.cos(2 * Math.PI * turns);
        double cr = chroma * StrictMath.sin(2 * Math.PI * turns);
        return new Paint(luma + 1.402 * cr, luma - 0.344 * cb - 0.714 * cr, luma + 1.772 * cb);
    }
}

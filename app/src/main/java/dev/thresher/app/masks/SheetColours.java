package dev.thresher.app.masks;

/**
 * Colours of sheets, {@code 0xFFRRGGBB}: calm, and apart also for colour-blind readers (blue and orange, after Okabe and Ito).
 *
 * @param around what lies outside the weights
 * @param ground a weight that is not drawn, such as a pruned one
 * @param text captions
 * @param quiet less important captions
 * @param kept a weight that remains
 * @param negative end of a diverging scale
 * @param middle of a diverging scale: apart from the ground, so that a kept weight near zero is seen
 * @param positive end of a diverging scale
 * @param recent a change just now
 * @param old a change long ago
 * @param same kept then and now
 */
public record SheetColours(int around, int ground, int text, int quiet, int kept, int negative, int middle, int positive, int recent, int old,
                           int same) {
    public static final SheetColours LIGHT = new SheetColours(0xFFFFFFFF, 0xFFEEF1F4, 0xFF1F2328, 0xFF59636E, 0xFF0A4F93, 0xFF005A9C,
            0xFFC3C8CF, 0xFFC25400, 0xFF7A1F6B, 0xFFE3C3DD, 0xFFB4BCC6);
    public static final SheetColours DARK = new SheetColours(0xFF0D1117, 0xFF1B222B, 0xFFE6EDF3, 0xFF9198A1, 0xFF6DB5F5, 0xFF5FB4F5,
            0xFF454E5A, 0xFFF79A52, 0xFFF5A3E0, 0xFF5B3A57, 0xFF59636E);

    public static SheetColours of(boolean dark) {
        return dark ? DARK : LIGHT;
    }

    /** Between two opaque colours. @param share of {@code to}, 0 … 1 */
    public static int mix(int from, int to, double share) {
        return mix256(from, to, (int) Math.round(256 * Math.clamp(share, 0, 1)));
    }

    /** Between two opaque colours. @param share of {@code to}, 0 … 256 */
    static int mix256(int from, int to, int share) {
        int rest = 256 - share;
        int redBlue = ((from & 0xFF00FF) * rest + (to & 0xFF00FF) * share) >>> 8 & 0xFF00FF;
        int green = ((from & 0xFF00) * rest + (to & 0xFF00) * share) >>> 8 & 0xFF00;
        return 0xFF000000 | redBlue | green;
    }

    /** A diverging scale. @param position −1 … 1; what is not a number is the middle */
    int diverging(double position) {
        double share = Math.sqrt(Math.min(1, Math.abs(position))); // most weights are small: their signs are to be seen
        return Double.isNaN(position) ? middle : mix(middle, position < 0 ? negative : positive, share);
    }
}

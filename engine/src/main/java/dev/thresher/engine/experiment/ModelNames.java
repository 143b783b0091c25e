package dev.thresher.engine.experiment;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of the built-in networks; how they are built is the model package's business. */
public final class ModelNames {
    public static final String LENET_300_100 = "lenet-300-100";
    public static final String LENET_5_CAFFE = "lenet-5-caffe";
    public static final String LSTM_A = "lstm-a";
    public static final String LSTM_B = "lstm-b";

    /** Those that lists show. */
    public static final List<String> LISTED = List.of(LENET_300_100, LENET_5_CAFFE, LSTM_A, LSTM_B, "vgg-11", "vgg-13", "vgg-16",
            "vgg-19", "wrn-16-8", "wrn-16-10", "wrn-28-8", "resnet-18", "resnet-34", "resnet-50");

    private static final Pattern WIDE = Pattern.compile("wrn-(\\d{1,3})-(\\d{1,2})");

    private ModelNames() {
    }

    /** Whether there is a built-in network of this name: a listed one, or a WideResNet of any valid depth and width. */
    public static boolean known(String name) {
        return LISTED.contains(name) || wide(name) != null;
    }

    /**
     * Depth D and width K of {@code wrn-D-K}; null for another name, or where D is not 6n + 4 with n of at least 1, or K is 0.
     */
    public static int[] wide(String name) {
        Matcher matcher = WIDE.matcher(name);
        if (!matcher.matches()) {
            return null;
        }
        int depth = Integer.parseInt(matcher.group(1));
        int width = Integer.parseInt(matcher.group(2));
        return depth >= 10 && (depth - 4) % 6 == 0 && width >= 1 ? new int[] {depth, width} : null;
    }
}

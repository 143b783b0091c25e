package dev.thresher.engine.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.thresher.datasets.UserError;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a run computes.
 *
 * @param ordinal which of several GPUs; null for the first that will do
 */
public record Device(Kind kind, Integer ordinal) {
    /** What computes. */
    public enum Kind {
        /** The processor. */
        CPU,
        /** An NVIDIA GPU; a run fails where there is none. */
        CUDA,
        /** An NVIDIA GPU where there is one to compute on, else the processor. */
        AUTO
    }

    public static final Device CPU = new Device(Kind.CPU, null);
    public static final Device CUDA = new Device(Kind.CUDA, null);
    public static final Device AUTO = new Device(Kind.AUTO, null);

    private static final Pattern NUMBERED = Pattern.compile("cuda:(\\d{1,3})");

    /** {@code cpu}, {@code cuda}, {@code cuda:1} or {@code auto}. @throws UserError for another word */
    @JsonCreator
    public static Device of(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        Matcher numbered = NUMBERED.matcher(word);
        if (numbered.matches()) {
            return new Device(Kind.CUDA, Integer.valueOf(numbered.group(1)));
        }
        return switch (word) {
            case "cpu" -> CPU;
            case "cuda" -> CUDA;
            case "auto" -> AUTO;
            default -> throw new UserError("--device: '" + text + "' is none of cpu, cuda, cuda:N, auto");
        };
    }

    /** As it is typed. */
    @JsonValue
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + (ordinal == null ? "" : ":" + ordinal);
    }
}

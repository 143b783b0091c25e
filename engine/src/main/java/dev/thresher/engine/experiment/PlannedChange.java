package dev.thresher.engine.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.thresher.datasets.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A change of settings in the middle of a run, planned before it begins. What somebody changed by hand while a run went on becomes one
 * when that run is repeated.
 *
 * @param step steps done by then, from 0: it is in force from the next step on
 * @param kind what changes
 * @param value the new α or learning rate; null for masks
 */
public record PlannedChange(int step, Kind kind, Double value) {
    private static final Pattern TEXT = Pattern.compile("([a-z-]+)(?:=([^@=]+))?@(\\d{1,9})");
    private static final String FORMS = "write alpha=1e-3@500, learning-rate=1e-3@500, freeze@500 or unfreeze@500, where 500 steps are done by then";

    /** What can be changed; FREEZE stops pruning, UNFREEZE goes on with it. */
    public enum Kind {
        @JsonProperty("alpha") ALPHA,
        @JsonProperty("learning-rate") LEARNING_RATE,
        @JsonProperty("freeze") FREEZE,
        @JsonProperty("unfreeze") UNFREEZE;

        /** As the command line and recorded runs spell it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether there is a value to it. */
        public boolean valued() {
            return this == ALPHA || this == LEARNING_RATE;
        }

        /** Whether it means something to a method that masks nothing. */
        public boolean withoutMasks() {
            return this == LEARNING_RATE;
        }
    }

    /** {@code alpha=1.0e-3@500}, which {@link #parse} reads with every bit of the value. */
    public String text() {
        return kind.id() + (value == null ? "" : "=" + value.toString().replace("E", "e").replaceAll("\\.0(?=e|$)", "")) + "@" + step;
    }

    /** Changes as {@link #parseAll} reads them. */
    public static String text(List<PlannedChange> changes) {
        return String.join(", ", changes.stream().map(PlannedChange::text).toList());
    }

    /** @throws UserError where the text is no change */
    public static PlannedChange parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (parts.matches()) {
            for (Kind kind : Kind.values()) {
                if (kind.id().equals(parts.group(1)) && kind.valued() == (parts.group(2) != null)) {
                    return new PlannedChange(Integer.parseInt(parts.group(3)), kind, kind.valued() ? number(parts.group(2), text) : null);
                }
            }
        }
        throw new UserError("'" + text.strip() + "' is no change; " + FORMS);
    }

    private static Double number(String value, String text) {
        if (!value.strip().matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
            throw new UserError("'" + text.strip() + "' is no change, for '" + value.strip() + "' is no number; " + FORMS);
        }
        return Double.valueOf(value.strip());
    }

    /** Any number of changes with commas between them. @throws UserError where one of them is none */
    public static List<PlannedChange> parseAll(String text) {
        List<PlannedChange> changes = new ArrayList<>();
        for (String one : text.split(",")) {
            if (!one.isBlank()) {
                changes.add(parse(one));
            }
        }
        return changes;
    }

    /** What is wrong with it, one line; empty if nothing is. */
    String problem() {
        if (kind.valued() && value == null) {
            return text() + " lacks its value; " + FORMS;
        }
        if (step < 0) {
            return text() + ": no run has " + step + " steps behind it; name a step from 0 on";
        }
        if (kind == Kind.ALPHA && !(value >= 0 && Double.isFinite(value))) {
            return text() + ": " + value + " is not a number of at least 0";
        }
        if (kind == Kind.LEARNING_RATE && !(value > 0 && Double.isFinite(value))) {
            return text() + ": " + value + " is not above 0; try 0.01";
        }
        return "";
    }
}

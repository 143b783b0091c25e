package dev.thresher.app.window.runs;

import dev.thresher.app.chart.Numbers;
import dev.thresher.app.window.run.Texts;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.run.RunOverview;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** How a run in the list is written for people. What is not known is a dash. */
public final class RunTexts {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private RunTexts() {
    }

    public static String model(RunOverview run) {
        return run.experiment() == null ? Texts.UNKNOWN : run.experiment().model();
    }

    public static String data(RunOverview run) {
        return run.experiment() == null ? Texts.UNKNOWN : run.experiment().data().dataset();
    }

    /** {@code DST} or {@code dense}. */
    public static String method(RunOverview run) {
        return run.experiment() == null ? Texts.UNKNOWN : method(run.experiment().method().kind());
    }

    public static String method(MethodKind kind) {
        return switch (kind) {
            case DST -> "DST";
            case DENSE -> "dense";
        };
    }

    /** α; NaN where the method has none, or nothing is known. */
    public static double alphaOf(RunOverview run) {
        Experiment experiment = run.experiment();
        return experiment == null || experiment.method().kind() == MethodKind.DENSE ? Double.NaN : experiment.method().alpha();
    }

    public static String alpha(RunOverview run) {
        return number(alphaOf(run));
    }

    /** {@code 5e-4}, {@code 0.01}, {@code 20}; a dash for NaN. */
    public static String number(double value) {
        return Numbers.text(value);
    }

    public static String state(RunOverview run) {
        return run.state() == RunOverview.State.RUNNING ? String.format(Locale.ROOT, "Training %.0f %%", Math.floor(100 * run.progress()))
                : state(run.state());
    }

    public static String state(RunOverview.State state) {
        return switch (state) {
            case RUNNING -> "Training";
            case FINISHED -> "Finished";
            case STOPPED -> "Stopped";
            case FAILED -> "Failed";
            case BROKEN_OFF -> "Broken off";
            case DAMAGED -> "Damaged";
            case GONE -> "Gone";
        };
    }

    /** The state in a sentence, with what is wrong where something is. */
    public static String explanation(RunOverview run) {
        String what = switch (run.state()) {
            case RUNNING -> "A process is training this run now.";
            case FINISHED -> "It went all the way.";
            case STOPPED -> "It was stopped; it can be resumed where it has a checkpoint.";
            case FAILED -> "It could not go on.";
            case BROKEN_OFF -> "Its process ended without a word: it was killed, or the machine went down. It can be resumed where it has a checkpoint.";
            case DAMAGED -> "A file of it cannot be read.";
            case GONE -> "Its folder was here and is not any more. Deleting takes it off the list.";
        };
        return run.problem().isEmpty() ? what : what + " " + run.problem();
    }

    /** In the time of this machine. */
    public static String date(RunOverview run) {
        OffsetDateTime started = run.started();
        return started == null ? Texts.UNKNOWN : DATE.format(started.atZoneSameInstant(ZoneId.systemDefault()));
    }

    public static String tags(List<String> tags) {
        return String.join(", ", tags);
    }
}

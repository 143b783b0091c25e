package dev.thresher.app.cli;

import dev.thresher.engine.run.Summary;
import java.nio.file.Path;
import java.util.Locale;

/** What a run came to, for people. */
final class SummaryTable {
    private SummaryTable() {
    }

    /** A few lines, each ending in a line end. */
    static String of(Summary s, Path folder) {
        StringBuilder text = new StringBuilder();
        row(text, "test accuracy", Texts.percent(s.testAccuracyLast()), s.bestEpoch() == null ? ""
                : "best " + Texts.percent(s.testAccuracyBest()) + " after epoch " + s.bestEpoch() + ", chosen on the test set");
        row(text, "remaining", Texts.percent(s.modelRemaining()), "of all masked weights");
        s.layerRemaining().forEach((layer, share) -> row(text, "  " + layer, Texts.percent(share), resets(s.resets().get(layer))));
        row(text, "time", Texts.duration(s.seconds()), String.format(Locale.ROOT, "%,d steps, %,.0f a second", s.steps(), s.stepsPerSecond()));
        text.append("run folder      ").append(folder).append(System.lineSeparator());
        return text.toString();
    }

    private static void row(StringBuilder text, String name, String value, String remark) {
        text.append(String.format(Locale.ROOT, "%-15s %11s   %s", name, value, remark).stripTrailing()).append(System.lineSeparator());
    }

    private static String resets(Integer count) {
        return count == null || count == 0 ? "" : count == 1 ? "1 reset" : Texts.count(count) + " resets";
    }
}

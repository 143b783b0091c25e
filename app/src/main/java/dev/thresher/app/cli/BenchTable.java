package dev.thresher.app.cli;

import dev.thresher.app.measure.WindowTimes;
import dev.thresher.engine.bench.BenchReport;
import dev.thresher.engine.bench.Timing;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A benchmark's report for people. */
final class BenchTable {
    private BenchTable() {
    }

    /** Lines, each ending in a line end. */
    static String of(BenchReport report) {
        StringBuilder text = new StringBuilder();
        line(text, "%s, batch %d; %s", report.model(), report.batch(), report.device());
        line(text, "%s; %s; Thresher %s", report.cpu(), report.jvm(), report.thresher());
        line(text, "");
        line(text, "%-22s %9s %9s %9s %9s", "training step", "remaining", "median ms", "least", "greatest");
        for (BenchReport.Step step : report.steps()) {
            line(text, "%-22s %9s %s   %,d bytes allocated", step.method(), Texts.percent(step.remaining()), timing(step.milliseconds()),
                    step.allocatedBytes());
        }
        line(text, "");
        line(text, "%-22s %9s %9s %9s %9s   %s", "product", "GFLOP/s", "median ms", "least", "greatest", "rows × inner × columns");
        for (BenchReport.MatrixProduct product : report.products()) {
            line(text, "%-22s %9.1f %s   %s", product.name(), product.gigaflops(), timing(product.milliseconds()), product.shape());
        }
        line(text, "multiply-adds on registers alone: %.1f GFLOP/s on one thread, %.1f on all %d", report.peak().oneThread(),
                report.peak().allThreads(), report.peak().threads());
        line(text, "");
        Double peak = report.memory().peakResidentMib();
        line(text, "memory: %.0f MiB of live heap%s", report.memory().heapMib(),
                peak == null ? "" : String.format(Locale.ROOT, ", at most %.0f MiB of the process resident", peak));
        return text.toString();
    }

    /** Lines, each ending in a line end. */
    static String of(WindowTimes times) {
        StringBuilder text = new StringBuilder();
        line(text, "training beside an idle window  %s steps a second", speeds(times.withoutWindow()));
        line(text, "training in the window          %s steps a second", speeds(times.withWindow()));
        line(text, "speed kept, of the medians      %.1f %%", 100 * times.speedKept());
        line(text, "");
        line(text, "Start is answered after         %.0f ms, the first step is done after %.0f ms", times.startMs(), times.firstStepMs());
        line(text, "Pause is answered after         %.0f ms", times.pauseMs());
        line(text, "Resume is answered after        %.0f ms", times.resumeMs());
        line(text, "Stop is answered after          %.0f ms", times.stopMs());
        line(text, "the window's thread listens within %.1f ms in 99 of 100 cases, %.1f ms at worst", times.typicalWaitMs(),
                times.longestWaitMs());
        return text.toString();
    }

    private static String speeds(List<Double> speeds) {
        return speeds.stream().map(speed -> String.format(Locale.ROOT, "%,.0f", speed)).collect(Collectors.joining("  "));
    }

    private static String timing(Timing t) {
        return String.format(Locale.ROOT, "%9.4f %9.4f %9.4f", t.median(), t.min(), t.max());
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}

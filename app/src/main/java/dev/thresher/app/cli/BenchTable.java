package dev.thresher.app.cli;

import dev.thresher.app.measure.Waits;
import dev.thresher.app.measure.WindowFrames;
import dev.thresher.app.measure.WindowHours;
import dev.thresher.app.measure.WindowSheets;
import dev.thresher.app.measure.WindowTimes;
import dev.thresher.engine.bench.BenchReport;
import dev.thresher.engine.bench.BenchReport.AtThreads;
import dev.thresher.engine.bench.BenchReport.MatrixProduct;
import dev.thresher.engine.bench.BenchReport.Run;
import dev.thresher.engine.bench.Timing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A benchmark's report for people. */
final class BenchTable {
    private static final List<String> PRODUCTS = List.of("forward", "weight gradient", "input gradient");

    private BenchTable() {
    }

    /** Lines, each ending in a line end. */
    static String of(BenchReport report) {
        StringBuilder text = new StringBuilder();
        line(text, "%s, batch %d; %s", report.model(), report.batch(), report.backend());
        line(text, "%s; %s; Thresher %s", report.cpu(), report.jvm(), report.thresher());
        line(text, "Steps and evaluations took turns, for about %s s each: median of the rounds, least and greatest.", Texts.number(report.seconds()));
        for (AtThreads measured : report.measured()) {
            line(text, "");
            line(text, "With %d thread%s", measured.threads(), measured.threads() == 1 ? "" : "s");
            runs(text, "training step", measured.steps(), true);
            line(text, "masking adds %.4f ms to a step in which it removes nothing: %.1f %% of it", measured.masking().addedMs(),
                    100 * measured.masking().shareOfStep());
            if (measured.disturbed()) {
                line(text, "other work took part of the processors: steps had %.2f of the %d that they keep busy, so they took longer than they need",
                        measured.processors(), measured.threads());
            }
            line(text, "");
            runs(text, "evaluation of " + report.evaluationBatch(), measured.evaluations(), false);
            line(text, "");
            products(text, measured);
        }
        line(text, "");
        Double peak = report.memory().peakResidentMib();
        line(text, "memory: %.0f MiB of live heap%s", report.memory().heapMib(),
                peak == null ? "" : String.format(Locale.ROOT, ", at most %.0f MiB of the process resident", peak));
        return text.toString();
    }

    private static void runs(StringBuilder text, String what, List<Run> runs, boolean bytes) {
        line(text, "%-20s %9s %10s %10s %10s   %s", what, "remaining", "median ms", "least", "greatest", "times as fast as dense");
        for (Run run : runs) {
            line(text, "%-20s %9s %s   %6.2f%s", run.method(), Texts.percent(run.remaining()), timing(run.milliseconds()), run.timesAsFastAsDense(),
                    bytes ? String.format(Locale.ROOT, "   %,d bytes allocated", run.allocatedBytes()) : "");
        }
    }

    private static void products(StringBuilder text, AtThreads measured) {
        Double peak = measured.peakGigaflops();
        line(text, "dense products in GFLOP/s%s", peak == null ? "" : String.format(Locale.ROOT,
                ", and their share of the %.1f that multiply-adds on registers alone reach with %s", peak,
                measured.threads() == 1 ? "1 thread" : measured.threads() + " threads"));
        Map<List<String>, Map<String, MatrixProduct>> layers = new LinkedHashMap<>();
        measured.products().forEach(product -> layers.computeIfAbsent(product.layers(), _ -> new LinkedHashMap<>()).put(product.name(), product));
        int width = layers.keySet().stream().mapToInt(names -> name(names).length()).max().orElse(0);
        line(text, "%-" + width + "s  %16s %16s %16s   %s", "", PRODUCTS.get(0), PRODUCTS.get(1), PRODUCTS.get(2), "rows × inner × columns, forward");
        layers.forEach((names, three) -> line(text, "%-" + width + "s  %16s %16s %16s   %s", name(names), speed(three.get(PRODUCTS.get(0))),
                speed(three.get(PRODUCTS.get(1))), speed(three.get(PRODUCTS.get(2))), three.get(PRODUCTS.get(0)).shape()));
    }

    /** The first of the layers of one shape, and how many more there are. */
    private static String name(List<String> layers) {
        return layers.size() == 1 ? layers.getFirst() : layers.getFirst() + " and " + (layers.size() - 1) + " more";
    }

    private static String speed(MatrixProduct product) {
        if (product == null) {
            return "–"; // nobody needs it
        }
        return product.shareOfPeak() == null ? String.format(Locale.ROOT, "%.1f", product.gigaflops())
                : String.format(Locale.ROOT, "%.1f (%2.0f %%)", product.gigaflops(), 100 * product.shareOfPeak());
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

    /** Lines, each ending in a line end. */
    static String of(WindowFrames frames) {
        StringBuilder text = new StringBuilder();
        line(text, "%28s   %20s   %20s   %31s   %31s", "", "looked at", "pointed at", "pointed at: busy, of its own", "not listening, for any reason");
        line(text, "%6s %9s %11s   %7s %12s   %7s %12s   %8s %11s %9s   %8s %11s %9s", "series", "points", "alone, 1/s", "kept", "window, ms/s",
                "kept", "window, ms/s", "99 % ms", "longest ms", "> 16 ms", "99 % ms", "longest ms", "> 16 ms");
        for (WindowFrames.Row row : frames.rows()) {
            line(text, "%6d %,9d %,11.0f   %s   %s   %s   %s", row.series(), row.points(), row.alone(), shown(row.looked()), shown(row.pointed()),
                    waits(row.work()), waits(row.waits()));
        }
        line(text, "window, ms/s: time of a processor in a second, its own thread + what paints + what draws curves");
        return text.toString();
    }

    /** Lines, each ending in a line end. */
    static String of(WindowHours hours) {
        StringBuilder text = new StringBuilder();
        line(text, "%,d steps in the window; a second %,.0f in the first minute, %,.0f in the last", hours.steps(), hours.stepsPerSecond().getFirst(),
                hours.stepsPerSecond().getLast());
        return text.toString();
    }

    private static String shown(WindowFrames.Shown shown) {
        String parts = String.format(Locale.ROOT, "%.0f+%.0f+%.0f", shown.busy().window(), shown.busy().renderer(), shown.busy().charts());
        return String.format(Locale.ROOT, "%6.1f%% %12s", 100 * shown.kept(), parts);
    }

    private static String waits(Waits waits) {
        return String.format(Locale.ROOT, "%8.1f %11.1f %8.2f%%", waits.mostMs(), waits.longestMs(), 100 * waits.late());
    }

    /** Lines, each ending in a line end. */
    static String of(WindowSheets sheets) {
        StringBuilder text = new StringBuilder();
        line(text, "%-64s   %25s   %33s   %33s", "", "until the picture is shown", "window's thread at work", "window's thread not listening");
        line(text, "%-38s %-25s   %8s %8s %8s   %8s %8s %8s %7s   %8s %8s %8s %7s", "layer", "what is done", "median", "99 %", "longest", "median", "99 %",
                "longest", "> 16 ms", "median", "99 %", "longest", "> 16 ms");
        for (WindowSheets.Row row : sheets.rows()) {
            line(text, "%-38s %-25s   %8.1f %8.1f %8.1f   %s   %s", row.layer(), row.doing(), row.picture().typicalMs(), row.picture().mostMs(),
                    row.picture().longestMs(), spread(row.work()), spread(row.waits()));
        }
        return text.append("All in milliseconds.").append(System.lineSeparator()).toString();
    }

    private static String spread(Waits of) {
        return String.format(Locale.ROOT, "%8.2f %8.1f %8.1f %6.2f%%", of.typicalMs(), of.mostMs(), of.longestMs(), 100 * of.late());
    }

    private static String speeds(List<Double> speeds) {
        return speeds.stream().map(speed -> String.format(Locale.ROOT, "%,.0f", speed)).collect(Collectors.joining("  "));
    }

    private static String timing(Timing t) {
        return String.format(Locale.ROOT, "%10.4f %10.4f %10.4f", t.median(), t.min(), t.max());
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}

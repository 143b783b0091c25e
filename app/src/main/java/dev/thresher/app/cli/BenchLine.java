package dev.thresher.app.cli;

import dev.thresher.engine.bench.BenchProgress;
import java.util.function.Consumer;

/** Where a benchmark is: a line that redraws itself on a terminal, else one line for each thing measured. */
final class BenchLine implements Consumer<BenchProgress>, AutoCloseable {
    private static final String ERASE = "\r\u001B[K";

    private final Surroundings surroundings;
    private String told = "";

    BenchLine(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void accept(BenchProgress progress) {
        if (!surroundings.terminal() && progress.what().equals(told)) {
            return;
        }
        told = progress.what();
        String line = "Measuring " + progress.what() + " …  about " + Texts.duration(Math.ceil(progress.secondsLeft())) + " left in all";
        if (surroundings.terminal()) {
            surroundings.err().print(ERASE + line);
            surroundings.err().flush();
        } else {
            surroundings.err().println(line);
        }
    }

    @Override
    public void close() {
        if (surroundings.terminal() && !told.isEmpty()) {
            surroundings.err().print(ERASE);
            surroundings.err().flush();
        }
    }
}

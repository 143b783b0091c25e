package dev.thresher.engine.bench;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.model.spec.ShapedModel;
import dev.thresher.engine.train.Backends;
import java.util.List;
import java.util.stream.Stream;

/** The steps and evaluations of a benchmark, each timed when it is asked for: so several programs can be compared by turns. */
public final class ByTurns implements AutoCloseable {
    private final Backend backend;
    private final List<StepBench.Item> items;

    /**
     * What was asked for.
     *
     * @param milliseconds a call, on average
     */
    public record Turn(String item, int calls, double milliseconds) {
    }

    /** Measures with the first of the threads alone. @throws UserError for what cannot be measured */
    public ByTurns(BenchConfig config) {
        config.checked();
        Experiment experiment = config.experiment().withExecution(config.experiment().execution().withThreads(config.threads().getFirst())).checked();
        ShapedModel shapes = config.shapes();
        backend = Backends.create(experiment.execution());
        try {
            StepBench bench = new StepBench(config, shapes, backend);
            items = Stream.concat(bench.steps().stream(), bench.evaluations().stream()).toList();
        } catch (OutOfMemoryError e) {
            backend.close();
            throw config.tooLarge(e);
        } catch (RuntimeException | Error e) {
            backend.close();
            throw e;
        }
    }

    /** What can be asked for: {@code dense}, {@code masked-0.1}, {@code evaluation-dense}, {@code evaluation-0.1}. */
    public List<String> items() {
        return items.stream().map(StepBench.Item::name).toList();
    }

    /** Calls it for about so many seconds, once at least. @throws UserError where nothing has that name, or the seconds are no time */
    public Turn run(String name, double seconds) {
        StepBench.Item item = items.stream().filter(one -> one.name().equals(name)).findFirst()
                .orElseThrow(() -> new UserError("'" + name + "' is none of " + String.join(", ", items())));
        if (!(seconds >= 0 && Double.isFinite(seconds))) {
            throw new UserError("'" + seconds + "' is no number of seconds");
        }
        item.prepare();
        long start = System.nanoTime();
        int calls = 0;
        do {
            item.call();
            calls++;
        } while (System.nanoTime() - start < seconds * 1e9);
        item.end();
        return new Turn(name, calls, (System.nanoTime() - start) / 1e6 / calls);
    }

    /** Its threads end. */
    @Override
    public void close() {
        backend.close();
    }
}

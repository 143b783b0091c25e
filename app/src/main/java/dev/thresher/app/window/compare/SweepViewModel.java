package dev.thresher.app.window.compare;

import dev.thresher.app.compare.NumberList;
import dev.thresher.app.compare.Sweep;
import dev.thresher.app.window.experiment.ExperimentViewModel;
import dev.thresher.app.window.queue.QueueViewModel;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;

/** Which runs are to be trained, as it is typed: lists of α and of seeds, and methods, on the experiment of the Train page. */
public final class SweepViewModel {
    private final ExperimentViewModel experiment;
    private final QueueViewModel queue;
    private final StringProperty alphas = new SimpleStringProperty("1e-4, 5e-4, 1e-3");
    private final StringProperty from = new SimpleStringProperty("1e-5");
    private final StringProperty to = new SimpleStringProperty("1e-2");
    private final StringProperty count = new SimpleStringProperty("7");
    private final StringProperty seeds = new SimpleStringProperty("1");
    private final BooleanProperty dst = new SimpleBooleanProperty(true);
    private final BooleanProperty dense = new SimpleBooleanProperty(true);
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper alphaProblem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper spreadProblem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper seedProblem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper plan = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper base = new ReadOnlyStringWrapper("");
    private List<Experiment> planned = List.of();

    SweepViewModel(ExperimentViewModel experiment, QueueViewModel queue) {
        this.experiment = experiment;
        this.queue = queue;
        for (ObservableValue<?> part : List.of(alphas, seeds, dst, dense, experiment.problem())) {
            part.addListener((_, _, _) -> look());
        }
        look();
    }

    public StringProperty alphas() {
        return alphas;
    }

    /** Smallest α of those that are spread on a log scale; the largest and how many are beside it. */
    public StringProperty from() {
        return from;
    }

    public StringProperty to() {
        return to;
    }

    public StringProperty count() {
        return count;
    }

    public StringProperty seeds() {
        return seeds;
    }

    public BooleanProperty dst() {
        return dst;
    }

    public BooleanProperty dense() {
        return dense;
    }

    /** Why nothing can be queued, one line; empty if something can. */
    public ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty alphaProblem() {
        return alphaProblem.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty spreadProblem() {
        return spreadProblem.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty seedProblem() {
        return seedProblem.getReadOnlyProperty();
    }

    /** How many runs that makes, for people. */
    public ReadOnlyStringProperty plan() {
        return plan.getReadOnlyProperty();
    }

    /** The experiment that is varied, for people. */
    public ReadOnlyStringProperty base() {
        return base.getReadOnlyProperty();
    }

    /** Writes α spread evenly on a log scale into the list. */
    public void spread() {
        try {
            alphas.set(NumberList.text(NumberList.logarithmic(from.get(), to.get(), count.get())));
            spreadProblem.set("");
        } catch (UserError e) {
            spreadProblem.set(e.getMessage());
        }
    }

    /** Reads what is typed anew; also after the experiment has changed. */
    public void look() {
        Experiment varied = experiment.experiment();
        base.set(varied.model() + " on " + varied.data().dataset() + ", " + (varied.steps() == null ? varied.epochs() + " epochs"
                : varied.steps() + " steps"));
        List<Double> someAlphas = read(alphaProblem, dst.get(), () -> NumberList.alphas(alphas.get()));
        List<Long> someSeeds = read(seedProblem, true, () -> NumberList.seeds(seeds.get()));
        planned = List.of();
        String wrong = !alphaProblem.get().isEmpty() ? alphaProblem.get() : !seedProblem.get().isEmpty() ? seedProblem.get()
                : experiment.problem().get().isEmpty() ? "" : "On the Train page: " + experiment.problem().get();
        if (wrong.isEmpty()) {
            try {
                planned = new Sweep(varied, methods(), someAlphas, someSeeds).experiments();
            } catch (UserError e) {
                wrong = e.getMessage();
            }
        }
        problem.set(wrong);
        plan.set(wrong.isEmpty() ? counted(someAlphas.size(), someSeeds.size()) : "");
    }

    private String counted(int alphaCount, int seedCount) {
        List<String> parts = new ArrayList<>();
        if (dst.get()) {
            parts.add(alphaCount + " α × " + seedCount + (seedCount == 1 ? " seed" : " seeds"));
        }
        if (dense.get()) {
            parts.add(seedCount + " dense");
        }
        return planned.size() + (planned.size() == 1 ? " run: " : " runs: ") + String.join(" + ", parts);
    }

    private static <T> List<T> read(ReadOnlyStringWrapper problem, boolean wanted, java.util.function.Supplier<List<T>> list) {
        try {
            List<T> values = wanted ? list.get() : List.of();
            problem.set("");
            return values;
        } catch (UserError e) {
            problem.set(e.getMessage());
            return List.of();
        }
    }

    private Set<MethodKind> methods() {
        Set<MethodKind> methods = EnumSet.noneOf(MethodKind.class);
        if (dst.get()) {
            methods.add(MethodKind.DST);
        }
        if (dense.get()) {
            methods.add(MethodKind.DENSE);
        }
        return methods;
    }

    /** Puts the runs into the queue. @return how many were not there before */
    public int enqueue() {
        look();
        return problem.get().isEmpty() ? queue.add(planned, experiment.runsFolder()) : 0;
    }
}

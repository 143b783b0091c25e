package dev.thresher.app.compare;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is trained for a comparison: every method with every α and every seed, all else as in the base experiment. A dense run knows no α,
 * so there is one for each seed.
 */
public record Sweep(Experiment base, Set<MethodKind> methods, List<Double> alphas, List<Long> seeds) {
    public Sweep {
        methods = Set.copyOf(methods);
        alphas = List.copyOf(alphas);
        seeds = List.copyOf(seeds);
    }

    /** In the order of the α, the seeds of each together, dense runs last. @throws UserError where nothing or too much is asked for */
    public List<Experiment> experiments() {
        List<Experiment> all = new ArrayList<>();
        if (methods.contains(MethodKind.DST)) {
            for (double alpha : alphas) {
                for (long seed : seeds) {
                    all.add(base.withSeed(seed).withMethod(base.method().withKind(MethodKind.DST).withAlpha(alpha)));
                }
            }
        }
        if (methods.contains(MethodKind.DENSE)) {
            for (long seed : seeds) {
                all.add(base.withSeed(seed).withMethod(base.method().withKind(MethodKind.DENSE)));
            }
        }
        if (all.isEmpty()) {
            throw new UserError("no method is chosen; choose dynamic sparse training, the dense baseline, or both");
        }
        if (all.size() > NumberList.MOST) {
            throw new UserError(all.size() + " runs are more than " + NumberList.MOST + "; give fewer α or seeds");
        }
        return all;
    }

    /** Whether two experiments give the same bits: what only changes the speed, or where the data lie, does not count. */
    public static boolean same(Experiment a, Experiment b) {
        return whatCounts(a).equals(whatCounts(b));
    }

    static Experiment whatCounts(Experiment e) {
        // threads and checkpoints change no bit; a dense run does not know α, nor changes of it and of masks
        Experiment plain = e.withExecution(e.execution().withThreads(1).withCheckpointMinutes(1)).withData(e.data().withFolder(null));
        return e.method().kind() == MethodKind.DENSE ? plain.withMethod(e.method().withAlpha(0))
                .withChanges(e.changes().stream().filter(change -> change.kind().withoutMasks()).toList()) : plain;
    }
}

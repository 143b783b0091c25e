package dev.thresher.engine.train;

import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.PlannedChange;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.run.Repetition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The planned changes of settings that are still to come. */
final class ChangePlan {
    private final Deque<PlannedChange> left = new ArrayDeque<>();

    /**
     * @param step where the run stands
     * @param events of the run so far: whether what is planned for this very step is done already, they tell
     */
    ChangePlan(Experiment experiment, int step, List<RunEvent> events) {
        List<PlannedChange> done = new ArrayList<>(events.stream().filter(event -> event.step() == step).map(Repetition::change)
                .flatMap(java.util.Optional::stream).toList());
        boolean masks = experiment.method().kind() != MethodKind.DENSE;
        for (PlannedChange change : experiment.changes()) {
            if (change.step() >= step && !done.remove(change) && (masks || change.kind().withoutMasks())) {
                left.add(change);
            }
        }
    }

    /** Whether a change is due after so many steps. */
    boolean due(int step) {
        return !left.isEmpty() && left.getFirst().step() <= step;
    }

    /** The next change that is due after so many steps; null if there is none. Each is told once. */
    Command next(int step) {
        if (!due(step)) {
            return null;
        }
        PlannedChange due = left.removeFirst();
        return switch (due.kind()) {
            case ALPHA -> new Command.ChangeAlpha(due.value());
            case LEARNING_RATE -> new Command.ChangeLearningRate(due.value());
            case FREEZE -> new Command.Freeze(true);
            case UNFREEZE -> new Command.Freeze(false);
        };
    }
}

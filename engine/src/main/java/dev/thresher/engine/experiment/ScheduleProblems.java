package dev.thresher.engine.experiment;

import java.util.List;

/** What can be wrong with a learning rate's schedule. */
final class ScheduleProblems {
    private ScheduleProblems() {
    }

    static void add(List<Problem> found, ScheduleConfig schedule, OptimiserConfig optimiser) {
        if (schedule.kind() == ScheduleKind.STEP && schedule.decayEpochs().isEmpty()) {
            found.add(new Problem("lr-decay", "a step schedule needs epochs; try 80,120"));
        }
        int before = 0;
        for (int epoch : schedule.decayEpochs()) {
            if (epoch <= before) {
                found.add(new Problem("lr-decay", epoch + " is not above " + before + "; give rising epochs, as 80,120"));
                break;
            }
            before = epoch;
        }
        if (!(schedule.gamma() > 0 && Double.isFinite(schedule.gamma()))) {
            found.add(new Problem("lr-gamma", schedule.gamma() + " is not above 0; try 0.1"));
        }
        if (!(schedule.warmUpEpochs() >= 0 && Double.isFinite(schedule.warmUpEpochs()))) {
            found.add(new Problem("warm-up", schedule.warmUpEpochs() + " is not a number of epochs of at least 0"));
        }
        if (optimiser.nesterov() && optimiser.kind() == OptimiserKind.SGD && optimiser.momentum() == 0) {
            found.add(new Problem("nesterov", "Nesterov's momentum needs a momentum above 0; try --momentum 0.9"));
        }
    }
}

package dev.thresher.app.cli;

import dev.thresher.app.given.GivenProblems;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.Problem;
import java.util.List;

/** What is wrong with an experiment, in the words of the command line. */
final class Complaints {
    private Complaints() {
    }

    /** @throws UserError naming every wrong setting by its option, in one line */
    static void check(Experiment experiment) {
        List<Problem> problems = GivenProblems.of(experiment);
        if (!problems.isEmpty()) {
            throw new UserError(String.join("; ", problems.stream()
                    .map(problem -> option(problem.field()) + ": " + problem.message()).toList()));
        }
    }

    private static String option(String field) {
        return field.equals("model") ? "MODEL" : "--" + field;
    }
}

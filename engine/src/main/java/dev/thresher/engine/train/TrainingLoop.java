package dev.thresher.engine.train;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.optimiser.Schedule;
import dev.thresher.engine.run.CheckpointState;
import dev.thresher.engine.run.MaskSnapshot;
import dev.thresher.engine.run.RunFolder;
import dev.thresher.engine.run.Summary;

/** Step after step, epoch after epoch, from where a run stands to its end or a stop. */
final class TrainingLoop {
    private final Plan plan;
    private final Machine machine;
    private final RunFolder folder; // null: recorded in memory only
    private final RunLog log;
    private final Control control;
    private final LearningRate learningRate;
    private final Recorder recorder;
    private final Checkpoints checkpoints;
    private final SnapshotPlan snapshots;
    private final ChangePlan changes;
    private final double waitedBefore; // seconds
    private double epochLoss;
    private int epochSteps; // not 0 at the end of an epoch: its evaluation is still due
    private boolean evaluationGivenUp;
    private final CheckpointState from;
    private final StepsUnderWay underWay;
    private volatile int step; // steps done and recorded
    private volatile boolean frozen;

    /** @param from where the run stands; the machine already stands there */
    TrainingLoop(Experiment experiment, Plan plan, Machine machine, RunFolder folder, RunLog log, Control control, CheckpointState from) {
        this.plan = plan;
        this.machine = machine;
        this.folder = folder;
        this.log = log;
        this.control = control;
        learningRate = new LearningRate(new Schedule(experiment.schedule(), plan.stepsPerEpoch(), plan.totalSteps()), from.learningRate());
        recorder = new Recorder(log, machine.network(), from.scores());
        checkpoints = new Checkpoints(folder, machine.network(), machine.optimiser(), experiment.execution().checkpointMinutes(),
                from.seconds());
        waitedBefore = from.secondsWaited();
        snapshots = SnapshotPlan.of(experiment.execution().maskEvery(), plan.totalSteps());
        changes = new ChangePlan(experiment, from.step(), log.events().all());
        epochLoss = from.epochLoss();
        epochSteps = from.epochSteps();
        step = from.step();
        underWay = new StepsUnderWay(machine.step(), number -> machine.feed().again((int) number), step);
        frozen = from.frozen();
        this.from = from;
    }

    /** Whether masks are frozen, or will be from the next step on. */
    boolean frozen() {
        return frozen;
    }

    /** η of the next step. */
    double nextLearningRate() {
        return learningRate.of(step + 1);
    }

    /** Steps done. */
    int step() {
        return step;
    }

    /**
     * Trains until the last step or a stop.
     *
     * @return whether it went all the way
     * @throws DivergedException where it cannot go on
     * @throws UserError of the data or the disk
     */
    boolean run() {
        lookAhead();
        recorder.begin(from);
        if (step == 0) {
            snapshot(); // what it begins with
        } else if (epochSteps == 0) {
            saveWeights(); // a process killed right after the checkpoint of an epoch's end had no time for them
        }
        try (BatchFeed feed = machine.feed()) {
            if (epochSteps > 0 && plan.endsEpoch(step)) {
                endEpoch(); // it was stopped in its evaluation
            }
            feed.begin(step, plan.totalSteps());
            while (train(feed)) {
                // step after step
            }
        }
        if (step > 0) {
            requireFinite();
        }
        return !control.stopped() && !evaluationGivenUp;
    }

    /** Begins a step or ends one. None is under way where the user, an epoch's end or a checkpoint is due. @return false at the end */
    private boolean train(BatchFeed feed) {
        if (underWay.none()) {
            if (step == plan.totalSteps() || !mayGoOn()) {
                return false;
            }
            begin(feed.next());
        } else if (mayBeginAnother()) {
            begin(nextOrEnd(feed));
        } else {
            end();
        }
        return true;
    }

    /** What was planned for now comes before what is asked for now. */
    private boolean mayGoOn() {
        for (Command due = changes.next(step); due != null; due = changes.next(step)) {
            control.change(due, this::apply);
        }
        return control.mayGoOn(this::apply, this::saveWhilePaused);
    }

    private boolean mayBeginAnother() {
        int begun = underWay.begun();
        return !underWay.full() && begun < plan.totalSteps() && !plan.endsEpoch(begun) && !snapshots.due(begun) && !changes.due(begun)
                && control.undisturbed() && !checkpoints.due(control.seconds());
    }

    /** Data at fault end the run after the step before them is recorded. */
    private Batch nextOrEnd(BatchFeed feed) {
        try {
            return feed.next();
        } catch (RuntimeException | Error e) {
            end();
            throw e;
        }
    }

    private void begin(Batch batch) {
        int number = underWay.begun() + 1;
        try {
            underWay.begin(batch, learningRate.of(number));
        } catch (DivergedException e) {
            throw recorded(e, number);
        }
    }

    private void end() {
        int number = step + 1;
        try {
            underWay.end();
        } catch (DivergedException e) {
            throw recorded(e, number);
        }
        recorder.step(number, plan.epoch(step), learningRate.of(number), machine.step());
        stepDone();
    }

    /** A step is recorded also where it diverged. */
    private DivergedException recorded(DivergedException e, int number) {
        recorder.step(number, plan.epoch(step), learningRate.of(number), machine.step());
        recorder.resets(number, control.seconds());
        return e.at(number);
    }

    private void stepDone() {
        epochLoss += machine.step().task().mean();
        epochSteps++;
        step++;
        recorder.resets(step, control.seconds());
        if (learningRate.decaysAfter(step)) {
            control.event(RunEvent.Kind.DECAY, Double.toString(learningRate.of(step + 1)));
        }
        control.stepDone(step);
        if (plan.endsEpoch(step)) {
            endEpoch();
            return;
        }
        if (snapshots.due(step)) {
            snapshot();
        }
        if (underWay.none() && checkpoints.due(control.seconds())) {
            requireFinite();
            checkpoints.write(state());
        } else if (control.flushIsDue()) {
            flush();
        }
    }

    /** A finite loss may still have had gradients that were not: then a run neither ends well nor replaces a checkpoint. */
    private void requireFinite() {
        machine.firstNotFinite().ifPresent(name -> {
            throw new DivergedException("after its update " + name + " is not finite").at(step);
        });
    }

    private void endEpoch() {
        requireFinite();
        machine.network().refreshMasksForEvaluation();
        machine.backend().await();
        evaluationGivenUp = !machine.evaluation().run(machine.step(), control::stopIsNext);
        if (evaluationGivenUp) {
            return;
        }
        recorder.skipped(machine.feed().skipped(), step, control.seconds());
        recorder.skipped(machine.evaluation().skipped(), step, control.seconds());
        recorder.epoch(plan.epoch(step - 1), step, control.seconds(), epochLoss / epochSteps, machine.evaluation());
        epochLoss = 0;
        epochSteps = 0;
        if (folder != null) {
            folder.flush();
            snapshot();
            checkpoints.write(state());
            saveWeights();
        }
    }

    private void snapshot() {
        if (folder != null) {
            folder.masks(MaskSnapshot.of(step, machine.network().maskedWeights()));
        }
    }

    private void saveWeights() {
        checkpoints.weights(recorder.scores(), plan.epoch(Math.max(0, step - 1)), step, recorder.evaluated(step));
    }

    private void lookAhead() {
        machine.network().lookAhead();
        machine.backend().await();
    }

    private CheckpointState state() {
        lookAhead();
        return new CheckpointState(step, epochLoss, epochSteps, machine.method().alpha(), learningRate.unscheduled(), control.seconds(),
                secondsWaited(), recorder.scores(), log.epochs().size(), log.events().size(),
                frozen, recorder.prunedAhead(), recorder.recoveredAhead(),
                recorder.layers());
    }

    private double secondsWaited() {
        return waitedBefore + machine.feed().secondsWaited();
    }

    private void flush() {
        if (folder != null) {
            folder.flush();
        }
    }

    /** A pause may be long: all that was done is on the disk then. Parameters gone wrong fail the run when it goes on. */
    private void saveWhilePaused() {
        flush();
        CheckpointState now = state();
        if (!checkpoints.upToDate(now) && machine.firstNotFinite().isEmpty()) {
            checkpoints.write(now);
        }
    }

    private void apply(Command change) {
        switch (change) {
            case Command.ChangeAlpha alpha -> machine.method().alpha(alpha.value());
            case Command.ChangeLearningRate rate -> learningRate.change(step + 1, rate.value());
            case Command.CopyWeights copy -> machine.answer(copy, step);
            case Command.Freeze freeze -> {
                frozen = freeze.on();
                machine.freezeMasks(frozen);
            }
            default -> throw new IllegalArgumentException("no change of settings: " + change);
        }
    }

    /** Writes what is left to write; a disk that does not take it turns the run into a failed one, in memory complete. */
    Summary conclude() {
        if (folder == null) {
            return summary();
        }
        try {
            folder.flush();
            if (control.state() == RunState.STOPPED) {
                checkpoints.write(state());
                saveWeights();
            }
            Summary summary = summary();
            folder.summary(summary);
            return summary;
        } catch (UserError e) {
            control.end(RunState.FAILED, control.message().isEmpty() ? e.getMessage() : control.message());
            return summary();
        }
    }

    private Summary summary() {
        return recorder.summary(control, step, plan.stepsPerEpoch(), secondsWaited(), checkpoints);
    }
}

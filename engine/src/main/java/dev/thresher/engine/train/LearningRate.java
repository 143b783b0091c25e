package dev.thresher.engine.train;

import dev.thresher.engine.optimiser.Schedule;

/** The learning rate of each step: the schedule's, scaled by what the user made of it. */
final class LearningRate {
    private final Schedule schedule;
    private volatile double unscheduled; // others look at it

    /** @param unscheduled η before the schedule */
    LearningRate(Schedule schedule, double unscheduled) {
        this.schedule = schedule;
        this.unscheduled = unscheduled;
    }

    /** The rate of a step, from 1. */
    double of(int step) {
        return unscheduled * schedule.factor(step);
    }

    /** Makes the rate of a step this one, and lets the schedule go on from there. */
    void change(int step, double rate) {
        double factor = schedule.factor(step);
        unscheduled = factor > 0 ? rate / factor : rate; // γ to a high power may have come to 0
    }

    boolean decaysAfter(int step) {
        return schedule.decaysAfter(step);
    }

    double unscheduled() {
        return unscheduled;
    }
}

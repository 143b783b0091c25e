package dev.thresher.engine.experiment;

/**
 * One thing wrong with an experiment.
 *
 * @param field the setting at fault, spelt as the command line's option without dashes: {@code learning-rate}
 * @param message what was given and what is expected, one line
 */
public record Problem(String field, String message) {
}

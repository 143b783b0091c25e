package dev.thresher.engine.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One thing that was found out.
 *
 * @param subject what it is about, in a word or two
 * @param text what was found, in one line
 * @param remedy what to do about it; empty where nothing need be done
 */
public record Finding(String subject, Level level, String text, String remedy) {
    /** How much it matters. */
    public enum Level {
        /** As it should be. */
        @JsonProperty("ok") OK,
        /** Everything works, but something is slower, missing or to be known. */
        @JsonProperty("note") NOTE,
        /** Something will fail. */
        @JsonProperty("problem") PROBLEM
    }

    static Finding ok(String subject, String text) {
        return new Finding(subject, Level.OK, text, "");
    }

    static Finding note(String subject, String text, String remedy) {
        return new Finding(subject, Level.NOTE, text, remedy);
    }

    static Finding problem(String subject, String text, String remedy) {
        return new Finding(subject, Level.PROBLEM, text, remedy);
    }
}

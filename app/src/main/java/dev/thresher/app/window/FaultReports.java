package dev.thresher.app.window;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** Writes what nobody foresaw into a log, where a report of the fault can take it from. */
final class FaultReports {
    private final Path log;

    FaultReports(Path log) {
        this.log = log;
    }

    /** Appends the fault. @return one line for the user, which says where */
    String write(String doing, Throwable cause) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        writer.println(Instant.now() + " while " + doing + ", thread " + Thread.currentThread().getName());
        cause.printStackTrace(writer);
        String what = "Something went wrong while " + doing + ": " + cause.toString().lines().findFirst().orElse("");
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Files.writeString(log, text.toString(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return what + ". Please report it with " + log;
        } catch (IOException e) {
            // With no log to keep it, the terminal is the only place left for the trace.
            System.err.print(text);
            return what + ". The log " + log + " could not be written; the terminal has the details";
        }
    }
}

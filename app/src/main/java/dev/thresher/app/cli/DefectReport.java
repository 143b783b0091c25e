package dev.thresher.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is left of an exception that nobody foresaw: a file with its trace, and a line that names it. */
public final class DefectReport {
    private DefectReport() {
    }

    /** Writes the trace into a file of its own. @return one line for the user */
    public static String write(Throwable defect) {
        StringWriter trace = new StringWriter();
        PrintWriter writer = new PrintWriter(trace);
        writer.println(VersionText.line());
        defect.printStackTrace(writer);
        String line = "thresher: a defect of Thresher itself: " + defect.toString().lines().findFirst().orElse("");
        try {
            Path log = Files.createTempFile("thresher-defect-", ".log");
            Files.writeString(log, trace.toString());
            return line + "; please report it with " + log;
        } catch (IOException e) {
            // The trace must not be lost with the disk: then it is shown after all.
            return line + "; its trace could not be written (" + e.getMessage() + "):" + System.lineSeparator() + trace;
        }
    }
}

package dev.thresher.engine.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Whether a folder can be written to. It is not made: looking changes nothing. */
final class FolderFindings {
    private static final double GIB = 1 << 30;
    private static final double LITTLE_GIB = 1;

    private FolderFindings() {
    }

    /** @param purpose as in "run folders go into" */
    static Finding of(String subject, Path folder, String purpose) {
        Path absolute = folder.toAbsolutePath().normalize();
        Path there = absolute;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there == null || !Files.isDirectory(there) || !Files.isWritable(there)) {
            return Finding.problem(subject, purpose + " " + absolute + ", which cannot be written" + (there == null || there.equals(absolute) ? ""
                    : ": " + there + (Files.isDirectory(there) ? " takes no folders" : " is a file")), "start Thresher in a folder that you may write to, or give it the right");
        }
        try {
            double free = Files.getFileStore(there).getUsableSpace() / GIB;
            String text = String.format(Locale.ROOT, "%s %s (%,.1f GiB free)", purpose, absolute, free);
            return free < LITTLE_GIB ? Finding.note(subject, text, "free some space: runs and data sets of deep networks need more") : Finding.ok(subject, text);
        } catch (IOException e) {
            return Finding.ok(subject, purpose + " " + absolute);
        }
    }
}

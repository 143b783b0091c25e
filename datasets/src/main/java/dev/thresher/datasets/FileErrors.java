package dev.thresher.datasets;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/** Turns what the operating system says about a file into one line with a remedy. */
public final class FileErrors {
    private FileErrors() {
    }

    /** The error of reading {@code file}. */
    public static UserError reading(Path file, IOException cause) {
        String remedy = switch (cause) {
            case NoSuchFileException _ -> "check the path";
            case AccessDeniedException _ -> "allow reading it, or name another file";
            default -> "check the file and its disk";
        };
        return new UserError(file + ": cannot be read: " + reason(cause) + "; " + remedy, cause);
    }

    /** The error of writing {@code file} or making it as a folder. */
    public static UserError writing(Path file, IOException cause) {
        String reason = reason(cause);
        String remedy = isFull(reason) ? "free some space or choose another folder" : "choose another folder or mend this one";
        return new UserError(file + ": cannot be written: " + reason + "; " + remedy, cause);
    }

    /** What went wrong, in a few words and on one line. */
    public static String reason(IOException cause) {
        String reason = switch (cause) {
            case NoSuchFileException e -> e.getFile() + " does not exist";
            case AccessDeniedException e -> "no permission for " + e.getFile();
            case NotDirectoryException e -> e.getFile() + " is not a folder";
            case DirectoryNotEmptyException e -> e.getFile() + " is a folder that is not empty";
            case FileAlreadyExistsException e -> e.getFile() + " is in the way: it is not a folder";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        };
        return reason.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse("unknown reason");
    }

    private static boolean isFull(String reason) {
        String lower = reason.toLowerCase(Locale.ROOT);
        return lower.contains("space") || lower.contains("quota");
    }
}

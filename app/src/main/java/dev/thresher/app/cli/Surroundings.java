package dev.thresher.app.cli;

import dev.thresher.datasets.catalogue.DataFolders;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * All that a command asks of the world around it; tests bring their own.
 *
 * @param in standard input: what another program asks for
 * @param out standard output: results
 * @param err standard error: progress, remarks, errors
 * @param workingDirectory what relative paths start from; empty for the process's own
 * @param environment environment variables
 * @param home the user's home
 * @param terminal whether {@code err} is a terminal, where a progress bar may redraw itself
 * @param columns width of that terminal in characters
 * @param interrupts how the user's Ctrl-C arrives
 * @param windows what opens windows
 */
public record Surroundings(InputStream in, PrintStream out, PrintStream err, Path workingDirectory, Map<String, String> environment,
                           Path home, boolean terminal, int columns, Interrupts interrupts, Windows windows) {
    private static final int USUAL_COLUMNS = 100;

    /** Those of this process. The launcher tells of the terminal in system properties, for Java cannot ask. */
    public static Surroundings ofProcess() {
        String terminal = System.getProperty("thresher.terminal");
        return new Surroundings(System.in, System.out, System.err, Path.of(""), System.getenv(), Path.of(System.getProperty("user.home")),
                terminal == null ? errIsTerminal() : Boolean.parseBoolean(terminal),
                columns(Integer.getInteger("thresher.columns", 0)), new ShutdownInterrupts(), new WorkbenchWindows());
    }

    /** A path as the user gave it, seen from the working directory. */
    public Path resolve(Path given) {
        return workingDirectory.resolve(given);
    }

    /** Where data sets are looked for. @param given the folder of {@code --data}, or null */
    public DataFolders dataFolders(Path given) {
        return DataFolders.of(given == null ? null : resolve(given), environment, workingDirectory.toAbsolutePath(),
                System.getProperty("os.name"), home);
    }

    /** A terminal that does not know its width says 0. */
    private static int columns(int told) {
        return told > 0 ? told : USUAL_COLUMNS;
    }

    private static boolean errIsTerminal() {
        Path err = Path.of("/proc/self/fd/2");
        if (Files.isSymbolicLink(err)) {
            try {
                String target = Files.readSymbolicLink(err).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
            } catch (IOException e) {
                return false; // Not to be known: then lines, which any output takes.
            }
        }
        return System.console() != null && System.console().isTerminal();
    }
}

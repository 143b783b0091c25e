package dev.thresher.app.cli;

import dev.thresher.datasets.UserError;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.function.IntSupplier;
import picocli.CommandLine;

/** The command line as a function: arguments in, exit code out. Nothing is thrown, and nobody exits but {@code main}. */
public final class Cli {
    /** All went well. */
    public static final int OK = 0;
    /** The user can mend it: a wrong option, a bad file, a run that diverged. */
    public static final int USER_ERROR = 2;
    /** The program is at fault. */
    public static final int DEFECT = 70;
    /** The user stopped it. */
    public static final int INTERRUPTED = 130;

    private Cli() {
    }

    /** Runs one command. @return the exit code */
    public static int run(String[] args, Surroundings surroundings) {
        return guarded(surroundings, () -> commandLine(surroundings).execute(args));
    }

    /** Runs {@code body}, turning what it throws into a line on standard error and an exit code. */
    public static int guarded(Surroundings surroundings, IntSupplier body) {
        try {
            return body.getAsInt();
        } catch (Throwable e) { // Errors too: an exhausted heap deserves a report as much as an exception.
            return explain(surroundings.err(), e);
        }
    }

    private static int explain(PrintStream err, Throwable thrown) {
        if (thrown instanceof UserError) {
            return refuse(err, thrown.getMessage());
        }
        err.println(DefectReport.write(thrown));
        return DEFECT;
    }

    /** Says what is wrong, in one line. */
    static int refuse(PrintStream err, String message) {
        err.println("thresher: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
        return USER_ERROR;
    }

    /** The parser of the whole command line. */
    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine line = new CommandLine(new ThresherCommand());
        line.addSubcommand(new TrainCommand(surroundings));
        line.addSubcommand(new EvalCommand(surroundings));
        line.addSubcommand(new ExportCommand(surroundings));
        line.addSubcommand(new FigureCommand(surroundings));
        line.addSubcommand(new WorkbenchCommand(surroundings));
        line.addSubcommand(new OpenCommand(surroundings));
        line.addSubcommand(new CommandLine(new DatasetsCommand(surroundings))
                .addSubcommand(new DatasetsFetchCommand(surroundings)));
        line.addSubcommand(new ModelsCommand(surroundings));
        line.addSubcommand(new RunsCommand(surroundings));
        line.addSubcommand(new CompareCommand(surroundings));
        line.addSubcommand(new BenchCommand(surroundings));
        line.addSubcommand(new TourCommand(surroundings));
        line.addSubcommand(new DoctorCommand(surroundings));
        line.addSubcommand(new CompletionCommand(surroundings));
        line.setResourceBundle(new Defaults());
        Words.register(line);
        line.setOut(new PrintWriter(surroundings.out(), true));
        line.setErr(new PrintWriter(surroundings.err(), true));
        line.setUsageHelpAutoWidth(false);
        line.setUsageHelpWidth(Math.clamp(surroundings.columns(), 80, 110));
        line.setParameterExceptionHandler((e, args) -> refuse(surroundings.err(), SyntaxError.message(e)));
        line.setExecutionExceptionHandler((e, command, parsed) -> explain(surroundings.err(), e));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                surroundings.terminal() ? CommandLine.Help.Ansi.AUTO : CommandLine.Help.Ansi.OFF));
        return line;
    }
}

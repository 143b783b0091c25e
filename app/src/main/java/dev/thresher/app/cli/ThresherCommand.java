package dev.thresher.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "thresher", versionProvider = VersionText.class, mixinStandardHelpOptions = true,
        header = "A workbench for Dynamic Sparse Training.%n",
        description = {"Networks that prune and recover their own weights at every training step, through trainable thresholds.",
            "Without a command it opens the workbench; without a display it trains the default experiment in the terminal."},
        synopsisSubcommandLabel = "[COMMAND]",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all went well", "2:something that you can mend: the last line on standard error says what",
            "70:a defect of Thresher itself", "130:stopped by Ctrl-C; the run folder is complete up to there"},
        footerHeading = "%nExamples:%n",
        footer = {"  thresher                                   the workbench",
            "  thresher train lenet-300-100 --alpha 5e-4  a run in the terminal",
            "  thresher datasets fetch mnist              download a data set",
            "  thresher open runs/NAME                    look at a run",
            "  thresher figure fig4a --run runs/NAME --out fig4a.svg",
            "%n'thresher COMMAND --help' tells about a command."})
final class ThresherCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Only reached by options without a command: no arguments at all never come here. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}

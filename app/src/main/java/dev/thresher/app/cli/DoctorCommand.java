package dev.thresher.app.cli;

import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.doctor.Examination;
import dev.thresher.engine.doctor.Finding;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.run.RunJson;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "doctor", mixinStandardHelpOptions = true, versionProvider = VersionText.class, sortOptions = false,
        description = {"Tell what a run will use on this machine: processor, vectors, threads, GPU, memory, folders, display; what is amiss, and "
            + "what to do about it.", "It changes nothing. The exit code is 2 where something will fail."},
        footerHeading = "%nExamples:%n", footer = {"  thresher doctor", "  thresher doctor --json"})
final class DoctorCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--data", paramLabel = "DIR", description = "Look for data sets here first")
    private Path data;

    @Option(names = "--json", description = "Print the findings as one JSON object on one line")
    private boolean json;

    /** All there is to tell. */
    record Report(List<Finding> findings) {
    }

    DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        DataFolders folders = surroundings.dataFolders(data);
        String variable = surroundings.environment().getOrDefault("THRESHER_DATA", "");
        List<Finding> findings = Examination.of(Experiment.standard().execution(), folders, variable.isBlank() ? null : Path.of(variable),
                surroundings.resolve(Path.of("runs")), surroundings.windows().settingsFolder(), surroundings.windows().noDisplay());
        if (json) {
            surroundings.out().println(RunJson.line(new Report(findings)));
        } else {
            findings.forEach(this::print);
        }
        List<Finding> problems = findings.stream().filter(one -> one.level() == Finding.Level.PROBLEM).toList();
        return problems.isEmpty() ? Cli.OK : Cli.refuse(surroundings.err(),
                String.join("; ", problems.stream().map(one -> one.subject() + ": " + one.text() + "; " + one.remedy()).toList()));
    }

    private void print(Finding finding) {
        surroundings.out().printf("%-8s %-10s %s%n", Words.of(finding.level()), finding.subject(), finding.text());
        if (!finding.remedy().isEmpty()) {
            surroundings.out().printf("%-8s %-10s %s%n", "", "", "→ " + finding.remedy());
        }
    }
}

package dev.thresher.app.cli;

import dev.thresher.app.compare.CompareExport;
import dev.thresher.app.compare.Comparison;
import dev.thresher.app.compare.ComparisonTable;
import dev.thresher.app.compare.Consistency;
import dev.thresher.app.figure.BoundRun;
import dev.thresher.app.figure.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "compare", mixinStandardHelpOptions = true, versionProvider = VersionText.class, sortOptions = false,
        description = {"Put runs beside each other: a table, their curves, accuracy and remaining ratio over α (Figure 3), what remains of each "
            + "layer (Figure 7), and how much the runs agree on the order of the layers.",
            "With --out the table is written as CSV, Markdown and LaTeX, and every chart as SVG, PDF, PNG and CSV; Figures 3 and 7 with a file to make "
                + "them again otherwise: thresher figure --spec DIR/fig3.figure.json."},
        footerHeading = "%nExamples:%n",
        footer = {"  thresher compare runs/lenet-*", "  thresher compare runs/a runs/b runs/c --out comparison"})
final class CompareCommand implements Callable<Integer> {
    private static final int WORDS = 3;

    private final Surroundings surroundings;

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "Run folders: two or more that hold experiment.json")
    private List<Path> folders;

    @Option(names = {"-o", "--out"}, paramLabel = "DIR", description = "Write tables and charts into this folder; it is made where it is absent")
    private Path out;

    CompareCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Comparison comparison = Comparison.of(folders.stream().map(surroundings::resolve).map(BoundRun::open).toList());
        Table table = ComparisonTable.ofRuns(comparison);
        List<List<String>> rows = new ArrayList<>();
        rows.add(table.columns().stream().map(Table.Column::title).toList());
        table.rows().forEach(row -> rows.add(row.stream().map(Table.Cell::text).toList()));
        surroundings.out().print(Aligned.of(rows, WORDS));
        if (comparison.layersMatch()) {
            surroundings.out().println(Consistency.of(comparison).words());
        }
        comparison.leftOut().forEach(line -> surroundings.err().println(line));
        if (out != null) {
            Path target = surroundings.resolve(out);
            List<Path> files = CompareExport.write(comparison, target);
            surroundings.out().println(files.size() + " files in " + target);
        }
        return Cli.OK;
    }
}

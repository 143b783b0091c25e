package dev.thresher.app.cli;

import dev.thresher.app.cli.Interrupts.Watch;
import dev.thresher.datasets.catalogue.DatasetCatalogue;
import dev.thresher.datasets.catalogue.KnownDataset;
import dev.thresher.datasets.catalogue.KnownDataset.Origin;
import dev.thresher.datasets.fetch.Cancelled;
import dev.thresher.datasets.fetch.Fetcher;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "fetch", mixinStandardHelpOptions = true, versionProvider = VersionText.class,
        description = {"Download a data set, or draw one that Thresher makes itself, and say where it lies.",
            "A download goes on where an earlier one broke off, is checked, and tries a second mirror."},
        footerHeading = "%nExamples:%n",
        footer = {"  thresher datasets fetch mnist", "  thresher datasets fetch fashion-mnist --data /data/sets"})
final class DatasetsFetchCommand implements Callable<Integer> {
    private static final long MEBIBYTE = 1 << 20;

    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "Its name, as 'thresher datasets' lists it.")
    private String name;

    @Option(names = "--data", paramLabel = "DIR", description = "Put it into DIR/NAME instead of the user's cache")
    private Path folder;

    DatasetsFetchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        KnownDataset known = DatasetCatalogue.named(name);
        Path target = folder == null ? surroundings.dataFolders(null).cache() : surroundings.resolve(folder);
        AtomicBoolean stopped = new AtomicBoolean();
        try (Watch _ = surroundings.interrupts().watch(() -> stopped.set(true))) {
            surroundings.out().println(known.origin() == Origin.GENERATED ? generate(target) : fetch(target, stopped));
            return Cli.OK;
        } catch (Cancelled e) {
            surroundings.err().println(e.getMessage());
            return Cli.INTERRUPTED;
        }
    }

    private Path generate(Path target) {
        try (Bars bars = Bars.on(surroundings, false)) {
            return DatasetCatalogue.generate(name, target, bars);
        }
    }

    private Path fetch(Path target, AtomicBoolean stopped) {
        try (Bars bars = Bars.on(surroundings, false); Fetcher fetcher = new Fetcher()) {
            return fetcher.fetch(DatasetCatalogue.remote(name), target,
                    (file, bytes, total, speed) -> bars.update(file, bytes, total, MEBIBYTE, " MiB"), stopped::get);
        }
    }
}

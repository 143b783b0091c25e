package dev.thresher.app.cli;

import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.datasets.catalogue.DatasetCatalogue;
import dev.thresher.datasets.catalogue.DatasetStatus;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "datasets", mixinStandardHelpOptions = true, versionProvider = VersionText.class,
        description = {"List the known data sets, which of them are here, where, and how large.%n",
            "They are looked for in this order: the folder of --data; the folder that the environment variable THRESHER_DATA",
            "names; '../shared/datasets' beside the working directory; the user's cache. A data set is a folder of its name",
            "there, or its files themselves."},
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n", footer = {"  thresher datasets", "  thresher datasets fetch mnist"})
final class DatasetsCommand implements Runnable {
    private final Surroundings surroundings;

    @Option(names = "--data", paramLabel = "DIR",
            description = "Look here first")
    private Path folder;

    DatasetsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        DataFolders folders = surroundings.dataFolders(folder);
        for (DatasetStatus status : DatasetCatalogue.status(folders)) {
            surroundings.out().printf(Locale.ROOT, "%-14s %10s   %s%n", status.dataset().name(),
                    !status.present() ? "absent" : status.bytes() > 0 ? Texts.bytes(status.bytes()) : "present", where(status));
            surroundings.out().printf("%-14s %10s   %s%n", "", "", status.dataset().description());
        }
    }

    private static String where(DatasetStatus status) {
        String name = status.dataset().name();
        return status.folder().map(Path::toString).orElse(switch (status.dataset().origin()) {
            case GENERATED -> "made on first use, or by 'thresher datasets fetch " + name + "'";
            case FETCHED -> "'thresher datasets fetch " + name + "' downloads it";
            case PLACED -> "put its pictures into " + name + "/train/CLASS/ and " + name + "/val/CLASS/ of a data folder";
        });
    }
}

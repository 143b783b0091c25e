package dev.thresher.datasets.catalogue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where in a data folder the files of a data set are looked for, and in what form they lie there. */
public sealed interface Layout permits IdxLayout, CifarLayout, ImageFolderLayout {
    /** Folders below a data folder in which they may lie, in the order of looking; empty text for the data folder itself. */
    List<String> places();

    /** The files in {@code folder}; empty unless all are there. */
    Optional<Found> find(Path folder);

    /** Which files are not in {@code folder}, for a message; empty also where not one of them is there. */
    List<String> missing(Path folder);
}

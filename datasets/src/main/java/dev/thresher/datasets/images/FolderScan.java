package dev.thresher.datasets.images;

import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Looks through the folders of the classes. Nothing is opened: what a picture holds is seen when it is decoded. */
final class FolderScan {
    private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png");

    private final String name;
    private final Progress progress;
    private String[] names = new String[1024];
    private int[] places = new int[1024];
    private int[] labels = new int[1024];
    private long[] sizes = new long[1024];
    private int count;

    private FolderScan(String name, Progress progress) {
        this.name = name;
        this.progress = progress;
    }

    /** Names of the folders in {@code folder}, sorted; hidden ones are no classes. */
    static List<String> folders(Path folder) {
        return list(folder).filter(path -> isShown(path) && Files.isDirectory(path)).map(path -> path.getFileName().toString()).sorted().toList();
    }

    /**
     * All pictures of a part.
     *
     * @param name of the data set, for the progress
     * @param classes names of the classes, from class 0
     * @throws UserError where a folder is none of the classes, or there are no pictures at all
     */
    static PictureList read(String name, Path folder, List<String> classes, boolean everyClassNeeded, Progress progress) {
        FolderScan scan = new FolderScan(name, progress);
        List<String> folders = folders(folder);
        for (int i = 0; i < folders.size(); i++) {
            int label = classes.indexOf(folders.get(i));
            if (label < 0) {
                throw new UserError(folder.resolve(folders.get(i)) + ": is none of the " + classes.size()
                        + " classes there are training pictures of; rename or remove it");
            }
            int before = scan.count;
            scan.add(folder.resolve(folders.get(i)), i, label);
            if (everyClassNeeded && scan.count == before) {
                throw new UserError(folder.resolve(folders.get(i)) + ": holds no picture (.jpg, .jpeg or .png); add some or remove the folder");
            }
            scan.progress.update(scan.name + ": looking through folders", i + 1, folders.size());
        }
        if (scan.count == 0) {
            throw new UserError(folder + ": holds no pictures (.jpg, .jpeg or .png) in folders named by their class; put them there");
        }
        return new PictureList(folder, folders, Arrays.copyOf(scan.names, scan.count), Arrays.copyOf(scan.places, scan.count),
                Arrays.copyOf(scan.labels, scan.count), Arrays.copyOf(scan.sizes, scan.count));
    }

    private void add(Path folder, int place, int label) {
        for (Path file : list(folder).filter(path -> isShown(path) && isPicture(path)).sorted(FolderScan::byName).toList()) {
            if (count == names.length) {
                names = Arrays.copyOf(names, 2 * count);
                places = Arrays.copyOf(places, 2 * count);
                labels = Arrays.copyOf(labels, 2 * count);
                sizes = Arrays.copyOf(sizes, 2 * count);
            }
            names[count] = file.getFileName().toString();
            places[count] = place;
            labels[count] = label;
            try {
                sizes[count] = Files.size(file);
            } catch (IOException e) {
                throw FileErrors.reading(file, e);
            }
            count++;
        }
    }

    /** Paths themselves sort differently on different systems. */
    private static int byName(Path a, Path b) {
        return a.getFileName().toString().compareTo(b.getFileName().toString());
    }

    private static boolean isShown(Path path) {
        return !path.getFileName().toString().startsWith(".");
    }

    private static boolean isPicture(Path path) {
        String lower = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(lower::endsWith);
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw FileErrors.reading(folder, e);
        }
    }
}

package dev.thresher.datasets.images;

import dev.thresher.datasets.Checksum;
import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The pictures below one folder, by class and name.
 *
 * @param folder the folder that holds a folder for each class
 * @param files the pictures
 * @param labels their classes
 */
record PictureFiles(Path folder, List<Path> files, int[] labels) {
    /** Names of the folders in {@code folder} that are classes, sorted; hidden ones are none. */
    static List<String> classes(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).map(entry -> entry.getFileName().toString()).filter(name -> !name.startsWith("."))
                    .sorted().toList();
        } catch (IOException e) {
            throw FileErrors.reading(folder, e);
        }
    }

    /**
     * Looks through the folders of the classes.
     *
     * @throws UserError where a folder is no class, or there is no picture at all
     */
    static PictureFiles of(Path folder, List<String> classes) {
        for (String name : classes(folder)) {
            if (!classes.contains(name)) {
                throw new UserError(folder.resolve(name) + ": is no class of the training pictures; remove it, or put training pictures into '"
                        + name + "' too");
            }
        }
        List<Path> files = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            for (Path file : pictures(folder.resolve(classes.get(label)))) {
                files.add(file);
                labels.add(label);
            }
        }
        if (files.isEmpty()) {
            throw new UserError(folder + ": holds no pictures; put JPEG or PNG files into a folder for each class below it");
        }
        return new PictureFiles(folder, List.copyOf(files), labels.stream().mapToInt(Integer::intValue).toArray());
    }

    private static List<Path> pictures(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of(); // a class without validation pictures
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(PictureFiles::isPicture).sorted(Comparator.comparing(file -> file.getFileName().toString())).toList();
        } catch (IOException e) {
            throw FileErrors.reading(folder, e);
        }
    }

    private static boolean isPicture(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && (name.endsWith(".jpg") || name.endsWith(".jpeg") || name.endsWith(".png"));
    }

    /** Feeds each picture's path below the folder, its size and its label, a line each. */
    void digest(MessageDigest digest) {
        for (int i = 0; i < labels.length; i++) {
            Path file = files.get(i);
            try {
                String line = folder.relativize(file).toString().replace('\\', '/') + " " + Files.size(file) + " " + labels[i] + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw FileErrors.reading(file, e);
            }
        }
    }

    /** {@code sha256:…} over the lists of both; pictures are not read for it. */
    static String checksum(PictureFiles train, PictureFiles validation) {
        MessageDigest digest = Checksum.digest("SHA-256");
        train.digest(digest);
        validation.digest(digest);
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }
}

package dev.thresher.datasets.cifar;

import dev.thresher.datasets.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder with all files of one form. */
public record CifarFiles(CifarForm form, Path folder) {
    /** Empty unless all are there. */
    public static Optional<CifarFiles> find(CifarForm form, Path folder) {
        return missing(form, folder).isEmpty() ? Optional.of(new CifarFiles(form, folder)) : Optional.empty();
    }

    /** Which of the training and test files are not in {@code folder}. */
    public static List<String> missing(CifarForm form, Path folder) {
        return needed(form).stream().filter(name -> !Files.isRegularFile(folder.resolve(name))).toList();
    }

    /** Names of the training and test files. */
    public static List<String> needed(CifarForm form) {
        return Stream.concat(form.train().stream(), Stream.of(form.test())).toList();
    }

    List<Path> train() {
        return form.train().stream().map(folder::resolve).toList();
    }

    Path test() {
        return folder.resolve(form.test());
    }

    Path names() {
        return folder.resolve(form.names());
    }

    /** What the file of names calls the classes, if it is there and can be read; else nothing. */
    public List<String> classNames() {
        try {
            return Files.readAllLines(names()).stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
        } catch (IOException _) {
            return List.of(); // it is not needed: what is wrong with it, if anything, is told by whoever reads the set
        }
    }

    /** Size of the files. */
    public long bytes() {
        long bytes = 0;
        for (String name : needed(form)) {
            try {
                bytes += Files.size(folder.resolve(name));
            } catch (IOException e) {
                throw FileErrors.reading(folder.resolve(name), e);
            }
        }
        return bytes;
    }
}

package dev.thresher.datasets.images;

import java.nio.file.Path;
import java.util.List;

/**
 * The pictures of one part of a data set, in the order of classes and then of names.
 *
 * @param folder the folder that holds the classes
 * @param folders names of the folders that hold pictures, in order
 * @param names names of the files, those of a folder one after the other
 * @param places for each file, the position of its folder in {@code folders}
 * @param labels for each file, its class
 * @param sizes for each file, its size in bytes
 */
record PictureList(Path folder, List<String> folders, String[] names, int[] places, int[] labels, long[] sizes) {
    int count() {
        return names.length;
    }

    Path file(int index) {
        return folder.resolve(folders.get(places[index])).resolve(names[index]);
    }

    /** As the checksum has it: {@code train/cat/one.jpg} of a part named {@code train}. */
    String relativeName(String part, int index) {
        return (part.isEmpty() ? "" : part + "/") + folders.get(places[index]) + "/" + names[index];
    }
}

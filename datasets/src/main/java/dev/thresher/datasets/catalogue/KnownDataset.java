package dev.thresher.datasets.catalogue;

import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Normalisation;
import java.util.List;

/**
 * A data set that is known by name.
 *
 * @param name what the user types: {@code mnist}
 * @param title what it is called: {@code MNIST}
 * @param description one line on what it holds
 * @param shape shape of one example
 * @param classNames one name a class, from class 0
 * @param normalisation the customary normalisation
 * @param trainCount number of training examples
 * @param testCount number of test examples
 * @param firstLabels the first ten training labels: they tell files of the same names apart
 * @param origin where its files come from
 */
public record KnownDataset(String name, String title, String description, ImageShape shape, List<String> classNames,
                           Normalisation normalisation, int trainCount, int testCount, List<Integer> firstLabels,
                           Origin origin) {
    /** Where the files of a data set come from. */
    public enum Origin {
        /** Downloaded on request: {@code thresher datasets fetch NAME}. */
        FETCHED,
        /** Made by this program on first use. */
        GENERATED
    }

    public KnownDataset {
        classNames = List.copyOf(classNames);
        firstLabels = List.copyOf(firstLabels);
    }

    /** Number of classes. */
    public int classes() {
        return classNames.size();
    }
}

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
 * @param classNames one name a class, from class 0; empty where its folder decides which classes there are
 * @param normalisation the customary normalisation
 * @param trainCount number of training examples
 * @param testCount number of test examples
 * @param layout where its files are looked for, and in what form
 * @param origin where its files come from
 */
public record KnownDataset(String name, String title, String description, ImageShape shape, List<String> classNames,
                           Normalisation normalisation, int trainCount, int testCount, Layout layout, Origin origin) {
    /** Where the files of a data set come from. */
    public enum Origin {
        /** Downloaded on request: {@code thresher datasets fetch NAME}. */
        FETCHED,
        /** Made by this program on first use. */
        GENERATED,
        /** Put there by the user, who alone may get them. */
        PLACED
    }

    public KnownDataset {
        classNames = List.copyOf(classNames);
    }

    /** Number of classes; 0 where its folder decides. */
    public int classes() {
        return classNames.size();
    }
}

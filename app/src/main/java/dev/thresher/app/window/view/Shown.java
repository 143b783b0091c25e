package dev.thresher.app.window.view;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;

/** Shows a node, and gives it room, only while something holds. */
final class Shown {
    private Shown() {
    }

    static void now(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    static void when(Node node, ObservableValue<Boolean> condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }
}

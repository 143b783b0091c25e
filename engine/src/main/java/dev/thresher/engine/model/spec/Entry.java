package dev.thresher.engine.model.spec;

import java.util.List;

/**
 * A layer as a file has it.
 *
 * @param path where it stands: {@code layers[3]}
 * @param inputs names that need not be those of any layer yet
 * @param operation null where the entry is too faulty to tell
 */
record Entry(String path, String name, List<String> inputs, Operation operation) {
}

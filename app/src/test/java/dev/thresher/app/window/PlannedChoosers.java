package dev.thresher.app.window;

import dev.thresher.app.window.view.Choosers;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Picks what a test has planned, in that order; what is not planned is left as by a user who presses Cancel. */
final class PlannedChoosers implements Choosers {
    /** What was asked for: the chooser's title, and the name that it proposed. */
    final List<String> asked = new ArrayList<>();
    private final Deque<Path> answers = new ArrayDeque<>();

    void plan(Path... paths) {
        answers.addAll(List.of(paths));
    }

    private Optional<Path> answer(String question) {
        asked.add(question);
        return Optional.ofNullable(answers.poll());
    }

    @Override
    public Optional<Path> chooseFolder(String title, File initial) {
        return answer(title);
    }

    @Override
    public Optional<Path> chooseFile(String title, File initial, String kind, String... patterns) {
        return answer(title + " " + String.join(" ", patterns));
    }

    @Override
    public Optional<Path> chooseNewFile(String title, File folder, String name) {
        return answer(title + " " + name);
    }
}

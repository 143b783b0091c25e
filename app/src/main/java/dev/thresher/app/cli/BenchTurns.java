package dev.thresher.app.cli;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.bench.BenchConfig;
import dev.thresher.engine.bench.ByTurns;
import dev.thresher.engine.run.RunJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A benchmark that another program leads: it says what can be measured in one line of JSON, then answers every line of standard input,
 * {@code ITEM SECONDS}, with another, until the input ends.
 */
final class BenchTurns {
    /** The first line. */
    record Offer(List<String> items) {
    }

    private BenchTurns() {
    }

    /** @throws UserError for a line that asks for nothing there is */
    static int run(BenchConfig config, Surroundings surroundings) {
        try (ByTurns turns = new ByTurns(config);
             BufferedReader in = new BufferedReader(new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8))) {
            say(surroundings, RunJson.line(new Offer(turns.items())));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isBlank()) {
                    say(surroundings, RunJson.line(answer(turns, line.strip().split("\\s+"))));
                }
            }
            return Cli.OK;
        } catch (IOException e) {
            throw new UserError("--by-turns: standard input cannot be read: " + e.getMessage(), e);
        }
    }

    private static ByTurns.Turn answer(ByTurns turns, String[] words) {
        if (words.length != 2) {
            throw new UserError("--by-turns: '" + String.join(" ", words) + "' is not ITEM SECONDS, as 'masked-0.1 0.5'");
        }
        try {
            return turns.run(words[0], Double.parseDouble(words[1]));
        } catch (NumberFormatException e) {
            throw new UserError("--by-turns: '" + words[1] + "' is no number of seconds", e);
        }
    }

    private static void say(Surroundings surroundings, String line) {
        surroundings.out().println(line);
        surroundings.out().flush();
    }
}

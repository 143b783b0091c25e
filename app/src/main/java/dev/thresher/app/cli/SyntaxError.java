package dev.thresher.app.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Words that the command line does not understand, said in one line with what to do. */
final class SyntaxError {
    private SyntaxError() {
    }

    static String message(ParameterException e) {
        CommandLine command = e.getCommandLine();
        String message = e.getMessage();
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> words = unmatched.getUnmatched();
            String first = words.getFirst();
            message = (first.startsWith("-") ? "unknown option '" : "unexpected '") + first + "'";
            List<String> suggestions = unmatched.getSuggestions().stream().map(SyntaxError::bare).distinct().limit(3).toList();
            if (!suggestions.isEmpty()) {
                message += "; did you mean " + String.join(" or ", suggestions) + "?";
            }
        }
        message = message.replaceFirst("is not an? (int|long)$", "is not a whole number").replaceFirst("is not a double$", "is not a number");
        String name = command.getCommandSpec().qualifiedName(" ");
        return lowerFirst(message) + (message.endsWith("?") ? "" : ";") + " '" + name + " --help' lists what there is";
    }

    /** {@code --alpha=ALPHA} as picocli suggests it, without the parameter. */
    private static String bare(String suggestion) {
        return suggestion.split("[= \\[]", 2)[0];
    }

    private static String lowerFirst(String text) {
        return Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}

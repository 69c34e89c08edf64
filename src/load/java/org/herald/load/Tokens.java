package org.herald.load;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where connections have their tokens from. */
interface Tokens {

    /** @param connection its number, from 0 */
    CompletionStage<String> token(int connection);

    /** @throws BadArgument when there are none in the file */
    static Tokens of(Options.Target target, HttpClient http) {
        if (target.dev()) {
            return new DevTokens(http, target.url());
        }
        return given(target.token()
                .map(List::of)
                .orElseGet(() -> lines(target.tokenFile().orElseThrow())));
    }

    /** These in turn, from the first again after the last. */
    static Tokens given(List<String> tokens) {
        return connection -> CompletableFuture.completedFuture(tokens.get(connection % tokens.size()));
    }

    private static List<String> lines(Path file) {
        List<String> tokens;
        try {
            tokens = Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new BadArgument("--token-file cannot be read: " + file);
        }
        if (tokens.isEmpty()) {
            throw new BadArgument("--token-file has no token in it: " + file);
        }
        return tokens;
    }
}

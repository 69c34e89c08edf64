package org.herald.observe;

import java.util.Optional;
import org.herald.config.InvalidSetting;
import org.herald.config.Settings;

/**
 * Who may read the figures over HTTP.
 *
 * @param token what a reader has to show; empty: there is none
 */
public record MetricsSettings(Optional<String> token) {

    private static final String KEY = "herald.metrics.token";

    /** @throws InvalidSetting naming the key and the rule */
    public static MetricsSettings from(Settings settings) {
        Optional<String> token = settings.text(KEY);
        if (token.isPresent() && !token.get().matches("[!-~]{16,256}")) {
            throw new InvalidSetting(KEY, "must be 16-256 printable ASCII characters without blanks");
        }
        return new MetricsSettings(token);
    }

    /** The token is a secret. */
    @Override
    public String toString() {
        return "MetricsSettings[]";
    }
}

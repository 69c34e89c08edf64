package org.herald.auth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.herald.config.Settings;
import org.herald.hub.Identity;
import org.herald.hub.UserId;

/** What tests start from. */
final class Given {

    static final String SECRET = "0123456789abcdef0123456789abcdef";

    private Given() {}

    /** @param keysAndValues alternating */
    static Settings settings(String... keysAndValues) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new Settings(key -> Optional.ofNullable(map.get(key)));
    }

    /** With a secret, so that only what is tested needs to be given. */
    static AuthSettings auth(String... keysAndValues) {
        Map<String, String> map = new HashMap<>();
        map.put("herald.auth.secret", SECRET);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return AuthSettings.from(new Settings(key -> Optional.ofNullable(map.get(key))));
    }

    static Identity user(String id, String... roles) {
        return user(id, Identity.Grants.NONE, roles);
    }

    static Identity user(String id, Identity.Grants grants, String... roles) {
        return new Identity(new UserId(id), Set.of(roles), grants, null, null, null);
    }

    /** @param namesAndValues alternating; one name may come often */
    static RequestView headers(String... namesAndValues) {
        return request(null, namesAndValues);
    }

    static RequestView request(String query, String... namesAndValues) {
        return new RequestView() {
            @Override
            public List<String> headers(String name) {
                List<String> values = new ArrayList<>();
                for (int i = 0; i < namesAndValues.length; i += 2) {
                    if (namesAndValues[i].toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                        values.add(namesAndValues[i + 1]);
                    }
                }
                return values;
            }

            @Override
            public String rawQuery() {
                return query;
            }
        };
    }
}

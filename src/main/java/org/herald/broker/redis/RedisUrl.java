package org.herald.broker.redis;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.herald.config.InvalidSetting;

/**
 * Where Redis is and how to log in: {@code redis://[[user]:password@]host[:port][/database]}, {@code rediss://} over
 * TLS, {@code redis-sentinel://…@host[:port],…[/database]#master}, {@code redis-cluster://…@host[:port],…}; those
 * over TLS are {@code rediss-sentinel} and {@code rediss-cluster}. User and password are percent-encoded.
 *
 * @param hosts one; the sentinels; or some nodes of the cluster
 * @param user or null
 * @param password or null
 * @param master what the sentinels call it; null where there are none
 */
record RedisUrl(Kind kind, boolean tls, List<Host> hosts, String user, String password, int database, String master) {

    /** The setting that holds it. */
    static final String KEY = "herald.redis.url";

    private static final Pattern FORM = Pattern.compile(
            "(rediss?)(-sentinel|-cluster)?://(?:([^@/]*)@)?([^@/#?]+)(?:/([0-9]{0,5}))?(?:#([A-Za-z0-9._-]+))?");
    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]+)(?::([0-9]{1,5}))?");
    private static final int PORT = 6379;
    private static final int SENTINEL_PORT = 26379;

    enum Kind {
        SINGLE,
        SENTINEL,
        CLUSTER
    }

    record Host(String name, int port) {
        @Override
        public String toString() {
            return name + ':' + port;
        }
    }

    RedisUrl {
        hosts = List.copyOf(hosts);
    }

    /** @throws InvalidSetting when it is none; the text, which may hold a password, is not repeated */
    static RedisUrl parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new InvalidSetting(
                    KEY, "must be redis://host:port, rediss://…, redis-sentinel://…#master or redis-cluster://…");
        }
        Kind kind =
                form.group(2) == null ? Kind.SINGLE : form.group(2).equals("-sentinel") ? Kind.SENTINEL : Kind.CLUSTER;
        boolean named = form.group(6) != null;
        if (named != (kind == Kind.SENTINEL)) {
            throw new InvalidSetting(KEY, "must name the master behind # with sentinels, and only then");
        }
        List<Host> hosts = hosts(form.group(4), kind == Kind.SENTINEL ? SENTINEL_PORT : PORT);
        if (kind == Kind.SINGLE && hosts.size() > 1) {
            throw new InvalidSetting(KEY, "must have one host, unless it begins with redis-sentinel or redis-cluster");
        }
        String database = form.group(5);
        int number = database == null || database.isEmpty() ? 0 : Integer.parseInt(database);
        if (kind == Kind.CLUSTER && number != 0) {
            throw new InvalidSetting(KEY, "must not name a database of a cluster: there is only 0");
        }
        String[] login = login(form.group(3));
        return new RedisUrl(kind, form.group(1).equals("rediss"), hosts, login[0], login[1], number, form.group(6));
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return kind + " " + hosts + (tls ? " over TLS" : "");
    }

    private static List<Host> hosts(String text, int port) {
        List<Host> hosts = new ArrayList<>();
        for (String each : text.split(",")) {
            Matcher host = HOST.matcher(each);
            if (!host.matches()) {
                throw new InvalidSetting(KEY, "must name hosts as host, host:port or [IPv6]:port");
            }
            int number = host.group(2) == null ? port : Integer.parseInt(host.group(2));
            if (number < 1 || number > 65_535) {
                throw new InvalidSetting(KEY, "must name ports from 1 to 65535");
            }
            hosts.add(new Host(host.group(1).replaceAll("[\\[\\]]", ""), number));
        }
        return hosts;
    }

    /** User and password, each null where there is none. */
    private static String[] login(String text) {
        if (text == null || text.isEmpty()) {
            return new String[2];
        }
        int colon = text.indexOf(':');
        String user = colon < 0 ? text : text.substring(0, colon);
        String password = colon < 0 ? null : text.substring(colon + 1);
        if (password == null) {
            throw new InvalidSetting(KEY, "must have a colon before the password: user:password@ or :password@");
        }
        return new String[] {user.isEmpty() ? null : decoded(user), decoded(password)};
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting(KEY, "must percent-encode user and password well");
        }
    }
}

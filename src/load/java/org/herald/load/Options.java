package org.herald.load;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked for on the command line.
 *
 * @param target where the load goes
 * @param crowd who makes it
 * @param traffic what they say
 * @param outcome what is made of it
 */
record Options(Target target, Crowd crowd, Traffic traffic, Outcome outcome) {

    static final String HELP = "--help";
    static final String MAX_P99 = "--max-p99";

    private static final String URL = "--url";
    private static final String TOKEN = "--token";
    private static final String TOKEN_FILE = "--token-file";
    private static final String DEV = "--dev";
    private static final String CONNECTIONS = "--connections";
    private static final String ROOMS = "--rooms";
    private static final String ROOM = "--room";
    private static final String OPENING = "--opening";
    private static final String PUBLISHERS = "--publishers";
    private static final String RATE = "--rate";
    private static final String SIZE = "--size";
    private static final String DURATION = "--duration";
    private static final String WARM_UP = "--warm-up";
    private static final String JSON = "--json";

    private static final Set<String> FLAGS = Set.of(DEV, JSON, HELP);
    private static final Set<String> OTHERS = Set.of(
            URL,
            TOKEN,
            TOKEN_FILE,
            CONNECTIONS,
            ROOMS,
            ROOM,
            OPENING,
            PUBLISHERS,
            RATE,
            SIZE,
            DURATION,
            WARM_UP,
            MAX_P99);

    static final String USAGE = """
            herald-load: puts load on a Herald and says how it bore it.

              java -jar herald-load.jar --url ws://127.0.0.1:8080/herald/ws --dev --connections 1000

            where to
              --url URL            of the WebSocket, ws:// or wss:// (needed)
              --dev                tokens from the node itself, which runs in development mode; one user a connection
              --token TOKEN        one token for all connections
              --token-file FILE    one token a line; connection after connection takes the next, then from the top again
            who
              --connections N      1 to 100000 (100)
              --rooms N            connections are spread over so many rooms (1)
              --room NAME          beginning of the rooms' names, followed by a number (load/)
              --opening N          handshakes under way at the same time (50)
            what
              --rate N             publications a second, over all rooms; 0: none (10)
              --publishers N       how many of the connections publish, in turn (all)
              --size N             characters of a message, 40 to 2000 (200)
              --duration TIME      500ms, 30s, 5m, 1h (30s)
              --warm-up TIME       at the same rate before that, not measured (5s)
            what of it
              --max-p99 TIME       fail when one delivery in a hundred takes longer
              --json               the report as JSON

            Progress goes to the standard error, the report to the standard output. The exit status is 0 when all was well;
            1 when somebody was refused or cut off, when a message was lost, doubled or out of order, or when --max-p99 was
            passed; 2 when an option is wrong.
            """;

    /** @param tokenFile or {@code token}, or neither with {@code dev} */
    record Target(URI url, boolean dev, Optional<String> token, Optional<Path> tokenFile) {}

    /** @param opening how many handshakes are under way at the same time, at most */
    record Crowd(int connections, int rooms, String room, int opening) {}

    /**
     * @param rate publications a second
     * @param size characters of one
     */
    record Traffic(int rate, int publishers, int size, Duration duration, Duration warmUp) {}

    record Outcome(Optional<Duration> maxP99, boolean json) {}

    /** @throws BadArgument naming what is wrong */
    static Options of(String... words) {
        Arguments arguments = new Arguments(words, FLAGS, OTHERS);
        Crowd crowd = crowd(arguments);
        return new Options(
                target(arguments),
                crowd,
                traffic(arguments, crowd.connections()),
                new Outcome(arguments.time(MAX_P99), arguments.has(JSON)));
    }

    private static Target target(Arguments arguments) {
        Target target = new Target(
                arguments.socket(URL),
                arguments.has(DEV),
                arguments.text(TOKEN),
                arguments.text(TOKEN_FILE).map(Path::of));
        int sources = (target.dev ? 1 : 0)
                + (int) target.token.stream().count()
                + (int) target.tokenFile.stream().count();
        if (sources != 1) {
            throw new BadArgument("exactly one of --dev, --token and --token-file is needed");
        }
        return target;
    }

    private static Crowd crowd(Arguments arguments) {
        int connections = arguments.number(CONNECTIONS, 100, 1, 100_000);
        String room = arguments.text(ROOM).orElse("load/");
        if (!room.matches("[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}")) {
            throw new BadArgument(
                    ROOM + " must begin with a letter or digit and hold only those and ._:/-, at most 100");
        }
        return new Crowd(
                connections,
                arguments.number(ROOMS, 1, 1, connections),
                room,
                arguments.number(OPENING, 50, 1, 10_000));
    }

    private static Traffic traffic(Arguments arguments, int connections) {
        Duration duration = arguments.time(DURATION).orElse(Duration.ofSeconds(30));
        if (duration.isZero()) {
            throw new BadArgument(DURATION + " must be longer than nothing");
        }
        return new Traffic(
                arguments.number(RATE, 10, 0, 100_000),
                arguments.number(PUBLISHERS, connections, 1, connections),
                arguments.number(SIZE, 200, Stamp.LONGEST, 2000),
                duration,
                arguments.time(WARM_UP).orElse(Duration.ofSeconds(5)));
    }
}

package org.herald.load;

/** An option on the command line is not as it should be; the message names it and the rule. */
final class BadArgument extends RuntimeException {

    private static final long serialVersionUID = 1;

    BadArgument(String message) {
        super(message);
    }
}

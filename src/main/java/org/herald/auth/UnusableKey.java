package org.herald.auth;

/** A text that holds no key of the wanted kind. The message is a rule, without anything of the text. */
final class UnusableKey extends Exception {

    private static final long serialVersionUID = 1;

    UnusableKey(String rule) {
        super(rule);
    }
}

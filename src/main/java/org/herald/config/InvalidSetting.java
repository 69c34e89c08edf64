package org.herald.config;

/** A configured value that cannot be used: the deployment fails with this message. */
public final class InvalidSetting extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param rule what the value has to be; the value itself may be a secret and is not repeated */
    public InvalidSetting(String key, String rule) {
        super(key + ": " + rule);
    }

    public InvalidSetting(String key, String rule, Throwable cause) {
        super(key + ": " + rule, cause);
    }
}

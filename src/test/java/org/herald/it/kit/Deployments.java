package org.herald.it.kit;

/** A running server that is told what to deploy. Each call returns when it is done. For one thread. */
interface Deployments extends AutoCloseable {

    Server server();

    /** A system property of the server. */
    void set(String key, String value);

    void unset(String key);

    /** Tries to deploy Herald, with success or without. */
    void deploy();

    void undeploy();

    @Override
    void close();
}

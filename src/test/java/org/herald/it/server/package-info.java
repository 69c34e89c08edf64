/** Herald on servers that are configured by the files of {@code server-config}. */
package org.herald.it.server;

/**
 * Herald behind the proxies of {@code server-config}, nginx and HAProxy: the real programs, with the files as they are
 * but for addresses and paths.
 */
package org.herald.it.edge;

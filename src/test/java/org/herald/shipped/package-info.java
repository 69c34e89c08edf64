/** What is handed out beside the WAR, {@code docker} and {@code server-config}: read, and compared with Herald. */
package org.herald.shipped;

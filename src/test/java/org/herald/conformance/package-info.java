/**
 * The application that the test suites of the Engine.IO and Socket.IO protocols speak to, over the same classes as Herald:
 * an echo at {@code /engine.io/}, and at {@code /socket.io/} what the suite of Socket.IO expects. {@code mvn package
 * -Pconformance} makes {@code target/herald-conformance.war} of it.
 */
package org.herald.conformance;

/** An application that knows nothing of Herald but a queue and a topic. */
package org.herald.it.inside.mail;

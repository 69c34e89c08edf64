/** An application as others write it. It knows nothing of Herald but {@code herald-inside.jar}. */
package org.herald.it.inside.app;

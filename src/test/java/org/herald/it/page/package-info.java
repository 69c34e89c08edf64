/** The chat page in real Chromium: {@link org.herald.it.page.ChatTab} is one person at it. */
package org.herald.it.page;

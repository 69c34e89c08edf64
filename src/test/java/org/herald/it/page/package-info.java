/** The pages in real Chromium: {@link org.herald.it.page.ChatTab} and {@link org.herald.it.page.ConsoleTab} are one person at one. */
package org.herald.it.page;

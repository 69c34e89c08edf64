package org.herald.hub;

/**
 * What the server or an administrator tells people.
 *
 * @param title never null
 * @param body or null
 * @param level or null
 * @param link or null
 * @param payload for programs, or null
 */
public record Notification(String title, String body, String level, String link, Content payload) {}

package org.herald.it.nodes;

/** Finds fields in JSON that Herald wrote, without looking at the rest: there are hundreds of thousands a second. */
final class Scan {

    private Scan() {}

    /** A text without escapes; the first field of that name, wherever it is. */
    static String text(String json, String name) {
        int start = after(json, name) + 1;
        return json.substring(start, json.indexOf('"', start));
    }

    static long number(String json, String name) {
        int start = after(json, name);
        int end = start;
        while (Character.isDigit(json.charAt(end))) {
            end++;
        }
        return Long.parseLong(json, start, end, 10);
    }

    private static int after(String json, String name) {
        String field = '"' + name + "\":";
        int found = json.indexOf(field);
        if (found < 0) {
            throw new IllegalArgumentException("no " + name + " in " + json);
        }
        return found + field.length();
    }
}

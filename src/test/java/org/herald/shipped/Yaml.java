package org.herald.shipped;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A part of a YAML file, by paths such as {@code spec.template.spec}. Keys that occur twice are an error. */
record Yaml(Object value) {

    static Yaml read(Path file) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(new org.yaml.snakeyaml.Yaml(new SafeConstructor(options)).load(Files.readString(file)));
    }

    /** @throws AssertionError when it is not there */
    Yaml at(String path) {
        Object here = value;
        for (String step : path.split("\\.")) {
            here = here instanceof Map<?, ?> map ? map.get(step) : null;
            if (here == null) {
                throw new AssertionError("There is no " + step + " of " + path);
            }
        }
        return new Yaml(here);
    }

    boolean has(String key) {
        return value instanceof Map<?, ?> map && map.get(key) != null;
    }

    /** The part with that key, which may have dots in it. */
    Yaml of(String key) {
        return new Yaml(((Map<?, ?>) value).get(key));
    }

    String text() {
        return value.toString();
    }

    int number() {
        return (Integer) value;
    }

    List<String> keys() {
        return ((Map<?, ?>) value).keySet().stream().map(Object::toString).toList();
    }

    List<Yaml> list() {
        return ((List<?>) value).stream().map(Yaml::new).toList();
    }

    List<String> texts() {
        return list().stream().map(Yaml::text).toList();
    }
}

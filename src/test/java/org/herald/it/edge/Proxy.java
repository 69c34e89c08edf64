package org.herald.it.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.herald.it.kit.ConfigFile;
import org.herald.it.kit.TestCertificate;

/** The programs that {@code server-config} has a file for, and how each is started and checks its files. */
enum Proxy {
    NGINX {
        @Override
        void prepare(Setting here) throws IOException {
            Path home = here.home();
            Files.createDirectories(home.resolve("tls"));
            Files.copy(here.certificate().certificateFile(), home.resolve("tls/herald.crt"));
            Files.copy(here.certificate().keyFile(), home.resolve("tls/herald.key"));
            ConfigFile.read("nginx/nginx.conf")
                    .with("worker_rlimit_nofile 131072;", "")
                    .with("worker_connections 65536;", "worker_connections 1024;")
                    .with("/run/nginx.pid", home.resolve("pid"))
                    .with("/var/log/nginx", home)
                    .writeTo(home.resolve("nginx.conf"));
            ConfigFile.read("nginx/conf.d/herald.conf")
                    .without("listen [::]")
                    .with("listen 80;", "listen 127.0.0.1:" + here.plain() + ";")
                    .with("listen 443 ", "listen 127.0.0.1:" + here.secure() + " ")
                    .with("10.0.0.11:8080", here.nodes().get(0))
                    .with("10.0.0.12:8080", here.nodes().get(1))
                    .with("10.0.0.0/24", NODES)
                    .with("10.0.0.0/8", ADMINISTRATORS)
                    .with("/var/log/nginx", home)
                    .writeTo(home.resolve("conf.d/herald.conf"));
            Files.writeString(home.resolve("mime.types"), "types { text/html html; text/javascript js; }");
            Files.writeString(home.resolve("conf.d/test.conf"), """
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    """.formatted(home));
        }

        @Override
        List<String> check(Path home) {
            return List.of("nginx", "-t", "-c", home.resolve("nginx.conf").toString());
        }

        @Override
        List<String> start(Path home) {
            String user = "root".equals(System.getProperty("user.name")) ? " user root;" : "";
            return List.of("nginx", "-c", home.resolve("nginx.conf").toString(), "-g", "daemon off;" + user);
        }
    },

    HAPROXY {
        @Override
        void prepare(Setting here) throws IOException {
            Path home = here.home();
            Path pem = Files.createDirectories(home.resolve("tls")).resolve("herald.pem");
            Files.copy(here.certificate().certificateFile(), pem, StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(
                    pem,
                    Files.readString(pem) + Files.readString(here.certificate().keyFile()));
            ConfigFile.read("haproxy/haproxy.cfg")
                    .with("maxconn 50000", "maxconn 2000")
                    .with("/run/haproxy/", home + "/")
                    .with("/etc/haproxy/tls/", home.resolve("tls") + "/")
                    .with("bind :80\n", "bind 127.0.0.1:" + here.plain() + "\n")
                    .with("bind :443 ", "bind 127.0.0.1:" + here.secure() + " ")
                    .with("10.0.0.11:8080", here.nodes().get(0))
                    .with("10.0.0.12:8080", here.nodes().get(1))
                    .with("10.0.0.0/24", NODES)
                    .with("10.0.0.0/8", ADMINISTRATORS)
                    .writeTo(home.resolve("haproxy.cfg"));
        }

        @Override
        List<String> check(Path home) {
            return List.of("haproxy", "-c", "-f", home.resolve("haproxy.cfg").toString());
        }

        @Override
        List<String> start(Path home) {
            return List.of("haproxy", "-db", "-f", home.resolve("haproxy.cfg").toString());
        }
    };

    /** Stands for the administrators' network. */
    private static final String ADMINISTRATORS = "127.66.0.0/16";

    /** Stands for the nodes' network, which is a part of that. */
    private static final String NODES = "127.66.7.0/24";

    /**
     * What a proxy has here.
     *
     * @param home its own directory
     * @param plain the port of HTTP
     * @param secure the port of HTTPS
     * @param nodes two, each {@code host:port}
     */
    record Setting(Path home, int plain, int secure, List<String> nodes, TestCertificate certificate) {}

    /** Writes the files into {@code home}. */
    abstract void prepare(Setting here) throws IOException;

    /** The command that says whether the files are right. */
    abstract List<String> check(Path home);

    /** The command that runs the proxy in the foreground. */
    abstract List<String> start(Path home);
}

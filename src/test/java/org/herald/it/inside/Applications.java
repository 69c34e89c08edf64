package org.herald.it.inside;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.herald.it.inside.app.Orders;
import org.herald.it.inside.mail.Mail;
import org.herald.it.kit.HeraldWar;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Herald and an application, packed as docs/inside-the-server.md says. */
final class Applications {

    private static final File INSIDE = new File("target/herald-inside.jar");

    private Applications() {}

    /** One WAR: that of Herald with the application's classes in it. */
    static Path war() throws IOException {
        return written(HeraldWar.built().addPackage(Orders.class.getPackage()), "herald.war");
    }

    /** The WAR of Herald with an application in it that knows JMS alone. */
    static Path mail() throws IOException {
        return written(HeraldWar.built().addPackage(Mail.class.getPackage()), "herald.war");
    }

    /** An EAR of Herald and a WAR of the application; what both use is in its libraries. */
    static Path ear() throws IOException {
        WebArchive herald = HeraldWar.built();
        herald.delete("/WEB-INF/lib/" + INSIDE.getName());
        WebArchive shop = ShrinkWrap.create(WebArchive.class, "shop.war")
                .addPackage(Orders.class.getPackage())
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
        EnterpriseArchive ear = ShrinkWrap.create(EnterpriseArchive.class)
                .addAsLibrary(INSIDE)
                .addAsModule(herald)
                .addAsModule(shop);
        return written(ear, "herald.ear");
    }

    private static Path written(Archive<?> archive, String name) throws IOException {
        Path file = Files.createTempDirectory(Path.of("target"), "inside").resolve(name);
        archive.as(ZipExporter.class).exportTo(file.toFile());
        return file;
    }
}

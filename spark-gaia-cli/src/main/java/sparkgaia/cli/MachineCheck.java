package sparkgaia.cli;

import sparkgaia.server.check.Finding;
import sparkgaia.server.check.Finding.Grade;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** The JDK that this runs on, and the libraries that it was given. */
final class MachineCheck {
    private static final int JDK_MIN = 17;
    private static final double GIGABYTE = 1e9;
    private static final String NETTY = "META-INF/io.netty.versions.properties";
    private static final String SCALA = "library.properties";
    private static final String SPARK = "spark-version-info.properties";

    private MachineCheck() {}

    static List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        findings.add(jdk(Runtime.version()));
        long heap = Runtime.getRuntime().maxMemory();
        findings.add(
                new Finding(
                        Grade.OK,
                        "memory",
                        String.format(
                                Locale.ROOT,
                                "%d processors, a heap of at most %.1f GB (-Xmx)",
                                Runtime.getRuntime().availableProcessors(),
                                heap / GIGABYTE)));
        findings.add(library("Netty", NETTY, null, true));
        findings.add(library("Spark", SPARK, "version", false));
        findings.add(library("Scala", SCALA, "version.number", false));
        return findings;
    }

    static Finding jdk(Runtime.Version version) {
        String says = version + ", " + System.getProperty("java.home");
        return version.feature() >= JDK_MIN
                ? new Finding(Grade.OK, "JDK", says)
                : new Finding(Grade.BAD, "JDK", says + "; JDK " + JDK_MIN + " or later is needed");
    }

    /** @param key of the library's version in a file of its jar, or null for the first that ends as one */
    private static Finding library(String name, String file, String key, boolean isNeeded) {
        String version = version(file, key);
        if (version != null) {
            return new Finding(Grade.OK, name, version);
        }
        return isNeeded
                ? new Finding(
                        Grade.BAD,
                        name,
                        "is not on the class path; set SPARK_HOME, or install pyspark")
                : new Finding(Grade.OK, name, "is not on the class path; a sidecar needs none");
    }

    private static String version(String file, String key) {
        URL found = MachineCheck.class.getClassLoader().getResource(file);
        if (found == null) {
            return null;
        }
        var properties = new Properties();
        try (InputStream in = found.openStream()) {
            properties.load(new java.io.InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return null;
        }
        return key != null
                ? properties.getProperty(key)
                : properties.stringPropertyNames().stream()
                        .filter(name -> name.endsWith(".version"))
                        .map(properties::getProperty)
                        .findFirst()
                        .orElse(null);
    }
}

package sparkgaia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

/** What the library is as others get it: the jar and the POM, after they were made ({@code ci/mvn verify}). */
@EnabledIfSystemProperty(named = "gaia.jar", matches = ".+")
class PackagedJarIT {
    private static final long BYTES_MAX = 2_000_000;
    private static final Path JAR = Path.of(System.getProperty("gaia.jar"));
    private static final Path POM = Path.of(System.getProperty("gaia.pom"));
    private static final Path PARENT = Path.of(System.getProperty("gaia.parent"));
    private static final JavaClasses PACKAGED = packaged();
    private static final String ESTIMATOR = "org.apache.spark.ml.Estimator";
    private static final String TRANSFORMER = "org.apache.spark.ml.Transformer";

    /** The Prometheus client asks at run time whether a tracer of this kind is there. */
    private static final String ASKED_FOR = "io.opentelemetry.";

    /** What stands in it beside folders. */
    private static final Pattern ENTRY =
            Pattern.compile(
                    "sparkgaia/(core|train|wire|lab|net|server|client|spark|ml|shaded/prometheus)/.*"
                            + "|sparkgaia/version"
                            + "|META-INF/(MANIFEST\\.MF|LICENSE)"
                            + "|META-INF/services/org\\.apache\\.spark\\.ml\\.(Estimator|Transformer)"
                            + "|META-INF/maven/io\\.github\\.gaia-spark/.*");

    @Test
    void isThin() throws IOException {
        long bytes = Files.size(JAR);
        assertTrue(bytes < BYTES_MAX, () -> bytes + " bytes; ci/jar-parts says what they are");
    }

    @Test
    void hasNothingButOurOwnAndWhatIsRelocated() throws IOException {
        var strange = new TreeSet<String>();
        try (var jar = new JarFile(JAR.toFile())) {
            jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> !name.endsWith("/") && !ENTRY.matcher(name).matches())
                    .forEach(strange::add);
        }
        assertEquals(Set.of(), strange);
    }

    @Test
    void lacksNoClassThatItRefersTo() throws Exception {
        try (URLClassLoader sparks = sparks()) {
            var missing = new TreeSet<String>();
            PACKAGED.stream()
                    .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(type -> !type.isPrimitive())
                    .map(type -> type.getName())
                    .distinct()
                    .filter(name -> !PACKAGED.contain(name))
                    .filter(name -> !name.startsWith(ASKED_FOR))
                    .filter(name -> sparks.getResource(name.replace('.', '/') + ".class") == null)
                    .forEach(missing::add);
            assertEquals(Set.of(), missing);
        }
    }

    @Test
    void itsServicesAreTheStagesThatItHas() throws IOException {
        assertEquals(stages(ESTIMATOR), services(ESTIMATOR));
        assertEquals(stages(TRANSFORMER), services(TRANSFORMER));
        assertFalse(services(ESTIMATOR).isEmpty());
    }

    @Test
    void sparkCanLoadItsServices() throws Exception {
        var urls = new ArrayList<>(List.of(JAR.toUri().toURL()));
        urls.addAll(libraries());
        try (var loader = new URLClassLoader(urls.toArray(URL[]::new), platform())) {
            URL ours = JAR.toUri().toURL();
            for (String service : List.of(ESTIMATOR, TRANSFORMER)) {
                var loaded = new TreeSet<String>();
                ServiceLoader.load(loader.loadClass(service), loader).stream()
                        .filter(stage -> isFrom(ours, stage.type()))
                        .forEach(stage -> loaded.add(stage.get().getClass().getName()));
                assertEquals(services(service), loaded);
            }
        }
    }

    @Test
    void thePomBringsNothing() throws Exception {
        var brought = new TreeSet<String>();
        NodeList dependencies = elements(POM, "dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            var dependency = (Element) dependencies.item(i);
            String scope = text(dependency, "scope");
            if (!scope.equals("provided") && !scope.equals("test")) {
                brought.add(text(dependency, "artifactId") + " as " + scope);
            }
        }
        assertTrue(dependencies.getLength() > 0, "no dependency at all, not even Spark?");
        assertEquals(Set.of(), brought);
    }

    @Test
    void neitherPomSendsWhoeverReadsItElsewhere() throws Exception {
        for (Path pom : List.of(POM, PARENT)) {
            for (String elsewhere : List.of("repository", "pluginRepository")) {
                assertEquals(0, elements(pom, elsewhere).getLength(), pom + ": " + elsewhere);
            }
            NodeList scopes = elements(pom, "scope");
            for (int i = 0; i < scopes.getLength(); i++) {
                assertFalse(scopes.item(i).getTextContent().equals("import"), pom + " imports");
            }
        }
    }

    private static JavaClasses packaged() {
        try (var jar = new JarFile(JAR.toFile())) {
            return new ClassFileImporter().importJar(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Classes of the jar that Spark could make one of, and that are of this kind. */
    private static Set<String> stages(String kind) {
        var names = new TreeSet<String>();
        PACKAGED.stream()
                .filter(type -> type.isAssignableTo(kind))
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .forEach(type -> names.add(type.getName()));
        return names;
    }

    private static Set<String> services(String kind) throws IOException {
        try (var jar = new JarFile(JAR.toFile());
                var in = jar.getInputStream(jar.getEntry("META-INF/services/" + kind))) {
            return new TreeSet<>(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        }
    }

    private static boolean isFrom(URL jar, Class<?> type) {
        return jar.equals(type.getProtectionDomain().getCodeSource().getLocation());
    }

    /** What Spark brings, and the JDK. */
    private static URLClassLoader sparks() throws MalformedURLException {
        return new URLClassLoader(libraries().toArray(URL[]::new), platform());
    }

    private static List<URL> libraries() throws MalformedURLException {
        var urls = new ArrayList<URL>();
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.endsWith(".jar") && !path.contains("prometheus-metrics"))
                .forEach(path -> urls.add(url(Path.of(path))));
        return urls;
    }

    private static URL url(Path path) {
        URI uri = path.toUri();
        try {
            return uri.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ClassLoader platform() {
        return ClassLoader.getPlatformClassLoader();
    }

    private static NodeList elements(Path pom, String name) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getElementsByTagName(name);
    }

    private static String text(Element in, String name) {
        NodeList found = in.getElementsByTagName(name);
        return found.getLength() == 0 ? "compile" : found.item(0).getTextContent();
    }
}

package sparkgaia;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.tools.ToolProvider;

/** Shows that every rule of {@link ArchitectureRules} refuses what it is there to refuse. */
@Tag("slow")
class ArchitectureRulesTest {

    @TempDir private Path folder;

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            package order                     | core      | Object o = new sparkgaia.train.Neighbour();
            package order                     | lab       | Object o = new sparkgaia.server.Neighbour();
            package order                     | train     | Object o = new sparkgaia.lab.Neighbour();
            no package beside the listed ones | extras    | int x;
            core is pure                      | core      | Object o = new java.io.File("x");
            core is pure                      | core      | Object o = java.nio.file.Path.of("x");
            core is pure                      | core      | Object o = new java.net.InetSocketAddress(1);
            core is pure                      | core      | Object o = new java.util.concurrent.atomic.AtomicLong();
            core is pure                      | core.sync | Object o = new Thread();
            core is pure                      | core      | Object o = java.util.logging.Logger.getGlobal();
            core is pure                      | core      | Object o = java.time.Duration.ZERO;
            core is pure                      | core      | picocli.CommandLine c;
            command line parsing stays in cli | server    | picocli.CommandLine c;
            the lab touches the world only in lab.run | lab | Object o = new Thread();
            the lab touches the world only in lab.run | lab | Object o = java.nio.file.Path.of("x");
            core, train, wire and lab know neither Spark nor Netty | train | org.apache.Engine e;
            only spark and ml know Spark      | server    | org.apache.Engine e;
            only spark and ml know Spark      | cli       | org.apache.Engine e;
            determinism                       | core      | long t = System.nanoTime();
            determinism                       | lab.run   | long t = System.currentTimeMillis();
            determinism                       | lab       | Object o = java.time.Instant.now();
            determinism                       | lab       | Object o = java.time.Clock.systemUTC();
            determinism                       | train     | Object o = new java.util.Random();
            determinism                       | train     | Object o = new java.util.SplittableRandom();
            determinism                       | lab       | int i = java.util.concurrent.ThreadLocalRandom.current().nextInt();
            determinism                       | train     | double d = Math.random();
            determinism                       | core      | Object o = java.util.UUID.randomUUID();
            determinism                       | core      | Object o = new java.util.HashMap<String, String>();
            determinism                       | core      | java.util.function.Supplier<Object> s = java.util.HashMap::new;
            determinism                       | core      | Object o = new java.util.HashSet<String>() {};
            determinism                       | core      | Object o = new java.util.IdentityHashMap<String, String>();
            determinism                       | core      | Object o = java.util.Set.of(1, 2);
            determinism                       | core      | Object o = java.util.Map.of(1, 2);
            determinism                       | core      | Object o = java.util.stream.Stream.of(1).collect(java.util.stream.Collectors.toSet());
            determinism                       | core      | Object o = java.util.stream.Stream.of(1).collect(java.util.stream.Collectors.toMap(x -> x, x -> x));
            determinism                       | core      | Object o = java.util.stream.Stream.of(1).collect(java.util.stream.Collectors.groupingBy(x -> x));
            determinism                       | core      | Object o = java.util.List.of(1).parallelStream();
            determinism                       | train     | Object o = java.util.stream.IntStream.range(0, 9).parallel();
            determinism                       | core      | int i = System.identityHashCode("x");
            determinism                       | core      | int i = new Object().hashCode();
            the same arithmetic on every machine | train  | double d = Math.exp(2);
            the same arithmetic on every machine | lab    | java.util.function.DoubleUnaryOperator f = Math::log;
            no code from data (T17)           | wire      | Object o() throws Exception { return new java.io.ObjectInputStream(null); }
            no code from data (T17)           | spark     | Object o() throws Exception { return Class.forName("x"); }
            no code from data (T17)           | server    | Object o = new ProcessBuilder("x");
            """)
    void theRuleRefuses(String rule, String inPackage, String member) throws IOException {
        assertFalse(isKept(rule, inPackage, member), () -> rule + " lets " + member + " pass");
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            package order                     | server    | Object o = new sparkgaia.train.Neighbour();
            core is pure                      | core      | Object o = new java.util.ArrayDeque<String>();
            core is pure                      | core      | java.util.function.IntSupplier s = () -> 1;
            core is pure                      | core      | record Row(int id, String name) {}
            core is pure                      | core      | enum Kind { A, B }
            the lab touches the world only in lab.run | lab.run | Object o = new Thread();
            command line parsing stays in cli | cli       | picocli.CommandLine c;
            determinism                       | core      | Object o = new java.util.Random(7);
            determinism                       | core      | Object o = new java.util.TreeMap<String, String>();
            determinism                       | core      | Object o = new java.util.LinkedHashMap<String, String>();
            determinism                       | core      | Object o = java.util.List.of(1, 2);
            determinism                       | core      | record Row(int id, String name) {}
            determinism                       | core      | Object o = java.util.stream.Stream.of(1).collect(java.util.stream.Collectors.groupingBy(x -> x, java.util.TreeMap::new, java.util.stream.Collectors.counting()));
            only spark and ml know Spark      | spark     | org.apache.Engine e;
            only spark and ml know Spark      | ml        | org.apache.Engine e;
            determinism                       | server    | long t = System.nanoTime();
            the same arithmetic on every machine | train  | double d = Math.sqrt(2) + Math.max(1, StrictMath.exp(2));
            no code from data (T17)           | cli       | Object o = new ProcessBuilder("x");
            """)
    void theRuleAllows(String rule, String inPackage, String member) throws IOException {
        assertTrue(isKept(rule, inPackage, member), () -> rule + " refuses " + member);
    }

    @Test
    void theRulesHoldForNoClassesAtAll() {
        var nothing = new ClassFileImporter().importPaths(folder);
        ArchitectureRules.all().values().forEach(rule -> rule.check(nothing));
    }

    private boolean isKept(String rule, String inPackage, String member) throws IOException {
        compile(inPackage, member);
        var classes = new ClassFileImporter().importPaths(folder);
        return !ArchitectureRules.all().get(rule).evaluate(classes).hasViolation();
    }

    /** Compiles a class with this member, and a neighbour in each package for it to refer to. */
    private void compile(String inPackage, String member) throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-d",
                                folder.toString(),
                                "-proc:none",
                                "-cp",
                                System.getProperty("java.class.path")));
        arguments.add(
                write(
                        "sparkgaia/" + inPackage.replace('.', '/') + "/Suspect.java",
                        "package sparkgaia." + inPackage + "; class Suspect { " + member + " }"));
        for (String name : ArchitectureRules.PACKAGES) {
            arguments.add(
                    write(
                            "sparkgaia/" + name + "/Neighbour.java",
                            "package sparkgaia." + name + "; public class Neighbour {}"));
        }
        arguments.add(
                write("org/apache/Engine.java", "package org.apache; public class Engine {}"));
        arguments.add(
                write("picocli/CommandLine.java", "package picocli; public class CommandLine {}"));
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, arguments.toArray(String[]::new));
        assertTrue(status == 0, () -> "the example itself does not compile: " + member);
    }

    private String write(String path, String source) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, source).toString();
    }
}

package sparkgaia;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What may use what, as rules that a machine checks.
 *
 * <p>{@link ArchitectureTest} holds the sources to them; {@link ArchitectureRulesTest} shows that
 * each of them refuses what it is there to refuse.
 */
final class ArchitectureRules {

    /** The packages in their order: each may use only those before it. */
    static final List<String> PACKAGES =
            List.of(
                    "core", "train", "wire", "lab", "net", "server", "client", "spark", "ml",
                    "cli");

    /** The program around the simulator, the one part of the lab that may use threads and files. */
    private static final String LAB_PROGRAM = "sparkgaia.lab.run..";

    private static final String[] DETERMINISTIC = {
        "sparkgaia.core..", "sparkgaia.train..", "sparkgaia.lab.."
    };

    private ArchitectureRules() {}

    /** All rules, by a name that a failing test can show. */
    static TreeMap<String, ArchRule> all() {
        var rules = new TreeMap<String, ArchRule>();
        rules.put("package order", packageOrder());
        rules.put("no package beside the listed ones", knownPackages());
        rules.put("core is pure", pureCore());
        rules.put("core, train, wire and lab know neither Spark nor Netty", engineFree());
        rules.put("only spark and ml know Spark", sparkInItsPlace());
        rules.put("the lab touches the world only in lab.run", virtualLab());
        rules.put("command line parsing stays in cli", commandLineInCli());
        rules.put("determinism", determinism());
        rules.put("the same arithmetic on every machine", strictArithmetic());
        rules.put("no code from data (T17)", noCodeFromData());
        return rules;
    }

    static ArchRule packageOrder() {
        var steps = new ArrayList<ArchRule>();
        for (int i = 0; i < PACKAGES.size() - 1; i++) {
            steps.add(
                    noClasses()
                            .that()
                            .resideInAPackage(pattern(PACKAGES.get(i)))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(patternsAfter(i))
                            .allowEmptyShould(true));
        }
        return CompositeArchRule.of(steps)
                .because("a package may use only those before it in " + PACKAGES);
    }

    static ArchRule knownPackages() {
        return classes()
                .should()
                .resideInAnyPackage(patternsAfter(-1))
                .as("every class lives in one of sparkgaia." + PACKAGES)
                .allowEmptyShould(true)
                .because("a package outside the list would escape its order");
    }

    static ArchRule pureCore() {
        return noClasses()
                .that()
                .resideInAPackage("sparkgaia.core..")
                .should()
                .dependOnClassesThat(
                        not(resideInAnyPackage(
                                        "sparkgaia.core..",
                                        "java.lang..",
                                        "java.util..",
                                        "java.math.."))
                                .or(theWorld())
                                .as("reach outside the JDK's pure part"))
                .allowEmptyShould(true)
                .because("the core decides and its host does: no threads, sockets, files or logs");
    }

    static ArchRule engineFree() {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        "sparkgaia.core..",
                        "sparkgaia.train..",
                        "sparkgaia.wire..",
                        "sparkgaia.lab..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache..", "scala..", "io.netty..", "breeze..")
                .allowEmptyShould(true)
                .because("the algorithm must be testable without a cluster");
    }

    static ArchRule sparkInItsPlace() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("sparkgaia.spark..", "sparkgaia.ml..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache..", "scala..", "breeze..")
                .allowEmptyShould(true)
                .because("the sidecar and the command line run without Spark");
    }

    static ArchRule virtualLab() {
        return noClasses()
                .that()
                .resideInAPackage("sparkgaia.lab..")
                .and()
                .resideOutsideOfPackage(LAB_PROGRAM)
                .should()
                .dependOnClassesThat(theWorld())
                .allowEmptyShould(true)
                .because("a simulated event may not depend on a real thread, file or socket");
    }

    static ArchRule commandLineInCli() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("sparkgaia.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .allowEmptyShould(true);
    }

    static ArchRule determinism() {
        return classes()
                .that()
                .resideInAnyPackage(DETERMINISTIC)
                .should(Ban.heeds(chanceAndTime()))
                .andShould(Ban.heeds(hashOrder()))
                .allowEmptyShould(true)
                .because("the same seed must give the same run, on every machine");
    }

    static ArchRule strictArithmetic() {
        String inexact =
                "exp|expm1|log|log10|log1p|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|cbrt|hypot|pow";
        return classes()
                .that()
                .resideInAnyPackage(DETERMINISTIC)
                .should(
                        Ban.heeds(
                                List.of(
                                        Ban.named(
                                                "java.lang.Math",
                                                inexact,
                                                "use StrictMath's method of that name"))))
                .allowEmptyShould(true)
                .because("Math's transcendental functions may differ in the last bit between JVMs");
    }

    static ArchRule noCodeFromData() {
        String instead = "bytes from outside must never choose what runs";
        var bans =
                List.of(
                        Ban.everythingOf("java.io.ObjectInputStream", instead),
                        Ban.named("java.lang.Class", "forName", instead),
                        Ban.named("java.lang.ClassLoader", "loadClass", instead),
                        Ban.named("java.lang.Runtime", "exec", instead),
                        Ban.construction("java.lang.ProcessBuilder", instead));
        return classes()
                .that()
                .resideOutsideOfPackage("sparkgaia.cli..")
                .should(Ban.heeds(bans))
                .allowEmptyShould(true)
                .because("threat T17");
    }

    private static List<Ban> chanceAndTime() {
        String virtual = "take the time as an argument";
        String seeded = "take a generator made from the job's seed";
        var bans = new ArrayList<Ban>();
        bans.add(Ban.named("java.lang.System", "currentTimeMillis|nanoTime", virtual));
        bans.add(Ban.everythingOf("java.time.Clock", virtual));
        for (String type :
                List.of(
                        "Instant",
                        "LocalDate",
                        "LocalTime",
                        "LocalDateTime",
                        "ZonedDateTime",
                        "OffsetDateTime")) {
            bans.add(Ban.named("java.time." + type, "now", virtual));
        }
        bans.add(Ban.exactly("java.util.Date", "<init>()", virtual));
        bans.add(Ban.exactly("java.util.Random", "<init>()", seeded));
        bans.add(Ban.exactly("java.util.SplittableRandom", "<init>()", seeded));
        bans.add(Ban.construction("java.security.SecureRandom", seeded));
        bans.add(Ban.everythingOf("java.util.concurrent.ThreadLocalRandom", seeded));
        bans.add(Ban.named("java.util.random.RandomGenerator", "of|getDefault", seeded));
        bans.add(Ban.named("java.lang.Math", "random", seeded));
        bans.add(Ban.named("java.lang.StrictMath", "random", seeded));
        bans.add(Ban.named("java.util.UUID", "randomUUID", seeded));
        bans.add(Ban.exactly("java.util.Collections", "shuffle(java.util.List)", seeded));
        return bans;
    }

    private static List<Ban> hashOrder() {
        String sorted =
                "use a TreeMap, a TreeSet, a list or the Linked variant: its order is defined";
        String identity = "the number differs from run to run; give the thing an id";
        String sequential =
                "use a sequential stream or a loop: the order of additions shows in floats";
        var bans = new ArrayList<Ban>();
        for (String type :
                List.of("HashMap", "HashSet", "IdentityHashMap", "WeakHashMap", "Hashtable")) {
            bans.add(Ban.construction("java.util." + type, sorted));
        }
        bans.add(Ban.construction("java.util.concurrent.ConcurrentHashMap", sorted));
        bans.add(Ban.named("java.util.Set", "of|copyOf", sorted));
        bans.add(Ban.named("java.util.Map", "of|ofEntries|copyOf", sorted));
        bans.add(
                Ban.named(
                        "java.util.stream.Collectors",
                        "toSet|toUnmodifiableSet|toUnmodifiableMap|partitioningBy|groupingByConcurrent|toConcurrentMap",
                        sorted));
        String function = "java.util.function.Function";
        String collectors = "java.util.stream.Collectors";
        String merge = "java.util.function.BinaryOperator";
        // With a map supplier as their last argument these are fine, so they are banned one by one.
        bans.add(Ban.exactly(collectors, "toMap(" + function + ", " + function + ")", sorted));
        bans.add(
                Ban.exactly(
                        collectors,
                        "toMap(" + function + ", " + function + ", " + merge + ")",
                        sorted));
        bans.add(Ban.exactly(collectors, "groupingBy(" + function + ")", sorted));
        bans.add(
                Ban.exactly(
                        collectors,
                        "groupingBy(" + function + ", java.util.stream.Collector)",
                        sorted));
        bans.add(Ban.named("java.lang.System", "identityHashCode", identity));
        bans.add(Ban.named("java.lang.Object", "hashCode", identity));
        bans.add(Ban.named("java.lang.Enum", "hashCode", identity));
        bans.add(Ban.named("java.util.Collection", "parallelStream", sequential));
        bans.add(Ban.named("java.util.List", "parallelStream", sequential));
        bans.add(Ban.named("java.util.Arrays", "parallel\\w+", sequential));
        for (String type :
                List.of("BaseStream", "Stream", "IntStream", "LongStream", "DoubleStream")) {
            bans.add(Ban.named("java.util.stream." + type, "parallel", sequential));
        }
        return bans;
    }

    /** Files, sockets, threads and logs: what a pure package must not touch. */
    private static DescribedPredicate<JavaClass> theWorld() {
        return resideInAnyPackage(
                        "java.io..",
                        "java.nio.file..",
                        "java.net..",
                        "java.util.concurrent..",
                        "java.util.logging..")
                .or(assignableTo(Thread.class))
                .or(assignableTo(ThreadLocal.class))
                .or(assignableTo(ThreadGroup.class))
                .or(assignableTo(Process.class))
                .as("are files, sockets, threads or logs");
    }

    private static String pattern(String name) {
        return "sparkgaia." + name + "..";
    }

    private static String[] patternsAfter(int index) {
        return PACKAGES.subList(index + 1, PACKAGES.size()).stream()
                .map(ArchitectureRules::pattern)
                .toArray(String[]::new);
    }
}

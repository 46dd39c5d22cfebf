package sparkgaia;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import sparkgaia.cli.Gaia;

import java.util.stream.Stream;

/** Holds the command line to the library's {@link ArchitectureRules}. */
class CommandLineArchitectureTest {

    @TestFactory
    Stream<DynamicTest> theSourcesKeepTheRule() {
        JavaClasses classes =
                new ClassFileImporter()
                        .importUrl(Gaia.class.getProtectionDomain().getCodeSource().getLocation());
        assertFalse(classes.isEmpty(), "no classes found, so the rules would hold of nothing");
        return ArchitectureRules.all().entrySet().stream()
                .map(
                        rule ->
                                DynamicTest.dynamicTest(
                                        rule.getKey(), () -> rule.getValue().check(classes)));
    }
}

package sparkgaia;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.stream.Stream;

/** Holds the library to {@link ArchitectureRules}. */
class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> theSourcesKeepTheRule() {
        JavaClasses classes =
                new ClassFileImporter()
                        .withImportOption(location -> !location.contains("/test-classes/"))
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                        .importPackages("sparkgaia");
        assertFalse(classes.isEmpty(), "no classes found, so the rules would hold of nothing");
        return ArchitectureRules.all().entrySet().stream()
                .map(
                        rule ->
                                DynamicTest.dynamicTest(
                                        rule.getKey(), () -> rule.getValue().check(classes)));
    }
}

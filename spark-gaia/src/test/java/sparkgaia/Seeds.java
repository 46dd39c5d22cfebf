package sparkgaia;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A test of many random cases: run with a {@link Random} for each of the seeds 1 to {@link #value}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "seed {index}")
@ArgumentsSource(Seeds.Source.class)
public @interface Seeds {
    int value() default 100;

    /** Makes the generators. */
    final class Source implements ArgumentsProvider, AnnotationConsumer<Seeds> {
        private int seeds;

        @Override
        public void accept(Seeds annotation) {
            seeds = annotation.value();
        }

        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            return IntStream.rangeClosed(1, seeds).mapToObj(seed -> Arguments.of(new Random(seed)));
        }
    }
}

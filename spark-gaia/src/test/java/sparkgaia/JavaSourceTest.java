package sparkgaia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;

class JavaSourceTest {

    @Test
    void commentsAndBlankLinesAreNoCode() {
        var source =
                JavaSource.of(
                        """
                /* a
                   { b */
                // c {

                class A { // d
                    String s = "/* no comment";
                    char c = '"';
                }
                """);
        assertEquals(4, source.codeLines());
        assertEquals(List.of(), source.methods());
    }

    @Test
    void aMethodReachesFromItsAnnotationToItsClosingBrace() {
        var source =
                JavaSource.of(
                        """
                class A {
                    int x = 1;

                    /** Not counted: {@code {}. */
                    @Override
                    int f(int y) {
                        if (y > '{') {
                            return 2;
                        }
                        return "}".length();
                    }
                }
                """);
        assertEquals(List.of(new JavaSource.Body(5, 11)), source.methods());
        assertEquals(7, source.methods().get(0).lines());
    }

    @Test
    void nestedTypesAreLookedInto() {
        var source =
                JavaSource.of(
                        """
                sealed interface A {
                    record B(int x) implements A {
                        B {
                            check(x);
                        }
                    }

                    enum C {
                        D;

                        void f() {}
                    }
                }
                """);
        assertEquals(
                List.of(new JavaSource.Body(3, 5), new JavaSource.Body(11, 11)), source.methods());
    }

    @Test
    void aTextBlockIsOneLiteral() {
        var source =
                JavaSource.of(
                        "class A {\n  void f() {\n    g(\"\"\"\n      { \"x\" {\n      \"\"\");\n  }\n}\n");
        assertEquals(List.of(new JavaSource.Body(2, 6)), source.methods());
    }
}

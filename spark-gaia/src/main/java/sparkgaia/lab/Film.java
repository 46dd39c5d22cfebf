package sparkgaia.lab;

/** Somebody who reads along: one line for each thing that happens. Without one no text is ever built. */
public interface Film {
    void line(long nanos, String text);
}

package sparkgaia.lab.study;

/** What a problem has to say of the model in the end, beside its figures. */
public sealed interface Fact {
    /** What programs call it. */
    String name();

    /** A number, told beside the others. */
    record Figure(String name, double value) implements Fact {}

    /**
     * Something that has to be true, or the run is worth nothing.
     *
     * @param claim what is true if it holds
     */
    record Check(String name, String claim, boolean holds) implements Fact {}
}

package sparkgaia.lab.run.html;

/** What the style sheet has colours for. */
final class Colours {
    /** Of lines and causes: classes s0, s1, ... */
    static final int COUNT = 8;

    /** Of heat, from little to much: classes h0, h1, ... */
    static final int HEATS = 7;

    private Colours() {}
}

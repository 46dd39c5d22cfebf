package sparkgaia;

/** Holds the sources of the command line to the limits of the house. */
class CommandLineStyleTest extends StyleTest {}

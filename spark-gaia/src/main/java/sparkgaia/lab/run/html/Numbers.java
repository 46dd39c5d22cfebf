package sparkgaia.lab.run.html;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {
    private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P"};

    private Numbers() {}

    /** Three digits that count, thousands set apart, no zeros at the end. */
    static String shown(double number) {
        if (!Double.isFinite(number)) {
            return Double.isNaN(number) ? "\u2013" : number > 0 ? "\u221e" : "-\u221e";
        }
        var rounded = new BigDecimal(number).round(new MathContext(3));
        if (rounded.signum() == 0) {
            return "0";
        }
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent < -4 || exponent > 8) {
            return String.format(Locale.ROOT, "%.3g", number)
                    .replaceFirst("\\.?0*e", "e")
                    .replaceFirst("e([+-])0?", "e$1")
                    .replace("e+", "e");
        }
        BigDecimal plain = rounded.stripTrailingZeros();
        int decimals = Math.max(0, plain.scale());
        return String.format(Locale.ROOT, "%,." + decimals + "f", plain);
    }

    /** Which power of a thousand suits numbers up to this one. */
    static int prefix(double largest) {
        int prefix = 0;
        while (prefix < PREFIXES.length - 1 && largest >= StrictMath.pow(1000, prefix + 1)) {
            prefix++;
        }
        return prefix;
    }

    static String unit(int prefix, String unit) {
        return PREFIXES[prefix] + unit;
    }

    static double scaled(double number, int prefix) {
        return number / StrictMath.pow(1000, prefix);
    }
}

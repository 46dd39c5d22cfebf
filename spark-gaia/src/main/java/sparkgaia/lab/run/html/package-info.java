/**
 * A result as one HTML page: drawn in SVG, styled by itself, without a script or anything from elsewhere, so that it can be
 * mailed, archived and opened offline. A {@link sparkgaia.lab.run.html.Page} says what is to be seen, and
 * {@link sparkgaia.lab.run.html.HtmlReport} makes the text.
 *
 * <p>This package decides how things look: scales, ticks, colours (that the colour-blind can tell apart, on light and dark
 * ground), how numbers are rounded. It computes no figure of its own and touches no file. Every text of others is
 * escaped, and the page is well-formed XML.
 */
package sparkgaia.lab.run.html;

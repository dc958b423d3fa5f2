/** Text from a certificate is hostile: what cannot be seen, or changes how the rest is seen, is written out. */

/**
 * C0 and C1 controls and DEL; format characters (`\p{Cf}`: zero-width, bidirectional, soft hyphen, tags); line and
 * paragraph separators; spaces other than U+0020; lone surrogates; private use; fillers that draw nothing.
 */
const hidden =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\u115f\u1160\u3164\uffa0\u034f\ufe00-\ufe0f]|(?! )\p{Zs}/gu;

/** `text` with every such character as `\xNN` (up to U+00FF) or `\u{...}`; a backslash stays as it is. */
export const visibleText = (text: string): string =>
  text.replace(hidden, (character) => {
    const point = character.codePointAt(0) ?? 0;
    const hex = point.toString(16);
    return point <= 0xff ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`;
  });

/** A line of a page: what is longer holds up a browser for seconds, and nobody reads it there. */
const longestLine = 1000;

/** As `visibleText`, of no more than the first `most` characters; an ellipsis stands for the others. */
export const visibleLine = (text: string, most = longestLine): string =>
  text.length <= most ? visibleText(text) : `${visibleText(text.slice(0, most))}…`;

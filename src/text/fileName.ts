/** Room for a suffix below the 255 octets that file systems give a name. */
const longestName = 120;

/**
 * `text` as the name of a file to be saved: letters, digits, dots and hyphens of ASCII, beginning with a letter or digit,
 * so that it is hidden nowhere, is no option of a command and no path. `otherwise`: when nothing is left.
 */
export const fileName = (text: string, otherwise: string): string =>
  text
    .slice(0, longestName)
    .replace(/[^a-z0-9.]+/gi, '-')
    .replace(/^[.-]+/, '') || otherwise;

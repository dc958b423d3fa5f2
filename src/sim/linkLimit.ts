/** Characters of a link's query. Of longer addresses browsers keep nothing, or the beginning. */
export const longestLink = 1024 * 1024;

/** A longer URL is not read in a link: it is drawn and written again at every step. */
export const longestUrl = 8192;

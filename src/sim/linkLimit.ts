/** Characters of a link's query. Of longer addresses browsers keep nothing, or the beginning. */
export const longestLink = 1024 * 1024;

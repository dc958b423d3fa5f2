/** Octets or characters that are read at most. Memory, not patience: the scanner's table needs a multiple of it. */
export const longestInput = 64 * 1024 * 1024;

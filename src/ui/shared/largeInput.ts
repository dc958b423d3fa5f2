/** Octets or characters above which an input is read in the worker, and its text kept out of the text area. */
export const largeFrom = 64 * 1024;
export const isLarge = (size: number): boolean => size > largeFrom;
/** Memory, not patience: the table of the nodes needs a multiple of the input. */
export const sizeLimit = 64 * 1024 * 1024;

/** Unsigned integers as octets; what does not fit is cut off at the high end. */

/** Big-endian (network order), 2 octets. */
export const big16 = (value: number): number[] => [(value >>> 8) & 0xff, value & 0xff];

/** Big-endian (network order), 4 octets. */
export const big32 = (value: number): number[] => [...big16(value >>> 16), ...big16(value)];

/** Little-endian, 2 octets. */
export const little16 = (value: number): number[] => big16(value).reverse();

/** Little-endian, 4 octets. */
export const little32 = (value: number): number[] => big32(value).reverse();

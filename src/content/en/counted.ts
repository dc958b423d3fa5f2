/** A number as English writes it: 9,994. */
export const counted = (count: number): string => count.toLocaleString('en');

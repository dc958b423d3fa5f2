/** Adds `more` to the end of `list`. (`push(...more)` puts every one of them on the stack, which is not that large.) */
export function append<Item>(list: Item[], more: Iterable<Item>): void {
  for (const one of more) list.push(one);
}

/** Which child of one node is which child of another. */

/** `name`: the field, `[]` for any that goes by its position. `oid`: the identifier that says what it is. */
export type Sibling = { node: number; name: string; identifier: number; oid: string | null; hash: number };

/** -1: that side has none. */
export type SiblingPair = { a: number; b: number };

/** How surely two siblings are one and the same, surest first. null: it cannot be told this way. */
const likenesses: readonly ((sibling: Sibling) => string | null)[] = [
  ({ name, identifier, hash }) => `${name} ${identifier} ${hash}`,
  ({ name, identifier, oid }) => (oid === null ? null : `${name} ${identifier} ${oid}`),
];
/** Weaker ones: they pair what is alone, or lists of equal length. What an identifier names apart is not paired. */
const weakLikenesses: readonly ((sibling: Sibling) => string | null)[] = [
  ({ name, identifier, oid }) => (oid === null || name !== '[]' ? `${name} ${identifier}` : null),
  ({ name, oid }) => (oid === null || name !== '[]' ? name : null),
];

/** In the order of `b`; what only `a` has stands where it stood in `a`, before what came in its place. */
export function pairsOfSiblings(a: readonly Sibling[], b: readonly Sibling[]): SiblingPair[] {
  const partner = new Map<Sibling, Sibling>(); // of b's siblings
  const taken = new Set<Sibling>(); // of a's
  for (const likeness of likenesses) pairAlike(a, b, likeness, partner, taken);
  for (const likeness of weakLikenesses) pairLeftovers(a, b, likeness, partner, taken);
  return inOrder(a, b, partner, taken);
}

type Likeness = (sibling: Sibling) => string | null;

function pairAlike(
  a: readonly Sibling[],
  b: readonly Sibling[],
  likeness: Likeness,
  partner: Map<Sibling, Sibling>,
  taken: Set<Sibling>,
): void {
  const queues = grouped(
    a.filter((sibling) => !taken.has(sibling)),
    likeness,
  );
  const next = new Map<string, number>();
  for (const sibling of b) {
    const key = partner.has(sibling) ? null : likeness(sibling);
    if (key === null) continue;
    const turn = next.get(key) ?? 0;
    const found = queues.get(key)?.[turn];
    if (found === undefined) continue;
    next.set(key, turn + 1);
    partner.set(sibling, found);
    taken.add(found);
  }
}

/** Of several that are left, those of a list whose length did not change are paired in order. */
function pairLeftovers(
  a: readonly Sibling[],
  b: readonly Sibling[],
  likeness: Likeness,
  partner: Map<Sibling, Sibling>,
  taken: Set<Sibling>,
): void {
  const leftA = grouped(
    a.filter((sibling) => !taken.has(sibling)),
    likeness,
  );
  const leftB = grouped(
    b.filter((sibling) => !partner.has(sibling)),
    likeness,
  );
  for (const [key, others] of leftB) {
    const ones = leftA.get(key) ?? [];
    const fits = ones.length === others.length && (ones.length === 1 || a.length === b.length);
    if (!fits) continue;
    for (const [i, sibling] of others.entries()) {
      const found = ones[i];
      if (found === undefined) continue;
      partner.set(sibling, found);
      taken.add(found);
    }
  }
}

function grouped(siblings: readonly Sibling[], likeness: Likeness): Map<string, Sibling[]> {
  const groups = new Map<string, Sibling[]>();
  for (const sibling of siblings) {
    const key = likeness(sibling);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(sibling);
    else groups.set(key, [sibling]);
  }
  return groups;
}

function inOrder(
  a: readonly Sibling[],
  b: readonly Sibling[],
  partner: ReadonlyMap<Sibling, Sibling>,
  taken: ReadonlySet<Sibling>,
): SiblingPair[] {
  const pairs: SiblingPair[] = [];
  const alone = a.filter((sibling) => !taken.has(sibling));
  const bounds = b.map((sibling) => partner.get(sibling)?.node ?? -1);
  for (let i = bounds.length - 1; i >= 0; i--) if (bounds[i] === -1) bounds[i] = bounds[i + 1] ?? Infinity;
  let next = 0;
  for (const [i, sibling] of b.entries()) {
    const bound = bounds[i] ?? Infinity; // up to what is paired next
    for (let one = alone[next]; one !== undefined && one.node < bound; one = alone[++next]) {
      pairs.push({ a: one.node, b: -1 });
    }
    pairs.push({ a: partner.get(sibling)?.node ?? -1, b: sibling.node });
  }
  for (const { node } of alone.slice(next)) pairs.push({ a: node, b: -1 });
  return pairs;
}

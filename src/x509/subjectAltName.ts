/** subjectAltName (RFC 5280 section 4.2.1.6), read as far as it can be. */
import { childrenOf, encapsulated, isUniversal, tag, type Cursor } from './cursor.ts';
import { generalNameFault, readGeneralName } from './generalName.ts';
import type { Extension, GeneralName, SanMalformation, SubjectAltName } from './types.ts';

/** In the order in which the first one found is reported: structure before single names. */
const SEVERITY: readonly SanMalformation[] = [
  'san-unreadable',
  'san-trailing-data',
  'san-empty',
  'san-not-general-name',
  'san-not-der',
  'san-not-ia5',
  'san-ip-length',
];

/** Never fails: what is malformed is named, and the names that could be read are there. */
export function readSubjectAltName(der: Uint8Array, extension: Extension): SubjectAltName {
  const names: GeneralName[] = [];
  const faults = new Set<SanMalformation>();
  const sequence = encapsulated(der, extension.value);
  if (sequence === null || !isUniversal(sequence, tag.sequence)) {
    return { extension, names, malformed: 'san-unreadable' };
  }
  for (const [index, cursor] of childrenOf(sequence).entries()) {
    const name = readGeneralName(cursor, `${extension.path}.extnValue.subjectAltName[${index}]`);
    const fault = name === null ? 'san-not-general-name' : generalNameFault(name, cursor);
    if (name !== null) names.push(name);
    if (fault !== null) faults.add(fault);
  }
  for (const fault of structureFaults(sequence, extension.value.end)) faults.add(fault);
  return { extension, names, malformed: SEVERITY.find((code) => faults.has(code)) ?? null };
}

function structureFaults({ document, node }: Cursor, valueEnd: number): SanMalformation[] {
  const faults: SanMalformation[] = [];
  const end = document.end(node);
  const inside = document.diagnostics.filter((diagnostic) => diagnostic.range.start < end);
  if (inside.some((diagnostic) => diagnostic.kind === 'broken')) faults.push('san-unreadable');
  if (inside.some((diagnostic) => diagnostic.kind !== 'broken')) faults.push('san-not-der');
  if (end < valueEnd) faults.push('san-trailing-data');
  if (document.firstChild(node) < 0) faults.push('san-empty');
  return faults;
}

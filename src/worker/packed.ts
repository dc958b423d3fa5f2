/**
 * What crosses from the worker to the page: documents as their columns, items without their views. Octets and columns
 * are moved, not copied, by handing over the buffers that `buffersOf` lists.
 */
import type { Diagnostic } from '../asn1/diagnostics.ts';
import { OpenedDocument, type ExpandedDocument } from '../asn1/expand.ts';
import type { NodePlaces } from '../asn1/nodePlaces.ts';
import { NodeTable, type NodeColumns } from '../asn1/nodeTable.ts';
import { plainReport, reportWithViews } from '../x509/inputItem.ts';
import type { InputReport, PlainReport } from '../x509/inputReport.ts';

export type PackedExpanded = {
  bytes: Uint8Array;
  columns: NodeColumns;
  diagnostics: readonly Diagnostic[];
  places: NodePlaces;
};

/** `expanded`: by item, null where the page reads it, which for a small item takes less than moving the columns. */
export type PackedReport = { plain: PlainReport; expanded: (PackedExpanded | null)[] };

export function packExpanded({ bytes, table, diagnostics, places }: ExpandedDocument): PackedExpanded {
  const { count, capacity, start, content, end, parent, depth, next, identifier } = table;
  const columns = { count, capacity, start, content, end, parent, depth, next, identifier };
  return { bytes, columns, diagnostics, places };
}

export const unpackExpanded = ({ bytes, columns, diagnostics, places }: PackedExpanded): ExpandedDocument =>
  new OpenedDocument(bytes, NodeTable.of(columns), diagnostics, places);

export const packReport = (report: InputReport): PackedReport => ({
  plain: plainReport(report),
  expanded: report.items.map((item) =>
    item.kind !== 'private-key' && item.expanded ? packExpanded(item.expanded) : null,
  ),
});

export function unpackReport({ plain, expanded }: PackedReport): InputReport {
  const report = reportWithViews(plain);
  report.items.forEach((item, index) => {
    const packed = expanded[index];
    if (packed && item.kind !== 'private-key') item.expanded = unpackExpanded(packed);
  });
  return report;
}

/** Every buffer in plain data, once. */
export function buffersOf(data: object): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const open: object[] = [data];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (ArrayBuffer.isView(next)) {
      if (next.buffer instanceof ArrayBuffer) found.add(next.buffer);
      continue;
    }
    for (const value of Object.values(next) as unknown[])
      if (typeof value === 'object' && value !== null) open.push(value);
  }
  return [...found];
}

/** All that is fuzzed. */
import type { Target } from './target.ts';
import { readers } from './targets/configurations.ts';
import { archive, capture } from './targets/files.ts';
import { der, pasted, pkcs12 } from './targets/inputs.ts';
import { compareLink, hostLines, inspectLinks, stageLink } from './targets/links.ts';
import { machines } from './targets/machines.ts';

export const targets: readonly Target[] = [
  ...readers,
  stageLink,
  compareLink,
  inspectLinks,
  hostLines,
  pasted,
  der,
  capture,
  archive,
  pkcs12,
  ...machines,
];

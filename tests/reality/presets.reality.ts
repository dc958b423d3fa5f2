/** Every preset, printed for every program and run: certificate, alert and status for each hello of a matrix. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressesOf, onLoopback } from './addresses.ts';
import { compare, printAndRead, tell, tellConfig } from './compare.ts';
import { makeMaterial, removeMaterial, type Material } from './material.ts';
import { matrixOf } from './matrix.ts';
import { installedVersion, realPrograms } from './programs/realProgram.ts';
import { allPresets, presetServer } from './presetServer.ts';
import { skipped } from './report.ts';

let material: Material | undefined;
beforeAll(async () => {
  material = await makeMaterial();
});
afterAll(() => {
  if (material !== undefined) removeMaterial(material);
});

describe.each(realPrograms)('presets on $software', (program) => {
  it('answers as simulated', async () => {
    const version = await installedVersion(program);
    if (version === null || material === undefined) {
      skipped(program.software, version === null ? 'not installed' : 'openssl not installed');
      return;
    }
    const begin = performance.now();
    const setting = { program, version, material };
    let cases = 0;
    const disagreements: string[] = [];
    for (const [block, preset] of allPresets.entries()) {
      const server = presetServer(preset);
      const printed = printAndRead(onLoopback(server, addressesOf(server), block), setting);
      expect(printed.fatal, `${preset.id}\n${tellConfig(printed)}`).toEqual([]);
      const probes = matrixOf(printed.server);
      const { disagreements: found } = await compare(printed, probes, setting);
      cases += probes.length;
      if (found.length > 0) disagreements.push(`${preset.id}\n${tellConfig(printed)}`, ...found.map(tell));
    }
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    const count = disagreements.filter((line) => line.startsWith('  ')).length;
    console.log(
      `presets on ${program.software} ${version}: ${cases} cases, ${count} disagreements, ${seconds} s`,
    );
    expect(disagreements.slice(0, 40).join('\n')).toBe('');
  });
});

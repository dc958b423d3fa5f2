import type { Server } from '../../src/hosting/model.ts';
import { readConfig } from '../../src/hosting/readConfig.ts';
import { presetCertificates } from '../../src/sim/presetCertificates.generated.ts';
import type { Preset } from '../../src/sim/presets.ts';

/** What a preset's own configuration says. */
export function presetServer({ server }: Preset): Server {
  const files = new Map([...Object.entries(server.files), ...Object.entries(presetCertificates)]);
  const { softwareVersion: version, supportsSni } = server;
  return readConfig(server.software, files, server.mainFile, { version, supportsSni }).server;
}

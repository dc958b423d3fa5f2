import type { Server } from '../../src/hosting/model.ts';
import { readConfig } from '../../src/hosting/readConfig.ts';
import { furtherPresetCertificates } from '../../src/sim/furtherPresetCertificates.generated.ts';
import { furtherPresets } from '../../src/sim/furtherPresets.ts';
import { presetCertificates } from '../../src/sim/presetCertificates.generated.ts';
import { presets, type Preset } from '../../src/sim/presets.ts';

export const allPresets: readonly Preset[] = [...presets, ...furtherPresets];

export const allPresetCertificates = { ...presetCertificates, ...furtherPresetCertificates };

/** What a preset's own configuration says. */
export function presetServer({ server }: Preset): Server {
  const files = new Map([...Object.entries(server.files), ...Object.entries(allPresetCertificates)]);
  const { softwareVersion: version, supportsSni } = server;
  return readConfig(server.software, files, server.mainFile, { version, supportsSni }).server;
}

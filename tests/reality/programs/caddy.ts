import { write } from '../material.ts';
import { writeConfig, type RealProgram } from './realProgram.ts';

const file = 'caddy';

/** No admin endpoint, nothing stored but below `root`. */
export const caddy: RealProgram = {
  software: 'caddy',
  versionCommand: { file, args: ['version'] },
  startCommand(config, root) {
    writeConfig(config);
    const text = config.files.get(config.mainFile) ?? '';
    write(config.mainFile, text.replace('{\n', '{\n\tadmin off\n'));
    return { ...command('run', config.mainFile), env: environment(root) };
  },
  testCommand: ({ mainFile }, root) => ({ ...command('validate', mainFile), env: environment(root) }),
};

const command = (verb: string, mainFile: string): { file: string; args: string[] } => ({
  file,
  args: [verb, '--config', mainFile, '--adapter', 'caddyfile'],
});

const environment = (root: string): Record<string, string> => ({
  HOME: `${root}/caddy`,
  XDG_DATA_HOME: `${root}/caddy/data`,
  XDG_CONFIG_HOME: `${root}/caddy/config`,
});

import { writeConfig, type RealProgram } from './realProgram.ts';

const file = 'haproxy';

export const haproxy: RealProgram = {
  software: 'haproxy',
  versionCommand: { file, args: ['-v'] },
  startCommand(config) {
    writeConfig(config);
    return { file, args: ['-db', '-q', '-f', config.mainFile] };
  },
  testCommand: ({ mainFile }) => ({ file, args: ['-c', '-q', '-f', mainFile] }),
};

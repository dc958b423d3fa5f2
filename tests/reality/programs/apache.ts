import { mkdirSync, existsSync } from 'node:fs';
import { write } from '../material.ts';
import { writeConfig, type RealProgram } from './realProgram.ts';

const file = 'apache2';
const modulesFolder = '/usr/lib/apache2/modules';
const modules = ['mpm_event', 'authz_core', 'dir', 'socache_shmcb', 'ssl'];

/** Modules and the base server are the run's own; the configuration that is compared is included. */
export const apache: RealProgram = {
  software: 'apache',
  versionCommand: { file, args: ['-v'] },
  startCommand(config, root) {
    writeConfig(config);
    mkdirSync(`${root}/apache/run`, { recursive: true });
    write(`${root}/www/index.html`, 'the base server\n');
    write(wrapper(root), [...base(root), `Include ${config.mainFile}`, ''].join('\n'));
    return { file, args: ['-f', wrapper(root), '-D', 'FOREGROUND'] };
  },
  testCommand: (_, root) => ({ file, args: ['-f', wrapper(root), '-t'] }),
};

const wrapper = (root: string): string => `${root}/apache/httpd.conf`;

const base = (root: string): string[] => [
  ...modules
    .filter((name) => existsSync(`${modulesFolder}/mod_${name}.so`))
    .map((name) => `LoadModule ${name}_module ${modulesFolder}/mod_${name}.so`),
  `ServerRoot ${root}/apache`,
  `DefaultRuntimeDir ${root}/apache/run`,
  `PidFile ${root}/apache/run/pid`,
  `ErrorLog ${root}/apache/error.log`,
  `DocumentRoot ${root}/www`,
  ...(process.getuid?.() === 0 ? ['User www-data', 'Group www-data'] : []),
  'StartServers 1',
  'ServerLimit 1',
  'ThreadsPerChild 64',
  'MaxRequestWorkers 64',
];
